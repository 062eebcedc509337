//! Pairs of spellings that look like one name.

use std::sync::Arc;

use super::bearers;
use super::candidates::Candidate;
use super::draft::Found;
use super::evidence::{Pair, RoleMemo, THRESHOLD};
use super::occurrences::Occurrences;
use super::typography::groups::Group;
use super::vocabulary::WordNumber;
use crate::text::{Change, Span};

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

impl Variant {
    /// Moves with its draft, which changed elsewhere.
    pub(super) fn follow(&mut self, change: Change) {
        for place in self.odd.places.iter_mut().chain(&mut self.base.places) {
            *place = change.moved(*place);
        }
    }
}

/// The pairs of a draft, by the first place of the odd spelling; each place in one of them.
pub(super) fn in_order(mut variants: Vec<Arc<Variant>>) -> Vec<Arc<Variant>> {
    variants.sort_by(|a, b| {
        let longer = || b.odd.text.len().cmp(&a.odd.text.len());
        a.odd.places.cmp(&b.odd.places).then_with(longer).then_with(|| a.base.places.cmp(&b.base.places))
    });
    once_a_place(variants)
}

/// The pairs of a group that differ in type alone, whoever bears them: each rarer surface against the
/// commonest.
pub(super) fn by_types(found: &Found, group: Group) -> Vec<Variant> {
    let mut spellings: Vec<Spelling> =
        group.surfaces.into_iter().map(|one| limited(one.text, one.places)).collect();
    // The commonest first; of two that stand as often, the earlier.
    spellings.sort_by_key(|one| (std::cmp::Reverse(one.count), one.places[0]));
    let Some((base, rest)) = spellings.split_first() else { return Vec::new() };
    rest.iter().map(|odd| variant(found, odd.clone(), base.clone())).collect()
}

/// Whether a pair that differs in type alone is one name.
pub(super) fn is_one(found: &Found, pair: &Variant) -> bool {
    !bearers::are_two(found, &pair.odd, &pair.base)
}

/// The mention that holds a place.
fn mention_at(found: &Found, place: Span) -> String {
    let at = found.hits.partition_point(|hit| hit.span.end <= place.start);
    found.hits.get(at).map_or(String::new(), |hit| hit.span.of(found.text).to_owned())
}

fn variant(found: &Found, odd: Spelling, base: Spelling) -> Variant {
    let [odd_name, base_name] = [&odd, &base].map(|spelling| mention_at(found, spelling.places[0]));
    Variant { odd, base, odd_name, base_name }
}

/// What the evidence says of some pairs; `alike` are all pairs of the draft, and `places` those of the words
/// of these.
pub(super) fn by_letters<'a>(
    found: &'a Found<'a>,
    alike: &'a [Candidate],
    pairs: &'a [Candidate],
    places: Occurrences<'a>,
) -> impl Iterator<Item = Option<Variant>> + 'a {
    let roles = RoleMemo::default();
    pairs.iter().map(move |(a, b, likeness)| {
        let (a, b) = (*a, *b);
        if places.count(a) == 0 || places.count(b) == 0 {
            return None;
        }
        let first = |word| places.of(word).next();
        let a_is_odd =
            (places.count(a), std::cmp::Reverse(first(a))) < (places.count(b), std::cmp::Reverse(first(b)));
        let (odd, base) = if a_is_odd { (a, b) } else { (b, a) };
        let pair = Pair { roles: &roles, found, places: &places, alike, odd, base, likeness: *likeness };
        let tie = places.count(a) == places.count(b);
        let turned = Pair { odd: base, base: odd, ..pair };
        let alike = pair.weigh() >= THRESHOLD || tie && turned.weigh() >= THRESHOLD;
        let shown = |word| pair.shown(word, spelling(found, &places, word));
        alike.then(|| variant(found, shown(odd), shown(base)))
    })
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
fn once_a_place(variants: Vec<Arc<Variant>>) -> Vec<Arc<Variant>> {
    let mut kept: Vec<Arc<Variant>> = Vec::new();
    for variant in variants {
        let place = variant.odd.places[0];
        if kept.last().is_none_or(|last| !last.odd.places[0].overlaps(place)) {
            kept.push(variant);
        }
    }
    kept
}
