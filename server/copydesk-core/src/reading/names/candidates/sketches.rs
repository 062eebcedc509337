//! Words in a few bytes each, side by side, by which most pairs are told to be unlike.
//!
//! All that is known of a word lies in four pieces of memory. A very long draft has more words than are at
//! hand, and nearly all of its pairs are none: they share a few sounds.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::{LONGEST, NEAR, Two};
use crate::reading::names::keys::are_near;
use crate::reading::names::vocabulary::Vocabulary;
use crate::reading::names::words::Word;

/// Pairs up to which all their words are at hand.
const AT_HAND: usize = 8 * 1024;

/// Bytes of the longest letters that a sketch holds.
const ROOM: usize = 24;

/// Leaves out pairs that surely are unlike, if there are many.
pub(super) fn sift(vocabulary: &Vocabulary, pairs: &mut Vec<Two>) {
    if pairs.len() <= AT_HAND {
        return;
    }
    let mut sketches = vec![Sketch::default(); vocabulary.end()];
    for word in vocabulary.numbers() {
        sketches[word as usize] = Sketch::of(vocabulary.word(word));
    }
    pairs.retain(|(a, b)| sketches[*a as usize].may_be_like(&sketches[*b as usize]));
}

/// A word as far as it tells that another is unlike. Half as long as a piece of memory, so that none lies
/// in two.
#[derive(Clone, Copy, Default)]
#[repr(align(32))]
struct Sketch {
    letters: [u8; ROOM],
    /// How many letters there are; 0 of a word that takes a look at all that is known of it.
    length: u8,
    /// Whether a list of forms of one name knows it.
    listed: bool,
    /// Its sound, hashed.
    sound: u32,
}

impl Sketch {
    fn of(word: Word) -> Self {
        let letters = word.letters().as_bytes();
        let mut sketch = Self::default();
        if let (Some(room), true) = (sketch.letters.get_mut(..letters.len()), letters.is_ascii()) {
            room.copy_from_slice(letters);
            sketch.length = letters.len() as u8;
        }
        sketch.listed = !(word.table().is_empty() && word.groups().is_empty());
        sketch.sound = FixedState::default().hash_one(word.sound()) as u32;
        sketch
    }

    fn letters(&self) -> &[u8] {
        &self.letters[..self.length.into()]
    }

    /// Whether a pair may pass for one name: near in letters, alike in sound, or both in lists.
    fn may_be_like(&self, other: &Self) -> bool {
        self.length == 0
            || other.length == 0
            || self.sound == other.sound
            || self.listed && other.listed
            || are_near(self.letters(), other.letters(), NEAR)
    }
}

// What tells how near letters are has room for as many.
const _: () = assert!(ROOM <= LONGEST);
