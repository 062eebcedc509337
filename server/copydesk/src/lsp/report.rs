//! Diagnostics of drafts that no one has open: one that a client asks for, or all of a workspace.

use std::path::Path;
use std::sync::Arc;

use copydesk_core::Draft;
use serde_json::json;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};

use super::convert::{answers, types};
use super::document::{Kept, Snapshot, View};
use super::progress::{Work, progress};
use super::publish::result_id;
use super::session::{self, Session};

/// How many drafts a part of a report tells of.
const PART: usize = 16;

impl Session {
    /// The diagnostics of every draft of the workspace, in parts if the client takes them so: no
    /// further than the client waits, and one report after the other.
    pub(super) async fn report_workspace(
        self: &Arc<Self>,
        asked: types::WorkspaceDiagnosticParams,
    ) -> Result<types::WorkspaceDiagnosticReport> {
        let (sender, answer) = oneshot::channel();
        let session = Arc::clone(self);
        self.clerk.run(move || {
            if let Some(items) = session.report_all(&asked, || sender.is_closed()) {
                let _ = sender.send(types::WorkspaceDiagnosticReport { items });
            }
        });
        answer.await.map_err(|_| Error::internal_error())
    }

    /// What the client hasn't got in parts; `None` if it doesn't wait any more.
    fn report_all(
        self: &Arc<Self>,
        asked: &types::WorkspaceDiagnosticParams,
        is_given_up: impl Fn() -> bool,
    ) -> Option<Vec<types::WorkspaceDocumentDiagnosticReport>> {
        if is_given_up() {
            return None;
        }
        let token = |token: &Option<types::ProgressToken>| serde_json::to_value(token.as_ref()?).ok();
        let parts = token(&asked.partial_result_params.partial_result_token);
        let shown = token(&asked.work_done_progress_params.work_done_token);
        let found = self.workspace_drafts();
        let work = Work::begin(
            shown.map(|token| (Arc::clone(&self.outlet), token)),
            "Checking all drafts",
            found.len(),
        );
        let mut items = Vec::new();
        for (done, path) in found.iter().enumerate() {
            if is_given_up() {
                return None;
            }
            items.extend(self.workspace_report(path, &asked.previous_result_ids));
            work.report(done + 1);
            let is_last = done + 1 == found.len();
            if let Some(token) =
                parts.as_ref().filter(|_| items.len() >= PART || is_last && !items.is_empty())
            {
                progress(&self.outlet, token, &json!({ "items": std::mem::take(&mut items) }));
            }
        }
        Some(items)
    }

    /// The diagnostics of a draft as a workspace's report has them.
    pub(super) fn workspace_report(
        self: &Arc<Self>,
        path: &Path,
        known: &[types::PreviousResultId],
    ) -> Option<types::WorkspaceDocumentDiagnosticReport> {
        let open = self.document_at(path);
        let view = match &open {
            Some(document) => self.view(document),
            None => Arc::new(self.view_of_file(types::Uri::from_file_path(path)?, path)?),
        };
        let (uri, version) = (view.uri.clone(), open.map(|_| i64::from(view.version)));
        let items = self.diagnostics(&view, None);
        let before = known.iter().find(|known| known.uri == uri).map(|known| known.value.as_str());
        let result_id = result_id(&items);
        Some(answers::workspace_report(uri, version, items, result_id, before))
    }

    /// The diagnostics of a draft that no one has open, if it lies in the workspace.
    pub(super) async fn diagnostics_of_file(
        self: &Arc<Self>,
        uri: &types::Uri,
    ) -> Result<Vec<types::Diagnostic>> {
        let Some(path) = session::path_of(uri) else { return Ok(Vec::new()) };
        let (session, uri, (sender, answer)) = (Arc::clone(self), uri.clone(), oneshot::channel());
        self.pool.run(move || {
            if !sender.is_closed() {
                let ours = session.is_ours(&path).then(|| session.view_of_file(uri, &path)).flatten();
                let _ = sender.send(ours.map(|view| session.diagnostics(&view, None)).unwrap_or_default());
            }
        });
        answer.await.map_err(|_| Error::internal_error())
    }

    /// What a draft on disk says; `None` if it can't be read.
    fn view_of_file(&self, uri: types::Uri, path: &Path) -> Option<View> {
        let text = std::fs::read_to_string(path).ok()?;
        let draft = Draft::named(text, &path.file_name()?.to_string_lossy());
        let stylebook = self.newsroom.stylebook(Some(path));
        let unopened = Snapshot { draft, version: 0, edition: 0 };
        Some(unopened.read(uri, stylebook, self.rules, &mut Kept::default()))
    }
}
