//! Where the lines of a text begin.

use memchr::memchr2_iter;

use super::Change;

/// Where each line but the first begins. Lines end at LF, CRLF and CR, and at nothing else.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(Vec<u32>);

impl Lines {
    /// The lines of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut starts: Vec<u32> = starts(text, 0, text.len()).collect();
        starts.shrink_to_fit();
        Self(starts)
    }

    /// Takes in that a text became `text`. Only bytes before and at a place tell whether a line
    /// begins there.
    pub(super) fn edit(&mut self, text: &str, by: Change) {
        let first = self.0.partition_point(|start| *start < by.old.start);
        let last = self.0.partition_point(|start| *start <= by.old.end);
        for start in &mut self.0[last..] {
            *start = start.wrapping_add_signed(by.shift());
        }
        let new = by.new.range();
        // A line that begins at the edit's end may have ended before it.
        let come = starts(text, new.start.saturating_sub(1), new.end);
        drop(self.0.splice(first..last, come.filter(|start| *start >= by.new.start)));
    }

    /// How many lines there are.
    pub(super) fn count(&self) -> usize {
        self.0.len() + 1
    }

    /// The line of a byte, from 0.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start as usize <= byte)
    }

    /// Where a line begins; past the last one there is no end.
    pub(super) fn start(&self, line: usize) -> usize {
        let Some(before) = line.checked_sub(1) else { return 0 };
        self.0.get(before).map_or(usize::MAX, |start| *start as usize)
    }
}

/// Where lines begin behind the bytes from `from` up to `to`.
fn starts(text: &str, from: usize, to: usize) -> impl Iterator<Item = u32> {
    let bytes = text.as_bytes();
    let ends = memchr2_iter(b'\n', b'\r', &bytes[from..to]).map(move |at| from + at);
    // Between CR and LF the line isn't over.
    let ends = ends.filter(move |end| bytes[*end] == b'\n' || bytes.get(end + 1) != Some(&b'\n'));
    ends.map(|end| end as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::super::{Span, Text};
    use super::*;

    #[test]
    fn lines_after_an_edit_are_those_of_the_text() {
        let mut text = Text::from("a\r\nb\nc\rd\n\r\n");
        let scraps = ["\n", "\r", "\r\n", "x", "", "\n\r", "x\ny", "\rz"];
        for turn in 0..2_000_usize {
            text.line_count();
            let start = turn * 7919 % (text.len() + 1);
            let old = text.clone();
            text.replace(Span::new(start, start + turn * 31 % 4), scraps[turn * 13 % scraps.len()]);
            assert_eq!(text.index().0, Lines::of(&text).0, "{:?} after {:?}", &*text, &*old);
        }
    }
}
