//! What of a run of capitals names something, by all that the draft's words show.

use super::{Hit, Mentions, Numbers, Word};
use crate::languages::Classes;
use crate::reading::names::runs::{Part, PartKind, Run};
use crate::reading::names::vocabulary::{Vocabulary, WordNumber};
use crate::text::Span;

/// Decides which runs name something.
pub(super) struct Decider<'a> {
    pub text: &'a str,
    pub vocabulary: &'a Vocabulary,
    pub out: &'a mut Mentions,
}

impl Decider<'_> {
    /// Takes from a run what names something.
    pub fn decide(&mut self, start: u32, run: &Run, parts: &[Part], numbers: &[Numbers]) {
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
        let word = self.vocabulary.word(number);
        if !word.hyphened {
            return None;
        }
        let folded = word.folded();
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
        if let [part] = parts
            && part.kind == PartKind::Word
        {
            return self.push(start, title, parts, numbers);
        }
        let opens =
            |part: &Part| matches!(part.kind, PartKind::Word | PartKind::Initial | PartKind::Particle);
        let closes = |part: &Part| matches!(part.kind, PartKind::Word | PartKind::Initial | PartKind::Suffix);
        let Some(first) = parts.iter().position(opens) else { return };
        let Some(last) = parts.iter().rposition(closes) else { return };
        if first > last || !parts[first..=last].iter().any(|part| part.kind == PartKind::Word) {
            return;
        }
        self.push(start, title, &parts[first..=last], &numbers[first..=last]);
    }

    fn push(&mut self, start: u32, title: Option<Span>, parts: &[Part], numbers: &[Numbers]) {
        let ([first, ..], [.., last]) = (parts, parts) else { return };
        let from = self.out.words.len() as u32;
        let words = parts.iter().zip(numbers).map(|(part, (number, spelling))| Word {
            number: *number,
            spelling: *spelling,
            kind: part.kind,
            span: part.span.shifted(start),
            doubtful: part.doubtful,
        });
        self.out.words.extend(words);
        self.out.hits.push(Hit {
            span: first.span.to(last.span).shifted(start),
            title: title.map(|title| title.shifted(start)),
            words: (from, self.out.words.len() as u32),
        });
    }
}
