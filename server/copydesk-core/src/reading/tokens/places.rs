//! Where the tokens of one sort are.

/// Tokens by their index, in order: a bit a token.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Whole sixty-fours, and the last one once all are noted.
    bits: Vec<u64>,
    /// The sixty-four that are being noted.
    current: u64,
}

impl Places {
    /// Takes note of a token, if `holds`. Tokens come one after the other; before each that begins a
    /// sixty-four, and behind the last, [`turn`](Self::turn) is called.
    #[inline]
    pub(super) fn note(&mut self, token: usize, holds: bool) {
        self.current |= u64::from(holds) << (token % 64);
    }

    /// Puts the last sixty-four away.
    pub(super) fn turn(&mut self) {
        self.bits.push(std::mem::take(&mut self.current));
    }

    pub(super) fn clear(&mut self) {
        self.bits.clear();
        self.current = 0;
    }

    /// The tokens, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.from(0)
    }

    /// The tokens from one on.
    pub fn from(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let first = token / 64;
        let rest = self.bits.get(first).map_or(0, |bits| bits & u64::MAX << (token % 64));
        Tokens { bits: &self.bits, at: first, rest }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|bits| *bits == 0)
    }

    /// The first one, if there is any.
    pub fn first(&self) -> Option<usize> {
        self.iter().next()
    }
}

/// The tokens of [`Places`].
struct Tokens<'a> {
    bits: &'a [u64],
    /// Which sixty-four are being handed on, and what is left of them.
    at: usize,
    rest: u64,
}

impl Iterator for Tokens<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.rest == 0 {
            self.at += 1;
            self.rest = *self.bits.get(self.at)?;
        }
        let token = self.at * 64 + self.rest.trailing_zeros() as usize;
        self.rest &= self.rest - 1;
        Some(token)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn places_are_handed_on_in_order_from_any_token() {
        let noted = [0, 1, 63, 64, 130, 191];
        let mut places = Places::default();
        for token in 0..192 {
            if token % 64 == 0 && token > 0 {
                places.turn();
            }
            places.note(token, noted.contains(&token));
        }
        places.turn();
        for from in 0..300 {
            let expected: Vec<usize> = noted.iter().copied().filter(|token| *token >= from).collect();
            assert_eq!(places.from(from).collect::<Vec<_>>(), expected);
        }
        assert!(!places.is_empty() && places.first() == Some(0));
        places.clear();
        assert!(places.is_empty() && places.first().is_none());
    }
}
