//! Many places of one text at once, as a report of findings needs them.

use std::sync::Arc;

use memchr::{memchr, memchr_iter, memchr2, memrchr, memrchr2};
use ropey::str_utils::{byte_to_char_idx, byte_to_line_idx, line_to_byte_idx};

use super::{Encoding, Place, Position, Text};

/// How far from the start of its line a place is counted byte by byte. A line may be as long as
/// the text; further on the rope's own index is quicker.
const NEAR: usize = 4096;

/// Where an editor sees the bytes of a text. Quick where one place is on the line of the last.
pub struct Places<'a> {
    text: &'a Text,
    whole: Arc<str>,
    encoding: Encoding,
    /// The line of the last place, and the byte where it starts.
    line: u32,
    start: usize,
    /// The line has no end before this byte.
    seen: usize,
}

/// What [`Text::place`] says of a byte of a text, counted from its start.
pub(super) fn scanned(text: &str, byte: usize) -> Place {
    let offset = byte.min(text.len());
    let before = &text.as_bytes()[..offset];
    let (line, start) = if memchr(b'\r', before).is_none() {
        (memchr_iter(b'\n', before).count(), memrchr(b'\n', before).map_or(0, |end| end + 1))
    } else {
        let line = byte_to_line_idx(text, offset);
        (line, line_to_byte_idx(text, line))
    };
    let column = byte_to_char_idx(&text[start..], offset.saturating_sub(start));
    Place { line: line + 1, column: column + 1, offset }
}

impl Text {
    /// The places of many bytes, for an editor that counts in `encoding`.
    pub fn places(&self, encoding: Encoding) -> Places<'_> {
        Places { text: self, whole: self.contiguous(), encoding, line: 0, start: 0, seen: 0 }
    }
}

impl Places<'_> {
    /// What [`Text::position`] says of the byte.
    pub fn position(&mut self, byte: usize) -> Position {
        let byte = self.floor(byte);
        if !self.is_on_the_line(byte) {
            let Some(start) = self.line_start(byte) else {
                return self.text.position(byte, self.encoding);
            };
            self.line = self.line_of(byte);
            self.start = start;
            self.seen = byte;
        }
        if byte - self.start > NEAR {
            return self.text.position(byte, self.encoding);
        }
        Position { line: self.line, column: self.column(&self.whole[self.start..byte]) }
    }

    /// Where the line of a byte starts, if that is near.
    fn line_start(&self, byte: usize) -> Option<usize> {
        let bytes = self.whole.as_bytes();
        // Between CR and LF the line isn't over.
        let is_between = byte > 0 && bytes[byte - 1] == b'\r' && bytes.get(byte) == Some(&b'\n');
        let end = byte - usize::from(is_between);
        let first = end.saturating_sub(NEAR);
        match memrchr2(b'\n', b'\r', &bytes[first..end]) {
            Some(before) => Some(first + before + 1),
            None => (first == 0).then_some(0),
        }
    }

    /// The line of a byte: one way down the rope, and the line ends before it in its piece.
    fn line_of(&self, byte: usize) -> u32 {
        let (piece, start, _, line) = self.text.rope().chunk_at_byte(byte);
        (line + byte_to_line_idx(piece, byte - start)) as u32
    }

    /// The nearest character boundary at or below a byte.
    fn floor(&self, byte: usize) -> usize {
        let byte = byte.min(self.whole.len());
        (0..=byte).rev().find(|&byte| self.whole.is_char_boundary(byte)).unwrap_or(0)
    }

    fn is_on_the_line(&mut self, byte: usize) -> bool {
        if byte < self.start || byte > self.seen.max(self.start) + NEAR {
            return false;
        }
        if byte > self.seen {
            let between = &self.whole.as_bytes()[self.seen.max(self.start)..byte];
            if memchr2(b'\n', b'\r', between).is_some() {
                return false;
            }
            self.seen = byte;
        }
        true
    }

    fn column(&self, before: &str) -> u32 {
        let count = match self.encoding {
            _ if before.is_ascii() => before.len(),
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => before.chars().count(),
        };
        count as u32
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ENCODINGS, TEXT};
    use super::*;

    #[test]
    fn a_place_that_is_counted_is_the_ropes() {
        for whole in [TEXT, "Ana é\nBo 👍🏽\n\nLeer"] {
            let text = Text::from(whole);
            text.rope();
            for byte in 0..whole.len() + 3 {
                assert_eq!(scanned(whole, byte), text.place(byte), "{byte}");
            }
        }
    }

    #[test]
    fn places_are_what_the_text_says_in_any_order() {
        let long = "“é👍🏽” ".repeat(NEAR / 8) + "\r\n\r\n";
        let text = format!("{TEXT}{long}{TEXT}");
        let count = text.len() + 3;
        let text = Text::from(text.as_str());
        for encoding in ENCODINGS {
            let mut places = text.places(encoding);
            let (forward, backward) = (0..count, (0..count).rev());
            let leaping = (0..count).map(|byte| byte * 7919 % count);
            for byte in forward.chain(leaping).chain(backward) {
                assert_eq!(places.position(byte), text.position(byte, encoding), "{byte}, {encoding:?}");
            }
        }
    }
}
