//! Many places of one text at once, as a report of findings needs them.

use super::{Encoding, Position, Text, floor, lines};

/// Where an editor sees the bytes of a text. Quick where one place is near the last.
///
/// Lines are counted from one place to the next. Who has walked as far as the text is long had better
/// know them all.
pub struct Places<'a> {
    text: &'a Text,
    encoding: Encoding,
    /// The last place, and the bytes where its line and the next one start.
    last: Position,
    byte: usize,
    line: (usize, usize),
    /// Bytes that were walked over in search of lines.
    walked: usize,
}

impl Text {
    /// The places of many bytes, for an editor that counts in `encoding`.
    pub fn places(&self, encoding: Encoding) -> Places<'_> {
        let line = (0, lines::next(self, 0).unwrap_or(usize::MAX));
        let last = Position { line: 0, column: 0 };
        Places { text: self, encoding, last, byte: 0, line, walked: 0 }
    }
}

impl Places<'_> {
    /// What [`Text::position`] says of the byte.
    pub fn position(&mut self, byte: usize) -> Position {
        let byte = floor(self.text, byte);
        if !(self.line.0..self.line.1).contains(&byte) {
            let (line, start) = self.line_at(byte);
            self.line = (start, lines::next(self.text, byte).unwrap_or(usize::MAX));
            (self.last, self.byte) = (Position { line: line as u32, column: 0 }, self.line.0);
        }
        // A line may be as long as the text: only what lies between two places is counted.
        let units = |from: usize, to: usize| self.encoding.units(&self.text[from..to]) as u32;
        self.last.column = if byte < self.byte {
            self.last.column - units(byte, self.byte)
        } else {
            self.last.column + units(self.byte, byte)
        };
        self.byte = byte;
        self.last
    }

    /// The line of a byte, from 0, and the byte where it begins.
    fn line_at(&mut self, byte: usize) -> (usize, usize) {
        self.walked += byte.abs_diff(self.line.0);
        if self.walked > self.text.len() || self.text.knows_lines() {
            return self.text.line_at(byte);
        }
        let line = self.last.line as usize;
        if byte >= self.line.0 {
            let (passed, start) = lines::passed(self.text, self.line.0, byte);
            return (line + passed, start);
        }
        let start = lines::start(self.text, byte);
        (line - lines::passed(self.text, start, self.line.0).0, start)
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::STRIDE;
    use super::super::tests::{ENCODINGS, TEXT};
    use super::*;

    #[test]
    fn places_are_what_the_text_says_in_any_order() {
        let long = "“é👍🏽” ".repeat(STRIDE / 8) + "\r\n\r\n";
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
