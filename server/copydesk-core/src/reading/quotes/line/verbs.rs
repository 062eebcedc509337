//! Whether a word of the line is a verb, by its lists, its ending and its neighbours.

use super::{Cutter, Form, Part};
use crate::languages::{Classes, WordId};
use crate::reading::paragraph::Paragraph;
use crate::reading::tokens::{Kind, Shape, Token};

impl Cutter<'_> {
    /// "Ruiz, who farms near Leer, Tweeted": a verb of speech with a capital it shouldn't have.
    pub(super) fn is_capital_cue(&self, classes: Classes) -> bool {
        known_sayer(classes)
            && !self.is_base()
            && self.noun.is_none()
            && self.line.items.last().is_some_and(|item| matches!(item.part, Part::Comma | Part::Noun(_)))
    }

    pub(super) fn verb_follows(&self) -> bool {
        let verbs = Classes::CUE.or(Classes::FRAME).or(Classes::VERB).or(Classes::AUXILIARY);
        let at = self.at + 1;
        self.token(at).is_some_and(|next| next.shape == Shape::Lower && next.kind == Kind::Word)
            && (self.paragraph.is(at, verbs) || self.paragraph.is(at, Classes::ADVERB))
    }

    /// The form of the verb that the word is here, if it is one.
    pub(super) fn verb(&self, token: &Token, opening: bool) -> Option<Form> {
        let classes = token.classes;
        let word = self.paragraph.bytes(self.at);
        let known = classes.any(Classes::CUE.or(Classes::FRAME).or(Classes::VERB))
            || self.own && is_own_cue(self.paragraph, self.at);
        let mut ing = word.ends_with(b"ing");
        if !known {
            let past = word.len() > 4 && word.ends_with(b"ed");
            let opens = opening && ing && word.len() > 5;
            if opens && self.token(self.at + 1).is_some_and(|next| next.shape != Shape::None) {
                return (!classes.any(Classes::PREPOSITION)).then_some(Form::Ing);
            }
            if !past {
                return None;
            }
        }
        // "bring" is none.
        ing &= !known || self.paragraph.lemma(self.at) != token.word || token.word == WordId::UNKNOWN;
        if self.needs_head() && !self.strong(classes) {
            return None;
        }
        if self.followed_by_hyphen() {
            return None;
        }
        // "the 1999 shooting death": the noun that began before goes on behind it.
        let inside = self.noun.is_some() && ing && !known_sayer(classes) && self.noun_follows();
        if inside && self.token(self.at + 1).is_some_and(|next| !next.is_capital()) {
            return None;
        }
        let after_preposition = self.after(Part::Preposition);
        if after_preposition && !ing || opening && token.is_capital() && classes.any(Classes::NOMINAL) {
            return None;
        }
        if !known && self.noun.is_none() && !self.follows_subject() {
            return None;
        }
        if classes.any(Classes::NOMINAL) && !self.nominal_is_verb() {
            return None;
        }
        Some(if ing { Form::Ing } else { Form::Plain })
    }

    /// "said", "says", "told" are verbs even after a determiner: "one said", "others said".
    pub(super) fn strong(&self, classes: Classes) -> bool {
        self.classes(self.at - 1).any(Classes::ALONE)
            && classes.any(Classes::CUE.or(Classes::FRAME).or(Classes::VERB))
    }

    pub(super) fn followed_by_hyphen(&self) -> bool {
        self.token(self.at + 1).is_some_and(|next| next.kind == Kind::Hyphen && !next.spaced)
    }

    /// Whether the last item can have a verb of its own after it.
    pub(super) fn follows_subject(&self) -> bool {
        self.line.items.last().is_some_and(|item| {
            matches!(
                item.part,
                Part::Noun(_)
                    | Part::Adverb
                    | Part::Auxiliary
                    | Part::Relative
                    | Part::And
                    | Part::Comma
                    | Part::Close
                    | Part::Time
                    | Part::Quote(_)
            )
        })
    }

    /// Whether a form that is mostly a noun is a verb here, by what stands around it.
    pub(super) fn nominal_is_verb(&self) -> bool {
        if matches!(
            self.line.items.last().map(|item| item.part),
            Some(Part::Auxiliary | Part::To | Part::Relative | Part::Adverb)
        ) && self.noun.is_none()
        {
            return true;
        }
        let after_pronoun = self.noun.is_none()
            && matches!(self.line.items.last().map(|item| item.part), Some(Part::Noun(noun)) if noun.pronoun);
        if after_pronoun {
            return true;
        }
        let subject = self.noun.is_some() && !self.needs_head() && !self.is_base();
        let next = self.at + 1;
        if subject && self.paragraph.word(next) == "out" {
            return true;
        }
        // "Ruiz, a farmer, notes that".
        let parted = self.after(Part::Comma) && !self.is_base();
        if parted && self.paragraph.word(next) == "that" {
            return true;
        }
        // "“…,” the ministers state in a letter".
        let plural = self.noun.is_some() && self.paragraph.word(self.at - 1).ends_with('s');
        let after_quote = self.line.items.last().is_some_and(|item| matches!(item.part, Part::Quote(_)));
        if plural && after_quote && self.is_next(Classes::PREPOSITION) {
            return true;
        }
        let governs = match self.token(next).map(|token| token.kind) {
            Some(Kind::DoubleMark) => true,
            Some(Kind::Mark) => {
                matches!(self.paragraph.word(next), ":" | ",") && self.quote_near(next + 1)
                    || self.paragraph.word(next) == "," && self.quote_behind()
            }
            // "“…,” Ruiz notes."
            Some(Kind::Stop) | None => self.quote_behind(),
            Some(Kind::Word) => {
                matches!(
                    self.paragraph.word(next),
                    "that" | "it" | "him" | "them" | "her" | "how" | "in" | "on"
                ) || self.paragraph.is(next, Classes::DETERMINER.or(Classes::OBJECT_PRONOUN))
            }
            _ => false,
        };
        subject && governs && !matches!(self.paragraph.word(next), "in" | "on" if self.ends_in_s())
    }

    pub(super) fn ends_in_s(&self) -> bool {
        self.paragraph.word(self.at).ends_with('s')
    }

    /// Whether a quotation opens at a token, or the paragraph ends there.
    pub(super) fn quote_near(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.kind == Kind::DoubleMark)
    }

    /// Whether a quotation stands a few items back in the sentence.
    pub(super) fn quote_behind(&self) -> bool {
        let near = self.line.items.iter().rev().take(6);
        near.take_while(|item| item.part != Part::End).any(|item| matches!(item.part, Part::Quote(_)))
    }

    /// Whether the word can be its verb's base form: "call", not "calls" or "called".
    pub(super) fn is_base(&self) -> bool {
        let word = self.paragraph.word(self.at);
        !word.ends_with('s') && !word.ends_with("ed")
    }
}

/// Whether a verb tells of speech wherever it stands.
fn known_sayer(classes: Classes) -> bool {
    classes.any(Classes::CUE) && !classes.any(Classes::BESIDE.or(Classes::NOMINAL))
}

/// Whether a token is a verb of speech by the newsroom’s own list.
#[inline]
pub(in crate::reading::quotes) fn is_own_cue(paragraph: &Paragraph, token: usize) -> bool {
    !paragraph.context.cues.is_empty() && is_one_of(paragraph.context.cues, paragraph, token)
}

fn is_one_of(own: &[String], paragraph: &Paragraph, token: usize) -> bool {
    own.iter().any(|lemma| is_form(paragraph.word(token), lemma))
}

/// Whether a word is a form of a regular verb: opine, opines, opined, opining.
fn is_form(word: &str, lemma: &str) -> bool {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let Some(head) = word.get(..stem.len()) else { return false };
    head.eq_ignore_ascii_case(stem) && matches!(&word[stem.len()..], "" | "e" | "s" | "es" | "ed" | "ing")
}
