//! What bears a name: a weak reading, and no rule hangs on it.

use super::NameKind;
use super::draft::{Found, Hit};
use super::runs::PartKind;
use super::words::Word;
use crate::languages::Classes;

/// Whether a mention of several words can be a person's name.
pub(super) fn is_person_like(found: &Found, hit: &Hit) -> bool {
    if hit.title.is_some() {
        return true;
    }
    let words = found.words(hit);
    if words.iter().any(|word| word.kind == PartKind::Joint) {
        return false;
    }
    let mut names = words.iter().filter(|word| word.kind == PartKind::Word);
    let known = |number| found.vocabulary.word(number);
    let (Some(first), Some(last)) = (names.clone().next(), names.next_back()) else { return false };
    let upper = |span: crate::text::Span| {
        let letters = span.of(found.text);
        letters.len() > 1 && !letters.bytes().any(|byte| byte.is_ascii_lowercase())
    };
    let opener = Classes::PLACE_OPENER.or(Classes::PEOPLE).or(Classes::ORGANIZATION).or(Classes::PLACE);
    let closer = Classes::ORGANIZATION.or(Classes::PLACE_WORD).or(Classes::PEOPLE);
    let initials = words.iter().any(|word| word.kind == PartKind::Initial);
    let (opening, closing) = (known(first.number), known(last.number));
    let elsewhere = opening.classes.any(opener) || closing.classes.any(closer);
    let acronyms = upper(first.span) && upper(last.span);
    let borne = initials || opening.personal || !opening.ordinary;
    borne && !elsewhere && !acronyms
}

/// Whether a word is a place's, or made of one.
pub(super) fn is_place_word(word: Word) -> bool {
    word.classes.any(Classes::PLACE.or(Classes::PEOPLE))
}

/// The kind of a name: by its fullest form, and by whether a mention has a title.
pub(super) fn of(found: &Found, fullest: &Hit, titled: bool, person_like: bool) -> NameKind {
    let words = found.words(fullest);
    let mut names = words.iter().filter(|word| word.kind == PartKind::Word);
    let Some(first) = names.clone().next() else { return NameKind::Other };
    let last = names.next_back().unwrap_or(first);
    let (first, known) = (found.vocabulary.word(first.number), found.vocabulary.word(last.number));
    let joint = words.iter().any(|word| word.kind == PartKind::Joint);
    if titled {
        NameKind::Person
    } else if first.classes.any(Classes::ORGANIZATION) && joint || known.classes.any(Classes::ORGANIZATION) {
        NameKind::Organization
    } else if known.classes.any(Classes::PLACE_WORD.or(Classes::PLACE)) && !person_like {
        NameKind::Place
    } else if joint {
        NameKind::Organization
    } else if words.len() > 1 {
        several(person_like, first)
    } else {
        single(known, fullest.span.of(found.text))
    }
}

fn several(person_like: bool, first: Word) -> NameKind {
    if person_like {
        NameKind::Person
    } else if first.classes.any(Classes::PLACE_OPENER) {
        NameKind::Place
    } else {
        NameKind::Other
    }
}

fn single(word: Word, spelling: &str) -> NameKind {
    let capitals = spelling.chars().filter(|letter| letter.is_uppercase()).count();
    let letters = spelling.chars().filter(|letter| letter.is_alphabetic()).count();
    if word.classes.any(Classes::PEOPLE) {
        NameKind::Other
    } else if letters > 1 && capitals == letters {
        NameKind::Organization
    } else if word.personal && !word.ordinary {
        NameKind::Person
    } else {
        NameKind::Other
    }
}
