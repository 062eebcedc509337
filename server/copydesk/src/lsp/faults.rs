//! Faults of settings files, shown where they are.

use std::path::Path;
use std::sync::Arc;

use copydesk_core::Text;

use crate::project::{self, SettingsFault};

use super::convert::{self, types};
use super::document::{Document, Snapshot};
use super::session::Session;

impl Session {
    /// Tells of settings files that have become faulty or sound. One that is open in the editor
    /// is told of as it stands there.
    pub(super) fn tell_faults(self: &Arc<Self>) {
        for (file, faults) in self.newsroom.news() {
            if self.document_at(&file).is_some() {
                continue;
            }
            let Some(uri) = types::Uri::from_file_path(&file) else { continue };
            if let Some(fault) = faults.first() {
                tracing::warn!(%fault, "settings with faults");
                let message = format!("{fault}; the last good settings stay in force");
                self.aside(self.teller.clone().log(message));
            }
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            self.publish_faults(uri.as_str(), None, &Text::from(text.as_str()), &faults);
        }
    }

    /// Checks settings as they stand in the editor.
    pub(super) fn check_settings(&self, document: &Document, snapshot: &Snapshot) {
        let text = &snapshot.draft.text;
        let path = document.path.as_deref().unwrap_or(Path::new(project::SETTINGS_FILE));
        let faults = project::parse(path, text).err().unwrap_or_default();
        let state = document.state();
        if state.open && state.edition == snapshot.edition {
            self.publish_faults(&document.sent_uri, Some(snapshot.version), text, &faults);
        }
    }

    fn publish_faults(&self, sent_uri: &str, version: Option<i32>, text: &Text, faults: &[SettingsFault]) {
        let encoding = self.manner().encoding;
        let shown: Vec<_> =
            faults.iter().map(|fault| convert::fault(text, fault.span, &fault.message, encoding)).collect();
        self.outlet.publish(sent_uri, convert::publication(sent_uri, version, &shown));
    }
}
