//! The text as an editor has it, done the slow and plain way, to hold the server's against.

use serde_json::{Value, json};

/// A text and how the client counts in it.
pub(crate) struct Model {
    chars: Vec<char>,
    width: fn(char) -> usize,
}

/// Numbers that look random and are the same each time.
pub(crate) struct Random(u64);

impl Random {
    /// Numbers that `seed` decides.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound.max(1)
    }
}

impl Model {
    /// The text of a draft.
    pub(crate) fn new(text: &str, encoding: &str) -> Self {
        let width = match encoding {
            "utf-8" => char::len_utf8,
            "utf-16" => char::len_utf16,
            _ => |_| 1,
        };
        Self { chars: text.chars().collect(), width }
    }

    /// The text.
    pub(crate) fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Makes an edit of some kind; the change that an editor would send.
    pub(crate) fn edit(&mut self, random: &mut Random, typed: &[&str]) -> Value {
        let (start, first) = self.place(random.below(self.chars.len() + 1), random);
        let (end, last) = match random.below(4) {
            0 => self.place((start + random.below(8)).min(self.chars.len()), random),
            _ => (start, first.clone()),
        };
        let text = typed[random.below(typed.len())];
        self.chars.splice(start.min(end)..start.max(end), text.chars());
        // Some clients send the ends of a backward selection as they are.
        let range = match random.below(20) {
            0 => json!({ "start": last, "end": first }),
            _ => json!({ "start": first, "end": last }),
        };
        json!({ "range": range, "text": text })
    }

    /// A place near `at`, and a position that means it, sometimes an odd one.
    fn place(&self, at: usize, random: &mut Random) -> (usize, Value) {
        let at = self.reachable(at);
        let mut position = self.position(at);
        let column = position["character"].as_u64().expect("a column");
        match random.below(40) {
            // Past the end of the line.
            0 => {
                position["character"] = json!(column + 100_000);
                (self.line_end(at), position)
            }
            // Past the end of the text.
            1 if at + 50 > self.chars.len() => {
                (self.chars.len(), json!({ "line": 100_000, "character": column }))
            }
            // Inside a character, or a surrogate pair.
            2..12 if self.chars.get(at).is_some_and(|char| (self.width)(*char) > 1) => {
                position["character"] = json!(column + 1);
                (at, position)
            }
            _ => (at, position),
        }
    }

    /// The end of the line that a place is in, before what ends the line.
    fn line_end(&self, at: usize) -> usize {
        (at..self.chars.len()).find(|at| matches!(self.chars[*at], '\r' | '\n')).unwrap_or(self.chars.len())
    }

    /// Line ends are CR LF, LF and CR, and nothing else.
    fn is_line_end(&self, at: usize) -> bool {
        match self.chars[at] {
            '\n' => true,
            '\r' => self.chars.get(at + 1) != Some(&'\n'),
            _ => false,
        }
    }

    /// A position names no place between CR and LF: it means the end of the line.
    fn reachable(&self, at: usize) -> usize {
        let between = at > 0 && self.chars[at - 1] == '\r' && self.chars.get(at) == Some(&'\n');
        at - usize::from(between)
    }

    fn position(&self, at: usize) -> Value {
        let at = self.reachable(at);
        let start = (0..at).rev().find(|before| self.is_line_end(*before)).map_or(0, |end| end + 1);
        let line = (0..start).filter(|before| self.is_line_end(*before)).count();
        let column: usize = self.chars[start..at].iter().map(|char| (self.width)(*char)).sum();
        json!({ "line": line, "character": column })
    }
}
