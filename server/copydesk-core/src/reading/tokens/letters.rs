//! Runs of ASCII letters, eight at a time.
//!
//! A loop over letters costs a wrong guess of the processor at nearly every word's end; a word's
//! length, its small letters and its capitals are all in one number.

use super::Shape;
use crate::languages::{Classes, Lexicon, WordId};

/// A run of ASCII letters, looked up.
pub(super) struct Run {
    /// The byte after the last letter.
    pub end: usize,
    /// The word that they are, and what it can be.
    pub word: (WordId, Classes),
    /// How it is written.
    pub shape: Shape,
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// The upper bit of every byte.
const UPPER: u64 = ONES * 0x80;

/// The letters from a byte on, which is one; `None` if they are more than a key holds.
#[inline]
pub(super) fn run(bytes: &[u8], start: usize, lexicon: &Lexicon) -> Option<Run> {
    let piece = Piece::at(bytes, start);
    if piece.length == 8 {
        return long(bytes, start, lexicon, &piece);
    }
    let shape = shape(piece.large, piece.large & !0xFF, piece.small & !0xFF);
    Some(Run { end: start + piece.length, word: lexicon.look_up_short(piece.key), shape })
}

/// A run of eight letters or more.
fn long(bytes: &[u8], start: usize, lexicon: &Lexicon, first: &Piece) -> Option<Run> {
    let (second, third) = (Piece::at(bytes, start + 8), Piece::at(bytes, start + 16));
    let length = match (second.length, third.length) {
        (8, 8) => return None,
        (8, length) => 16 + length,
        (length, _) => 8 + length,
    };
    let third = if second.length < 8 { Piece::default() } else { third };
    let word = lexicon.look_up(&[first.key, second.key, third.key]);
    let large = first.large & !0xFF | second.large | third.large;
    let shape = shape(first.large, large, first.small & !0xFF | second.small | third.small);
    Some(Run { end: start + length, word, shape })
}

/// Up to eight letters.
#[derive(Default)]
struct Piece {
    /// How many.
    length: usize,
    /// The letters, small.
    key: u64,
    /// The upper bit of each capital, and of each small letter.
    large: u64,
    small: u64,
}

impl Piece {
    #[inline]
    fn at(bytes: &[u8], at: usize) -> Self {
        let piece = eight(bytes, at);
        let letters = letters(piece);
        let length = (!letters & UPPER).trailing_zeros() / 8;
        let inside = 1_u64.checked_shl(8 * length).map_or(u64::MAX, |bit| bit - 1);
        let large = letters & (!piece << 2) & inside;
        let key = (piece | large >> 2) & inside;
        Self { length: length as usize, key, large, small: letters & inside & !large }
    }
}

#[inline]
fn shape(large: u64, other_large: u64, other_small: u64) -> Shape {
    let first = usize::from(large & 0x80 != 0);
    SHAPES[first << 2 | usize::from(other_large != 0) << 1 | usize::from(other_small != 0)]
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
#[inline]
fn letters(piece: u64) -> u64 {
    let low = (piece | (ONES * 0x20)) & (ONES * 0x7F);
    let from_a = low + ONES * (0x80 - b'a' as u64);
    let past_z = low + ONES * (0x7F - b'z' as u64);
    (from_a ^ past_z) & !piece & UPPER
}

/// Eight bytes as a number, the first one lowest; zeros past the end.
#[inline]
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
    use crate::languages::{Classes, Lexicon, WordId};

    #[test]
    fn a_run_ends_where_its_letters_do() {
        let lexicon = Lexicon::new(&[(Classes::CUE, "house mcdonald incomprehensibilities")]);
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
            let run = run(text.as_bytes(), 0, &lexicon).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((run.end, run.shape), (end, shape), "{text}");
            assert_eq!(run.word.0, lexicon.find(&text[..end]), "{text}");
            assert_eq!(run.word.0 == WordId::UNKNOWN, end < 5 || text.starts_with('i'), "{text}");
        }
        assert!(run("abcdefghijklmnopqrstuvwxyz".as_bytes(), 0, &lexicon).is_none());
    }
}
