//! Pairs of spellings that look like one name.

use super::bearers;
use super::candidates::{self, Likeness};
use super::draft::Found;
use super::evidence::{Pair, RoleMemo, THRESHOLD};
use super::runs::PartKind;
use super::typography::{self, Surface};
use super::vocabulary::WordNumber;
use crate::text::Span;

/// One spelling of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// As the draft prints it most often.
    pub text: String,
    /// Where it stands, sorted; at least one place, and at most [`PLACES`].
    pub places: Vec<Span>,
    /// How often it stands.
    pub count: usize,
}

/// Places that a spelling tells of: more help no writer.
pub const PLACES: usize = 1000;

/// Two spellings of what looks like one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The rarer one; of two that stand as often, the later.
    pub odd: Spelling,
    /// The other.
    pub base: Spelling,
    /// The fullest mention at the odd one's first place: settings may tell two people apart by it.
    pub odd_name: String,
    /// The same of the base.
    pub base_name: String,
}

/// Where each word stands in the draft's mentions.
pub(super) struct Occurrences {
    /// Mention and index of the word in it, by word.
    places: Vec<(WordNumber, u32, u32)>,
    /// The first place of each word in `places`; one more than there are words.
    starts: Vec<u32>,
}

impl Occurrences {
    fn new(found: &Found) -> Self {
        let mut places = Vec::new();
        for (hit, one) in (0..).zip(&found.hits) {
            let words = (0..).zip(found.words(one)).filter(|(_, word)| word.kind == PartKind::Word);
            places.extend(words.map(|(at, word)| (word.number, hit, at)));
        }
        places.sort_unstable();
        let starts = (0..=found.vocabulary.len() as WordNumber)
            .scan(0, |at, number| {
                while places.get(*at).is_some_and(|(word, ..)| *word < number) {
                    *at += 1;
                }
                Some(*at as u32)
            })
            .collect();
        Self { places, starts }
    }

    fn all(&self, word: WordNumber) -> &[(WordNumber, u32, u32)] {
        let word = word as usize;
        &self.places[self.starts[word] as usize..self.starts[word + 1] as usize]
    }

    /// The mentions that hold a word, in order, with its index in each.
    pub(super) fn of(&self, word: WordNumber) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.all(word).iter().map(|(_, hit, at)| (*hit as usize, *at as usize))
    }

    /// How often a word stands.
    pub(super) fn count(&self, word: WordNumber) -> usize {
        self.all(word).len()
    }

    /// The places of a word next before and next after a span.
    pub(super) fn around(&self, found: &Found, word: WordNumber, span: Span) -> impl Iterator<Item = Span> {
        let all = self.all(word);
        let place = |(_, hit, at): &(WordNumber, u32, u32)| {
            found.words(&found.hits[*hit as usize])[*at as usize].span
        };
        let next = all.partition_point(|one| place(one).start < span.start);
        let near = [next.checked_sub(1).and_then(|at| all.get(at)), all.get(next)];
        near.map(|one| one.map(place)).into_iter().flatten()
    }
}

/// The pairs of a draft, by the first place of the odd spelling.
pub(super) fn find(found: &Found) -> Vec<Variant> {
    let mut variants = Vec::new();
    for surfaces in typography::groups(found) {
        by_type(&mut variants, found, surfaces);
    }
    by_letters(&mut variants, found);
    variants.sort_by(|a, b| {
        a.odd.places.cmp(&b.odd.places).then_with(|| b.odd.text.len().cmp(&a.odd.text.len()))
    });
    once_a_place(variants)
        .into_iter()
        .map(|mut variant| {
            variant.odd_name = mention_at(found, variant.odd.places[0]);
            variant.base_name = mention_at(found, variant.base.places[0]);
            variant
        })
        .collect()
}

/// The mention that holds a place.
fn mention_at(found: &Found, place: Span) -> String {
    let at = found.hits.partition_point(|hit| hit.span.end <= place.start);
    found.hits.get(at).map_or(String::new(), |hit| hit.span.of(found.text).to_owned())
}

/// Each rarer surface of a group against the commonest.
fn by_type(variants: &mut Vec<Variant>, found: &Found, surfaces: Vec<Surface>) {
    let mut spellings: Vec<Spelling> =
        surfaces.into_iter().map(|one| limited(one.text, one.places)).collect();
    // The commonest first; of two that stand as often, the earlier.
    spellings.sort_by_key(|one| (std::cmp::Reverse(one.count), one.places[0]));
    let Some((base, rest)) = spellings.split_first() else { return };
    let rest = rest.iter().filter(|odd| !bearers::are_two(found, odd, base));
    variants.extend(rest.map(|odd| variant(odd.clone(), base.clone())));
}

fn variant(odd: Spelling, base: Spelling) -> Variant {
    Variant { odd, base, odd_name: String::new(), base_name: String::new() }
}

/// The pairs that differ in letters, as the evidence decides.
fn by_letters(variants: &mut Vec<Variant>, found: &Found) {
    let places = Occurrences::new(found);
    let roles = RoleMemo::default();
    let pairs = candidates::pairs(&found.vocabulary);
    let strong =
        |likeness: &Likeness| likeness.edits == 1 || likeness.listed || likeness.grouped || likeness.sounds;
    let strong = pairs.iter().filter(|(_, _, likeness)| strong(likeness));
    let mut alike: Vec<_> = strong.flat_map(|(a, b, _)| [(*a, *b), (*b, *a)]).collect();
    alike.sort_unstable();
    for (a, b, likeness) in pairs {
        if places.count(a) == 0 || places.count(b) == 0 {
            continue;
        }
        let first = |word| places.of(word).next();
        let a_is_odd =
            (places.count(a), std::cmp::Reverse(first(a))) < (places.count(b), std::cmp::Reverse(first(b)));
        let (odd, base) = if a_is_odd { (a, b) } else { (b, a) };
        let pair = Pair { roles: &roles, found, places: &places, alike: &alike, odd, base, likeness };
        let tie = places.count(a) == places.count(b);
        let turned = Pair { odd: base, base: odd, ..pair };
        if pair.weigh() >= THRESHOLD || tie && turned.weigh() >= THRESHOLD {
            let shown = |word| pair.shown(word, spelling(found, &places, word));
            variants.push(variant(shown(odd), shown(base)));
        }
    }
}

/// A word's commonest surface, with all its places.
fn spelling(found: &Found, places: &Occurrences, word: WordNumber) -> Spelling {
    let spans: Vec<Span> =
        places.of(word).take(PLACES).map(|(hit, at)| found.words(&found.hits[hit])[at].span).collect();
    let mut surfaces: Vec<(&str, usize)> = Vec::new();
    for span in spans.iter().take(64) {
        let text = span.of(found.text);
        match surfaces.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => *count += 1,
            None => surfaces.push((text, 1)),
        }
    }
    let commonest = surfaces.iter().rev().max_by_key(|(_, count)| *count);
    let text = commonest.map_or(String::new(), |(text, _)| (*text).to_owned());
    Spelling { text, places: spans, count: places.count(word) }
}

fn limited(text: &str, mut places: Vec<Span>) -> Spelling {
    let count = places.len();
    places.truncate(PLACES);
    Spelling { text: text.to_owned(), places, count }
}

/// Of the pairs that point at one place, the first: the one with the most words.
fn once_a_place(variants: Vec<Variant>) -> Vec<Variant> {
    let mut kept: Vec<Variant> = Vec::new();
    for variant in variants {
        let place = variant.odd.places[0];
        if kept.last().is_none_or(|last| !last.odd.places[0].overlaps(place)) {
            kept.push(variant);
        }
    }
    kept
}
