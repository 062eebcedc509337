//! The noun phrase that is a subject: how far it reaches, and what stands between it and its verb.

use super::{Finder, REACH, Subject};
use crate::reading::quotes::line::{Noun, Part};

impl Finder<'_> {
    /// The opening bracket of a closing one.
    pub(super) fn bracket(&self, close: usize) -> Option<usize> {
        let floor = close.saturating_sub(REACH);
        (floor..close).rev().find(|at| self.part(*at) == Part::Open)
    }

    /// A quotation that names something: no comma inside its end, a noun before it.
    pub(super) fn is_title(&self, at: usize) -> bool {
        at > 0 && matches!(self.part(at - 1), Part::Noun(noun) if !noun.pronoun)
    }

    /// The noun phrase that ends at an item, with the phrases it hangs on: "a spokesman for the
    /// ministry".
    pub(super) fn noun_phrase(&self, last: usize) -> Subject {
        let mut first = last;
        let mut head = last;
        while first >= 2 && last - first < REACH && !self.is_pronoun(first) {
            let joint = self.part(first - 1);
            let attached = match joint {
                Part::Preposition => self.belongs(first - 1),
                Part::And => self.joins(first),
                _ => false,
            };
            if !attached || !matches!(self.part(first - 2), Part::Noun(noun) if !noun.pronoun) {
                break;
            }
            first -= 2;
            head = first;
        }
        Subject { first, head, last, behind: false, shared: false }
    }

    pub(super) fn is_pronoun(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|noun| noun.pronoun)
    }

    /// Whether a preposition ties what follows to the noun before it.
    pub(super) fn belongs(&self, at: usize) -> bool {
        let opening = at < 2 || !matches!(self.part(at - 2), Part::Verb(_) | Part::Preposition | Part::To);
        let word = self.paragraph.word(self.line.items[at].start);
        opening || matches!(word, "of" | "for" | "at")
    }

    /// Whether "and" joins two subjects: "Ruiz and Lind said".
    pub(super) fn joins(&self, second: usize) -> bool {
        let opens = second < 3
            || matches!(
                self.part(second - 3),
                Part::End | Part::Comma | Part::Quote(_) | Part::That | Part::Clause
            );
        opens
            && self.noun(second).is_some_and(Noun::can_speak)
            && second >= 2
            && self.noun(second - 2).is_some_and(Noun::can_speak)
    }

    /// The subject before a comma: "Ruiz, who farms near Leer, said". The first noun phrase of the
    /// clause that a comma follows.
    pub(super) fn parted(&self, comma: usize) -> Option<Subject> {
        let floor = comma.saturating_sub(REACH);
        let mut found = None;
        let mut at = comma;
        while at > floor {
            let part = self.part(at - 1);
            if matches!(part, Part::End | Part::Colon) {
                break;
            }
            at -= 1;
            let parted = matches!(self.part(at + 1), Part::Comma | Part::Dash | Part::Open | Part::Relative)
                || matches!(self.part(at + 1), Part::Preposition) && found.is_none();
            if self.noun(at).is_some_and(|noun| !noun.object && !noun.possessive) && parted {
                let phrase = self.noun_phrase(at);
                if self.opens_clause(phrase.first) && !(found.is_some() && self.is_place(phrase.first)) {
                    found = Some(Subject { last: comma, ..phrase });
                }
            }
            if matches!(part, Part::Quote(_)) && !self.is_title(at) {
                break;
            }
        }
        found
    }

    /// "in Leer, Ohio": a place behind the comma of the place in it.
    pub(super) fn is_place(&self, at: usize) -> bool {
        let proper = |at: usize| self.noun(at).is_some_and(|noun| noun.proper);
        at >= 3
            && self.part(at - 1) == Part::Comma
            && proper(at)
            && proper(at - 2)
            && self.part(at - 3) == Part::Preposition
    }

    /// Whether a subject can stand at an item: nothing before it governs it.
    pub(super) fn opens_clause(&self, first: usize) -> bool {
        first == 0
            || matches!(
                self.part(first - 1),
                Part::End
                    | Part::Comma
                    | Part::And
                    | Part::That
                    | Part::Clause
                    | Part::Quote(_)
                    | Part::Dash
                    | Part::Colon
                    | Part::Time
                    | Part::Adverb
                    | Part::Close
            )
    }
}
