//! Who bears a spelling: two that differ in type alone may be two people's own.

use super::draft::Found;
use super::keys::edits;
use super::runs::PartKind;
use super::surroundings::Around;
use super::variants::Spelling;
use crate::languages::{english, fold};
use crate::text::Span;

/// Places of a spelling that are looked at: more say nothing new.
const LOOKED_AT: usize = 16;

/// Letters from which two words are the same but for a slip.
const LONG: usize = 5;

/// Whether two spellings of one key are left alone: the draft speaks of the spelling, or two people bear
/// them, Luis García and José Garcia.
pub(super) fn are_two(found: &Found, odd: &Spelling, base: &Spelling) -> bool {
    // Accents and capitals are people's own; apostrophes and hyphens are the desk's.
    let own =
        odd.text.replace('’', "'") != base.text.replace('’', "'") && fold(&odd.text) == fold(&base.text);
    is_discussed(found, odd, base) || own && have_two(found, odd, base)
}

fn is_discussed(found: &Found, odd: &Spelling, base: &Spelling) -> bool {
    let around = |place: &Span| Around::new(found.text, *place, english());
    let discussed = |place: &Span| around(place).is_sic() || around(place).discusses_spelling(&base.text);
    let mut both = odd.places.iter().chain(&base.places).take(2 * LOOKED_AT);
    odd.places.iter().take(LOOKED_AT).any(discussed) || both.any(|place| around(place).denies_kinship())
}

/// Whether each spelling stands beside other names, and none of one's is like one of the other's.
fn have_two(found: &Found, odd: &Spelling, base: &Spelling) -> bool {
    let (one, other) = (company(found, odd), company(found, base));
    let apart =
        !one.is_empty() && !other.is_empty() && !one.iter().any(|a| other.iter().any(|b| are_alike(a, b)));
    // A family shares its surname: who stands once beside a surname that needs no given name is another
    // only if introduced.
    let shared = odd.count == 1 && base.places.iter().any(|place| beside(found, *place).next().is_none());
    apart && (!shared || is_introduced(found, odd.places[0]))
}

fn is_introduced(found: &Found, place: Span) -> bool {
    let around = Around::new(found.text, place, english());
    around.denies_kinship() || !around.role_after().is_empty()
}

/// The other words of the mentions that hold a spelling.
fn company<'a>(found: &'a Found, spelling: &Spelling) -> Vec<&'a str> {
    spelling.places.iter().take(LOOKED_AT).flat_map(|place| beside(found, *place)).collect()
}

fn beside<'a>(found: &'a Found, place: Span) -> impl Iterator<Item = &'a str> {
    let at = found.hits.partition_point(|hit| hit.span.end <= place.start);
    let words = found.hits.get(at).map_or(&[][..], |hit| found.words(hit));
    let others = words.iter().filter(move |word| {
        matches!(word.kind, PartKind::Word | PartKind::Initial) && !word.span.overlaps(place)
    });
    others.map(|word| found.vocabulary.word(word.number).letters())
}

/// Whether two given names or surnames may be one: the same, one short for the other, a slip.
fn are_alike(one: &str, other: &str) -> bool {
    let slip = || one.len().min(other.len()) >= LONG && edits(one, other, 2).is_some();
    one.starts_with(other) || other.starts_with(one) || slip()
}
