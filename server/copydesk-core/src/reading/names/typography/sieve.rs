//! Which keys have more than one spelling, told fast: most have one, and most drafts hold no other.
//!
//! What goes through may be no pair all the same; what is held back surely is none.

use std::hash::BuildHasher;
use std::ops::Range;

use arrayvec::ArrayVec;
use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::{Key, Level, Sum, is_article, is_possessive, is_river, is_shouted_in, sum, trimmed, units};
use crate::reading::names::candidates::Bits;
use crate::reading::names::draft::{Found, Word};
use crate::reading::names::firsts::Firsts;
use crate::reading::names::runs::PartKind;
use crate::reading::names::vocabulary::WordNumber;
use crate::reading::names::words::SpellingNumber;
use crate::text::Span;

/// The keys of a draft with the ways they are printed.
#[derive(Debug, Default)]
pub(in crate::reading::names) struct Sieve {
    /// Every key with a way it is printed, and how often it is, once an edit asked for them: a draft that
    /// is read once needs none.
    known: HashMap<Key, Way, FixedState>,
    counted: bool,
    /// The keys with more than one way, and the others, once they were counted.
    several: HashMap<Key, Vec<Way>, FixedState>,
    /// Keys that had or have more than one way and were added to or taken from.
    disturbed: Vec<Key>,
}

/// A way a key is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Way {
    /// The way, hashed.
    printed: u64,
    /// How often.
    count: u32,
    /// A word that stands wherever the key is printed so.
    word: WordNumber,
}

impl Way {
    fn new(printed: u64, word: WordNumber) -> Self {
        Self { printed, count: 1, word }
    }
}

/// Bytes of the longest words that join two names into one: " under ".
const LONGEST_JOINT: usize = 7;

impl Sieve {
    /// Whether a key may have more than one spelling.
    pub(super) fn has(&self, key: Key) -> bool {
        self.several.contains_key(&key)
    }

    /// The same in a few bytes, for who asks of very many keys: it may take some for such that aren't.
    pub(super) fn sketch(&self) -> impl Fn(Key) -> bool + use<> {
        let mut some = Bits::new(64 * self.several.len());
        self.several.keys().for_each(|key| {
            some.set(hash(*key));
        });
        move |key| some.has(hash(key))
    }

    /// Whether none has.
    pub(super) fn is_empty(&self) -> bool {
        self.several.is_empty()
    }

    /// The keys with two Arabic articles.
    pub(in crate::reading::names) fn articles(&self) -> impl Iterator<Item = Key> + '_ {
        self.several.keys().filter(|(level, _)| *level == Level::Article).copied()
    }

    /// The keys with more than one spelling whose spellings may have changed since this was last asked,
    /// those among them that have one now.
    pub(in crate::reading::names) fn take_disturbed(&mut self) -> Vec<Key> {
        std::mem::take(&mut self.disturbed)
    }

    /// Words of which one stands wherever a key is printed that has more than one spelling.
    pub(in crate::reading::names) fn words_of(&self, key: Key) -> impl Iterator<Item = WordNumber> + '_ {
        let others = self.several.get(&key).into_iter().flatten();
        others.chain(self.known.get(&key)).map(|way| way.word)
    }

    /// Begins a draft: tells which of its keys have more than one way, without counting them.
    pub(in crate::reading::names) fn begin(&mut self, found: &Found, firsts: &mut Firsts) {
        self.known.clear();
        self.several.clear();
        self.disturbed.clear();
        self.counted = false;
        let several = found.hits.iter().filter(|hit| found.words(hit).len() > 1).count();
        // Most words are one name's; a name of several words has two keys more.
        firsts.begin(found.vocabulary.end() + 2 * several);
        let mut seen = Seen { last: vec![[None; 2]; found.vocabulary.end()] };
        let mut waiting = ArrayVec::new();
        each(found, 0..found.hits.len(), &mut seen, |key, Way { printed, .. }| {
            waiting.push((key, printed));
            if waiting.is_full() {
                self.meet(firsts, &mut waiting);
            }
        });
        self.meet(firsts, &mut waiting);
        firsts.end();
    }

    /// Takes in keys with a way each is printed.
    fn meet(&mut self, firsts: &mut Firsts, waiting: &mut Waiting) {
        firsts.fetch(waiting.iter().map(|(key, _)| hash(*key)));
        for (key, printed) in waiting.drain(..) {
            if differs(firsts, key, printed) {
                self.several.insert(key, Vec::new());
            }
        }
    }

    /// Counts the keys of the draft that was begun, before its first edit.
    pub(in crate::reading::names) fn count(&mut self, found: &Found) {
        if !self.counted {
            self.counted = true;
            self.several.clear();
            // Most names come again.
            self.known.reserve(found.vocabulary.end());
            self.add(found, 0..found.hits.len());
            // What is counted stood there before.
            self.disturbed.clear();
        }
    }

    /// Adds the mentions of whole blocks.
    pub(in crate::reading::names) fn add(&mut self, found: &Found, hits: Range<usize>) {
        each(found, hits, &mut Seen::default(), |key, way| self.see(key, way));
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
            each(found, hits, &mut Seen::default(), |key, way| keys.push((key, way)));
            keys
        };
        let (gone, come) = (keys(old), keys(new));
        // What joins the same mentions may have changed all the same.
        if !same || gone != come {
            gone.into_iter().for_each(|(key, way)| self.unsee(key, way));
            come.into_iter().for_each(|(key, way)| self.see(key, way));
        }
    }

    fn see(&mut self, key: Key, way: Way) {
        let first = self.known.entry(key).or_insert(Way { count: 0, ..way });
        if first.printed == way.printed {
            first.count += 1;
            if self.several.contains_key(&key) {
                self.disturbed.push(key);
            }
            return;
        }
        let others = self.several.entry(key).or_default();
        match others.iter_mut().find(|other| other.printed == way.printed) {
            Some(other) => other.count += 1,
            None => others.push(way),
        }
        self.disturbed.push(key);
    }

    fn unsee(&mut self, key: Key, way: Way) {
        let Some(first) = self.known.get_mut(&key) else { return };
        let others = self.several.get_mut(&key);
        if first.printed == way.printed {
            first.count = first.count.saturating_sub(1);
        }
        if let Some(others) = others {
            self.disturbed.push(key);
            if let Some(other) = others.iter_mut().find(|other| other.printed == way.printed) {
                other.count = other.count.saturating_sub(1);
            }
            others.retain(|other| other.count > 0);
            if first.count == 0
                && let Some(other) = others.pop()
            {
                *first = other;
            }
            if others.is_empty() {
                self.several.remove(&key);
            }
        }
        if first.count == 0 {
            self.known.remove(&key);
        }
    }
}

/// Keys with a way each is printed, some of which are met at once.
type Waiting = ArrayVec<(Key, u64), 32>;

/// Whether a key was printed in another way before, as far as parts of both tell.
fn differs(firsts: &mut Firsts, key: Key, printed: u64) -> bool {
    let way = (printed >> 32) as u32 | 1;
    firsts.meet(hash(key), way).is_some_and(|first| *first != way)
}

fn hash(key: Key) -> u32 {
    ((key.1 ^ key.0 as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// How each word was printed last, as a word and as a name of its own: most names come again as they
/// were. Without room for any word it knows none.
#[derive(Default)]
struct Seen {
    last: Vec<[Option<SpellingNumber>; 2]>,
}

impl Seen {
    fn knows(&self, level: Level, word: &Word) -> bool {
        self.last.get(word.number as usize).is_some_and(|last| last[level as usize] == Some(word.spelling))
    }

    fn note(&mut self, level: Level, word: &Word) {
        if let Some(last) = self.last.get_mut(word.number as usize) {
            last[level as usize] = Some(word.spelling);
        }
    }
}

/// Hands on every key of some mentions, with the way it is printed, but for what `seen` knows.
fn each(found: &Found, hits: Range<usize>, seen: &mut Seen, mut hand_on: impl FnMut(Key, Way)) {
    let hits = &found.hits[hits];
    for (at, hit) in hits.iter().enumerate() {
        let words = found.words(hit);
        single_words(found, words, seen, &mut hand_on);
        if let [word] = words {
            name(found, words, seen, &mut hand_on);
            with_article(found, hit.span, word, &mut hand_on);
        } else {
            units(trimmed(words)).for_each(|unit| name(found, unit, seen, &mut hand_on));
            arabic(found, words, &mut hand_on);
        }
        if let Some(next) = hits.get(at + 1) {
            let between = Span { start: hit.span.end, end: next.span.start.max(hit.span.end) };
            if between.len() <= LONGEST_JOINT {
                joined(found, words, between.of(found.text), found.words(next), &mut hand_on);
            }
        }
    }
}

/// Hands on a name or a part of one.
fn name(found: &Found, words: &[Word], seen: &mut Seen, hand_on: &mut impl FnMut(Key, Way)) {
    if let [word] = words
        && word.kind != PartKind::Particle
    {
        if seen.knows(Level::Name, word) {
            return;
        }
        seen.note(Level::Name, word);
    }
    let Some(first) = words.first() else { return };
    hand_on((Level::Name, sum(found, words).key()), Way::new(printed(found, words), first.number));
}

fn single_words(found: &Found, words: &[Word], seen: &mut Seen, hand_on: &mut impl FnMut(Key, Way)) {
    let is_new = |seen: &Seen, word: &Word| word.kind == PartKind::Word && !seen.knows(Level::Word, word);
    if !words.iter().any(|word| is_new(seen, word))
        || words.iter().any(|word| is_shouted_in(found.text, word.span))
    {
        return;
    }
    for word in words {
        if is_new(seen, word) {
            seen.note(Level::Word, word);
            let key = found.vocabulary.word(word.number).sum.key();
            hand_on((Level::Word, key), Way::new(way(0, word.spelling.into()), word.number));
        }
    }
}

fn with_article(found: &Found, span: Span, word: &Word, hand_on: &mut impl FnMut(Key, Way)) {
    let before = &found.text.as_bytes()[..span.start as usize];
    let text = word.span.of(found.text);
    let letters = found.vocabulary.word(word.number).sum;
    if text.strip_prefix("The").is_some_and(|rest| rest.starts_with(char::is_uppercase)) {
        hand_on((Level::The, letters.key()), joint_way(word));
    } else if before.ends_with(b"The ") {
        hand_on((Level::The, Sum::of("the").then(letters).key()), joint_way(word));
    }
}

fn joined(found: &Found, one: &[Word], between: &str, next: &[Word], hand_on: &mut impl FnMut(Key, Way)) {
    let joint = if is_possessive(between) {
        "s"
    } else if is_river(between) && one.len() == 1 && next.len() == 1 {
        between.trim()
    } else {
        return;
    };
    let Some(first) = one.first() else { return };
    let sum = sum(found, one).then(Sum::of(joint)).then(sum(found, next));
    hand_on((Level::Name, sum.key()), joint_way(first));
}

fn arabic(found: &Found, words: &[Word], hand_on: &mut impl FnMut(Key, Way)) {
    for pair in words.windows(2) {
        if let [article, name] = pair
            && is_article(article, found.vocabulary.word(article.number))
        {
            let printed = way(0, article.number.into());
            hand_on((Level::Article, name.number.into()), Way::new(printed, name.number));
        }
    }
}

/// How words are printed, hashed: their spellings, what joins them, and what is a particle.
fn printed(found: &Found, words: &[Word]) -> u64 {
    let mut printed = 1;
    let mut end = words.first().map_or(0, |word| word.span.start);
    for word in words {
        let joint = Span { start: end, end: word.span.start.max(end) };
        // Before the first word stands nothing, and mostly a space before the others.
        let space = joint.len() == 1 && found.text.as_bytes()[end as usize] == b' ';
        let first = end == words[0].span.start;
        if !(space || first && joint.is_empty()) {
            printed = way(printed, FixedState::default().hash_one(joint.of(found.text)));
        }
        end = word.span.end;
        printed = way(printed, (word.spelling << 1 | u32::from(word.kind == PartKind::Particle)).into());
    }
    printed
}

/// A way of printing that no spelling shows: what joins a word to others.
fn joint_way(word: &Word) -> Way {
    Way::new(way(0x5555_5555_5555_5555, word.spelling.into()), word.number)
}

/// A way of printing, with one thing more.
fn way(before: u64, next: u64) -> u64 {
    let mixed = (before.rotate_left(23) ^ next).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ mixed >> 32
}
