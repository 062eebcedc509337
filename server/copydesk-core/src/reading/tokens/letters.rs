//! Runs of ASCII letters, sixty-four bytes at a time.
//!
//! A loop over letters costs a wrong guess of the processor at nearly every word's end. So a first pass
//! without any branch writes down which bytes are letters and which of them capitals, a bit each; a
//! word's length and its shape are read off these bits.

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

/// Which bytes of a text are ASCII letters, and which are capitals: a bit each, the first byte lowest.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    /// Letters and capitals of sixty-four bytes.
    pieces: Vec<(u64, u64)>,
}

/// Letters of the longest word that is looked up.
const LONGEST: usize = 24;

impl Letters {
    /// Marks the letters of a text; what was marked before is dropped.
    pub(super) fn mark(&mut self, bytes: &[u8]) {
        self.pieces.clear();
        let (pieces, rest) = bytes.as_chunks::<64>();
        self.pieces.extend(pieces.iter().map(marked));
        let mut last = [0; 64];
        last[..rest.len()].copy_from_slice(rest);
        // And one piece more: what begins in the last one looks beyond it.
        self.pieces.extend([marked(&last), (0, 0)]);
    }

    /// The letters and the capitals among sixty-four bytes from one on.
    #[inline]
    fn from(&self, at: usize) -> (u64, u64) {
        let (piece, bit) = (at / 64, at % 64);
        let [one, next] = [self.pieces[piece], self.pieces[piece + 1]];
        let joined = |one: u64, next: u64| one >> bit | (next << 1) << (63 - bit);
        (joined(one.0, next.0), joined(one.1, next.1))
    }

    /// The letters from a byte on; `None` if it is no letter, or they are more than a key holds.
    #[inline]
    pub(super) fn run(&self, bytes: &[u8], start: usize, lexicon: &Lexicon) -> Option<Run> {
        let (letters, capitals) = self.from(start);
        let length = letters.trailing_ones() as usize;
        if length.wrapping_sub(1) >= LONGEST {
            return None;
        }
        let inside = (1 << length) - 1;
        let shape = shape(capitals & inside, inside);
        let word = if length <= 8 {
            lexicon.look_up_short(key(bytes, start, length))
        } else {
            look_up_long(bytes, start, length, lexicon)
        };
        Some(Run { end: start + length, word, shape })
    }
}

/// The letters and the capitals of a piece.
#[inline]
fn marked(piece: &[u8; 64]) -> (u64, u64) {
    (bits(&piece.map(|byte| is_letter(byte | 0x20))), bits(&piece.map(is_capital)))
}

#[inline]
fn is_letter(small: u8) -> u8 {
    u8::from(small.wrapping_sub(b'a') < 26)
}

#[inline]
fn is_capital(byte: u8) -> u8 {
    u8::from(byte.wrapping_sub(b'A') < 26)
}

/// Bytes that are one or zero as bits.
#[inline]
fn bits(flags: &[u8; 64]) -> u64 {
    let (eights, _) = flags.as_chunks::<8>();
    // The product gathers the lowest bit of each byte in the uppermost byte.
    let eight = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    eights.iter().rev().fold(0, |bits, flags| bits << 8 | eight(flags))
}

fn look_up_long(bytes: &[u8], start: usize, length: usize, lexicon: &Lexicon) -> (WordId, Classes) {
    let rest = |from: usize| key(bytes, start + from, length.saturating_sub(from).min(8));
    lexicon.look_up(&[rest(0), rest(8), rest(16)])
}

/// Up to eight letters from a byte on, small, as a number.
#[inline]
fn key(bytes: &[u8], at: usize, length: usize) -> u64 {
    let inside = 1_u64.checked_shl(8 * length as u32).map_or(u64::MAX, |bit| bit - 1);
    (eight(bytes, at) | SMALL) & inside
}

/// The bit of each byte that tells a small letter from its capital.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// How a word is written, by its capitals among its letters, a bit each.
#[inline]
fn shape(capitals: u64, letters: u64) -> Shape {
    let others = letters & !1;
    let first = usize::from(capitals & 1 != 0);
    let (large, small) = (capitals & others != 0, others & !capitals != 0);
    SHAPES[first << 2 | usize::from(large) << 1 | usize::from(small)]
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
    use super::{Letters, Run, Shape};
    use crate::languages::{Classes, Lexicon, WordId};

    fn run(text: &str, at: usize, lexicon: &Lexicon) -> Option<Run> {
        let mut letters = Letters::default();
        letters.mark(text.as_bytes());
        letters.run(text.as_bytes(), at, lexicon)
    }

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
            let run = run(text, 0, &lexicon).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((run.end, run.shape), (end, shape), "{text}");
            assert_eq!(run.word.0, lexicon.find(&text[..end]), "{text}");
            assert_eq!(run.word.0 == WordId::UNKNOWN, end < 5 || text.starts_with('i'), "{text}");
        }
        assert!(run("abcdefghijklmnopqrstuvwxyz", 0, &lexicon).is_none());
        assert!(run(".a", 0, &lexicon).is_none());
    }

    #[test]
    fn a_run_is_the_same_wherever_it_stands() {
        let lexicon = Lexicon::new(&[(Classes::CUE, "incomprehensibilities")]);
        for before in 0..200 {
            let text = format!("{}iNcomprehensibilities", ".".repeat(before));
            let run = run(&text, before, &lexicon).expect("a word");
            assert_eq!((run.end, run.shape), (text.len(), Shape::Lower), "{before}");
            assert_ne!(run.word.0, WordId::UNKNOWN, "{before}");
        }
    }
}
