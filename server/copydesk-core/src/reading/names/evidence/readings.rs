//! What else the odd form may be: a name of its own, an ordinary word, a relative, a spelling that is
//! spoken of.

use super::weights::*;
use super::{Pair, Place};
use crate::languages::english;
use crate::reading::names::candidates::Likeness;
use crate::reading::names::surroundings::Around;
use crate::reading::names::words::Word;
use crate::text::Span;

impl Pair<'_> {
    /// What else the odd form may be.
    pub(super) fn other_readings(&self, odd: Word, base: Word, company: i32) -> i32 {
        let Likeness { listed, grouped, sounds, edits, .. } = self.likeness;
        let related = listed || grouped || sounds && edits < 2;
        let borne = match (odd.personal, base.personal) {
            (true, true) if !related => BOTH_BORNE,
            (true, _) => BORNE,
            _ => 0,
        };
        let ordinary = match odd.ordinary && !self.likeness.listed {
            true if company >= SAME_COMPANY => ORDINARY_IN_COMPANY,
            true => ORDINARY,
            false => 0,
        };
        let unlisted = if !self.is_listed(odd) && self.is_listed(base) { UNLISTED } else { 0 };
        borne + ordinary + unlisted + self.places_of_odd()
    }

    /// What the places of the odd form say.
    fn places_of_odd(&self) -> i32 {
        let mut points = 0;
        let (odd, base) = (self.hits(self.odd), self.hits(self.base));
        // Of two that stand as often, either may be the odd one.
        let tie = self.places.count(self.odd) == self.places.count(self.base);
        for (hit, _) in odd.iter().chain(base.iter().filter(|_| tie)) {
            let around = Around::new(self.found.text, self.found.hits[*hit].span, english());
            let twin = if odd.iter().any(|(one, _)| one == hit) { &base } else { &odd };
            let twin = twin.first().map_or("", |(hit, at)| {
                self.found.words(&self.found.hits[*hit])[*at].span.of(self.found.text)
            });
            if around.is_sic() || around.discusses_spelling(twin) {
                return NEVER;
            }
        }
        for (hit, at) in &odd {
            let hit = &self.found.hits[*hit];
            if base.iter().any(|(other, _)| self.joined(hit.span, self.found.hits[*other].span)) {
                return NEVER;
            }
            if self.near(self.found.words(hit)[*at].span) {
                points = points.min(ONE_SENTENCE);
            }
        }
        points + self.family_points(&odd, &base)
    }

    /// A family shares its surname: kin tells given names apart.
    fn family_points(&self, odd: &[Place], base: &[Place]) -> i32 {
        let given = |(hit, at): &Place| self.is_full(*hit) && !self.is_last(*hit, *at);
        let kin = |places: &[Place], wed: bool| {
            places.iter().filter(|place| given(place)).any(|(hit, _)| {
                let around = Around::new(self.found.text, self.found.hits[*hit].span, english());
                around.names_kin() || wed && around.names_spouse()
            })
        };
        let two = odd.iter().any(given) && base.iter().any(given);
        // "Her brother, Stephen Lind" may be the Steven Lind of the headline; the Lewis she married is not
        // her son, Louis.
        let family = if self.likeness.listed {
            kin(odd, true) && kin(base, true)
        } else {
            kin(odd, false) || kin(base, false)
        };
        if family && two { KIN } else { 0 }
    }

    /// Whether the base stands in the sentence of a place.
    fn near(&self, span: Span) -> bool {
        self.places.around(self.found, self.base, span).any(|other| {
            let (first, last) = if other.start < span.start { (other, span) } else { (span, other) };
            let between = self.found.text.get(first.end as usize..last.start as usize).unwrap_or("");
            between.len() < 200 && !between.contains(". ") && !between.contains('\n')
        })
    }

    /// Whether two mentions are joined as two: "Lind and Lund".
    fn joined(&self, one: crate::text::Span, other: Span) -> bool {
        let (first, last) = if one.start < other.start { (one, other) } else { (other, one) };
        let between = self.found.text.get(first.end as usize..last.start as usize).unwrap_or("");
        let after = &self.found.text[last.end as usize..];
        let rest = after.strip_prefix(", ").or_else(|| after.strip_prefix(" and "));
        // "Lind, Lund and Lunt".
        let listed = || between == ", " && rest.is_some_and(|rest| rest.starts_with(char::is_uppercase));
        let joints = ["and", "or", "&", "nor", "versus", "vs.", "v."];
        let joint = |word: &str| joints.contains(&word);
        between.len() < 24 && (between.split_whitespace().any(joint) || listed())
    }
}
