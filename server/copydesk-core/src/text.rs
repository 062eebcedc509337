//! Text and the places in it.
//!
//! Inside copydesk a place is an offset in UTF-8 bytes. Lines, columns and UTF-16 are made here,
//! at the edge, and nowhere else. The only user of ropey.

mod change;
mod encoding;
mod lines;
mod places;
mod span;
mod steady;
mod stretch;

use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};

pub use change::Change;
use encoding::floor;
pub use encoding::{Encoding, Place, Position};
use lines::Lines;
pub use places::Places;
pub use span::Span;
pub use steady::Steady;
pub use stretch::Stretch;

/// The text of a draft: in one piece, for those who read it, with its lines, for those who ask for them. A
/// clone costs nothing. An edit moves what stands behind it; of a text that someone else holds too, it
/// makes a copy first.
#[derive(Clone, Debug, Default)]
pub struct Text(Arc<Whole>);

#[derive(Debug, Default)]
struct Whole {
    text: String,
    /// Where the room goes that the text takes, once no one reads it any more.
    room: Room,
    /// Where its lines begin, once they were asked for here and there: a draft that is only read never pays
    /// for that.
    lines: OnceLock<Lines>,
    made: Option<Made>,
    /// How many characters stand before each piece of [`LONG_LINE`] bytes, once a place in a long line was
    /// asked for.
    marks: OnceLock<Vec<usize>>,
}

/// Bytes from which a line is long: to count its characters from the start for every place takes time.
const LONG_LINE: usize = 4096;

/// How a text came out of another.
#[derive(Debug)]
struct Made {
    of: Weak<Whole>,
    by: Change,
}

/// The room of a version of a text that no one reads any more, for the next one: a long text's is not
/// asked for at every key anew.
#[derive(Clone, Debug, Default)]
struct Room(Arc<Mutex<String>>);

impl Room {
    /// Room for a text of so many bytes: the spare one, unless it is too little or far too much.
    fn take(&self, length: usize) -> String {
        let mut spare = std::mem::take(&mut *self.spare());
        spare.clear();
        if (length..=2 * (length + ROOM)).contains(&spare.capacity()) {
            return spare;
        }
        drop(spare);
        String::with_capacity(length + ROOM)
    }

    fn spare(&self) -> MutexGuard<'_, String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        // Where it is the last, the room goes too.
        if Arc::strong_count(&self.room.0) > 1 {
            *self.room.spare() = std::mem::take(&mut self.text);
        }
    }
}

/// Room that a text has to grow in place: a text is typed letter by letter.
const ROOM: usize = 1024;

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let (room, lines, marks) = Default::default();
        Self(Arc::new(Whole { text, room, lines, made: None, marks }))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.text
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || **self == **other
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self)
    }
}

impl Text {
    /// How many lines there are; the one after the last line end counts.
    pub fn line_count(&self) -> usize {
        self.lines().count()
    }

    fn knows_lines(&self) -> bool {
        self.0.lines.get().is_some()
    }

    fn lines(&self) -> &Lines {
        self.0.lines.get_or_init(|| Lines::of(self))
    }

    /// Lets go of all but the words: who asks for lines again, or edits, finds it again.
    pub fn set_aside(&mut self) {
        *self.0.room.spare() = String::new();
        if let Some(own) = Arc::get_mut(&mut self.0) {
            own.lines.take();
        }
    }

    /// The line of a byte, from 0, and the byte where it begins.
    fn line_at(&self, byte: usize) -> (usize, usize) {
        if self.len() <= lines::SHORT && !self.knows_lines() {
            return lines::passed(self, 0, byte);
        }
        let line = self.lines().line(byte);
        (line, self.lines().start(line))
    }

    /// Where a line begins; past the last one there is no end.
    fn line_start(&self, line: usize) -> usize {
        if line < self.line_count() { self.lines().start(line) } else { usize::MAX }
    }

    /// The words that a span covers, its ends moved down to character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        &self[floor(self, span.start as usize)..floor(self, span.end as usize)]
    }

    /// Line, column and offset of a byte.
    pub fn place(&self, byte: usize) -> Place {
        let Position { line, column } = self.position(byte, Encoding::Utf32);
        Place { line: line as usize + 1, column: column as usize + 1, offset: byte.min(self.len()) }
    }

    /// The places of a stretch's first byte and of the byte after its last: what [`place`](Self::place)
    /// says of both. Most stretches lie in one line, so that the second is found from the first.
    pub fn ends(&self, span: Span) -> [Place; 2] {
        let first = self.place(span.start as usize);
        let between = self.slice(span);
        if between.is_empty() || memchr::memchr2(b'\n', b'\r', between.as_bytes()).is_some() {
            return [first, self.place(span.end as usize)];
        }
        let (column, offset) = (first.column + Encoding::Utf32.units(between), span.range().end);
        [first, Place { column, offset: offset.min(self.len()), ..first }]
    }

    /// Where an editor sees a byte. A byte inside a character counts as its start.
    pub fn position(&self, byte: usize, encoding: Encoding) -> Position {
        let byte = floor(self, byte);
        let (line, start) = self.line_at(byte);
        let column = if encoding == Encoding::Utf32 && byte - start >= LONG_LINE {
            self.characters_before(byte) - self.characters_before(start)
        } else {
            encoding.units(&self[start..byte])
        };
        Position { line: line as u32, column: column as u32 }
    }

    /// How many characters stand before a byte, which is no byte inside of one.
    fn characters_before(&self, byte: usize) -> usize {
        let (bytes, characters) = (self.as_bytes(), |piece: &[u8]| Encoding::Utf32.units_that_begin(piece));
        let marks = self.0.marks.get_or_init(|| {
            let mut before = 0;
            let mark = |piece: &[u8]| {
                before += characters(piece);
                before
            };
            std::iter::once(0).chain(bytes.chunks(LONG_LINE).map(mark)).collect()
        });
        let at = byte / LONG_LINE;
        marks[at] + characters(&bytes[at * LONG_LINE..byte])
    }

    /// The byte an editor means. A line or column past the end is the end of the text or of
    /// the line, before its line end; inside a character, or a surrogate pair, its start.
    pub fn byte(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.line_count() {
            return self.len();
        }
        let start = self.lines().start(line);
        start + encoding.bytes(&self[start..], position.column as usize)
    }

    /// Puts `text` in the place of `span`. Ends past the text's end are its end, ends inside a
    /// character its start.
    pub fn replace(&mut self, span: Span, text: &str) {
        let span = Span::new(floor(self, span.start as usize), floor(self, span.end as usize));
        let by = Change { old: span, new: Span::new(span.range().start, span.range().start + text.len()) };
        match Arc::get_mut(&mut self.0) {
            Some(own) => own.replace(by, text),
            None => self.0 = Arc::new(self.0.replaced(by, text, Arc::downgrade(&self.0))),
        }
    }
}

impl Whole {
    fn replace(&mut self, by: Change, text: &str) {
        if self.text.capacity() < self.text.len() + text.len() {
            self.text.reserve_exact(text.len() + ROOM);
        }
        self.text.replace_range(by.old.range(), text);
        self.marks.take();
        if let Some(lines) = self.lines.get_mut() {
            lines.edit(by, &self.text, text);
        }
        if let Some(made) = &mut self.made {
            made.by = made.by.then(by.old, text.len());
        }
    }

    /// The same with an edit, beside it.
    fn replaced(&self, by: Change, text: &str, of: Weak<Whole>) -> Self {
        let mut whole = self.room.take(self.text.len() + text.len());
        whole.push_str(&self.text[..by.old.range().start]);
        whole.push_str(text);
        whole.push_str(&self.text[by.old.range().end..]);
        let mut lines = self.lines.clone();
        if let Some(lines) = lines.get_mut() {
            lines.edit(by, &whole, text);
        }
        let made = Some(Made { of, by });
        Self { text: whole, room: self.room.clone(), lines, made, marks: OnceLock::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    /// Line ends of every kind, and what some take for one; characters of every width.
    pub(super) const TEXT: &str =
        "\u{FEFF}“One,” she said.\r\n👍🏽 e\u{301}\rtwo\n\n\u{2028}a\u{85}b\u{B}c\u{C}d\0\r\r\nend";

    #[test]
    fn the_ends_of_a_stretch_are_its_places() {
        let text = Text::from(TEXT);
        for start in 0..TEXT.len() + 2 {
            for end in start..TEXT.len() + 2 {
                let both = [start, end].map(|byte| text.place(byte));
                assert_eq!(text.ends(Span::new(start, end)), both, "{start}..{end}");
            }
        }
    }

    #[test]
    fn columns_in_a_long_line_are_those_counted_from_its_start() {
        let long = "“é👍🏽” ".repeat(LONG_LINE / 8);
        let mut text = Text::from(format!("{long}\r{long}{long}\nend").as_str());
        for round in 0..2 {
            let count = text.len();
            let leaping = (0..count / 5).map(|at| at * 7919 % count);
            for byte in leaping.chain((0..count).step_by(97)).chain((0..count).rev().step_by(89)) {
                let start = text[..floor(&text, byte)].rfind(['\r', '\n']).map_or(0, |end| end + 1);
                let counted = text[start..floor(&text, byte)].chars().count();
                assert_eq!(text.place(byte).column, counted + 1, "{byte} in round {round}");
            }
            text.replace(Span::new(9_000, 9_000), "x\ny");
        }
    }

    #[test]
    fn lines_end_at_lf_crlf_and_cr_only() {
        assert_eq!(Text::from("a\nb\r\nc\rd").line_count(), 4);
        assert_eq!(Text::from("a\u{2028}b\u{2029}c\u{85}d\u{B}e\u{C}f").line_count(), 1);
    }

    #[test]
    fn a_line_end_may_come_apart_and_together_again() {
        let mut text = Text::from("a\r\nb");
        text.replace(Span::new(2, 2), "x");
        assert_eq!(text.line_count(), 3);
        text.replace(Span::new(2, 3), "");
        assert_eq!(text.line_count(), 2);
        assert_eq!(text.position(3, Encoding::Utf16), Position { line: 1, column: 0 });
    }

    #[test]
    fn a_text_is_what_was_put_in_and_edited() {
        let mut text = Text::from("one two");
        text.replace(Span::new(4, 7), "drei");
        text.replace(Span::new(8, 900), "!");
        assert_eq!(&*text, "one drei!");
        assert_eq!(text.slice(Span::new(4, 8)), "drei");
    }
}
