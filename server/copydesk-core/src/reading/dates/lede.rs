//! The lede: whether it tells that something happened, and whether anything near says when.

use super::DateSource;
use super::OwnDate;
use super::expr::Raw;
use crate::formats::Role;
use crate::languages::{Classes, Tense};
use crate::reading::dates::Lede;
use crate::reading::link::Paragraphs;
use crate::reading::paragraph::Paragraph;
use crate::reading::tokens::{Kind, Shape};

/// Bytes below which a paragraph is a label or a remark.
const SHORTEST: usize = 60;

/// Paragraphs in which the time of the event may stand.
const REACH: usize = 3;

/// What a paragraph would tell as one of the article's first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// It tells that something happened.
    pub(super) event: bool,
    /// It says when, however vaguely.
    pub(super) timed: bool,
}

/// Reads a paragraph's signs.
pub(super) fn signs(paragraph: &Paragraph, raws: &[Raw]) -> Signs {
    if paragraph.context.role != Role::Paragraph {
        return Signs::default();
    }
    Signs { event: tells_event(paragraph), timed: !raws.is_empty() || has_time_word(paragraph) }
}

/// Whether the first sentence's first verb is a past one.
fn tells_event(paragraph: &Paragraph) -> bool {
    let Some(first) = paragraph.sentences().next() else { return false };
    let opens_quote = paragraph.tokens.first().is_some_and(|token| {
        matches!(token.kind, Kind::DoubleMark | Kind::SingleMark | Kind::Mark | Kind::Ellipsis)
    });
    if opens_quote || paragraph.text.len() < SHORTEST {
        return false;
    }
    let times = &paragraph.context.language.times;
    for at in first {
        let token = &paragraph.tokens[at];
        if matches!(token.kind, Kind::DoubleMark) {
            return false;
        }
        if token.kind != Kind::Word || token.shape != Shape::Lower {
            continue;
        }
        let word = paragraph.word(at);
        match times.tense(token.word) {
            Tense::Past => return !matches!(word, "had" | "was" | "were" | "has" | "have" | "been"),
            Tense::Present | Tense::Future => return false,
            Tense::Unknown if is_plain_past(paragraph, at, word) => return true,
            Tense::Unknown => (),
        }
    }
    false
}

fn is_plain_past(paragraph: &Paragraph, at: usize, word: &str) -> bool {
    let before = at.checked_sub(1).map(|before| paragraph.word(before)).unwrap_or_default();
    word.len() > 4
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && !matches!(before, "the" | "a" | "an" | "be" | "-")
        && !at
            .checked_sub(1)
            .is_some_and(|before| paragraph.is(before, Classes::PREPOSITION.or(Classes::DETERMINER)))
}

/// Whether any word tells of time, as loosely as "after" or "still".
fn has_time_word(paragraph: &Paragraph) -> bool {
    let times = &paragraph.context.language.times;
    (0..paragraph.tokens.len()).any(|at| {
        let word = paragraph.word(at);
        matches!(
            times.word(paragraph.tokens[at].word),
            crate::languages::TimeWord::Unit(unit) | crate::languages::TimeWord::Units(unit) if unit != crate::languages::Unit::Second
        ) || matches!(
            word,
            "after" | "before" | "during" | "when" | "following" | "ahead" | "amid" | "since" | "until" | "while" | "hours"
        )
    })
}

/// The lede of a draft, and whether it, the two paragraphs behind it or the dateline say when.
pub(super) fn link(draft: &Paragraphs, sources: &[OwnDate]) -> Option<Lede> {
    let mut copy = draft.iter().filter(|(block, _)| block.role == Role::Paragraph && block.span.len() >= 20);
    let (block, reading) = copy.next()?;
    let first = reading.dates.signs;
    let dateline = sources.iter().any(|source| source.source == DateSource::Dateline);
    let timed = first.timed || dateline || copy.take(REACH - 1).any(|(_, reading)| reading.dates.signs.timed);
    Some(Lede { span: block.span, event: first.event, timed })
}
