//! Work that takes long, as the client shows it: a bar that can be cancelled.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use super::session::{PATIENCE, Session};
use super::wire::{Outlet, framed};

/// Work in hand. Its end shows when it is dropped.
pub(super) struct Work {
    /// Where it shows, and under which token; nowhere where the client shows none.
    shown: Option<(Arc<Outlet>, Value)>,
    count: usize,
    percentage: AtomicUsize,
    cancelled: Arc<AtomicBool>,
    /// Where its flag is kept, for as long as it lasts.
    kept: Option<(Arc<Cancels>, String)>,
}

/// The flags of works that the user may cancel, by token.
pub(super) type Cancels = Mutex<HashMap<String, Arc<AtomicBool>>>;

fn kept(cancels: &Cancels) -> MutexGuard<'_, HashMap<String, Arc<AtomicBool>>> {
    cancels.lock().unwrap_or_else(PoisonError::into_inner)
}

static NUMBERED: AtomicU64 = AtomicU64::new(0);

impl Session {
    /// Begins work of so many steps. Waits for the client's leave to show it, but not for long;
    /// so it is called on threads of their own only.
    pub(super) fn work(self: &Arc<Self>, title: &str, count: usize) -> Work {
        let token = format!("copydesk/{}", NUMBERED.fetch_add(1, Ordering::Relaxed));
        if !self.manner().progress || count == 0 {
            return Work::begin(None, title, count);
        }
        let (sender, allowed) = channel();
        let (teller, asked) = (self.teller.clone(), token.clone());
        self.aside(async move {
            if teller.may_show_progress(asked).await {
                let _ = sender.send(());
            }
        });
        let shown = allowed.recv_timeout(PATIENCE).is_ok().then(|| (Arc::clone(&self.outlet), json!(token)));
        // Kept before it shows: who sees it may be quick to cancel it.
        let cancelled = Arc::new(AtomicBool::new(false));
        kept(&self.cancels).insert(token.clone(), Arc::clone(&cancelled));
        let mut work = Work::new(shown, count, cancelled);
        work.kept = Some((Arc::clone(&self.cancels), token));
        work.show(title)
    }

    /// The user has had enough of some work.
    pub(super) fn cancel_work(&self, token: &str) {
        let cancelled = kept(&self.cancels).remove(token);
        if let Some(cancelled) = cancelled {
            cancelled.store(true, Ordering::Release);
        }
    }
}

impl Work {
    /// Begins work, under a token that the client has given or allowed.
    pub(super) fn begin(shown: Option<(Arc<Outlet>, Value)>, title: &str, count: usize) -> Self {
        Self::new(shown, count, Arc::default()).show(title)
    }

    fn new(shown: Option<(Arc<Outlet>, Value)>, count: usize, cancelled: Arc<AtomicBool>) -> Self {
        Self { shown, count, percentage: AtomicUsize::new(0), cancelled, kept: None }
    }

    fn show(self, title: &str) -> Self {
        self.say(&json!({ "kind": "begin", "title": title, "cancellable": true, "percentage": 0 }));
        self
    }

    /// So many steps are done.
    pub(super) fn report(&self, done: usize) {
        let percentage = done * 100 / self.count.max(1);
        if self.percentage.swap(percentage, Ordering::Relaxed) < percentage {
            let message = format!("{done} of {}", self.count);
            self.say(&json!({ "kind": "report", "message": message, "percentage": percentage }));
        }
    }

    /// Whether the user has had enough of it.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Acquire)
    }

    fn say(&self, value: &Value) {
        if let Some((outlet, token)) = &self.shown {
            progress(outlet, token, value);
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if let Some((cancels, token)) = self.kept.take() {
            kept(&cancels).remove(&token);
        }
        self.say(&json!({ "kind": "end" }));
    }
}

/// Reports under a token: how far work is, or a part of an answer.
pub(super) fn progress(outlet: &Outlet, token: &Value, value: &Value) {
    let params = json!({ "token": token, "value": value });
    let message = json!({ "jsonrpc": "2.0", "method": "$/progress", "params": params });
    outlet.send(&framed(message.to_string().as_bytes()));
}
