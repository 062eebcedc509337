//! What an editor is told of a finding.
//!
//! A slip borrows its words from the finding, so that a long draft's findings go out at every key
//! without a copy of any. A list that no one reads to its end is cut, and says so.

use std::fmt::{self, Display, Formatter};

use copydesk_core::text::Places;
use copydesk_core::{Finding, Fix, Related, Severity, Span};
use serde::{Serialize, Serializer};
use tower_lsp::ls_types as types;

use super::super::document::View;
use super::super::manner::Manner;
use super::super::telling::Note;

/// How many of the places that belong to a finding are told: the nearest.
const RELATED: usize = 50;

/// A fix of more edits is carried by name only; whoever wants to run it asks for the action.
const EDITS: usize = 8;

/// A diagnostic.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct Slip<'a> {
    range: types::Range,
    severity: types::DiagnosticSeverity,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<Description<'a>>,
    source: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<[types::DiagnosticTag; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related_information: Option<Vec<Place<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Data<'a>>,
}

#[derive(Clone, Serialize)]
struct Description<'a> {
    href: Page<'a>,
}

/// Where a rule's page stands.
#[derive(Clone, Copy)]
struct Page<'a>(&'a str);

#[derive(Clone, Serialize)]
struct Place<'a> {
    location: Location<'a>,
    message: Words<'a>,
}

#[derive(Clone, Serialize)]
struct Location<'a> {
    uri: &'a types::Uri,
    range: types::Range,
}

/// A message, and how many more places it could have been said of.
#[derive(Clone, Copy)]
struct Words<'a>(&'a str, usize);

/// What a diagnostic carries: its fixes, for clients that run them by themselves. The version comes last,
/// behind all that stays the same from one to the next.
#[derive(Clone, Serialize)]
struct Data<'a> {
    fixes: Vec<Mending<'a>>,
    version: i32,
}

#[derive(Clone, Serialize)]
struct Mending<'a> {
    title: &'a str,
    applicability: &'a str,
    /// None where they are too many to carry.
    #[serde(skip_serializing_if = "Option::is_none")]
    edits: Option<Vec<Edit<'a>>>,
}

#[derive(Clone, Serialize)]
struct Edit<'a> {
    range: types::Range,
    #[serde(rename = "newText")]
    new_text: &'a str,
}

/// Makes the slips of one view.
pub(in super::super) struct Scribe<'a> {
    view: &'a View,
    manner: Manner,
    places: Places<'a>,
}

impl<'a> Scribe<'a> {
    /// For a client of that manner.
    pub(in super::super) fn new(view: &'a View, manner: Manner) -> Self {
        Self { view, manner, places: view.draft.text.places(manner.encoding) }
    }

    /// A finding with all that belongs to it.
    pub(in super::super) fn slip(&mut self, finding: &'a Finding) -> Slip<'a> {
        Slip {
            related_information: (self.manner.related && !finding.related.is_empty())
                .then(|| self.related(finding)),
            data: self.manner.data.then(|| self.data(finding)),
            ..self.bare(finding, finding.span)
        }
    }

    /// What is told at one place.
    pub(in super::super) fn note(&mut self, note: &Note) -> Slip<'a> {
        let finding = &self.view.findings[note.finding];
        if !note.other {
            return self.slip(finding);
        }
        Slip { severity: types::DiagnosticSeverity::HINT, ..self.bare(finding, note.place) }
    }

    /// What is wrong, and where.
    fn bare(&mut self, finding: &'a Finding, span: Span) -> Slip<'a> {
        Slip {
            severity: severity(finding.severity.unwrap_or(Severity::Warning)),
            code: Some(finding.rule),
            code_description: self.manner.code_pages.then_some(Description { href: Page(finding.rule) }),
            tags: (self.manner.tags && finding.rule == "unused-allow")
                .then_some([types::DiagnosticTag::UNNECESSARY]),
            ..about(self.range(span), &finding.message)
        }
    }

    fn related(&mut self, finding: &'a Finding) -> Vec<Place<'a>> {
        let (nearest, left_out) = nearest(finding);
        let uri = &self.view.uri;
        let place = |(index, related): (usize, &'a Related)| {
            let left_out = if index + 1 == nearest.len() { left_out } else { 0 };
            let location = Location { uri, range: self.range(related.span) };
            Place { location, message: Words(&related.message, left_out) }
        };
        nearest.iter().enumerate().map(place).collect()
    }

    fn data(&mut self, finding: &'a Finding) -> Data<'a> {
        let fixes = finding.fixes.iter().map(|fix| self.mending(fix)).collect();
        Data { fixes, version: self.view.version }
    }

    fn mending(&mut self, fix: &'a Fix) -> Mending<'a> {
        let edits = (fix.edits.len() <= EDITS).then(|| {
            let edit =
                |edit: &'a copydesk_core::Edit| Edit { range: self.range(edit.span), new_text: &edit.text };
            fix.edits.iter().map(edit).collect()
        });
        Mending { title: &fix.title, applicability: fix.applicability.name(), edits }
    }

    fn range(&mut self, span: Span) -> types::Range {
        let mut position = |byte: u32| {
            let place = self.places.position(byte as usize);
            types::Position::new(place.line, place.column)
        };
        types::Range::new(position(span.start), position(span.end))
    }
}

/// The places of a finding that are told, and how many aren't.
fn nearest(finding: &Finding) -> (&[Related], usize) {
    let before = finding.related.partition_point(|related| related.span.start < finding.span.start);
    let left_out = finding.related.len().saturating_sub(RELATED);
    let first = before.saturating_sub(RELATED / 2).min(left_out);
    (&finding.related[first..][..finding.related.len() - left_out], left_out)
}

/// A line on the first line of a draft, about the draft as a whole.
pub(in super::super) fn remark(message: &str) -> Slip<'_> {
    about(types::Range::default(), message)
}

fn about(range: types::Range, message: &str) -> Slip<'_> {
    Slip {
        range,
        severity: types::DiagnosticSeverity::INFORMATION,
        code: None,
        code_description: None,
        source: "copydesk",
        message,
        tags: None,
        related_information: None,
        data: None,
    }
}

fn severity(severity: Severity) -> types::DiagnosticSeverity {
    match severity {
        Severity::Error => types::DiagnosticSeverity::ERROR,
        Severity::Warning => types::DiagnosticSeverity::WARNING,
        Severity::Information => types::DiagnosticSeverity::INFORMATION,
        Severity::Hint => types::DiagnosticSeverity::HINT,
    }
}

impl Display for Page<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/server/copydesk-core/src/rules/"))?;
        for (number, word) in self.0.split('-').enumerate() {
            f.write_str(if number > 0 { "_" } else { "" })?;
            f.write_str(word)?;
        }
        f.write_str(".md")
    }
}

impl Serialize for Page<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Display for Words<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        match self.1 {
            0 => Ok(()),
            1 => f.write_str("; one more place isn’t shown"),
            more => write!(f, "; {more} more places aren’t shown"),
        }
    }
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.1 {
            0 => serializer.serialize_str(self.0),
            _ => serializer.collect_str(self),
        }
    }
}

/// The same as the base's type has it, for answers that go through the base.
impl From<&Slip<'_>> for types::Diagnostic {
    fn from(slip: &Slip<'_>) -> Self {
        let page = |description: &Description| {
            description.href.to_string().parse().ok().map(|href| types::CodeDescription { href })
        };
        let related = |place: &Place| types::DiagnosticRelatedInformation {
            location: types::Location::new(place.location.uri.clone(), place.location.range),
            message: place.message.to_string(),
        };
        types::Diagnostic {
            range: slip.range,
            severity: Some(slip.severity),
            code: slip.code.map(|code| types::NumberOrString::String(code.to_owned())),
            code_description: slip.code_description.as_ref().and_then(page),
            source: Some(slip.source.to_owned()),
            message: slip.message.to_owned(),
            related_information: slip
                .related_information
                .as_ref()
                .map(|places| places.iter().map(related).collect()),
            tags: slip.tags.as_ref().map(|tags| tags.to_vec()),
            data: slip.data.as_ref().and_then(|data| serde_json::to_value(data).ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use copydesk_core::Draft;
    use copydesk_core::rules::RULES;
    use serde_json::Value;
    use std::sync::Arc;

    use super::super::super::document::{Kept, Snapshot};
    use super::*;

    /// The slips of a draft as they are published, and as the base's type has them.
    fn told(text: &str) -> Vec<Value> {
        let draft = Draft::named(text, "a.md");
        let view = Snapshot { draft, version: 7, edition: 1 }.read(
            "file:///a.md".parse().expect("a URI"),
            Arc::default(),
            &RULES,
            &mut Kept::default(),
        );
        let manner = Manner { related: true, code_pages: true, data: true, tags: true, ..Manner::default() };
        let mut scribe = Scribe::new(&view, manner);
        let written = |slip: Slip| {
            let typed = serde_json::to_value(types::Diagnostic::from(&slip)).expect("JSON");
            assert_eq!(serde_json::to_value(&slip).expect("JSON"), typed);
            typed
        };
        view.findings.iter().map(|finding| written(scribe.slip(finding))).collect()
    }

    #[test]
    fn a_slip_is_what_the_base_would_write() {
        let told = told(
            "---\ndate: 2020-01-03\n---\n\nThe “👍 memo of Friday, Jan. 2, 2020, came.\n\nFeb. 30 too.\n",
        );
        assert!(told.len() > 2, "{told:?}");
    }

    #[test]
    fn long_lists_are_cut_and_say_so() {
        let text = "It rained on Monday. It stopped yesterday.\n\n".repeat(60);
        let told = &told(&text)[0];
        assert_eq!(told["code"], "missing-date");
        let related = told["relatedInformation"].as_array().expect("places");
        let last = related.last().expect("a place")["message"].as_str().expect("words");
        assert_eq!(related.len(), 50);
        assert!(last.ends_with("; 69 more places aren’t shown"), "{last}");

        let text = "---\ndate: 2020-01-03\n---\n\n".to_owned()
            + &"Adam Kowalczyk spoke. Mr. Kowalczyk sang.\n\n".repeat(40)
            + &"Adam Kowalczik spoke.\n\n".repeat(9);
        let told = self::told(&text);
        let fixes = told[0]["data"]["fixes"].as_array().expect("fixes");
        assert!(fixes.iter().any(|fix| fix["edits"].as_array().is_some_and(|edits| edits.len() == 1)));
        assert!(fixes.iter().any(|fix| fix.get("edits").is_none()), "{fixes:?}");
    }

    #[test]
    fn the_nearest_places_are_told() {
        let places = |count: usize| {
            (0..count).map(|place| Related { message: String::new(), span: Span::new(place, place + 1) })
        };
        let told = |count, at| {
            let finding =
                Finding { related: places(count).collect(), ..Finding::at(Span::new(at, at + 1), "") };
            let (nearest, left_out) = nearest(&finding);
            (nearest.first().map(|first| first.span.start), nearest.len(), left_out)
        };
        assert_eq!(told(3, 1), (Some(0), 3, 0));
        assert_eq!(told(200, 0), (Some(0), 50, 150));
        assert_eq!(told(200, 100), (Some(75), 50, 150));
        assert_eq!(told(200, 500), (Some(150), 50, 150));
    }
}
