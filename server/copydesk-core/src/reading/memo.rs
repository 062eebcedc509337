//! What was read before and hasn't changed.

use std::ops::Range;
use std::sync::Arc;

use super::names::Words;
use super::paragraph::{self, Context, ParagraphReading};
use super::quotes::{Convention, Count};
use crate::draft::Draft;
use crate::formats::{Block, Format, Laid, Outline, Replaced, lay_out};
use crate::languages::english;
use crate::stylebook::Stylebook;

/// The last version of a draft that was read. A reading with a memo equals one without it.
#[derive(Debug, Default)]
pub struct Memo {
    last: Option<Last>,
    /// Whether no version is to be kept: most programs read a draft once.
    forgetful: bool,
    /// The words of names that were looked up, for any draft.
    pub(super) words: Words,
}

/// A draft as it was read.
#[derive(Debug)]
struct Last {
    text: Arc<str>,
    format: &'static Format,
    laid: Laid,
    paragraphs: Arc<Paragraphs>,
    /// What every paragraph was read under; under anything else they are worth nothing.
    cues: Vec<String>,
    count: Count,
}

/// What each block says, by the block's index.
pub(super) type Paragraphs = Vec<Arc<ParagraphReading>>;

/// A draft laid out, its paragraphs read.
pub(super) struct Read {
    pub(super) outline: Arc<Outline>,
    pub(super) paragraphs: Arc<Paragraphs>,
}

impl Memo {
    /// A memo that keeps no draft, for drafts that are read once.
    pub fn none() -> Self {
        Self { forgetful: true, ..Self::default() }
    }

    /// Lays a draft out and reads the paragraphs that the memo doesn't know.
    pub(super) fn read(&mut self, draft: &Draft, text: &Arc<str>, stylebook: &Stylebook) -> Read {
        let last = self.last.take().filter(|last| std::ptr::eq(last.format, draft.format));
        let now = match last {
            Some(last) if last.cues == stylebook.cues => last.edited(text),
            _ => Last::new(draft.format, text, stylebook),
        };
        let read = Read { outline: Arc::clone(&now.laid.outline), paragraphs: Arc::clone(&now.paragraphs) };
        if !self.forgetful {
            self.last = Some(now);
        }
        read
    }
}

impl Last {
    fn new(format: &'static Format, text: &Arc<str>, stylebook: &Stylebook) -> Self {
        let (laid, _) = lay_out(format, text, None);
        let blocks = &laid.outline.blocks;
        let count = blocks.iter().fold(Count::default(), |count, block| count.block(block, text));
        let reader = Reader { text, convention: count.convention(), cues: &stylebook.cues };
        let paragraphs = Arc::new(blocks.iter().map(|block| reader.read(block)).collect());
        Self { text: Arc::clone(text), format, laid, paragraphs, cues: stylebook.cues.clone(), count }
    }

    /// The next version of the draft, what didn't change taken over.
    fn edited(self, text: &Arc<str>) -> Self {
        let Self { text: old_text, format, laid, paragraphs, cues, count: old_count } = self;
        let old = Arc::clone(&laid.outline);
        let (laid, replaced) = lay_out(format, text, Some((laid, &old_text)));
        let new = &laid.outline.blocks;
        let same =
            |one: &Block, other: &Block| one.role == other.role && one.prose(&old_text) == other.prose(text);
        let whole = || Replaced { old: 0..old.blocks.len(), new: 0..new.len() };
        let Replaced { old: gone, new: come } = tight(replaced.unwrap_or_else(whole), &old.blocks, new, same);

        let less =
            old.blocks[gone.clone()].iter().fold(old_count, |count, block| count.without(block, &old_text));
        let count = new[come.clone()].iter().fold(less, |count, block| count.block(block, text));
        let reader = Reader { text, convention: count.convention(), cues: &cues };
        let paragraphs = if old_count.convention() == count.convention() {
            let new = new[come].iter().map(|block| reader.read(block));
            let (before, after) = (&paragraphs[..gone.start], &paragraphs[gone.end..]);
            before.iter().cloned().chain(new).chain(after.iter().cloned()).collect()
        } else {
            new.iter().map(|block| reader.read(block)).collect()
        };
        Self { text: Arc::clone(text), format, laid, paragraphs: Arc::new(paragraphs), cues, count }
    }
}

/// What was replaced, less the blocks at either end that stayed the same.
fn tight(
    replaced: Replaced,
    old: &[Block],
    new: &[Block],
    same: impl Fn(&Block, &Block) -> bool,
) -> Replaced {
    let Replaced { old: gone, new: come } = replaced;
    let pairs = old[gone.clone()].iter().zip(&new[come.clone()]);
    let front = pairs.take_while(|(one, other)| same(one, other)).count();
    let narrowed = |range: Range<usize>| range.start + front..range.end;
    let (gone, come) = (narrowed(gone), narrowed(come));
    let pairs = old[gone.clone()].iter().rev().zip(new[come.clone()].iter().rev());
    let back = pairs.take_while(|(one, other)| same(one, other)).count();
    Replaced { old: gone.start..gone.end - back, new: come.start..come.end - back }
}

/// Reads paragraphs of one draft.
struct Reader<'a> {
    text: &'a str,
    convention: Convention,
    cues: &'a [String],
}

impl Reader<'_> {
    fn read(&self, block: &Block) -> Arc<ParagraphReading> {
        let (language, cues) = (english(), self.cues);
        let context = Context { role: block.role, language, convention: self.convention, cues };
        Arc::new(paragraph::read(block.prose(self.text), &context))
    }
}
