//! What concerns more than one draft: references and symbols over the workspace, its files as
//! they come and go, and diagnostics of drafts that no one has open.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::project::{Given, Project, drafts, is_draft, once_each};

use super::archive::{self, Filed};
use super::ask::Desk;
use super::convert::{self, answers, types};
use super::document::Document;
use super::names;
use super::session::Session;

/// How long the reading of other drafts rests while something is typed.
const REST: Duration = Duration::from_millis(50);

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
                session.file_by_a_reader(path);
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

    /// Has one of those who read drafts file a draft's names, and waits for it: what room that takes
    /// serves other drafts again. A draft that is open is filed when it is closed.
    fn file_by_a_reader(self: &Arc<Self>, path: &Path) {
        if self.document_at(path).is_some() {
            return;
        }
        let (session, filed) = (Arc::clone(self), path.to_owned());
        let (sender, done) = channel::<()>();
        self.pool.run(move || {
            session.archive.file(&filed, session.manner().encoding);
            drop(sender);
        });
        // Nothing is ever sent: the end counts, a panic's too.
        let _ = done.recv();
    }

    /// The drafts on disk below the workspace's folders.
    pub(super) fn workspace_drafts(&self) -> Vec<PathBuf> {
        let folders: Vec<_> = self.newsroom.folders().into_iter().filter(|folder| folder.is_dir()).collect();
        let mut given = drafts(&folders, &Project::default(), false);
        once_each(&mut given);
        given.iter().filter_map(Given::path).map(Path::to_path_buf).collect()
    }

    /// The names of all drafts, those on screen as they stand there.
    pub(super) fn all_names(
        self: &Arc<Self>,
        but: Option<&types::Uri>,
    ) -> Vec<(types::Uri, Arc<Vec<Filed>>)> {
        let open = self.all_documents();
        let mut all = Vec::new();
        let folders = self.newsroom.folders();
        for (path, names) in self.archive.all() {
            // A folder may have gone while its drafts were read.
            let is_gone = !folders.iter().any(|folder| path.starts_with(folder));
            if is_gone || open.iter().any(|document| document.path.as_ref() == Some(&path)) {
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
        let Some(path) = document.path.clone() else { return };
        let session = Arc::clone(self);
        self.pool.run(move || session.file(&path));
    }

    fn file(&self, path: &Path) {
        if self.is_ours(path) {
            self.archive.file(path, self.manner().encoding);
        }
    }

    /// Whether a file is a draft of the workspace.
    pub(super) fn is_ours(&self, path: &Path) -> bool {
        let folders = self.newsroom.folders();
        folders.iter().any(|folder| path.starts_with(folder)) && is_draft(path, &Project::default())
    }

    /// The client has seen a draft change on disk, come or go.
    pub(super) fn draft_changed(self: &Arc<Self>, change: &types::FileEvent, path: PathBuf) {
        if change.typ == types::FileChangeType::DELETED {
            self.archive.forget(&path);
            self.gone(&change.uri);
            return;
        }
        let session = Arc::clone(self);
        self.pool.run(move || session.file(&path));
    }

    /// Nothing more is to be said of a file that is deleted or called otherwise now.
    pub(super) fn gone(&self, uri: &types::Uri) {
        let sent =
            self.document(uri).map_or_else(|| self.aliases.sent(uri), |document| document.sent_uri.clone());
        self.outlet.publish(&sent, convert::silence(&sent));
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
