//! The buckets that more than one word of a draft is in. Most words meet no other.

use super::Member;
use crate::reading::names::firsts::Firsts;
use crate::reading::names::vocabulary::{Vocabulary, WordNumber};

/// Words in buckets, each counted as often as it is in one, up to which a table of them all is at hand.
const AT_HAND: usize = 64 * 1024;

/// Every word with every bucket that it shares with another; few others, and in no order.
pub(super) fn members(vocabulary: &Vocabulary) -> Vec<Member> {
    let words = vocabulary.numbers().map(|number| vocabulary.word(number));
    let count = words.map(|word| word.buckets().len()).sum();
    if count <= AT_HAND { of_few(vocabulary, count) } else { of_many(vocabulary, count) }
}

/// Every word in each of its buckets.
fn all(vocabulary: &Vocabulary) -> impl Iterator<Item = (u32, WordNumber)> {
    let words = vocabulary.numbers().map(|number| (number, vocabulary.word(number).buckets()));
    words.flat_map(|(number, buckets)| buckets.iter().map(move |bucket| (*bucket, number)))
}

fn member(vocabulary: &Vocabulary, bucket: u32, number: WordNumber) -> Member {
    (bucket, vocabulary.word(number).sum.key(), number)
}

/// In one pass.
fn of_few(vocabulary: &Vocabulary, count: usize) -> Vec<Member> {
    let mut firsts = Firsts::default();
    firsts.begin(count);
    let mut members = Vec::new();
    for number in vocabulary.numbers() {
        for bucket in vocabulary.word(number).buckets() {
            let member = |number| member(vocabulary, *bucket, number);
            // One more than the number: zero stands for nothing.
            let Some(first) = firsts.meet(*bucket, number + 1) else { continue };
            match std::mem::replace(first, SEVERAL) {
                SEVERAL => members.push(member(number)),
                other => members.extend([other - 1, number].map(member)),
            }
        }
    }
    members
}

/// In two passes, in a tenth of the memory: a table that is not at hand costs more than a second look.
fn of_many(vocabulary: &Vocabulary, count: usize) -> Vec<Member> {
    const BITS: usize = 8;
    let (mut once, mut twice) = (Bits::new(BITS * count), Bits::new(BITS * count));
    all(vocabulary).for_each(|(bucket, _)| {
        if once.set(bucket) {
            twice.set(bucket);
        }
    });
    let shared = all(vocabulary).filter(|(bucket, _)| twice.has(*bucket));
    shared.map(|(bucket, number)| member(vocabulary, bucket, number)).collect()
}

/// Stands for several words in one bucket.
const SEVERAL: u32 = u32::MAX;

/// A set of hashes, of which it may hold some that were never put in.
pub(super) struct Bits {
    bits: Vec<u64>,
    shift: u32,
}

impl Bits {
    /// An empty set of so many bits at least: of hashes that were never put in, it takes as great a share
    /// for its own as its bits are set.
    pub(super) fn new(bits: usize) -> Self {
        let size = bits.next_power_of_two().max(64);
        Self { bits: vec![0; size / 64], shift: 32u32.saturating_sub(size.trailing_zeros()) }
    }

    #[inline]
    fn place(&self, hash: u32) -> (usize, u64) {
        let bit = (hash >> self.shift) as usize;
        // As many as a power of two.
        ((bit / 64) & (self.bits.len() - 1), 1 << (bit % 64))
    }

    /// Puts a hash in; whether it may have been there.
    pub(super) fn set(&mut self, hash: u32) -> bool {
        let (at, bit) = self.place(hash);
        let was = self.bits[at] & bit != 0;
        self.bits[at] |= bit;
        was
    }

    /// Whether a hash may be in.
    pub(super) fn has(&self, hash: u32) -> bool {
        let (at, bit) = self.place(hash);
        self.bits[at] & bit != 0
    }
}
