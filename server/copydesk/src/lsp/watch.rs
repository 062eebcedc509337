//! Files that change outside the editor: settings take effect without a restart.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::project::SETTINGS_FILE;

use super::capabilities::draft_glob;
use super::convert::types;
use super::session::{self, Session};

/// How often settings files are looked at where the client can't watch them.
const LOOK: Duration = Duration::from_secs(2);

/// What tells one state of a file from another.
type Print = (PathBuf, Option<(SystemTime, u64)>);

impl Session {
    /// Watches settings files, by the client if it can.
    pub(super) fn watch(self: &Arc<Self>) {
        if self.manner().watches {
            self.aside(self.teller.clone().register(vec![format!("**/{SETTINGS_FILE}"), draft_glob()]));
        } else {
            self.look_again(self.settings_prints());
        }
    }

    /// Asks for the writer's preferences, where the client answers such questions.
    pub(super) fn ask_preferences(self: &Arc<Self>) {
        if !self.manner().configuration {
            return;
        }
        let session = Arc::clone(self);
        self.aside(async move {
            if let Some(settings) = session.teller.settings().await {
                session.hear_settings(&settings);
            }
        });
    }

    /// The client has seen files change.
    pub(super) fn files_changed(self: &Arc<Self>, changes: &[types::FileEvent]) {
        let mut settings = false;
        for change in changes {
            match session::path_of(&change.uri) {
                Some(path) if path.ends_with(SETTINGS_FILE) => settings = true,
                Some(path) => self.draft_changed(change, path),
                None => (),
            }
        }
        if settings {
            self.reload();
        }
    }

    fn look_again(self: &Arc<Self>, before: Vec<Print>) {
        let session = Arc::clone(self);
        self.pool.run_after(LOOK, move || {
            let now = session.settings_prints();
            if now != before {
                session.reload();
            }
            session.look_again(now);
        });
    }

    /// The settings files that there may be above the open drafts and the workspace's folders.
    fn settings_prints(&self) -> Vec<Print> {
        let drafts = self.all_documents().into_iter().filter_map(|document| document.path.clone());
        let mut files: Vec<PathBuf> = drafts
            .chain(self.newsroom.folders().into_iter().map(|folder| folder.join("untitled")))
            .flat_map(|path| {
                path.ancestors().skip(1).map(|folder| folder.join(SETTINGS_FILE)).collect::<Vec<_>>()
            })
            .collect();
        files.sort();
        files.dedup();
        let print = |file: PathBuf| {
            let state = file.metadata().ok().and_then(|data| Some((data.modified().ok()?, data.len())));
            (file, state)
        };
        files.into_iter().map(print).collect()
    }
}
