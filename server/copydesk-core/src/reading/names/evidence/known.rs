//! Words that are surely two, whatever stands beside them.

use super::{LOOKED_AT, Pair};
use crate::languages::Classes;
use crate::reading::names::candidates::Likeness;
use crate::reading::names::vocabulary::WordNumber;
use crate::reading::names::words::Word;

/// Letters from which a word one edit away from a place's is a slip, though people bear it.
const LONG: usize = 9;

impl Pair<'_> {
    /// Whether a list knows the word at all.
    pub(super) fn is_listed(&self, word: Word) -> bool {
        word.personal || word.ordinary || word.classes.any(Classes::PLACE)
    }

    /// Two places a desk knows, a people, two acronyms.
    pub(super) fn are_known_apart(&self, odd: Word, base: Word) -> bool {
        let place = Classes::PLACE.or(Classes::PEOPLE);
        let known = odd.classes.any(place);
        // Sydney is no spelling of a Sidney.
        let person = odd.classes.any(Classes::PLACE) && base.personal && !base.classes.any(Classes::PLACE);
        let variants = self.likeness.listed && !base.classes.any(Classes::PEOPLE) && !person;
        // "Dept." and "Dent": a head of bodies' names is no one's name.
        let head = Classes::ORGANIZATION.or(Classes::PLACE_WORD).or(Classes::HONORIFIC).or(Classes::JOB);
        // So long a word is no one's name by chance.
        let Likeness { edits, length, .. } = self.likeness;
        let is_slip = edits == 0 || edits == 1 && length >= LONG;
        known && !variants
            || odd.classes.any(head)
            || base.classes.any(head) && self.is_listed(odd)
            || base.classes.any(Classes::PEOPLE) && (odd.personal || odd.ordinary)
            || base.classes.any(Classes::PLACE)
                && (odd.ordinary || odd.personal && !is_slip && !variants && !self.likeness.grouped)
            || odd.ordinary && base.ordinary
            || self.is_acronym(self.odd)
            || self.is_acronym(self.base)
    }

    fn is_acronym(&self, number: WordNumber) -> bool {
        self.places.of(number).take(LOOKED_AT).all(|(hit, at)| {
            let words = self.found.words(&self.found.hits[hit])[at].span.of(self.found.text);
            !words.chars().any(char::is_lowercase)
        })
    }
}
