//! Noun phrases of the line: where one goes on, and what it can be.

use super::{Cutter, Noun, Part};
use crate::languages::Classes;
use crate::reading::tokens::{Kind, Shape, Token};

impl Cutter<'_> {
    /// Whether a capital doesn't make the word a name: "The", "I", "He".
    pub(super) fn is_function(&self, classes: Classes) -> bool {
        classes.any(Classes::DETERMINER.or(Classes::PRONOUN).or(Classes::WEEKDAY).or(Classes::MONTH))
    }

    /// A word with a capital inside the sentence.
    pub(super) fn name(&mut self, token: &Token) {
        let after_thing = self.noun.is_some()
            && self.classes(self.at - 1).any(Classes::DOCUMENT.or(Classes::TIME_NOUN))
            && self.token(self.at - 1).is_some_and(|before| before.shape == Shape::Lower);
        if after_thing && token.spaced { self.begin() } else { self.extend() }
    }

    /// Whether a word with a capital is a month with its day, or one that a preposition leads to.
    pub(super) fn is_month(&self, classes: Classes) -> bool {
        let dated = || {
            self.token(self.at + 1).is_some_and(|next| next.kind == Kind::Number)
                || self.noun.is_none()
                    && self.line.items.last().is_some_and(|item| item.part == Part::Preposition)
        };
        classes.any(Classes::MONTH) && dated()
    }

    /// Whether the next word can go on with a noun phrase.
    pub(super) fn noun_follows(&self) -> bool {
        let stops = Classes::PREPOSITION
            .or(Classes::CONJUNCTION)
            .or(Classes::AUXILIARY)
            .or(Classes::DETERMINER)
            .or(Classes::ADVERB);
        let at = self.at + 1;
        let Some(next) = self.token(at) else { return false };
        match next.kind {
            Kind::Word => {
                let verb = self.paragraph.is(at, Classes::CUE.or(Classes::FRAME));
                !self.paragraph.is(at, stops) && (!verb || self.paragraph.is(at, Classes::NOMINAL))
            }
            Kind::Number | Kind::Link => true,
            _ => false,
        }
    }

    /// Whether the noun phrase being read has only a determiner or possessive so far.
    pub(super) fn needs_head(&self) -> bool {
        self.noun.is_some() && (self.classes(self.at - 1).any(Classes::DETERMINER) || self.after_possessive())
    }

    pub(super) fn after_possessive(&self) -> bool {
        self.token(self.at - 1)
            .is_some_and(|before| matches!(before.kind, Kind::Clitic | Kind::SingleMark | Kind::Hyphen))
    }

    pub(super) fn is_adverb(&self, classes: Classes) -> bool {
        let word = self.paragraph.bytes(self.at);
        classes.any(Classes::ADVERB)
            || word.len() > 4
                && word.ends_with(b"ly")
                && self.paragraph.tokens[self.at].shape == Shape::Lower
                && !classes.any(Classes::ROLE.or(Classes::BODY).or(Classes::TIME_NOUN))
    }

    pub(super) fn noun_or_time(&self, start: usize, end: usize) -> Part {
        let mut noun = Noun::default();
        let mut head = Classes::default();
        let tokens = &self.paragraph.tokens[start..end];
        for (at, token) in (start..).zip(tokens) {
            match token.kind {
                Kind::Word => {
                    noun.proper |= token.is_capital() && !self.opens_sentence(at, start, end, token.classes);
                    head = token.classes;
                }
                Kind::Link => noun.proper = true,
                _ => (),
            }
        }
        let last = tokens.last().map(|last| last.kind);
        noun.possessive = matches!(last, Some(Kind::Clitic | Kind::SingleMark));
        if end - start == 1 {
            noun.pronoun = head.any(Classes::PRONOUN);
            noun.object =
                head.any(Classes::OBJECT_PRONOUN) || matches!(self.paragraph.bytes(start), b"her" | b"Her");
        }
        noun.document = head.any(Classes::DOCUMENT);
        let speaks = head.any(Classes::ROLE.or(Classes::BODY).or(Classes::DOCUMENT));
        noun.speaks = speaks || self.stands_for_people(start, end);
        if head.any(Classes::TIME_NOUN) && !noun.proper { Part::Time } else { Part::Noun(noun) }
    }

    /// "some", "others", "one": people, where nothing follows the determiner.
    pub(super) fn stands_for_people(&self, start: usize, end: usize) -> bool {
        end - start == 1 && self.classes(start).any(Classes::ALONE)
    }

    /// Whether a capital may come of the sentence's start alone.
    pub(super) fn opens_sentence(&self, at: usize, start: usize, end: usize, classes: Classes) -> bool {
        let small = Classes::DETERMINER.or(Classes::PRONOUN);
        if at != start || !self.noun_opens {
            return classes.any(small) && !self.paragraph.bytes(at).ends_with(b".");
        }
        let common = Classes::ROLE
            .or(Classes::BODY)
            .or(Classes::DOCUMENT)
            .or(Classes::ORDINARY)
            .or(Classes::TIME_NOUN);
        classes.any(small.or(common)) || end - start > 1 && !self.paragraph.tokens[at + 1].is_capital()
    }
}
