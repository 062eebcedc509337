//! The drafts that are open, and what is known of the client.
//!
//! Everything here happens at once, in the order of the messages: a text changes before the next
//! message is read. What takes time is left to the lanes.

use std::collections::HashMap;
use std::future::Future;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

use copydesk_core::rules::Rule;
use copydesk_core::{Stylebook, languages};
use serde_json::json;
use tokio::runtime::Handle;

use super::archive::Archive;
use super::clerk::Clerk;
use super::convert::types::Uri;
use super::document::{Document, View};
use super::manner::Manner;
use super::newsroom::Newsroom;
use super::offers::Wishes;
use super::progress::Cancels;
use super::tell::Teller;
use super::tidy::Aliases;
use super::wire::{Outlet, framed};
use super::worker::Pool;

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
    /// Where reports on the workspace are made.
    pub(super) clerk: Clerk,
    /// What the client calls drafts whose names had to be changed.
    pub(super) aliases: Aliases,
    manner: OnceLock<Manner>,
    /// What the writer wants to see.
    pub(super) wishes: Mutex<Wishes>,
    /// What is open, by its name inside the server.
    pub(super) documents: Mutex<HashMap<String, Arc<Document>>>,
    /// The draft that was checked last.
    pub(super) at: Mutex<Weak<Document>>,
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
        // Before the first draft comes, and by who will read it: what stays in memory had better not lie
        // between what comes and goes.
        let pool = Pool::new(languages::make_ready);
        Arc::new(Self {
            outlet,
            teller,
            newsroom: Newsroom::default(),
            rules,
            pool,
            clerk: Clerk::default(),
            aliases,
            manner: OnceLock::new(),
            wishes: Mutex::default(),
            documents: Mutex::default(),
            at: Mutex::default(),
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

    /// Whether the client has said what it can do.
    pub(super) fn is_met(&self) -> bool {
        self.manner.get().is_some()
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

    /// Something was typed, or opened: other work rests for a while.
    pub(super) fn note_typing(&self, when: Instant) {
        *self.typed.lock().unwrap_or_else(PoisonError::into_inner) = Some(when);
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
