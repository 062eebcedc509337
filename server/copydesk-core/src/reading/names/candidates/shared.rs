//! The buckets that more than one word of a draft is in. Most words meet no other.

use super::{Member, NEIGHBOURS, Two};
use crate::reading::names::each_once;
use crate::reading::names::firsts::Firsts;
use crate::reading::names::vocabulary::{Vocabulary, WordNumber};

/// Words in buckets, each counted as often as it is in one, up to which a table of them all is at hand.
const AT_HAND: usize = 64 * 1024;

/// Words in buckets that are looked through at a time in a draft with more.
const PART: usize = 16 * 1024;

/// The pairs of words that are near each other in a bucket, each once.
pub(super) fn neighbours(vocabulary: &Vocabulary, firsts: &mut Firsts) -> Vec<Two> {
    let words = vocabulary.numbers().map(|number| vocabulary.word(number));
    let count = words.map(|word| word.buckets().len()).sum();
    if count > AT_HAND {
        return of_many(vocabulary, count);
    }
    let mut members = of_few(vocabulary, count, firsts);
    members.sort_unstable();
    super::neighbours(&members)
}

/// Every word in each of its buckets.
fn all(vocabulary: &Vocabulary) -> impl Iterator<Item = Place> {
    let words = vocabulary.numbers().map(|number| (number, vocabulary.word(number).buckets()));
    words.flat_map(|(number, buckets)| buckets.iter().map(move |bucket| (*bucket, number)))
}

/// A bucket with a word in it.
type Place = (u32, WordNumber);

fn member(vocabulary: &Vocabulary, (bucket, number): Place) -> Member {
    (bucket, vocabulary.word(number).sum.key(), number)
}

/// Every word with every bucket that it shares with another, in no order: in one pass.
fn of_few(vocabulary: &Vocabulary, count: usize, firsts: &mut Firsts) -> Vec<Member> {
    firsts.begin(count);
    let mut members = Vec::new();
    for number in vocabulary.numbers() {
        for bucket in vocabulary.word(number).buckets() {
            let member = |number| member(vocabulary, (*bucket, number));
            // One more than the number: zero stands for nothing.
            let Some(first) = firsts.meet(*bucket, number + 1) else { continue };
            match std::mem::replace(first, SEVERAL) {
                SEVERAL => members.push(member(number)),
                other => members.extend([other - 1, number].map(member)),
            }
        }
    }
    firsts.end();
    members
}

/// Part by part: a table that is not at hand costs more than to spread the words first.
fn of_many(vocabulary: &Vocabulary, count: usize) -> Vec<Two> {
    let (places, ends) = spread(vocabulary, count);
    let (mut pairs, mut shared, mut start) = (Vec::new(), Vec::new(), 0);
    for end in ends {
        take_shared(&places[start..end], &mut shared);
        for bucket in shared.chunk_by(|one, other| one.0 == other.0) {
            add_bucket(vocabulary, bucket, &mut pairs);
        }
        start = end;
    }
    drop(places);
    each_once(pairs)
}

/// Every word in each of its buckets, those of like buckets together in parts, and where each part ends.
fn spread(vocabulary: &Vocabulary, count: usize) -> (Vec<Place>, Vec<usize>) {
    let parts = count.div_ceil(PART).next_power_of_two();
    let part = |bucket: u32| ((u64::from(bucket) * parts as u64) >> 32) as usize;
    let mut ends = vec![0; parts];
    all(vocabulary).for_each(|(bucket, _)| ends[part(bucket)] += 1);
    let mut before = 0;
    for end in &mut ends {
        // Where a part begins until all of it is there.
        before += std::mem::replace(end, before);
    }
    let mut places = vec![(0, 0); count];
    for place in all(vocabulary) {
        let next = &mut ends[part(place.0)];
        places[*next] = place;
        *next += 1;
    }
    (places, ends)
}

/// Puts into `shared` what is in a bucket with another, in order, and little else.
fn take_shared(places: &[Place], shared: &mut Vec<Place>) {
    const BITS: usize = 8;
    // Of a part's buckets only the lower bits differ.
    let hash = |bucket: u32| bucket.wrapping_mul(0x9E37_79B9);
    let (mut once, mut twice) = (Bits::new(BITS * places.len()), Bits::new(BITS * places.len()));
    for (bucket, _) in places {
        if once.set(hash(*bucket)) {
            twice.set(hash(*bucket));
        }
    }
    shared.clear();
    shared.extend(places.iter().filter(|(bucket, _)| twice.has(hash(*bucket))));
    shared.sort_unstable();
}

/// Adds the pairs of words that are near each other in one bucket.
fn add_bucket(vocabulary: &Vocabulary, bucket: &[Place], pairs: &mut Vec<Two>) {
    if bucket.len() > NEIGHBOURS + 1 {
        let mut members: Vec<_> = bucket.iter().map(|place| member(vocabulary, *place)).collect();
        members.sort_unstable();
        return super::add_neighbours(pairs, &members);
    }
    // Where all are near, it doesn't matter in which order.
    for (at, (_, word)) in bucket.iter().enumerate() {
        pairs.extend(bucket[at + 1..].iter().map(|(_, other)| super::two(*word, *other)));
    }
}

/// Stands for several words in one bucket.
const SEVERAL: u32 = u32::MAX;

/// A set of hashes, of which it may hold some that were never put in.
pub(in crate::reading::names) struct Bits {
    bits: Vec<u64>,
    shift: u32,
}

impl Bits {
    /// An empty set of so many bits at least: of hashes that were never put in, it takes as great a share
    /// for its own as its bits are set.
    pub(in crate::reading::names) fn new(bits: usize) -> Self {
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
    pub(in crate::reading::names) fn set(&mut self, hash: u32) -> bool {
        let (at, bit) = self.place(hash);
        let was = self.bits[at] & bit != 0;
        self.bits[at] |= bit;
        was
    }

    /// Whether a hash may be in.
    pub(in crate::reading::names) fn has(&self, hash: u32) -> bool {
        let (at, bit) = self.place(hash);
        self.bits[at] & bit != 0
    }
}
