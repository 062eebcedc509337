//! The drafts that are open, and what is known of the client.
//!
//! Everything here happens at once, in the order of the messages: a text changes before the next
//! message is read. What takes time is left to the lanes.

use std::collections::HashMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use copydesk_core::formats::{self, Format};
use copydesk_core::rules::Rule;
use copydesk_core::{Draft, Stylebook};
use serde_json::json;
use tokio::runtime::Handle;

use super::archive::Archive;
use super::convert::types::Uri;
use super::document::{Change, Document, Snapshot, View};
use super::manner::Manner;
use super::newsroom::Newsroom;
use super::offers::Wishes;
use super::progress::Cancels;
use super::tell::Teller;
use super::tidy::Aliases;
use super::wire::{Outlet, framed};
use super::worker::{Lane, Pool};

/// How long a client may take to answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How long other work rests after a key.
const TYPED: Duration = Duration::from_millis(300);

/// What the server knows. Shared by the handlers and the lanes.
pub(super) struct Session {
    /// Where answers and diagnostics go.
    pub(super) outlet: Arc<Outlet>,
    /// What else the client is told and asked.
    pub(super) teller: Teller,
    /// The settings files.
    pub(super) newsroom: Newsroom,
    /// The rules that drafts are judged by.
    pub(super) rules: &'static [&'static Rule],
    /// Where work is done.
    pub(super) pool: Pool,
    /// What the client calls drafts whose names had to be changed.
    pub(super) aliases: Aliases,
    manner: OnceLock<Manner>,
    /// What the writer wants to see.
    pub(super) wishes: Mutex<Wishes>,
    documents: Mutex<HashMap<Uri, Arc<Document>>>,
    /// Rules whose failure the user knows of.
    failed: Mutex<Vec<&'static str>>,
    /// Works that the user may cancel.
    pub(super) cancels: Arc<Cancels>,
    /// The names in drafts that aren't open.
    pub(super) archive: Archive,
    /// When something was last typed.
    typed: Mutex<Option<Instant>>,
    /// Whether the client wants to see what goes on.
    traced: AtomicBool,
    serving: Handle,
}

impl Session {
    /// A session in which nothing is open. Made on the thread that serves.
    pub(super) fn new(
        outlet: Arc<Outlet>,
        teller: Teller,
        aliases: Aliases,
        rules: &'static [&'static Rule],
    ) -> Arc<Self> {
        Arc::new(Self {
            outlet,
            teller,
            newsroom: Newsroom::default(),
            rules,
            pool: Pool::new(),
            aliases,
            manner: OnceLock::new(),
            wishes: Mutex::default(),
            documents: Mutex::default(),
            failed: Mutex::default(),
            cancels: Arc::default(),
            archive: Archive::default(),
            typed: Mutex::default(),
            traced: AtomicBool::new(false),
            serving: Handle::current(),
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

    /// Says something to the client, or asks it, without waiting. A client that doesn't answer
    /// is asked no more.
    pub(super) fn aside(&self, talk: impl Future<Output = ()> + Send + 'static) {
        // Inside the task, for its clock is the serving thread's.
        self.serving.spawn(async { tokio::time::timeout(PATIENCE, talk).await });
    }

    /// The decisions that hold for a draft. Faults of its settings are told at once.
    pub(super) fn stylebook(self: &Arc<Self>, document: &Document) -> Arc<Stylebook> {
        let generation = self.newsroom.generation();
        document.stylebook(generation, || {
            let stylebook = self.newsroom.stylebook(document.path.as_deref());
            self.tell_faults();
            stylebook
        })
    }

    /// What a draft that is open says now.
    pub(super) fn view(self: &Arc<Self>, document: &Document) -> Arc<View> {
        document.read(document.snapshot(), self.stylebook(document), self.rules)
    }

    /// Whether something was typed a moment ago, so that other work had better rest.
    pub(super) fn is_typed(&self) -> bool {
        let typed = *self.typed.lock().unwrap_or_else(PoisonError::into_inner);
        typed.is_some_and(|typed| typed.elapsed() < TYPED)
    }

    /// Whether the client wants to see what goes on.
    pub(super) fn trace(&self, wanted: bool) {
        self.traced.store(wanted, Ordering::Relaxed);
    }

    /// Tells a client that wants to see it what goes on; never a draft's words.
    pub(super) fn note(&self, what: impl FnOnce() -> String) {
        if self.traced.load(Ordering::Relaxed) {
            let params = json!({ "message": what() });
            let message = json!({ "jsonrpc": "2.0", "method": "$/logTrace", "params": params });
            self.outlet.send(&framed(message.to_string().as_bytes()));
        }
    }

    /// Remembers that a rule failed; whether that is new.
    pub(super) fn fails_first(&self, rule: &'static str) -> bool {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = !failed.contains(&rule);
        if is_new {
            failed.push(rule);
        }
        is_new
    }

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

    /// Settings may have changed: every draft is checked again.
    pub(super) fn reload(self: &Arc<Self>) {
        let session = Arc::clone(self);
        self.pool.run(move || {
            session.newsroom.reload();
            session.tell_faults();
            for document in session.all_documents() {
                session.check(&document);
            }
            session.refresh();
        });
    }
}

/// Where a draft lies. Only files lie anywhere.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
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
