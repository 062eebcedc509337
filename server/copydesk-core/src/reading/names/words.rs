//! What is known of the words of names, whatever draft they stand in.
//!
//! Looking a word up in the lists costs more than reading it, and names come again: in the next
//! version of a draft, and in the next draft. So what was looked up is kept.

mod shelf;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

use self::shelf::Shelf;
use super::candidates;
use super::keys::{letters, sound};
use crate::languages::{Classes, NameLists, english, fold};

/// Spellings beyond which all are forgotten before the next draft, unless one draft holds as many.
const MOST: usize = 16_384;

/// What is known of a word of a name.
#[derive(Clone, Debug)]
#[repr(C)]
pub(super) struct Word {
    /// What it can be.
    pub classes: Classes,
    /// The letters as a number that numbers of several words add up to.
    pub sum: Sum,
    /// The spelling, the folded word, its letters and its sound, in a row: of each where it ends.
    texts: Box<str>,
    ends: [u32; 3],
    /// Whether it is an ordinary word too.
    pub ordinary: bool,
    /// Whether people bear it, as far as the list knows.
    pub personal: bool,
    /// Whether a hyphen parts it.
    pub hyphened: bool,
    /// Its lines in the desk's own table, its groups in the large list, and its buckets, in a row: of
    /// each where it ends.
    numbers: Box<[u32]>,
    counts: [u32; 2],
}

impl Word {
    /// As it was printed.
    fn spelling(&self) -> &str {
        &self.texts[..self.ends[0] as usize]
    }

    /// The word in small letters without marks and stops.
    pub(super) fn folded(&self) -> &str {
        &self.texts[self.ends[0] as usize..self.ends[1] as usize]
    }

    /// The letters of the folded word.
    pub(super) fn letters(&self) -> &str {
        &self.texts[self.ends[1] as usize..self.ends[2] as usize]
    }

    /// As its consonants sound.
    pub(super) fn sound(&self) -> &str {
        &self.texts[self.ends[2] as usize..]
    }

    /// Its lines in the desk's own table of variants.
    pub(super) fn table(&self) -> &[u32] {
        &self.numbers[..self.counts[0] as usize]
    }

    /// Its groups in the large list of names.
    pub(super) fn groups(&self) -> &[u32] {
        &self.numbers[self.counts[0] as usize..self.counts[1] as usize]
    }

    /// The buckets that it meets others in, each once.
    pub(super) fn buckets(&self) -> &[u32] {
        &self.numbers[self.counts[1] as usize..]
    }
}

/// The number of a text's letters, such that a text's is made of those of its parts, wherever it is cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    value: u64,
    /// The base to the power of the length.
    power: u64,
}

impl Sum {
    /// The sum of no letters.
    pub(super) const EMPTY: Self = Self { value: 0, power: 1 };

    const BASE: u64 = 0x9E37_79B9_7F4A_7C15 | 1;

    /// The sum of a text.
    pub(super) fn of(text: impl AsRef<[u8]>) -> Self {
        text.as_ref().iter().fold(Self::EMPTY, |sum, byte| Self {
            value: sum.value.wrapping_mul(Self::BASE).wrapping_add(u64::from(*byte) + 1),
            power: sum.power.wrapping_mul(Self::BASE),
        })
    }

    /// The sum of this text with another behind it.
    pub(super) fn then(self, next: Self) -> Self {
        Self {
            value: self.value.wrapping_mul(next.power).wrapping_add(next.value),
            power: self.power.wrapping_mul(next.power),
        }
    }

    /// A key for tables.
    pub(super) fn key(self) -> u64 {
        (self.value ^ self.value >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9)
    }
}

/// A text by its length, its first letters and its last: of short texts no two have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
struct Print {
    ends: [u64; 2],
    length: u32,
}

impl Print {
    /// Bytes of the longest text that it tells from any other.
    const WHOLE: usize = 16;

    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            [u64::from_le_bytes(*first), u64::from_le_bytes(*last)]
        } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            [u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into()]
        } else {
            let number = |from: usize| bytes[from..].iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
            [number(0), 0]
        };
        Self { ends, length: bytes.len() as u32 }
    }

    /// A fixed hash: a draft made to collide slows its own writer only.
    fn hash(self, text: &str) -> u64 {
        if text.len() > Self::WHOLE {
            return hash(text);
        }
        let [first, last] = self.ends;
        let wide = u128::from(first ^ 0x9E37_79B9_7F4A_7C15)
            * u128::from(last.rotate_left(self.length) ^ 0xC2B2_AE3D_27D4_EB4F);
        wide as u64 ^ (wide >> 64) as u64
    }
}

/// A spelling, letter for letter. Spellings lie about in memory in no order that a draft knows: what
/// every mention asks for is in one piece of it, and what few ask for behind.
#[derive(Debug)]
#[repr(C, align(64))]
struct Known {
    print: Print,
    /// The word it spells, in whatever case and with or without stops.
    key: u32,
    /// Its stops, the last one left out.
    stops: u8,
    /// Which draft used it last.
    draft: u32,
    /// That draft's number of its word, and how often the spelling stands there.
    number: u32,
    uses: u32,
    word: Word,
}

// Two pieces of memory a spelling: a draft has thousands.
const _: () = assert!(size_of::<Known>() <= 128);

impl Known {
    fn new(text: &str, key: u32) -> Self {
        let stops = text.trim_end_matches('.').bytes().filter(|byte| *byte == b'.').count();
        let stops = stops.min(u8::MAX.into()) as u8;
        let (print, word) = (Print::of(text), look_up(text));
        Self { print, key, stops, draft: 0, number: 0, uses: 0, word }
    }

    fn is(&self, print: Print, text: &str) -> bool {
        self.print == print && (text.len() <= Print::WHOLE || self.word.spelling() == text)
    }
}

/// The place of a spelling in [`Words`].
pub(super) type SpellingNumber = u32;

/// Words that were looked up.
#[derive(Debug, Default)]
pub(super) struct Words {
    spellings: Shelf<Known>,
    by_text: HashTable<SpellingNumber>,
    keys: Vec<Box<str>>,
    by_key: HashTable<u32>,
    /// Which draft used a key last, and its number there.
    used: Vec<(u32, u32)>,
    draft: u32,
}

impl Words {
    /// Begins a draft: no word stands in it yet.
    pub(super) fn begin(&mut self, expected: usize) {
        if self.spellings.len() > MOST.max(2 * expected) {
            *self = Self { draft: self.draft, ..Self::default() };
        }
        self.draft = self.draft.wrapping_add(1);
    }

    /// The number of a spelling, looked up if it is met for the first time.
    pub(super) fn spelling(&mut self, text: &str) -> SpellingNumber {
        let print = Print::of(text);
        let hash = print.hash(text);
        if let Some(known) = self.by_text.find(hash, |at| self.spellings[*at].is(print, text)) {
            return *known;
        }
        let key = self.key(text);
        let number = self.spellings.len() as SpellingNumber;
        self.spellings.push(Known { draft: self.draft.wrapping_sub(1), ..Known::new(text, key) });
        self.by_text.insert_unique(hash, number, |at| {
            let known = &self.spellings[*at];
            known.print.hash(known.word.spelling())
        });
        number
    }

    /// How many stops a spelling has inside.
    pub(super) fn stops(&self, spelling: SpellingNumber) -> usize {
        self.spellings[spelling].stops.into()
    }

    /// How often a spelling stands in the draft whose number of its word was asked for.
    pub(super) fn uses(&mut self, spelling: SpellingNumber) -> &mut u32 {
        &mut self.spellings[spelling].uses
    }

    /// The number of a spelling that was looked up before.
    pub(super) fn spelling_of(&self, text: &str) -> Option<SpellingNumber> {
        let print = Print::of(text);
        self.by_text.find(print.hash(text), |at| self.spellings[*at].is(print, text)).copied()
    }

    fn key(&mut self, spelling: &str) -> u32 {
        let key = if spelling.is_ascii() && !spelling.contains('.') {
            spelling.to_ascii_lowercase()
        } else {
            spelling.replace('.', "").replace('’', "'").to_lowercase()
        };
        let hash = hash(&key);
        if let Some(known) = self.by_key.find(hash, |at| *self.keys[*at as usize] == *key) {
            return *known;
        }
        let number = self.keys.len() as u32;
        self.keys.push(key.into());
        self.used.push((self.draft.wrapping_sub(1), 0));
        self.by_key.insert_unique(hash, number, |at| self::hash(&self.keys[*at as usize]));
        number
    }

    /// The same as [`number`](Self::number), of a spelling that stands in the draft once more.
    pub(super) fn used(&mut self, spelling: SpellingNumber, next: u32) -> u32 {
        let number = self.number(spelling, next);
        self.spellings[spelling].uses += 1;
        number
    }

    /// The draft's own number of the word that a spelling spells; `next` if it has none yet.
    pub(super) fn number(&mut self, spelling: SpellingNumber, next: u32) -> u32 {
        let known = &mut self.spellings[spelling];
        if known.draft != self.draft {
            let used = &mut self.used[known.key as usize];
            if used.0 != self.draft {
                *used = (self.draft, next);
            }
            (known.draft, known.number, known.uses) = (self.draft, used.1, 0);
        }
        known.number
    }

    /// The draft's number of the word that a spelling spells, if it stood in the draft.
    pub(super) fn number_in_draft(&self, spelling: SpellingNumber) -> Option<u32> {
        let known = &self.spellings[spelling];
        (known.draft == self.draft).then_some(known.number)
    }

    /// The draft's number of a word in small letters, if it stands in the draft.
    pub(super) fn number_of(&self, key: &str) -> Option<u32> {
        let known = self.by_key.find(hash(key), |at| *self.keys[*at as usize] == *key)?;
        let (draft, number) = self.used[*known as usize];
        (draft == self.draft).then_some(number)
    }

    /// What is known of the word that a spelling spells.
    pub(super) fn word(&self, spelling: SpellingNumber) -> &Word {
        &self.spellings[spelling].word
    }
}

fn hash(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}

fn look_up(spelling: &str) -> Word {
    let (lexicon, names) = (&english().lexicon, &english().names);
    let bare = spelling.trim_end_matches('.');
    let folded = fold(bare);
    let letters = letters(&folded);
    let person = names.person(&folded);
    let groups = if letters == folded { person } else { names.person(&letters) };
    let mut word = Word {
        classes: lexicon.entry(lexicon.find(bare)).classes,
        ordinary: folded.split('-').all(|half| names.is_ordinary(half)),
        personal: person.is_some(),
        hyphened: folded.contains('-'),
        sum: Sum::of(&letters),
        texts: Box::default(),
        ends: [0; 3],
        numbers: Box::default(),
        counts: [0; 2],
    };
    word.write(&[spelling, &folded.replace('.', ""), &letters, &sound(&letters)]);
    word.count(names, groups.unwrap_or(0));
    word
}

impl Word {
    fn write(&mut self, texts: &[&str; 4]) {
        let mut end = 0;
        for (place, text) in self.ends.iter_mut().zip(texts) {
            end += text.len() as u32;
            *place = end;
        }
        self.texts = texts.concat().into();
    }

    fn count(&mut self, names: &NameLists, groups: u64) {
        let mut numbers = Vec::with_capacity(self.letters().len() + self.sound().len() + 4);
        numbers.extend(names.table(self.letters()).map(u32::from));
        self.counts[0] = numbers.len() as u32;
        numbers.extend(NameLists::groups_of(groups));
        self.counts[1] = numbers.len() as u32;
        candidates::buckets(self.letters(), self.sound(), &mut numbers, self.counts[0] as usize);
        self.numbers = numbers.into();
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn a_sum_is_that_of_its_parts_wherever_it_is_cut() {
        let whole = Sum::of("desoto").key();
        for at in 0..=6 {
            let (one, other) = "desoto".split_at(at);
            assert_eq!(Sum::of(one).then(Sum::of(other)).key(), whole);
        }
        assert_ne!(Sum::of("desota").key(), whole);
        assert_ne!(Sum::of("sotode").key(), whole);
    }
}
