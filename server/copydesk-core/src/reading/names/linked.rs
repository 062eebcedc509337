//! The spellings of a draft, kept from one version to the next.
//!
//! A name that is typed in one paragraph may be another's misspelling in any other. Yet what is known
//! of all others stays: so after an edit only the words of the paragraphs that changed are counted
//! anew, and only pairs of which one word stands there are weighed again.

use std::ops::Range;

use super::candidates::{self, Candidate};
use super::clusters;
use super::draft::{self, Found, Mentions};
use super::middle::Middle;
use super::typography::Sieve;
use super::variants::{self, Variant};
use super::vocabulary::{Touched, Vocabulary, WordNumber};
use crate::reading::link::{Edited, Paragraphs};
use crate::text::{Change, Span};

/// Bytes around an edit within which the evidence for a pair looks for words.
const REACH: u32 = 256;

/// What was linked of a draft's names.
#[derive(Debug, Default)]
pub struct Linked {
    vocabulary: Vocabulary,
    mentions: Mentions,
    sieve: Sieve,
    pairs: Vec<Candidate>,
    /// What the evidence says of each pair.
    verdicts: Vec<Option<Variant>>,
    /// The pairs that differ in type alone, and whether each is one name.
    types: Vec<(Variant, bool)>,
    /// Which mentions are a person's, once that was asked.
    persons: Option<Vec<bool>>,
}

impl Linked {
    /// Pairs of spellings that look like one name, by the first place of the odd one. `edited` tells
    /// what became of the draft that was linked last.
    pub(in crate::reading) fn variants(
        &mut self,
        draft: &Paragraphs,
        edited: Option<&Edited>,
    ) -> Vec<Variant> {
        if !edited.is_some_and(|edited| self.edit(draft, edited)) {
            self.begin(draft);
        }
        let found = self.mentions.found(draft.text, &self.vocabulary);
        let types = self.types.iter().filter(|(_, one)| *one).map(|(pair, _)| pair);
        variants::in_order(&found, types.chain(self.verdicts.iter().flatten()).cloned())
    }

    /// Whether what stands at a place names a person. Most drafts never ask.
    pub(in crate::reading) fn is_person(&mut self, text: &str, place: Span) -> bool {
        let found = self.mentions.found(text, &self.vocabulary);
        let at = found.hits.partition_point(|hit| hit.span.end <= place.start);
        let names = found.hits.get(at).is_some_and(|hit| hit.span.overlaps(place));
        names && self.persons.get_or_insert_with(|| clusters::gather(&found).persons(&found))[at]
    }

    /// Links a draft from nothing.
    fn begin(&mut self, draft: &Paragraphs) {
        self.persons = None;
        self.vocabulary.begin();
        self.mentions = Mentions::of(draft, &mut self.vocabulary);
        let found = self.mentions.found(draft.text, &self.vocabulary);
        self.sieve.begin(&found);
        self.sieve.was_disturbed();
        self.types = by_types(&found, &self.sieve);
        self.pairs = candidates::pairs(&self.vocabulary);
        let alike = variants::alike(&self.pairs);
        self.verdicts = variants::by_letters(&found, &alike, &self.pairs).collect();
    }

    /// Takes an edit in. Not, where it changes what words far from it are.
    fn edit(&mut self, draft: &Paragraphs, edited: &Edited) -> bool {
        if edited.head {
            return false;
        }
        let Some(new) = self.words_of(draft, edited) else { return false };
        let change = edited.change;
        let gone = self.mentions.hits_of(edited.gone.clone());
        let (mut touched, same): (Vec<WordNumber>, bool) = {
            let old = self.mentions.found(edited.went.text, &self.vocabulary);
            let come = new.found(draft.text, &self.vocabulary);
            self.sieve.count(&old);
            let middle = Middle::of(&old, gone, &come, change);
            self.sieve.replace((&old, middle.old.clone()), (&come, middle.new.clone()), middle.same);
            let near = words(&old, around(&old, change.old));
            (words(&old, middle.old).chain(words(&come, middle.new)).chain(near).collect(), middle.same)
        };
        self.persons.take_if(|_| !same);
        self.mentions.replace(edited.gone.clone(), new, change);

        let found = self.mentions.found(draft.text, &self.vocabulary);
        touched.extend(words(&found, around(&found, change.new)));
        let counted = self.vocabulary.touched().iter().filter(|touched| self.vocabulary.differs(touched));
        touched.extend(counted.map(|touched| touched.number));
        touched.sort_unstable();
        touched.dedup();

        // Whose an article is hangs on the names of the whole draft.
        let other_articles = !same && self.sieve.articles();
        self.types = if self.sieve.was_disturbed() || other_articles {
            by_types(&found, &self.sieve)
        } else {
            let known = self.types.drain(..);
            known.map(|(pair, one)| still(&found, pair.moved(change), one, change.new)).collect()
        };
        let turned = |touched: &&Touched| (touched.count > 0) != (self.vocabulary.count(touched.number) > 0);
        let turned = self.vocabulary.touched().iter().filter(turned);
        let turned: Vec<_> = turned.map(|touched| touched.number).collect();
        let known = std::mem::take(&mut self.pairs);
        self.pairs = match turned.as_slice() {
            [] => known.clone(),
            turned => candidates::pairs_after(&self.vocabulary, &known, turned)
                .unwrap_or_else(|| candidates::pairs(&self.vocabulary)),
        };
        let verdicts = std::mem::take(&mut self.verdicts);
        self.verdicts = judge(&found, &self.pairs, &touched, &known, verdicts, change);
        true
    }

    /// The mentions of the blocks that came, after the words of those that went were taken out of the
    /// count. `None` where that changes how the words of other blocks are read.
    fn words_of(&mut self, draft: &Paragraphs, edited: &Edited) -> Option<Mentions> {
        self.vocabulary.watch();
        let mut numbers = Vec::new();
        for (block, reading) in draft.range(edited.come.clone()) {
            draft::note(&mut self.vocabulary, block.prose(draft.text), &reading.names, &mut numbers);
        }
        for (block, reading) in edited.went.iter() {
            draft::forget(&mut self.vocabulary, block.prose(edited.went.text), &reading.names);
        }
        let elsewhere = |touched: &Touched| {
            let here = numbers.iter().filter(|(number, _)| *number == touched.number).count();
            let turned = touched.sure != self.vocabulary.is_sure_word(touched.number);
            turned
                && (self.vocabulary.count(touched.number) as usize > here
                    || self.vocabulary.is_half(touched.number))
        };
        if self.vocabulary.is_stale() || self.vocabulary.touched().iter().any(elsewhere) {
            return None;
        }
        Some(Mentions::of_blocks(draft, edited.come.clone(), &numbers, &self.vocabulary))
    }
}

/// The pairs that differ in type alone, and whether each is one name.
fn by_types(found: &Found, sieve: &Sieve) -> Vec<(Variant, bool)> {
    let told = |pair: Variant| {
        let one = variants::is_one(found, &pair);
        (pair, one)
    };
    variants::by_types(found, sieve).into_iter().map(told).collect()
}

/// A pair that an edit left alone, with whether it is one name still: that hangs on the words around it.
fn still(found: &Found, pair: Variant, one: bool, edit: Span) -> (Variant, bool) {
    let near = |place: &Span| place.start <= edit.end + REACH && edit.start <= place.end + REACH;
    let one = match pair.odd.places.iter().chain(&pair.base.places).any(near) {
        true => variants::is_one(found, &pair),
        false => one,
    };
    (pair, one)
}

/// The verdicts of pairs: new ones where a word was touched, the known ones otherwise.
fn judge(
    found: &Found,
    pairs: &[Candidate],
    touched: &[WordNumber],
    known: &[Candidate],
    mut verdicts: Vec<Option<Variant>>,
    change: Change,
) -> Vec<Option<Variant>> {
    let is_touched = |word: &WordNumber| touched.binary_search(word).is_ok();
    let known_at =
        |pair: &Candidate| known.binary_search_by_key(&(pair.0, pair.1), |one| (one.0, one.1)).ok();
    let old = |pair: &Candidate| {
        let same = !is_touched(&pair.0) && !is_touched(&pair.1);
        known_at(pair).filter(|_| same)
    };
    let anew: Vec<Candidate> = pairs.iter().filter(|pair| old(pair).is_none()).copied().collect();
    let alike = if anew.is_empty() { Vec::new() } else { variants::alike(pairs) };
    let mut fresh = if anew.is_empty() { None } else { Some(variants::by_letters(found, &alike, &anew)) };
    let mut verdict = |pair: &Candidate| match old(pair) {
        Some(at) => verdicts[at].take().map(|variant| variant.moved(change)),
        None => fresh.as_mut().and_then(Iterator::next).flatten(),
    };
    pairs.iter().map(&mut verdict).collect()
}

/// The words of some mentions.
fn words<'a>(found: &Found<'a>, hits: Range<usize>) -> impl Iterator<Item = WordNumber> + use<'a> {
    let found = *found;
    found.hits[hits].iter().flat_map(move |hit| found.words(hit)).map(|word| word.number)
}

/// The mentions near a place.
fn around(found: &Found, place: Span) -> Range<usize> {
    let first = found.hits.partition_point(|hit| hit.span.end + REACH < place.start);
    let last = found.hits.partition_point(|hit| hit.span.start <= place.end + REACH);
    first..last.max(first)
}

impl Variant {
    /// The same pair, all that stands behind a change moved.
    fn moved(mut self, change: Change) -> Self {
        for place in self.odd.places.iter_mut().chain(&mut self.base.places) {
            *place = change.moved(*place);
        }
        self
    }
}
