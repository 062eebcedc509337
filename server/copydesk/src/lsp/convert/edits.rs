//! Changes of drafts and settings in the protocol's words: plain workspace edits, which every
//! editor can run.

use std::collections::HashMap;

use copydesk_core::{Edit, Span, Text};

use super::super::document::View;
use super::super::manner::Manner;
use super::{range, types};

/// A change of one file, in the client's terms.
pub(in super::super) struct FileEdit {
    /// Which.
    pub(in super::super) uri: types::Uri,
    /// The version it starts from, where the client has the file open.
    pub(in super::super) version: Option<i32>,
    /// Whether the file has to be made first.
    pub(in super::super) create: bool,
    /// What changes.
    pub(in super::super) edits: Vec<types::TextEdit>,
}

/// Edits of a text.
pub(in super::super) fn text_edits(text: &Text, edits: &[Edit], manner: Manner) -> Vec<types::TextEdit> {
    let edit = |edit: &Edit| types::TextEdit::new(range(text, edit.span, manner.encoding), edit.text.clone());
    edits.iter().map(edit).collect()
}

/// A change of the draft of a view.
pub(in super::super) fn of_draft(view: &View, edits: &[Edit], manner: Manner) -> FileEdit {
    let edits = text_edits(&view.draft.text, edits, manner);
    FileEdit { uri: view.uri.clone(), version: Some(view.version), create: false, edits }
}

/// The edit that makes `new` of `old`; only what differs changes.
pub(in super::super) fn rewriting(old: &str, new: &str, manner: Manner) -> Vec<types::TextEdit> {
    let (removed, inserted) = super::super::document::difference(old, new);
    let start = removed.start as usize;
    let text = new[start..start + inserted].to_owned();
    text_edits(&Text::from(old), &[Edit { span: removed, text }], manner)
}

/// The change as one workspace edit; `None` if the client can't make a file that is needed.
pub(in super::super) fn workspace_edit(change: FileEdit, manner: Manner) -> Option<types::WorkspaceEdit> {
    let FileEdit { uri, version, create, edits } = change;
    if !manner.document_changes {
        let changes = HashMap::from([(uri, edits)]);
        return (!create).then(|| types::WorkspaceEdit { changes: Some(changes), ..Default::default() });
    }
    let edit = types::TextDocumentEdit {
        text_document: types::OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version },
        edits: edits.into_iter().map(types::OneOf::Left).collect(),
    };
    let changes = if create {
        if !manner.creates_files {
            return None;
        }
        let options = types::CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
        let made = types::CreateFile { uri, options: Some(options), annotation_id: None };
        let made = types::DocumentChangeOperation::Op(types::ResourceOp::Create(made));
        types::DocumentChanges::Operations(vec![made, types::DocumentChangeOperation::Edit(edit)])
    } else {
        types::DocumentChanges::Edits(vec![edit])
    };
    Some(types::WorkspaceEdit { document_changes: Some(changes), ..Default::default() })
}

/// The span of a range that the client names.
pub(in super::super) fn span_from(text: &Text, range: types::Range, manner: Manner) -> Span {
    let byte = |position| text.byte(super::position_from(position), manner.encoding);
    let (start, end) = (byte(range.start), byte(range.end));
    Span::new(start.min(end), start.max(end))
}
