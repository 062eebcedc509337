//! The plain words that sentences are filled with.

use std::sync::LazyLock;

/// A list of words, split when it is first asked for.
pub(super) type Words = LazyLock<Vec<&'static str>>;

/// Things and people whose plural is a plain s.
pub(super) static NOUNS: Words = LazyLock::new(|| split(include_str!("nouns.txt")));

/// Verbs with an object, whose past is a plain d or ed.
pub(super) static VERBS: Words = LazyLock::new(|| split(include_str!("verbs.txt")));

pub(super) static ADJECTIVES: Words = LazyLock::new(|| split(include_str!("adjectives.txt")));

fn split(list: &'static str) -> Vec<&'static str> {
    list.split_ascii_whitespace().collect()
}

/// The past of a verb of the list.
pub(super) fn past(verb: &str) -> String {
    let ending = if verb.ends_with('e') { "d" } else { "ed" };
    format!("{verb}{ending}")
}

/// Words behind "a" or "an".
pub(super) fn a(words: &str) -> String {
    let vowel = words.starts_with(['a', 'e', 'i', 'o', 'u']) && !words.starts_with("use");
    format!("{} {words}", if vowel && !words.starts_with("eu") { "an" } else { "a" })
}

/// Words with a capital at their head.
pub(super) fn capital(words: &str) -> String {
    let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + rest
}
