//! Proposes pairs of words that may be one name spelled two ways.
//!
//! Words meet in buckets: by their letters, by their letters less one, by their sounds, by their
//! sounds less one, by the groups of the lists. So the cost grows with the words times their near
//! neighbours, not with their square. Likeness proposes only; evidence decides.

mod edited;

pub(super) use edited::pairs_after;

use super::keys::{edits, sound};
use super::vocabulary::{Vocabulary, WordNumber};
use super::words::Word;
use crate::languages::NameLists;

/// Words of one bucket beyond which no further one is compared with a word: such a bucket says nothing.
const NEIGHBOURS: usize = 8;

/// Letters of the shortest word that can be misspelled: below, every word is another's neighbour.
const SHORTEST: usize = 3;

/// Letters of the longest word that is looked at.
const LONGEST: usize = 32;

/// Sounds from which one of them may be missing.
const ENOUGH_SOUNDS: usize = 4;

/// How two words are alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness {
    /// Letters inserted, left out, replaced or swapped with their neighbour.
    pub edits: usize,
    /// The letters of the longer word.
    pub length: usize,
    /// Whether they sound alike in another script's terms.
    pub sounds: bool,
    /// Whether the desk's own table has them as forms of one name.
    pub listed: bool,
    /// Whether the large list of names has them in one group.
    pub grouped: bool,
    /// Whether they open with one letter.
    pub same_start: bool,
}

/// What a word is compared by with others.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    /// As its consonants sound.
    sound: Box<str>,
    /// Its lines in the desk's own table.
    table: Box<[u16]>,
    /// Its groups in the large list.
    groups: Box<[u64]>,
    /// The buckets it meets others in, each once.
    buckets: Box<[u32]>,
}

impl Keys {
    /// The keys of a word's letters.
    pub(super) fn new(letters: &str, lists: &NameLists) -> Self {
        let mut keys = Self {
            sound: sound(letters).into(),
            table: lists.table(letters).collect(),
            groups: lists.groups(letters).collect(),
            buckets: Box::default(),
        };
        keys.buckets = keys.fill(letters.as_bytes());
        keys
    }

    fn fill(&self, letters: &[u8]) -> Box<[u32]> {
        if !(SHORTEST..=LONGEST).contains(&letters.len()) {
            return Box::default();
        }
        let mut buckets = Vec::with_capacity(16);
        let mut put = |salt: u8, bytes: &[u8], without: usize| buckets.push(hash(salt, bytes, without));
        put(0, letters, usize::MAX);
        (0..letters.len()).for_each(|at| put(0, letters, at));
        let sound = self.sound.as_bytes();
        if sound.len() > 1 {
            put(1, sound, usize::MAX);
        }
        if sound.len() >= ENOUGH_SOUNDS {
            (0..sound.len()).for_each(|at| put(1, sound, at));
        }
        self.table.iter().for_each(|line| put(2, &line.to_le_bytes(), usize::MAX));
        self.groups.iter().for_each(|group| put(3, &group.to_le_bytes(), usize::MAX));
        buckets.sort_unstable();
        buckets.dedup();
        buckets.into()
    }
}

/// Two words, the one with the smaller number first, and how they are alike.
pub(super) type Candidate = (WordNumber, WordNumber, Likeness);

/// Pairs of words, each once, that are alike enough to ask further.
pub(super) fn pairs(vocabulary: &Vocabulary) -> Vec<Candidate> {
    let mut buckets = shared(vocabulary);
    buckets.sort_unstable();
    let mut pairs = Vec::new();
    for (at, (bucket, _, word)) in buckets.iter().enumerate() {
        let others = buckets[at + 1..].iter().take(NEIGHBOURS).take_while(|(other, ..)| other == bucket);
        pairs.extend(others.map(|(.., other)| (*word.min(other), *word.max(other))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let word = |number| vocabulary.word(number);
    let alike = |(a, b): (WordNumber, WordNumber)| Some((a, b, likeness(word(a), word(b))?));
    pairs.into_iter().filter_map(alike).collect()
}

/// The buckets that more than one word is in, and few others. Most words of a draft meet none. Between
/// bucket and word stands what orders the words of a bucket, whichever the draft showed first.
fn shared(vocabulary: &Vocabulary) -> Vec<(u32, u64, WordNumber)> {
    let words = || vocabulary.numbers().map(|number| (number, &*vocabulary.word(number).keys.buckets));
    let count: usize = words().map(|(_, buckets)| buckets.len()).sum();
    let (mut once, mut twice) = (Bits::new(count), Bits::new(count));
    for (_, buckets) in words() {
        for bucket in buckets {
            if once.set(*bucket) {
                twice.set(*bucket);
            }
        }
    }
    let all = words().flat_map(|(number, buckets)| {
        let order = vocabulary.word(number).sum.key();
        buckets.iter().map(move |bucket| (*bucket, order, number))
    });
    all.filter(|(bucket, ..)| twice.has(*bucket)).collect()
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

    fn place(&self, hash: u32) -> (usize, u64) {
        let bit = (hash >> self.shift) as usize;
        (bit / 64 % self.bits.len(), 1 << (bit % 64))
    }

    /// Puts a hash in; whether it was there.
    fn set(&mut self, hash: u32) -> bool {
        let (at, bit) = self.place(hash);
        let was = self.bits[at] & bit != 0;
        self.bits[at] |= bit;
        was
    }

    fn has(&self, hash: u32) -> bool {
        let (at, bit) = self.place(hash);
        self.bits[at] & bit != 0
    }
}

/// A hash of bytes, one of them left out. (FNV-1a: short keys, no state; its upper bits mixed once more.)
fn hash(salt: u8, bytes: &[u8], without: usize) -> u32 {
    let mut hash = 0xCBF2_9CE4_8422_2325 ^ u64::from(salt);
    for (at, byte) in bytes.iter().enumerate() {
        if at != without {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
    ((hash ^ hash >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// How two words are alike; `None` where they aren't, or differ in nothing but type.
fn likeness(a: &Word, b: &Word) -> Option<Likeness> {
    let (one, other) = (&*a.letters, &*b.letters);
    if one == other {
        return None;
    }
    let share = |a: &[u64], b: &[u64]| a.iter().any(|group| b.contains(group));
    let listed = a.keys.table.iter().any(|line| b.keys.table.contains(line));
    let grouped = share(&a.keys.groups, &b.keys.groups);
    let same_sound = a.keys.sound == b.keys.sound;
    let most = if listed || grouped || same_sound { LONGEST } else { 2 };
    let edits = edits(one, other, most)?;
    let length = one.chars().count().max(other.chars().count());
    let found = Likeness {
        edits,
        length,
        // Two consonants are too few to tell more than one edit apart.
        sounds: same_sound && (a.keys.sound.len() > 2 || edits < 2),
        listed,
        grouped,
        same_start: one.chars().next() == other.chars().next(),
    };
    let near = edits == 1 || edits == 2 && length >= 6 || found.sounds && edits * 2 <= length;
    (near || listed || grouped && edits * 2 <= length).then_some(found)
}
