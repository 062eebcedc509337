//! Proposes pairs of words that may be one name spelled two ways.
//!
//! Words meet in buckets: by their letters, by their letters less one, by their sounds, by their
//! sounds less one, by the groups of the lists. So the cost grows with the words times their near
//! neighbours, not with their square. Likeness proposes only; evidence decides.

use super::keys::sound;
use super::vocabulary::{Vocabulary, WordNumber};

/// Words of one bucket beyond which no further one is compared with a word: such a bucket says nothing.
const NEIGHBOURS: usize = 12;

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

/// Pairs of words, each once, that are alike enough to ask further.
pub(super) fn pairs(vocabulary: &Vocabulary) -> Vec<(WordNumber, WordNumber, Likeness)> {
    let mut buckets = Vec::new();
    for number in 0..vocabulary.len() as WordNumber {
        fill(&mut buckets, vocabulary, number);
    }
    buckets.sort_unstable();
    let mut pairs = Vec::new();
    for (at, (bucket, word)) in buckets.iter().enumerate() {
        let others = buckets[at + 1..].iter().take(NEIGHBOURS).take_while(|(other, _)| other == bucket);
        pairs.extend(others.filter(|(_, other)| other != word).map(|(_, other)| (*word, *other)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().filter_map(|(a, b)| Some((a, b, likeness(vocabulary, a, b)?))).collect()
}

/// Puts a word into its buckets.
fn fill(buckets: &mut Vec<(u64, WordNumber)>, vocabulary: &Vocabulary, number: WordNumber) {
    let word = vocabulary.word(number);
    let letters = word.letters.as_bytes();
    if !(SHORTEST..=LONGEST).contains(&letters.len()) {
        return;
    }
    let mut put = |salt: u8, bytes: &[u8], without: usize| buckets.push((hash(salt, bytes, without), number));
    put(0, letters, usize::MAX);
    (0..letters.len()).for_each(|at| put(0, letters, at));
    let sound = sound(&word.letters);
    if sound.len() > 1 {
        put(1, sound.as_bytes(), usize::MAX);
    }
    if sound.len() >= ENOUGH_SOUNDS {
        (0..sound.len()).for_each(|at| put(1, sound.as_bytes(), at));
    }
    vocabulary.lists().table(&word.letters).for_each(|group| put(2, &group.to_le_bytes(), usize::MAX));
    vocabulary.lists().groups(&word.letters).for_each(|group| put(3, &group.to_le_bytes(), usize::MAX));
}

/// A hash of bytes, one of them left out. (FNV-1a: short keys, no state.)
fn hash(salt: u8, bytes: &[u8], without: usize) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325 ^ u64::from(salt);
    for (at, byte) in bytes.iter().enumerate() {
        if at != without {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
    hash
}

/// How two words are alike; `None` where they aren't, or differ in nothing but type.
fn likeness(vocabulary: &Vocabulary, a: WordNumber, b: WordNumber) -> Option<Likeness> {
    let (one, other) = (&*vocabulary.word(a).letters, &*vocabulary.word(b).letters);
    if one == other {
        return None;
    }
    let edits = strsim::osa_distance(one, other);
    let length = one.chars().count().max(other.chars().count());
    let lists = vocabulary.lists();
    let found = Likeness {
        edits,
        length,
        sounds: sound_alike(one, other, edits),
        listed: lists.table(one).any(|group| lists.table(other).any(|same| same == group)),
        grouped: lists.are_variants(one, other),
        same_start: one.chars().next() == other.chars().next(),
    };
    let near = edits == 1 || edits == 2 && length >= 6 || found.sounds && edits * 2 <= length;
    (near || found.listed || found.grouped && edits * 2 <= length).then_some(found)
}

/// Whether two words sound alike; two consonants are too few to tell more than one edit apart.
fn sound_alike(one: &str, other: &str, edits: usize) -> bool {
    let sound_of = sound(one);
    sound_of == sound(other) && (sound_of.len() > 2 || edits < 2)
}
