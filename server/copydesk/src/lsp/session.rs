//! The drafts that are open, and what is known of the client.
//!
//! Everything here happens at once, in the order of the messages: a text changes before the next
//! message is read. What takes time is left to the lanes.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use copydesk_core::formats::{self, Format};
use copydesk_core::{Draft, Stylebook};

use super::convert::types::Uri;
use super::document::{Change, Document};
use super::manner::Manner;
use super::tidy::Aliases;
use super::wire::Outlet;
use super::worker::{Lane, Pool};

/// What the server knows. Shared by the handlers and the lanes.
pub(super) struct Session {
    /// Where answers and diagnostics go.
    pub(super) outlet: Arc<Outlet>,
    pool: Pool,
    aliases: Aliases,
    manner: OnceLock<Manner>,
    documents: Mutex<HashMap<Uri, Arc<Document>>>,
    stylebook: Arc<Stylebook>,
}

impl Session {
    /// A session in which nothing is open.
    pub(super) fn new(outlet: Arc<Outlet>, aliases: Aliases) -> Arc<Self> {
        Arc::new(Self {
            outlet,
            pool: Pool::new(),
            aliases,
            manner: OnceLock::new(),
            documents: Mutex::default(),
            stylebook: Arc::default(),
        })
    }

    /// Settles what the client can do; the first word counts.
    pub(super) fn meet(&self, manner: Manner) {
        let _ = self.manner.set(manner);
    }

    /// What the client can do.
    pub(super) fn manner(&self) -> Manner {
        self.manner.get().copied().unwrap_or_default()
    }

    /// The decisions that hold for a draft.
    pub(super) fn stylebook(&self, _: &Document) -> Arc<Stylebook> {
        Arc::clone(&self.stylebook)
    }

    /// The open draft of that name.
    pub(super) fn document(&self, uri: &Uri) -> Option<Arc<Document>> {
        self.documents().get(uri).map(Arc::clone)
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
        let document = Document::open(self.aliases.sent(&uri), path, draft, version, lane);
        let document = Arc::new(document);
        let before = self.documents().insert(uri.clone(), Arc::clone(&document));
        if let Some(before) = before {
            tracing::warn!("a draft was opened twice");
            before.state().open = false;
        }
        self.check(&document, &uri);
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
        self.check(&document, uri);
    }

    /// A draft is closed: nothing more is said of it.
    pub(super) fn close(&self, uri: &Uri) {
        let Some(document) = self.documents().remove(uri) else {
            tracing::warn!("a draft was closed that isn't open");
            return;
        };
        self.silence(&document);
    }
}

/// Where a draft lies. Only files lie anywhere.
fn path_of(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    is_file.then(|| uri.to_file_path())?.map(std::borrow::Cow::into_owned)
}

/// The format by the editor's language, else by the name's extension, else plain text.
fn format_of(language: &str, uri: &Uri) -> &'static Format {
    let name = uri.path().as_str().rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let by_extension = || formats::for_extension(extension?);
    formats::for_language_id(language).or_else(by_extension).unwrap_or(&formats::PLAIN)
}
