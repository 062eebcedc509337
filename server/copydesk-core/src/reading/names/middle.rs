//! Which mentions an edit changed: those before and behind it that are what they were need no second
//! look, wherever they stand now.

use std::ops::Range;

use super::draft::{Found, Hit, Word};
use super::typography::is_shouted_in;
use crate::text::Change;

/// The mentions around an edit, one unchanged mention at each end taken in: what joins two may have
/// changed between them.
pub(super) struct Middle {
    /// Those that went.
    pub old: Range<usize>,
    /// Those that came.
    pub new: Range<usize>,
    /// Whether those that came say just what those said that went.
    pub same: bool,
}

impl Middle {
    /// Compares the mentions of the blocks that went with those that came.
    pub(super) fn of(old: &Found, gone: Range<usize>, new: &Found, change: Change) -> Self {
        let sides = Sides { old, new, change };
        let (one, other) = (&old.hits[gone.clone()], new.hits);
        let before = |(a, b): &(&Hit, &Hit)| a.span.end <= change.old.start && sides.are_same(a, b);
        let front = one.iter().zip(other).take_while(before).count();
        let behind = |(a, b): &(&Hit, &Hit)| a.span.start >= change.old.end && sides.are_same(a, b);
        let back = one[front..].iter().rev().zip(other[front..].iter().rev()).take_while(behind).count();
        let around = |hits: &[Hit]| front.saturating_sub(1)..hits.len().min(hits.len() - back + 1);
        let went = around(one);
        Self {
            old: gone.start + went.start..gone.start + went.end,
            new: around(other),
            same: front + back == one.len() && one.len() == other.len(),
        }
    }
}

/// The draft before and after.
struct Sides<'a, 'b> {
    old: &'b Found<'a>,
    new: &'b Found<'a>,
    change: Change,
}

impl Sides<'_, '_> {
    /// Whether two mentions are one and the same, as it stood and as it stands.
    fn are_same(&self, one: &Hit, other: &Hit) -> bool {
        let (own, others) = (self.old.words(one), self.new.words(other));
        self.change.moved(one.span) == other.span
            && one.title.is_some() == other.title.is_some()
            && own.len() == others.len()
            && own.iter().zip(others).all(|(one, other)| self.are_same_words(one, other))
            && before(self.old, one) == before(self.new, other)
    }

    fn are_same_words(&self, one: &Word, other: &Word) -> bool {
        self.change.moved(one.span) == other.span
            && (one.number, one.spelling, one.kind, one.doubtful)
                == (other.number, other.spelling, other.kind, other.doubtful)
            && is_shouted_in(self.old.text, one.span) == is_shouted_in(self.new.text, other.span)
    }
}

/// What stands right before a mention, as far as an article reaches.
fn before<'a>(found: &Found<'a>, hit: &Hit) -> &'a [u8] {
    const ARTICLE: usize = "The ".len();
    let start = hit.span.start as usize;
    &found.text.as_bytes()[start.saturating_sub(ARTICLE)..start]
}
