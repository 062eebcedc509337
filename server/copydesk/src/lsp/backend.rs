//! The protocol's methods. Each does what has to be done at once, and leaves the rest to others.

use std::sync::Arc;

use copydesk_core::Span;
use tokio::sync::oneshot;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::{Error, Result};

use super::actions::{self};
use super::ask::Stale;
use super::convert::{self, answers, edits, tokens, types};
use super::ending::Ending;
use super::manner::Manner;
use super::session::{self, Session};
use super::{capabilities, completion, hints, hover, names, symbols, vigil, voices};

/// The server, as the base sees it.
pub(super) struct Backend {
    /// What it knows.
    pub(super) session: Arc<Session>,
    /// Told when the client asks to shut down.
    pub(super) ending: Arc<Ending>,
}

impl LanguageServer for Backend {
    async fn initialize(&self, client: types::InitializeParams) -> Result<types::InitializeResult> {
        let manner = Manner::of(&client);
        self.session.meet(manner);
        self.session.trace(client.trace.is_some_and(|trace| trace != types::TraceValue::Off));
        if let Some(process) = client.process_id {
            vigil::watch_client(process, Arc::clone(&self.ending));
        }
        self.session.newsroom.set_folders(capabilities::folders(&client));
        if let Some(settings) = &client.initialization_options {
            self.session.begin_with(settings);
        }
        Ok(types::InitializeResult {
            capabilities: capabilities::capabilities(manner, self.session.preferences()),
            server_info: Some(types::ServerInfo {
                name: "copydesk".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            ..types::InitializeResult::default()
        })
    }

    async fn initialized(&self, _: types::InitializedParams) {
        self.session.watch();
        self.session.offer_voices();
        self.session.read_workspace();
        self.session.ask_preferences();
    }

    async fn shutdown(&self) -> Result<()> {
        self.ending.shut_down();
        Ok(())
    }

    async fn did_open(&self, opened: types::DidOpenTextDocumentParams) {
        let draft = opened.text_document;
        self.session.open(draft.uri, &draft.language_id, draft.version, draft.text);
    }

    async fn did_change(&self, changed: types::DidChangeTextDocumentParams) {
        let draft = changed.text_document;
        self.session.change(&draft.uri, draft.version, convert::changes_from(changed.content_changes));
    }

    async fn did_save(&self, saved: types::DidSaveTextDocumentParams) {
        self.session.save(&saved.text_document.uri);
    }

    async fn did_close(&self, closed: types::DidCloseTextDocumentParams) {
        self.session.close(&closed.text_document.uri);
    }

    async fn did_change_configuration(&self, changed: types::DidChangeConfigurationParams) {
        self.session.hear_settings(&changed.settings);
        self.session.ask_preferences();
        self.session.reload();
    }

    async fn did_change_watched_files(&self, changed: types::DidChangeWatchedFilesParams) {
        self.session.files_changed(&changed.changes);
    }

    async fn did_change_workspace_folders(&self, changed: types::DidChangeWorkspaceFoldersParams) {
        let gone: Vec<_> =
            changed.event.removed.iter().filter_map(|folder| session::path_of(&folder.uri)).collect();
        let mut folders = self.session.newsroom.folders();
        folders.retain(|folder| !gone.contains(folder));
        folders.extend(changed.event.added.iter().filter_map(|folder| session::path_of(&folder.uri)));
        self.session.newsroom.set_folders(folders);
        self.session.reload();
        self.session.read_workspace();
    }

    async fn hover(&self, asked: types::HoverParams) -> Result<Option<types::Hover>> {
        let types::TextDocumentPositionParams { text_document, position } =
            asked.text_document_position_params;
        let answer = self.session.ask(&text_document.uri, Stale::Void, move |desk| {
            let note = hover::hover(desk.view, desk.byte(position))?;
            Some(answers::hover(desk.view, note, desk.manner))
        });
        answer.await.map(Option::flatten)
    }

    async fn document_highlight(
        &self,
        asked: types::DocumentHighlightParams,
    ) -> Result<Option<Vec<types::DocumentHighlight>>> {
        let types::TextDocumentPositionParams { text_document, position } =
            asked.text_document_position_params;
        let answer = self.session.ask(&text_document.uri, Stale::Void, move |desk| {
            let spans = names::highlights(desk.view, desk.byte(position));
            answers::highlights(desk.view, &spans, desk.manner)
        });
        answer.await
    }

    async fn inlay_hint(&self, asked: types::InlayHintParams) -> Result<Option<Vec<types::InlayHint>>> {
        let answer = self.session.ask(&asked.text_document.uri, Stale::Void, move |desk| {
            let within = edits::span_from(&desk.view.draft.text, asked.range, desk.manner);
            let hints = hints::hints(desk.view, within, desk.session.preferences().hints);
            answers::hints(desk.view, hints, desk.manner)
        });
        answer.await
    }

    async fn semantic_tokens_full(
        &self,
        asked: types::SemanticTokensParams,
    ) -> Result<Option<types::SemanticTokensResult>> {
        let voices = self.voices(&asked.text_document.uri, None).await?;
        Ok(voices.map(types::SemanticTokensResult::Tokens))
    }

    async fn semantic_tokens_range(
        &self,
        asked: types::SemanticTokensRangeParams,
    ) -> Result<Option<types::SemanticTokensRangeResult>> {
        let voices = self.voices(&asked.text_document.uri, Some(asked.range)).await?;
        Ok(voices.map(types::SemanticTokensRangeResult::Tokens))
    }

    async fn completion(&self, asked: types::CompletionParams) -> Result<Option<types::CompletionResponse>> {
        let types::TextDocumentPositionParams { text_document, position } = asked.text_document_position;
        // Keys go on while a list of names is made; the client filters it by what was typed.
        let answer = self.session.ask(&text_document.uri, Stale::Fine, move |desk| {
            let (typed, proposals) = completion::completion(desk.view, desk.byte(position))?;
            Some(answers::completion(desk.view, typed, proposals, desk.manner))
        });
        answer.await.map(Option::flatten)
    }

    async fn document_symbol(
        &self,
        asked: types::DocumentSymbolParams,
    ) -> Result<Option<types::DocumentSymbolResponse>> {
        let answer = self.session.ask(&asked.text_document.uri, Stale::Void, |desk| {
            answers::symbols(desk.view, symbols::symbols(desk.view), desk.manner)
        });
        answer.await
    }

    async fn prepare_rename(
        &self,
        asked: types::TextDocumentPositionParams,
    ) -> Result<Option<types::PrepareRenameResponse>> {
        let answer = self.session.ask(&asked.text_document.uri, Stale::Void, move |desk| {
            let (_, span) = names::at(desk.view, desk.byte(asked.position))?;
            let range = convert::range(&desk.view.draft.text, span, desk.manner.encoding);
            let placeholder = desk.view.reading.words(span).to_owned();
            Some(types::PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
        });
        answer.await.map(Option::flatten)
    }

    async fn references(&self, asked: types::ReferenceParams) -> Result<Option<Vec<types::Location>>> {
        let types::TextDocumentPositionParams { text_document, position } = asked.text_document_position;
        let with_first = asked.context.include_declaration;
        let answer = self.session.ask(&text_document.uri, Stale::Void, move |desk| {
            desk.references(desk.byte(position), with_first)
        });
        answer.await
    }

    async fn symbol(
        &self,
        asked: types::WorkspaceSymbolParams,
    ) -> Result<Option<types::WorkspaceSymbolResponse>> {
        let (session, (sender, answer)) = (Arc::clone(&self.session), oneshot::channel());
        self.session.pool.run(move || {
            if !sender.is_closed() {
                let _ = sender.send(session.symbols(&asked.query));
            }
        });
        let found = answer.await.map_err(|_| Error::internal_error())?;
        Ok(Some(types::WorkspaceSymbolResponse::Nested(found)))
    }

    async fn workspace_diagnostic(
        &self,
        asked: types::WorkspaceDiagnosticParams,
    ) -> Result<types::WorkspaceDiagnosticReportResult> {
        self.session.report_workspace(asked).await.map(types::WorkspaceDiagnosticReportResult::Report)
    }

    async fn did_rename_files(&self, renamed: types::RenameFilesParams) {
        self.files_gone(renamed.files.iter().map(|file| file.old_uri.as_str()));
    }

    async fn did_delete_files(&self, deleted: types::DeleteFilesParams) {
        self.files_gone(deleted.files.iter().map(|file| file.uri.as_str()));
    }

    async fn rename(&self, asked: types::RenameParams) -> Result<Option<types::WorkspaceEdit>> {
        let types::TextDocumentPositionParams { text_document, position } = asked.text_document_position;
        let answer = self.session.ask(&text_document.uri, Stale::Void, move |desk| {
            let renamed = names::rename(desk.view, desk.byte(position), &asked.new_name)?;
            let change = edits::of_draft(desk.view, &renamed, desk.manner);
            Ok::<_, String>(edits::workspace_edit(change, desk.manner))
        });
        match answer.await? {
            Some(Err(why)) => Err(Error::invalid_params(why)),
            Some(Ok(edit)) => Ok(edit),
            None => Ok(None),
        }
    }

    async fn code_action(&self, asked: types::CodeActionParams) -> Result<Option<types::CodeActionResponse>> {
        let answer = self.session.ask(&asked.text_document.uri, Stale::Void, move |desk| {
            if !desk.manner.actions {
                return Vec::new();
            }
            let within = edits::span_from(&desk.view.draft.text, asked.range, desk.manner);
            let mut actions = actions::actions(desk.view, within, today());
            actions.retain(|action| answers::wants(asked.context.only.as_deref(), action.kind));
            actions.iter().filter_map(|action| desk.action(action)).collect()
        });
        answer.await
    }

    async fn diagnostic(
        &self,
        asked: types::DocumentDiagnosticParams,
    ) -> Result<types::DocumentDiagnosticReportResult> {
        let uri = &asked.text_document.uri;
        let answer = self.session.ask(uri, Stale::Void, |desk| desk.session.told(desk.document, desk.view));
        let diagnostics = match answer.await? {
            Some(diagnostics) => diagnostics,
            None => self.session.diagnostics_of_file(uri).await?,
        };
        Ok(answers::report(diagnostics, asked.previous_result_id.as_deref()))
    }
}

impl Backend {
    /// The colours of a draft or a part of it, where they are wanted.
    async fn voices(
        &self,
        uri: &types::Uri,
        range: Option<types::Range>,
    ) -> Result<Option<types::SemanticTokens>> {
        if !self.session.preferences().voices {
            return Ok(None);
        }
        let answer = self.session.ask(uri, Stale::Void, move |desk| {
            let text = &desk.view.draft.text;
            let within =
                range.map_or(Span::new(0, text.len()), |range| edits::span_from(text, range, desk.manner));
            tokens::tokens(desk.view, &voices::voices(desk.view, within), desk.manner)
        });
        answer.await
    }

    /// The user has had enough of some work.
    pub(super) async fn cancel_work(&self, cancelled: types::WorkDoneProgressCancelParams) {
        if let types::NumberOrString::String(token) = &cancelled.token {
            self.session.cancel_work(token);
        }
    }

    /// The user wants to see more or less of what goes on.
    pub(super) async fn set_trace(&self, trace: types::SetTraceParams) {
        self.session.trace(trace.value != types::TraceValue::Off);
    }

    fn files_gone<'a>(&self, uris: impl Iterator<Item = &'a str>) {
        for uri in uris.filter_map(|uri| uri.parse().ok()) {
            if let Some(path) = session::path_of(&uri) {
                self.session.archive.forget(&path);
            }
            self.session.gone(&uri);
        }
    }
}

/// The writer's day. Only asked for when an action offers to insert it.
fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}
