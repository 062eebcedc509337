//! What was read before and hasn't changed.

use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::names::Words;
use super::paragraph::{self, Context, ParagraphReading, Scratch};
use super::quotes::Convention;
use crate::formats::{Block, Role};
use crate::languages::english;
use crate::stylebook::Stylebook;

/// Paragraphs read before. A reading with a memo equals one without it.
#[derive(Debug, Default)]
pub struct Memo {
    known: HashTable<Known>,
    /// What every known paragraph was read under; under anything else they are worth nothing.
    convention: Convention,
    cues: Vec<String>,
    /// Counts the drafts read, so that what the last one didn't hold can be dropped.
    turn: u32,
    /// Whether no paragraph is to be kept: most programs read a draft once.
    forgetful: bool,
    /// Room to read paragraphs in.
    scratch: Scratch,
    /// The words of names that were looked up, for any draft.
    pub(super) words: Words,
}

/// A paragraph that was read.
#[derive(Debug)]
struct Known {
    hash: u64,
    prose: Box<str>,
    role: Role,
    /// The turn that used it last.
    turn: u32,
    reading: Arc<ParagraphReading>,
}

impl Memo {
    /// A memo that keeps no paragraphs, for drafts that are read once.
    pub fn none() -> Self {
        Self { forgetful: true, ..Self::default() }
    }

    /// The readings of a draft's blocks. Only those of this draft are kept for the next time.
    pub(super) fn paragraphs(
        &mut self,
        text: &str,
        blocks: &[Block],
        stylebook: &Stylebook,
    ) -> Vec<Arc<ParagraphReading>> {
        let convention = Convention::of(text, blocks);
        self.begin(convention, &stylebook.cues);
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut read = |block: &Block| {
            let context =
                Context { role: block.role, language: english(), convention, cues: &stylebook.cues };
            Arc::new(paragraph::read(block.prose(text), &context, &mut scratch))
        };
        let readings = if self.forgetful {
            blocks.iter().map(read).collect()
        } else {
            blocks.iter().map(|block| self.paragraph(block, text, &mut read)).collect()
        };
        self.scratch = scratch;
        self.drop_unused(blocks.len());
        readings
    }

    fn begin(&mut self, convention: Convention, cues: &[String]) {
        self.turn = self.turn.wrapping_add(1);
        if self.convention != convention || self.cues != cues {
            self.known.clear();
            self.convention = convention;
            self.cues = cues.to_vec();
        }
    }

    fn paragraph(
        &mut self,
        block: &Block,
        text: &str,
        read: &mut impl FnMut(&Block) -> Arc<ParagraphReading>,
    ) -> Arc<ParagraphReading> {
        let prose = block.prose(text);
        let hash = hash(prose, block.role);
        let same = |known: &Known| known.hash == hash && known.role == block.role && *known.prose == *prose;
        if let Some(known) = self.known.find_mut(hash, same) {
            known.turn = self.turn;
            return Arc::clone(&known.reading);
        }
        let reading = read(block);
        let known = Known {
            hash,
            prose: prose.into(),
            role: block.role,
            turn: self.turn,
            reading: Arc::clone(&reading),
        };
        self.known.insert_unique(hash, known, |known| known.hash);
        reading
    }

    /// Drops what the last draft didn't hold, once that is more than what it did.
    fn drop_unused(&mut self, blocks: usize) {
        if self.known.len() > 2 * blocks + 16 {
            self.known.retain(|known| known.turn == self.turn);
        }
    }
}

fn hash(prose: &str, role: Role) -> u64 {
    // A fixed state: a draft made to collide slows its own writer only.
    let mut hasher = FixedState::default().build_hasher();
    prose.hash(&mut hasher);
    role.hash(&mut hasher);
    hasher.finish()
}
