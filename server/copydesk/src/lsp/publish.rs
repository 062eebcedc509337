//! When a draft is checked, and what of it is told.
//!
//! At once while a check is cheap; a draft so long that it isn't waits for a short pause. What is
//! told is complete for its version, but for accusations of the quotation being typed.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::convert::slips::{self, Scribe};
use super::convert::{self, types};
use super::document::{Document, View};
use super::session::Session;
use super::telling::Telling;

/// A check that takes less is cheap: it fits into one picture of the screen.
const CHEAP: Duration = Duration::from_millis(16);

/// A check that takes less is done by whoever hears of the change: another thread would take
/// longer to wake.
pub(super) const MOMENT: Duration = Duration::from_millis(2);

/// How long after the last change a draft is checked whose check isn't cheap.
const QUIET: Duration = Duration::from_millis(100);

/// And how long after the first change at the longest.
pub(super) const OVERDUE: Duration = Duration::from_millis(500);

impl Session {
    /// Has a draft checked, soon.
    pub(super) fn check(self: &Arc<Self>, document: &Arc<Document>) {
        if let Some(cost) = queue(document) {
            let delay = if cost < CHEAP { Duration::ZERO } else { QUIET };
            self.check_after(delay, document);
        }
    }

    /// Has a draft checked, on the caller's own thread if that is a matter of a moment.
    pub(super) fn check_here(self: &Arc<Self>, document: &Arc<Document>) {
        match queue(document) {
            Some(cost) if cost < MOMENT => {
                let (session, checked) = (Arc::clone(self), Arc::clone(document));
                document.lane.run_here(move || session.check_now(&checked));
            }
            Some(cost) => {
                let delay = if cost < CHEAP { Duration::ZERO } else { QUIET };
                self.check_after(delay, document);
            }
            None => (),
        }
    }

    /// Has a draft checked now, whatever that costs: its writer has saved it, and looks up.
    pub(super) fn check_at_once(self: &Arc<Self>, document: &Arc<Document>) {
        let mut state = document.state();
        state.check_queued = true;
        // As if the pause that a long draft waits for were over.
        state.changed = state.changed.checked_sub(QUIET).unwrap_or(state.changed);
        drop(state);
        self.check_after(Duration::ZERO, document);
    }

    fn check_after(self: &Arc<Self>, delay: Duration, document: &Arc<Document>) {
        let (session, checked) = (Arc::clone(self), Arc::clone(document));
        let check = move || session.check_now(&checked);
        if delay.is_zero() {
            document.lane.run(check);
        } else {
            document.lane.run_after(delay, check);
        }
    }

    /// Checks a draft and tells what is found, unless its text has moved on: then the check that
    /// the change has queued will tell. Runs in the draft's lane.
    fn check_now(self: &Arc<Self>, document: &Arc<Document>) {
        let mut state = document.state();
        // Another has answered what this one was to answer.
        if !state.open || !state.check_queued {
            return;
        }
        if let Some(left) = rest_of_pause(state.cost, state.changed, state.unanswered) {
            drop(state);
            return self.check_after(left, document);
        }
        state.check_queued = false;
        let snapshot = state.snapshot();
        drop(state);
        if document.is_settings {
            return self.check_settings(document, &snapshot);
        }

        self.turn_to(document);
        let begun = Instant::now();
        let (edition, version) = (snapshot.edition, snapshot.version);
        let stop = || document.state().has_left(edition);
        let read = || document.read_unless(snapshot.clone(), self.stylebook(document), self.rules, &stop);
        let Ok(view) = catch_unwind(AssertUnwindSafe(read)) else {
            return self.tell_that_reading_failed(document);
        };
        let Some(view) = view else {
            return self.note(|| format!("{}, version {version}: left for a newer one", document.sent_uri));
        };
        let cost = begun.elapsed();
        self.tell_failures(&view.failed);
        if document.state().has_left(edition) {
            return;
        }
        let held = self.held(document, &view);
        // Clients that pull ask by themselves; the reading is ready for them.
        let message =
            (!self.manner().pulls).then(|| self.publication(document, &view, held.map(|held| held.0)));

        let mut state = document.state();
        state.learn(cost);
        if state.open && state.edition == view.edition {
            state.unanswered = None;
            // The state stays locked: a draft that is closed now must not be told of later.
            if let Some(message) = message {
                self.outlet.post(&document.sent_uri, message);
            }
            drop(state);
            self.outlet.deliver();
            self.note(|| {
                let (uri, findings, version) = (&document.sent_uri, view.findings.len(), view.version);
                format!("{uri}, version {version}: {findings} findings in {cost:?}")
            });
            if let Some((_, pause)) = held {
                self.tell_after(pause, document);
            }
        }
    }

    /// The writer is at this draft now. The one before is set aside: however many are open, one is kept as
    /// it was read, which takes many times its length.
    fn turn_to(&self, document: &Arc<Document>) {
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        if std::ptr::eq(at.as_ptr(), Arc::as_ptr(document)) {
            return;
        }
        let before = std::mem::replace(&mut *at, Arc::downgrade(document));
        drop(at);
        if let Some(before) = before.upgrade() {
            before.set_aside();
        }
    }

    /// Tells what was held back, if the writer has paused by then.
    fn tell_after(self: &Arc<Self>, pause: Duration, document: &Arc<Document>) {
        let (session, paused) = (Arc::clone(self), Arc::clone(document));
        document.lane.run_after(pause, move || {
            let mut state = paused.state();
            let still_typing = state.typing.is_some_and(|typing| typing.left(Instant::now()).is_some());
            if state.check_queued || still_typing {
                return;
            }
            state.check_queued = true;
            drop(state);
            session.check_now(&paused);
            session.refresh();
        });
    }

    /// The message that tells of a view.
    fn publication(&self, document: &Document, view: &View, held: Option<u32>) -> Bytes {
        let telling = Telling::of(view, held);
        document.told().publication(&document.sent_uri, view, &telling, self.manner())
    }

    /// The accusations that are held back, and how long until the writer pauses.
    fn held(&self, document: &Document, view: &View) -> Option<(u32, Duration)> {
        let typing = document.state().typing?;
        let pause = typing.left(Instant::now())?;
        Some((typing.holds(&view.reading, &view.findings)?, pause))
    }

    /// The diagnostics of a view as it may be told now.
    pub(super) fn told(&self, document: &Document, view: &View) -> Vec<types::Diagnostic> {
        self.diagnostics(view, self.held(document, view).map(|(held, _)| held))
    }

    /// The diagnostics of what was found, but for the accusations that are held back.
    pub(super) fn diagnostics(&self, view: &View, held: Option<u32>) -> Vec<types::Diagnostic> {
        let Telling { notes, surplus } = Telling::of(view, held);
        let mut scribe = Scribe::new(view, self.manner());
        let told = notes.iter().map(|note| (&scribe.note(note)).into());
        let surplus = surplus.iter().map(|surplus| (&slips::remark(surplus)).into());
        told.chain(surplus).collect()
    }

    /// Takes back all that was told of a draft.
    pub(super) fn silence(&self, document: &Document) {
        let mut state = document.state();
        state.open = false;
        self.outlet.publish(&document.sent_uri, convert::silence(&document.sent_uri));
    }

    /// Has a client that pulls ask again.
    pub(super) fn refresh(&self) {
        if self.manner().pulls {
            self.aside(self.teller.clone().refresh_diagnostics());
        }
    }

    /// A rule that panicked is told of once, and only it is missing.
    fn tell_failures(&self, failed: &[&'static str]) {
        for rule in failed {
            tracing::error!(rule, "a rule panicked");
            if self.fails_first(rule) {
                let message = format!(
                    "copydesk: the rule {rule} failed on a draft and is left out there; all others work"
                );
                self.aside(self.teller.clone().show(message));
            }
        }
    }

    fn tell_that_reading_failed(&self, document: &Document) {
        tracing::error!("reading a draft panicked");
        self.outlet.publish(&document.sent_uri, convert::silence(&document.sent_uri));
        if self.fails_first("reading") {
            self.aside(
                self.teller.clone().show("copydesk: a draft could not be read; all others work".to_owned()),
            );
        }
    }
}

/// Marks a draft as one that a check is on its way to, unless it is already: how long the last
/// one took.
fn queue(document: &Document) -> Option<Duration> {
    let mut state = document.state();
    (!std::mem::replace(&mut state.check_queued, true)).then_some(state.cost)
}

/// A name for a set of diagnostics: equal ones have equal names. What a diagnostic carries tells
/// the version too, which makes no difference to see.
pub(super) fn result_id(diagnostics: &[types::Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    for shown in diagnostics {
        let (start, end) = (shown.range.start, shown.range.end);
        (start.line, start.character, end.line, end.character).hash(&mut hasher);
        format!("{:?}{:?}", shown.severity, shown.code).hash(&mut hasher);
        shown.message.hash(&mut hasher);
        for related in shown.related_information.iter().flatten() {
            format!("{:?}{}", related.location.range, related.message).hash(&mut hasher);
        }
    }
    format!("{:016x}", hasher.finish())
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use copydesk_core::Severity;
    use copydesk_core::rules::Rule;

    use super::super::ending::Ending;
    use super::super::tell::Teller;
    use super::super::tests::{Output, SOUND};
    use super::super::tidy::Aliases;
    use super::super::wire::Outlet;
    use super::*;

    /// A rule that panics on drafts that say so.
    static BROKEN: Rule = Rule {
        name: "broken",
        severity: |_| Some(Severity::Hint),
        page: "",
        check: |reading, _, _| assert!(!reading.text.contains("panic"), "as the test wants it"),
    };

    static RULES: [&Rule; 2] = [&BROKEN, &SOUND];

    #[test]
    fn one_check_that_takes_long_makes_no_draft_wait() {
        let (short, long) = (Duration::from_millis(1), Duration::from_secs(1));
        let lane = super::super::worker::Lane::new(super::super::worker::Pool::new(|| ()));
        let draft = copydesk_core::Draft::named("", "a.md");
        let opened = super::super::document::Snapshot { draft, version: 1, edition: 0 };
        let uri: types::Uri = "file:///a.md".parse().expect("a URI");
        let document = Document::open(uri, String::new(), None, opened, lane);
        let mut state = document.state();
        let costs = [long, short, long, long, short].map(|cost| {
            state.learn(cost);
            state.cost
        });
        assert_eq!(costs, [MOMENT, short, short, long, short]);
    }

    /// Another draft takes the place of what was read, and what was read comes again with the next key.
    #[tokio::test]
    async fn the_draft_before_is_set_aside() {
        let (sender, written) = channel();
        let outlet = Outlet::write(Output(sender), Arc::new(Ending::default()));
        let session = Session::new(outlet, Teller::silent(), Aliases::default(), &RULES);
        let uris = ["file:///a.md", "file:///b.md"].map(|uri| uri.parse::<types::Uri>().expect("a URI"));
        let told = || written.recv_timeout(Duration::from_secs(30)).expect("diagnostics");
        let open = |uri: &types::Uri| {
            session.open(uri.clone(), "markdown", 1, "All is well.");
            assert!(told().contains(uri.as_str()));
            session.document(uri).expect("it is open")
        };
        let documents = [open(&uris[0]), open(&uris[1])];
        let changed = |version, text: &'static str| {
            let words = super::super::convert::types::Position::new(0, 0);
            let place = convert::position_from(words);
            session.change(&uris[0], version, std::iter::once((Some((place, place)), text.into())));
            assert!(told().contains(&format!("\"version\":{version}")));
        };
        let lane = |document: &Document| {
            let (sender, done) = channel();
            document.lane.run(move || sender.send(()).expect("a test"));
            done.recv_timeout(Duration::from_secs(30)).expect("the lane is free");
        };
        lane(&documents[1]);
        assert_eq!(documents.each_ref().map(|document| document.is_read()), [false, true]);
        changed(2, "Still ");
        lane(&documents[0]);
        assert_eq!(documents.each_ref().map(|document| document.is_read()), [true, false]);
        changed(3, "And ");
        assert_eq!(&*session.view(&documents[0]).draft.text, "And Still All is well.");
    }

    #[tokio::test]
    async fn a_rule_that_panics_loses_its_own_findings_only() {
        let (sender, written) = channel();
        let outlet = Outlet::write(Output(sender), Arc::new(Ending::default()));
        let session = Session::new(outlet, Teller::silent(), Aliases::default(), &RULES);
        for (name, text) in [("file:///a.md", "Now panic."), ("file:///b.md", "All is well.")] {
            session.open(name.parse().expect("a URI"), "markdown", 1, text);
            let published = written.recv_timeout(Duration::from_secs(30)).expect("diagnostics");
            assert!(published.contains(name) && published.contains("\"found\""), "{published}");
        }
        assert!(!session.fails_first("broken"), "the user has been told");
        assert!(session.fails_first("sound"));
    }
}
