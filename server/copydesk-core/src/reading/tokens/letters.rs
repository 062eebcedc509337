//! Runs of ASCII letters, eight at a time.
//!
//! A loop over letters costs a wrong guess of the processor at nearly every word's end; a word's
//! length, its small letters and its capitals are all in one number.

use super::Shape;
use crate::languages::Key;

/// A run of ASCII letters.
pub(super) struct Run {
    /// The byte after the last letter.
    pub end: usize,
    /// Its letters, small.
    pub key: Key,
    /// How it is written.
    pub shape: Shape,
}

impl Run {
    /// Whether it is a word of at most eight small letters, whatever its case.
    pub fn is(&self, word: &str) -> bool {
        self.key == [eight(word.as_bytes(), 0), 0, 0]
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// The upper bit of every byte.
const UPPER: u64 = ONES * 0x80;

/// The letters from a byte on, which is one; `None` if they are more than a key holds.
pub(super) fn run(bytes: &[u8], start: usize) -> Option<Run> {
    let mut key = Key::default();
    let (mut capitals, mut small, mut first) = (0, 0, 0);
    for (index, number) in key.iter_mut().enumerate() {
        let piece = eight(bytes, start + 8 * index);
        let letters = letters(piece);
        let length = (!letters & UPPER).trailing_zeros() / 8;
        let inside = if length == 8 { u64::MAX } else { (1 << (8 * length)) - 1 };
        let large = letters & (!piece << 2) & inside;
        *number = (piece | large >> 2) & inside;
        // The first letter counts by itself.
        let rest = if index == 0 { !0xFF } else { u64::MAX };
        first |= if index == 0 { large & 0x80 } else { 0 };
        capitals |= large & rest;
        small |= letters & inside & !large & rest;
        if length < 8 {
            let shape = SHAPES[usize::from(first != 0) << 2 | usize::from(capitals != 0) << 1 | usize::from(small != 0)];
            return Some(Run { end: start + 8 * index + length as usize, key, shape });
        }
    }
    None
}

/// How a word is written: whether its first letter is a capital, whether others are, whether small
/// ones follow.
const SHAPES: [Shape; 8] = [
    Shape::Lower,
    Shape::Lower,
    Shape::Lower,
    Shape::Lower,
    Shape::Capitalised,
    Shape::Capitalised,
    Shape::Upper,
    Shape::Mixed,
];

/// The upper bit of each byte that is an ASCII letter.
fn letters(piece: u64) -> u64 {
    let low = (piece | ONES * 0x20) & (ONES * 0x7F);
    let from_a = low + ONES * (0x80 - b'a' as u64);
    let past_z = low + ONES * (0x7F - b'z' as u64);
    (from_a ^ past_z) & !piece & UPPER
}

/// Eight bytes as a number, the first one lowest; zeros past the end.
fn eight(bytes: &[u8], at: usize) -> u64 {
    if let Some(eight) = bytes.get(at..at + 8) {
        return u64::from_le_bytes(eight.try_into().unwrap_or_default());
    }
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::{Shape, run};

    #[test]
    fn a_run_ends_where_its_letters_do() {
        let long = "Incomprehensibilities, ";
        let cases = [
            ("house", 5, Shape::Lower),
            ("House of", 5, Shape::Capitalised),
            ("HOUSE", 5, Shape::Upper),
            ("McDonald's", 8, Shape::Mixed),
            ("I", 1, Shape::Capitalised),
            ("a[", 1, Shape::Lower),
            ("Z`@{z", 1, Shape::Capitalised),
            ("iPhone\u{E9}", 6, Shape::Lower),
            (long, 21, Shape::Capitalised),
        ];
        for (text, end, shape) in cases {
            let run = run(text.as_bytes(), 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((run.end, run.shape), (end, shape), "{text}");
        }
        assert!(run("abcdefghijklmnopqrstuvwxyz".as_bytes(), 0).is_none());
        assert!(run(long.as_bytes(), 2).is_some_and(|run| !run.is("comprehe")));
        assert!(run(b"WWW.", 0).is_some_and(|run| run.is("www")));
    }
}
