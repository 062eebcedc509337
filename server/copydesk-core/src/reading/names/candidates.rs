//! Proposes pairs of words that may be one name spelled two ways.
//!
//! Words meet in buckets: by their letters, by their letters less one, by their sounds, by their
//! sounds less one, by the groups of the lists. So the cost grows with the words times their near
//! neighbours, not with their square. Likeness proposes only; evidence decides.

use super::keys::{edits, sound};
use super::vocabulary::{Vocabulary, WordNumber};

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

/// What is looked up of a word once.
struct Known<'a> {
    letters: &'a str,
    sound: String,
    /// Its lines in the desk's own table.
    table: Vec<u16>,
    /// Its groups in the large list.
    groups: Vec<u64>,
}

/// Pairs of words, each once, that are alike enough to ask further.
pub(super) fn pairs(vocabulary: &Vocabulary) -> Vec<(WordNumber, WordNumber, Likeness)> {
    let lists = vocabulary.lists();
    let known: Vec<Known> = (0..vocabulary.len() as WordNumber)
        .map(|number| {
            let letters = &*vocabulary.word(number).letters;
            let (table, groups) = (lists.table(letters).collect(), lists.groups(letters).collect());
            Known { letters, sound: sound(letters), table, groups }
        })
        .collect();
    let mut buckets = Vec::with_capacity(known.len() * 16);
    for (number, word) in (0..).zip(&known) {
        fill(&mut buckets, word, number);
    }
    buckets.sort_unstable();
    let mut pairs = Vec::new();
    for (at, (bucket, word)) in buckets.iter().enumerate() {
        let others = buckets[at + 1..].iter().take(NEIGHBOURS).take_while(|(other, _)| other == bucket);
        pairs.extend(others.filter(|(_, other)| other != word).map(|(_, other)| (*word, *other)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let alike =
        |(a, b): (WordNumber, WordNumber)| Some((a, b, likeness(&known[a as usize], &known[b as usize])?));
    pairs.into_iter().filter_map(alike).collect()
}

/// Puts a word into its buckets.
fn fill(buckets: &mut Vec<(u64, WordNumber)>, word: &Known, number: WordNumber) {
    let letters = word.letters.as_bytes();
    if !(SHORTEST..=LONGEST).contains(&letters.len()) {
        return;
    }
    let mut put = |salt: u8, bytes: &[u8], without: usize| buckets.push((hash(salt, bytes, without), number));
    put(0, letters, usize::MAX);
    (0..letters.len()).for_each(|at| put(0, letters, at));
    let sound = word.sound.as_bytes();
    if sound.len() > 1 {
        put(1, sound, usize::MAX);
    }
    if sound.len() >= ENOUGH_SOUNDS {
        (0..sound.len()).for_each(|at| put(1, sound, at));
    }
    word.table.iter().for_each(|group| put(2, &group.to_le_bytes(), usize::MAX));
    word.groups.iter().for_each(|group| put(3, &group.to_le_bytes(), usize::MAX));
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
fn likeness(a: &Known, b: &Known) -> Option<Likeness> {
    let (one, other) = (a.letters, b.letters);
    if one == other {
        return None;
    }
    let share = |a: &[u64], b: &[u64]| a.iter().any(|group| b.contains(group));
    let listed = a.table.iter().any(|line| b.table.contains(line));
    let grouped = share(&a.groups, &b.groups);
    let same_sound = a.sound == b.sound;
    let most = if listed || grouped || same_sound { LONGEST } else { 2 };
    let edits = edits(one, other, most)?;
    let length = one.chars().count().max(other.chars().count());
    let found = Likeness {
        edits,
        length,
        // Two consonants are too few to tell more than one edit apart.
        sounds: same_sound && (a.sound.len() > 2 || edits < 2),
        listed,
        grouped,
        same_start: one.chars().next() == other.chars().next(),
    };
    let near = edits == 1 || edits == 2 && length >= 6 || found.sounds && edits * 2 <= length;
    (near || listed || grouped && edits * 2 <= length).then_some(found)
}
