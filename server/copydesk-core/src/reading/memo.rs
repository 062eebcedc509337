//! What was read before and hasn't changed.

use std::collections::HashMap;
use std::sync::Arc;

use super::paragraph::{self, Context, ParagraphReading};
use super::quotes::Convention;
use crate::formats::{Block, Role};
use crate::languages::english;
use crate::stylebook::Stylebook;

/// Paragraphs read before. A reading with a memo equals one without it.
#[derive(Debug, Default)]
pub struct Memo {
    known: HashMap<Key, Arc<ParagraphReading>, foldhash::fast::RandomState>,
}

/// All that a paragraph's reading hangs on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    prose: Box<str>,
    role: Role,
    convention: Convention,
    cues: Box<[String]>,
}

impl Memo {
    /// The readings of a draft's blocks. Only those of this draft are kept for the next time.
    pub(super) fn paragraphs(
        &mut self,
        text: &str,
        blocks: &[Block],
        stylebook: &Stylebook,
    ) -> Vec<Arc<ParagraphReading>> {
        let convention = Convention::of(text, blocks);
        let mut known = std::mem::take(&mut self.known);
        let mut readings = Vec::with_capacity(blocks.len());
        for block in blocks {
            let prose = block.prose(text);
            let key = Key {
                prose: prose.into(),
                role: block.role,
                convention,
                cues: stylebook.cues.as_slice().into(),
            };
            let reading = known.remove(&key).or_else(|| self.known.get(&key).cloned()).unwrap_or_else(|| {
                let context =
                    Context { role: block.role, language: english(), convention, cues: &stylebook.cues };
                Arc::new(paragraph::read(prose, &context))
            });
            self.known.insert(key, Arc::clone(&reading));
            readings.push(reading);
        }
        readings
    }
}
