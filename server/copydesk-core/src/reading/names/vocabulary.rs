//! The words of a draft's names, each looked up once.

use std::collections::HashMap;

use super::keys::letters;
use crate::languages::{Classes, Language, NameLists, fold};

/// A word of a name, in whatever case and with or without stops: its place in [`Vocabulary`].
pub(super) type WordNumber = u32;

/// What is known of a word of a name.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// The word in small letters without marks and stops.
    pub folded: Box<str>,
    /// What it can be.
    pub classes: Classes,
    /// Whether it is an ordinary word too.
    pub ordinary: bool,
    /// The letters of `folded`.
    pub letters: Box<str>,
    /// Whether people bear it, as far as the list knows.
    pub personal: bool,
    /// How often it stands with a capital that nothing but its being a name explains.
    pub sure: u32,
}

/// Every word that stands in a run of capitals, by number.
pub(super) struct Vocabulary<'a> {
    language: &'static Language,
    words: Vec<Word>,
    /// A spelling to its word: what stands in the draft, letter for letter.
    spellings: HashMap<&'a str, WordNumber, foldhash::fast::RandomState>,
    keys: HashMap<Box<str>, WordNumber, foldhash::fast::RandomState>,
}

impl<'a> Vocabulary<'a> {
    /// An empty one.
    pub(super) fn new(language: &'static Language) -> Self {
        Self { language, words: Vec::new(), spellings: HashMap::default(), keys: HashMap::default() }
    }

    /// The word's number; a new one where it is met for the first time.
    pub(super) fn number(&mut self, spelling: &'a str) -> WordNumber {
        if let Some(known) = self.spellings.get(spelling) {
            return *known;
        }
        let key = spelling.replace('.', "").replace('’', "'").to_lowercase().into_boxed_str();
        let next = self.words.len() as WordNumber;
        let number = *self.keys.entry(key).or_insert(next);
        if number == next {
            self.words.push(self.look_up(spelling));
        }
        self.spellings.insert(spelling, number);
        number
    }

    fn look_up(&self, spelling: &str) -> Word {
        let lexicon = &self.language.lexicon;
        let names = &self.language.names;
        let bare = spelling.trim_end_matches('.');
        let folded = fold(bare);
        Word {
            classes: lexicon.entry(lexicon.find(bare)).classes,
            ordinary: folded.split('-').all(|half| names.is_ordinary(half)),
            personal: names.is_personal(&folded),
            letters: letters(&folded).into_boxed_str(),
            folded: folded.replace('.', "").into_boxed_str(),
            sure: 0,
        }
    }

    /// The number of a word that the draft holds, in any case.
    pub(super) fn number_of(&self, spelling: &str) -> Option<WordNumber> {
        self.keys.get(spelling.to_lowercase().as_str()).copied()
    }

    /// Whether a word in small letters surely names something in this draft.
    pub(super) fn is_sure(&self, key: &str) -> bool {
        self.keys.get(key).is_some_and(|number| self.word(*number).sure > 0)
    }

    /// What a word can be, be it in the draft or not.
    pub(super) fn classes_of(&self, word: &str) -> Classes {
        let lexicon = &self.language.lexicon;
        lexicon.entry(lexicon.find(word)).classes
    }

    /// How many words there are; their numbers run from 0.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// What is known of words and names in general.
    pub(super) fn lists(&self) -> &'static NameLists {
        &self.language.names
    }

    /// What is known of a word.
    pub(super) fn word(&self, number: WordNumber) -> &Word {
        &self.words[number as usize]
    }

    /// Notes a capital that can only be a name's.
    pub(super) fn note(&mut self, number: WordNumber) {
        self.words[number as usize].sure += 1;
    }

    /// Whether a capital of a doubtful place is a name's all the same.
    pub(super) fn names(&self, number: WordNumber) -> bool {
        let word = self.word(number);
        word.sure > 0 || !word.ordinary || word.classes.any(Classes::PLACE.or(Classes::PEOPLE))
    }
}
