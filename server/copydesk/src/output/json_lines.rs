//! JSON, one object a line: the shapes that programs outside the project rely on.

use copydesk_core::reading::{dates, names, quotes};
use copydesk_core::text::Place;
use copydesk_core::{Finding, Fix, Reading, Span, Text};
use serde::Serialize;

use super::{Checked, Format, severity};

pub(super) static FORMAT: Format = Format {
    name: "json-lines",
    about: "One JSON object a line, one line a finding",
    head: |_| (),
    draft: |checked, out| {
        for finding in checked.findings {
            line(out, &object(checked, finding));
        }
    },
    between: "",
    foot: |_, _| (),
};

/// A finding as JSON has it.
pub(super) fn object<'a>(checked: &Checked<'a>, finding: &'a Finding) -> impl Serialize + use<'a> {
    let text = checked.text;
    let related = finding.related.iter();
    FindingLine {
        path: checked.path,
        rule: finding.rule,
        severity: severity(finding).name(),
        message: &finding.message,
        range: range(text, finding.span),
        related: related
            .map(|one| RelatedJson { message: &one.message, range: range(text, one.span) })
            .collect(),
        fixes: finding.fixes.iter().map(|one| fix(text, one)).collect(),
    }
}

/// Appends what the desk read of a draft.
pub fn reading(path: &str, text: &Text, reading: &Reading, out: &mut String) {
    let own = reading.dates.own.as_ref();
    line(
        out,
        &ReadingLine {
            path,
            date: own.map(|own| OwnDateJson { value: &own.value, source: own.source.name() }),
            quotes: reading.quotes.all.iter().map(|one| quote(text, reading, one)).collect(),
            names: reading.names().all.iter().map(|one| name(text, reading, one)).collect(),
            dates: reading.dates.all.iter().map(|one| date(text, reading, one)).collect(),
        },
    );
}

fn line(out: &mut String, value: &impl Serialize) {
    // Only a map with keys that are no text can fail, and there is none.
    if let Ok(json) = serde_json::to_string(value) {
        out.push_str(&json);
        out.push('\n');
    }
}

#[derive(Serialize)]
struct FindingLine<'a> {
    path: &'a str,
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    range: RangeJson,
    related: Vec<RelatedJson<'a>>,
    fixes: Vec<FixJson<'a>>,
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    message: &'a str,
    range: RangeJson,
}

#[derive(Serialize)]
struct FixJson<'a> {
    title: &'a str,
    applicability: &'a str,
    edits: Vec<EditJson<'a>>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    range: RangeJson,
    text: &'a str,
}

#[derive(Serialize)]
struct ReadingLine<'a> {
    path: &'a str,
    date: Option<OwnDateJson<'a>>,
    quotes: Vec<QuoteJson<'a>>,
    names: Vec<NameJson<'a>>,
    dates: Vec<DateJson<'a>>,
}

#[derive(Serialize)]
struct OwnDateJson<'a> {
    value: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct QuoteJson<'a> {
    range: RangeJson,
    kind: &'a str,
    attribution: &'a str,
    speaker: Option<SpeakerJson<'a>>,
    cue: Option<WordsJson<'a>>,
}

#[derive(Serialize)]
struct SpeakerJson<'a> {
    range: RangeJson,
    text: &'a str,
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct WordsJson<'a> {
    range: RangeJson,
    text: &'a str,
}

#[derive(Serialize)]
struct NameJson<'a> {
    name: &'a str,
    kind: &'a str,
    mentions: Vec<WordsJson<'a>>,
}

#[derive(Serialize)]
struct DateJson<'a> {
    range: RangeJson,
    text: &'a str,
    kind: &'a str,
    value: Option<&'a str>,
}

#[derive(Serialize)]
struct RangeJson {
    start: PlaceJson,
    end: PlaceJson,
}

#[derive(Serialize)]
struct PlaceJson {
    line: usize,
    column: usize,
    offset: usize,
}

fn fix<'a>(text: &Text, fix: &'a Fix) -> FixJson<'a> {
    let edits = fix.edits.iter();
    FixJson {
        title: &fix.title,
        applicability: fix.applicability.name(),
        edits: edits.map(|edit| EditJson { range: range(text, edit.span), text: &edit.text }).collect(),
    }
}

fn quote<'a>(text: &Text, reading: &'a Reading, quote: &'a quotes::Quote) -> QuoteJson<'a> {
    QuoteJson {
        range: range(text, quote.span),
        kind: quote.kind.name(),
        attribution: quote.attribution.name(),
        speaker: quote.speaker.map(|speaker| SpeakerJson {
            range: range(text, speaker),
            text: reading.words(speaker),
            name: reading.speaker_name(quote),
        }),
        cue: quote.cue.map(|cue| words(text, reading, cue)),
    }
}

fn name<'a>(text: &Text, reading: &'a Reading, name: &'a names::Name) -> NameJson<'a> {
    let mentions = name.mentions.iter().map(|mention| words(text, reading, mention.span));
    NameJson { name: &name.full, kind: name.kind.name(), mentions: mentions.collect() }
}

fn date<'a>(text: &Text, reading: &'a Reading, date: &'a dates::DateMention) -> DateJson<'a> {
    DateJson {
        range: range(text, date.span),
        text: reading.words(date.span),
        kind: date.kind.name(),
        value: date.value.as_deref(),
    }
}

fn words<'a>(text: &Text, reading: &'a Reading, span: Span) -> WordsJson<'a> {
    WordsJson { range: range(text, span), text: reading.words(span) }
}

fn range(text: &Text, span: Span) -> RangeJson {
    let [start, end] = text.ends(span).map(|place| {
        let Place { line, column, offset } = place;
        PlaceJson { line, column, offset }
    });
    RangeJson { start, end }
}
