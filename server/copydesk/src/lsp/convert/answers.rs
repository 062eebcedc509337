//! The desk's answers in the protocol's words.

use copydesk_core::Span;

use super::super::actions::{Action, Kind as ActionKind};
use super::super::completion::Proposal;
use super::super::document::View;
use super::super::hints::Hint;
use super::super::hover::Note;
use super::super::manner::Manner;
use super::super::publish::result_id;
use super::super::symbols::{Kind, Symbol};
use super::{diagnostic, range, types};

/// The kind of action that is fit for every save.
pub(in super::super) fn fix_all_kind() -> types::CodeActionKind {
    types::CodeActionKind::from("source.fixAll.copydesk")
}

/// A note that pops up.
pub(in super::super) fn hover(view: &View, note: Note, manner: Manner) -> types::Hover {
    let contents = if manner.markdown {
        types::MarkupContent { kind: types::MarkupKind::Markdown, value: note.markdown }
    } else {
        types::MarkupContent { kind: types::MarkupKind::PlainText, value: plain(&note.markdown) }
    };
    let range = range(&view.draft.text, note.span, manner.encoding);
    types::Hover { contents: types::HoverContents::Markup(contents), range: Some(range) }
}

/// Markdown of ours without its marks.
fn plain(markdown: &str) -> String {
    let mut plain = String::with_capacity(markdown.len());
    let mut chars = markdown.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => plain.extend(chars.next()),
            '*' | '`' => (),
            char => plain.push(char),
        }
    }
    plain
}

/// A place in the view's draft.
pub(in super::super) fn location(view: &View, span: Span, manner: Manner) -> types::Location {
    types::Location::new(view.uri.clone(), range(&view.draft.text, span, manner.encoding))
}

/// Places that light up.
pub(in super::super) fn highlights(
    view: &View,
    spans: &[Span],
    manner: Manner,
) -> Vec<types::DocumentHighlight> {
    let highlight = |span: &Span| types::DocumentHighlight {
        range: range(&view.draft.text, *span, manner.encoding),
        kind: Some(types::DocumentHighlightKind::TEXT),
    };
    spans.iter().map(highlight).collect()
}

/// Words between the words.
pub(in super::super) fn hints(view: &View, hints: Vec<Hint>, manner: Manner) -> Vec<types::InlayHint> {
    let hint = |hint: Hint| types::InlayHint {
        position: range(&view.draft.text, Span { start: hint.at, end: hint.at }, manner.encoding).start,
        label: types::InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: Some(types::InlayHintTooltip::String(hint.tooltip)),
        padding_left: Some(true),
        padding_right: Some(false),
        data: None,
    };
    hints.into_iter().map(hint).collect()
}

/// Names to complete.
pub(in super::super) fn completion(
    view: &View,
    typed: Span,
    proposals: Vec<Proposal>,
    manner: Manner,
) -> types::CompletionResponse {
    let range = range(&view.draft.text, typed, manner.encoding);
    let item = |proposal: Proposal| types::CompletionItem {
        label: proposal.text.clone(),
        kind: Some(types::CompletionItemKind::TEXT),
        detail: Some(proposal.detail),
        text_edit: Some(types::CompletionTextEdit::Edit(types::TextEdit::new(range, proposal.text))),
        ..types::CompletionItem::default()
    };
    types::CompletionResponse::Array(proposals.into_iter().map(item).collect())
}

/// Something to do, with the edit that does it.
pub(in super::super) fn action(
    view: &View,
    action: &Action,
    edit: types::WorkspaceEdit,
    manner: Manner,
) -> types::CodeActionOrCommand {
    let settled = action.finding.map(|index| vec![diagnostic(view, &view.findings[index], manner)]);
    types::CodeActionOrCommand::CodeAction(types::CodeAction {
        title: action.title.clone(),
        kind: Some(match action.kind {
            ActionKind::QuickFix => types::CodeActionKind::QUICKFIX,
            ActionKind::FixAll => fix_all_kind(),
        }),
        diagnostics: settled,
        edit: Some(edit),
        is_preferred: action.preferred.then_some(true),
        ..types::CodeAction::default()
    })
}

/// Whether a client that asks for some kinds only wants this one: `source` takes in
/// `source.fixAll.copydesk`.
pub(in super::super) fn wants(only: Option<&[types::CodeActionKind]>, kind: ActionKind) -> bool {
    let kind = match kind {
        ActionKind::QuickFix => types::CodeActionKind::QUICKFIX,
        ActionKind::FixAll => fix_all_kind(),
    };
    let within = |wanted: &types::CodeActionKind| {
        let (wanted, kind) = (wanted.as_str(), kind.as_str());
        wanted.is_empty()
            || kind.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(within))
}

/// A draft's outline: a tree, or a list for clients that show none.
pub(in super::super) fn symbols(
    view: &View,
    symbols: Vec<Symbol>,
    manner: Manner,
) -> types::DocumentSymbolResponse {
    if manner.symbol_trees {
        let tree = symbols.into_iter().map(|symbol| nested(view, symbol, manner)).collect();
        return types::DocumentSymbolResponse::Nested(tree);
    }
    let mut flat = Vec::new();
    for symbol in symbols {
        flatten(view, symbol, None, manner, &mut flat);
    }
    types::DocumentSymbolResponse::Flat(flat)
}

#[expect(deprecated, reason = "the type has a field that must be named")]
fn nested(view: &View, symbol: Symbol, manner: Manner) -> types::DocumentSymbol {
    let range_of = |span| range(&view.draft.text, span, manner.encoding);
    types::DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: range_of(symbol.span),
        selection_range: range_of(symbol.selection),
        children: Some(symbol.children.into_iter().map(|child| nested(view, child, manner)).collect()),
    }
}

#[expect(deprecated, reason = "the type has a field that must be named")]
fn flatten(
    view: &View,
    symbol: Symbol,
    container_name: Option<String>,
    manner: Manner,
    flat: &mut Vec<types::SymbolInformation>,
) {
    flat.push(types::SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: location(view, symbol.span, manner),
        container_name,
    });
    for child in symbol.children {
        flatten(view, child, Some(symbol.name.clone()), manner, flat);
    }
}

/// The protocol's kinds are a programmer's; these have fitting icons.
pub(in super::super) fn kind(kind: Kind) -> types::SymbolKind {
    match kind {
        Kind::Section => types::SymbolKind::NAMESPACE,
        Kind::Quote => types::SymbolKind::STRING,
        Kind::Name => types::SymbolKind::VARIABLE,
        Kind::Date => types::SymbolKind::EVENT,
    }
}

/// The diagnostics that a client pulls; only their name, if it has them already.
pub(in super::super) fn report(
    diagnostics: Vec<types::Diagnostic>,
    known: Option<&str>,
) -> types::DocumentDiagnosticReportResult {
    let result_id = result_id(&diagnostics);
    let report = if known == Some(result_id.as_str()) {
        let unchanged = types::UnchangedDocumentDiagnosticReport { result_id };
        types::DocumentDiagnosticReport::Unchanged(types::RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: unchanged,
        })
    } else {
        let full = types::FullDocumentDiagnosticReport { result_id: Some(result_id), items: diagnostics };
        types::DocumentDiagnosticReport::Full(types::RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: full,
        })
    };
    types::DocumentDiagnosticReportResult::Report(report)
}

/// A name somewhere in the workspace.
pub(in super::super) fn workspace_symbol(name: &str, location: types::Location) -> types::WorkspaceSymbol {
    types::WorkspaceSymbol {
        name: name.to_owned(),
        kind: kind(Kind::Name),
        tags: None,
        container_name: None,
        location: types::OneOf::Left(location),
        data: None,
    }
}

/// A draft's part of a report on the workspace.
pub(in super::super) fn workspace_report(
    uri: types::Uri,
    version: Option<i64>,
    items: Vec<types::Diagnostic>,
    result_id: String,
    known: Option<&str>,
) -> types::WorkspaceDocumentDiagnosticReport {
    if known == Some(result_id.as_str()) {
        let unchanged_document_diagnostic_report = types::UnchangedDocumentDiagnosticReport { result_id };
        let unchanged = types::WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report,
        };
        return types::WorkspaceDocumentDiagnosticReport::Unchanged(unchanged);
    }
    let full_document_diagnostic_report =
        types::FullDocumentDiagnosticReport { result_id: Some(result_id), items };
    let full = types::WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report };
    types::WorkspaceDocumentDiagnosticReport::Full(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_no_marks() {
        assert_eq!(plain("**Ana Ruiz** (“R\\*iz”) `x`"), "Ana Ruiz (“R*iz”) x");
    }

    #[test]
    fn a_kind_takes_in_the_kinds_below() {
        let only = |kind: &str| vec![types::CodeActionKind::from(kind.to_owned())];
        for (kind, fixes_all) in
            [("source", true), ("source.fixAll", true), ("source.fix", false), ("quickfix", false)]
        {
            assert_eq!(wants(Some(&only(kind)), ActionKind::FixAll), fixes_all, "{kind}");
        }
        assert!(wants(None, ActionKind::FixAll) && wants(Some(&only("")), ActionKind::QuickFix));
    }
}
