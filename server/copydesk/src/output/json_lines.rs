//! JSON, one object a line: the shapes that programs outside the project rely on.

use copydesk_core::reading::{dates, names, quotes};
use copydesk_core::{Finding, Fix, Reading, Span, Text};
use serde_json::{Value, json};

/// A finding.
pub fn finding(path: &str, text: &Text, finding: &Finding) -> Value {
    json!({
        "path": path,
        "rule": finding.rule,
        "severity": finding.severity.map(copydesk_core::Severity::name),
        "message": finding.message,
        "range": range(text, finding.span),
        "related": finding.related.iter().map(|related| json!({
            "message": related.message,
            "range": range(text, related.span),
        })).collect::<Vec<_>>(),
        "fixes": finding.fixes.iter().map(|one| fix(text, one)).collect::<Vec<_>>(),
    })
}

fn fix(text: &Text, fix: &Fix) -> Value {
    json!({
        "title": fix.title,
        "applicability": fix.applicability.name(),
        "edits": fix.edits.iter().map(|edit| json!({
            "range": range(text, edit.span),
            "text": edit.text,
        })).collect::<Vec<_>>(),
    })
}

/// What the desk read of a draft.
pub fn reading(path: &str, text: &Text, reading: &Reading) -> Value {
    json!({
        "path": path,
        "date": reading.dates.own.as_ref().map(|own| json!({
            "value": own.value,
            "source": own.source.name(),
        })),
        "quotes": reading.quotes.all.iter().map(|one| quote(text, reading, one)).collect::<Vec<_>>(),
        "names": reading.names.all.iter().map(|one| name(text, reading, one)).collect::<Vec<_>>(),
        "dates": reading.dates.all.iter().map(|one| date(text, reading, one)).collect::<Vec<_>>(),
    })
}

fn quote(text: &Text, reading: &Reading, quote: &quotes::Quote) -> Value {
    json!({
        "range": range(text, quote.span),
        "kind": quote.kind.name(),
        "attribution": quote.attribution.name(),
        "speaker": quote.speaker.as_ref().map(|speaker| json!({
            "range": range(text, speaker.span),
            "text": reading.words(speaker.span),
            "name": speaker.name,
        })),
        "cue": quote.cue.map(|cue| json!({
            "range": range(text, cue),
            "text": reading.words(cue),
        })),
    })
}

fn name(text: &Text, reading: &Reading, name: &names::Name) -> Value {
    json!({
        "name": name.full,
        "kind": name.kind.name(),
        "mentions": name.mentions.iter().map(|mention| json!({
            "range": range(text, mention.span),
            "text": reading.words(mention.span),
        })).collect::<Vec<_>>(),
    })
}

fn date(text: &Text, reading: &Reading, date: &dates::DateMention) -> Value {
    json!({
        "range": range(text, date.span),
        "text": reading.words(date.span),
        "kind": date.kind.name(),
        "value": date.value,
    })
}

fn range(text: &Text, span: Span) -> Value {
    json!({ "start": place(text, span.start), "end": place(text, span.end) })
}

fn place(text: &Text, byte: u32) -> Value {
    let place = text.place(byte as usize);
    json!({ "line": place.line, "column": place.column, "offset": place.offset })
}
