//! Drafts as they are opened, changed, saved and closed, at once and in the order of the messages.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Instant;

use copydesk_core::Draft;
use copydesk_core::formats::{self, Format};

use super::convert::types::Uri;
use super::document::{Change, Document, Snapshot};
use super::session::{Session, path_of};
use super::worker::Lane;

impl Session {
    /// The open draft of that name.
    pub(super) fn document(&self, uri: &Uri) -> Option<Arc<Document>> {
        self.documents().get(uri).map(Arc::clone)
    }

    /// The open draft at a path.
    pub(super) fn document_at(&self, path: &Path) -> Option<Arc<Document>> {
        self.documents().values().find(|document| document.path.as_deref() == Some(path)).map(Arc::clone)
    }

    /// All that is open.
    pub(super) fn all_documents(&self) -> Vec<Arc<Document>> {
        self.documents().values().map(Arc::clone).collect()
    }

    fn documents(&self) -> MutexGuard<'_, HashMap<Uri, Arc<Document>>> {
        self.documents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A draft is opened. One that is open already begins anew.
    pub(super) fn open(self: &Arc<Self>, uri: Uri, language: &str, version: i32, text: &str) {
        let path = path_of(&uri);
        let format = format_of(language, &uri);
        let name =
            path.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
        let draft = Draft::new(text, format, name.as_deref());
        let lane = Lane::new(self.pool.clone());
        let opened = Snapshot { draft, version, edition: 0 };
        let document = Arc::new(Document::open(uri.clone(), self.aliases.sent(&uri), path, opened, lane));
        let before = self.documents().insert(uri, Arc::clone(&document));
        if let Some(before) = before {
            tracing::warn!("a draft was opened twice");
            before.state().open = false;
        }
        self.check(&document);
    }

    /// A draft's text changes.
    pub(super) fn change(self: &Arc<Self>, uri: &Uri, version: i32, changes: Vec<Change>) {
        let Some(document) = self.document(uri) else {
            tracing::warn!("a change of a draft that isn't open");
            return;
        };
        let mut state = document.state();
        if version <= state.version {
            tracing::warn!(version, ours = state.version, "a change with an old version");
        }
        state.apply(version, changes, self.manner().encoding);
        drop(state);
        *self.typed.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        self.check(&document);
    }

    /// A draft is saved: the writer pauses. A settings file that is saved is in force.
    pub(super) fn save(self: &Arc<Self>, uri: &Uri) {
        let Some(document) = self.document(uri) else { return };
        if document.is_settings {
            self.reload();
        } else {
            document.state().typing = None;
            self.check(&document);
        }
    }

    /// A draft is closed: nothing more is said of it.
    pub(super) fn close(self: &Arc<Self>, uri: &Uri) {
        let Some(document) = self.documents().remove(uri) else {
            tracing::warn!("a draft was closed that isn't open");
            return;
        };
        self.silence(&document);
        if document.is_settings {
            self.newsroom.tell_again();
            self.reload();
        } else {
            self.file_names(&document);
        }
    }
}

/// The format by the editor's language, else by the name's extension, else plain text.
fn format_of(language: &str, uri: &Uri) -> &'static Format {
    let name = uri.path().as_str().rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let by_extension = || formats::for_extension(extension?);
    formats::for_language_id(language).or_else(by_extension).unwrap_or(&formats::PLAIN)
}
