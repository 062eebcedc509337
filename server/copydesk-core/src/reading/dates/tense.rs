//! The tense of the clause around an expression, which tells last Friday from the next.

use std::ops::Range;

use super::scan::Scan;
use crate::languages::{Classes, Tense};
use crate::reading::tokens::{Kind, Shape};

/// How many tokens back a verb is looked for.
const BACK: usize = 30;

/// How many tokens ahead, where nothing stands before.
const AHEAD: usize = 16;

/// The tense of the clause that holds some tokens.
pub(super) fn of(scan: &Scan, tokens: &Range<usize>) -> Tense {
    let start = scan.sentence.start.max(tokens.start.saturating_sub(BACK));
    for at in (start..tokens.start).rev() {
        match at_word(scan, at) {
            Tense::Unknown => (),
            tense => return tense,
        }
    }
    let end = scan.sentence.end.min(tokens.end + AHEAD);
    (tokens.end..end).map(|at| at_word(scan, at)).find(|tense| *tense != Tense::Unknown).unwrap_or_default()
}

/// What one token tells of tense.
pub(super) fn at_word(scan: &Scan, at: usize) -> Tense {
    let Some(token) = scan.token(at) else { return Tense::Unknown };
    let word = scan.bytes(at);
    if token.kind == Kind::Clitic {
        return if word.ends_with(b"ll") { Tense::Future } else { Tense::Unknown };
    }
    if token.kind != Kind::Word || token.shape != Shape::Lower {
        return Tense::Unknown;
    }
    let told = token.classes.any(Classes::TENSED);
    match if told { scan.times.tense(token.word) } else { Tense::Unknown } {
        // "to be held on Friday": what is to be done lies ahead.
        Tense::Unknown if word == b"to" && scan.is_word(at + 1, &["be"]) => Tense::Future,
        Tense::Unknown if word.len() > 4 && is_regular_past(scan, at, word) => Tense::Past,
        tense => tense,
    }
}

/// Whether a word has the form of a regular past and none before it makes it an adjective.
fn is_regular_past(scan: &Scan, at: usize, word: &[u8]) -> bool {
    word.ends_with(b"ed")
        && !word.ends_with(b"eed")
        && !scan.follows(at, &["the", "a", "an", "be", "to"])
        && !scan.paragraph.tokens.get(at.wrapping_sub(1)).is_some_and(|token| token.kind == Kind::Hyphen)
}
