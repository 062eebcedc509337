//! The words of a draft's names, each once.

use super::words::{SpellingNumber, Word, Words};
use crate::languages::{Classes, NameLists, english};

/// A word of a name, in whatever case and with or without stops: its place in [`Vocabulary`].
pub(super) type WordNumber = u32;

/// Every word that stands in a run of capitals, by number.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    known: Words,
    entries: Vec<Entry>,
    /// Words that stand in the draft.
    alive: usize,
    /// What changed since [`watch`](Self::watch).
    touched: Vec<Touched>,
    /// How often that was begun; 0 while no one watches.
    watch: u32,
    /// Whether a word is to be looked up by another spelling.
    respelled: bool,
}

/// A word of the draft.
#[derive(Debug)]
struct Entry {
    /// The spelling that it is looked up by: of several, the one with the most stops.
    spelling: SpellingNumber,
    /// How often it stands in the draft.
    count: u32,
    /// How often with a capital that nothing but its being a name explains.
    sure: u32,
    /// The last watch in which it was touched.
    watch: u32,
}

/// A word that was added or removed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Touched {
    /// The word.
    pub number: WordNumber,
    /// How often it stood in the draft before.
    pub count: u32,
    /// Whether it surely named something.
    pub sure: bool,
}

impl Vocabulary {
    /// Forgets the draft's words, and nothing of what is known of words.
    pub(super) fn begin(&mut self) {
        self.known.begin(self.entries.len());
        self.entries.clear();
        (self.alive, self.watch, self.respelled) = (0, 0, false);
        self.touched.clear();
    }

    /// Notes from now on which words are added and removed.
    pub(super) fn watch(&mut self) {
        self.watch += 1;
        self.touched.clear();
    }

    /// The words that were added or removed, each once, as they were before.
    pub(super) fn touched(&self) -> &[Touched] {
        &self.touched
    }

    /// Whether a word that was touched stands more or less often now, or names something no more.
    pub(super) fn differs(&self, touched: &Touched) -> bool {
        let Entry { count, sure, .. } = self.entries[touched.number as usize];
        (touched.count, touched.sure) != (count, sure > 0)
    }

    /// Whether what is known of some word would be another if the draft were read afresh.
    pub(super) fn is_stale(&self) -> bool {
        self.respelled || self.entries.len() > 2 * self.alive + 1_000
    }

    /// Adds a word by its spelling; `sure` if nothing but its being a name explains its capital.
    pub(super) fn add(&mut self, spelling: &str, sure: bool) -> (WordNumber, SpellingNumber) {
        let spelling = self.known.spelling(spelling);
        let next = self.entries.len() as WordNumber;
        let number = self.known.used(spelling, next);
        if number == next {
            self.entries.push(Entry { spelling, count: 0, sure: 0, watch: 0 });
        }
        self.touch(number);
        if self.entries[number as usize].spelling != spelling {
            self.respell(number, spelling);
        }
        let entry = &mut self.entries[number as usize];
        self.alive += usize::from(entry.count == 0);
        entry.count += 1;
        entry.sure += u32::from(sure);
        (number, spelling)
    }

    /// Takes a word back; its number, if it stood in the draft.
    pub(super) fn remove(&mut self, spelling: &str, sure: bool) -> Option<WordNumber> {
        let spelling = self.known.spelling(spelling);
        let number = self.known.number(spelling, WordNumber::MAX);
        let used = *self.known.uses(spelling) > 0;
        if !used || self.entries.get(number as usize).is_none_or(|entry| entry.count == 0) {
            self.respelled = true;
            return None;
        }
        self.touch(number);
        let entry = &mut self.entries[number as usize];
        entry.count -= 1;
        entry.sure -= u32::from(sure).min(entry.sure);
        self.alive -= usize::from(entry.count == 0);
        *self.known.uses(spelling) -= 1;
        // Another spelling may be the one with the most stops now.
        let last = *self.known.uses(spelling) == 0 && self.known.stops(spelling) > 0;
        self.respelled |= last && entry.count > 0;
        Some(number)
    }

    /// Takes a spelling with more stops as the one that the word is looked up by: "U.S." says more
    /// than "US".
    fn respell(&mut self, number: WordNumber, spelling: SpellingNumber) {
        let entry = &mut self.entries[number as usize];
        if entry.count == 0 || self.known.stops(spelling) > self.known.stops(entry.spelling) {
            self.respelled |= self.watch > 0 && entry.count > 0 && entry.spelling != spelling;
            entry.spelling = spelling;
        }
    }

    fn touch(&mut self, number: WordNumber) {
        let Entry { count, sure, watch, .. } = self.entries[number as usize];
        if watch != self.watch {
            self.entries[number as usize].watch = self.watch;
            self.touched.push(Touched { number, count, sure: sure > 0 });
        }
    }

    /// The numbers of a spelling that stands in the draft.
    pub(super) fn look_up(&self, spelling: &str) -> Option<(WordNumber, SpellingNumber)> {
        let spelling = self.known.spelling_of(spelling)?;
        Some((self.known.number_in_draft(spelling)?, spelling))
    }

    /// The numbers of a word that the draft holds, in any case.
    pub(super) fn numbers_of(&self, spelling: &str) -> Option<(WordNumber, SpellingNumber)> {
        let number = self.alive_number(&spelling.to_lowercase())?;
        Some((number, self.known.spelling_of(spelling).unwrap_or(SpellingNumber::MAX)))
    }

    fn alive_number(&self, key: &str) -> Option<WordNumber> {
        self.known.number_of(key).filter(|number| self.count(*number) > 0)
    }

    /// Whether a word in small letters surely names something in this draft.
    pub(super) fn is_sure(&self, key: &str) -> bool {
        self.alive_number(key).is_some_and(|number| self.entries[number as usize].sure > 0)
    }

    /// Whether a word surely names something in this draft.
    pub(super) fn is_sure_word(&self, number: WordNumber) -> bool {
        self.entries[number as usize].sure > 0
    }

    /// The words of the draft that a hyphen parts, if what a number stands for is one of their halves: what
    /// the half is tells whether the whole is two names.
    pub(super) fn wholes(&self, number: WordNumber) -> impl Iterator<Item = WordNumber> + '_ {
        let half = self.word(number).folded();
        self.numbers().filter(move |other| {
            let whole = self.word(*other);
            let parts = || whole.folded().split_once('-');
            whole.hyphened && parts().is_some_and(|(left, right)| left == half || right == half)
        })
    }

    /// What a word can be, be it in the draft or not.
    pub(super) fn classes_of(&self, word: &str) -> Classes {
        let lexicon = &english().lexicon;
        lexicon.entry(lexicon.find(word)).classes
    }

    /// The words that stand in the draft.
    pub(super) fn numbers(&self) -> impl Iterator<Item = WordNumber> + '_ {
        (0..).zip(&self.entries).filter(|(_, entry)| entry.count > 0).map(|(number, _)| number)
    }

    /// A number greater than that of any word.
    pub(super) fn end(&self) -> usize {
        self.entries.len()
    }

    /// How often a word stands in the draft.
    pub(super) fn count(&self, number: WordNumber) -> u32 {
        self.entries[number as usize].count
    }

    /// What is known of words and names in general.
    pub(super) fn lists(&self) -> &'static NameLists {
        &english().names
    }

    /// What is known of a word.
    pub(super) fn word(&self, number: WordNumber) -> Word<'_> {
        self.known.word(self.entries[number as usize].spelling)
    }

    /// Whether a capital of a doubtful place is a name's all the same.
    pub(super) fn names(&self, number: WordNumber) -> bool {
        let word = self.word(number);
        self.entries[number as usize].sure > 0
            || !word.ordinary
            || word.classes.any(Classes::PLACE.or(Classes::PEOPLE))
    }
}
