//! Plain text: paragraphs parted by empty lines, or one to a line.

use std::ops::Range;

use super::{Block, Part, Role, Start, Stretch};
use crate::text::Span;

/// Characters in a line beyond which no one breaks lines by hand, so that each is a paragraph.
const LONGEST_WRAPPED_LINE: usize = 120;

/// Bytes of a usual paragraph.
const USUAL: usize = 192;

/// Bytes beyond which a line is copy, not a heading, whatever it ends with.
const LONGEST_HEADING: usize = 110;

/// Lays out a stretch of plain text. A heading is the draft's headline where it opens the draft.
pub(super) fn part(text: &str, stretch: Stretch) -> Part {
    let Stretch { bytes, headed } = stretch;
    let some = bytes.len() / USUAL;
    let (blocks, starts) = (Vec::with_capacity(some), Vec::with_capacity(some));
    let mut part = Part { headed, blocks, starts, ..Part::default() };
    let mut run = Vec::new();
    for line in lines(text, bytes.clone()) {
        if !line.is_empty() {
            run.push(line);
        } else if !run.is_empty() {
            paragraph(text, &run, bytes.start, &mut part);
            run.clear();
        }
    }
    paragraph(text, &run, bytes.start, &mut part);
    if !headed {
        name_headline(&mut part.blocks);
    }
    part.headed |= !part.blocks.is_empty();
    part
}

/// Adds a run of lines that no empty line parts, each line trimmed, of a stretch that starts at a byte.
fn paragraph(text: &str, lines: &[Span], stretch: usize, part: &mut Part) {
    let ([first, ..], [.., last]) = (lines, lines) else { return };
    if first.start as usize > stretch || part.headed {
        part.starts.push(Start {
            byte: first.start,
            blocks: part.blocks.len() as u32,
            comments: 0,
            headed: part.headed || !part.blocks.is_empty(),
        });
    }
    if lines.len() > 1 && lines.iter().any(|line| line.len() > LONGEST_WRAPPED_LINE) {
        part.blocks.extend(lines.iter().map(|line| block(text, *line)));
    } else {
        part.blocks.push(block(text, first.to(*last)));
    }
}

/// The lines of a stretch, white space at their ends left out.
fn lines(text: &str, stretch: Range<usize>) -> impl Iterator<Item = Span> {
    let mut next = stretch.start;
    std::iter::from_fn(move || {
        let rest = text.get(next..stretch.end).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = trimmed(text, next, next + end);
        let ending = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        next += (end + ending).min(rest.len());
        Some(line)
    })
}

/// A stretch without the white space at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let line = &text[start..end];
    let start = start + (line.len() - line.trim_start().len());
    Span::new(start, (start + line.trim().len()).max(start))
}

fn block(text: &str, span: Span) -> Block {
    let words = span.of(text);
    let role = if is_heading(words) { Role::Heading } else { Role::Paragraph };
    Block { span, role, prose: None }
}

/// Whether a paragraph is a short line without the stop that ends copy, be it inside marks. A
/// quotation with the name of its speaker behind it is copy too.
fn is_heading(words: &str) -> bool {
    let bare = words.trim_end_matches(['\'', '’']);
    words.len() <= LONGEST_HEADING
        && !words.contains(['\n', '\r'])
        && !words.contains(".” ")
        && !words.contains(".\" ")
        && bare.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '%' | ')'))
}

/// A heading that opens the draft is its headline.
fn name_headline(blocks: &mut [Block]) {
    if let [first, _, ..] = blocks
        && first.role == Role::Heading
    {
        first.role = Role::Headline;
    }
}
