//! Where the words of a draft stand in its mentions.

use super::draft::Found;
use super::runs::PartKind;
use super::vocabulary::WordNumber;
use super::whereabouts::Whereabouts;
use crate::text::Span;

/// A word, a mention that holds it, and its index there.
type Place = (WordNumber, u32, u32);

/// Where each word stands in the draft's mentions.
pub(super) enum Occurrences<'a> {
    /// All places of the words that are asked about, gathered: for a draft that is read from nothing.
    Gathered(Gathered),
    /// They are sought where they are asked for: for one that was edited. Few are, and of a name that stands
    /// a thousand times the first ones.
    Sought {
        /// The mentions.
        found: Found<'a>,
        /// In which blocks each word stands.
        blocks: &'a Whereabouts,
        /// How often, by word; a word that is not known stands nowhere.
        counts: &'a [u32],
    },
}

/// The places of some words.
pub(super) struct Gathered {
    /// By word.
    places: Vec<Place>,
    /// The first place of each word in `places`, and behind the last word where the places end.
    starts: Vec<u32>,
}

impl Gathered {
    /// The places of some words: those of others are not gathered.
    pub(super) fn of_words(found: &Found, wanted: impl Iterator<Item = WordNumber>) -> Self {
        let mut is_wanted = vec![false; found.vocabulary.end()];
        wanted.for_each(|word| is_wanted[word as usize] = true);
        let mut met = Vec::new();
        let mut starts = vec![0; found.vocabulary.end() + 2];
        for (hit, one) in (0..).zip(found.hits) {
            for (at, word) in (0..).zip(found.words(one)) {
                if is_wanted[word.number as usize] && word.kind == PartKind::Word {
                    met.push((word.number, hit, at));
                    starts[word.number as usize + 2] += 1;
                }
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        // Every place goes behind those of its word that came before. What counted up to where the next
        // word's begin ends where they do.
        let mut places = vec![(0, 0, 0); met.len()];
        for place in met {
            let next: &mut u32 = &mut starts[place.0 as usize + 1];
            places[*next as usize] = place;
            *next += 1;
        }
        Self { places, starts }
    }

    fn all(&self, word: WordNumber) -> &[Place] {
        let word = word as usize;
        &self.places[self.starts[word] as usize..self.starts[word + 1] as usize]
    }
}

impl Occurrences<'_> {
    /// The mentions that hold a word, in order, with its index in each.
    pub(super) fn of(&self, word: WordNumber) -> impl Iterator<Item = (usize, usize)> + '_ {
        let (gathered, sought) = match self {
            Occurrences::Gathered(gathered) => (gathered.all(word), None),
            Occurrences::Sought { found, blocks, .. } => (&[][..], Some((found, blocks.of(word)))),
        };
        let here = |(_, hit, at): &Place| (*hit as usize, *at as usize);
        let sought = sought.into_iter().flat_map(move |(found, blocks)| {
            blocks.iter().flat_map(move |block| found.places_of(*block as usize, word))
        });
        gathered.iter().map(here).chain(sought.map(|(hit, at)| (hit as usize, at as usize)))
    }

    /// How often a word stands.
    pub(super) fn count(&self, word: WordNumber) -> usize {
        match self {
            Occurrences::Gathered(gathered) => gathered.all(word).len(),
            Occurrences::Sought { counts, .. } => {
                counts.get(word as usize).map_or(0, |count| *count as usize)
            }
        }
    }

    /// The places of a word next before and next after the start of a span.
    pub(super) fn around(&self, found: &Found, word: WordNumber, span: Span) -> impl Iterator<Item = Span> {
        let place = |(hit, at): (u32, u32)| found.words(&found.hits[hit as usize])[at as usize].span;
        let near = match self {
            Occurrences::Gathered(gathered) => {
                let all = gathered.all(word);
                let place = |(_, hit, at): &Place| place((*hit, *at));
                let next = all.partition_point(|one| place(one).start < span.start);
                [next.checked_sub(1).and_then(|at| all.get(at)), all.get(next)].map(|one| one.map(place))
            }
            Occurrences::Sought { found, blocks, .. } => {
                let (blocks, here) = (blocks.of(word), found.block_of(span.start));
                let places =
                    |block: &u32| found.places_of(*block as usize, word).map(place).collect::<Vec<_>>();
                let from = blocks.partition_point(|block| (*block as usize) < here);
                let to = blocks.partition_point(|block| *block as usize <= here);
                let mut before = blocks[..to].iter().rev().flat_map(|block| places(block).into_iter().rev());
                let mut after = blocks[from..].iter().flat_map(places);
                [before.find(|one| one.start < span.start), after.find(|one| one.start >= span.start)]
            }
        };
        near.into_iter().flatten()
    }
}
