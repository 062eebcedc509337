//! The protocol's methods. Each does what has to be done at once, and leaves the rest to others.

use std::sync::Arc;

use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::Result;

use super::convert::{self, types};
use super::ending::Ending;
use super::manner::Manner;
use super::session::Session;

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
        Ok(types::InitializeResult {
            capabilities: capabilities(manner),
            server_info: Some(types::ServerInfo {
                name: "copydesk".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            ..types::InitializeResult::default()
        })
    }

    async fn shutdown(&self) -> Result<()> {
        self.ending.shut_down();
        Ok(())
    }

    async fn did_open(&self, opened: types::DidOpenTextDocumentParams) {
        let draft = opened.text_document;
        self.session.open(draft.uri, &draft.language_id, draft.version, &draft.text);
    }

    async fn did_change(&self, changed: types::DidChangeTextDocumentParams) {
        let draft = changed.text_document;
        self.session.change(&draft.uri, draft.version, convert::changes_from(changed.content_changes));
    }

    async fn did_save(&self, _: types::DidSaveTextDocumentParams) {}

    async fn did_close(&self, closed: types::DidCloseTextDocumentParams) {
        self.session.close(&closed.text_document.uri);
    }
}

fn capabilities(manner: Manner) -> types::ServerCapabilities {
    let sync = types::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(types::TextDocumentSyncKind::INCREMENTAL),
        save: Some(types::TextDocumentSyncSaveOptions::Supported(true)),
        ..types::TextDocumentSyncOptions::default()
    };
    types::ServerCapabilities {
        position_encoding: Some(convert::encoding_kind(manner.encoding)),
        text_document_sync: Some(types::TextDocumentSyncCapability::Options(sync)),
        ..types::ServerCapabilities::default()
    }
}
