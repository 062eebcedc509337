//! Which keys have more than one spelling, told fast: most have one, and most drafts hold no other.
//!
//! What goes through may be no pair all the same; what is held back surely is none.

use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::{Key, Level, Sum, is_article, is_possessive, is_river, is_shouted_in, sum, trimmed, units};
use crate::reading::names::draft::{Found, Word};
use crate::reading::names::runs::PartKind;
use crate::text::Span;

/// The keys of a draft with the ways they are printed.
#[derive(Debug, Default)]
pub(in crate::reading::names) struct Sieve {
    known: HashMap<Key, Printed, FixedState>,
    /// The keys with more than one way.
    several: HashSet<Key, FixedState>,
    /// Whether a key with more than one way was added to or taken from.
    disturbed: bool,
}

/// The ways a key is printed, each with how often it is.
#[derive(Debug)]
struct Printed {
    first: (u64, u32),
    others: Vec<(u64, u32)>,
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
    pub(in crate::reading::names) fn articles(&self) -> bool {
        self.several.iter().any(|(level, _)| *level == Level::Article)
    }

    /// Whether the spellings of a key with more than one may have changed since this was last asked.
    pub(in crate::reading::names) fn was_disturbed(&mut self) -> bool {
        std::mem::take(&mut self.disturbed)
    }

    /// Forgets the draft.
    pub(in crate::reading::names) fn clear(&mut self) {
        self.known.clear();
        self.several.clear();
        self.disturbed = true;
    }

    /// Adds the mentions of whole blocks.
    pub(in crate::reading::names) fn add(&mut self, found: &Found, hits: Range<usize>) {
        self.known.reserve(hits.len());
        each(found, hits, |key, printed| self.see(key, printed));
    }

    /// Takes some mentions back and adds those that came in their place; `same` tells whether they are
    /// the same mentions.
    pub(in crate::reading::names) fn replace(
        &mut self,
        old: (&Found, Range<usize>),
        new: (&Found, Range<usize>),
        same: bool,
    ) {
        let keys = |(found, hits): (&Found, Range<usize>)| {
            let mut keys = Vec::new();
            each(found, hits, |key, printed| keys.push((key, printed)));
            keys
        };
        let (gone, come) = (keys(old), keys(new));
        // What joins the same mentions may have changed all the same.
        if !same || gone != come {
            gone.into_iter().for_each(|(key, printed)| self.unsee(key, printed));
            come.into_iter().for_each(|(key, printed)| self.see(key, printed));
        }
    }

    fn see(&mut self, key: Key, printed: u64) {
        let known = self.known.entry(key).or_insert(Printed { first: (printed, 0), others: Vec::new() });
        if known.first.0 == printed {
            known.first.1 += 1;
        } else {
            match known.others.iter_mut().find(|(other, _)| *other == printed) {
                Some((_, count)) => *count += 1,
                None => known.others.push((printed, 1)),
            }
            self.several.insert(key);
        }
        self.disturbed |= !known.others.is_empty();
    }

    fn unsee(&mut self, key: Key, printed: u64) {
        let Some(known) = self.known.get_mut(&key) else { return };
        self.disturbed |= !known.others.is_empty();
        if known.first.0 == printed {
            known.first.1 = known.first.1.saturating_sub(1);
        } else if let Some((_, count)) = known.others.iter_mut().find(|(other, _)| *other == printed) {
            *count = count.saturating_sub(1);
        }
        known.others.retain(|(_, count)| *count > 0);
        if known.first.1 == 0
            && let Some(other) = known.others.pop()
        {
            known.first = other;
        }
        if known.others.is_empty() {
            self.several.remove(&key);
        }
        if known.first.1 == 0 {
            self.known.remove(&key);
        }
    }
}

/// Hands on every key of some mentions, with the way it is printed.
fn each(found: &Found, hits: Range<usize>, mut hand_on: impl FnMut(Key, u64)) {
    let hits = &found.hits[hits];
    for (at, hit) in hits.iter().enumerate() {
        let words = found.words(hit);
        single_words(found, words, &mut hand_on);
        for unit in units(trimmed(words)) {
            hand_on((Level::Name, sum(found, unit).key()), printed(found, unit));
        }
        with_article(found, hit.span, words, &mut hand_on);
        if let Some(next) = hits.get(at + 1) {
            let between = Span { start: hit.span.end, end: next.span.start.max(hit.span.end) };
            if between.len() <= LONGEST_JOINT {
                joined(found, words, between.of(found.text), found.words(next), &mut hand_on);
            }
        }
        arabic(found, words, &mut hand_on);
    }
}

fn single_words(found: &Found, words: &[Word], hand_on: &mut impl FnMut(Key, u64)) {
    if words.iter().any(|word| is_shouted_in(found.text, word.span)) {
        return;
    }
    for word in words.iter().filter(|word| word.kind == PartKind::Word) {
        hand_on((Level::Word, found.vocabulary.word(word.number).sum.key()), u64::from(word.spelling));
    }
}

fn with_article(found: &Found, span: Span, words: &[Word], hand_on: &mut impl FnMut(Key, u64)) {
    let [word] = words else { return };
    let (before, text) = (&found.text[..span.start as usize], word.span.of(found.text));
    if text.strip_prefix("The").is_some_and(|rest| rest.starts_with(char::is_uppercase)) {
        hand_on((Level::The, sum(found, words).key()), 1);
    } else if before.ends_with("The ") {
        let letters = found.vocabulary.word(word.number).sum;
        hand_on((Level::The, Sum::of("the").then(letters).key()), 2);
    }
}

fn joined(found: &Found, one: &[Word], between: &str, next: &[Word], hand_on: &mut impl FnMut(Key, u64)) {
    let joint = if is_possessive(between) {
        "s"
    } else if is_river(between) && one.len() == 1 && next.len() == 1 {
        between.trim()
    } else {
        return;
    };
    let sum = sum(found, one).then(Sum::of(joint)).then(sum(found, next));
    hand_on((Level::Name, sum.key()), 1);
}

fn arabic(found: &Found, words: &[Word], hand_on: &mut impl FnMut(Key, u64)) {
    for pair in words.windows(2) {
        if let [article, name] = pair
            && is_article(article, found.vocabulary.word(article.number))
        {
            hand_on((Level::Article, name.number.into()), article.number.into());
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
