//! The quotations of a draft, kept from one version to the next.
//!
//! What a paragraph leaves to the next one is kept. So after an edit quotations are linked from the
//! paragraph before the changed ones on, until one leaves what it left before; all behind is the
//! same, moved.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use super::floor::{Linker, State};
use super::{Quote, Quotes, Unclosed};
use crate::formats::{exchange, make_room};
use crate::reading::link::{Edited, Paragraphs};
use crate::reading::names;
use crate::text::{Change, Span};

/// What was linked of a draft's quotations.
#[derive(Debug, Default)]
pub struct Linked {
    all: Arc<Quotes>,
    ends: Vec<End>,
    /// The subjects that had to be a person or none, with the answers, sorted.
    asked: Vec<(Span, bool)>,
}

/// What a block leaves behind.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    /// The quotations up to its end, and the marks that nothing closes.
    quotes: u32,
    unclosed: u32,
    /// What the next block needs to know.
    state: State,
}

impl Linked {
    /// Links the quotations of a draft: running ones, continued ones. `edited` tells what became of the
    /// draft that was linked last; `names` have been linked, and are asked where it matters only.
    pub(in crate::reading) fn quotes(
        &mut self,
        draft: &Paragraphs,
        edited: Option<&Edited>,
        names: &mut names::Linked,
    ) -> Arc<Quotes> {
        let (change, blocks, behind) = match edited {
            Some(edited) => self.stale(draft, edited, names),
            None => {
                self.asked.clear();
                let nothing = Span::default();
                (Change { old: nothing, new: nothing }, 0..draft.blocks.len(), self.ends.len())
            }
        };
        let names = RefCell::new(names);
        let is_person = |subject| names.borrow_mut().is_person(draft.text, subject);
        self.link(draft, blocks, behind, change, &is_person);
        Arc::clone(&self.all)
    }

    /// The blocks to be linked again after an edit, and the one behind them as it was counted before.
    fn stale(
        &mut self,
        draft: &Paragraphs,
        edited: &Edited,
        names: &mut names::Linked,
    ) -> (Change, Range<usize>, usize) {
        let Edited { change, gone, come, .. } = edited;
        // A block's quotations hang on the one behind it too.
        let mut blocks = come.start.saturating_sub(1)..come.end;
        if let (Some(first), Some(last)) = (edited.went.blocks.first(), edited.went.blocks.last()) {
            let went = first.span.to(last.span);
            self.asked.retain(|(subject, _)| !went.contains(*subject));
        }
        for (subject, was_person) in &mut self.asked {
            *subject = change.moved(*subject);
            if names.is_person(draft.text, *subject) != *was_person {
                let block = draft.blocks.partition_point(|block| block.span.end <= subject.start);
                blocks = blocks.start.min(block)..blocks.end.max(block + 1);
            }
        }
        let behind = blocks.end - come.len() + gone.len();
        (*change, blocks, behind)
    }

    /// Links some blocks, and those behind them until one leaves what it left before. `behind` is the
    /// first block behind them as it was counted before.
    fn link(
        &mut self,
        draft: &Paragraphs,
        blocks: Range<usize>,
        behind: usize,
        change: Change,
        is_person: &dyn Fn(Span) -> bool,
    ) {
        let end = |block: usize| block.checked_sub(1).map_or(End::default(), |block| self.ends[block]);
        let first = end(blocks.start);
        let asked = RefCell::new(Vec::new());
        let ask = |subject| {
            let answer = is_person(subject);
            asked.borrow_mut().push((subject, answer));
            answer
        };
        let mut linker = Linker::new(draft, first.state, &ask);
        let some = draft.range(blocks.clone()).map(|(_, reading)| reading.quotes.all.len()).sum();
        make_room(&mut linker.quotes.all, some);
        let (mut ends, mut old) = (Vec::new(), behind);
        make_room(&mut ends, blocks.len());
        for block in blocks.start..draft.blocks.len() {
            if block >= blocks.end {
                if end(old).state.moved(change) == linker.state {
                    break;
                }
                old += 1;
            }
            linker.next(block);
            let quotes = first.quotes + linker.quotes.all.len() as u32;
            let unclosed = first.unclosed + linker.quotes.unclosed.len() as u32;
            ends.push(End { quotes, unclosed, state: linker.state });
        }
        let (same, here) = (end(old), ends.last().copied().unwrap_or(first));
        let (quotes, asked) = (linker.quotes, asked.into_inner());
        let linked = blocks.start..blocks.start + ends.len();

        let all = Arc::make_mut(&mut self.all);
        all.all[same.quotes as usize..].iter_mut().for_each(|quote| quote.follow(change));
        exchange(&mut all.all, first.quotes as usize..same.quotes as usize, quotes.all);
        all.unclosed[same.unclosed as usize..].iter_mut().for_each(|one| one.follow(change));
        drop(all.unclosed.splice(first.unclosed as usize..same.unclosed as usize, quotes.unclosed));
        let old = old.min(self.ends.len());
        for end in &mut self.ends[old..] {
            end.quotes = end.quotes - same.quotes + here.quotes;
            end.unclosed = end.unclosed - same.unclosed + here.unclosed;
            end.state = end.state.moved(change);
        }
        exchange(&mut self.ends, blocks.start..old, ends);
        self.keep(draft, linked, asked);
    }

    /// Keeps what was asked of blocks that were linked, in the place of what was asked of them before.
    fn keep(&mut self, draft: &Paragraphs, blocks: Range<usize>, asked: Vec<(Span, bool)>) {
        let place = |block: usize| draft.blocks.get(block).map_or(u32::MAX, |block| block.span.start);
        let (from, to) = (place(blocks.start), place(blocks.end));
        let first = self.asked.partition_point(|(subject, _)| subject.start < from);
        let last = self.asked.partition_point(|(subject, _)| subject.start < to);
        drop(self.asked.splice(first..last.max(first), asked));
    }
}

impl Quote {
    /// Moves with its draft, which changed elsewhere.
    fn follow(&mut self, change: Change) {
        self.span = change.moved(self.span);
        self.speaker = self.speaker.map(|speaker| change.moved(speaker));
        self.cue = self.cue.map(|cue| change.moved(cue));
    }
}

impl Unclosed {
    fn follow(&mut self, change: Change) {
        self.mark = change.moved(self.mark);
    }
}
