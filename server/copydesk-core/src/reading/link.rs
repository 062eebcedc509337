//! The paragraphs of a draft side by side, for what no paragraph can tell by itself.

use std::ops::Range;
use std::sync::Arc;

use super::paragraph::ParagraphReading;
use crate::formats::{Block, FrontMatter, Outline};
use crate::text::Change;

/// A draft's paragraphs, read one by one and not yet linked.
pub(super) struct Paragraphs<'a> {
    /// The draft's text.
    pub text: &'a str,
    /// What stands above the article.
    pub front_matter: Option<&'a FrontMatter>,
    /// The blocks, one a reading.
    pub blocks: &'a [Block],
    /// What each block says; spans relative to the block's start.
    pub readings: &'a [Arc<ParagraphReading>],
}

/// How a draft became another one: what its blocks are elsewhere is as it was.
pub(super) struct Edited<'a> {
    /// The blocks that went, in the text as it was.
    pub went: Paragraphs<'a>,
    /// Where they stood among the blocks.
    pub gone: Range<usize>,
    /// The blocks that came in their place.
    pub come: Range<usize>,
    /// What changed in the text.
    pub change: Change,
    /// Whether the front matter may be another.
    pub head: bool,
}

impl<'a> Paragraphs<'a> {
    /// The paragraphs of a draft that is laid out and read.
    pub(super) fn new(text: &'a str, outline: &'a Outline, readings: &'a [Arc<ParagraphReading>]) -> Self {
        Self { text, front_matter: outline.front_matter.as_ref(), blocks: &outline.blocks, readings }
    }

    /// Some blocks and readings, in the draft's order.
    pub(super) fn range(&self, blocks: Range<usize>) -> impl Iterator<Item = (&Block, &ParagraphReading)> {
        let readings = self.readings[blocks.clone()].iter().map(|reading| &**reading);
        self.blocks[blocks].iter().zip(readings)
    }

    /// Block and reading, in the draft's order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Block, &ParagraphReading)> {
        self.blocks.iter().zip(self.readings.iter().map(|reading| &**reading))
    }
}
