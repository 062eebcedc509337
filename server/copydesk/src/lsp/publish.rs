//! When a draft is checked, and what of it is told.
//!
//! At once while a check is cheap; a draft so long that it isn't waits for a short pause. What is
//! told is complete for its version, but for accusations of the quotation being typed.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::convert::{self, types};
use super::document::{Document, View};
use super::session::Session;
use super::typing::{self, Typing};

/// A check that takes less is cheap.
const CHEAP: Duration = Duration::from_millis(5);

/// How long after the last change a draft is checked whose check isn't cheap.
const QUIET: Duration = Duration::from_millis(100);

/// And how long after the first change at the longest.
const OVERDUE: Duration = Duration::from_millis(500);

/// How many findings of one draft are told. No one reads more, and no editor shows more.
const MOST: usize = 1000;

impl Session {
    /// Has a draft checked, soon.
    pub(super) fn check(self: &Arc<Self>, document: &Arc<Document>, uri: &types::Uri) {
        let mut state = document.state();
        if state.check_queued || self.manner().pulls {
            return;
        }
        state.check_queued = true;
        let delay = if state.cost < CHEAP { Duration::ZERO } else { QUIET };
        drop(state);
        self.check_after(delay, document, uri);
    }

    fn check_after(self: &Arc<Self>, delay: Duration, document: &Arc<Document>, uri: &types::Uri) {
        let (session, checked, uri) = (Arc::clone(self), Arc::clone(document), uri.clone());
        let check = move || session.check_now(&checked, &uri);
        if delay.is_zero() {
            document.lane.run(check);
        } else {
            document.lane.run_after(delay, check);
        }
    }

    /// Checks a draft and tells what is found, unless its text has moved on: then the check that
    /// the change has queued will tell. Runs in the draft's lane.
    fn check_now(self: &Arc<Self>, document: &Arc<Document>, uri: &types::Uri) {
        let mut state = document.state();
        if !state.open {
            return;
        }
        if let Some(left) = rest_of_pause(state.cost, state.changed, state.unanswered) {
            drop(state);
            return self.check_after(left, document, uri);
        }
        state.check_queued = false;
        let snapshot = state.snapshot();
        drop(state);

        let begun = Instant::now();
        let view = document.read(snapshot, self.stylebook(document));
        let cost = begun.elapsed();

        let typing = document.state().typing;
        let pause = typing.and_then(|typing| typing.left(Instant::now()));
        let held =
            typing.filter(|_| pause.is_some()).and_then(|typing| Typing::holds(typing, &view.findings));
        let message =
            convert::publication(&document.sent_uri, Some(view.version), &self.told(&view, held, uri));

        let mut state = document.state();
        state.cost = cost;
        if state.open && state.edition == view.edition {
            state.unanswered = None;
            // The state stays locked: a draft that is closed now must not be told of later.
            self.outlet.publish(&document.sent_uri, message);
            drop(state);
            if let (Some(_), Some(pause)) = (held, pause) {
                self.tell_after(pause, document, uri);
            }
        }
    }

    /// Tells what was held back, if the writer has paused by then.
    fn tell_after(self: &Arc<Self>, pause: Duration, document: &Arc<Document>, uri: &types::Uri) {
        let (session, paused, uri) = (Arc::clone(self), Arc::clone(document), uri.clone());
        document.lane.run_after(pause, move || {
            let mut state = paused.state();
            if !state.check_queued && state.typing.is_none_or(|typing| typing.left(Instant::now()).is_none())
            {
                state.check_queued = true;
                drop(state);
                session.check_now(&paused, &uri);
            }
        });
    }

    /// The diagnostics of what was found.
    fn told(
        &self,
        view: &View,
        held: Option<copydesk_core::Span>,
        uri: &types::Uri,
    ) -> Vec<types::Diagnostic> {
        let told = view.findings.iter().filter(|finding| !typing::is_held(finding, held));
        told.take(MOST).map(|finding| convert::diagnostic(view, finding, uri, self.manner())).collect()
    }

    /// Takes back all that was told of a draft.
    pub(super) fn silence(&self, document: &Document) {
        let mut state = document.state();
        state.open = false;
        self.outlet.publish(&document.sent_uri, convert::publication(&document.sent_uri, None, &[]));
    }
}

/// How long to wait still for a pause in the typing before a check that isn't cheap.
fn rest_of_pause(cost: Duration, changed: Instant, unanswered: Option<Instant>) -> Option<Duration> {
    if cost < CHEAP {
        return None;
    }
    let quiet = QUIET.checked_sub(changed.elapsed())?;
    let due = OVERDUE.checked_sub(unanswered?.elapsed())?;
    Some(quiet.min(due)).filter(|left| *left > Duration::from_millis(1))
}
