//! What was met first under each of many hashes.

use std::hint::black_box;

/// What was met first under each of many hashes: eight bytes for each, for a draft has very many.
#[derive(Debug, Default)]
pub(super) struct Firsts {
    /// A hash with what was met under it; two zeros for a place that is free.
    places: Vec<(u32, u32)>,
    /// As many places as a power of two: how far down a hash's highest bits choose one.
    shift: u32,
    /// How many more there is room for.
    room: usize,
}

/// The fewest places.
const LEAST: usize = 64;

/// Places up to which all are at hand, and kept for the next draft.
const AT_HAND: usize = 16 * 1024;

impl Firsts {
    /// Forgets all, and makes room for so many; more find room too.
    pub(super) fn begin(&mut self, expected: usize) {
        self.places.clear();
        self.places.resize((expected + expected / 2).next_power_of_two().max(LEAST), (0, 0));
        self.shift = shift(self.places.len());
        self.room = room(self.places.len());
    }

    /// Gives the room back, unless the next draft may well need it.
    pub(super) fn end(&mut self) {
        if self.places.len() > AT_HAND {
            *self = Self::default();
        }
    }

    /// Looks at the places of some hashes that are met next, if they aren't at hand. A large table lies far
    /// off: to wait for many of its places at once takes little longer than for one.
    #[inline]
    pub(super) fn fetch(&self, hashes: impl Iterator<Item = u32>) {
        if self.places.len() <= AT_HAND {
            return;
        }
        let last = self.places.len().wrapping_sub(1);
        let place = |hash: u32| self.places.get((hash >> self.shift) as usize & last);
        black_box(hashes.filter_map(place).fold(0, |all, place| all ^ place.0));
    }

    /// What was met first under a hash; `None` if it is `value`, which is not zero, that is now.
    #[inline]
    pub(super) fn meet(&mut self, hash: u32, value: u32) -> Option<&mut u32> {
        if self.room == 0 {
            self.grow();
        }
        let at = self.find(hash);
        let place = &mut self.places[at];
        if *place == (0, 0) {
            *place = (hash, value);
            self.room -= 1;
            return None;
        }
        Some(&mut place.1)
    }

    /// Where a hash stands, or has its place.
    #[inline]
    fn find(&self, hash: u32) -> usize {
        let last = self.places.len() - 1;
        let mut at = (hash >> self.shift) as usize & last;
        while self.places[at] != (0, 0) && self.places[at].0 != hash {
            at = (at + 1) & last;
        }
        at
    }

    #[cold]
    fn grow(&mut self) {
        let wider = vec![(0, 0); (2 * self.places.len()).max(LEAST)];
        self.shift = shift(wider.len());
        self.room = room(wider.len()) - room(self.places.len());
        for (hash, value) in std::mem::replace(&mut self.places, wider) {
            if value != 0 {
                let at = self.find(hash);
                self.places[at] = (hash, value);
            }
        }
    }
}

/// How far down a hash chooses one of so many places.
fn shift(places: usize) -> u32 {
    32_u32.saturating_sub(places.trailing_zeros())
}

/// How many find room in so many places before it takes long to look for them.
fn room(places: usize) -> usize {
    places / 4 * 3
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::Firsts;

    #[test]
    fn the_first_is_kept_however_many_come() {
        let (mut firsts, mut known) = (Firsts::default(), HashMap::new());
        firsts.begin(3);
        for value in 1..20_000_u32 {
            let hash = (value % 7_000).wrapping_mul(0x9E37_79B9);
            assert_eq!(firsts.meet(hash, value).copied(), known.get(&hash).copied());
            known.entry(hash).or_insert(value);
        }
        firsts.begin(0);
        assert_eq!(firsts.meet(0, 1), None);
        assert_eq!(firsts.meet(0, 2), Some(&mut 1));
    }
}
