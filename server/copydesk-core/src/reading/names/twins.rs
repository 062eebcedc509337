//! Pairs of spellings that differ in type alone, kept from one version of a draft to the next.

use std::sync::Arc;

use super::draft::Found;
use super::typography::groups::{self, Group};
use super::typography::{Key, Sieve};
use super::variants::{self, Variant};
use super::whereabouts::Whereabouts;
use crate::text::{Change, Span};

/// Bytes around an edit within which the evidence for a pair looks for words.
pub(super) const REACH: u32 = 256;

/// The pairs of a draft that differ in type alone.
#[derive(Debug, Default)]
pub(super) struct Twins(Vec<Pair>);

/// Two spellings that differ in type alone.
#[derive(Debug)]
struct Pair {
    key: Key,
    pair: Arc<Variant>,
    /// Whether they are one name.
    are_one: bool,
}

impl Twins {
    /// Those of a draft that is read from nothing.
    pub(super) fn of(found: &Found, sieve: &Sieve) -> Self {
        Self(groups::all(found, sieve).into_iter().flat_map(|group| pairs(found, group)).collect())
    }

    /// Those that are one name.
    pub(super) fn of_one_name(&self) -> impl Iterator<Item = &Arc<Variant>> {
        self.0.iter().filter(|pair| pair.are_one).map(|pair| &pair.pair)
    }

    /// Follows an edit: the pairs of `keys`, which are sorted, are told anew, all others move.
    pub(super) fn follow(
        &mut self,
        found: &Found,
        known: (&Sieve, &Whereabouts),
        keys: Vec<Key>,
        change: Change,
    ) {
        self.0.retain(|pair| keys.binary_search(&pair.key).is_err());
        self.0.iter_mut().for_each(|pair| pair.follow(found, change));
        if !keys.is_empty() {
            let groups = groups::of_keys(found, known, &keys);
            self.0.extend(groups.into_iter().flat_map(|group| pairs(found, group)));
        }
    }
}

impl Pair {
    /// Follows an edit that left both alone. Whether they are one name hangs on the words around them.
    fn follow(&mut self, found: &Found, change: Change) {
        Arc::make_mut(&mut self.pair).follow(change);
        let edit = change.new;
        let near = |place: &Span| place.start <= edit.end + REACH && edit.start <= place.end + REACH;
        if self.pair.odd.places.iter().chain(&self.pair.base.places).any(near) {
            self.are_one = variants::is_one(found, &self.pair);
        }
    }
}

/// The pairs of a group.
fn pairs<'a>(found: &Found<'a>, group: Group) -> impl Iterator<Item = Pair> + use<'a> {
    let (key, found) = (group.key, *found);
    let told = move |pair| Pair { key, are_one: variants::is_one(&found, &pair), pair: Arc::new(pair) };
    variants::by_types(&found, group).into_iter().map(told)
}
