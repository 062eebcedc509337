//! Between the desk's words and the protocol's: the one place that knows both.
//!
//! Inside, a place is an offset in bytes; here it becomes a line and a column, counted as the
//! client counts.

pub(super) mod answers;
pub(super) mod edits;
pub(super) mod slips;
pub(super) mod tokens;
pub(super) mod told;

use std::borrow::Cow;

use bytes::Bytes;
use copydesk_core::text::{Encoding, Position};
use copydesk_core::{Finding, Span, Text};
use serde::Serialize;
pub(super) use tower_lsp::ls_types as types;

use super::document::{Change, View};
use super::manner::Manner;
use super::wire::written;
use slips::Scribe;

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
pub(super) fn changes_from(
    events: Vec<types::TextDocumentContentChangeEvent>,
) -> impl Iterator<Item = Change<'static>> {
    events.into_iter().map(|event| change_from(event.range, event.text.into()))
}

/// One change that the client made.
pub(super) fn change_from(range: Option<types::Range>, text: Cow<'_, str>) -> Change<'_> {
    (range.map(|range| (position_from(range.start), position_from(range.end))), text)
}

/// A finding, for the client.
pub(super) fn diagnostic(view: &View, finding: &Finding, manner: Manner) -> types::Diagnostic {
    (&Scribe::new(view, manner).slip(finding)).into()
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

/// The message that publishes diagnostics of the base's own kind; what is told of a draft at every key goes
/// through [`told`].
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
    written(|frame| serde_json::to_writer(frame, &message).expect("diagnostics are JSON"))
}

/// The message that takes back all that was told of a draft.
pub(super) fn silence(sent_uri: &str) -> Bytes {
    publication(sent_uri, None, &[])
}
