//! Spellings that differ in type alone: case, accents, apostrophes, hyphens, spaces.
//!
//! Such a pair is a fault by itself. What position explains is none: a particle's capital at a
//! sentence's start, a line of capitals, a compound that stands before its noun.

use std::collections::HashMap;

use super::clusters::Clusters;
use super::draft::{Found, Word};
use super::keys::letters;
use super::runs::PartKind;
use crate::languages::{Classes, fold};
use crate::text::Span;

/// Bytes from which a word in capitals is shouted, or opens a dateline, and is no acronym.
const SHOUTED: usize = 4;

/// Surfaces of one key beyond which no further one is compared.
const SURFACES: usize = 6;

/// One spelling with its places, in the draft's order.
#[derive(Clone, Debug)]
pub(super) struct Surface {
    /// As the draft prints it.
    pub text: String,
    /// What of it sets it apart from others of its key.
    mark: String,
    /// Whether the case of its first letter is its own, not its place's.
    sure: bool,
    /// Where.
    pub places: Vec<Span>,
}

type Groups = HashMap<(u8, String), Vec<Surface>, foldhash::fast::FixedState>;

/// Groups of spellings that differ in type alone, in the order of their first places.
pub(super) fn groups(found: &Found, clusters: &Clusters) -> Vec<Vec<Surface>> {
    let mut groups = Groups::default();
    for (at, hit) in found.hits.iter().enumerate() {
        let words = found.words(hit);
        let shouted = words.iter().any(|word| is_shouted(word.span.of(found.text)));
        for word in words.iter().filter(|word| word.kind == PartKind::Word && !shouted) {
            add_word(&mut groups, found, word);
        }
        for unit in units(trimmed(words)) {
            add_unit(&mut groups, found, unit);
        }
        add_with_article(&mut groups, found, hit.span, words);
        if let Some(next) = found.hits.get(at + 1) {
            add_with_possessive(&mut groups, found, hit.span, next.span);
        }
        add_particles(&mut groups, found, clusters.of[at], words);
    }
    let mut groups: Vec<_> = groups.into_values().filter(|surfaces| surfaces.len() > 1).collect();
    groups.sort_by_key(|surfaces| surfaces[0].places[0]);
    groups
}

/// A spelling at a place, and what sets it apart from others of its key.
struct Print<'a> {
    mark: &'a str,
    text: &'a str,
    /// Whether the case of its first letter is its own.
    sure: bool,
    span: Span,
}

fn put(groups: &mut Groups, key: (u8, String), print: &Print) {
    let surfaces = groups.entry(key).or_default();
    let same = |surface: &Surface| {
        surface.mark == print.mark || !(surface.sure && print.sure) && tail(&surface.mark) == tail(print.mark)
    };
    if let Some(known) = surfaces.iter_mut().find(|surface| same(surface)) {
        known.places.push(print.span);
        if print.sure && !known.sure {
            (known.mark, known.text, known.sure) = (print.mark.to_owned(), print.text.to_owned(), true);
        }
    } else if surfaces.len() < SURFACES {
        let (text, mark) = (print.text.to_owned(), print.mark.to_owned());
        surfaces.push(Surface { text, mark, sure: print.sure, places: vec![print.span] });
    }
}

/// A text without its first letter.
fn tail(text: &str) -> &str {
    let mut letters = text.chars();
    letters.next();
    letters.as_str()
}

/// A single word: its accents, its capitals, its apostrophe.
fn add_word(groups: &mut Groups, found: &Found, word: &Word) {
    let known = found.vocabulary.word(word.number);
    let text = word.span.of(found.text);
    if known.letters.len() < 3 || text.contains('.') {
        return;
    }
    // "US" and "Us", "AIDS" and "Aids" in "Hearing Aids": an ordinary word proves nothing.
    let capitals = text.chars().all(|letter| !letter.is_lowercase());
    if known.ordinary && (capitals || text.contains('-')) {
        return;
    }
    let print = Print { mark: text, text, sure: true, span: word.span };
    put(groups, (0, known.letters.to_string()), &print);
}

fn is_shouted(text: &str) -> bool {
    text.len() >= SHOUTED && !text.chars().any(char::is_lowercase)
}

/// A name of several words: its spaces, its hyphens, the case of its particles.
fn add_unit(groups: &mut Groups, found: &Found, words: &[Word]) {
    let ([first, ..], [.., last]) = (words, words) else { return };
    let span = first.span.to(last.span);
    let text = span.of(found.text);
    if words.iter().any(|word| is_shouted(word.span.of(found.text)))
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
    let key = letters(&fold(text));
    if key.len() < 4 {
        return;
    }
    let mark = mark(found, words);
    if let [word] = words
        && is_handle(found, word)
    {
        return;
    }
    put(groups, (1, key), &Print { mark: &mark, text, sure, span });
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
fn add_with_article(groups: &mut Groups, found: &Found, span: Span, words: &[Word]) {
    let start = span.start as usize;
    let article = found.text[..start].ends_with("The ");
    let [word] = words else { return };
    let text = word.span.of(found.text);
    let grown = text.strip_prefix("The").is_some_and(|rest| rest.starts_with(char::is_uppercase));
    if !article && !grown || found.vocabulary.word(word.number).ordinary && grown {
        return;
    }
    let span = if article { Span { start: span.start - 4, end: span.end } } else { span };
    let text = span.of(found.text);
    let mark = if article { "The " } else { "The" };
    put(groups, (4, letters(&fold(text))), &Print { mark, text, sure: true, span });
}

/// Two names that a possessive joins, for what is printed without its apostrophe elsewhere.
fn add_with_possessive(groups: &mut Groups, found: &Found, one: Span, next: Span) {
    let between = Span { start: one.end, end: next.start.max(one.end) }.of(found.text);
    let spelled = one.to(next).of(found.text);
    if !matches!(between, "'s " | "’s ") || spelled.len() > 60 {
        return;
    }
    let print = Print { mark: "'", text: spelled, sure: true, span: one.to(next) };
    put(groups, (1, letters(&fold(spelled))), &print);
}

/// What joins the words of a name, and its particles as they stand. What differs inside its words
/// is told word by word.
fn mark(found: &Found, words: &[Word]) -> String {
    let mut mark = String::new();
    let mut end = words[0].span.start;
    for word in words {
        let joint = Span { start: end, end: word.span.start }.of(found.text);
        mark.push_str(if joint.trim().is_empty() && !joint.is_empty() { " " } else { joint });
        match word.kind {
            PartKind::Particle => mark.push_str(word.span.of(found.text)),
            _ => mark.push_str(&found.vocabulary.word(word.number).folded.replace('\'', "")),
        }
        end = word.span.end;
    }
    mark
}

/// Words that are no one's own: "African-American families" and "African Americans".
fn is_common(found: &Found, word: &Word) -> bool {
    let known = found.vocabulary.word(word.number);
    let common = |half: &str| {
        found.vocabulary.lists().is_ordinary(half)
            || found.vocabulary.classes_of(half).any(Classes::PEOPLE.or(Classes::PLACE))
    };
    known.folded.split('-').all(common)
}

/// The Arabic article in two forms before one name: al-, el-.
fn add_particles(groups: &mut Groups, found: &Found, entity: usize, words: &[Word]) {
    for pair in words.windows(2) {
        let [article, name] = pair else { continue };
        let form = fold(article.span.of(found.text));
        if article.kind == PartKind::Particle
            && found.vocabulary.classes_of(&form).any(Classes::ARABIC_ARTICLE)
        {
            let text = article.span.to(name.span).of(found.text);
            let key = format!("{entity} {}", found.vocabulary.word(name.number).letters);
            let span = article.span.to(name.span);
            put(groups, (3, key), &Print { mark: &form, text, sure: true, span });
        }
    }
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
