//! What a draft says: who speaks, who is named, when things happen.
//!
//! A paragraph is read by itself ([`paragraph`]), a pure function of its words; then the
//! paragraphs are linked over the draft (`link`): whom "he" means, which spellings are one
//! name, what day "Friday" was. `memo` keeps what needs no second reading.

pub mod dates;
mod link;
mod memo;
pub mod names;
pub mod paragraph;
pub mod quotes;
pub mod sentences;
pub mod tokens;

use std::sync::Arc;

pub use memo::Memo;

use crate::draft::Draft;
use crate::formats::{Block, FrontMatter, Outline};
use crate::stylebook::Stylebook;
use crate::text::Span;

/// A draft, read. Every span is in bytes of `text`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The draft's text in one piece.
    pub text: Arc<str>,
    /// What stands above the article in a form for programs.
    pub front_matter: Option<FrontMatter>,
    /// The article's blocks, disjoint and sorted.
    pub blocks: Vec<Block>,
    /// The comments that the draft's format holds, their marks included, sorted.
    pub comments: Vec<Span>,
    /// The sentences of every block, disjoint and sorted.
    pub sentences: Vec<Span>,
    /// Quotations, sorted; a nested one follows the one that holds it.
    pub quotes: quotes::Quotes,
    /// People, places and organisations, in order of their first mention.
    pub names: names::Names,
    /// The draft's own date and every expression of time in it, sorted.
    pub dates: dates::Dates,
}

impl Reading {
    /// The words a span covers.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The index of the block that holds a byte, or of the last one before it.
    pub fn block_at(&self, byte: u32) -> Option<usize> {
        self.blocks.partition_point(|block| block.span.start <= byte).checked_sub(1)
    }
}

/// Reads a draft. Paragraphs that `memo` knows are not read again.
pub fn read(draft: &Draft, stylebook: &Stylebook, memo: &mut Memo) -> Reading {
    let text = draft.text.contiguous();
    let Outline { front_matter, blocks, comments } = (draft.format.outline)(&text);
    let paragraphs = memo.paragraphs(&text, &blocks, stylebook);
    let draft = link::Paragraphs {
        text: &text,
        name: draft.name.as_deref(),
        front_matter: front_matter.as_ref(),
        blocks: &blocks,
        readings: &paragraphs,
        stylebook,
    };
    let names = names::link(&draft);
    let dates = dates::link(&draft);
    let quotes = quotes::link(&draft, &names);
    let sentences = draft.sentences();
    Reading { text, front_matter, blocks, comments, sentences, quotes, names, dates }
}
