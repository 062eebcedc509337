//! The paragraphs of a draft side by side, for what no paragraph can tell by itself.

use std::sync::Arc;

use super::paragraph::ParagraphReading;
use crate::formats::{Block, FrontMatter};
use crate::text::Span;

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

impl Paragraphs<'_> {
    /// Block and reading, in the draft's order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Block, &ParagraphReading)> {
        self.blocks.iter().zip(self.readings.iter().map(|reading| &**reading))
    }

    /// The sentences of every block, in the draft's own bytes.
    pub(super) fn sentences(&self) -> Vec<Span> {
        self.iter()
            .flat_map(|(block, reading)| {
                reading.sentences.iter().map(|sentence| sentence.shifted(block.span.start))
            })
            .collect()
    }
}
