//! Where the lines of a text begin. Lines end at LF, CRLF and CR, and at nothing else.

use memchr::{memchr, memchr_iter, memrchr};
use ropey::Rope;

use super::Span;

/// Bytes of a text up to which lines are counted rather than a rope built for it.
const SHORT: usize = 16 * 1024;

/// The line of a byte, from 0, and the byte where it begins, if the text is short and plain enough to
/// count.
pub(super) fn counted(text: &str, byte: usize) -> Option<(usize, usize)> {
    let before = &text.as_bytes()[..byte];
    if text.len() > SHORT || memchr(b'\r', before).is_some() {
        return None;
    }
    Some((memchr_iter(b'\n', before).count(), memrchr(b'\n', before).map_or(0, |end| end + 1)))
}

/// Puts `text` in the place of `span`, whose ends are character boundaries.
pub(super) fn edit(rope: &mut Rope, span: Span, text: &str) {
    let (start, end) = (rope.byte_to_char(span.range().start), rope.byte_to_char(span.range().end));
    rope.remove(start..end);
    rope.insert(start, text);
}

#[cfg(test)]
mod tests {
    use super::super::tests::TEXT;
    use super::super::{Span, Text};
    use super::*;

    #[test]
    fn a_text_and_its_rope_stay_one() {
        let mut text = Text::from("a\r\nb\nc\rd\n\r\n");
        let scraps = ["\n", "\r", "\r\n", "x", "", "\n\r", "é\ny", "\r👍🏽"];
        for turn in 0..2_000_usize {
            text.line_count();
            let start = turn * 7919 % (text.len() + 1);
            let held = (turn % 3 == 0).then(|| text.clone());
            let before = text.to_string();
            text.replace(Span::new(start, start + turn * 31 % 4), scraps[turn * 13 % scraps.len()]);
            assert_eq!(*text, text.rope().to_string(), "after {before:?}");
            assert!(held.is_none_or(|held| *held == before && *held.rope() == *before), "{turn}");
        }
    }

    #[test]
    fn lines_that_are_counted_are_the_ropes() {
        for whole in [TEXT, "Ana é\nBo 👍🏽\n\nLeer"] {
            let rope = Rope::from_str(whole);
            for (byte, _) in whole.char_indices() {
                let line = rope.byte_to_line(byte);
                let found = counted(whole, byte);
                assert!(found.is_none_or(|found| found == (line, rope.line_to_byte(line))), "{byte}");
            }
        }
    }
}
