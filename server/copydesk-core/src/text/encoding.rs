//! How places in a line are counted.

use memchr::memchr2;

/// A place for people: line and column count from 1, the column in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1. Lines end at LF, CRLF and CR, and at nothing else.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
    /// Bytes from the start of the text.
    pub offset: usize,
}

/// Bytes whose units are counted at once.
const FEW: usize = 32;

/// How a client counts inside a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the protocol's own count.
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A place for an editor: both count from 0, the column in units of an [`Encoding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 0.
    pub line: u32,
    /// Units of the encoding from the line's start.
    pub column: u32,
}

impl Encoding {
    /// How many units a text takes.
    pub(super) fn units(self, text: &str) -> usize {
        self.units_that_begin(text.as_bytes())
    }

    /// How many units the characters take that begin in some bytes: told from first bytes alone, as
    /// fast as memory gives them, for a line may be as long as the text.
    pub(super) fn units_that_begin(self, bytes: &[u8]) -> usize {
        // A byte holds what a few bytes count, and a processor adds up sixteen of them at once.
        fn count(bytes: &[u8], units: impl Fn(u8) -> u8 + Copy) -> usize {
            bytes.chunks(FEW).map(|few| usize::from(few.iter().copied().map(units).sum::<u8>())).sum()
        }
        let first = |byte: u8| u8::from(byte & 0xC0 != 0x80);
        match self {
            Encoding::Utf8 => bytes.len(),
            Encoding::Utf16 => count(bytes, |byte| first(byte) + u8::from(byte >= 0xF0)),
            Encoding::Utf32 => count(bytes, first),
        }
    }

    /// How many bytes of a text's first line so many units take, up to its line end at most; inside a
    /// character, up to its start.
    pub(super) fn bytes(self, text: &str, units: usize) -> usize {
        // No unit is longer than four bytes.
        let line = &text.as_bytes()[..text.len().min(units.saturating_mul(4))];
        let line = &line[..memchr2(b'\n', b'\r', line).unwrap_or(line.len())];
        if self == Encoding::Utf8 {
            return floor(text, line.len().min(units));
        }
        let (mut at, mut left) = (0, units);
        for few in line.chunks(FEW) {
            let takes = self.units_that_begin(few);
            if takes > left {
                break;
            }
            (at, left) = (at + few.len(), left - takes);
        }
        // What began in those goes on to its end.
        let edge = (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        for (at, letter) in text[edge..].char_indices() {
            let takes = if self == Encoding::Utf16 { letter.len_utf16() } else { 1 };
            if takes > left || edge + at >= line.len() {
                return edge + at;
            }
            left -= takes;
        }
        text.len()
    }
}

/// The nearest character boundary at or below a byte.
pub(super) fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::Text;
    use super::super::change::STRIDE;
    use super::super::tests::{ENCODINGS, TEXT};
    use super::*;

    #[test]
    fn positions_and_bytes_are_inverse() {
        let long = TEXT.to_owned() + &"“é👍🏽” ".repeat(STRIDE / 8) + TEXT;
        let text = Text::from(long.as_str());
        for (byte, _) in long.char_indices().chain([(long.len(), ' ')]) {
            // Between CR and LF there is no position: it is the line's end, before both.
            let between = byte > 0 && long[..byte].ends_with('\r') && long[byte..].starts_with('\n');
            for encoding in ENCODINGS {
                let position = text.position(byte, encoding);
                assert_eq!(
                    text.byte(position, encoding),
                    byte - usize::from(between),
                    "{byte}, {encoding:?}"
                );
            }
        }
    }

    #[test]
    fn places_that_are_none_are_the_nearest_before() {
        let text = Text::from("👍a\r\nb");
        let byte = |line, column, encoding| text.byte(Position { line, column }, encoding);
        assert_eq!(byte(0, 1, Encoding::Utf16), 0, "inside a surrogate pair");
        assert_eq!(byte(0, 3, Encoding::Utf8), 0, "inside a character");
        for encoding in ENCODINGS {
            assert_eq!(byte(0, u32::MAX, encoding), 5, "past the line's end");
            assert_eq!(byte(1, u32::MAX, encoding), 8, "past the last line's end");
            assert_eq!(byte(7, 0, encoding), 8, "past the last line");
        }
        assert_eq!(text.position(2, Encoding::Utf16), Position { line: 0, column: 0 });
        assert_eq!(text.position(99, Encoding::Utf16), Position { line: 1, column: 1 });
    }
}
