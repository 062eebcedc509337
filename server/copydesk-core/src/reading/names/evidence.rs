//! Weighs whether two words that are alike are one name spelled two ways.
//!
//! Likeness alone is right in four cases of five at best; a desk needs better. So a pair is asked what
//! stands beside its words, and is reported from [`THRESHOLD`] points on. What a sign is worth stands in
//! [`weights`]; the other files find the signs.

mod apart;
mod company;
mod derived;
mod known;
mod likeness;
mod readings;
mod roles;
mod shorn;
mod weights;

use super::candidates::{Candidate, Likeness};
use super::draft::Found;
use super::occurrences::Occurrences;
use super::vocabulary::WordNumber;
use super::words::Word;

pub(super) use roles::RoleMemo;
pub(super) use weights::THRESHOLD;
use weights::*;

/// Mentions of a word that are looked at: more say nothing new.
const LOOKED_AT: usize = 8;

/// Where a word stands: a mention, and the word's index in it.
type Place = (usize, usize);

/// The two words of a pair, the odd one first.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    /// The mentions of the draft.
    pub found: &'a Found<'a>,
    /// Where each word stands.
    pub places: &'a Occurrences<'a>,
    /// All words of the draft that are alike, sorted.
    pub alike: &'a [Candidate],
    /// Roles found so far.
    pub roles: &'a RoleMemo,
    /// The rarer.
    pub odd: WordNumber,
    /// The other.
    pub base: WordNumber,
    /// How they are alike.
    pub likeness: Likeness,
}

impl Pair<'_> {
    /// The points of the pair.
    pub(super) fn weigh(&self) -> i32 {
        let (odd, base) = (self.word(self.odd), self.word(self.base));
        if self.is_shorn() {
            return THRESHOLD;
        }
        if self.is_derived(odd, base) || self.are_known_apart(odd, base) {
            return NEVER;
        }
        let likeness = self.likeness_points();
        // What is cheap to tell may settle it: company adds three points and roles two at most.
        if likeness + self.counts() + UNLISTED + SAME_COMPANY + SAME_ROLE < THRESHOLD {
            return NEVER;
        }
        let introduction = self.introduction_points();
        if likeness + self.counts() + UNLISTED + introduction + SAME_ROLE < THRESHOLD {
            return NEVER;
        }
        let (odd_hits, base_hits) = (self.hits(self.odd), self.hits(self.base));
        if self.are_told_apart(&odd_hits, &base_hits) {
            return NEVER;
        }
        let roles = self.roles(&odd_hits, &base_hits);
        let company = introduction + roles;
        // Two edits make another word, unless one place is plainly the other's; so does one edit of an
        // ordinary word.
        let Likeness { edits, listed, sounds, .. } = self.likeness;
        let (odd_known, base_known) = (self.is_listed(odd), self.is_listed(base));
        let slip = sounds && edits == 2 && !odd_known && base_known;
        let weak = edits > 1 && !listed && !slip || base.ordinary && odd_known;
        if weak && introduction < NEVER_INTRODUCED && roles < SAME_ROLE {
            return NEVER;
        }
        likeness + company + self.counts() + self.other_readings(odd, base, company)
    }

    fn word(&self, number: WordNumber) -> &Word {
        self.found.vocabulary.word(number)
    }

    fn hits(&self, number: WordNumber) -> Vec<Place> {
        self.places.of(number).take(LOOKED_AT).collect()
    }
}
