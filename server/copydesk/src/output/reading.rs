//! What the desk read, for people: a line for each thing, in the draft's order within its kind.

use std::fmt::Write;

use copydesk_core::{Reading, Span, Text};

use super::one_line;

/// Bytes of a quotation shown.
const SHOWN: usize = 60;

/// Appends a draft's reading.
pub fn draft(path: &str, text: &Text, reading: &Reading, out: &mut String) {
    let _ = writeln!(out, "{}", one_line(path));
    match &reading.dates.own {
        Some(own) => line(out, "date", "", &format!("{} ({})", own.value, own.source.name())),
        None => line(out, "date", "", "none"),
    }
    for quote in &reading.quotes.all {
        let speaker = quote.speaker.map_or(String::new(), |speaker| {
            let words = reading.words(speaker);
            match reading.speaker_name(quote) {
                Some(name) if name != words => format!(", {words} ({name})"),
                _ => format!(", {words}"),
            }
        });
        let cue = quote.cue.map_or(String::new(), |cue| format!(", {}", reading.words(cue)));
        let (kind, attribution) = (quote.kind.name(), quote.attribution.name());
        let words = format!("{} - {kind}, {attribution}{speaker}{cue}", shortened(reading.words(quote.span)));
        line(out, "quote", &at(text, quote.span), &words);
    }
    for name in &reading.names().all {
        let first = name.mentions.first().map_or(Span::default(), |mention| mention.span);
        let words = format!("{} - {}, {} times", name.full, name.kind.name(), name.mentions.len());
        line(out, "name", &at(text, first), &words);
    }
    for date in reading.dates.all.iter() {
        let value = date.value.as_deref().unwrap_or("?");
        line(
            out,
            "time",
            &at(text, date.span),
            &format!("{} - {} {value}", reading.words(date.span), date.kind.name()),
        );
    }
    out.push('\n');
}

fn line(out: &mut String, kind: &str, place: &str, words: &str) {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(out, "  {kind:5} {place:>7}  {words}");
}

fn at(text: &Text, span: Span) -> String {
    let place = text.place(span.start as usize);
    format!("{}:{}", place.line, place.column)
}

/// The first words of a long text, and its last character.
fn shortened(words: &str) -> String {
    if words.len() <= SHOWN {
        return words.to_owned();
    }
    let mut end = SHOWN;
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let last = words.chars().next_back().map_or(String::new(), String::from);
    format!("{}…{last}", words[..end].trim_end())
}
