//! Decides over the whole draft which runs of capitals name something.
//!
//! A capital that opens a sentence, or stands in a headline where every word has one, proves
//! nothing; but the same word with a capital elsewhere does, and so does being no ordinary word.

mod decider;

use self::decider::Decider;
use super::ParagraphNames;
use super::mentions;
use super::runs::{Part, PartKind};
use super::vocabulary::{Vocabulary, WordNumber};
use super::words::SpellingNumber;
use crate::formats::{Entry, Role, make_room};
use crate::reading::link::Paragraphs;
use crate::reading::paragraph::{Context, Scratch};
use crate::text::{Change, Span};

/// Keys of the front matter whose values name people, beside the headline's.
const PEOPLE_KEYS: [&str; 4] = ["author", "authors", "byline", "people"];

/// Keys of the front matter that hold a headline.
const TITLE_KEYS: [&str; 2] = ["title", "headline"];

/// A word of a mention.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Its number in the vocabulary.
    pub number: WordNumber,
    /// How it is printed, letter for letter.
    pub spelling: SpellingNumber,
    /// What it is in its name.
    pub kind: PartKind,
    /// Where it stands in the draft.
    pub span: Span,
    /// Whether its capital may come from its place.
    pub doubtful: bool,
}

/// A mention, not yet gathered into a name. Spans are the draft's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// Where it stands.
    pub span: Span,
    /// Its title.
    pub title: Option<Span>,
    /// Its words in [`Mentions::words`].
    words: (u32, u32),
}

/// A word of a run by number: which word, and how it is printed.
pub(super) type Numbers = (WordNumber, SpellingNumber);

/// The mentions of a draft, in order: its front matter's, then its blocks'.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    hits: Vec<Hit>,
    words: Vec<Word>,
    /// The first hit and the first word of the front matter and of each block, and the ends of all.
    starts: Vec<(u32, u32)>,
    /// How often each word of a name stands in `words`, by number, once that was asked.
    counts: Vec<u32>,
}

/// The mentions of a draft with all that is known of them.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    /// The draft's text.
    pub text: &'a str,
    /// The mentions.
    pub hits: &'a [Hit],
    /// Their words.
    words: &'a [Word],
    /// Where the mentions of the front matter and of each block begin.
    starts: &'a [(u32, u32)],
    /// What is known of the words.
    pub vocabulary: &'a Vocabulary,
}

impl<'a> Found<'a> {
    /// The words of a mention.
    pub(super) fn words(&self, hit: &Hit) -> &'a [Word] {
        &self.words[hit.words.0 as usize..hit.words.1 as usize]
    }

    /// Some of the mentions alone, in order; in which blocks they stand is not known of them.
    pub(super) fn only(&self, hits: &'a [Hit]) -> Found<'a> {
        Found { hits, starts: &[], ..*self }
    }

    /// The mentions of the front matter, or of the block that many places behind it.
    pub(super) fn hits_of(&self, block: usize) -> std::ops::Range<usize> {
        self.starts[block].0 as usize..self.starts[block + 1].0 as usize
    }

    /// The last block, counted from the front matter, whose mentions begin before a byte or at it; the front
    /// matter if none does.
    pub(super) fn block_of(&self, byte: u32) -> usize {
        let hits = self.hits.partition_point(|hit| hit.span.start <= byte) as u32;
        self.starts.partition_point(|start| start.0 < hits).saturating_sub(1)
    }
}

impl Found<'_> {
    /// Where a word stands in the mentions of the front matter, or of the block that many places behind it:
    /// the mention, and the index of the word in it.
    pub(super) fn places_of(&self, block: usize, word: WordNumber) -> impl Iterator<Item = (u32, u32)> + '_ {
        let (from, to) = (self.starts[block], self.starts[block + 1]);
        let mut hits = self.hits_of(block);
        // Few words of a block are the one that is sought: whose they are is asked of those only.
        let all = (from.1..to.1).zip(&self.words[from.1 as usize..to.1 as usize]);
        let here = all.filter(move |(_, one)| one.number == word && one.kind == PartKind::Word);
        here.filter_map(move |(at, _)| {
            let hit = hits.by_ref().find(|hit| at < self.hits[*hit].words.1)?;
            hits.start = hit;
            Some((hit as u32, at - self.hits[hit].words.0))
        })
    }
}

impl Mentions {
    /// The mentions of a draft, their words noted in an empty vocabulary.
    pub(super) fn of(draft: &Paragraphs, vocabulary: &mut Vocabulary) -> Self {
        let head = front_matter(draft);
        let runs: usize = draft.readings.iter().map(|reading| reading.names.mentions.len()).sum();
        let words: usize = draft.readings.iter().map(|reading| reading.names.parts.len()).sum();
        let mut numbers = Vec::with_capacity(words);
        for (_, text, names) in &head {
            note(vocabulary, text, names, &mut numbers);
        }
        for (block, reading) in draft.iter() {
            note(vocabulary, block.prose(draft.text), &reading.names, &mut numbers);
        }
        let mut starts = Vec::new();
        make_room(&mut starts, draft.blocks.len() + 2);
        starts.push((0, 0));
        let mut mentions = Self { starts, ..Self::default() };
        make_room(&mut mentions.hits, runs);
        make_room(&mut mentions.words, words);
        let mut rest = numbers.as_slice();
        let mut take = |names: &ParagraphNames| rest.split_off(..names.parts.len()).unwrap_or_default();
        for (start, _, names) in &head {
            mentions.decide(draft.text, *start, names, take(names), vocabulary);
        }
        mentions.end_block();
        for (block, reading) in draft.iter() {
            mentions.decide(draft.text, block.span.start, &reading.names, take(&reading.names), vocabulary);
            mentions.end_block();
        }
        mentions
    }

    /// The mentions of some blocks, by themselves. `numbers` are those of their parts, in order.
    pub(super) fn of_blocks(
        draft: &Paragraphs,
        blocks: std::ops::Range<usize>,
        mut numbers: &[Numbers],
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut mentions = Self { starts: vec![(0, 0)], ..Self::default() };
        for (block, reading) in draft.range(blocks) {
            let own = numbers.split_off(..reading.names.parts.len()).unwrap_or_default();
            mentions.decide(draft.text, block.span.start, &reading.names, own, vocabulary);
            mentions.end_block();
        }
        mentions
    }

    fn decide(
        &mut self,
        text: &str,
        start: u32,
        names: &ParagraphNames,
        numbers: &[Numbers],
        vocabulary: &Vocabulary,
    ) {
        let mut decider = Decider { text, vocabulary, out: self };
        for run in &names.mentions {
            let range = run.parts.0 as usize..run.parts.1 as usize;
            decider.decide(start, run, &names.parts[range.clone()], &numbers[range]);
        }
    }

    fn end_block(&mut self) {
        self.starts.push((self.hits.len() as u32, self.words.len() as u32));
    }

    /// The hits of some blocks.
    pub(super) fn hits_of(&self, blocks: std::ops::Range<usize>) -> std::ops::Range<usize> {
        // The front matter comes first.
        self.starts[blocks.start + 1].0 as usize..self.starts[blocks.end + 1].0 as usize
    }

    /// The words of the mentions of the front matter, or of the block that many places behind it.
    pub(super) fn words_of(&self, block: usize) -> impl Iterator<Item = WordNumber> + '_ {
        let words = self.starts[block].1 as usize..self.starts[block + 1].1 as usize;
        self.words[words].iter().map(|word| word.number)
    }

    /// Puts mentions of blocks in the place of others; what stands behind `change` moves.
    pub(super) fn replace(&mut self, blocks: std::ops::Range<usize>, new: Self, change: Change) {
        let (first, last) = (self.starts[blocks.start + 1], self.starts[blocks.end + 1]);
        let (hits, words) = (new.hits.len() as u32, new.words.len() as u32);
        for word in &mut self.words[last.1 as usize..] {
            word.span = change.moved(word.span);
        }
        let more = |at: u32, gone: u32, come: u32| at - gone + come;
        let word_at = |at: u32| more(at, last.1 - first.1, words);
        for hit in &mut self.hits[last.0 as usize..] {
            hit.span = change.moved(hit.span);
            hit.title = hit.title.map(|title| change.moved(title));
            hit.words = (word_at(hit.words.0), word_at(hit.words.1));
        }
        for start in &mut self.starts[blocks.end + 1..] {
            *start = (more(start.0, last.0 - first.0, hits), word_at(start.1));
        }
        if !self.counts.is_empty() {
            for word in named(&self.words[first.1 as usize..last.1 as usize]) {
                self.counts[word] -= 1;
            }
            add(&mut self.counts, &new.words);
        }
        let own = |hit: &Hit| Hit { words: (hit.words.0 + first.1, hit.words.1 + first.1), ..*hit };
        make_room(&mut self.hits, new.hits.len());
        make_room(&mut self.words, new.words.len());
        make_room(&mut self.starts, new.starts.len());
        self.hits.splice(first.0 as usize..last.0 as usize, new.hits.iter().map(own));
        self.words.splice(first.1 as usize..last.1 as usize, new.words);
        // The last of the new starts is their end: where the next block begins.
        let own = &new.starts[..new.starts.len() - 1];
        let own = own.iter().map(|start| (start.0 + first.0, start.1 + first.1));
        self.starts.splice(blocks.start + 1..blocks.end + 1, own);
    }

    /// Counts the words, if that was not done before.
    pub(super) fn count(&mut self) {
        if self.counts.is_empty() {
            add(&mut self.counts, &self.words);
        }
    }

    /// How often each word stands in the mentions, initials and particles left out, by number; words that
    /// are not in the list stand nowhere. Known once they were [counted](Self::count).
    pub(super) fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// The mentions with what is known of their words.
    pub(super) fn found<'a>(&'a self, text: &'a str, vocabulary: &'a Vocabulary) -> Found<'a> {
        Found { text, hits: &self.hits, words: &self.words, starts: &self.starts, vocabulary }
    }
}

/// The numbers of the words of names among the words of mentions.
fn named(words: &[Word]) -> impl Iterator<Item = usize> + '_ {
    words.iter().filter(|word| word.kind == PartKind::Word).map(|word| word.number as usize)
}

/// Counts some words more.
fn add(counts: &mut Vec<u32>, words: &[Word]) {
    let end = named(words).max().map_or(0, |last| last + 1);
    counts.resize(counts.len().max(end), 0);
    named(words).for_each(|word| counts[word] += 1);
}

/// Notes the words of a paragraph.
pub(super) fn note(
    vocabulary: &mut Vocabulary,
    text: &str,
    names: &ParagraphNames,
    numbers: &mut Vec<Numbers>,
) {
    for part in &names.parts {
        numbers.push(vocabulary.add(part.span.of(text), is_sure(part)));
    }
}

/// Takes the words of a paragraph back.
pub(super) fn forget(
    vocabulary: &mut Vocabulary,
    text: &str,
    names: &ParagraphNames,
    gone: &mut Vec<WordNumber>,
) {
    gone.extend(names.parts.iter().filter_map(|part| vocabulary.remove(part.span.of(text), is_sure(part))));
}

/// The numbers of the words of a paragraph that were noted.
pub(super) fn numbers<'a>(
    vocabulary: &'a Vocabulary,
    text: &'a str,
    names: &'a ParagraphNames,
) -> impl Iterator<Item = Numbers> + 'a {
    names.parts.iter().filter_map(|part| vocabulary.look_up(part.span.of(text)))
}

/// The words of the front matter.
pub(super) fn words_of_front_matter(
    draft: &Paragraphs,
    vocabulary: &Vocabulary,
) -> impl Iterator<Item = WordNumber> + use<> {
    let head = front_matter(draft);
    let words = |(_, text, names): &(u32, &str, ParagraphNames)| {
        numbers(vocabulary, text, names).map(|(word, _)| word).collect::<Vec<_>>()
    };
    head.iter().flat_map(words).collect::<Vec<_>>().into_iter()
}

/// Whether nothing but its being a name explains a word's capital.
fn is_sure(part: &Part) -> bool {
    !part.doubtful && part.kind == PartKind::Word
}

/// What the front matter names: where a value stands, its text, its names.
fn front_matter<'a>(draft: &Paragraphs<'a>) -> Vec<(u32, &'a str, ParagraphNames)> {
    let entries = draft.front_matter.map_or(&[][..], |head| &head.entries);
    entries.iter().filter_map(|entry| value(draft.text, entry)).collect()
}

fn value<'a>(text: &'a str, entry: &Entry) -> Option<(u32, &'a str, ParagraphNames)> {
    let holds = |keys: &[&str]| {
        entry.key.split('.').any(|key| keys.iter().any(|known| key.eq_ignore_ascii_case(known)))
    };
    let people = holds(&PEOPLE_KEYS);
    if !people && !holds(&TITLE_KEYS) {
        return None;
    }
    let value = entry.span.of(text);
    let (mut scratch, context) = (Scratch::default(), Context::of(Role::Headline));
    let mut names = ParagraphNames::default();
    mentions::read(&scratch.cut(value, &context), &mut mentions::Room::default(), &mut names);
    if people {
        // The key says that these are names; their capitals need no other proof.
        names.parts.iter_mut().for_each(|part| part.doubtful = false);
        names.mentions.iter_mut().for_each(|run| run.in_title_case = false);
    }
    Some((entry.span.start, value, names))
}
