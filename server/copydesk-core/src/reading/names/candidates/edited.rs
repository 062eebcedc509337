//! The pairs of a draft in which few words came or went: only the buckets of those words are looked at.

use super::shared::Bits;
use super::{Candidate, Member, Two, candidate, neighbours};
use crate::reading::names::each_once;
use crate::reading::names::vocabulary::{Vocabulary, WordNumber};

/// The pairs of a draft, by those it had before some words came that it did not hold, and others went.
pub(in crate::reading::names) fn pairs_after(
    vocabulary: &Vocabulary,
    known: &[Candidate],
    turned: &[WordNumber],
) -> Vec<Candidate> {
    let stands = |word: WordNumber| vocabulary.count(word) > 0;
    let buckets = turned.iter().flat_map(|word| vocabulary.word(*word).buckets());
    let sought = each_once(buckets.copied().collect());
    let gone = turned.iter().copied().filter(|word| !stands(*word));
    let members = members(vocabulary, &sought, gone);
    let is_old = |(.., word): &&Member| stands(*word) != turned.contains(word);
    let is_new = |(.., word): &&Member| stands(*word);
    let before = neighbours(&members.iter().filter(is_old).copied().collect::<Vec<_>>());
    let after = neighbours(&members.iter().filter(is_new).copied().collect::<Vec<_>>());
    let come = less(&after, &before);
    let lost = less(&before, &after);
    let still_meet = meet_elsewhere(vocabulary, &lost, &sought);
    let is_lost = |pair: &Two| lost.binary_search(pair).is_ok() && still_meet.binary_search(pair).is_err();
    let is_unknown = |pair: &&Two| known.binary_search_by_key(*pair, |one| (one.0, one.1)).is_err();
    let kept = known.iter().filter(|(a, b, _)| stands(*a) && stands(*b) && !is_lost(&(*a, *b))).copied();
    let mut pairs: Vec<_> =
        kept.chain(come.iter().filter(is_unknown).filter_map(|pair| candidate(vocabulary, *pair))).collect();
    pairs.sort_unstable_by_key(|pair| (pair.0, pair.1));
    pairs
}

/// The words that stand, and some others, in some buckets; both the buckets and what is returned are sorted.
fn members(vocabulary: &Vocabulary, sought: &[u32], others: impl Iterator<Item = WordNumber>) -> Vec<Member> {
    let mut some = Bits::new(1024 * sought.len());
    for bucket in sought {
        some.set(*bucket);
    }
    let is_sought = |bucket: &&u32| some.has(**bucket) && sought.binary_search(bucket).is_ok();
    let members = vocabulary.numbers().chain(others).flat_map(|word| {
        let known = vocabulary.word(word);
        known.buckets().iter().filter(is_sought).map(move |bucket| (*bucket, known.sum.key(), word))
    });
    each_once(members.collect())
}

/// Those of some pairs of words that stand which are near each other in a bucket that was not looked at:
/// who was crowded out of one bucket may be met in another.
fn meet_elsewhere(vocabulary: &Vocabulary, pairs: &[Two], looked_at: &[u32]) -> Vec<Two> {
    let stands = |word: WordNumber| vocabulary.count(word) > 0;
    let mut others = Vec::new();
    for (a, b) in pairs.iter().filter(|(a, b)| stands(*a) && stands(*b)) {
        let (one, other) = (vocabulary.word(*a).buckets(), vocabulary.word(*b).buckets());
        let shared = one.iter().filter(|bucket| other.contains(bucket));
        others.extend(shared.filter(|bucket| looked_at.binary_search(bucket).is_err()));
    }
    if others.is_empty() {
        return Vec::new();
    }
    neighbours(&members(vocabulary, &each_once(others), std::iter::empty()))
}

/// What is in one sorted list and not in another.
fn less(one: &[Two], other: &[Two]) -> Vec<Two> {
    one.iter().filter(|pair| other.binary_search(pair).is_err()).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::super::pairs;
    use super::*;
    use crate::reading::names::firsts::Firsts;

    /// More words than one bucket compares, some of which meet in others too.
    #[test]
    fn a_crowd_that_comes_and_goes_has_the_pairs_of_one_that_stands() {
        let mut words: Vec<_> = ('a'..='z').map(|letter| format!("Hasan{letter}")).collect();
        words.extend(["Hasan", "Hassan", "Hasaan", "Hasson", "Hason", "Hazan", "Hassen"].map(str::to_owned));
        let mut vocabulary = Vocabulary::default();
        vocabulary.watch();
        let (mut standing, mut known, mut random) = (vec![false; words.len()], Vec::new(), 1_u64);
        for _ in 0..2_000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (random >> 33) as usize % words.len();
            standing[at] = !standing[at];
            let word = if standing[at] {
                vocabulary.add(&words[at], true).0
            } else {
                vocabulary.remove(&words[at], true).expect("it stands")
            };
            known = pairs_after(&vocabulary, &known, &[word]);
            let places = |pairs: &[Candidate]| pairs.iter().map(|pair| (pair.0, pair.1)).collect::<Vec<_>>();
            assert_eq!(places(&known), places(&pairs(&vocabulary, &mut Firsts::default())));
        }
    }
}
