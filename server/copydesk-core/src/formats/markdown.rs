//! Markdown with front matter. Code, link targets, pictures and HTML are no prose.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Block, MARKUP, OBJECT, Part, Role, Start, Stretch};
use crate::text::Span;

/// Lays out a stretch of Markdown.
pub(super) fn part(text: &str, stretch: Stretch) -> Part {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let start = stretch.bytes.start;
    let parser = Parser::new_ext(&text[stretch.bytes], options);
    let mut layout = Layout::new(text, stretch.headed);
    for (event, range) in parser.into_offset_iter() {
        layout.take(event, range.start + start..range.end + start);
    }
    layout.finish();
    layout.part
}

/// Whether a text may define where a link goes or what a note says: that reaches from anywhere to
/// anywhere.
pub(super) fn defines(text: &[u8]) -> bool {
    memchr::memmem::find(text, b"]:").is_some()
}

/// What is known while the events of a text go by.
struct Layout<'a> {
    text: &'a str,
    part: Part,
    /// The prose of the block being read, from byte `start` on, markup blanked.
    prose: Vec<u8>,
    start: usize,
    /// The roles of the containers around, the innermost last.
    around: Vec<Role>,
    /// How many pictures and code blocks are open: nothing inside is prose.
    hidden: usize,
    /// How many containers of any kind are open.
    depth: usize,
    /// Where the open block of HTML ends; 0 outside of one.
    html_end: usize,
}

impl<'a> Layout<'a> {
    fn new(text: &'a str, headed: bool) -> Self {
        Self {
            text,
            part: Part { headed, ..Part::default() },
            prose: Vec::new(),
            start: 0,
            around: Vec::new(),
            hidden: 0,
            depth: 0,
            html_end: 0,
        }
    }

    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(&tag, &range),
            Event::End(tag) => self.close(tag),
            Event::Text(words) => self.words(&words, range),
            Event::SoftBreak | Event::HardBreak => self.keep(range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.put(range, OBJECT),
            Event::Html(_) | Event::InlineHtml(_) => self.html(range),
            _ => (),
        }
    }

    /// Notes the comments in a stretch of HTML. A comment of several lines ends in its block, and comes
    /// line by line.
    fn html(&mut self, range: Range<usize>) {
        let mut at = range.start;
        let last = range.end.max(self.html_end);
        while let Some(start) = self.text[at..range.end].find("<!--").map(|start| at + start) {
            let Some(length) = self.text[start..last].find("-->") else { return };
            at = start + length + "-->".len();
            self.part.comments.push(Span::new(start, at));
            if at >= range.end {
                return;
            }
        }
    }

    fn open(&mut self, tag: &Tag, range: &Range<usize>) {
        self.note(tag, range.start);
        self.html_end = if matches!(tag, Tag::HtmlBlock) { range.end } else { 0 };
        self.depth += 1;
        match tag {
            Tag::Heading { .. } => {
                self.finish();
                let role = if self.part.headed { Role::Heading } else { Role::Headline };
                self.part.headed = true;
                self.around.push(role);
            }
            Tag::BlockQuote(_) => self.enter(Role::BlockQuote),
            Tag::Item | Tag::FootnoteDefinition(_) => self.enter(Role::Item),
            Tag::TableCell => self.enter(Role::Cell),
            Tag::Paragraph | Tag::Table(_) => self.finish(),
            Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.hidden += 1;
            }
            _ => (),
        }
    }

    /// Notes where a paragraph or a heading stands free.
    fn note(&mut self, tag: &Tag, start: usize) {
        let free = self.depth == 0 && matches!(tag, Tag::Paragraph | Tag::Heading { .. });
        if free && (self.text[..start].ends_with("\n\n") || self.text[..start].ends_with("\r\n\r\n")) {
            self.finish();
            self.part.starts.push(Start {
                byte: start as u32,
                blocks: self.part.blocks.len() as u32,
                comments: self.part.comments.len() as u32,
                headed: self.part.headed,
            });
        }
    }

    fn close(&mut self, tag: TagEnd) {
        self.depth -= 1;
        match tag {
            TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::TableCell => {
                self.finish();
                self.around.pop();
            }
            TagEnd::Paragraph => self.finish(),
            TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                self.hidden -= 1;
            }
            _ => (),
        }
    }

    fn enter(&mut self, role: Role) {
        self.finish();
        self.around.push(role);
    }

    /// Words of the draft, or the one character that an entity stands for.
    fn words(&mut self, words: &str, range: Range<usize>) {
        if self.hidden > 0 {
            return;
        }
        if self.text[range.clone()] == *words {
            self.keep(range);
        } else if words.len() <= range.len() {
            self.put(range.clone(), MARKUP);
            let at = range.start - self.start;
            self.prose[at..at + words.len()].copy_from_slice(words.as_bytes());
        } else {
            self.put(range, OBJECT);
        }
    }

    /// Takes a stretch of the draft as it stands.
    fn keep(&mut self, range: Range<usize>) {
        if self.hidden == 0 {
            self.reach(range.start);
            self.prose.extend_from_slice(&self.text.as_bytes()[range]);
        }
    }

    /// Takes a stretch of the draft, filled.
    fn put(&mut self, range: Range<usize>, filler: u8) {
        if self.hidden == 0 {
            self.reach(range.start);
            self.prose.resize(range.end - self.start, filler);
        }
    }

    /// Fills up to byte `end` with blanked markup, or begins the block there.
    fn reach(&mut self, end: usize) {
        if self.prose.is_empty() {
            self.start = end;
        }
        self.prose.resize((end - self.start).max(self.prose.len()), MARKUP);
        self.prose.truncate(end - self.start);
    }

    /// Closes the block being read.
    fn finish(&mut self) {
        let prose = String::from_utf8(std::mem::take(&mut self.prose)).unwrap_or_default();
        let blank = |c: char| c.is_whitespace() || c == char::from(MARKUP);
        let words = prose.trim_end_matches(blank);
        let skipped = words.len() - words.trim_start_matches(blank).len();
        if words.len() == skipped {
            return;
        }
        let span = Span::new(self.start + skipped, self.start + words.len());
        let words = &words[skipped..];
        self.part.blocks.push(Block {
            span,
            role: self.around.last().copied().unwrap_or(Role::Paragraph),
            prose: (span.of(self.text) != words).then(|| words.into()),
        });
    }
}
