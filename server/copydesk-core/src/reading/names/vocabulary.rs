//! The words of a draft's names, each once.

use super::words::{SpellingNumber, Word, Words};
use crate::languages::{Classes, NameLists, english};

/// A word of a name, in whatever case and with or without stops: its place in [`Vocabulary`], in the
/// order in which the draft first shows them.
pub(super) type WordNumber = u32;

/// Every word that stands in a run of capitals, by number.
pub(super) struct Vocabulary<'a> {
    known: &'a mut Words,
    /// The spelling by which the draft shows each word first.
    words: Vec<SpellingNumber>,
    /// How often each stands with a capital that nothing but its being a name explains.
    sure: Vec<u32>,
}

impl<'a> Vocabulary<'a> {
    /// An empty one; `expected` words or so will stand in it.
    pub(super) fn new(known: &'a mut Words, expected: usize) -> Self {
        known.begin(expected);
        Self { known, words: Vec::with_capacity(expected), sure: Vec::with_capacity(expected) }
    }

    /// The word's number, a new one where it is met for the first time, and that of its spelling.
    pub(super) fn number(&mut self, spelling: &str) -> (WordNumber, SpellingNumber) {
        let spelling = self.known.spelling(spelling);
        let next = self.words.len() as WordNumber;
        let number = self.known.number(spelling, next);
        if number == next {
            self.words.push(spelling);
            self.sure.push(0);
        }
        (number, spelling)
    }

    /// The numbers of a word that the draft holds, in any case.
    pub(super) fn numbers_of(&self, spelling: &str) -> Option<(WordNumber, SpellingNumber)> {
        let number = self.known.number_of(&spelling.to_lowercase())?;
        Some((number, self.known.spelling_of(spelling).unwrap_or(SpellingNumber::MAX)))
    }

    /// Whether a word in small letters surely names something in this draft.
    pub(super) fn is_sure(&self, key: &str) -> bool {
        self.known.number_of(key).is_some_and(|number| self.sure[number as usize] > 0)
    }

    /// What a word can be, be it in the draft or not.
    pub(super) fn classes_of(&self, word: &str) -> Classes {
        let lexicon = &english().lexicon;
        lexicon.entry(lexicon.find(word)).classes
    }

    /// How many words there are; their numbers run from 0.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// What is known of words and names in general.
    pub(super) fn lists(&self) -> &'static NameLists {
        &english().names
    }

    /// What is known of a word.
    pub(super) fn word(&self, number: WordNumber) -> &Word {
        self.known.word(self.words[number as usize])
    }

    /// Notes a capital that can only be a name's.
    pub(super) fn note(&mut self, number: WordNumber) {
        self.sure[number as usize] += 1;
    }

    /// Whether a capital of a doubtful place is a name's all the same.
    pub(super) fn names(&self, number: WordNumber) -> bool {
        let word = self.word(number);
        self.sure[number as usize] > 0
            || !word.ordinary
            || word.classes.any(Classes::PLACE.or(Classes::PEOPLE))
    }
}
