//! The pairs of a draft in which few words came or went: only the buckets of those words are looked at.

use super::{Candidate, Member, Two, candidate, neighbours};
use crate::reading::names::vocabulary::{Vocabulary, WordNumber};

/// The pairs of a draft, by those it had before some words came that it did not hold, and others went.
/// `None` where that can't be told without looking at all.
pub(in crate::reading::names) fn pairs_after(
    vocabulary: &Vocabulary,
    known: &[Candidate],
    turned: &[WordNumber],
) -> Option<Vec<Candidate>> {
    let stands = |word: WordNumber| vocabulary.count(word) > 0;
    let members = members(vocabulary, turned);
    let is_old = |(.., word): &&Member| stands(*word) != turned.contains(word);
    let is_new = |(.., word): &&Member| stands(*word);
    let before = neighbours(&members.iter().filter(is_old).copied().collect::<Vec<_>>());
    let after = neighbours(&members.iter().filter(is_new).copied().collect::<Vec<_>>());
    let lost = less(&before, &after);
    let come = less(&after, &before);
    let is_lost = |pair: &Two| lost.binary_search(pair).is_ok();
    // Who was crowded out of one bucket may be met in another.
    let both_stand = |pair: &&Two| stands(pair.0) && stands(pair.1);
    if lost.iter().filter(both_stand).any(|pair| meet_elsewhere(vocabulary, *pair, &members)) {
        return None;
    }
    let is_unknown = |pair: &&Two| known.binary_search_by_key(*pair, |one| (one.0, one.1)).is_err();
    let kept = known.iter().filter(|(a, b, _)| stands(*a) && stands(*b) && !is_lost(&(*a, *b))).copied();
    let mut pairs: Vec<_> =
        kept.chain(come.iter().filter(is_unknown).filter_map(|pair| candidate(vocabulary, *pair))).collect();
    pairs.sort_unstable_by_key(|pair| (pair.0, pair.1));
    Some(pairs)
}

/// The words that stand, and those that turned, in the buckets of those that turned.
fn members(vocabulary: &Vocabulary, turned: &[WordNumber]) -> Vec<Member> {
    let buckets = |word: WordNumber| vocabulary.word(word).buckets();
    let mut sought: Vec<u32> = turned.iter().flat_map(|word| buckets(*word)).copied().collect();
    sought.sort_unstable();
    let mut some = Bits::new(64 * sought.len());
    for bucket in &sought {
        some.set(*bucket);
    }
    let is_sought = |bucket: &&u32| some.has(**bucket) && sought.binary_search(bucket).is_ok();
    let gone = turned.iter().copied().filter(|word| vocabulary.count(*word) == 0);
    let members = vocabulary.numbers().chain(gone).flat_map(|word| {
        let order = move || vocabulary.word(word).sum.key();
        buckets(word).iter().filter(is_sought).map(move |bucket| (*bucket, order(), word))
    });
    let mut members: Vec<_> = members.collect();
    members.sort_unstable();
    members
}

/// Whether two words share a bucket that is not among those that were looked at.
fn meet_elsewhere(vocabulary: &Vocabulary, (a, b): Two, members: &[Member]) -> bool {
    let looked_at = |bucket: &u32| members.binary_search_by_key(bucket, |member| member.0).is_ok();
    let (one, other) = (vocabulary.word(a).buckets(), vocabulary.word(b).buckets());
    one.iter().any(|bucket| other.contains(bucket) && !looked_at(bucket))
}

/// What is in one sorted list and not in another.
fn less(one: &[Two], other: &[Two]) -> Vec<Two> {
    one.iter().filter(|pair| other.binary_search(pair).is_err()).copied().collect()
}

/// A set of hashes, of which it may hold some that were never put in.
struct Bits {
    bits: Vec<u64>,
    shift: u32,
}

impl Bits {
    /// An empty set with room for so many: one in sixteen is taken for another at most.
    fn new(count: usize) -> Self {
        let size = (count * 16).next_power_of_two().max(64);
        Self { bits: vec![0; size / 64], shift: 32u32.saturating_sub(size.trailing_zeros()) }
    }

    #[inline]
    fn place(&self, hash: u32) -> (usize, u64) {
        let bit = (hash >> self.shift) as usize;
        // As many as a power of two.
        ((bit / 64) & (self.bits.len() - 1), 1 << (bit % 64))
    }

    /// Puts a hash in.
    fn set(&mut self, hash: u32) {
        let (at, bit) = self.place(hash);
        self.bits[at] |= bit;
    }

    fn has(&self, hash: u32) -> bool {
        let (at, bit) = self.place(hash);
        self.bits[at] & bit != 0
    }
}
