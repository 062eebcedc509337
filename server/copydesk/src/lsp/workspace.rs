//! What concerns more than one draft: references and symbols over the workspace, its files as
//! they come and go, and diagnostics of drafts that no one has open.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use copydesk_core::{Draft, Memo};

use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};

use crate::project::{Given, Project, drafts, is_draft, once_each};

use super::archive::{self, Filed};
use super::ask::Desk;
use super::convert::{self, answers, types};
use super::document::{Document, Snapshot, View};
use super::names;
use super::progress::{Work, progress};
use super::publish::result_id;
use super::session::{self, Session};

/// How long the reading of other drafts rests while something is typed.
const REST: Duration = Duration::from_millis(50);

/// How many drafts a part of a report tells of.
const PART: usize = 16;

/// Counts the readings of the workspace: a newer one ends the older.
static READINGS: AtomicU64 = AtomicU64::new(0);

impl Session {
    /// Reads the workspace's drafts in the background, with progress where the client shows it.
    pub(super) fn read_workspace(self: &Arc<Self>) {
        let number = READINGS.fetch_add(1, Ordering::AcqRel) + 1;
        let session = Arc::clone(self);
        let read = move || {
            let folders = session.newsroom.folders();
            session.archive.keep(&folders);
            let found = session.workspace_drafts();
            let work = session.work("Reading the names in other drafts", found.len());
            for (done, path) in found.iter().enumerate() {
                if work.is_cancelled() || READINGS.load(Ordering::Acquire) != number {
                    break;
                }
                session.archive.file(path, session.manner().encoding);
                if archive::is_too_long(path) {
                    let message = format!("{} is too long for its names to be read", path.display());
                    session.aside(session.teller.clone().log(message));
                }
                work.report(done + 1);
                while session.is_typed() {
                    std::thread::sleep(REST);
                }
            }
        };
        let _ = std::thread::Builder::new().name("archive".to_owned()).spawn(read);
    }

    /// The drafts on disk below the workspace's folders.
    pub(super) fn workspace_drafts(&self) -> Vec<PathBuf> {
        let folders: Vec<_> = self.newsroom.folders().into_iter().filter(|folder| folder.is_dir()).collect();
        let mut given = drafts(&folders, &Project::default(), false);
        once_each(&mut given);
        let path = |given| match given {
            Given::Draft(path) => Some(path),
            Given::Trouble(..) => None,
        };
        given.into_iter().filter_map(path).collect()
    }

    /// The names of all drafts, those on screen as they stand there.
    pub(super) fn all_names(
        self: &Arc<Self>,
        but: Option<&types::Uri>,
    ) -> Vec<(types::Uri, Arc<Vec<Filed>>)> {
        let open = self.all_documents();
        let mut all = Vec::new();
        for (path, names) in self.archive.all() {
            if open.iter().any(|document| document.path.as_ref() == Some(&path)) {
                continue;
            }
            all.extend(types::Uri::from_file_path(&path).map(|uri| (uri, names)));
        }
        for document in open.iter().filter(|document| !document.is_settings && Some(&document.uri) != but) {
            let view = self.view(document);
            let names = archive::names(&view.draft.text, &view.reading, self.manner().encoding);
            all.push((document.uri.clone(), Arc::new(names)));
        }
        all
    }

    /// The names in all drafts that hold the letters of a query, in order.
    pub(super) fn symbols(self: &Arc<Self>, query: &str) -> Vec<types::WorkspaceSymbol> {
        let mut found = Vec::new();
        for (uri, names) in self.all_names(None) {
            for name in names.iter().filter(|name| holds(&name.full, query)) {
                let Some(first) = name.places.first() else { continue };
                found.push(answers::workspace_symbol(&name.full, types::Location::new(uri.clone(), *first)));
            }
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    /// Reads the names of a draft that was closed, as they stand on disk now. Not every client
    /// tells of files that change.
    pub(super) fn file_names(self: &Arc<Self>, document: &Document) {
        let folders = self.newsroom.folders();
        let Some(path) = document.path.clone() else { return };
        if folders.iter().any(|folder| path.starts_with(folder)) && is_draft(&path, &Project::default()) {
            let session = Arc::clone(self);
            self.pool.run(move || session.archive.file(&path, session.manner().encoding));
        }
    }

    /// The client has seen a draft change on disk, come or go.
    pub(super) fn draft_changed(self: &Arc<Self>, change: &types::FileEvent, path: PathBuf) {
        if change.typ == types::FileChangeType::DELETED {
            self.archive.forget(&path);
            self.gone(&change.uri);
            return;
        }
        let session = Arc::clone(self);
        self.pool.run(move || session.archive.file(&path, session.manner().encoding));
    }

    /// Nothing more is to be said of a file that is deleted or called otherwise now.
    pub(super) fn gone(&self, uri: &types::Uri) {
        let sent =
            self.document(uri).map_or_else(|| self.aliases.sent(uri), |document| document.sent_uri.clone());
        self.outlet.publish(&sent, convert::silence(&sent));
    }

    /// The diagnostics of every draft of the workspace, in parts if the client takes them so. On
    /// a thread of its own, and no further than the client waits.
    pub(super) async fn report_workspace(
        self: &Arc<Self>,
        asked: types::WorkspaceDiagnosticParams,
    ) -> Result<types::WorkspaceDiagnosticReport> {
        let (sender, answer) = oneshot::channel();
        let session = Arc::clone(self);
        let report = move || {
            let token = |token: Option<types::ProgressToken>| {
                token.and_then(|token| serde_json::to_value(token).ok())
            };
            let parts = token(asked.partial_result_params.partial_result_token);
            let shown = token(asked.work_done_progress_params.work_done_token);
            let found = session.workspace_drafts();
            let shown = shown.map(|token| (Arc::clone(&session.outlet), token));
            let work = Work::begin(shown, "Checking all drafts", found.len());
            let mut items = Vec::new();
            for (done, path) in found.iter().enumerate() {
                if sender.is_closed() {
                    return;
                }
                items.extend(session.workspace_report(path, &asked.previous_result_ids));
                work.report(done + 1);
                if let Some(token) = parts.as_ref().filter(|_| items.len() >= PART) {
                    let part = serde_json::json!({ "items": std::mem::take(&mut items) });
                    progress(&session.outlet, token, &part);
                }
            }
            if let Some(token) = parts.as_ref().filter(|_| !items.is_empty()) {
                progress(&session.outlet, token, &serde_json::json!({ "items": std::mem::take(&mut items) }));
            }
            drop(work);
            let _ = sender.send(types::WorkspaceDiagnosticReport { items });
        };
        let _ = std::thread::Builder::new().name("report".to_owned()).spawn(report);
        answer.await.map_err(|_| Error::internal_error())
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
        let folders = self.newsroom.folders();
        let Some(path) = session::path_of(uri).filter(|path| {
            folders.iter().any(|folder| path.starts_with(folder)) && is_draft(path, &Project::default())
        }) else {
            return Ok(Vec::new());
        };
        let (session, uri, (sender, answer)) = (Arc::clone(self), uri.clone(), oneshot::channel());
        self.pool.run(move || {
            if !sender.is_closed() {
                let view = session.view_of_file(uri, &path);
                let _ = sender.send(view.map(|view| session.diagnostics(&view, None)).unwrap_or_default());
            }
        });
        answer.await.map_err(|_| Error::internal_error())
    }

    /// What a draft on disk says; `None` if it can't be read.
    fn view_of_file(&self, uri: types::Uri, path: &Path) -> Option<View> {
        let text = std::fs::read_to_string(path).ok()?;
        let draft = Draft::named(text.as_str(), &path.file_name()?.to_string_lossy());
        let stylebook = self.newsroom.stylebook(Some(path));
        let unopened = Snapshot { draft, version: 0, edition: 0 };
        Some(unopened.read(uri, stylebook, self.rules, &mut Memo::default()))
    }
}

impl Desk<'_> {
    /// The places of the name at a byte, in this draft and in all others.
    pub(super) fn references(&self, byte: u32, with_first: bool) -> Vec<types::Location> {
        let Some((name, _)) = names::at(self.view, byte) else { return Vec::new() };
        let here = name.mentions.iter().skip(usize::from(!with_first));
        let mut places: Vec<_> =
            here.map(|mention| answers::location(self.view, mention.span, self.manner)).collect();
        for (uri, names) in self.session.all_names(Some(&self.view.uri)) {
            let same = names.iter().filter(|other| other.full == name.full);
            places.extend(
                same.flat_map(|other| &other.places).map(|place| types::Location::new(uri.clone(), *place)),
            );
        }
        places
    }
}

/// Whether a name holds the letters of a query in their order, in any case.
fn holds(name: &str, query: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    query.chars().flat_map(char::to_lowercase).all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_may_leave_letters_out() {
        assert!(holds("Qassem Soleimani", "soleim"));
        assert!(holds("Qassem Soleimani", "QSol"));
        assert!(holds("Ana Ruiz", ""));
        assert!(!holds("Ana Ruiz", "ruza"));
    }
}
