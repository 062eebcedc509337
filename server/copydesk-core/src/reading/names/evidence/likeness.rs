//! How alike the two words are, and how often each stands.

use super::Pair;
use super::weights::*;
use crate::reading::names::candidates::Likeness;

impl Pair<'_> {
    /// How alike the two are; a long word is seldom another's neighbour by chance.
    pub(super) fn likeness_points(&self) -> i32 {
        let Likeness { edits, length, sounds, listed, grouped, same_start } = self.likeness;
        let letters = match (edits, length) {
            (1, 10..) => ONE_EDIT_VERY_LONG,
            (1, 7..) => ONE_EDIT_LONG,
            (1, 5..) => ONE_EDIT,
            (1, _) => ONE_EDIT_SHORT,
            (2, 8..) => TWO_EDITS_LONG,
            _ => TWO_EDITS,
        };
        let borne = self.word(self.odd).personal && self.word(self.base).personal;
        let told_apart = edits > 1 && borne && !grouped;
        let letters =
            if listed || sounds && length >= 5 && !told_apart { letters.max(SAME_SOUND) } else { letters };
        let grouped = if grouped && !listed { GROUPED } else { 0 };
        let start = if same_start || listed || sounds { 0 } else { OTHER_START };
        letters + grouped + start
    }

    /// How often each stands.
    pub(super) fn counts(&self) -> i32 {
        let (odd, base) = (self.places.count(self.odd), self.places.count(self.base));
        let once = if odd == 1 { ONCE } else { 0 };
        let often = if base > odd && base >= 2 { OFTEN } else { 0 };
        let habit = match odd {
            0 | 1 => 0,
            2 => AGAIN,
            _ => HABIT,
        };
        once + often + habit
    }
}
