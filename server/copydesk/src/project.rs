//! Finds drafts and their settings, and makes of them what the core reads.

mod examine;
mod settings;
mod walk;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use copydesk_core::{Span, Stylebook, Text};

pub use settings::{Settings, schema, template};
pub use walk::{Given, drafts, is_draft, once_each, plain};

/// The name of a settings file.
pub const SETTINGS_FILE: &str = "copydesk.toml";

/// A fault in a settings file: where, what, and what was likely meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFault {
    /// The settings file.
    pub path: PathBuf,
    /// Where in it, in bytes.
    pub span: Span,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl std::fmt::Display for SettingsFault {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(out, "{}:{}:{}: {}", self.path.display(), self.line, self.column, self.message)
    }
}

/// What a settings file says, or its faults.
pub type Loaded = Result<Arc<Settings>, Arc<Vec<SettingsFault>>>;

/// The settings files seen so far, by folder. Cheap to ask for any number of drafts.
#[derive(Debug, Default)]
pub struct Project {
    folders: Mutex<HashMap<PathBuf, Option<Loaded>>>,
    /// What holds where no settings do.
    none: Arc<Stylebook>,
}

impl Project {
    /// The newsroom's decisions for the draft at a path; it need not exist. Without a settings
    /// file above it, the default ones.
    ///
    /// # Errors
    /// The faults of the settings file, if it has any.
    pub fn stylebook_for(&self, draft: &Path) -> Result<Arc<Stylebook>, Arc<Vec<SettingsFault>>> {
        match self.settings_for(draft) {
            None => Ok(Arc::clone(&self.none)),
            Some(Ok(settings)) => Ok(Arc::new(settings.stylebook(&absolute(draft)))),
            Some(Err(faults)) => Err(faults),
        }
    }

    /// The settings in force for the draft at a path: the nearest file above it.
    pub fn settings_for(&self, draft: &Path) -> Option<Loaded> {
        let draft = absolute(draft);
        let folder = draft.parent()?;
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        nearest(folder, &mut folders)
    }

    /// Forgets every settings file, so that the next question reads them again.
    pub fn forget(&self) {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The settings of the nearest folder upwards, each folder looked into once.
fn nearest(folder: &Path, known: &mut HashMap<PathBuf, Option<Loaded>>) -> Option<Loaded> {
    if let Some(found) = known.get(folder) {
        return found.clone();
    }
    let file = folder.join(SETTINGS_FILE);
    let found = if file.is_file() {
        Some(load(&file))
    } else {
        folder.parent().and_then(|above| nearest(above, known))
    };
    known.insert(folder.to_owned(), found.clone());
    found
}

/// Reads a settings file.
pub fn load(file: &Path) -> Loaded {
    let fault = |message: String| {
        let span = Span::default();
        Arc::new(vec![SettingsFault { path: file.to_owned(), span, line: 1, column: 1, message }])
    };
    let text = fs::read(file).map_err(|error| fault(format!("cannot be read: {error}")))?;
    let text = String::from_utf8(text)
        .map_err(|error| fault(format!("is not UTF-8 from byte {} on", error.utf8_error().valid_up_to())))?;
    parse(file, &text)
}

/// Reads the text of a settings file. `file` tells its folder, from which its paths count.
pub fn parse(file: &Path, text: &str) -> Loaded {
    let root = absolute(file).parent().map(Path::to_owned).unwrap_or_default();
    settings::parse(text, &root).map(Arc::new).map_err(|faults| {
        let lines = Text::from(text);
        let place = |(span, message): (Span, String)| {
            let place = lines.place(span.start as usize);
            SettingsFault { path: file.to_owned(), span, line: place.line, column: place.column, message }
        };
        Arc::new(faults.into_iter().map(place).collect())
    })
}

/// A path from the root, without asking whether it exists.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
