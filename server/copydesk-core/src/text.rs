//! Text and the places in it.
//!
//! Inside copydesk a place is an offset in UTF-8 bytes. Lines, columns and UTF-16 are made here,
//! at the edge, and nowhere else. With `draft`, the only user of ropey.

mod places;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use ropey::Rope;

pub use places::Places;

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
    /// The change between two texts; `None` where they are the same.
    pub fn between(old: &str, new: &str) -> Option<Self> {
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
        Some(Self { old: Span::new(start, old.len() - same), new: Span::new(start, new.len() - same) })
    }

    /// How many bytes further on what stands behind the change now stands.
    pub fn shift(self) -> i32 {
        self.new.end as i32 - self.old.end as i32
    }
}

/// Bytes of a text up to which a place is counted rather than a rope built for it.
const SCANNED: usize = 16 * 1024;

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

/// The text of a draft. A clone costs nothing; an edit costs the same at any size.
///
/// It lies in one piece, as a rope, or as both: a draft that is only read never pays for a rope,
/// and one that is edited is put together once a version.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The text in one piece, unless it was edited since it was last asked for.
    whole: OnceLock<Arc<str>>,
    /// The text as a rope, once a place in it was asked for. One of the two is always there; if
    /// neither is, the text is empty.
    rope: OnceLock<Rope>,
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(Arc::from(text))
    }
}

impl From<Arc<str>> for Text {
    fn from(text: Arc<str>) -> Self {
        Self { whole: OnceLock::from(text), rope: OnceLock::new() }
    }
}

impl Text {
    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.whole.get().map_or_else(|| self.rope().len_bytes(), |whole| whole.len())
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many lines there are; the one after the last line end counts.
    pub fn line_count(&self) -> usize {
        self.rope().len_lines()
    }

    /// The whole text in one piece.
    pub fn contiguous(&self) -> Arc<str> {
        let joined = || {
            let mut whole = String::with_capacity(self.rope().len_bytes());
            self.rope().chunks().for_each(|chunk| whole.push_str(chunk));
            whole.into()
        };
        Arc::clone(self.whole.get_or_init(joined))
    }

    fn rope(&self) -> &Rope {
        self.rope.get_or_init(|| self.whole.get().map_or_else(Rope::new, |whole| Rope::from_str(whole)))
    }

    /// The words that a span covers, its ends moved down to character boundaries.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        let end = self.floor(span.end as usize);
        self.rope().byte_slice(self.floor(span.start as usize)..end).into()
    }

    /// The nearest character boundary at or below a byte.
    fn floor(&self, byte: usize) -> usize {
        self.rope().char_to_byte(self.rope().byte_to_char(byte.min(self.len())))
    }

    /// Line, column and offset of a byte.
    pub fn place(&self, byte: usize) -> Place {
        if let (Some(whole), None) = (self.whole.get(), self.rope.get())
            && whole.len() <= SCANNED
        {
            return places::scanned(whole, byte);
        }
        let char = self.rope().byte_to_char(byte.min(self.len()));
        let line = self.rope().char_to_line(char);
        Place {
            line: line + 1,
            column: char - self.rope().line_to_char(line) + 1,
            offset: byte.min(self.len()),
        }
    }

    /// Where an editor sees a byte. A byte inside a character counts as its start.
    pub fn position(&self, byte: usize, encoding: Encoding) -> Position {
        let char = self.rope().byte_to_char(byte.min(self.len()));
        let line = self.rope().char_to_line(char);
        let first = self.rope().line_to_char(line);
        let column = match encoding {
            Encoding::Utf8 => self.rope().char_to_byte(char) - self.rope().char_to_byte(first),
            Encoding::Utf16 => self.rope().char_to_utf16_cu(char) - self.rope().char_to_utf16_cu(first),
            Encoding::Utf32 => char - first,
        };
        Position { line: line as u32, column: column as u32 }
    }

    /// The byte an editor means. A line or column past the end is the end of the text or of
    /// the line, before its line end; inside a character, or a surrogate pair, its start.
    pub fn byte(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.rope().len_lines() {
            return self.len();
        }
        let first = self.rope().line_to_char(line);
        let last = self.line_end(line);
        let column = position.column as usize;
        let char = match encoding {
            Encoding::Utf8 => {
                let byte = self.rope().char_to_byte(first).saturating_add(column);
                self.rope().byte_to_char(byte.min(self.len()))
            }
            Encoding::Utf16 => {
                let unit = self.rope().char_to_utf16_cu(first).saturating_add(column);
                self.rope().utf16_cu_to_char(unit.min(self.rope().len_utf16_cu()))
            }
            Encoding::Utf32 => first.saturating_add(column),
        };
        self.rope().char_to_byte(char.min(last))
    }

    /// The character after the line's last, its line end left out.
    fn line_end(&self, line: usize) -> usize {
        let first = self.rope().line_to_char(line);
        if line + 1 >= self.rope().len_lines() {
            return self.rope().len_chars();
        }
        let mut end = self.rope().line_to_char(line + 1);
        for ending in ['\n', '\r'] {
            if end > first && self.rope().char(end - 1) == ending {
                end -= 1;
            }
        }
        end
    }

    /// Puts `text` in the place of `span`. Ends past the text's end are its end, ends inside a
    /// character its start.
    pub fn replace(&mut self, span: Span, text: &str) {
        self.rope();
        self.whole.take();
        let Some(rope) = self.rope.get_mut() else { return };
        let start = rope.byte_to_char((span.start as usize).min(rope.len_bytes()));
        let end = rope.byte_to_char((span.end as usize).min(rope.len_bytes()));
        rope.remove(start..end);
        rope.insert(start, text);
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
        let text = Text::from(TEXT);
        for (byte, _) in TEXT.char_indices().chain([(TEXT.len(), ' ')]) {
            // Between CR and LF there is no position: it is the line's end, before both.
            let between = byte > 0 && TEXT[..byte].ends_with('\r') && TEXT[byte..].starts_with('\n');
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
        assert_eq!(&*text.contiguous(), "one drei!");
        assert_eq!(text.slice(Span::new(4, 8)), "drei");
    }
}
