//! Where the lines of a text begin. Lines end at LF, CRLF and CR, and at nothing else.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memchr2_iter, memrchr, memrchr2};
use ropey::Rope;

use super::Change;

/// Bytes of a text up to which lines are counted rather than a rope built for it.
pub(super) const SHORT: usize = 16 * 1024;

/// How many lines end between the start of a line and a byte behind it, and where the last of them ends:
/// the line of the byte begins there.
pub(super) fn passed(text: &str, start: usize, byte: usize) -> (usize, usize) {
    let between = &text.as_bytes()[start..byte];
    if memchr(b'\r', between).is_none() {
        let last = memrchr(b'\n', between).map_or(start, |end| start + end + 1);
        return (memchr_iter(b'\n', between).count(), last);
    }
    starts(text, start..byte).fold((0, start), |(count, _), start| (count + 1, start as usize))
}

/// Where the line of a byte begins.
pub(super) fn start(text: &str, byte: usize) -> usize {
    let before = &text.as_bytes()[..byte];
    let end = memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1);
    // What stands between CR and LF belongs to the line that they end.
    if is_inside(text, end) { start(text, end - 1) } else { end }
}

/// Where the line behind that of a byte begins.
pub(super) fn next(text: &str, byte: usize) -> Option<usize> {
    let end = byte + memchr2(b'\n', b'\r', &text.as_bytes()[byte..])? + 1;
    Some(end + usize::from(is_inside(text, end)))
}

/// Whether a byte stands between CR and LF.
fn is_inside(text: &str, byte: usize) -> bool {
    text.as_bytes()[..byte].ends_with(b"\r") && text.as_bytes()[byte..].starts_with(b"\n")
}

/// Bytes of a text up to which its lines stay a table when it is edited.
const LONG: usize = 1 << 20;

/// Where the lines of a text begin. In most texts that is a table, which takes little room; in a very long
/// one that is edited it is a rope, in which an edit costs the same at any length.
#[derive(Clone, Debug)]
pub(super) enum Lines {
    /// The first byte of each line but the first.
    Table(Vec<u32>),
    /// The text once more.
    Rope(Rope),
}

impl Lines {
    /// The lines of a text.
    pub(super) fn of(text: &str) -> Self {
        let count = passed(text, 0, text.len()).0;
        let mut table = Vec::with_capacity(count);
        table.extend(starts(text, 0..text.len()));
        Self::Table(table)
    }

    /// How many there are; the one after the last line end counts.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Table(table) => table.len() + 1,
            Self::Rope(rope) => rope.len_lines(),
        }
    }

    /// The line of a byte, from 0.
    pub(super) fn line(&self, byte: usize) -> usize {
        match self {
            Self::Table(table) => table.partition_point(|start| *start as usize <= byte),
            Self::Rope(rope) => rope.byte_to_line(byte),
        }
    }

    /// Where a line begins that is there.
    pub(super) fn start(&self, line: usize) -> usize {
        match self {
            Self::Table(table) => line.checked_sub(1).map_or(0, |line| table[line] as usize),
            Self::Rope(rope) => rope.line_to_byte(line),
        }
    }

    /// Follows a change, which has made `text` and put `words` into it.
    pub(super) fn edit(&mut self, by: Change, text: &str, words: &str) {
        match self {
            Self::Table(_) if text.len() > LONG => *self = Self::Rope(Rope::from_str(text)),
            Self::Table(table) => edit_table(table, by, text),
            Self::Rope(rope) => {
                let old = by.old.range();
                let (start, end) = (rope.byte_to_char(old.start), rope.byte_to_char(old.end));
                rope.remove(start..end);
                rope.insert(start, words);
            }
        }
    }
}

/// Lines begin anew between the last that surely began before a change and the first behind it: a CR may
/// stand before the change, a LF behind.
fn edit_table(table: &mut Vec<u32>, by: Change, text: &str) {
    let first = table.partition_point(|start| *start < by.old.start);
    let behind = table.partition_point(|start| *start <= by.old.end);
    for start in &mut table[behind..] {
        *start = start.wrapping_add_signed(by.shift());
    }
    let from = first.checked_sub(1).map_or(0, |line| table[line] as usize);
    let to = table.get(behind).map_or(text.len(), |start| *start as usize - 1);
    table.splice(first..behind, starts(text, from..to));
}

/// Where lines begin behind the first byte of a stretch, which begins a line, up to its end.
fn starts(text: &str, stretch: Range<usize>) -> impl Iterator<Item = u32> + '_ {
    let ends = memchr2_iter(b'\n', b'\r', &text.as_bytes()[stretch.clone()]);
    let starts = ends.map(move |end| stretch.start + end + 1);
    starts.filter(|start| !is_inside(text, *start)).map(|start| start as u32)
}

#[cfg(test)]
mod tests {
    use super::super::tests::TEXT;
    use super::super::{Span, Text, floor};
    use super::*;

    #[test]
    fn a_text_and_its_lines_stay_one() {
        let scraps = ["\n", "\r", "\r\n", "x", "", "\n\r", "é\ny", "\r👍🏽"];
        let mut text = Text::from("a\r\nb\nc\rd\n\r\n");
        let mut rope = Lines::Rope(Rope::from_str(&text));
        for turn in 0..1_500_usize {
            text.line_count();
            let start = turn * 7919 % (text.len() + 1);
            let held = (turn % 3 == 0).then(|| text.clone());
            let before = text.to_string();
            let (old, new) = (Span::new(start, start + turn * 31 % 4), scraps[turn * 13 % scraps.len()]);
            let old = Span::new(floor(&text, old.range().start), floor(&text, old.range().end));
            text.replace(old, new);
            let by = Change { old, new: Span::new(old.range().start, old.range().start + new.len()) };
            rope.edit(by, &text, new);
            for lines in [text.lines(), &rope] {
                let found: Vec<_> = (0..lines.count()).map(|line| lines.start(line)).collect();
                let fresh: Vec<_> =
                    std::iter::once(0).chain(starts(&text, 0..text.len()).map(|at| at as usize)).collect();
                assert_eq!(found, fresh, "{before:?}, {old:?}, {new:?}");
                assert!((0..=text.len()).all(|byte| lines.line(byte) == rope.line(byte)));
            }
            assert!(
                held.is_none_or(|held| *held == before && held.line_count() == Lines::of(&before).count())
            );
        }
    }

    #[test]
    fn lines_that_are_counted_are_the_ropes() {
        for whole in [TEXT, "Ana é\nBo 👍🏽\n\nLeer", "\r\n", "\r\r\n\n\r"] {
            let rope = Rope::from_str(whole);
            let starts = (0..rope.len_lines()).map(|line| rope.line_to_byte(line));
            let starts: Vec<_> = starts.collect();
            for (byte, _) in whole.char_indices().chain([(whole.len(), ' ')]) {
                let line = rope.byte_to_line(byte);
                assert_eq!(start(whole, byte), starts[line], "{byte} in {whole:?}");
                assert_eq!(next(whole, byte), starts.get(line + 1).copied(), "{byte} in {whole:?}");
                for (first, from) in starts.iter().enumerate().take_while(|(_, from)| **from <= byte) {
                    assert_eq!(passed(whole, *from, byte), (line - first, starts[line]), "{from}..{byte}");
                }
            }
        }
    }
}
