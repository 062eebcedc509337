//! What an editor shows between the words: the speaker of a quotation that doesn't name one, the
//! day that "Friday" was. Quiet where the page already says it.

use copydesk_core::Span;
use copydesk_core::reading::dates::DateKind;
use copydesk_core::reading::quotes::{Attribution, Quote};

use super::calendar;
use super::document::View;

/// A word between the words.
#[derive(Debug, PartialEq)]
pub(super) struct Hint {
    /// Behind which byte it stands.
    pub(super) at: u32,
    /// What it says.
    pub(super) label: String,
    /// What it means.
    pub(super) tooltip: String,
}

/// Which hints the writer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Speakers of continued quotations, and of those by "he" and "she".
    pub(super) speakers: bool,
    /// Days of "Friday" and "yesterday".
    pub(super) days: bool,
}

/// The hints of a stretch of text, sorted.
pub(super) fn hints(view: &View, within: Span, wanted: Wanted) -> Vec<Hint> {
    let mut hints = Vec::new();
    if wanted.speakers {
        hints.extend(speakers(view));
    }
    if wanted.days {
        hints.extend(days(view));
    }
    hints.retain(|hint| within.start <= hint.at && hint.at <= within.end);
    hints.sort_by_key(|hint| hint.at);
    hints
}

fn speakers(view: &View) -> Vec<Hint> {
    let mut shown: Vec<(Option<usize>, u32, &str)> = Vec::new();
    let named: Vec<_> = view.reading.quotes.all.iter().filter_map(|quote| named(view, quote)).collect();
    let mut hints = Vec::new();
    for quote in &view.reading.quotes.all {
        let Some((at, name)) = speaker(view, quote) else { continue };
        let block = view.reading.block_at(quote.span.start);
        if named.contains(&(block, name)) {
            continue;
        }
        // One "he" between two halves of a quotation, and one name a paragraph, are enough.
        if shown.iter().any(|(known, place, whom)| *place == at || (*known == block && *whom == name)) {
            continue;
        }
        shown.push((block, at, name));
        let tooltip = match quote.attribution {
            Attribution::Continued => "still has the floor",
            _ => "says this",
        };
        hints.push(Hint { at, label: name.to_owned(), tooltip: format!("{name} {tooltip}") });
    }
    hints
}

/// The speaker that a quotation's own words don't name, and where to show the name.
fn speaker<'a>(view: &'a View, quote: &Quote) -> Option<(u32, &'a str)> {
    let (speaker, name) = (quote.speaker?, view.reading.speaker_name(quote)?);
    match quote.attribution {
        Attribution::Continued => Some((quote.span.end, name)),
        Attribution::Attributed if is_pronoun(view.reading.words(speaker)) => Some((speaker.end, name)),
        _ => None,
    }
}

/// The paragraph that says who speaks a quotation, and the full name it says.
fn named<'a>(view: &'a View, quote: &Quote) -> Option<(Option<usize>, &'a str)> {
    let speaker = quote.speaker.filter(|_| quote.attribution == Attribution::Attributed)?;
    let name = view.reading.speaker_name(quote).filter(|name| view.line_of(speaker) == *name)?;
    Some((view.reading.block_at(speaker.start), name))
}

fn is_pronoun(words: &str) -> bool {
    ["he", "she", "they", "it"].iter().any(|pronoun| words.eq_ignore_ascii_case(pronoun))
}

fn days(view: &View) -> Vec<Hint> {
    let dates = &view.reading.dates.all;
    let mut shown: Vec<(Option<usize>, &str)> = Vec::new();
    let mut hints = Vec::new();
    for date in dates.iter().filter(|date| date.kind == DateKind::Relative) {
        let Some((value, day)) = date.value.as_deref().and_then(|value| Some((value, calendar::day(value)?)))
        else {
            continue;
        };
        let block = view.reading.block_at(date.span.start);
        let said = |other: &copydesk_core::reading::dates::DateMention| {
            other.kind == DateKind::Absolute
                && other.value.as_deref() == Some(value)
                && view.reading.block_at(other.span.start) == block
        };
        if shown.contains(&(block, value)) || dates.iter().any(said) {
            continue;
        }
        shown.push((block, value));
        let label = day.strftime("%b %-d, %Y").to_string();
        hints.push(Hint { at: date.span.end, label, tooltip: calendar::in_words(value) });
    }
    hints
}
