//! What the server offers a client, and what the client says of its workspace.

use std::path::PathBuf;

use copydesk_core::formats::FORMATS;

use super::convert::{self, answers, tokens, types};
use super::manner::Manner;
use super::preferences::Preferences;
use super::session;

/// What is offered.
pub(super) fn capabilities(manner: Manner, preferences: Preferences) -> types::ServerCapabilities {
    let sync = types::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(types::TextDocumentSyncKind::INCREMENTAL),
        save: Some(types::TextDocumentSyncSaveOptions::Supported(true)),
        ..types::TextDocumentSyncOptions::default()
    };
    let actions = types::CodeActionOptions {
        code_action_kinds: Some(vec![types::CodeActionKind::QUICKFIX, answers::fix_all_kind()]),
        ..types::CodeActionOptions::default()
    };
    let rename = types::RenameOptions {
        prepare_provider: Some(true),
        work_done_progress_options: types::WorkDoneProgressOptions::default(),
    };
    types::ServerCapabilities {
        position_encoding: Some(convert::encoding_kind(manner.encoding)),
        text_document_sync: Some(types::TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(types::HoverProviderCapability::Simple(true)),
        completion_provider: Some(types::CompletionOptions::default()),
        document_highlight_provider: Some(types::OneOf::Left(true)),
        document_symbol_provider: Some(types::OneOf::Left(true)),
        inlay_hint_provider: Some(types::OneOf::Left(true)),
        code_action_provider: Some(types::CodeActionProviderCapability::Options(actions)),
        references_provider: Some(types::OneOf::Left(true)),
        workspace_symbol_provider: Some(types::OneOf::Left(true)),
        rename_provider: Some(types::OneOf::Right(rename)),
        diagnostic_provider: manner.pulls.then(|| {
            types::DiagnosticServerCapabilities::Options(types::DiagnosticOptions {
                identifier: Some("copydesk".to_owned()),
                workspace_diagnostics: true,
                ..types::DiagnosticOptions::default()
            })
        }),
        // Where the offer can be made later, it is made when the writer's wish is known.
        semantic_tokens_provider: (manner.tokens && preferences.voices && !manner.registers_tokens)
            .then(|| tokens::offer().into()),
        workspace: Some(workspace()),
        ..types::ServerCapabilities::default()
    }
}

fn workspace() -> types::WorkspaceServerCapabilities {
    types::WorkspaceServerCapabilities {
        workspace_folders: Some(types::WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(types::OneOf::Left(true)),
        }),
        file_operations: Some(types::WorkspaceFileOperationsServerCapabilities {
            did_rename: Some(drafts()),
            did_delete: Some(drafts()),
            ..types::WorkspaceFileOperationsServerCapabilities::default()
        }),
    }
}

/// The files that may be drafts.
fn drafts() -> types::FileOperationRegistrationOptions {
    let pattern = types::FileOperationPattern { glob: draft_glob(), matches: None, options: None };
    let filter = types::FileOperationFilter { scheme: Some("file".to_owned()), pattern };
    types::FileOperationRegistrationOptions { filters: vec![filter] }
}

/// The files that may be drafts, as a pattern.
pub(super) fn draft_glob() -> String {
    let extensions: Vec<_> = FORMATS.iter().flat_map(|format| format.extensions).copied().collect();
    format!("**/*.{{{}}}", extensions.join(","))
}

/// The workspace's folders; older clients name a root only.
#[expect(deprecated, reason = "clients still send it")]
pub(super) fn folders(client: &types::InitializeParams) -> Vec<PathBuf> {
    let folders = client.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    let folders: Vec<_> = folders.filter_map(session::path_of).collect();
    if folders.is_empty() {
        return client.root_uri.iter().filter_map(session::path_of).collect();
    }
    folders
}
