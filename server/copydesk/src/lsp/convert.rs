//! Between the desk's words and the protocol's: the one place that knows both.
//!
//! Inside, a place is an offset in bytes; here it becomes a line and a column, counted as the
//! client counts.

pub(super) mod answers;
pub(super) mod edits;
pub(super) mod tokens;

use bytes::Bytes;
use copydesk_core::text::{Encoding, Position};
use copydesk_core::{Finding, Severity, Span, Text};
use serde::Serialize;
pub(super) use tower_lsp::ls_types as types;

use super::document::{Change, View};
use super::manner::Manner;
use super::wire::framed;

/// How a client counts, in the protocol's words.
pub(super) fn encoding_kind(encoding: Encoding) -> types::PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => types::PositionEncodingKind::UTF8,
        Encoding::Utf16 => types::PositionEncodingKind::UTF16,
        Encoding::Utf32 => types::PositionEncodingKind::UTF32,
    }
}

/// A place that the client names.
pub(super) fn position_from(position: types::Position) -> Position {
    Position { line: position.line, column: position.character }
}

/// A stretch of text, for the client.
pub(super) fn range(text: &Text, span: Span, encoding: Encoding) -> types::Range {
    let position = |byte: u32| {
        let Position { line, column } = text.position(byte as usize, encoding);
        types::Position::new(line, column)
    };
    types::Range::new(position(span.start), position(span.end))
}

/// Changes that the client made.
pub(super) fn changes_from(events: Vec<types::TextDocumentContentChangeEvent>) -> Vec<Change> {
    let range = |range: types::Range| (position_from(range.start), position_from(range.end));
    events.into_iter().map(|event| (event.range.map(range), event.text)).collect()
}

/// A finding, for the client.
pub(super) fn diagnostic(view: &View, finding: &Finding, manner: Manner) -> types::Diagnostic {
    let range_of = |span| range(&view.draft.text, span, manner.encoding);
    let related = finding.related.iter().map(|related| types::DiagnosticRelatedInformation {
        location: types::Location::new(view.uri.clone(), range_of(related.span)),
        message: related.message.clone(),
    });
    types::Diagnostic {
        range: range_of(finding.span),
        severity: Some(severity(finding.severity.unwrap_or(Severity::Warning))),
        code: Some(types::NumberOrString::String(finding.rule.to_owned())),
        code_description: manner.code_pages.then(|| page_of(finding.rule)).flatten(),
        source: Some("copydesk".to_owned()),
        message: finding.message.clone(),
        related_information: (manner.related && !finding.related.is_empty()).then(|| related.collect()),
        tags: (manner.tags && finding.rule == "unused-allow")
            .then(|| vec![types::DiagnosticTag::UNNECESSARY]),
        data: manner.data.then(|| edits::data(view, finding, manner)),
    }
}

/// The other places of a spelling that is reported at its first place only. One finding a pair of
/// spellings is enough to read; an editor shows where else to look.
pub(super) fn other_places(view: &View, finding: &Finding, manner: Manner) -> Vec<types::Diagnostic> {
    if finding.rule != "inconsistent-name" {
        return Vec::new();
    }
    let spelling = view.reading.words(finding.span);
    let places = finding.related.iter().map(|related| related.span);
    let others = places.filter(|place| *place != finding.span && view.reading.words(*place) == spelling);
    let hint = |span| types::Diagnostic {
        range: range(&view.draft.text, span, manner.encoding),
        severity: Some(types::DiagnosticSeverity::HINT),
        related_information: None,
        data: None,
        ..diagnostic(view, finding, manner)
    };
    others.map(hint).collect()
}

/// Where a rule's page stands.
fn page_of(rule: &str) -> Option<types::CodeDescription> {
    let repository = env!("CARGO_PKG_REPOSITORY");
    let page = format!("{repository}/blob/main/server/copydesk-core/src/rules/{}.md", rule.replace('-', "_"));
    page.parse().ok().map(|href| types::CodeDescription { href })
}

/// A line on the first line of a draft, about the draft as a whole.
pub(super) fn remark(message: String) -> types::Diagnostic {
    types::Diagnostic {
        severity: Some(types::DiagnosticSeverity::INFORMATION),
        source: Some("copydesk".to_owned()),
        message,
        ..types::Diagnostic::default()
    }
}

/// A fault in a settings file.
pub(super) fn fault(text: &Text, span: Span, message: &str, encoding: Encoding) -> types::Diagnostic {
    types::Diagnostic {
        range: range(text, span, encoding),
        severity: Some(types::DiagnosticSeverity::ERROR),
        source: Some("copydesk".to_owned()),
        message: message.to_owned(),
        ..types::Diagnostic::default()
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

/// The message that publishes a draft's diagnostics.
pub(super) fn publication(sent_uri: &str, version: Option<i32>, diagnostics: &[types::Diagnostic]) -> Bytes {
    #[derive(Serialize)]
    struct Message<'a> {
        jsonrpc: &'a str,
        method: &'a str,
        params: Params<'a>,
    }
    #[derive(Serialize)]
    struct Params<'a> {
        uri: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<i32>,
        diagnostics: &'a [types::Diagnostic],
    }
    let message = Message {
        jsonrpc: "2.0",
        method: "textDocument/publishDiagnostics",
        params: Params { uri: sent_uri, version, diagnostics },
    };
    framed(&serde_json::to_vec(&message).expect("diagnostics are JSON"))
}
