//! Places and actions of a draft at work, from the client's terms and into them.

use super::actions::{Action, Change};
use super::ask::Desk;
use super::convert::{self, answers, edits, types};
use super::settle;

impl Desk<'_> {
    /// The byte that the client means.
    pub(super) fn byte(&self, position: types::Position) -> u32 {
        self.view.draft.text.byte(convert::position_from(position), self.manner.encoding) as u32
    }

    /// An action with its edit, if the client can run it.
    pub(super) fn action(&self, action: &Action) -> Option<types::CodeActionOrCommand> {
        let change = match &action.change {
            Change::Draft(changes) => edits::of_draft(self.view, changes, self.manner),
            Change::Settings(decision) => self.settle(decision)?,
        };
        let edit = edits::workspace_edit(change, self.manner)?;
        Some(answers::action(self.view, action, edit, self.manner))
    }

    /// The change of the settings file that a decision makes. The file is as the editor has it,
    /// if it has it open.
    fn settle(&self, decision: &settle::Decision) -> Option<edits::FileEdit> {
        let draft = self.document.path.as_deref();
        let file = self.session.newsroom.file(draft)?;
        let open = self.session.document_at(&file);
        let (before, version, create) = match &open {
            Some(open) => {
                let snapshot = open.snapshot();
                (snapshot.draft.text.to_string(), Some(snapshot.version), false)
            }
            None => match std::fs::read_to_string(&file) {
                Ok(text) => (text, None, false),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => (String::new(), None, true),
                Err(_) => return None,
            },
        };
        let below = draft.and_then(|draft| draft.strip_prefix(file.parent()?).ok());
        let below = below.map(|below| below.to_string_lossy().replace('\\', "/")).unwrap_or_default();
        let after = settle::settled(&before, decision, &below)?;
        let uri = open.map_or_else(|| types::Uri::from_file_path(&file), |open| Some(open.uri.clone()))?;
        Some(edits::FileEdit { uri, version, create, edits: edits::rewriting(&before, &after, self.manner) })
    }
}
