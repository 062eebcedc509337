//! Spellings that differ in type alone: case, accents, apostrophes, hyphens, spaces.
//!
//! Such a pair is a fault by itself. What position explains is none: a particle's capital at a
//! sentence's start, a line of capitals, a compound that stands before its noun.

pub(super) mod groups;
mod sieve;

pub(super) use self::sieve::Sieve;
use super::draft::{Found, Word};
use super::runs::PartKind;
use super::words::Sum;
use crate::languages::Classes;
use crate::text::Span;

/// Bytes from which a word in capitals is shouted, or opens a dateline, and is no acronym.
const SHOUTED: usize = 4;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Level {
    Word,
    Name,
    Article,
    The,
}

/// A key: what spellings of one group have in common.
pub(super) type Key = (Level, u64);

/// The letters of several words in a row.
fn sum(found: &Found, words: &[Word]) -> Sum {
    words.iter().fold(Sum::EMPTY, |sum, word| sum.then(found.vocabulary.word(word.number).sum))
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

fn is_possessive(between: &str) -> bool {
    matches!(between, "'s " | "’s ")
}

fn is_river(between: &str) -> bool {
    matches!(between, " on " | " upon " | " under ")
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
