//! What is known of the words of names, whatever draft they stand in.
//!
//! Looking a word up in the lists costs more than reading it, and names come again: in the next
//! version of a draft, and in the next draft. So what was looked up is kept.

mod print;
mod rows;
mod sum;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;
use std::ops::Deref;

use print::Print;
use rows::{Rows, make_room, numbers, text};

use super::keys::{letters, sound};
use crate::languages::{Classes, english, fold};

pub(super) use sum::Sum;

/// Spellings beyond which all are forgotten before the next draft, unless one draft holds as many.
const MOST: usize = 16_384;

/// What is known of a word of a name, looked up where all of it is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    known: &'a Known,
    spelling: usize,
    words: &'a Words,
}

impl Deref for Word<'_> {
    type Target = Known;

    fn deref(&self) -> &Known {
        self.known
    }
}

impl<'a> Word<'a> {
    /// The word in small letters without marks and stops.
    pub(super) fn folded(self) -> &'a str {
        self.words.rows.text(self.spelling, text::FOLDED)
    }

    /// The letters of the folded word.
    pub(super) fn letters(self) -> &'a str {
        self.words.rows.text(self.spelling, text::LETTERS)
    }

    /// As its consonants sound.
    pub(super) fn sound(self) -> &'a str {
        self.words.rows.text(self.spelling, text::SOUND)
    }

    /// Its lines in the desk's own table of variants.
    pub(super) fn table(self) -> &'a [u32] {
        self.words.rows.numbers(self.spelling, numbers::TABLE)
    }

    /// Its groups in the large list of names.
    pub(super) fn groups(self) -> &'a [u32] {
        self.words.rows.numbers(self.spelling, numbers::GROUPS)
    }

    /// The buckets that it meets others in, each once.
    pub(super) fn buckets(self) -> &'a [u32] {
        self.words.rows.numbers(self.spelling, numbers::BUCKETS)
    }
}

/// A spelling, letter for letter: what every mention asks for. Spellings lie about in memory in no order
/// that a draft knows, so of each that is one piece of memory, and what few ask for lies elsewhere.
#[derive(Debug)]
#[repr(align(64))]
pub(super) struct Known {
    ends: [u64; 2],
    /// What the word can be.
    pub classes: Classes,
    /// Its letters as a number that numbers of several words add up to.
    pub sum: Sum,
    /// The word it spells, in whatever case and with or without stops.
    key: u32,
    /// Which draft used it last.
    draft: u32,
    /// That draft's number of its word, and how often the spelling stands there.
    number: u32,
    uses: u32,
    /// Its bytes, or as many as can be told here.
    length: u8,
    /// Its stops, the last one left out.
    stops: u8,
    /// Whether it is an ordinary word too.
    pub ordinary: bool,
    /// Whether people bear it, as far as the list knows.
    pub personal: bool,
    /// Whether a hyphen parts it.
    pub hyphened: bool,
}

const _: () = assert!(size_of::<Known>() == 64);

impl Known {
    /// Whether it may be a spelling, and if that is short surely is.
    fn may_be(&self, print: Print) -> bool {
        self.ends == print.ends && self.length == print.short_length()
    }
}

/// The place of a spelling in [`Words`].
pub(super) type SpellingNumber = u32;

/// Words that were looked up.
#[derive(Debug, Default)]
pub(super) struct Words {
    spellings: Vec<Known>,
    /// What else is known of each.
    rows: Rows,
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
        if let Some(known) = self.by_text.find(hash, |at| self.is(*at, print, text)) {
            return *known;
        }
        let key = self.key(text);
        let number = self.spellings.len() as SpellingNumber;
        self.look_up(text, print, key);
        let Self { by_text, rows, .. } = self;
        by_text.insert_unique(hash, number, |at| {
            let text = rows.text(*at as usize, text::SPELLING);
            Print::of(text).hash(text)
        });
        number
    }

    fn is(&self, spelling: SpellingNumber, print: Print, words: &str) -> bool {
        let at = spelling as usize;
        self.spellings[at].may_be(print)
            && (words.len() <= Print::WHOLE || self.rows.text(at, text::SPELLING) == words)
    }

    /// How many stops a spelling has inside.
    pub(super) fn stops(&self, spelling: SpellingNumber) -> usize {
        self.spellings[spelling as usize].stops.into()
    }

    /// How often a spelling stands in the draft whose number of its word was asked for.
    pub(super) fn uses(&mut self, spelling: SpellingNumber) -> &mut u32 {
        &mut self.spellings[spelling as usize].uses
    }

    /// The number of a spelling that was looked up before.
    pub(super) fn spelling_of(&self, text: &str) -> Option<SpellingNumber> {
        let print = Print::of(text);
        self.by_text.find(print.hash(text), |at| self.is(*at, print, text)).copied()
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
        self.spellings[spelling as usize].uses += 1;
        number
    }

    /// The draft's own number of the word that a spelling spells; `next` if it has none yet.
    pub(super) fn number(&mut self, spelling: SpellingNumber, next: u32) -> u32 {
        let known = &mut self.spellings[spelling as usize];
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
        let known = &self.spellings[spelling as usize];
        (known.draft == self.draft).then_some(known.number)
    }

    /// The draft's number of a word in small letters, if it stands in the draft.
    pub(super) fn number_of(&self, key: &str) -> Option<u32> {
        let known = self.by_key.find(hash(key), |at| *self.keys[*at as usize] == *key)?;
        let (draft, number) = self.used[*known as usize];
        (draft == self.draft).then_some(number)
    }

    /// What is known of the word that a spelling spells.
    pub(super) fn word(&self, spelling: SpellingNumber) -> Word<'_> {
        let spelling = spelling as usize;
        Word { known: &self.spellings[spelling], spelling, words: self }
    }

    /// Looks a new spelling up.
    fn look_up(&mut self, spelling: &str, print: Print, key: u32) {
        let (lexicon, names) = (&english().lexicon, &english().names);
        let bare = spelling.trim_end_matches('.');
        let folded = fold(bare);
        let letters = letters(&folded);
        let person = names.person(&folded);
        let groups = if letters == folded { person } else { names.person(&letters) };
        let sound = sound(&letters);
        self.rows.push([spelling, &folded.replace('.', ""), &letters, &sound], names, groups.unwrap_or(0));
        make_room(&mut self.spellings, 1);
        self.spellings.push(Known {
            ends: print.ends,
            classes: lexicon.entry(lexicon.find(bare)).classes,
            sum: Sum::of(&letters),
            key,
            draft: self.draft.wrapping_sub(1),
            number: 0,
            uses: 0,
            length: print.short_length(),
            stops: bare.bytes().filter(|byte| *byte == b'.').count().min(u8::MAX.into()) as u8,
            ordinary: folded.split('-').all(|half| names.is_ordinary(half)),
            personal: person.is_some(),
            hyphened: folded.contains('-'),
        });
    }
}

fn hash(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}
