//! Datelines and header lines: dates that a paragraph gives the whole draft.

use std::ops::Range;

use super::expr::{Expr, Raw, Written};
use crate::formats::Role;
use crate::languages::{Classes, Marks};
use crate::reading::paragraph::Paragraph;
use crate::reading::tokens::{Kind, Shape, Token};
use crate::text::Span;

/// A date at the head of a draft, relative to its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// What is written.
    pub(super) written: Written,
    /// Where.
    pub(super) span: Span,
}

/// Bytes within which a dateline's date begins.
const LONGEST_PLACE: u32 = 140;

/// Tokens that the place of a dateline can take.
const MOST_TOKENS: usize = 20;

/// Bytes beyond which a block is copy and no header.
const LONGEST_HEADER: usize = 260;

/// Bytes beyond which a line that no header word opens is none.
const LONGEST_LINE: u32 = 90;

fn tokens_of(paragraph: &Paragraph, span: Span) -> Range<usize> {
    let from = paragraph.tokens.partition_point(|token| token.span.start < span.start);
    let to = paragraph.tokens.partition_point(|token| token.span.start < span.end);
    from..to
}

fn calendar(raw: &Raw) -> Option<Written> {
    match raw.expr {
        Expr::Calendar { written, .. } if written.day.is_some() && written.month.is_some() => Some(written),
        _ => None,
    }
}

/// The dateline that opens a paragraph: city, date, agency, dash.
pub(super) fn dateline(paragraph: &Paragraph, raws: &[Raw]) -> Option<Head> {
    let raw = raws.iter().take(3).find(|raw| calendar(raw).is_some())?;
    if raw.span.start > LONGEST_PLACE || matches!(paragraph.context.role, Role::Cell | Role::Headline) {
        return None;
    }
    let date = tokens_of(paragraph, raw.span);
    let agency = agency_end(paragraph, date.end);
    if !is_dash(paragraph, agency) {
        return None;
    }
    let named = agency > date.end + 1;
    let placed = if date.start == 0 { named } else { is_place(paragraph, date.start) };
    placed.then(|| Head { written: calendar(raw).unwrap_or_default(), span: raw.span })
}

/// The token after "(Reuters)", "/PRNewswire/" or a comma behind the date.
fn agency_end(paragraph: &Paragraph, mut at: usize) -> usize {
    if paragraph.word(at) == "," {
        at += 1;
    }
    let close = match paragraph.word(at) {
        "(" => ")",
        "[" => "]",
        "/" => "/",
        _ => return at,
    };
    let end = (at + 1..at + 12).find(|end| paragraph.word(*end) == close);
    end.map_or(at, |end| end + 1)
}

/// Whether a dash of any kind stands at a token.
fn is_dash(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.tokens.get(at).is_some_and(|token| {
        token.kind == Kind::Dash || token.kind == Kind::Hyphen && token.spaced || paragraph.word(at) == "_"
    })
}

/// Whether the tokens up to `end` name places: capitals, or capitalised words that end in a comma.
fn is_place(paragraph: &Paragraph, end: usize) -> bool {
    let first = &paragraph.tokens[0];
    if end > MOST_TOKENS || !first.is_capital() {
        return false;
    }
    let strong = first.shape == Shape::Upper && first.span.len() > 1 && !paragraph.is(0, Classes::WEEKDAY);
    let comma = paragraph.word(end - 1) == ",";
    if !strong && (!comma || is_opener(paragraph, 0)) {
        return false;
    }
    let mut bracket = false;
    for at in 0..end {
        let token = &paragraph.tokens[at];
        let mark = paragraph.word(at);
        bracket = matches!(mark, "(" | "[") || bracket && !matches!(mark, ")" | "]");
        if !bracket && !matches!(mark, ")" | "]") && !is_place_token(paragraph, at, token, strong) {
            return false;
        }
    }
    true
}

/// Words that open a sentence and no dateline, though capitalised.
fn is_opener(paragraph: &Paragraph, at: usize) -> bool {
    paragraph.is(
        at,
        Classes::ORDINARY
            .or(Classes::PREPOSITION)
            .or(Classes::WEEKDAY)
            .or(Classes::MONTH)
            .or(Classes::TIME)
            .or(Classes::CONJUNCTION),
    )
}

fn is_place_token(paragraph: &Paragraph, at: usize, token: &Token, strong: bool) -> bool {
    match token.kind {
        Kind::Word if token.is_capital() => {
            strong || !is_opener(paragraph, at) || token.shape == Shape::Upper
        }
        Kind::Word => marked(paragraph, at, Marks::PLACE),
        Kind::Mark => matches!(paragraph.word(at), "," | "/" | "&" | "*"),
        Kind::Hyphen | Kind::SingleMark | Kind::Clitic | Kind::Stop => true,
        Kind::Dash => strong,
        _ => false,
    }
}

/// A line near the top that gives a date and tells nothing else: "Published: Jan. 3, 2020".
pub(super) fn header(paragraph: &Paragraph, raws: &[Raw]) -> Option<Head> {
    if paragraph.text.len() > LONGEST_HEADER
        || matches!(paragraph.context.role, Role::Headline | Role::Cell | Role::Item)
    {
        return None;
    }
    raws.iter().find_map(|raw| {
        let written = calendar(raw)?;
        let line = line_of(paragraph, tokens_of(paragraph, raw.span).start);
        is_header(paragraph, line, &written, raws).then_some(Head { written, span: raw.span })
    })
}

/// The tokens of the line that holds a token.
fn line_of(paragraph: &Paragraph, at: usize) -> Range<usize> {
    let starts = |at: &usize| paragraph.tokens[*at].new_line;
    let start = (1..=at).rev().find(starts).unwrap_or(0);
    let end = (at + 1..paragraph.tokens.len()).find(starts).unwrap_or(paragraph.tokens.len());
    start..end
}

fn is_header(paragraph: &Paragraph, line: Range<usize>, written: &Written, raws: &[Raw]) -> bool {
    let first = line.clone().find(|at| paragraph.tokens[*at].kind == Kind::Word).unwrap_or(line.start);
    if marked(paragraph, first, Marks::HEADER) {
        return true;
    }
    let span = paragraph.span(line.clone());
    if written.year.is_none() || span.len() as u32 > LONGEST_LINE {
        return false;
    }
    line.clone().all(|at| {
        let token = &paragraph.tokens[at];
        let timed = raws.iter().any(|raw| raw.span.contains(token.span));
        timed || is_header_token(paragraph, at, token)
    })
}

fn marked(paragraph: &Paragraph, at: usize, marks: Marks) -> bool {
    let times = &paragraph.context.language.times;
    paragraph.tokens.get(at).is_some_and(|token| times.marks(token.word).any(marks))
}

/// Names, times of clock and the marks between them; no verb and no stop.
fn is_header_token(paragraph: &Paragraph, at: usize, token: &Token) -> bool {
    match token.kind {
        // “The Battle of Leer, May 5, 1945” is a heading, no byline.
        Kind::Word if token.is_capital() => !paragraph.is(at, Classes::DETERMINER),
        Kind::Word => marked(paragraph, at, Marks::BYLINE),
        Kind::Number | Kind::Hyphen | Kind::Dash | Kind::Clitic | Kind::SingleMark | Kind::Link => true,
        Kind::Mark => true,
        Kind::Stop => at + 1 < paragraph.tokens.len() && paragraph.word(at) == ".",
        _ => false,
    }
}
