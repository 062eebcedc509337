//! What was read before and hasn't changed.

use std::ops::Range;
use std::sync::Arc;

use super::dates::{self, Dates};
use super::link;
use super::names::{self, Variant};
use super::paragraph::{self, Context, ParagraphReading, Scratch};
use super::quotes::{Convention, Count};
use crate::draft::Draft;
use crate::formats::{Block, Format, Laid, Outline, Replaced, lay_out};
use crate::languages::english;
use crate::stylebook::Stylebook;
use crate::text::{Change, Span, Text};

/// The last version of a draft that was read. A reading with a memo equals one without it.
#[derive(Debug, Default)]
pub struct Memo {
    last: Option<Last>,
    /// Whether no version is to be kept: most programs read a draft once.
    forgetful: bool,
    /// The names of the last draft that was read.
    names: names::Linked,
    /// Its dates.
    dates: dates::Linked,
    /// Room to read paragraphs in.
    scratch: Scratch,
}

/// A draft as it was read.
#[derive(Debug)]
struct Last {
    text: Text,
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
    /// Pairs of spellings that look like one name.
    pub(super) variants: Vec<Variant>,
    /// The draft's own date and every expression of time.
    pub(super) dates: Dates,
}

impl Memo {
    /// A memo that keeps no draft, for drafts that are read once.
    pub fn none() -> Self {
        Self { forgetful: true, ..Self::default() }
    }

    /// Lays a draft out, reads the paragraphs that the memo doesn't know, and links its names
    /// and dates. `None` if it was stopped before; what was read until then is kept.
    pub(super) fn read(
        &mut self,
        draft: &Draft,
        text: &Text,
        stylebook: &Stylebook,
        stop: &dyn Fn() -> bool,
    ) -> Option<Read> {
        let known = |last: &Last| std::ptr::eq(last.format, draft.format) && last.cues == stylebook.cues;
        let (now, old) = match self.last.take().filter(known) {
            Some(last) => {
                let (now, old) = last.edited(text, &mut self.scratch, stop);
                (now, Some(old))
            }
            None => (Last::new(draft.format, text, stylebook, &mut self.scratch, stop), None),
        };
        if !now.is_whole() {
            self.last = Some(now);
            return None;
        }
        let edited = old.as_ref().and_then(Old::edited);
        let variants = self.names.variants(&now.linked(), edited.as_ref());
        let name = draft.name.as_deref();
        let dates = self.dates.dates(&now.linked(), name, stylebook.date, edited.as_ref());
        let read = Read {
            outline: Arc::clone(&now.laid.outline),
            paragraphs: Arc::clone(&now.paragraphs),
            variants,
            dates,
        };
        if !self.forgetful {
            self.last = Some(now);
        }
        Some(read)
    }
}

/// The version before the last, and what became of it.
struct Old {
    text: Text,
    outline: Arc<Outline>,
    paragraphs: Arc<Paragraphs>,
    change: Option<Change>,
    /// `None` where every paragraph was read anew.
    replaced: Option<Replaced>,
}

impl Old {
    fn edited(&self) -> Option<link::Edited<'_>> {
        let Replaced { old: gone, new: come } = self.replaced.clone()?;
        // Nothing changed: nowhere, then.
        let change = self.change.unwrap_or(Change { old: Span::default(), new: Span::default() });
        let old = link::Paragraphs::new(&self.text, &self.outline, &self.paragraphs);
        Some(link::Edited { old, change, gone, come })
    }
}

impl Last {
    fn new(
        format: &'static Format,
        text: &Text,
        stylebook: &Stylebook,
        scratch: &mut Scratch,
        stop: &dyn Fn() -> bool,
    ) -> Self {
        let (laid, _) = lay_out(format, text, None);
        let blocks = &laid.outline.blocks;
        let count = blocks.iter().fold(Count::default(), |count, block| count.block(block, text));
        let (convention, cues) = (count.convention(), &stylebook.cues);
        let mut reader = Reader { text, convention, cues, scratch, stop };
        let paragraphs = Arc::new(blocks.iter().map_while(|block| reader.read(block)).collect());
        Self { text: text.clone(), format, laid, paragraphs, cues: stylebook.cues.clone(), count }
    }

    fn linked(&self) -> link::Paragraphs<'_> {
        link::Paragraphs::new(&self.text, &self.laid.outline, &self.paragraphs)
    }

    /// Whether every paragraph was read: a reading that is stopped leaves out the last ones.
    fn is_whole(&self) -> bool {
        self.paragraphs.len() == self.laid.outline.blocks.len()
    }

    /// The next version of the draft, what didn't change taken over.
    fn edited(self, text: &Text, scratch: &mut Scratch, stop: &dyn Fn() -> bool) -> (Self, Old) {
        let was_whole = self.is_whole();
        let Self { text: old_text, format, laid, paragraphs, cues, count: old_count } = self;
        let old = Arc::clone(&laid.outline);
        let change = Change::between(&old_text, text);
        let (laid, replaced) = lay_out(format, text, Some((laid, change)));
        let new = &laid.outline.blocks;
        let same =
            |one: &Block, other: &Block| one.role == other.role && one.prose(&old_text) == other.prose(text);
        let whole = || Replaced { old: 0..old.blocks.len(), new: 0..new.len() };
        let replaced = replaced.unwrap_or_else(whole);
        let Replaced { old: gone, new: come } = match change {
            Some(change) => tight(replaced, change, &old.blocks, new, same),
            None => replaced,
        };
        let (gone, come) = match paragraphs.len() {
            _ if was_whole => (gone, come),
            // What was never read is as good as gone.
            read => {
                let first = if change.is_some() { gone.start.min(read) } else { read };
                (first..old.blocks.len(), first..new.len())
            }
        };

        let less =
            old.blocks[gone.clone()].iter().fold(old_count, |count, block| count.without(block, &old_text));
        let count = new[come.clone()].iter().fold(less, |count, block| count.block(block, text));
        let mut reader = Reader { text, convention: count.convention(), cues: &cues, scratch, stop };
        let same = old_count.convention() == count.convention();
        let paragraphs_now: Paragraphs = if same {
            let kept = paragraphs[..gone.start].iter().cloned();
            let mut now: Paragraphs =
                kept.chain(new[come.clone()].iter().map_while(|block| reader.read(block))).collect();
            if now.len() == come.end {
                now.extend(paragraphs.get(gone.end..).unwrap_or_default().iter().cloned());
            }
            now
        } else {
            new.iter().map_while(|block| reader.read(block)).collect()
        };
        let replaced = (same && was_whole).then_some(Replaced { old: gone, new: come });
        let old = Old { text: old_text, outline: old, paragraphs, change, replaced };
        (Self { text: text.clone(), format, laid, paragraphs: Arc::new(paragraphs_now), cues, count }, old)
    }
}

/// What was replaced, less the blocks before and behind the change that stayed the same.
fn tight(
    replaced: Replaced,
    change: Change,
    old: &[Block],
    new: &[Block],
    same: impl Fn(&Block, &Block) -> bool,
) -> Replaced {
    let Replaced { old: gone, new: come } = replaced;
    let stayed = |one: &Block, other: &Block| {
        one.span.end <= change.old.start && one.span == other.span && same(one, other)
    };
    let pairs = old[gone.clone()].iter().zip(&new[come.clone()]);
    let front = pairs.take_while(|(one, other)| stayed(one, other)).count();
    let narrowed = |range: Range<usize>| range.start + front..range.end;
    let (gone, come) = (narrowed(gone), narrowed(come));
    let moved = |one: &Block, other: &Block| {
        one.span.start >= change.old.end && one.span.moved(change.shift()) == other.span && same(one, other)
    };
    let pairs = old[gone.clone()].iter().rev().zip(new[come.clone()].iter().rev());
    let back = pairs.take_while(|(one, other)| moved(one, other)).count();
    Replaced { old: gone.start..gone.end - back, new: come.start..come.end - back }
}

/// Reads paragraphs of one draft.
struct Reader<'a> {
    text: &'a str,
    convention: Convention,
    cues: &'a [String],
    scratch: &'a mut Scratch,
    /// Asked before every paragraph.
    stop: &'a dyn Fn() -> bool,
}

impl Reader<'_> {
    fn read(&mut self, block: &Block) -> Option<Arc<ParagraphReading>> {
        if (self.stop)() {
            return None;
        }
        let (language, cues) = (english(), self.cues);
        let context = Context { role: block.role, language, convention: self.convention, cues };
        Some(Arc::new(paragraph::read(block.prose(self.text), &context, self.scratch)))
    }
}
