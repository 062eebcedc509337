//! Texts as numbers that add up.

/// The number of a text's letters, such that a text's is made of those of its parts, wherever it is cut.
#[derive(Clone, Copy, Debug)]
pub(in crate::reading::names) struct Sum {
    value: u64,
    /// The base to the power of the length.
    power: u64,
}

impl Sum {
    /// The sum of no letters.
    pub(in crate::reading::names) const EMPTY: Self = Self { value: 0, power: 1 };

    const BASE: u64 = 0x9E37_79B9_7F4A_7C15 | 1;

    /// The sum of a text.
    pub(in crate::reading::names) fn of(text: impl AsRef<[u8]>) -> Self {
        text.as_ref().iter().fold(Self::EMPTY, |sum, byte| Self {
            value: sum.value.wrapping_mul(Self::BASE).wrapping_add(u64::from(*byte) + 1),
            power: sum.power.wrapping_mul(Self::BASE),
        })
    }

    /// The sum of this text with another behind it.
    pub(in crate::reading::names) fn then(self, next: Self) -> Self {
        Self {
            value: self.value.wrapping_mul(next.power).wrapping_add(next.value),
            power: self.power.wrapping_mul(next.power),
        }
    }

    /// A key for tables.
    pub(in crate::reading::names) fn key(self) -> u64 {
        (self.value ^ self.value >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9)
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn a_sum_is_that_of_its_parts_wherever_it_is_cut() {
        let whole = Sum::of("desoto").key();
        for at in 0..=6 {
            let (one, other) = "desoto".split_at(at);
            assert_eq!(Sum::of(one).then(Sum::of(other)).key(), whole);
        }
        assert_ne!(Sum::of("desota").key(), whole);
        assert_ne!(Sum::of("sotode").key(), whole);
    }
}
