//! Proposes pairs of words that may be one name spelled two ways.
//!
//! Words meet in buckets: by their letters, by their letters less one, by their sounds, by their
//! sounds less one, by the groups of the lists. So the cost grows with the words times their near
//! neighbours, not with their square. Likeness proposes only; evidence decides.

mod edited;
mod shared;
mod sketches;

pub(super) use edited::pairs_after;
pub(super) use shared::Bits;

use super::each_once;
use super::firsts::Firsts;
use super::keys::edits;
use super::vocabulary::{Vocabulary, WordNumber};
use super::words::{Sum, Word};

/// Words of one bucket beyond which no further one is compared with a word: such a bucket says nothing.
const NEIGHBOURS: usize = 8;

/// Letters of the shortest word that can be misspelled: below, every word is another's neighbour.
const SHORTEST: usize = 3;

/// Letters of the longest word that is looked at.
const LONGEST: usize = 32;

/// Edits up to which words may be alike whatever they sound like.
const NEAR: usize = 2;

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

/// Adds the buckets that a word meets others in, each once: by its letters, by its sound, and by
/// `numbers`, of which the first `lines` are those of the desk's own table and the others groups of the
/// large list.
pub(super) fn buckets(letters: &str, sound: &str, numbers: &mut Vec<u32>, lines: usize) {
    let known = numbers.len();
    if !(SHORTEST..=LONGEST).contains(&letters.len()) {
        return;
    }
    let (letters, sound) = (letters.as_bytes(), sound.as_bytes());
    numbers.push(bucket(0, Sum::of(letters)));
    one_less(letters, |rest| numbers.push(bucket(0, rest)));
    if sound.len() > 1 {
        numbers.push(bucket(1, Sum::of(sound)));
    }
    if sound.len() >= ENOUGH_SOUNDS {
        one_less(sound, |rest| numbers.push(bucket(1, rest)));
    }
    for at in 0..known {
        let number = Sum::of(numbers[at].to_le_bytes());
        numbers.push(bucket(if at < lines { 2 } else { 3 }, number));
    }
}

/// Hands on what is left of a text without each of its letters, each rest once.
fn one_less(text: &[u8], mut hand_on: impl FnMut(Sum)) {
    let mut after = [Sum::EMPTY; LONGEST + 1];
    for at in (0..text.len()).rev() {
        after[at] = Sum::of(&text[at..=at]).then(after[at + 1]);
    }
    let mut before = Sum::EMPTY;
    for at in 0..text.len() {
        // Of a doubled letter it is the same which one is missing.
        if at == 0 || text[at] != text[at - 1] {
            hand_on(before.then(after[at + 1]));
        }
        before = before.then(Sum::of(&text[at..=at]));
    }
}

/// The bucket of a text by its sum; `salt` tells what it is the text of.
fn bucket(salt: u64, sum: Sum) -> u32 {
    ((sum.key() ^ salt).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// Two words, the one with the smaller number first, and how they are alike.
pub(super) type Candidate = (WordNumber, WordNumber, Likeness);

/// Pairs of words, each once, that are alike enough to ask further.
pub(super) fn pairs(vocabulary: &Vocabulary, firsts: &mut Firsts) -> Vec<Candidate> {
    let mut pairs = shared::neighbours(vocabulary, firsts);
    sketches::sift(vocabulary, &mut pairs);
    pairs.into_iter().filter_map(|pair| candidate(vocabulary, pair)).collect()
}

/// A word in a bucket. Between the two stands what orders the words of a bucket, whichever the draft
/// showed first.
type Member = (u32, u64, WordNumber);

/// Two words, the one with the smaller number first.
type Two = (WordNumber, WordNumber);

/// The pairs of words that are near each other in a bucket, each once; `members` are sorted.
fn neighbours(members: &[Member]) -> Vec<Two> {
    let mut pairs = Vec::new();
    add_neighbours(&mut pairs, members);
    each_once(pairs)
}

/// Adds the pairs of words that are near each other in a bucket; `members` are sorted.
fn add_neighbours(pairs: &mut Vec<Two>, members: &[Member]) {
    for (at, (bucket, _, word)) in members.iter().enumerate() {
        let others = members[at + 1..].iter().take(NEIGHBOURS).take_while(|(other, ..)| other == bucket);
        pairs.extend(others.map(|(.., other)| two(*word, *other)));
    }
}

fn two(one: WordNumber, other: WordNumber) -> Two {
    (one.min(other), one.max(other))
}

/// Two words with how they are alike, if they are.
fn candidate(vocabulary: &Vocabulary, (a, b): Two) -> Option<Candidate> {
    Some((a, b, likeness(vocabulary.word(a), vocabulary.word(b))?))
}

/// How two words are alike; `None` where they aren't, or differ in nothing but type.
fn likeness(a: Word, b: Word) -> Option<Likeness> {
    let (one, other) = (a.letters(), b.letters());
    if one == other {
        return None;
    }
    let share = |a: &[u32], b: &[u32]| a.iter().any(|group| b.contains(group));
    let listed = share(a.table(), b.table());
    let grouped = share(a.groups(), b.groups());
    let same_sound = a.sound() == b.sound();
    let most = if listed || grouped || same_sound { LONGEST } else { NEAR };
    let edits = edits(one, other, most)?;
    let length = one.chars().count().max(other.chars().count());
    let found = Likeness {
        edits,
        length,
        // Two consonants are too few to tell more than one edit apart.
        sounds: same_sound && (a.sound().len() > 2 || edits < 2),
        listed,
        grouped,
        same_start: one.chars().next() == other.chars().next(),
    };
    let near = edits == 1 || edits == 2 && length >= 6 || found.sounds && edits * 2 <= length;
    (near || listed || grouped && edits * 2 <= length).then_some(found)
}
