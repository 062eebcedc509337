//! What the server says to the client by itself, and asks of it. No handler ever waits for it.

use serde_json::Value;
use tower_lsp::Client;

use super::convert::tokens;
use super::convert::types::{
    self, ConfigurationItem, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern,
    MessageType, Registration,
};

/// The server's voice. A clone is the same.
#[derive(Clone)]
pub(super) struct Teller(Option<Client>);

impl Teller {
    /// A voice that the client hears.
    pub(super) fn new(client: Client) -> Self {
        Self(Some(client))
    }

    /// A voice that no one hears, for tests of other things.
    #[cfg(test)]
    pub(super) fn silent() -> Self {
        Self(None)
    }

    /// Shows a message to the user.
    pub(super) async fn show(self, message: String) {
        if let Some(client) = self.0 {
            client.show_message(MessageType::WARNING, message).await;
        }
    }

    /// Writes a message to the client's log.
    pub(super) async fn log(self, message: String) {
        if let Some(client) = self.0 {
            client.log_message(MessageType::INFO, message).await;
        }
    }

    /// Has the client ask for diagnostics again.
    pub(super) async fn refresh_diagnostics(self) {
        if let Some(client) = self.0 {
            let _ = client.workspace_diagnostic_refresh().await;
        }
    }

    /// Has the client ask for inlay hints again.
    pub(super) async fn refresh_hints(self) {
        if let Some(client) = self.0 {
            let _ = client.inlay_hint_refresh().await;
        }
    }

    /// Has the client ask for colours again.
    pub(super) async fn refresh_tokens(self) {
        if let Some(client) = self.0 {
            let _ = client.semantic_tokens_refresh().await;
        }
    }

    /// Offers the client colours, or takes the offer back.
    pub(super) async fn offer_tokens(self, wanted: bool) {
        let Some(client) = self.0 else { return };
        let (id, method) = ("copydesk-voices".to_owned(), "textDocument/semanticTokens".to_owned());
        let done = if wanted {
            // Null: for the documents that the client sends us anyway.
            let mut options = serde_json::to_value(tokens::offer()).unwrap_or_default();
            options["documentSelector"] = Value::Null;
            client
                .register_capability(vec![Registration { id, method, register_options: Some(options) }])
                .await
        } else {
            client.unregister_capability(vec![types::Unregistration { id, method }]).await
        };
        if let Err(error) = done {
            tracing::warn!(%error, "the client takes no colours");
        }
    }

    /// Whether the client shows progress under a token.
    pub(super) async fn may_show_progress(self, token: String) -> bool {
        match self.0 {
            Some(client) => {
                client.create_work_done_progress(types::ProgressToken::String(token)).await.is_ok()
            }
            None => false,
        }
    }

    /// Asks for the settings under `copydesk`.
    pub(super) async fn settings(&self) -> Option<Value> {
        let item = ConfigurationItem { scope_uri: None, section: Some("copydesk".to_owned()) };
        self.0.as_ref()?.configuration(vec![item]).await.ok()?.into_iter().next()
    }

    /// Has the client watch settings and drafts, and tell of changed preferences.
    pub(super) async fn register(self, globs: Vec<String>) {
        let Some(client) = self.0 else { return };
        let watcher =
            |glob: String| FileSystemWatcher { glob_pattern: GlobPattern::String(glob), kind: None };
        let options =
            DidChangeWatchedFilesRegistrationOptions { watchers: globs.into_iter().map(watcher).collect() };
        let registration = Registration {
            id: "copydesk-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        if let Err(error) = client.register_capability(vec![registration]).await {
            tracing::warn!(%error, "the client watches no files");
        }
    }
}
