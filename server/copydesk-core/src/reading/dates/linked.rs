//! The dates of a draft, kept from one version to the next.
//!
//! One thing goes from a paragraph to the next: the time last spoken of, on which "a year earlier"
//! hangs. So after an edit dates are resolved from the changed paragraph on, until that time is what
//! it was; all behind is the same, moved.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use super::expr::{Expr, Raw, Written};
use super::reckon::Reference;
use super::value::Resolver;
use super::{DateMention, Dates, OwnDate, elsewhere, lede, own};
use crate::formats::{Block, exchange, make_room};
use crate::reading::link::{Edited, Paragraphs};
use crate::reading::paragraph::ParagraphReading;
use crate::text::Span;

/// What was linked of a draft's dates.
#[derive(Debug, Default)]
pub struct Linked {
    /// The draft's own day, by which all was resolved.
    own: Option<Date>,
    all: Arc<Vec<DateMention>>,
    doubtful: Arc<Vec<u32>>,
    adrift: Arc<Vec<u32>>,
    ends: Vec<End>,
}

/// What a block leaves behind.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    /// The mentions up to its end.
    mentions: u32,
    /// The time last spoken of.
    reference: Option<Reference>,
}

impl Linked {
    /// Finds the draft's own date and resolves every expression by it: `name` is its file's, `set` the
    /// date set from outside. `edited` tells what became of the draft that was linked last.
    pub(in crate::reading) fn dates(
        &mut self,
        draft: &Paragraphs,
        name: Option<&str>,
        set: Option<Date>,
        edited: Option<&Edited>,
    ) -> Dates {
        let own::Own { sources, impossible } = own::find(draft, name, set);
        let day = sources.first().and_then(|own| own.day);
        let known = edited.filter(|_| self.own == day);
        let (before, from, behind) = match known {
            Some(edited) => (edited.gone.start, edited.come.end, edited.gone.end),
            None => (0, draft.blocks.len(), self.ends.len()),
        };
        let shift = known.map_or(0, |edited| edited.change.shift());
        self.resolve(draft, sources.first(), before..from, behind, shift);
        self.own = day;
        let all = Arc::clone(&self.all);
        let (doubtful, adrift) = (Arc::clone(&self.doubtful), Arc::clone(&self.adrift));
        let opens_with_date = opens_with_date(draft, &all);
        let lede = lede::link(draft, &sources);
        let own = sources.first().cloned();
        Dates { own, sources, impossible, all, doubtful, adrift, opens_with_date, lede }
    }

    /// Resolves some blocks, and those behind them until one leaves behind what it did before. `behind`
    /// is the first block behind them as it was counted before.
    fn resolve(
        &mut self,
        draft: &Paragraphs,
        own: Option<&OwnDate>,
        blocks: Range<usize>,
        behind: usize,
        shift: i32,
    ) {
        let end = |block: usize| block.checked_sub(1).map_or(End::default(), |block| self.ends[block]);
        let first = end(blocks.start);
        let mut resolver = Resolver::new(own, first.reference);
        let some = draft.range(blocks.clone()).map(|(_, reading)| reading.dates.raws.len()).sum();
        let (mut all, mut ends, mut old) = (Vec::new(), Vec::new(), behind);
        make_room(&mut all, some);
        make_room(&mut ends, blocks.len());
        for (at, (block, reading)) in (blocks.start..).zip(draft.range(blocks.start..draft.blocks.len())) {
            if at >= blocks.end {
                if end(old).reference == resolver.reference() {
                    break;
                }
                old += 1;
            }
            paragraph(block, reading, &mut resolver, &mut all);
            ends.push(End { mentions: first.mentions + all.len() as u32, reference: resolver.reference() });
        }
        let same = end(old).mentions;
        let here = first.mentions + all.len() as u32;
        let day = own.and_then(|own| own.day);
        let replaced = first.mentions..same;
        note(&mut self.doubtful, &all, replaced.clone(), |mention| mention.is_doubtful(day));
        note(&mut self.adrift, &all, replaced, |mention| mention.needs_anchor);
        let known = Arc::make_mut(&mut self.all);
        known[same as usize..].iter_mut().for_each(|mention| mention.follow(shift));
        exchange(known, first.mentions as usize..same as usize, all);
        let old = old.min(self.ends.len());
        self.ends[old..].iter_mut().for_each(|end| end.mentions = end.mentions - same + here);
        exchange(&mut self.ends, blocks.start..old, ends);
    }
}

/// Notes in a list of indexes which are wanted of the expressions that come in the place of others.
fn note(
    list: &mut Arc<Vec<u32>>,
    come: &[DateMention],
    replaced: Range<u32>,
    is_wanted: impl Fn(&DateMention) -> bool,
) {
    let list = Arc::make_mut(list);
    let first = list.partition_point(|at| *at < replaced.start);
    let last = list.partition_point(|at| *at < replaced.end);
    list[last..].iter_mut().for_each(|at| *at = *at - replaced.end + replaced.start + come.len() as u32);
    let own = (replaced.start..).zip(come).filter(|(_, mention)| is_wanted(mention)).map(|(at, _)| at);
    drop(list.splice(first..last, own));
}

/// Resolves the expressions of a paragraph.
fn paragraph(block: &Block, reading: &ParagraphReading, resolver: &mut Resolver, all: &mut Vec<DateMention>) {
    resolver.next_paragraph();
    let first = all.len();
    for raw in &reading.dates.raws {
        all.push(mention(raw, block.span.start, resolver));
    }
    elsewhere::settle(&reading.dates.raws, &mut all[first..]);
    anchor(&mut all[first..]);
}

fn mention(raw: &Raw, start: u32, resolver: &mut Resolver) -> DateMention {
    let resolved = resolver.resolve(raw);
    let written = match raw.expr {
        Expr::Calendar { written, .. } => Some(written.moved(start as i32)),
        _ => None,
    };
    DateMention {
        span: raw.span.shifted(start),
        kind: resolved.kind,
        value: resolved.value.filter(|_| !raw.impossible),
        day: resolved.day,
        written,
        needs_anchor: resolved.needs_anchor && !raw.aside,
        impossible: raw.impossible,
        ambiguous: raw.ambiguous,
        elsewhere: raw.of_life,
    }
}

impl DateMention {
    /// Moves so many bytes further on or back.
    fn follow(&mut self, by: i32) {
        self.span = self.span.moved(by);
        self.written = self.written.map(|written| written.moved(by));
    }
}

impl Written {
    fn moved(self, by: i32) -> Self {
        let moved = |span: Span| span.moved(by);
        Self {
            day_span: self.day_span.map(moved),
            weekday: self.weekday.map(|(day, span)| (day, moved(span))),
            ..self
        }
    }
}

/// Blocks from the top in which a full date tells a reader when all of it is.
const OPENING: usize = 3;

/// Whether the headline or the lede holds a full date.
fn opens_with_date(draft: &Paragraphs, all: &[DateMention]) -> bool {
    let Some((block, _)) = draft.iter().take(OPENING).last() else { return false };
    all.iter().take_while(|mention| mention.span.start < block.span.end).any(is_full)
}

fn is_full(mention: &DateMention) -> bool {
    mention.written.is_some_and(|written| written.year.is_some() && written.day.is_some())
}

/// A full date anchors what stands in its paragraph.
fn anchor(mentions: &mut [DateMention]) {
    if mentions.iter().any(is_full) {
        for mention in mentions {
            mention.needs_anchor = false;
        }
    }
}
