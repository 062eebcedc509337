//! What was read before and hasn't changed.

use std::ops::Range;
use std::sync::Arc;

use super::dates::{self, Dates};
use super::link;
use super::names::{self, Variant};
use super::paragraph::{self, Context, ParagraphReading, Scratch};
use super::quotes::{self, Convention, Count, Quotes};
use crate::draft::Draft;
use crate::formats::{Block, Format, Laid, Outline, Replaced, lay_out, lay_out_again, make_room};
use crate::stylebook::Stylebook;
use crate::text::{Change, Span, Text};

/// The last version of a draft that was read. A reading with a memo equals one without it.
///
/// What it shares with a reading is edited in place once that reading is let go, and copied before
/// else. So whoever reads a long draft again and again had better let go of the last reading first.
#[derive(Debug, Default)]
pub struct Memo {
    last: Option<Last>,
    /// Whether no version is to be kept: most programs read a draft once.
    forgetful: bool,
    /// The names of the last draft that was read.
    names: names::Linked,
    /// Its dates.
    dates: dates::Linked,
    /// Its quotations.
    quotes: quotes::Linked,
    /// Room to read paragraphs in.
    scratch: Scratch,
    /// What a forgetful memo handed out last: once it is let go, the next draft is read in its place.
    given: Option<Arc<Paragraphs>>,
    /// Paragraphs that no one wants any more, some of the drafts before.
    spare: Paragraphs,
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

/// A draft laid out, its paragraphs read and linked.
pub(super) struct Read {
    pub(super) outline: Arc<Outline>,
    pub(super) paragraphs: Arc<Paragraphs>,
    /// Quotations.
    pub(super) quotes: Arc<Quotes>,
    /// Pairs of spellings that look like one name.
    pub(super) variants: Vec<Arc<Variant>>,
    /// The draft's own date and every expression of time.
    pub(super) dates: Dates,
}

impl Memo {
    /// A memo that keeps no draft, for drafts that are read once.
    pub fn none() -> Self {
        Self { forgetful: true, ..Self::default() }
    }

    /// Lays a draft out, reads the paragraphs that the memo doesn't know, and links what they say.
    /// `None` if it was stopped before; what was read until then is kept.
    pub(super) fn read(
        &mut self,
        draft: &Draft,
        stylebook: &Stylebook,
        stop: &dyn Fn() -> bool,
    ) -> Option<Read> {
        self.spare.extend(self.given.take().and_then(Arc::into_inner).unwrap_or_default());
        self.spare.truncate(MANY);
        let known = |last: &Last| std::ptr::eq(last.format, draft.format) && last.cues == stylebook.cues;
        let (now, old) = match self.last.take().filter(known) {
            Some(mut last) => {
                let old = last.edit(&draft.text, &mut self.scratch, stop);
                (last, old)
            }
            None => (Last::new(draft, stylebook, (&mut self.scratch, &mut self.spare), stop), None),
        };
        if !now.is_whole() {
            self.last = Some(now);
            return None;
        }
        let (linked, edited) = (now.linked(), old.as_ref().map(Old::edited));
        let variants = self.names.variants(&linked, edited.as_ref());
        let name = draft.name.as_deref();
        let dates = self.dates.dates(&linked, name, stylebook.date, edited.as_ref());
        let quotes = self.quotes.quotes(&linked, edited.as_ref(), &mut self.names);
        let (outline, paragraphs) = (Arc::clone(&now.laid.outline), Arc::clone(&now.paragraphs));
        if self.forgetful {
            self.given = Some(Arc::clone(&paragraphs));
        } else {
            self.last = Some(now);
        }
        Some(Read { outline, paragraphs, quotes, variants, dates })
    }
}

/// Paragraphs that are read whether anyone waits or not: to leave them would leave all behind them.
const FEW: usize = 8;

/// Paragraphs whose place is kept for the next drafts, at most.
const MANY: usize = 256;

/// What became of the version before the last.
struct Old {
    text: Text,
    replaced: Replaced,
    /// What the blocks said that went.
    went: Paragraphs,
    /// `None` where nothing changed.
    change: Option<Change>,
}

impl Old {
    fn edited(&self) -> link::Edited<'_> {
        let Replaced { old, new, gone, head } = &self.replaced;
        // Nothing changed: nowhere, then.
        let change = self.change.unwrap_or(Change { old: Span::default(), new: Span::default() });
        let went =
            link::Paragraphs { text: &self.text, front_matter: None, blocks: gone, readings: &self.went };
        link::Edited { went, gone: old.clone(), come: new.clone(), change, head: *head }
    }
}

impl Last {
    /// Reads a draft, in the place of paragraphs that no one wants any more.
    fn new(
        draft: &Draft,
        stylebook: &Stylebook,
        (scratch, spare): (&mut Scratch, &mut Paragraphs),
        stop: &dyn Fn() -> bool,
    ) -> Self {
        let text = &draft.text;
        let laid = lay_out(draft.format, text);
        let blocks = &laid.outline.blocks;
        let count = blocks.iter().fold(Count::default(), |count, block| count.block(block, text));
        let (convention, cues) = (count.convention(), &stylebook.cues);
        let mut reader = Reader { text, blocks, convention, cues, scratch, spare, stop };
        let mut paragraphs = Vec::new();
        make_room(&mut paragraphs, blocks.len());
        reader.read_on(&mut paragraphs);
        let paragraphs = Arc::new(paragraphs);
        let (text, format, cues) = (text.clone(), draft.format, stylebook.cues.clone());
        Self { text, format, laid, paragraphs, cues, count }
    }

    fn linked(&self) -> link::Paragraphs<'_> {
        link::Paragraphs::new(&self.text, &self.laid.outline, &self.paragraphs)
    }

    /// Whether every paragraph was read: a reading that is stopped leaves out the last ones.
    fn is_whole(&self) -> bool {
        self.paragraphs.len() == self.laid.outline.blocks.len()
    }

    /// Becomes the next version of the draft, and tells what was replaced; `None` where every paragraph
    /// is to be linked anew.
    fn edit(&mut self, text: &Text, scratch: &mut Scratch, stop: &dyn Fn() -> bool) -> Option<Old> {
        let was_whole = self.is_whole();
        let change = Change::between(&self.text, text);
        let old_text = std::mem::replace(&mut self.text, text.clone());
        let mut replaced = Replaced::default();
        if let Some(change) = change {
            replaced = lay_out_again(self.format, text, &mut self.laid, change);
            tighten(&mut replaced, change, &self.laid.outline.blocks, (&old_text, text));
        }
        let come = replaced.new.clone();
        let blocks = &self.laid.outline.blocks;
        let old_count = self.count;
        let less = replaced.gone.iter().fold(old_count, |count, block| count.without(block, &old_text));
        self.count = blocks[come.clone()].iter().fold(less, |count, block| count.block(block, text));
        let convention = self.count.convention();
        let (cues, spare) = (&self.cues, &mut Vec::new());
        let mut reader = Reader { text, blocks, convention, cues, scratch, spare, stop };

        let paragraphs = Arc::make_mut(&mut self.paragraphs);
        if convention != old_count.convention() {
            paragraphs.clear();
        }
        if !was_whole || convention != old_count.convention() {
            // What was never read is as good as gone; so is all behind it.
            paragraphs.truncate(if change.is_some() { come.start } else { usize::MAX });
            reader.read_on(paragraphs);
            return None;
        }
        if come.len() <= FEW {
            reader.stop = &|| false;
        }
        let opening = dates::opening(blocks);
        let mut read = Vec::new();
        reader.read(come.clone(), opening, &mut read);
        if read.len() < come.len() {
            paragraphs.truncate(come.start);
            paragraphs.extend(read);
            return None;
        }
        make_room(paragraphs, read.len());
        let went = paragraphs.splice(replaced.old.clone(), read).collect();
        reader.open(&mut paragraphs[..opening]);
        Some(Old { text: old_text, replaced, went, change })
    }
}

/// Leaves out the blocks before and behind the change that stayed the same.
fn tighten(replaced: &mut Replaced, change: Change, new: &[Block], (old_text, text): (&str, &str)) {
    let Replaced { old: gone_at, new: come, gone, .. } = replaced;
    let same =
        |one: &Block, other: &Block| one.role == other.role && one.prose(old_text) == other.prose(text);
    let stayed = |one: &Block, other: &Block| {
        one.span.end <= change.old.start && one.span == other.span && same(one, other)
    };
    let pairs = gone.iter().zip(&new[come.clone()]);
    let front = pairs.take_while(|(one, other)| stayed(one, other)).count();
    gone.drain(..front);
    (gone_at.start, come.start) = (gone_at.start + front, come.start + front);
    let moved = |one: &Block, other: &Block| {
        one.span.start >= change.old.end && one.span.moved(change.shift()) == other.span && same(one, other)
    };
    let pairs = gone.iter().rev().zip(new[come.clone()].iter().rev());
    let back = pairs.take_while(|(one, other)| moved(one, other)).count();
    gone.truncate(gone.len() - back);
    (gone_at.end, come.end) = (gone_at.end - back, come.end - back);
}

/// Reads paragraphs of one draft.
struct Reader<'a> {
    text: &'a str,
    blocks: &'a [Block],
    convention: Convention,
    cues: &'a [String],
    scratch: &'a mut Scratch,
    /// Paragraphs that no one wants any more.
    spare: &'a mut Paragraphs,
    /// Asked again and again, before some paragraphs are read.
    stop: &'a dyn Fn() -> bool,
}

impl Reader<'_> {
    /// Reads all blocks behind those that were read.
    fn read_on(&mut self, paragraphs: &mut Paragraphs) {
        let opening = dates::opening(self.blocks);
        let known = opening.min(paragraphs.len());
        self.open(&mut paragraphs[..known]);
        self.read(paragraphs.len()..self.blocks.len(), opening, paragraphs);
    }

    /// Asks the paragraphs that open the draft what a lede tells, unless they were asked before.
    fn open(&mut self, paragraphs: &mut [Arc<ParagraphReading>]) {
        for at in 0..paragraphs.len() {
            if !paragraphs[at].dates.opens() {
                let mut read = Vec::new();
                self.read_together(at..at + 1, paragraphs.len(), &mut read);
                paragraphs[at] = read.remove(0);
            }
        }
    }

    /// Reads blocks, those before `opening` as such that open the draft, until it is stopped.
    fn read(&mut self, blocks: Range<usize>, opening: usize, read: &mut Paragraphs) {
        for start in blocks.clone().step_by(paragraph::TOGETHER) {
            if (self.stop)() {
                return;
            }
            self.read_together(start..blocks.end.min(start + paragraph::TOGETHER), opening, read);
        }
    }

    fn read_together(&mut self, blocks: Range<usize>, opening: usize, read: &mut Paragraphs) {
        let (convention, cues) = (self.convention, self.cues);
        let context =
            |at: usize, role| Context { convention, cues, opens: at < opening, ..Context::of(role) };
        let blocks = blocks.clone().zip(&self.blocks[blocks]);
        let blocks = blocks.map(|(at, block)| (block.prose(self.text), context(at, block.role)));
        let known = read.len();
        let spare = &mut self.spare;
        read.extend(blocks.clone().map(|_| spare.pop().unwrap_or_default()));
        let mut new: Vec<_> = read[known..].iter_mut().filter_map(Arc::get_mut).collect();
        paragraph::read(&blocks.collect::<Vec<_>>(), self.scratch, &mut new);
    }
}
