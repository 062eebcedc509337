//! How a request is answered: from the text as it is when the request's turn comes, in the
//! draft's lane, and not at all if the client has changed its mind.

use std::sync::Arc;

use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};

use super::convert::types::Uri;
use super::document::{Document, View};
use super::manner::Manner;
use super::session::Session;

/// What an answer is worth when the text has moved on meanwhile.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stale {
    /// Nothing: its places are wrong by now.
    Void,
    /// Still something: the client holds it against what it has.
    Fine,
}

/// A draft at work: what is asked, and of whom.
pub(super) struct Desk<'a> {
    /// The session.
    pub(super) session: &'a Arc<Session>,
    /// The open draft.
    pub(super) document: &'a Document,
    /// What was read in it.
    pub(super) view: &'a View,
    /// What the client can do.
    pub(super) manner: Manner,
}

impl Session {
    /// Asks about an open draft. `None` if it isn't open.
    ///
    /// The text is taken before the first wait, so in the order of the messages.
    pub(super) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        uri: &Uri,
        stale: Stale,
        work: impl FnOnce(&Desk) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(document) = self.document(uri).filter(|document| !document.is_settings) else {
            return Ok(None);
        };
        let (session, snapshot) = (Arc::clone(self), document.snapshot());
        let (sender, answer) = oneshot::channel();
        let asked = Arc::clone(&document);
        document.lane.run(move || {
            // The other end is dropped when the request is cancelled.
            if sender.is_closed() {
                return;
            }
            if stale == Stale::Void && asked.state().edition != snapshot.edition {
                let _ = sender.send(Err(Error::content_modified()));
                return;
            }
            let view = asked.read(snapshot, session.stylebook(&asked), session.rules);
            let desk = Desk { session: &session, document: &asked, view: &view, manner: session.manner() };
            let answer = work(&desk);
            let moved_on = stale == Stale::Void && asked.state().edition != view.edition;
            let _ = sender.send(if moved_on { Err(Error::content_modified()) } else { Ok(answer) });
        });
        // A job that panics drops its end.
        answer.await.unwrap_or_else(|_| Err(Error::internal_error())).map(Some)
    }
}
