//! Which keys have more than one spelling, told fast: most have one, and most drafts hold no other.
//!
//! What goes through may be no pair all the same; what is held back surely is none.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::{Key, Level, Sum, is_article, is_possessive, is_river, is_shouted_in, sum, trimmed, units};
use crate::reading::names::draft::{Found, Word};
use crate::reading::names::runs::PartKind;
use crate::text::Span;

/// The keys of a draft that have more than one spelling.
#[derive(Default)]
pub(super) struct Sieve {
    first: HashMap<Key, u64, FixedState>,
    several: HashSet<Key, FixedState>,
    articles: bool,
}

/// The keys of a draft.
pub(super) fn of(found: &Found) -> Sieve {
    let mut sieve = Sieve::default();
    sieve.first.reserve(found.hits.len());
    for (at, hit) in found.hits.iter().enumerate() {
        let words = found.words(hit);
        sieve.words(found, words);
        for unit in units(trimmed(words)) {
            sieve.see((Level::Name, sum(found, unit).key()), printed(found, unit));
        }
        sieve.with_article(found, hit.span, words);
        if let Some(next) = found.hits.get(at + 1) {
            let between = Span { start: hit.span.end, end: next.span.start.max(hit.span.end) };
            if between.len() <= LONGEST_JOINT {
                sieve.joined(found, words, between.of(found.text), found.words(next));
            }
        }
        sieve.arabic(found, words);
    }
    sieve
}

/// Bytes of the longest words that join two names into one: " under ".
const LONGEST_JOINT: usize = 7;

impl Sieve {
    /// Whether no key has more than one spelling.
    pub(super) fn is_empty(&self) -> bool {
        self.several.is_empty()
    }

    /// Whether a key may have more than one.
    pub(super) fn has(&self, key: Key) -> bool {
        self.several.contains(&key)
    }

    /// Whether a name may stand with two Arabic articles.
    pub(super) fn articles(&self) -> bool {
        self.articles
    }

    fn see(&mut self, key: Key, printed: u64) -> bool {
        let same = *self.first.entry(key).or_insert(printed) == printed;
        if !same {
            self.several.insert(key);
        }
        same
    }

    fn words(&mut self, found: &Found, words: &[Word]) {
        if words.iter().any(|word| is_shouted_in(found.text, word.span)) {
            return;
        }
        for word in words.iter().filter(|word| word.kind == PartKind::Word) {
            let key = (Level::Word, found.vocabulary.word(word.number).sum.key());
            self.see(key, u64::from(word.spelling));
        }
    }

    fn with_article(&mut self, found: &Found, span: Span, words: &[Word]) {
        let [word] = words else { return };
        let (before, text) = (&found.text[..span.start as usize], word.span.of(found.text));
        if text.strip_prefix("The").is_some_and(|rest| rest.starts_with(char::is_uppercase)) {
            self.see((Level::The, sum(found, words).key()), 1);
        } else if before.ends_with("The ") {
            let letters = found.vocabulary.word(word.number).sum;
            self.see((Level::The, Sum::of("the").then(letters).key()), 2);
        }
    }

    fn joined(&mut self, found: &Found, one: &[Word], between: &str, next: &[Word]) {
        let joint = if is_possessive(between) {
            "s"
        } else if is_river(between) && one.len() == 1 && next.len() == 1 {
            between.trim()
        } else {
            return;
        };
        let sum = sum(found, one).then(Sum::of(joint)).then(sum(found, next));
        self.see((Level::Name, sum.key()), 1);
    }

    fn arabic(&mut self, found: &Found, words: &[Word]) {
        for pair in words.windows(2) {
            if let [article, name] = pair
                && is_article(article, found.vocabulary.word(article.number))
            {
                let same = self.see((Level::Article, name.number.into()), article.number.into());
                self.articles |= !same;
            }
        }
    }
}

/// How words are printed, hashed: their spellings, what joins them, and what is a particle.
fn printed(found: &Found, words: &[Word]) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    let mut end = words.first().map_or(0, |word| word.span.start);
    for word in words {
        let joint = Span { start: end, end: word.span.start.max(end) }.of(found.text);
        if joint != " " {
            joint.hash(&mut hasher);
        }
        end = word.span.end;
        (word.spelling << 1 | u32::from(word.kind == PartKind::Particle)).hash(&mut hasher);
    }
    hasher.finish()
}
