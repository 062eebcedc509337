//! Plain text: paragraphs parted by empty lines, or one to a line.

use super::{Block, Outline, Role, front_matter};
use crate::text::Span;

/// Characters in a line beyond which no one breaks lines by hand, so that each is a paragraph.
const LONGEST_WRAPPED_LINE: usize = 120;

/// Bytes beyond which a line is copy, not a heading, whatever it ends with.
const LONGEST_HEADING: usize = 110;

/// Lays out plain text.
pub(super) fn outline(text: &str) -> Outline {
    let (front_matter, body) = front_matter::split(text);
    let mut blocks = Vec::new();
    for lines in paragraphs(text, body) {
        if lines.len() > 1 && lines.iter().any(|line| line.len() > LONGEST_WRAPPED_LINE) {
            blocks.extend(lines.into_iter().map(|line| block(text, line)));
        } else if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            blocks.push(block(text, first.to(*last)));
        }
    }
    name_headline(&mut blocks);
    Outline { front_matter, blocks, comments: Vec::new() }
}

/// The runs of lines that no empty line parts, each line trimmed.
fn paragraphs(text: &str, start: usize) -> Vec<Vec<Span>> {
    let mut paragraphs = Vec::new();
    let mut run = Vec::new();
    for line in lines(text, start) {
        if line.is_empty() {
            if !run.is_empty() {
                paragraphs.push(std::mem::take(&mut run));
            }
        } else {
            run.push(line);
        }
    }
    if !run.is_empty() {
        paragraphs.push(run);
    }
    paragraphs
}

/// The lines from byte `start` on, white space at their ends left out.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Span> {
    let mut next = start;
    std::iter::from_fn(move || {
        let rest = text.get(next..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = trimmed(text, next, next + end);
        next += (end + 1).min(rest.len());
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
