//! Decides over the whole draft which runs of capitals name something.
//!
//! A capital that opens a sentence, or stands in a headline where every word has one, proves
//! nothing; but the same word with a capital elsewhere does, and so does being no ordinary word.

use super::mentions;
use super::runs::{Part, PartKind, Run};
use super::vocabulary::{Vocabulary, WordNumber};
use super::words::{SpellingNumber, Words};
use crate::formats::{Entry, Role};
use crate::languages::{Classes, english};
use crate::reading::link::Paragraphs;
use crate::reading::paragraph::{Context, Scratch};
use crate::reading::quotes::Convention;
use crate::text::Span;

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
    /// Its words in [`Found::words`].
    words: (u32, u32),
}

/// A word of a run by number: which word, and how it is printed.
type Numbers = (WordNumber, SpellingNumber);

/// The mentions of a draft, in order.
pub(super) struct Found<'a> {
    /// The draft's text.
    pub text: &'a str,
    /// The mentions.
    pub hits: Vec<Hit>,
    /// Their words.
    words: Vec<Word>,
    /// What is known of the words.
    pub vocabulary: Vocabulary<'a>,
}

impl Found<'_> {
    /// The words of a mention.
    pub(super) fn words(&self, hit: &Hit) -> &[Word] {
        &self.words[hit.words.0 as usize..hit.words.1 as usize]
    }
}

/// The mentions of a draft, its front matter's first.
pub(super) fn found<'a>(draft: &Paragraphs<'a>, known: &'a mut Words) -> Found<'a> {
    let head = front_matter(draft);
    let parts = draft.readings.iter().map(|reading| reading.names.parts.len()).sum();
    let mut found = Found {
        text: draft.text,
        hits: Vec::with_capacity(parts),
        words: Vec::with_capacity(parts),
        vocabulary: Vocabulary::new(known, parts / 2),
    };
    let sources = || {
        let blocks = draft.blocks.iter().zip(draft.readings);
        let blocks =
            blocks.map(|(block, reading)| (block.span.start, block.prose(draft.text), &reading.names));
        head.iter().map(|(start, text, names)| (*start, *text, names)).chain(blocks)
    };
    let mut numbers = Vec::with_capacity(parts);
    for (_, text, names) in sources() {
        for part in &names.parts {
            let (number, spelling) = found.vocabulary.number(part.span.of(text));
            if !part.doubtful && part.kind == PartKind::Word {
                found.vocabulary.note(number);
            }
            numbers.push((number, spelling));
        }
    }
    let mut rest = numbers.as_slice();
    for (start, _, names) in sources() {
        let (here, next) = rest.split_at(names.parts.len());
        for run in &names.mentions {
            let range = run.parts.0 as usize..run.parts.1 as usize;
            found.decide(start, run, &names.parts[range.clone()], &here[range]);
        }
        rest = next;
    }
    found
}

impl Found<'_> {
    /// Takes from a run what names something.
    fn decide(&mut self, start: u32, run: &Run, parts: &[Part], numbers: &[Numbers]) {
        if run.in_title_case || parts[1..].iter().any(|part| part.doubtful) {
            return self.stretches(start, run, parts, numbers);
        }
        let drop = parts[0].doubtful && parts[0].kind == PartKind::Word && !self.opens_name(parts, numbers);
        let from = usize::from(drop);
        if let [part] = &parts[from..]
            && let Some(middle) = self.couple(part, numbers[from].0)
        {
            let (left, right) = (part.span.start, part.span.end);
            let halves =
                [Span { start: left, end: left + middle }, Span { start: left + middle + 1, end: right }];
            return self.halves(start, part, halves);
        }
        self.add(start, run.title.filter(|_| !drop), &parts[from..], &numbers[from..]);
    }

    /// Whether the doubtful first word of a run belongs to its name.
    fn opens_name(&self, parts: &[Part], numbers: &[Numbers]) -> bool {
        if self.vocabulary.names(numbers[0].0) {
            return true;
        }
        let [_, next, ..] = numbers else { return false };
        let (word, next) = (self.vocabulary.word(numbers[0].0), self.vocabulary.word(next.0));
        let followed = matches!(parts[1].kind, PartKind::Word | PartKind::Initial | PartKind::Particle);
        followed
            && (word.classes.any(Classes::GIVEN_WORD.or(Classes::PLACE_OPENER))
                || parts.len() == 2
                    && next.classes.any(Classes::ORGANIZATION.or(Classes::PLACE_WORD))
                    && word.personal)
    }

    /// The stretches of a line of capitals whose every word is known for a name's, or for no other.
    fn stretches(&mut self, start: u32, run: &Run, parts: &[Part], numbers: &[Numbers]) {
        // "NEW YORK, Wednesday": a dateline is no headline that tells of something new.
        if !run.in_title_case
            && let ([_, _], [first, last]) = (parts, numbers)
            && self.vocabulary.word(first.0).classes.any(Classes::PLACE_OPENER)
            && self.vocabulary.names(last.0)
        {
            return self.add(start, run.title, parts, numbers);
        }
        let mut from = None;
        for at in 0..=parts.len() {
            let names = at < parts.len()
                && (parts[at].kind != PartKind::Word || self.vocabulary.names(numbers[at].0));
            match (names, from) {
                (true, None) => from = Some(at),
                (false, Some(first)) => {
                    self.add(start, run.title.filter(|_| first == 0), &parts[first..at], &numbers[first..at]);
                    from = None;
                }
                _ => (),
            }
        }
    }

    /// Where a hyphen parts two names of the draft: the length of the first.
    fn couple(&self, part: &Part, number: WordNumber) -> Option<u32> {
        let folded = &*self.vocabulary.word(number).folded;
        if !folded.is_ascii() || folded.len() != part.span.len() {
            return None;
        }
        let (left, right) = folded.split_once('-')?;
        let names = |half: &str| self.vocabulary.is_sure(half);
        (names(left) && names(right)).then_some(left.len() as u32)
    }

    fn halves(&mut self, start: u32, part: &Part, halves: [Span; 2]) {
        for span in halves {
            let place = span.shifted(start);
            let Some(numbers) = self.vocabulary.numbers_of(place.of(self.text)) else { continue };
            self.add(start, None, &[Part { span, ..*part }], &[numbers]);
        }
    }

    /// Adds a mention, its ends trimmed to words.
    fn add(&mut self, start: u32, title: Option<Span>, parts: &[Part], numbers: &[Numbers]) {
        let opens =
            |part: &Part| matches!(part.kind, PartKind::Word | PartKind::Initial | PartKind::Particle);
        let closes = |part: &Part| matches!(part.kind, PartKind::Word | PartKind::Initial | PartKind::Suffix);
        let Some(first) = parts.iter().position(opens) else { return };
        let Some(last) = parts.iter().rposition(closes) else { return };
        if first > last || !parts[first..=last].iter().any(|part| part.kind == PartKind::Word) {
            return;
        }
        let from = self.words.len() as u32;
        for (part, (number, spelling)) in parts[first..=last].iter().zip(&numbers[first..=last]) {
            self.words.push(Word {
                number: *number,
                spelling: *spelling,
                kind: part.kind,
                span: part.span.shifted(start),
                doubtful: part.doubtful,
            });
        }
        self.hits.push(Hit {
            span: parts[first].span.to(parts[last].span).shifted(start),
            title: title.map(|title| title.shifted(start)),
            words: (from, self.words.len() as u32),
        });
    }
}

/// What the front matter names: where a value stands, its text, its names.
fn front_matter<'a>(draft: &Paragraphs<'a>) -> Vec<(u32, &'a str, super::ParagraphNames)> {
    let entries = draft.front_matter.map_or(&[][..], |head| &head.entries);
    entries.iter().filter_map(|entry| value(draft.text, entry)).collect()
}

fn value<'a>(text: &'a str, entry: &Entry) -> Option<(u32, &'a str, super::ParagraphNames)> {
    let holds = |keys: &[&str]| {
        entry.key.split('.').any(|key| keys.iter().any(|known| key.eq_ignore_ascii_case(known)))
    };
    let people = holds(&PEOPLE_KEYS);
    if !people && !holds(&TITLE_KEYS) {
        return None;
    }
    let context =
        Context { role: Role::Headline, language: english(), convention: Convention::default(), cues: &[] };
    let value = entry.span.of(text);
    let mut names = mentions::read(&Scratch::default().cut(value, &context), &mut mentions::Room::default());
    if people {
        // The key says that these are names; their capitals need no other proof.
        names.parts.iter_mut().for_each(|part| part.doubtful = false);
        names.mentions.iter_mut().for_each(|run| run.in_title_case = false);
    }
    Some((entry.span.start, value, names))
}
