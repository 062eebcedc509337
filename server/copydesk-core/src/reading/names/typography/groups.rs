//! Spellings by what they have in common, wherever one has more than one.

use std::cell::LazyCell;
use std::collections::HashMap;

use super::{Key, Level, Mark, Sieve, Surface, is_article, is_possessive, is_river, is_shouted_in, sum};
use super::{trimmed, units};
use crate::languages::{Classes, fold};
use crate::reading::names::bearing::{Circle, holding};
use crate::reading::names::clusters;
use crate::reading::names::draft::{Found, Hit, Word};
use crate::reading::names::each_once;
use crate::reading::names::runs::PartKind;
use crate::reading::names::whereabouts::Whereabouts;
use crate::reading::names::words::Sum;
use crate::text::Span;

/// Letters of the shortest name whose spaces and hyphens are compared.
const SHORTEST: usize = 4;

/// Surfaces of one key beyond which no further one is compared.
const SURFACES: usize = 6;

/// Spellings of one key, more than one, in the order of their first places.
pub(in crate::reading::names) struct Group<'a> {
    /// The key.
    pub key: Key,
    /// The spellings.
    pub surfaces: Vec<Surface<'a>>,
}

/// The groups of a draft, in the order of their first places.
pub(in crate::reading::names) fn all<'a>(found: &Found<'a>, sieve: &Sieve) -> Vec<Group<'a>> {
    if sieve.is_empty() {
        return Vec::new();
    }
    // Few drafts hold an Arabic article, and only there it matters whose it is.
    let clusters = LazyCell::new(|| clusters::gather(found));
    let bearer = |hit: usize| clusters.of[hit];
    let may_be_wanted = sieve.sketch();
    let wanted = |key: Key| may_be_wanted(key) && sieve.has(key);
    gather(found, 0..found.hits.len(), &wanted, &bearer)
}

/// The groups of some keys of a draft of which the sieve has counted the keys; `keys` are sorted.
pub(in crate::reading::names) fn of_keys<'a>(
    found: &Found<'a>,
    (sieve, whereabouts): (&Sieve, &Whereabouts),
    keys: &[Key],
) -> Vec<Group<'a>> {
    let words = each_once(keys.iter().flat_map(|key| sieve.words_of(*key)).collect());
    let hits = holding(found, whereabouts, &words);
    let gathered = LazyCell::new(|| {
        let article = |word: &Word| is_article(word, found.vocabulary.word(word.number));
        let has_article = |hit: &usize| found.words(&found.hits[*hit]).iter().any(article);
        let hits: Vec<_> = hits.iter().copied().filter(has_article).collect();
        Circle::around(found, whereabouts, &hits).gather(found)
    });
    let bearer = |hit: usize| gathered.bearer(hit).unwrap_or_default();
    let wanted = |key: Key| keys.binary_search(&key).is_ok();
    gather(found, hits.iter().copied(), &wanted, &bearer)
}

/// The groups that some mentions make.
fn gather<'a>(
    found: &Found<'a>,
    hits: impl Iterator<Item = usize>,
    wanted: &dyn Fn(Key) -> bool,
    bearer: &dyn Fn(usize) -> usize,
) -> Vec<Group<'a>> {
    let mut gatherer = Gatherer { found, wanted, bearer, known: HashMap::default() };
    hits.for_each(|hit| gatherer.mention(hit));
    let groups = gatherer.known.into_iter().filter(|(_, surfaces)| surfaces.len() > 1);
    let mut groups: Vec<_> = groups.map(|((key, _), surfaces)| Group { key, surfaces }).collect();
    groups.sort_by_key(|group| group.surfaces[0].places[0]);
    groups
}

struct Gatherer<'a, 'b> {
    found: &'b Found<'a>,
    /// Whether a key is asked for.
    wanted: &'b dyn Fn(Key) -> bool,
    /// Who bears a mention, by number; asked of those with an Arabic article.
    bearer: &'b dyn Fn(usize) -> usize,
    /// The spellings of each key; what stands with an article, by its bearer too.
    known: HashMap<(Key, usize), Vec<Surface<'a>>, foldhash::fast::FixedState>,
}

impl<'a> Gatherer<'a, '_> {
    fn mention(&mut self, at: usize) {
        let hit = &self.found.hits[at];
        let words = self.found.words(hit);
        let (found, wanted) = (self.found, self.wanted);
        let is_wanted = |word: &&Word| word.kind == PartKind::Word && wanted(word_key(found, word));
        if words.iter().any(|word| is_wanted(&word))
            && !words.iter().any(|word| is_shouted_in(found.text, word.span))
        {
            words.iter().filter(is_wanted).for_each(|word| self.word(word));
        }
        units(trimmed(words)).for_each(|unit| self.unit(unit));
        if let [word] = words {
            self.with_article(hit.span, word);
        }
        if let Some(next) = self.found.hits.get(at + 1) {
            self.joined(hit, next);
        }
        self.articles(at, words);
    }

    fn put(&mut self, key: (Key, usize), mark: Mark, span: Span) {
        let text = span.of(self.found.text);
        let surfaces = self.known.entry(key).or_default();
        if let Some(known) = surfaces.iter_mut().find(|surface| surface.mark.is(mark)) {
            known.places.push(span);
            if mark.sure && !known.mark.sure {
                (known.mark, known.text) = (mark, text);
            }
        } else if surfaces.len() < SURFACES {
            surfaces.push(Surface { text, mark, places: vec![span] });
        }
    }

    /// A single word that is asked for: its accents, its capitals, its apostrophe.
    fn word(&mut self, word: &Word) {
        let known = self.found.vocabulary.word(word.number);
        let text = word.span.of(self.found.text);
        if known.letters().len() < 3 || text.contains('.') {
            return;
        }
        // "US" and "Us", "AIDS" and "Aids" in "Hearing Aids": an ordinary word proves nothing.
        let capitals = text.chars().all(|letter| !letter.is_lowercase());
        if known.ordinary && (capitals || text.contains('-')) {
            return;
        }
        self.put((word_key(self.found, word), 0), Mark::new([text].into_iter(), true), word.span);
    }

    /// A name of several words: its spaces, its hyphens, the case of its particles.
    fn unit(&mut self, words: &[Word]) {
        let found = self.found;
        let ([first, ..], [.., last]) = (words, words) else { return };
        let key = (Level::Name, sum(found, words).key());
        if !(self.wanted)(key) {
            return;
        }
        let span = first.span.to(last.span);
        if words.iter().any(|word| is_shouted_in(found.text, word.span))
            || span.of(found.text).contains(['.', '\n', '\r', '\0', '"', '“'])
            || words.iter().all(|word| is_common(found, word))
        {
            return;
        }
        let length: usize = words.iter().map(|word| found.vocabulary.word(word.number).letters().len()).sum();
        if length < SHORTEST {
            return;
        }
        if let [word] = words
            && is_handle(found, word)
        {
            return;
        }
        // A capital at a sentence's start says nothing of the particle's own case.
        let particle = first.kind == PartKind::Particle
            || found.vocabulary.word(first.number).classes.any(Classes::PARTICLE);
        self.put((key, 0), mark(found, words, !(first.doubtful && particle)), span);
    }

    /// A name of one word with "The" before it, for what is printed "TheHarbour" elsewhere.
    fn with_article(&mut self, span: Span, word: &Word) {
        let letters = self.found.vocabulary.word(word.number).sum;
        let text = word.span.of(self.found.text);
        let grown = text.strip_prefix("The").is_some_and(|rest| rest.starts_with(char::is_uppercase));
        let (letters, printed, span) = if grown {
            (letters, "TheX", span)
        } else if self.found.text[..span.start as usize].ends_with("The ") {
            (Sum::of("the").then(letters), "The X", Span { start: span.start - 4, ..span })
        } else {
            return;
        };
        let key = (Level::The, letters.key());
        if (self.wanted)(key) {
            self.put((key, 0), Mark::new([printed].into_iter(), true), span);
        }
    }

    /// Two names that a possessive joins, for what is printed without its apostrophe elsewhere; "Leer on
    /// Ems", for what is printed "Leer-on-Ems" elsewhere.
    fn joined(&mut self, one: &Hit, next: &Hit) {
        let found = self.found;
        let (words, others) = (found.words(one), found.words(next));
        let between = Span { start: one.span.end, end: next.span.start.max(one.span.end) }.of(found.text);
        let (joint, printed) = if is_possessive(between) {
            ("s", "X's X")
        } else if is_river(between) && words.len() == 1 && others.len() == 1 {
            (between.trim(), "X on X")
        } else {
            return;
        };
        let letters = sum(found, words).then(Sum::of(joint)).then(sum(found, others));
        let key = (Level::Name, letters.key());
        if (self.wanted)(key) {
            self.put((key, 0), Mark::new([printed].into_iter(), true), one.span.to(next.span));
        }
    }

    /// The Arabic article in two forms before one name: al-, el-.
    fn articles(&mut self, hit: usize, words: &[Word]) {
        for pair in words.windows(2) {
            let [article, name] = pair else { continue };
            let known = self.found.vocabulary.word(article.number);
            let key = (Level::Article, name.number.into());
            if is_article(article, known) && (self.wanted)(key) {
                let mark = Mark::new([known.letters()].into_iter(), true);
                self.put((key, (self.bearer)(hit)), mark, article.span.to(name.span));
            }
        }
    }
}

fn word_key(found: &Found, word: &Word) -> Key {
    (Level::Word, found.vocabulary.word(word.number).sum.key())
}

/// "AnaRuiz" is a handle, "Ana Ruiz" a name; "DeSoto" is a name.
fn is_handle(found: &Found, word: &Word) -> bool {
    let text = word.span.of(found.text);
    let inner = text.char_indices().skip(1).find(|(_, letter)| letter.is_uppercase());
    let Some((at, _)) = inner else { return false };
    let given = fold(&text[..at]);
    let particle = found.vocabulary.classes_of(&given).any(Classes::PARTICLE);
    !particle && !text.contains('-') && found.vocabulary.lists().is_personal(&given)
}

/// What joins the words of a name, and its particles as they stand. What differs inside its words
/// is told word by word.
fn mark(found: &Found, words: &[Word], sure: bool) -> Mark {
    let mut end = words[0].span.start;
    let parts = words.iter().flat_map(|word| {
        let joint = Span { start: end, end: word.span.start }.of(found.text);
        end = word.span.end;
        let joint = if joint.trim().is_empty() && !joint.is_empty() { " " } else { joint };
        let folded = found.vocabulary.word(word.number).folded();
        let whole = if word.kind == PartKind::Particle { word.span.of(found.text) } else { "" };
        let pieces = folded.split('\'').filter(move |_| whole.is_empty());
        [joint, whole].into_iter().chain(pieces).filter(|part| !part.is_empty())
    });
    Mark::new(parts.collect::<Vec<_>>().into_iter(), sure)
}

/// Words that are no one's own: "African-American families" and "African Americans".
fn is_common(found: &Found, word: &Word) -> bool {
    let known = found.vocabulary.word(word.number);
    let common = |half: &str| {
        found.vocabulary.lists().is_ordinary(half)
            || found.vocabulary.classes_of(half).any(Classes::PEOPLE.or(Classes::PLACE))
    };
    known.folded().split('-').all(common)
}
