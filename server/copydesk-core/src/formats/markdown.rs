//! Markdown with front matter. Code, link targets, pictures and HTML are no prose.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Block, MARKUP, OBJECT, Outline, Role, front_matter};
use crate::text::Span;

/// Lays out Markdown.
pub(super) fn outline(text: &str) -> Outline {
    let (front_matter, body) = front_matter::split(text);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut layout = Layout::new(text);
    for (event, range) in Parser::new_ext(&text[body..], options).into_offset_iter() {
        layout.take(event, range.start + body..range.end + body);
    }
    layout.finish();
    Outline { front_matter, blocks: layout.blocks, comments: layout.comments }
}

/// What is known while the events of a text go by.
struct Layout<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    comments: Vec<Span>,
    /// The prose of the block being read, from byte `start` on, markup blanked.
    prose: Vec<u8>,
    start: usize,
    /// The roles of the containers around, the innermost last.
    around: Vec<Role>,
    /// How many pictures and code blocks are open: nothing inside is prose.
    hidden: usize,
    headline_seen: bool,
}

impl<'a> Layout<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            blocks: Vec::new(),
            comments: Vec::new(),
            prose: Vec::new(),
            start: 0,
            around: Vec::new(),
            hidden: 0,
            headline_seen: false,
        }
    }

    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            Event::Text(words) => self.words(&words, range),
            Event::SoftBreak | Event::HardBreak => self.keep(range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.put(range, OBJECT),
            Event::Html(_) | Event::InlineHtml(_) => self.html(range),
            _ => (),
        }
    }

    /// Notes the comments in a stretch of HTML.
    fn html(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(start) = self.text[at..range.end].find("<!--").map(|start| at + start) {
            let Some(length) = self.text[start..].find("-->") else { return };
            at = start + length + "-->".len();
            self.comments.push(Span::new(start, at));
            if at >= range.end {
                return;
            }
        }
    }

    fn open(&mut self, tag: &Tag) {
        match tag {
            Tag::Heading { .. } => {
                self.finish();
                let role = if self.headline_seen { Role::Heading } else { Role::Headline };
                self.headline_seen = true;
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

    fn close(&mut self, tag: TagEnd) {
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
        self.blocks.push(Block {
            span,
            role: self.around.last().copied().unwrap_or(Role::Paragraph),
            prose: (span.of(self.text) != words).then(|| words.into()),
        });
    }
}
