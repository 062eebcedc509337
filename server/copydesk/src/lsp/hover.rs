//! What the desk knows of a place: who says this, who is this, which day is this, and what a
//! finding there is about.

use copydesk_core::reading::dates::{DateMention, DateSource};
use copydesk_core::reading::names::Name;
use copydesk_core::reading::quotes::{Attribution, Quote};
use copydesk_core::{Finding, Span, rules};

use super::calendar;
use super::document::View;
use super::places::reaches;

/// A note on a stretch of text, in Markdown.
#[derive(Debug, PartialEq)]
pub(super) struct Note {
    /// What it is about.
    pub(super) span: Span,
    /// What it says.
    pub(super) markdown: String,
}

/// All there is to say of a place; what covers the least comes first.
pub(super) fn hover(view: &View, at: u32) -> Option<Note> {
    let here = |span| reaches(span, at);
    let reading = &view.reading;
    let mut notes: Vec<Note> = Vec::new();
    notes.extend(reading.dates.all.iter().filter(|date| here(date.span)).map(|date| of_date(view, date)));
    for name in &reading.names().all {
        let mention = name.mentions.iter().find(|mention| here(mention.span));
        notes.extend(mention.map(|mention| of_name(view, name, mention.span)));
    }
    notes.extend(
        reading.quotes.all.iter().filter(|quote| here(quote.span)).map(|quote| of_quote(view, quote)),
    );
    notes.sort_by_key(|note| note.span.len());
    let mut found =
        view.findings.iter().filter(|finding| here(finding.span)).map(of_finding).collect::<Vec<_>>();
    found.append(&mut notes);
    let span = found.iter().map(|note| note.span).min_by_key(|span| span.len())?;
    let markdown: Vec<_> = found.into_iter().map(|note| note.markdown).collect();
    Some(Note { span, markdown: markdown.join("\n\n---\n\n") })
}

fn of_finding(finding: &Finding) -> Note {
    let page = rules::named(finding.rule).map_or("", |rule| rule.page);
    let markdown = format!("{} `{}`\n\n{}", escaped(&finding.message), finding.rule, in_short(page));
    Note { span: finding.span, markdown }
}

/// The paragraph under a page's title.
pub(super) fn in_short(page: &str) -> String {
    let below = page.lines().skip(1).skip_while(|line| line.trim().is_empty());
    below.take_while(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

fn of_quote(view: &View, quote: &Quote) -> Note {
    let said = quote.speaker.map(|speaker| {
        let words = view.reading.words(speaker);
        match view.reading.speaker_name(quote) {
            Some(name) if name != words => format!("**{}** (“{}”)", escaped(name), escaped(words)),
            _ => format!("**{}**", escaped(words)),
        }
    });
    let cue = quote.cue.map(|cue| escaped(view.reading.words(cue)));
    let why = match (quote.attribution, said, cue) {
        (Attribution::Attributed, Some(said), Some(cue)) => format!("{said} says this: “{cue}” tells so."),
        (Attribution::Attributed, Some(said), None) => format!("{said} says this."),
        (Attribution::Attributed, None, Some(cue)) => format!("“{cue}” says that someone spoke this."),
        (Attribution::Continued, Some(said), _) => format!("{said} still has the floor."),
        (Attribution::Implied, Some(said), _) => format!("{said} says this, as the context makes plain."),
        (Attribution::Implied, None, _) => "The context tells who says this, or leaves several.".to_owned(),
        (Attribution::Missing, ..) => "No one in reach is said to have spoken this.".to_owned(),
        (Attribution::None, ..) => "No speaker needed.".to_owned(),
        (Attribution::Attributed | Attribution::Continued, None, _) => {
            "An earlier speaker says this.".to_owned()
        }
    };
    Note { span: quote.span, markdown: format!("Quotation ({}). {why}", quote.kind.name()) }
}

fn of_name(view: &View, name: &Name, here: Span) -> Note {
    let mut markdown = format!("**{}** ({})", escaped(&name.full), name.kind.name());
    if let Some(title) = title(view, name) {
        markdown += &format!(", introduced as {}", escaped(&title));
    }
    let forms: Vec<_> =
        forms(view, name).into_iter().map(|(form, count)| format!("{} {count}×", escaped(form))).collect();
    markdown += &format!("\n\n{}", forms.join(", "));
    Note { span: here, markdown }
}

/// The forms of a name and how often each stands in the draft, in order of appearance.
pub(super) fn forms<'a>(view: &'a View, name: &Name) -> Vec<(&'a str, usize)> {
    let mut forms: Vec<(&str, usize)> = Vec::new();
    for mention in &name.mentions {
        let words = view.reading.words(mention.span);
        match forms.iter_mut().find(|(form, _)| *form == words) {
            Some((_, count)) => *count += 1,
            None => forms.push((words, 1)),
        }
    }
    forms
}

/// What stands with a name where it is introduced: "Gen." before it, "a farmer" between commas
/// behind it.
fn title(view: &View, name: &Name) -> Option<String> {
    if let Some(title) = name.mentions.iter().find_map(|mention| mention.title) {
        return Some(view.reading.words(title).to_owned());
    }
    name.mentions.iter().find_map(|mention| aside(view, mention.span))
}

/// What stands between commas behind a mention: "a farmer near Leer".
fn aside(view: &View, mention: Span) -> Option<String> {
    let sentence = view.reading.sentence_around(mention)?;
    let behind = Span { start: mention.end, end: sentence.end }.of(&view.reading.text);
    let aside = behind.strip_prefix(", ")?.split([',', '.', ';', '“', '"', '\n']).next()?.trim();
    let begins_aside = ["a ", "an ", "the ", "who "].iter().any(|start| aside.starts_with(start));
    (begins_aside && aside.len() <= 100).then(|| aside.to_owned())
}

fn of_date(view: &View, date: &DateMention) -> Note {
    let words = escaped(view.reading.words(date.span));
    let Some(value) = &date.value else {
        let markdown =
            format!("“{words}” ({}): nothing tells which day it is counted from.", date.kind.name());
        return Note { span: date.span, markdown };
    };
    let mut markdown = format!("“{words}”: **{}**", calendar::in_words(value));
    if date.kind == copydesk_core::reading::dates::DateKind::Relative
        && let Some(own) = &view.reading.dates.own
    {
        let own_value = calendar::in_words(&own.value);
        markdown += &format!(", counted from the draft’s date, {own_value} ({})", source(own.source));
    }
    Note { span: date.span, markdown }
}

fn source(source: DateSource) -> &'static str {
    match source {
        DateSource::Option => "from an option",
        DateSource::FrontMatter => "in its front matter",
        DateSource::Dateline => "in its dateline",
        DateSource::Header => "in a line at its top",
        DateSource::FileName => "in its file’s name",
    }
}

/// Words of the draft as Markdown shows them.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for char in words.chars() {
        if "\\`*_[]<>#|~&".contains(char) {
            escaped.push('\\');
        }
        escaped.push(if char == '\n' || char == '\r' { ' ' } else { char });
    }
    escaped
}
