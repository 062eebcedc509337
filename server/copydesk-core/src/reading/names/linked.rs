//! The spellings of a draft, kept from one version to the next.
//!
//! A name that is typed in one paragraph may be another's misspelling in any other. Yet what is known
//! of all others stays: so after an edit only the words of the paragraphs that changed are counted
//! anew, and only pairs of which one word stands there are weighed again.

use std::ops::Range;
use std::sync::Arc;

use super::bearing::Persons;
use super::candidates::{self, Candidate};
use super::clusters;
use super::draft::{self, Found, Hit, Mentions, Numbers};
use super::each_once;
use super::firsts::Firsts;
use super::middle::Middle;
use super::occurrences::{Gathered, Occurrences};
use super::twins::{REACH, Twins};
use super::typography::{Key, Sieve};
use super::variants::{self, Variant};
use super::vocabulary::{Touched, Vocabulary, WordNumber};
use super::whereabouts::{BlockNumber, FRONT_MATTER, Whereabouts};
use crate::reading::link::{Edited, Paragraphs};
use crate::text::{Change, Span};

/// Blocks that are decided again because an edit elsewhere changed what a word is; where there are more, the
/// draft is linked from nothing.
const ELSEWHERE: usize = 200;

/// What the evidence says of a pair: most are none.
type Verdict = Option<Arc<Variant>>;

/// What was linked of a draft's names.
#[derive(Debug, Default)]
pub struct Linked {
    vocabulary: Vocabulary,
    mentions: Mentions,
    whereabouts: Whereabouts,
    sieve: Sieve,
    /// Room to read a draft from nothing.
    firsts: Firsts,
    pairs: Vec<Candidate>,
    /// What the evidence says of each pair.
    verdicts: Vec<Verdict>,
    /// The pairs that differ in type alone.
    twins: Twins,
    /// Which mentions are a person's, once that was asked of a draft that was not edited since.
    persons: Option<Vec<bool>>,
    /// The same of those that were asked about in an edited one.
    asked: Persons,
}

impl Linked {
    /// Pairs of spellings that look like one name, by the first place of the odd one. `edited` tells
    /// what became of the draft that was linked last.
    pub(in crate::reading) fn variants(
        &mut self,
        draft: &Paragraphs,
        edited: Option<&Edited>,
    ) -> Vec<Arc<Variant>> {
        if !edited.is_some_and(|edited| self.edit(draft, edited)) {
            self.begin(draft);
        }
        variants::in_order(self.twins.of_one_name().chain(self.verdicts.iter().flatten()).cloned().collect())
    }

    /// Whether what stands at a place names a person. Most drafts never ask.
    pub(in crate::reading) fn is_person(&mut self, text: &str, place: Span) -> bool {
        let found = self.mentions.found(text, &self.vocabulary);
        let at = found.hits.partition_point(|hit| hit.span.end <= place.start);
        let names = found.hits.get(at).is_some_and(|hit| hit.span.overlaps(place));
        if !names {
            return false;
        }
        if self.persons.is_none() && self.whereabouts.is_known() {
            return self.asked.ask(&found, &self.whereabouts, at);
        }
        self.persons.get_or_insert_with(|| clusters::gather(&found).persons(&found))[at]
    }

    /// Links a draft from nothing.
    fn begin(&mut self, draft: &Paragraphs) {
        self.persons = None;
        self.asked.forget();
        self.vocabulary.begin();
        self.whereabouts.forget();
        // Two drafts' would be the most that is ever held.
        self.mentions = Mentions::default();
        (self.pairs, self.verdicts, self.twins) = Default::default();
        self.mentions = Mentions::of(draft, &mut self.vocabulary);
        let found = self.mentions.found(draft.text, &self.vocabulary);
        self.sieve.begin(&found, &mut self.firsts);
        self.twins = Twins::of(&found, &self.sieve);
        self.pairs = candidates::pairs(&self.vocabulary, &mut self.firsts);
        let words = self.pairs.iter().flat_map(|(a, b, _)| [*a, *b]);
        let places = Occurrences::Gathered(Gathered::of_words(&found, words));
        let verdicts = variants::by_letters(&found, &self.pairs, &self.pairs, places);
        self.verdicts = verdicts.map(|verdict| verdict.map(Arc::new)).collect();
    }

    /// Takes an edit in. Not, where it changes what too many words far from it are.
    fn edit(&mut self, draft: &Paragraphs, edited: &Edited) -> bool {
        if edited.head {
            return false;
        }
        self.firsts = Firsts::default();
        let Some(Turned { new, mut lost }) = self.words_of(draft, edited) else { return false };
        let (change, blocks) = (edited.change, (edited.gone.clone(), edited.come.clone()));
        let gone = self.mentions.hits_of(edited.gone.clone());
        let (mut touched, same): (Vec<WordNumber>, bool) = {
            let old = self.mentions.found(edited.went.text, &self.vocabulary);
            let come = new.found(draft.text, &self.vocabulary);
            self.sieve.count(&old);
            lost.extend(words(&old, gone.clone()));
            let middle = Middle::of(&old, gone, &come, change);
            self.sieve.replace((&old, middle.old.clone()), (&come, middle.new.clone()), middle.same);
            let near = words(&old, around(&old, change.old));
            (words(&old, middle.old).chain(words(&come, middle.new)).chain(near).collect(), middle.same)
        };
        self.mentions.replace(edited.gone.clone(), new, change);
        let known = (draft, &self.mentions, &self.vocabulary);
        self.whereabouts.replace((blocks.0, &lost), blocks.1, known);
        let Some(elsewhere) = self.elsewhere(&edited.come) else { return false };
        let same = same & !self.decide_again(draft, &elsewhere, &mut touched);
        self.persons.take_if(|_| !same);
        let found = self.mentions.found(draft.text, &self.vocabulary);
        touched.extend(words(&found, around(&found, change.new)));
        let counted = self.vocabulary.touched().iter().filter(|touched| self.vocabulary.differs(touched));
        touched.extend(counted.map(|touched| touched.number));
        let touched = Set::of(touched, self.vocabulary.end());
        self.asked.follow(change, |word| !same && touched.has(word));
        let keys = self.disturbed(!same);
        let found = self.mentions.found(draft.text, &self.vocabulary);
        self.twins.follow(&found, (&self.sieve, &self.whereabouts), keys, change);
        self.weigh(draft, touched, change);
        true
    }

    /// The keys whose spellings an edit may have changed, sorted; `named` tells whether it changed any name.
    fn disturbed(&mut self, named: bool) -> Vec<Key> {
        let mut keys = self.sieve.take_disturbed();
        if named {
            // Whose an article is may hang on any name.
            keys.extend(self.sieve.articles());
        }
        each_once(keys)
    }

    /// The mentions of the blocks that came, after the words of those that went were taken out of the
    /// count. `None` where some word is to be looked up by another spelling.
    fn words_of(&mut self, draft: &Paragraphs, edited: &Edited) -> Option<Turned> {
        self.vocabulary.watch();
        let (mut numbers, mut lost) = (Vec::new(), Vec::new());
        for (block, reading) in draft.range(edited.come.clone()) {
            draft::note(&mut self.vocabulary, block.prose(draft.text), &reading.names, &mut numbers);
        }
        for (block, reading) in edited.went.iter() {
            let text = block.prose(edited.went.text);
            draft::forget(&mut self.vocabulary, text, &reading.names, &mut lost);
        }
        if self.vocabulary.is_stale() {
            return None;
        }
        let new = Mentions::of_blocks(draft, edited.come.clone(), &numbers, &self.vocabulary);
        Some(Turned { new, lost })
    }

    /// The blocks, beside those that came, in which a word stands that names something now or does no more.
    /// `None` where they are too many.
    fn elsewhere(&self, come: &Range<usize>) -> Option<Vec<usize>> {
        let turned = |touched: &&Touched| touched.sure != self.vocabulary.is_sure_word(touched.number);
        let turned = self.vocabulary.touched().iter().filter(turned).map(|touched| touched.number);
        let words = turned.flat_map(|word| self.vocabulary.wholes(word).chain([word]));
        let blocks: Vec<BlockNumber> =
            each_once(words.flat_map(|word| self.whereabouts.of(word)).copied().collect());
        if blocks.first() == Some(&FRONT_MATTER) || blocks.len() > ELSEWHERE {
            return None;
        }
        let blocks = blocks.into_iter().map(|block| block as usize - 1);
        Some(blocks.filter(|block| !come.contains(block)).collect())
    }

    /// Decides again which runs of some blocks name something, and whether any decision changed. The words
    /// of those are added to `touched`.
    fn decide_again(&mut self, draft: &Paragraphs, blocks: &[usize], touched: &mut Vec<WordNumber>) -> bool {
        let mut changed = false;
        for at in blocks {
            let here = *at..*at + 1;
            let (block, reading) = (&draft.blocks[*at], &draft.readings[*at]);
            let prose = block.prose(draft.text);
            let numbers: Vec<Numbers> = draft::numbers(&self.vocabulary, prose, &reading.names).collect();
            let new = Mentions::of_blocks(draft, here.clone(), &numbers, &self.vocabulary);
            let gone = self.mentions.hits_of(here.clone());
            let old = self.mentions.found(draft.text, &self.vocabulary);
            let come = new.found(draft.text, &self.vocabulary);
            let all = 0..come.hits.len();
            let outlines = |hits: &[Hit]| hits.iter().map(|hit| (hit.span, hit.title)).collect::<Vec<_>>();
            let same = words(&old, gone.clone()).eq(words(&come, all.clone()));
            if same && outlines(&old.hits[gone.clone()]) == outlines(come.hits) {
                continue;
            }
            changed = true;
            self.sieve.replace((&old, gone.clone()), (&come, all.clone()), false);
            let mut lost: Vec<_> = words(&old, gone).collect();
            touched.extend(lost.iter().copied().chain(words(&come, all)));
            lost.extend(numbers.iter().map(|(word, _)| *word));
            self.mentions.replace(here.clone(), new, Change { old: block.span, new: block.span });
            let known = (draft, &self.mentions, &self.vocabulary);
            self.whereabouts.replace((here.clone(), &lost), here, known);
        }
        changed
    }

    /// Weighs the pairs again of which a word was touched; all that stands behind `change` moves.
    fn weigh(&mut self, draft: &Paragraphs, mut touched: Set, change: Change) {
        let turned = |touched: &&Touched| (touched.count > 0) != (self.vocabulary.count(touched.number) > 0);
        let turned = self.vocabulary.touched().iter().filter(turned);
        let turned: Vec<_> = turned.map(|touched| touched.number).collect();
        if !turned.is_empty() {
            let pairs = candidates::pairs_after(&self.vocabulary, &self.pairs, &turned);
            let known = std::mem::replace(&mut self.pairs, pairs);
            self.verdicts = carried(&self.pairs, &known, std::mem::take(&mut self.verdicts), &mut touched);
        }
        let mut anew = Vec::new();
        for (at, ((a, b, _), verdict)) in self.pairs.iter().zip(&mut self.verdicts).enumerate() {
            if touched.has(*a) || touched.has(*b) {
                anew.push(at);
            } else if let Some(verdict) = verdict {
                Arc::make_mut(verdict).follow(change);
            }
        }
        if anew.is_empty() {
            return;
        }
        self.mentions.count();
        let found = self.mentions.found(draft.text, &self.vocabulary);
        let pairs: Vec<Candidate> = anew.iter().map(|at| self.pairs[*at]).collect();
        let (blocks, counts) = (&self.whereabouts, self.mentions.counts());
        let places = Occurrences::Sought { found, blocks, counts };
        let verdicts = variants::by_letters(&found, &self.pairs, &pairs, places);
        anew.iter().zip(verdicts).for_each(|(at, verdict)| self.verdicts[*at] = verdict.map(Arc::new));
    }
}

/// What an edit turned the words of the blocks into that it changed.
struct Turned {
    /// The mentions of the blocks that came.
    new: Mentions,
    /// The words of those that went.
    lost: Vec<WordNumber>,
}

/// The verdicts of pairs, of which those that were known keep theirs; the others' words are added to
/// `touched`.
fn carried(
    pairs: &[Candidate],
    known: &[Candidate],
    mut verdicts: Vec<Verdict>,
    touched: &mut Set,
) -> Vec<Verdict> {
    let mut at = 0;
    let mut verdict = |pair: &Candidate| {
        let place = |one: &Candidate| (one.0, one.1);
        while known.get(at).is_some_and(|one| place(one) < place(pair)) {
            at += 1;
        }
        if known.get(at).is_none_or(|one| place(one) != place(pair)) {
            touched.add(pair.0);
            return None;
        }
        verdicts[at].take()
    };
    pairs.iter().map(&mut verdict).collect()
}

/// Some of a draft's words.
struct Set(Vec<bool>);

impl Set {
    /// Some words of those with numbers below `end`.
    fn of(words: Vec<WordNumber>, end: usize) -> Self {
        let mut set = Self(vec![false; end]);
        words.into_iter().for_each(|word| set.add(word));
        set
    }

    fn add(&mut self, word: WordNumber) {
        self.0[word as usize] = true;
    }

    fn has(&self, word: WordNumber) -> bool {
        self.0[word as usize]
    }
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
