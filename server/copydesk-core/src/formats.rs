//! The formats drafts are written in: where headline, paragraphs and front matter lie.
//!
//! A format blanks its markup and keeps the byte offsets, so that a place in a block's prose is
//! a place in the draft.

mod edited;
mod front_matter;
mod markdown;
mod plain;

use std::ops::Range;
use std::sync::Arc;

pub use edited::{Laid, Replaced, exchange, lay_out, lay_out_again, make_room};
pub use front_matter::{Entry, FrontMatter};

use crate::text::Span;

/// Stands where markup was: no character at all, as far as reading goes.
pub const MARKUP: u8 = 0;

/// Stands where something was that is no prose and yet holds a place in the sentence: code.
pub const OBJECT: u8 = 0x1A;

/// A file format.
#[derive(Debug)]
pub struct Format {
    /// Its name: "Markdown".
    pub name: &'static str,
    /// Extensions of its files, lower case, without the stop; walked folders are searched for these.
    pub extensions: &'static [&'static str],
    /// The protocol's `languageId`s for it.
    pub language_ids: &'static [&'static str],
    /// Lays a stretch of a text out that begins where nothing is open.
    part: fn(&str, Stretch) -> Part,
    /// Whether what a byte stands for may hang on words far from it, so that no stretch can be laid
    /// out by itself.
    entangled: fn(&[u8]) -> bool,
}

impl Format {
    /// Lays a text out.
    pub fn outline(&self, text: &str) -> Outline {
        edited::whole(self, text)
    }
}

/// A stretch of a text that is laid out by itself.
#[derive(Clone, Debug)]
struct Stretch {
    /// Its bytes.
    bytes: Range<usize>,
    /// Whether a heading stands before it.
    headed: bool,
}

/// A stretch laid out. All places are in bytes of the text.
#[derive(Debug, Default)]
struct Part {
    blocks: Vec<Block>,
    comments: Vec<Span>,
    starts: Vec<Start>,
    /// Whether a heading stands in it or before it.
    headed: bool,
}

/// Where a block begins behind an empty line and nothing is open: a text can be laid out from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Start {
    /// The byte.
    byte: u32,
    /// The blocks before it.
    blocks: u32,
    /// The comments before it.
    comments: u32,
    /// Whether a heading stands before it.
    headed: bool,
}

/// Plain text, with slug lines and datelines.
pub static PLAIN: Format = Format {
    name: "plain text",
    extensions: &["txt", "text"],
    language_ids: &["plaintext"],
    part: plain::part,
    entangled: |_| false,
};

/// Markdown with front matter.
pub static MARKDOWN: Format = Format {
    name: "Markdown",
    extensions: &["md", "markdown"],
    language_ids: &["markdown"],
    part: markdown::part,
    entangled: markdown::defines,
};

/// Every format.
pub static FORMATS: [&Format; 2] = [&MARKDOWN, &PLAIN];

/// The format of files with an extension, in any case, without the stop.
pub fn for_extension(extension: &str) -> Option<&'static Format> {
    find(|format| format.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// The format that a client calls `id`.
pub fn for_language_id(id: &str) -> Option<&'static Format> {
    find(|format| format.language_ids.contains(&id))
}

fn find(wanted: impl Fn(&Format) -> bool) -> Option<&'static Format> {
    FORMATS.into_iter().find(|format| wanted(format))
}

/// What a block is in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The article's own headline.
    Headline,
    /// Any other heading.
    Heading,
    /// Running copy.
    Paragraph,
    /// An item of a list.
    Item,
    /// A block quotation: set off by the format, so that it needs no quote marks.
    BlockQuote,
    /// A cell of a table.
    Cell,
}

/// A block of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it lies, white space at its ends left out.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// Its prose, as long as the span, markup blanked by [`MARKUP`] and [`OBJECT`]; `None` where
    /// the draft's own text is all prose.
    pub prose: Option<Arc<str>>,
}

impl Block {
    /// The block's prose, out of the draft's text.
    pub fn prose<'a>(&'a self, text: &'a str) -> &'a str {
        self.prose.as_deref().unwrap_or_else(|| self.span.of(text))
    }
}

/// A draft laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// What stands above the article in a form for programs.
    pub front_matter: Option<FrontMatter>,
    /// The article's blocks, disjoint and sorted.
    pub blocks: Vec<Block>,
    /// Comments, their marks included, sorted.
    pub comments: Vec<Span>,
}
