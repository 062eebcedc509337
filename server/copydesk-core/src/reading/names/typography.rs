//! Spellings that differ in type alone: case, accents, apostrophes, hyphens, spaces.
//!
//! Such a pair is a fault by itself. What position explains is none: a particle's capital at a
//! sentence's start, a line of capitals, a compound that stands before its noun.

mod sieve;

use std::cell::LazyCell;
use std::collections::HashMap;

pub(super) use self::sieve::Sieve;
use super::clusters::{self, Clusters};
use super::draft::{Found, Word};
use super::runs::PartKind;
use super::words::Sum;
use crate::languages::{Classes, fold};
use crate::text::Span;

/// Bytes from which a word in capitals is shouted, or opens a dateline, and is no acronym.
const SHOUTED: usize = 4;

/// Letters of the shortest name whose spaces and hyphens are compared.
const SHORTEST: usize = 4;

/// Surfaces of one key beyond which no further one is compared.
const SURFACES: usize = 6;

/// One spelling with its places, in the draft's order.
#[derive(Clone, Debug)]
pub(super) struct Surface<'a> {
    /// As the draft prints it.
    pub text: &'a str,
    /// Where.
    pub places: Vec<Span>,
    mark: Mark,
}

/// What sets a spelling apart from others of its key, hashed.
#[derive(Clone, Copy, Debug)]
struct Mark {
    exact: u64,
    /// The same, its first letter small.
    small: u64,
    /// Whether the case of the first letter is its own, not its place's.
    sure: bool,
}

impl Mark {
    fn new<'b>(parts: impl Iterator<Item = &'b str>, sure: bool) -> Self {
        let (mut exact, mut small) = (Hash::new(), Hash::new());
        for (at, part) in parts.enumerate() {
            exact.add(part);
            if at == 0
                && let Some(first) = part.chars().next()
            {
                first.to_lowercase().for_each(|letter| small.add(letter.encode_utf8(&mut [0; 4])));
                small.add(&part[first.len_utf8()..]);
            } else {
                small.add(part);
            }
        }
        Self { exact: exact.0, small: small.0, sure }
    }

    fn is(self, other: Mark) -> bool {
        self.exact == other.exact || !(self.sure && other.sure) && self.small == other.small
    }
}

/// A hash of text in pieces. (FNV-1a: short keys, no state.)
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
}

/// The kinds of keys: by words, by names, by articles, by what "The" stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Level {
    Word,
    Name,
    Article,
    The,
}

/// A key: what spellings of one group have in common.
type Key = (Level, u64);

/// Spellings by their keys, for the keys that have more than one.
struct Groups<'a> {
    wanted: &'a Sieve,
    articles: bool,
    known: HashMap<Key, Vec<Surface<'a>>, foldhash::fast::FixedState>,
}

/// Groups of spellings that differ in type alone, in the order of their first places.
pub(super) fn groups<'a>(found: &Found<'a>, wanted: &'a Sieve) -> Vec<Vec<Surface<'a>>> {
    if wanted.is_empty() {
        return Vec::new();
    }
    // Few drafts hold an Arabic article, and only there it matters whose it is.
    let clusters = LazyCell::new(|| clusters::gather(found));
    let mut groups = Groups { wanted, articles: wanted.articles(), known: HashMap::default() };
    for (at, hit) in found.hits.iter().enumerate() {
        let words = found.words(hit);
        let shouted = words.iter().any(|word| is_shouted_in(found.text, word.span));
        for word in words.iter().filter(|word| word.kind == PartKind::Word && !shouted) {
            add_word(&mut groups, found, word);
        }
        for unit in units(trimmed(words)) {
            add_unit(&mut groups, found, unit);
        }
        add_with_article(&mut groups, found, hit.span, words);
        if let Some(next) = found.hits.get(at + 1) {
            add_with_possessive(&mut groups, found, (hit.span, words), (next.span, found.words(next)));
            add_with_river(&mut groups, found, (hit.span, words), (next.span, found.words(next)));
        }
        add_articles(&mut groups, found, at, words, &clusters);
    }
    let mut groups: Vec<_> = groups.known.into_values().filter(|surfaces| surfaces.len() > 1).collect();
    groups.sort_by_key(|surfaces| surfaces[0].places[0]);
    groups
}

fn put<'a>(groups: &mut Groups<'a>, key: Key, mark: Mark, text: &'a str, span: Span) {
    let surfaces = groups.known.entry(key).or_default();
    if let Some(known) = surfaces.iter_mut().find(|surface| surface.mark.is(mark)) {
        known.places.push(span);
        if mark.sure && !known.mark.sure {
            (known.mark, known.text) = (mark, text);
        }
    } else if surfaces.len() < SURFACES {
        surfaces.push(Surface { text, mark, places: vec![span] });
    }
}

/// The letters of several words in a row.
fn sum(found: &Found, words: &[Word]) -> Sum {
    words.iter().fold(Sum::EMPTY, |sum, word| sum.then(found.vocabulary.word(word.number).sum))
}

/// A single word: its accents, its capitals, its apostrophe.
fn add_word<'a>(groups: &mut Groups<'a>, found: &Found<'a>, word: &Word) {
    let known = found.vocabulary.word(word.number);
    let text = word.span.of(found.text);
    let key = (Level::Word, known.sum.key());
    if !groups.wanted.has(key) || known.letters().len() < 3 || text.contains('.') {
        return;
    }
    // "US" and "Us", "AIDS" and "Aids" in "Hearing Aids": an ordinary word proves nothing.
    let capitals = text.chars().all(|letter| !letter.is_lowercase());
    if known.ordinary && (capitals || text.contains('-')) {
        return;
    }
    let mark = Mark::new([text].into_iter(), true);
    put(groups, key, mark, text, word.span);
}

/// Whether a word is in capitals, or keeps a small letter or two in a line of capitals: "McNAIR ST.
/// CLOSED".
pub(super) fn is_shouted_in(text: &str, span: Span) -> bool {
    let word = span.of(text);
    if word.as_bytes().last().is_some_and(u8::is_ascii_lowercase) {
        return false;
    }
    if is_capitals(word) {
        return word.len() >= SHOUTED;
    }
    if !is_remnant(word) {
        return false;
    }
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let before = before.rsplit(['\n', '\r']).next().unwrap_or("");
    let after = after.split(['\n', '\r']).next().unwrap_or("");
    let mut words = before.split_whitespace().chain(after.split_whitespace());
    words.all(|word| !word.chars().any(char::is_lowercase) || is_remnant(word))
}

/// A word in capitals but for its opening: McNAIR, MacLEAN, DeSOTO.
fn is_remnant(word: &str) -> bool {
    ["Mc", "Mac", "De", "Di", "La", "Le", "Van", "Von"]
        .iter()
        .any(|opening| word.strip_prefix(opening).is_some_and(|rest| rest.len() > 1 && is_capitals(rest)))
}

fn is_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// A name of several words: its spaces, its hyphens, the case of its particles.
fn add_unit<'a>(groups: &mut Groups<'a>, found: &Found<'a>, words: &[Word]) {
    let ([first, ..], [.., last]) = (words, words) else { return };
    let key = (Level::Name, sum(found, words).key());
    if !groups.wanted.has(key) {
        return;
    }
    let span = first.span.to(last.span);
    let text = span.of(found.text);
    if words.iter().any(|word| is_shouted_in(found.text, word.span))
        || text.contains(['.', '\n', '\r', '\0', '"', '“'])
    {
        return;
    }
    // A capital at a sentence's start says nothing of the particle's own case.
    let particle = first.kind == PartKind::Particle
        || found.vocabulary.word(first.number).classes.any(Classes::PARTICLE);
    let sure = !(first.doubtful && particle);
    if words.iter().all(|word| is_common(found, word)) {
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
    put(groups, key, mark(found, words, sure), text, span);
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

/// A name of one word with "The" before it, for what is printed "TheHarbour" elsewhere.
fn add_with_article<'a>(groups: &mut Groups<'a>, found: &Found<'a>, span: Span, words: &[Word]) {
    let [word] = words else { return };
    let text = word.span.of(found.text);
    let grown = text.strip_prefix("The").is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let article = found.text[..span.start as usize].ends_with("The ");
    if grown {
        let mark = Mark::new(["TheX"].into_iter(), true);
        put(groups, (Level::The, sum(found, words).key()), mark, text, span);
    } else if article {
        let span = Span { start: span.start - 4, end: span.end };
        let key = (Level::The, Sum::of("the").then(sum(found, words)).key());
        put(groups, key, Mark::new(["The X"].into_iter(), true), span.of(found.text), span);
    }
}

/// Two names that a possessive joins, for what is printed without its apostrophe elsewhere.
fn add_with_possessive<'a>(
    groups: &mut Groups<'a>,
    found: &Found<'a>,
    one: (Span, &[Word]),
    next: (Span, &[Word]),
) {
    let between = Span { start: one.0.end, end: next.0.start.max(one.0.end) }.of(found.text);
    if !is_possessive(between) {
        return;
    }
    let sum = sum(found, one.1).then(Sum::of("s")).then(sum(found, next.1));
    let span = one.0.to(next.0);
    put(groups, (Level::Name, sum.key()), Mark::new(["X's X"].into_iter(), true), span.of(found.text), span);
}

fn is_possessive(between: &str) -> bool {
    matches!(between, "'s " | "’s ")
}

fn is_river(between: &str) -> bool {
    matches!(between, " on " | " upon " | " under ")
}

/// "Leer on Ems", for what is printed "Leer-on-Ems" elsewhere.
fn add_with_river<'a>(
    groups: &mut Groups<'a>,
    found: &Found<'a>,
    one: (Span, &[Word]),
    next: (Span, &[Word]),
) {
    let ([town], [river]) = (one.1, next.1) else { return };
    let between = Span { start: one.0.end, end: next.0.start.max(one.0.end) }.of(found.text);
    if !is_river(between) {
        return;
    }
    let letters = |word: &Word| found.vocabulary.word(word.number).sum;
    let sum = letters(town).then(Sum::of(between.trim())).then(letters(river));
    let span = one.0.to(next.0);
    put(groups, (Level::Name, sum.key()), Mark::new(["X on X"].into_iter(), true), span.of(found.text), span);
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

/// The Arabic article in two forms before one name: al-, el-.
fn add_articles<'a>(
    groups: &mut Groups<'a>,
    found: &Found<'a>,
    hit: usize,
    words: &[Word],
    clusters: &LazyCell<Clusters, impl FnOnce() -> Clusters>,
) {
    for pair in words.windows(2) {
        let [article, name] = pair else { continue };
        let known = found.vocabulary.word(article.number);
        if groups.articles && is_article(article, known) {
            let span = article.span.to(name.span);
            let key = u64::from(name.number) << 32 | clusters.of[hit] as u64;
            let mark = Mark::new([known.letters()].into_iter(), true);
            put(groups, (Level::Article, key), mark, span.of(found.text), span);
        }
    }
}

/// Whether a word is an Arabic article before a name.
fn is_article(word: &Word, known: &super::words::Word) -> bool {
    word.kind == PartKind::Particle && known.classes.any(Classes::ARABIC_ARTICLE)
}

/// The words of a mention without suffix.
fn trimmed(words: &[Word]) -> &[Word] {
    match words {
        [rest @ .., last] if last.kind == PartKind::Suffix => rest,
        _ => words,
    }
}

/// The parts of a name that are compared: the whole, the surname, the last two words, for a surname
/// may have two.
fn units(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    let surname = surname(words);
    let two = &words[words.len().saturating_sub(2)..];
    let named = two.iter().all(|word| word.kind == PartKind::Word);
    let surname = Some(surname).filter(|one| one.len() < words.len());
    let two = Some(two).filter(|two| named && two.len() == 2 && words.len() > 2);
    [Some(words), surname, two].into_iter().flatten()
}

/// The last word with its particles.
fn surname(words: &[Word]) -> &[Word] {
    let words = trimmed(words);
    let first =
        words[..words.len().saturating_sub(1)].iter().rposition(|word| word.kind != PartKind::Particle);
    &words[first.map_or(0, |at| at + 1)..]
}
