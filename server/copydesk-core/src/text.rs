//! Text and the places in it.
//!
//! Inside copydesk a place is an offset in UTF-8 bytes. Lines, columns and UTF-16 are made here,
//! at the edge, and nowhere else. The only user of ropey.

mod lines;
mod places;
mod steady;
mod stretch;

use std::ops::Deref;
use std::ops::Range;
use std::sync::{Arc, OnceLock, Weak};

use memchr::memchr2;
pub use places::Places;
use ropey::Rope;
pub use steady::Steady;
pub use stretch::Stretch;

/// A stretch of text in UTF-8 bytes: `start` belongs to it, `end` does not.
///
/// Drafts end at 4 GiB, so that a place takes four bytes: a reading holds very many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The stretch from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forward: {start}..{end}");
        Self { start: start as u32, end: end as u32 }
    }

    /// The stretch as a range, to slice a `str` with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same stretch, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: u32) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The same stretch, `by` bytes further on or back.
    #[must_use]
    pub fn moved(self, by: i32) -> Self {
        Self { start: self.start.wrapping_add_signed(by), end: self.end.wrapping_add_signed(by) }
    }

    /// Whether `other` lies inside, ends included.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The least stretch that holds both.
    #[must_use]
    pub fn to(self, other: Span) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words of `text` that it covers; empty where it doesn't fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// What turned one text into another: one stretch in the place of another, all around it the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The stretch of the old text, on character boundaries.
    pub old: Span,
    /// What stands in its place in the new text.
    pub new: Span,
}

impl Change {
    /// The change between two texts; `None` where they are the same. A text that was made of the other
    /// by edits knows it; any others are compared.
    pub fn between(old: &Text, new: &Text) -> Option<Self> {
        if Arc::ptr_eq(&old.0, &new.0) {
            return None;
        }
        let known = new.0.made.as_ref().filter(|made| Weak::as_ptr(&made.of) == Arc::as_ptr(&old.0));
        let whole = Self { old: Span::new(0, old.len()), new: Span::new(0, new.len()) };
        known.map_or(whole, |made| made.by).trimmed(old, new)
    }

    /// The least change: what is the same at both its ends left out. `None` where nothing is left.
    fn trimmed(self, old: &str, new: &str) -> Option<Self> {
        let from = self.old.start;
        let (old, new) = (self.old.of(old), self.new.of(new));
        let (one, other) = (old.as_bytes(), new.as_bytes());
        let mut start = same_start(one, other);
        if start == one.len() && start == other.len() {
            return None;
        }
        while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
            start -= 1;
        }
        let mut same = same_end(&one[start..], &other[start..]);
        while !old.is_char_boundary(old.len() - same) || !new.is_char_boundary(new.len() - same) {
            same -= 1;
        }
        let rest = |text: &str| Span::new(start, text.len() - same).shifted(from);
        Some(Self { old: rest(old), new: rest(new) })
    }

    /// This change with another one behind it: `edit` of what it made, with so many bytes in its place.
    fn then(self, edit: Span, inserted: usize) -> Self {
        let start = self.new.start.min(edit.start);
        let end = self.new.end.max(edit.end);
        let old = Span { start, end: end.wrapping_add_signed(-self.shift()) };
        Self { old, new: Span { start, end: end - edit.len() as u32 + inserted as u32 } }
    }

    /// Whether a stretch of the old text lies before or behind the change.
    pub fn leaves(self, span: Span) -> bool {
        span.end <= self.old.start || self.old.end <= span.start
    }

    /// Where a stretch of the old text lies in the new one, if the change left it alone.
    #[must_use]
    pub fn moved(self, span: Span) -> Span {
        if span.start >= self.old.end { span.moved(self.shift()) } else { span }
    }

    /// How many bytes further on what stands behind the change now stands.
    pub fn shift(self) -> i32 {
        self.new.end as i32 - self.old.end as i32
    }
}

/// Bytes that are compared at once: as fast as memory gives them.
const STRIDE: usize = 4096;

fn same_start(one: &[u8], other: &[u8]) -> usize {
    let strides = one.chunks(STRIDE).zip(other.chunks(STRIDE)).take_while(|(a, b)| a == b);
    let same = strides.map(|(a, _)| a.len()).sum::<usize>();
    same + one[same..].iter().zip(&other[same..]).take_while(|(a, b)| a == b).count()
}

fn same_end(one: &[u8], other: &[u8]) -> usize {
    let strides = one.rchunks(STRIDE).zip(other.rchunks(STRIDE)).take_while(|(a, b)| a == b);
    let same = strides.map(|(a, _)| a.len()).sum::<usize>();
    let (one, other) = (&one[..one.len() - same], &other[..other.len() - same]);
    same + one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count()
}

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

/// The text of a draft: in one piece, for those who read it, and as a rope, for those who ask for its
/// lines. A clone costs nothing. An edit moves what stands behind it in the one piece; of a text that
/// someone else holds too, it makes a copy first. In the rope it costs the same at any size.
#[derive(Clone, Debug, Default)]
pub struct Text(Arc<Whole>);

#[derive(Debug, Default)]
struct Whole {
    text: String,
    /// The same as a rope, once a line was asked for: a draft that is only read never pays for one.
    rope: OnceLock<Rope>,
    made: Option<Made>,
}

/// How a text came out of another.
#[derive(Debug)]
struct Made {
    of: Weak<Whole>,
    by: Change,
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
        Self(Arc::new(Whole { text, ..Whole::default() }))
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
        self.rope().len_lines()
    }

    fn rope(&self) -> &Rope {
        self.0.rope.get_or_init(|| Rope::from_str(self))
    }

    /// The line of a byte, from 0, and the byte where it begins.
    fn line_at(&self, byte: usize) -> (usize, usize) {
        if let Some(found) = lines::counted(self, byte)
            && self.0.rope.get().is_none()
        {
            return found;
        }
        let line = self.rope().byte_to_line(byte);
        (line, self.rope().line_to_byte(line))
    }

    /// Where a line begins; past the last one there is no end.
    fn line_start(&self, line: usize) -> usize {
        let rope = self.rope();
        if line < rope.len_lines() { rope.line_to_byte(line) } else { usize::MAX }
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
        let before = &self[start..byte];
        Position { line: line as u32, column: encoding.units(before) as u32 }
    }

    /// The byte an editor means. A line or column past the end is the end of the text or of
    /// the line, before its line end; inside a character, or a surrogate pair, its start.
    pub fn byte(&self, position: Position, encoding: Encoding) -> usize {
        let (rope, line) = (self.rope(), position.line as usize);
        if line >= rope.len_lines() {
            return self.len();
        }
        let start = rope.line_to_byte(line);
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
        if let Some(rope) = self.rope.get_mut() {
            lines::edit(rope, by.old, text);
        }
        if let Some(made) = &mut self.made {
            made.by = made.by.then(by.old, text.len());
        }
    }

    /// The same with an edit, beside it.
    fn replaced(&self, by: Change, text: &str, of: Weak<Whole>) -> Self {
        let mut whole = String::with_capacity(self.text.len() + text.len() + ROOM);
        whole.push_str(&self.text[..by.old.range().start]);
        whole.push_str(text);
        whole.push_str(&self.text[by.old.range().end..]);
        let rope = self.rope.get().cloned().map(|mut rope| {
            lines::edit(&mut rope, by.old, text);
            rope
        });
        Self {
            text: whole,
            rope: rope.map_or_else(OnceLock::new, OnceLock::from),
            made: Some(Made { of, by }),
        }
    }
}

/// The nearest character boundary at or below a byte.
fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0)
}

impl Encoding {
    /// How many units a text takes.
    fn units(self, text: &str) -> usize {
        self.units_that_begin(text.as_bytes())
    }

    /// How many units the characters take that begin in some bytes: told from first bytes alone, as
    /// fast as memory gives them, for a line may be as long as the text.
    fn units_that_begin(self, bytes: &[u8]) -> usize {
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
    fn bytes(self, text: &str, units: usize) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    /// Line ends of every kind, and what some take for one; characters of every width.
    pub(super) const TEXT: &str =
        "\u{FEFF}“One,” she said.\r\n👍🏽 e\u{301}\rtwo\n\n\u{2028}a\u{85}b\u{B}c\u{C}d\0\r\r\nend";

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

    #[test]
    fn a_text_is_what_was_put_in_and_edited() {
        let mut text = Text::from("one two");
        text.replace(Span::new(4, 7), "drei");
        text.replace(Span::new(8, 900), "!");
        assert_eq!(&*text, "one drei!");
        assert_eq!(text.slice(Span::new(4, 8)), "drei");
    }

    #[test]
    fn a_text_knows_by_what_change_it_was_made() {
        let old = Text::from("Ana Ruiz said so.");
        let mut text = old.clone();
        let edits = [(4, 8, "Lind"), (4, 4, "Bo "), (0, 2, "é"), (13, 15, ""), (3, 40, "a"), (0, 0, "An")];
        for (start, end, new) in edits {
            text.replace(Span::new(start, end), new);
            let known = text.0.made.as_ref().expect("made of another").by;
            let change = Change::between(&old, &text);
            assert_eq!(change, known.trimmed(&old, &text));
            let made = |by: Change| {
                format!("{}{}{}", &old[..by.old.range().start], by.new.of(&text), &old[by.old.range().end..])
            };
            assert_eq!(change.map_or(old.to_string(), made), *text);
            assert_eq!(change.is_none(), old == text);
        }
        assert_eq!(Change::between(&old, &Text::from(&*old)), None);
        assert_eq!(&*old, "Ana Ruiz said so.");
    }
}
