//! Many places of one text at once, as a report of findings needs them.

use super::{Encoding, Position, Text, floor};

/// Where an editor sees the bytes of a text. Quick where one place is near the last.
pub struct Places<'a> {
    text: &'a Text,
    encoding: Encoding,
    /// The last place, and the bytes where its line and the next one start.
    last: Position,
    byte: usize,
    line: (usize, usize),
}

impl Text {
    /// The places of many bytes, for an editor that counts in `encoding`.
    pub fn places(&self, encoding: Encoding) -> Places<'_> {
        let line = (0, self.line_start(1));
        Places { text: self, encoding, last: Position { line: 0, column: 0 }, byte: 0, line }
    }
}

impl Places<'_> {
    /// What [`Text::position`] says of the byte.
    pub fn position(&mut self, byte: usize) -> Position {
        let byte = floor(self.text, byte);
        if !(self.line.0..self.line.1).contains(&byte) {
            let (line, start) = self.text.line_at(byte);
            self.line = (start, self.text.line_start(line + 1));
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
}

#[cfg(test)]
mod tests {
    use super::super::STRIDE;
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
