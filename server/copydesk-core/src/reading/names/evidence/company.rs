//! What the words beside the two say: who is introduced, and beside what.

use super::weights::*;
use super::{Pair, Place};
use crate::languages::Classes;
use crate::reading::names::runs::PartKind;
use crate::reading::names::vocabulary::WordNumber;

impl Pair<'_> {
    /// What the words beside the two say.
    pub(super) fn introduction_points(&self) -> i32 {
        let (odd, base) = (self.hits(self.odd), self.hits(self.base));
        let introduced = |hits: &[Place]| hits.iter().any(|(hit, _)| self.is_full(*hit));
        let pairs = || odd.iter().flat_map(|one| base.iter().map(move |other| (*one, *other)));
        let (odd_full, base_full) = (introduced(&odd), introduced(&base));
        let same = pairs().any(|(one, other)| self.share_company(one, other));
        // A place or a people takes no given name.
        let place = self.word(self.base).classes.any(Classes::PLACE.or(Classes::PEOPLE));
        if odd_full && (base_full || place) && !same {
            // A form that nobody knows beside one that many bear is a slip in someone else's name, if it stands
            // once: who is named again is someone.
            let slip = !self.is_listed(self.word(self.odd)) && self.word(self.base).personal;
            let once = self.places.count(self.odd) == 1;
            let slip = slip && once && pairs().any(|(one, other)| self.stand_alike(one, other));
            return if slip && !place && self.likeness.edits == 1 { STRANGERS } else { NEVER };
        }
        if same {
            SAME_COMPANY
        } else if odd_full != base_full {
            self.introduction(&odd, &base)
        } else if base.len() >= 3 {
            WELL_KNOWN_BASE
        } else if self.has_role(&odd) != self.has_role(&base) {
            PRESENTED
        } else if base.len() == 1
            && self.is_listed(self.word(self.odd)) == self.is_listed(self.word(self.base))
        {
            NO_WITNESS
        } else {
            0
        }
    }

    /// The points of a form that is never introduced beside one that is: a surname's twin, rather than
    /// a given name's.
    fn introduction(&self, odd: &[Place], base: &[Place]) -> i32 {
        let closes =
            |list: &[Place]| list.iter().any(|(hit, at)| self.is_full(*hit) && self.is_last(*hit, *at));
        let borne = self.word(self.odd).personal && self.word(self.base).personal;
        if borne && odd.iter().chain(base).any(|(hit, _)| self.is_body(*hit)) {
            // A person, and a college that bears another's name.
            NEVER
        } else if !closes(odd) && base.iter().all(|(hit, _)| self.is_located(*hit)) {
            // Garry Lind lives in Gary.
            NEVER
        } else if closes(odd) || closes(base) {
            NEVER_INTRODUCED
        } else {
            GIVEN_ALONE
        }
    }

    /// Whether both are given names in full ones, or both surnames: Haleh Ruiz is not Bo Hale.
    fn stand_alike(&self, (one, at): Place, (other, place): Place) -> bool {
        self.is_full(one) && self.is_full(other) && self.is_last(one, at) == self.is_last(other, place)
    }

    /// Whether a mention is where something is: "in Gary".
    fn is_located(&self, hit: usize) -> bool {
        let before = self.found.text[..self.found.hits[hit].span.start as usize].trim_end();
        [" in", " near", " at", " outside"].iter().any(|place| before.ends_with(place))
    }

    /// Whether a mention holds another word of its name.
    pub(super) fn is_full(&self, hit: usize) -> bool {
        let words = self.found.words(&self.found.hits[hit]);
        words.iter().filter(|word| matches!(word.kind, PartKind::Word | PartKind::Initial)).count() > 1
    }

    /// Whether a mention's last word makes it a body's or a place's.
    fn is_body(&self, hit: usize) -> bool {
        let last = self.found.words(&self.found.hits[hit]).iter().rfind(|word| word.kind == PartKind::Word);
        last.is_some_and(|last| {
            self.word(last.number).classes.any(Classes::ORGANIZATION.or(Classes::PLACE_WORD))
        }) && self.is_full(hit)
    }

    pub(super) fn is_last(&self, hit: usize, at: usize) -> bool {
        let words = self.found.words(&self.found.hits[hit]);
        words[at + 1..].iter().all(|word| word.kind != PartKind::Word)
    }

    /// Whether two words are alike, and strongly so.
    fn are_alike(&self, a: WordNumber, b: WordNumber) -> bool {
        let at = self.alike.binary_search_by_key(&(a.min(b), a.max(b)), |one| (one.0, one.1));
        at.is_ok_and(|at| {
            let likeness = &self.alike[at].2;
            likeness.edits == 1 || likeness.listed || likeness.grouped || likeness.sounds
        })
    }

    /// Whether the two stand beside the same word, or one that is alike: given name or surname.
    pub(super) fn share_company(&self, (one, at): Place, (other, place): Place) -> bool {
        let words = |hit: usize, except: usize| {
            let all = self.found.words(&self.found.hits[hit]).iter().enumerate();
            let names = all.filter(move |(index, word)| {
                *index != except && matches!(word.kind, PartKind::Word | PartKind::Initial)
            });
            names.map(|(_, word)| word.number).collect::<Vec<_>>()
        };
        if self.is_last(one, at) != self.is_last(other, place) {
            return false;
        }
        let (left, right) = (words(one, at), words(other, place));
        let same = |a: WordNumber, b: WordNumber| a == b || self.are_alike(a, b);
        let generic = |number: WordNumber| self.word(number).classes.any(Classes::PLACE_OPENER);
        left.iter().any(|a| right.iter().any(|b| same(*a, *b) && !generic(*a)))
            && (self.is_last(one, at) || left.last().zip(right.last()).is_some_and(|(a, b)| same(*a, *b)))
    }
}
