//! Who bears some mentions of a draft, told without gathering all its names.
//!
//! Whom a surname means hangs on the mentions that end with it, and whom a given name means on those that
//! open with it. So an edit far from all of them changes nothing, and where one is near, a few mentions of a
//! long draft are gathered again instead of all.

use super::clusters::{self, Clusters};
use super::draft::{Found, Hit};
use super::each_once;
use super::runs::PartKind;
use super::vocabulary::WordNumber;
use super::whereabouts::Whereabouts;
use crate::text::{Change, Span};

/// Mentions that were asked whether they are a person's, with the answers.
#[derive(Debug, Default)]
pub(super) struct Persons {
    /// Sorted by place.
    answers: Vec<Answer>,
}

/// What was answered of a mention.
#[derive(Debug)]
struct Answer {
    place: Span,
    is_person: bool,
    /// The words that it hangs on, sorted: it stands as long as the mentions that hold one are the same.
    hangs_on: Vec<WordNumber>,
}

impl Persons {
    /// Forgets all answers.
    pub(super) fn forget(&mut self) {
        self.answers.clear();
    }

    /// Follows a change of the draft; answers that hang on a word that was touched are forgotten.
    pub(super) fn follow(&mut self, change: Change, is_touched: impl Fn(WordNumber) -> bool) {
        self.answers.retain(|answer| !answer.hangs_on.iter().any(|word| is_touched(*word)));
        for answer in &mut self.answers {
            answer.place = change.moved(answer.place);
        }
    }

    /// Whether a mention names a person.
    pub(super) fn ask(&mut self, found: &Found, whereabouts: &Whereabouts, hit: usize) -> bool {
        let place = found.hits[hit].span;
        let at = match self.answers.binary_search_by_key(&place, |answer| answer.place) {
            Ok(known) => return self.answers[known].is_person,
            Err(at) => at,
        };
        let (is_person, mut hangs_on) = is_person(found, whereabouts, hit);
        hangs_on.extend(found.words(&found.hits[hit]).iter().map(|word| word.number));
        self.answers.insert(at, Answer { place, is_person, hangs_on: each_once(hangs_on) });
        is_person
    }
}

/// Whether a mention names a person, and the words that this hangs on.
fn is_person(found: &Found, whereabouts: &Whereabouts, hit: usize) -> (bool, Vec<WordNumber>) {
    let near = Circle::around(found, whereabouts, &[hit]);
    let (is_person, may_be) = near.gather(found).person(found, hit);
    if is_person || !may_be {
        return (is_person, near.words);
    }
    // Who has a title is a person, and someone's given name alone may have it.
    let wide = near.widened(found, whereabouts);
    let (is_person, _) = wide.gather(found).person(found, hit);
    (is_person, wide.words)
}

/// The mentions that hold one of some words.
pub(super) struct Circle {
    /// Sorted.
    words: Vec<WordNumber>,
    /// Their numbers, sorted.
    hits: Vec<usize>,
}

/// The mentions of a circle, gathered.
pub(super) struct Gathered {
    hits: Vec<usize>,
    /// The same in a row.
    own: Vec<Hit>,
    clusters: Clusters,
}

impl Circle {
    /// All mentions on which it hangs who bears some, but for who has a title.
    pub(super) fn around(found: &Found, whereabouts: &Whereabouts, hits: &[usize]) -> Self {
        let mut words = Vec::new();
        for hit in hits {
            let form = Form::of(found, *hit);
            words.push(form.last);
            if !form.is_full {
                let others = holding(found, whereabouts, &[form.last]);
                let opened = others.iter().map(|hit| Form::of(found, *hit));
                words.extend(opened.filter(|other| other.first == form.last).map(|other| other.last));
            }
        }
        Self::of(words, found, whereabouts)
    }

    /// With the mentions by which it is told whom a given name alone means, of all who are named in full.
    fn widened(&self, found: &Found, whereabouts: &Whereabouts) -> Self {
        let forms = |hits: &[usize]| hits.iter().map(|hit| Form::of(found, *hit)).collect::<Vec<_>>();
        let full = |form: &&Form| form.is_full && self.words.binary_search(&form.last).is_ok();
        let firsts = each_once(forms(&self.hits).iter().filter(full).map(|form| form.first).collect());
        let opened = forms(&holding(found, whereabouts, &firsts));
        let opened = opened.iter().filter(|form| firsts.binary_search(&form.first).is_ok());
        let words = self.words.iter().copied().chain(opened.map(|form| form.last));
        let words: Vec<_> = words.chain(firsts.iter().copied()).collect();
        Self::of(words, found, whereabouts)
    }

    fn of(words: Vec<WordNumber>, found: &Found, whereabouts: &Whereabouts) -> Self {
        let words = each_once(words);
        let hits = holding(found, whereabouts, &words);
        Self { words, hits }
    }

    /// Gathers the mentions.
    pub(super) fn gather(&self, found: &Found) -> Gathered {
        let own: Vec<_> = self.hits.iter().map(|hit| found.hits[*hit]).collect();
        let clusters = clusters::gather(&found.only(&own));
        Gathered { hits: self.hits.clone(), own, clusters }
    }
}

impl Gathered {
    /// The bearer of a mention among those that were gathered.
    pub(super) fn bearer(&self, hit: usize) -> Option<usize> {
        self.hits.binary_search(&hit).ok().map(|at| self.clusters.of[at])
    }

    /// Whether a mention's bearer is a person, and whether a title would make one of it that may have any
    /// form of name.
    fn person(&self, found: &Found, hit: usize) -> (bool, bool) {
        let found = found.only(&self.own);
        let person = |bearer| (self.clusters.is_person(&found, bearer), self.clusters.is_person_like(bearer));
        self.bearer(hit).map_or((false, false), person)
    }
}

/// The words that a mention is filed by.
struct Form {
    first: WordNumber,
    last: WordNumber,
    /// Whether it has a word or an initial more.
    is_full: bool,
}

impl Form {
    fn of(found: &Found, hit: usize) -> Self {
        let all = found.words(&found.hits[hit]);
        let words = || all.iter().filter(|word| word.kind == PartKind::Word).map(|word| word.number);
        let initials = all.iter().filter(|word| word.kind == PartKind::Initial).count();
        let first = words().next().unwrap_or_default();
        Self { first, last: words().next_back().unwrap_or(first), is_full: words().count() + initials > 1 }
    }
}

/// The mentions that hold one of some words, in order; the words are sorted.
pub(super) fn holding(found: &Found, whereabouts: &Whereabouts, words: &[WordNumber]) -> Vec<usize> {
    let blocks = each_once(words.iter().flat_map(|word| whereabouts.of(*word)).copied().collect());
    let hits = blocks.into_iter().flat_map(|block| found.hits_of(block as usize));
    let holds = |hit: &usize| {
        found.words(&found.hits[*hit]).iter().any(|word| words.binary_search(&word.number).is_ok())
    };
    hits.filter(holds).collect()
}
