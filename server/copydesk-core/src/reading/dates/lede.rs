//! The lede: whether it tells that something happened, and whether anything near says when.

use super::DateSource;
use super::OwnDate;
use super::expr::{Expr, Fixed, Raw};
use crate::formats::{Block, Role};
use crate::languages::{Classes, Marks, Tense, TimeWord, Unit};
use crate::reading::dates::Lede;
use crate::reading::link::Paragraphs;
use crate::reading::paragraph::{Paragraph, ParagraphReading};
use crate::reading::tokens::{Kind, Shape, Token};

/// Bytes below which a paragraph is a label or a remark.
const SHORTEST: usize = 40;

/// Tokens from a sentence's end within which its verb of speech stands.
const MOST_TAIL: usize = 9;

/// Paragraphs in which the time of the event may stand.
const REACH: usize = 3;

/// What a paragraph would tell as one of the article's first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// It tells that something happened.
    pub(super) event: bool,
    /// It says when something was, if not what the lede tells.
    pub(super) timed: bool,
    /// As a lede it says enough: "recently", or after or during another event.
    pub(super) led: bool,
}

/// Reads a paragraph's signs.
pub(super) fn signs(paragraph: &Paragraph, raws: &[Raw]) -> Signs {
    if paragraph.context.role != Role::Paragraph {
        return Signs::default();
    }
    let units = || paragraph.cut.times.iter().any(|at| is_unit(paragraph, at));
    Signs {
        event: tells_event(paragraph),
        timed: raws.iter().any(says_when) || units(),
        led: raws.iter().any(|raw| !raw.aside || raw.names) || has_connective(paragraph),
    }
}

/// Whether the first sentence's first verb is a past one, or a past verb of speech ends it.
fn tells_event(paragraph: &Paragraph) -> bool {
    let Some(first) = paragraph.sentences().next() else { return false };
    let opens_quote = paragraph.tokens.first().is_some_and(|token| {
        matches!(token.kind, Kind::DoubleMark | Kind::SingleMark | Kind::Mark | Kind::Ellipsis)
    });
    if opens_quote || paragraph.text.len() < SHORTEST {
        return false;
    }
    let verb = first.clone().find_map(|at| verb_at(paragraph, at));
    verb == Some(true) || verb.is_some() && ends_in_speech(paragraph, first)
}

/// Whether the verb at a token, if there is one, tells an event.
fn verb_at(paragraph: &Paragraph, at: usize) -> Option<bool> {
    let token = &paragraph.tokens[at];
    // A short word is a verb by the list alone.
    let listed = token.classes.any(Classes::TENSED);
    if token.kind != Kind::Word || token.shape != Shape::Lower || !listed && token.span.len() <= 4 {
        return None;
    }
    match tense_of(paragraph, at) {
        Tense::Past if matches!(paragraph.bytes(at), b"was" | b"were") => Some(
            (at + 1..at + 3)
                .any(|next| tense_of(paragraph, next) == Tense::Past || is_plain_past(paragraph, next)),
        ),
        Tense::Past => Some(!matches!(paragraph.bytes(at), b"had" | b"has" | b"have" | b"been")),
        Tense::Present | Tense::Future => Some(false),
        Tense::Unknown => is_plain_past(paragraph, at).then_some(true),
    }
}

fn tense_of(paragraph: &Paragraph, at: usize) -> Tense {
    match paragraph.tokens.get(at) {
        Some(token) if token.classes.any(Classes::TENSED) => {
            paragraph.context.language.times.tense(token.word)
        }
        _ => Tense::Unknown,
    }
}

/// "…, Lind said in an interview."
fn ends_in_speech(paragraph: &Paragraph, sentence: std::ops::Range<usize>) -> bool {
    let from = sentence.start.max(sentence.end.saturating_sub(MOST_TAIL));
    (from..sentence.end).any(|at| {
        paragraph.is(at, Classes::CUE)
            && (tense_of(paragraph, at) == Tense::Past || paragraph.bytes(at).ends_with(b"ed"))
    })
}

fn is_plain_past(paragraph: &Paragraph, at: usize) -> bool {
    if paragraph.tokens.get(at).is_none_or(|token| token.span.len() <= 4) {
        return false;
    }
    let word = paragraph.bytes(at);
    let before = || at.checked_sub(1).map_or(&b""[..], |before| paragraph.bytes(before));
    word.ends_with(b"ed")
        && !word.ends_with(b"eed")
        && !matches!(before(), b"the" | b"a" | b"an" | b"be" | b"-")
        && !at
            .checked_sub(1)
            .is_some_and(|before| paragraph.is(before, Classes::PREPOSITION.or(Classes::DETERMINER)))
}

/// Whether an expression tells the time of an event: not "now", "the future", "quarterly".
fn says_when(raw: &Raw) -> bool {
    match &raw.expr {
        Expr::Fixed { kind: Fixed::Recurring, .. } => false,
        Expr::Fixed { value, .. } => !value.ends_with("_REF"),
        _ => !raw.aside,
    }
}

/// Whether a word is a unit of time: "hours after the burial".
fn is_unit(paragraph: &Paragraph, at: usize) -> bool {
    let times = &paragraph.context.language.times;
    let token = &paragraph.tokens[at];
    if !token.classes.any(Classes::TIME) {
        return false;
    }
    match times.word(token.word) {
        TimeWord::Unit(unit) => unit != Unit::Second,
        TimeWord::Units(_) => true,
        _ => false,
    }
}

/// Whether the first sentence ties its event to another one.
fn has_connective(paragraph: &Paragraph) -> bool {
    let times = &paragraph.context.language.times;
    let tie =
        |token: &Token| token.classes.any(Classes::DATE_MARK) && times.marks(token.word).any(Marks::TIE);
    paragraph.sentences().next().is_some_and(|first| {
        // “When” alone opens a sentence as loosely as it goes on with one.
        paragraph.bytes(first.start) == b"When" || paragraph.tokens[first].iter().any(tie)
    })
}

/// Whether a block is running copy.
fn is_copy(block: &Block) -> bool {
    block.role == Role::Paragraph && block.span.len() >= 20
}

/// The block after those that open a draft: its lede, and the paragraphs that may say when.
pub(in crate::reading) fn opening(blocks: &[Block]) -> usize {
    let mut copy = (1..).zip(blocks).filter(|(_, block)| is_copy(block)).map(|(end, _)| end);
    copy.nth(REACH - 1).unwrap_or(blocks.len())
}

/// The lede of a draft, and whether it, the two paragraphs behind it or the dateline say when.
pub(super) fn link(draft: &Paragraphs, sources: &[OwnDate]) -> Option<Lede> {
    let signs = |reading: &ParagraphReading| reading.dates.signs.unwrap_or_default();
    let mut copy = draft.iter().filter(|(block, _)| is_copy(block));
    let (block, reading) = copy.next()?;
    let first = signs(reading);
    let dateline = sources.iter().any(|source| source.source == DateSource::Dateline);
    let timed =
        first.timed || first.led || dateline || copy.take(REACH - 1).any(|(_, reading)| signs(reading).timed);
    Some(Lede { span: block.span, event: first.event, timed })
}
