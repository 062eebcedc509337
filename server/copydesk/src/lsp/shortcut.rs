//! The way of a key that spares the base: who has read a change applies it, and checks the draft too.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::convert::change_from;
use super::document::Document;
use super::ending::Ending;
use super::session::Session;
use super::wire::{Changed, Changes, Waiting};

/// Takes changes of open drafts from the thread that reads the input.
pub(super) struct Shortcut {
    /// What is open.
    pub(super) session: Arc<Session>,
    /// Whether the client has said that it goes.
    pub(super) ending: Arc<Ending>,
}

/// A draft that was changed.
pub(super) struct Draft(Arc<Document>);

impl PartialEq for Draft {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Changes for Shortcut {
    type Draft = Draft;

    fn change(&self, changed: Changed) -> Option<Waiting<Draft>> {
        if self.ending.is_shut_down() {
            return None;
        }
        let document = self.session.document_called(&changed.text_document.uri)?;
        let changes = changed.content_changes.into_iter();
        let changes = changes.map(|event| change_from(event.range, event.text));
        let apply = || self.session.apply(&document, changed.text_document.version, changes);
        let in_haste = catch_unwind(AssertUnwindSafe(apply)).unwrap_or_else(|_| {
            tracing::error!("a change panicked");
            false
        });
        Some(Waiting { draft: Draft(document), in_haste })
    }

    fn check(&self, Draft(document): Draft) {
        self.session.check_here(&document);
    }
}
