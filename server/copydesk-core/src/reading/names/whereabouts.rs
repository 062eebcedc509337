//! In which blocks each word of a draft's names stands.
//!
//! An edit asks where else its words stand. To look through all mentions at every key would make a long
//! draft's keys dear, so the blocks of each word are kept; a draft that is read once needs none.

use std::ops::Range;

use super::draft::{self, Mentions};
use super::vocabulary::{Vocabulary, WordNumber};
use crate::reading::link::Paragraphs;

/// A block by its number in the mentions: the front matter is the first, the draft's own follow.
pub(super) type BlockNumber = u32;

/// The front matter.
pub(super) const FRONT_MATTER: BlockNumber = 0;

/// The blocks of each word: those whose runs of capitals or mentions hold it.
#[derive(Debug, Default)]
pub(super) struct Whereabouts {
    /// By word; each list is sorted.
    blocks: Vec<Vec<BlockNumber>>,
    known: bool,
}

impl Whereabouts {
    /// Forgets a draft.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Whether it is known.
    pub(super) fn is_known(&self) -> bool {
        self.known
    }

    /// The blocks of a word, sorted.
    pub(super) fn of(&self, word: WordNumber) -> &[BlockNumber] {
        self.blocks.get(word as usize).map_or(&[], Vec::as_slice)
    }

    /// Takes in that some of the draft's blocks went, which held `lost`, and others came. `draft`,
    /// `mentions` and `vocabulary` are as they are with those that came.
    pub(super) fn replace(
        &mut self,
        (gone, lost): (Range<usize>, &[WordNumber]),
        come: Range<usize>,
        (draft, mentions, vocabulary): (&Paragraphs, &Mentions, &Vocabulary),
    ) {
        let number = |block: usize| block as BlockNumber + 1;
        if !self.known {
            self.known = true;
            let mut add = |word| self.add(word, FRONT_MATTER);
            draft::words_of_front_matter(draft, vocabulary).for_each(&mut add);
            mentions.words_of(FRONT_MATTER as usize).for_each(&mut add);
            return self.add_blocks(0..draft.blocks.len(), draft, mentions, vocabulary);
        }
        for word in lost {
            if let Some(list) = self.blocks.get_mut(*word as usize) {
                let from = list.partition_point(|block| *block < number(gone.start));
                let to = list.partition_point(|block| *block < number(gone.end));
                drop(list.drain(from..to));
            }
        }
        if gone.len() != come.len() {
            let shift = come.len() as i32 - gone.len() as i32;
            for list in &mut self.blocks {
                let behind = list.partition_point(|block| *block < number(gone.end));
                list[behind..].iter_mut().for_each(|block| *block = block.wrapping_add_signed(shift));
            }
        }
        self.add_blocks(come, draft, mentions, vocabulary);
    }

    fn add_blocks(
        &mut self,
        blocks: Range<usize>,
        draft: &Paragraphs,
        mentions: &Mentions,
        vocabulary: &Vocabulary,
    ) {
        for (at, (block, reading)) in blocks.clone().zip(draft.range(blocks)) {
            let number = at as BlockNumber + 1;
            let runs = draft::numbers(vocabulary, block.prose(draft.text), &reading.names);
            runs.for_each(|(word, _)| self.add(word, number));
            mentions.words_of(at + 1).for_each(|word| self.add(word, number));
        }
    }

    fn add(&mut self, word: WordNumber, block: BlockNumber) {
        let word = word as usize;
        if word >= self.blocks.len() {
            self.blocks.resize_with(word + 1, Vec::new);
        }
        let list = &mut self.blocks[word];
        if let Err(place) = list.binary_search(&block) {
            list.insert(place, block);
        }
    }
}
