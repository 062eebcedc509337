//! A firm's name that ends in a possessive, printed once without its apostrophe: Alder's, Alders.

use super::{LOOKED_AT, Pair};
use crate::languages::{Classes, english};
use crate::reading::names::variants::Spelling;
use crate::reading::names::vocabulary::WordNumber;
use crate::text::Span;

/// Firms of one founder whose names differ in nothing but the apostrophe: the bank and the market.
const BOTH: [&str; 1] = ["lloyd"];

impl Pair<'_> {
    /// Whether one word is the other's possessive without its apostrophe, and that possessive a name by
    /// itself: "Alder's will close", "Alders said". A family's plural has "the", its possessive an owner.
    pub(super) fn is_shorn(&self) -> bool {
        let (short, long) = self.by_length();
        let (name, plural) = (self.word(short).letters(), self.word(long).letters());
        plural.strip_suffix('s') == Some(name)
            && !BOTH.contains(&name)
            && self.spans(short).all(|span| self.possessive(span).is_some())
            && self.spans(short).any(|span| self.possessive(span).is_some_and(owns_nothing))
            && !self.spans(long).any(|span| self.is_family(span) || self.possessive(span).is_some())
    }

    /// The shorter word and the longer.
    fn by_length(&self) -> (WordNumber, WordNumber) {
        let shorter = self.word(self.odd).letters().len() < self.word(self.base).letters().len();
        if shorter { (self.odd, self.base) } else { (self.base, self.odd) }
    }

    fn spans(&self, word: WordNumber) -> impl Iterator<Item = Span> {
        let places = self.places.of(word).take(LOOKED_AT);
        places.map(|(hit, at)| self.found.words(&self.found.hits[hit])[at].span)
    }

    /// What follows a word behind its possessive, if it has one.
    fn possessive(&self, span: Span) -> Option<&str> {
        let after = &self.found.text[span.end as usize..];
        after.strip_prefix("'s").or_else(|| after.strip_prefix("’s"))
    }

    /// "The Alders", "two Alders", "both Alders".
    fn is_family(&self, span: Span) -> bool {
        let before = self.found.text[..span.start as usize].trim_end();
        let word = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
        let lexicon = &english().lexicon;
        lexicon.entry(lexicon.find(word)).classes.any(Classes::DETERMINER)
            || matches!(
                word.to_lowercase().as_str(),
                "both" | "two" | "three" | "young" | "younger" | "older"
            )
    }

    /// A spelling of the pair as the finding shows it: a shorn pair's shorter word with its possessive.
    pub(in super::super) fn shown(&self, word: WordNumber, mut spelling: Spelling) -> Spelling {
        if self.by_length().0 != word || !self.is_shorn() {
            return spelling;
        }
        for place in &mut spelling.places {
            let letters = self
                .possessive(*place)
                .map_or(0, |rest| self.found.text.len() as u32 - rest.len() as u32 - place.end);
            place.end += letters;
        }
        spelling.text = spelling.places[0].of(self.found.text).to_owned();
        spelling
    }
}

/// Whether a possessive stands alone: a stop or a verb follows, and nothing that is owned.
fn owns_nothing(after: &str) -> bool {
    if after.starts_with([',', '.', ';', ':', ')']) {
        return true;
    }
    let lexicon = &english().lexicon;
    let word = after.trim_start().split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
    let verb = Classes::AUXILIARY.or(Classes::CUE).or(Classes::CONJUNCTION).or(Classes::VERB);
    word.starts_with(char::is_lowercase) && lexicon.entry(lexicon.find(word)).classes.any(verb)
}
