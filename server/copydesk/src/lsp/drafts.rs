//! Drafts as they are opened, changed, saved and closed, at once and in the order of the messages.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Instant;

use copydesk_core::formats::{self, Format};
use copydesk_core::{Draft, Text};

use super::convert::types::Uri;
use super::document::{Change, Document, Snapshot};
use super::session::{Session, path_of};
use super::worker::Lane;

impl Session {
    /// The open draft of that name.
    pub(super) fn document(&self, uri: &Uri) -> Option<Arc<Document>> {
        self.document_called(uri.as_str())
    }

    /// The open draft of that name.
    pub(super) fn document_called(&self, uri: &str) -> Option<Arc<Document>> {
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

    fn documents(&self) -> MutexGuard<'_, HashMap<String, Arc<Document>>> {
        self.documents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A draft is opened. One that is open already begins anew.
    pub(super) fn open(self: &Arc<Self>, uri: Uri, language: &str, version: i32, text: impl Into<Text>) {
        let path = path_of(&uri);
        let format = format_of(language, &uri);
        let name =
            path.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
        let draft = Draft::new(text, format, name.as_deref());
        let lane = Lane::new(self.pool.clone());
        let opened = Snapshot { draft, version, edition: 0 };
        let document = Arc::new(Document::open(uri.clone(), self.aliases.sent(&uri), path, opened, lane));
        let before = self.documents().insert(uri.as_str().to_owned(), Arc::clone(&document));
        if let Some(before) = before {
            tracing::warn!("a draft was opened twice");
            before.state().open = false;
        }
        self.note_typing(Instant::now());
        self.check(&document);
    }

    /// A draft's text changes.
    pub(super) fn change<'a>(
        self: &Arc<Self>,
        uri: &Uri,
        version: i32,
        changes: impl Iterator<Item = Change<'a>>,
    ) {
        match self.document(uri) {
            Some(document) => {
                self.apply(&document, version, changes);
                self.check(&document);
            }
            None => tracing::warn!("a change of a draft that isn't open"),
        }
    }

    /// Changes the text, and says whether an earlier change of it hasn't been answered yet.
    pub(super) fn apply<'a>(
        &self,
        document: &Document,
        version: i32,
        changes: impl Iterator<Item = Change<'a>>,
    ) -> bool {
        let mut state = document.state();
        let in_haste = state.unanswered.is_some();
        if version <= state.version {
            tracing::warn!(version, ours = state.version, "a change with an old version");
        }
        state.apply(version, changes, self.manner().encoding);
        let typed = state.changed;
        drop(state);
        self.note_typing(typed);
        in_haste
    }

    /// A draft is saved: the writer pauses. A settings file that is saved is in force.
    pub(super) fn save(self: &Arc<Self>, uri: &Uri) {
        let Some(document) = self.document(uri) else { return };
        if document.is_settings {
            self.reload();
        } else {
            document.state().typing = None;
            self.check_at_once(&document);
        }
    }

    /// A draft is closed: nothing more is said of it.
    pub(super) fn close(self: &Arc<Self>, uri: &Uri) {
        let Some(document) = self.documents().remove(uri.as_str()) else {
            tracing::warn!("a draft was closed that isn't open");
            return;
        };
        self.silence(&document);
        if document.is_settings {
            self.newsroom.tell_again();
            self.reload();
        } else {
            self.file_names(document);
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

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::Duration;

    use copydesk_core::rules::Rule;
    use copydesk_core::{Finding, Severity, Span};

    use super::super::ending::Ending;
    use super::super::tell::Teller;
    use super::super::tests::Output;
    use super::super::tidy::Aliases;
    use super::super::wire::Outlet;
    use super::*;

    /// Where the rule below says that it has begun, and waits to be let go.
    static GATE: Mutex<Option<(Sender<()>, Receiver<()>)>> = Mutex::new(None);

    /// A rule that takes as long as the test likes over its first draft.
    static SLOW: Rule = Rule {
        name: "slow",
        severity: |_| Some(Severity::Hint),
        page: "",
        check: |_, _, findings| {
            if let Some((begun, go)) = GATE.lock().expect("no one panicked").take() {
                begun.send(()).expect("the test waits");
                go.recv().expect("it says when");
            }
            findings.push(Finding::at(Span::new(0, 1), "found"));
        },
    };

    static RULES: [&Rule; 1] = [&SLOW];

    /// What was found in a text that has moved on meanwhile is told to no one.
    #[tokio::test]
    async fn only_the_newest_version_is_told_of() {
        let ((sender, written), (begun, has_begun), (go, told)) = (channel(), channel(), channel());
        *GATE.lock().expect("no one panicked") = Some((begun, told));
        let outlet = Outlet::write(Output(sender), Arc::new(Ending::default()));
        let session = Session::new(outlet, Teller::silent(), Aliases::default(), &RULES);
        let uri: Uri = "file:///a.md".parse().expect("a URI");
        session.open(uri.clone(), "markdown", 1, "One.");
        has_begun.recv_timeout(Duration::from_secs(30)).expect("the check begins");
        session.change(&uri, 2, std::iter::once((None, "Two.".into())));
        go.send(()).expect("the rule waits");
        let first = written.recv_timeout(Duration::from_secs(30)).expect("diagnostics");
        assert!(first.contains("\"version\":2") && !first.contains("\"version\":1"), "{first}");
    }
}
