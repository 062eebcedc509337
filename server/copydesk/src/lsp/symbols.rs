//! A draft's outline: headline and sections, and in them the quotations by speaker, the names
//! where they are introduced, and the dates.

use copydesk_core::Span;
use copydesk_core::formats::Role;
use copydesk_core::reading::names::Name;
use copydesk_core::reading::quotes::{Attribution, Quote};

use super::calendar;
use super::document::View;

/// What an entry of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A headline or another heading, with what stands below.
    Section,
    /// A quotation.
    Quote,
    /// A name at its first mention.
    Name,
    /// An expression of time.
    Date,
}

/// An entry of the outline.
#[derive(Debug, PartialEq)]
pub(super) struct Symbol {
    /// What it is.
    pub(super) kind: Kind,
    /// What it is called.
    pub(super) name: String,
    /// What there is to say of it.
    pub(super) detail: String,
    /// All of it.
    pub(super) span: Span,
    /// The part to go to.
    pub(super) selection: Span,
    /// What stands in it, sorted.
    pub(super) children: Vec<Symbol>,
}

/// The outline of a draft.
pub(super) fn symbols(view: &View) -> Vec<Symbol> {
    let reading = &view.reading;
    let mut entries: Vec<Symbol> = reading.quotes.all.iter().map(|quote| of_quote(view, quote)).collect();
    entries.extend(reading.names().all.iter().filter_map(of_name));
    entries.extend(reading.dates.all.iter().map(|date| {
        let detail = date.value.as_deref().map_or_else(String::new, calendar::in_words);
        leaf(Kind::Date, brief(view.line_of(date.span)), detail, date.span)
    }));
    entries.sort_by_key(|entry| (entry.span.start, entry.span.end));
    sections(view, entries)
}

/// Puts the entries below the headings they follow.
fn sections(view: &View, entries: Vec<Symbol>) -> Vec<Symbol> {
    let headings =
        view.reading.blocks().iter().filter(|block| matches!(block.role, Role::Headline | Role::Heading));
    let headings: Vec<Span> = headings.map(|block| block.span).collect();
    let end = view.reading.text.len() as u32;
    let mut sections: Vec<Symbol> = Vec::with_capacity(headings.len());
    for (index, heading) in headings.iter().enumerate() {
        let until = headings.get(index + 1).map_or(end, |next| next.start);
        let name = brief(view.line_of(*heading));
        let span = Span { start: heading.start, end: until };
        sections.push(Symbol { selection: *heading, ..leaf(Kind::Section, name, String::new(), span) });
    }
    let mut outline = Vec::new();
    for entry in entries {
        match sections.iter_mut().find(|section| section.span.contains(entry.span)) {
            Some(section) => section.children.push(entry),
            None => outline.push(entry),
        }
    }
    outline.append(&mut sections);
    outline.sort_by_key(|entry| (entry.span.start, entry.span.end));
    outline
}

fn leaf(kind: Kind, name: String, detail: String, span: Span) -> Symbol {
    // The protocol wants a name; a heading may be of markup only.
    let name = if name.is_empty() { "…".to_owned() } else { name };
    Symbol { kind, name, detail, span, selection: span, children: Vec::new() }
}

fn of_quote(view: &View, quote: &Quote) -> Symbol {
    let words = brief(view.line_of(quote.span));
    let speaker = quote.speaker.map(|speaker| match view.reading.speaker_name(quote) {
        Some(name) => name.to_owned(),
        None => brief(view.line_of(speaker)),
    });
    let detail = match (speaker, quote.attribution) {
        (Some(speaker), _) => speaker,
        (None, Attribution::Missing) => "no one named".to_owned(),
        (None, _) => String::new(),
    };
    leaf(Kind::Quote, words, detail, quote.span)
}

fn of_name(name: &Name) -> Option<Symbol> {
    let first = name.mentions.first()?.span;
    let count = name.mentions.len();
    let detail = format!("{}, {count} {}", name.kind.name(), if count == 1 { "mention" } else { "mentions" });
    Some(leaf(Kind::Name, name.full.clone(), detail, first))
}

/// Not too many words for a line of an outline.
fn brief(words: String) -> String {
    match words.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}
