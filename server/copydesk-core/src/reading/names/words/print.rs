//! Texts by their ends, told apart fast.

/// A text by its length, its first letters and its last: of short texts no two have the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Print {
    pub(super) ends: [u64; 2],
    length: u32,
}

impl Print {
    /// Bytes of the longest text that it tells from any other.
    pub(super) const WHOLE: usize = 16;

    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            [u64::from_le_bytes(*first), u64::from_le_bytes(*last)]
        } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            [u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into()]
        } else {
            let number = |from: usize| bytes[from..].iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
            [number(0), 0]
        };
        Self { ends, length: bytes.len() as u32 }
    }

    /// The length, or as much of it as can be told in a byte.
    pub(super) fn short_length(self) -> u8 {
        self.length.min(u8::MAX.into()) as u8
    }

    /// A fixed hash: a draft made to collide slows its own writer only.
    pub(super) fn hash(self, text: &str) -> u64 {
        if text.len() > Self::WHOLE {
            return super::hash(text);
        }
        let [first, last] = self.ends;
        let wide = u128::from(first ^ 0x9E37_79B9_7F4A_7C15)
            * u128::from(last.rotate_left(self.length) ^ 0xC2B2_AE3D_27D4_EB4F);
        wide as u64 ^ (wide >> 64) as u64
    }
}
