//! False friends: names, titles, verbs and persons that hold a weekday or a month.

use super::scan::Scan;
use crate::languages::{Classes, Marks, TimeWord};
use crate::reading::tokens::{Kind, Shape, Token};

/// Whether the weekday at a token is part of a name.
pub(super) fn is_weekday_name(scan: &Scan, at: usize) -> bool {
    let Some(token) = scan.token(at) else { return true };
    if !token.is_capital() {
        return true;
    }
    named_by_next(scan, at) || named_by_previous(scan, at, token) || ends_title(scan, at)
}

/// Words of a title between quote marks: “Fox News Sunday”.
const LONGEST_TITLE: usize = 6;

fn ends_title(scan: &Scan, at: usize) -> bool {
    if !scan.token(at + 1).is_some_and(|next| next.kind == Kind::DoubleMark) {
        return false;
    }
    let from = scan.sentence.start.max(at.saturating_sub(LONGEST_TITLE));
    for before in (from..at).rev() {
        let token = &scan.paragraph.tokens[before];
        match token.kind {
            Kind::DoubleMark => return before + 1 < at,
            Kind::Word if token.is_capital() => (),
            _ => return false,
        }
    }
    false
}

fn named_by_next(scan: &Scan, at: usize) -> bool {
    let Some(next) = scan.token(at + 1) else { return false };
    if next.kind == Kind::Hyphen && !next.spaced && scan.token(at + 2).is_some_and(Token::is_capital) {
        return false;
    }
    if next.kind != Kind::Word || !next.is_capital() {
        return false;
    }
    let text_is_upper = scan.token(at).is_some_and(|token| token.shape == Shape::Upper);
    let maker = scan.times.marks(next.word).any(Marks::AFTER);
    if text_is_upper {
        return maker && scan.follows(at, &["the"]);
    }
    maker
        || scan.before(at).is_some_and(|before| scan.is(before, Classes::DETERMINER) && is_the(scan, before))
            && !scan.paragraph.is(at + 1, Classes::MONTH)
}

fn is_the(scan: &Scan, at: usize) -> bool {
    scan.word(at) == "The"
}

fn named_by_previous(scan: &Scan, at: usize, token: &Token) -> bool {
    let Some(before) = scan.before(at) else { return false };
    let Some(previous) = scan.token(before) else { return false };
    let maker = scan.times.marks(previous.word);
    if previous.kind == Kind::Word && maker.any(Marks::BEFORE) && previous.is_capital() && token.spaced {
        return true;
    }
    if scan.word(before) == "on" && scan.number_of(at) == SUNDAY && paper_before(scan, before) {
        return true;
    }
    let titled = previous.kind == Kind::Word
        && previous.is_capital()
        && scan.is(before, Classes::HONORIFIC)
        && (previous.span.of(scan.paragraph.text).ends_with('.') || !scan.marked(before, Marks::OFFICE));
    titled || opens_person(scan, before)
}

/// Sunday's number; no paper is named after another day in this way.
const SUNDAY: u8 = 7;

/// "The Mail on Sunday", but not "in Scotland on Sunday".
fn paper_before(scan: &Scan, on: usize) -> bool {
    let Some(paper) = scan.before(on).filter(|paper| scan.marked(*paper, Marks::PAPER)) else { return false };
    scan.token(paper).is_some_and(Token::is_capital)
        && !scan.before(paper).is_some_and(|before| scan.is(before, Classes::PREPOSITION))
}

/// A first name that opens the sentence, the weekday its surname: "Omar Friday, a baker, …".
fn opens_person(scan: &Scan, before: usize) -> bool {
    let Some(first) = scan.token(before) else { return false };
    let opens = before == scan.sentence.start
        || scan
            .before(before)
            .and_then(|at| scan.token(at))
            .is_some_and(|token| matches!(token.kind, Kind::DoubleMark | Kind::SingleMark));
    let after = before + 2;
    let goes_on = matches!(scan.word(after), ",") && scan.is_word(after + 1, &["a", "an", "who", "the"])
        || scan.is(after, Classes::CUE)
        || scan.token(after).is_some_and(|token| token.kind == Kind::Clitic);
    opens
        && goes_on
        && first.kind == Kind::Word
        && first.shape == Shape::Capitalised
        && !scan
            .is(before, Classes::ORDINARY.or(Classes::PREPOSITION).or(Classes::TIME).or(Classes::CONJUNCTION))
        && !scan.paragraph.word(before).ends_with("ly")
}

/// Whether a month's word, with no day or year beside it, is a month.
pub(super) fn is_bare_month(scan: &Scan, at: usize) -> bool {
    let Some(token) = scan.token(at) else { return false };
    let word = scan.word(at);
    if !token.is_capital() || is_short(word) {
        return false;
    }
    let led = scan.before(at).is_some_and(|before| {
        scan.marked(before, Marks::LEAD)
            || scan.times.word(scan.paragraph.tokens[before].word) == TimeWord::Phase
            || scan.paragraph.tokens[before].kind == Kind::Hyphen && !scan.paragraph.tokens[before].spaced
    });
    let paired = scan.is_word(at + 1, &["and", "or", "to", "through"])
        && scan.is(at + 2, Classes::MONTH)
        && scan.token(at + 2).is_some_and(Token::is_capital);
    let led = led || paired;
    let next_capital = scan.token(at + 1).is_some_and(|next| {
        next.kind == Kind::Word && next.is_capital() && !scan.is(at + 1, Classes::WEEKDAY)
    });
    if matches!(token.shape, Shape::Upper)
        && scan.token(at + 1).is_some_and(|next| next.shape == Shape::Upper)
    {
        return led && !is_ambiguous(word);
    }
    if is_ambiguous(word) {
        return led && !after_to_verb(scan, at) && !person_before(scan, at) && !named_march(scan, at);
    }
    led || !next_capital && !person_before(scan, at)
}

/// Months that are words or persons too.
fn is_ambiguous(word: &str) -> bool {
    ["may", "march", "april", "june", "august"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// "the Women's March", "from March for Our Lives".
fn named_march(scan: &Scan, at: usize) -> bool {
    scan.is_word(at, &["march"])
        && (scan.is_word(at + 1, &["for", "on"]) && scan.token(at + 2).is_some_and(Token::is_capital)
            || scan.follows(at, &["the"]))
}

/// "to May" and "from May" can be the person: only where a time stands on the other side.
fn after_to_verb(scan: &Scan, at: usize) -> bool {
    let Some(before) = scan.before(at) else { return false };
    if !scan.is_word(at, &["may", "april", "june", "august"]) {
        return false;
    }
    let soft =
        scan.is_word(before, &["to", "for", "and", "or", "of", "from", "after", "before", "by", "that"]);
    soft && !near_time(scan, at)
}

/// Whether a month, a year or a word of time stands within some tokens.
fn near_time(scan: &Scan, at: usize) -> bool {
    let from = at.saturating_sub(4).max(scan.sentence.start);
    (from..at + 4).filter(|other| *other != at).any(|other| {
        scan.is(other, Classes::MONTH)
            || matches!(
                scan.time(other),
                TimeWord::Unit(_)
                    | TimeWord::Units(_)
                    | TimeWord::Phase
                    | TimeWord::Which(_)
                    | TimeWord::Day(_)
            )
            || scan.token(other).is_some_and(|token| token.kind == Kind::Number && token.span.len() == 4)
    }) || scan.is_word(at.wrapping_sub(1), &["by", "of", "from"])
        && !scan.is(at + 1, Classes::CUE)
        && is_end(scan, at + 1)
}

fn is_end(scan: &Scan, at: usize) -> bool {
    scan.token(at).is_none_or(|token| matches!(token.kind, Kind::Stop | Kind::Mark | Kind::Dash))
}

/// "Theresa May", "Brian August".
fn person_before(scan: &Scan, at: usize) -> bool {
    scan.before(at).is_some_and(|before| {
        let token = &scan.paragraph.tokens[before];
        token.kind == Kind::Word
            && token.is_capital()
            && before > scan.sentence.start
            && !scan
                .is(before, Classes::ORDINARY.or(Classes::PREPOSITION).or(Classes::TIME).or(Classes::WEEKDAY))
    }) || scan.before(at).is_some_and(|before| {
        scan.is(before, Classes::HONORIFIC) && scan.token(before).is_some_and(Token::is_capital)
    })
}

/// Whether a month's word is a short form, to be trusted only beside a figure.
pub(super) fn is_short(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    letters.len() <= 4 && !["may", "june", "july"].iter().any(|full| letters.eq_ignore_ascii_case(full))
}

/// Whether "Today" is the end of a name: USA Today.
pub(super) fn is_today_name(scan: &Scan, at: usize) -> bool {
    let Some(token) = scan.token(at) else { return true };
    let Some(before) = scan.before(at) else { return scan.is_word(at + 1, &["show"]) };
    let previous = &scan.paragraph.tokens[before];
    // A headline in capitals or title case says nothing.
    token.is_capital()
        && previous.kind == Kind::Word
        && (previous.is_capital() || scan.is_word(at + 1, &["show"]))
}
