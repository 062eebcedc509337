//! The names in the workspace's other drafts, read from disk in the background: for references
//! and for symbols over all drafts. Never in the way of what is typed.

use std::collections::HashMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use copydesk_core::reading::names::Name;
use copydesk_core::text::Encoding;
use copydesk_core::{Draft, Memo, Reading, Stylebook, Text};

use super::convert::{self, types};
use super::document::View;

/// A draft longer than this is left out: it is no article.
const LONGEST: u64 = 4 << 20;

/// A name somewhere in the workspace.
#[derive(Clone, Debug)]
pub(super) struct Filed {
    /// Its fullest form there.
    pub(super) full: String,
    /// Where it stands, in order.
    pub(super) places: Vec<types::Range>,
}

/// The names of drafts, by file.
#[derive(Default)]
pub(super) struct Archive {
    drafts: Mutex<HashMap<PathBuf, Entry>>,
    tickets: AtomicU64,
}

/// What is known of a file; no names if it is none any more.
struct Entry {
    ticket: u64,
    names: Option<Arc<Vec<Filed>>>,
}

impl Archive {
    /// Files a file's names anew, or forgets it if it can't be read or is too long. If it holds what `view`
    /// read, it isn't read again.
    ///
    /// Several may read one file at once while it changes: who began last has seen most.
    pub(super) fn file(&self, path: &Path, encoding: Encoding, view: Option<&View>) {
        let ticket = self.ticket();
        let names = match view.filter(|view| holds(path, &view.draft.text)) {
            _ if is_too_long(path) => None,
            Some(view) => Some(names(&view.draft.text, &view.reading, encoding)),
            None => read(path, encoding),
        };
        self.note(path, Entry { ticket, names: names.map(Arc::new) });
    }

    /// Forgets a file.
    pub(super) fn forget(&self, path: &Path) {
        self.note(path, Entry { ticket: self.ticket(), names: None });
    }

    fn ticket(&self) -> u64 {
        self.tickets.fetch_add(1, Ordering::AcqRel)
    }

    fn note(&self, path: &Path, entry: Entry) {
        let mut drafts = self.drafts();
        if drafts.get(path).is_none_or(|known| known.ticket < entry.ticket) {
            drafts.insert(path.to_owned(), entry);
        }
    }

    /// Forgets all but the drafts below some folders.
    pub(super) fn keep(&self, folders: &[PathBuf]) {
        self.drafts().retain(|path, _| folders.iter().any(|folder| path.starts_with(folder)));
    }

    /// Every draft with its names, by path.
    pub(super) fn all(&self) -> Vec<(PathBuf, Arc<Vec<Filed>>)> {
        let drafts = self.drafts();
        let known =
            drafts.iter().filter_map(|(path, entry)| Some((path.clone(), Arc::clone(entry.names.as_ref()?))));
        let mut all: Vec<_> = known.collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    }

    fn drafts(&self) -> MutexGuard<'_, HashMap<PathBuf, Entry>> {
        self.drafts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a file is left out for its length.
pub(super) fn is_too_long(path: &Path) -> bool {
    path.metadata().is_ok_and(|data| data.len() > LONGEST)
}

/// Whether a file holds a text, and nothing else. It is read piece by piece.
fn holds(path: &Path, text: &str) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    let (mut piece, mut rest) = (vec![0; 1 << 14], text.as_bytes());
    loop {
        match file.read(&mut piece) {
            Ok(0) => return rest.is_empty(),
            Ok(count) => match rest.strip_prefix(&piece[..count]) {
                Some(behind) => rest = behind,
                None => return false,
            },
            Err(error) if error.kind() == ErrorKind::Interrupted => (),
            Err(_) => return false,
        }
    }
}

/// The names of a draft on disk.
fn read(path: &Path, encoding: Encoding) -> Option<Vec<Filed>> {
    let text = std::fs::read_to_string(path).ok()?;
    let name = path.file_name()?.to_string_lossy();
    let draft = Draft::named(text, &name);
    // A draft that can't be read costs its own names only.
    let read = || copydesk_core::read(&draft, &Stylebook::default(), &mut Memo::none());
    let reading = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).ok()?;
    Some(names(&draft.text, &reading, encoding))
}

/// The names of a reading with their places.
pub(super) fn names(text: &Text, reading: &Reading, encoding: Encoding) -> Vec<Filed> {
    let filed = |name: &Name| Filed {
        full: name.full.clone(),
        places: name.mentions.iter().map(|mention| convert::range(text, mention.span, encoding)).collect(),
    };
    reading.names().all.iter().map(filed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_its_text_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        let text = "Ana Ruiz said so. ".repeat(2_000);
        std::fs::write(&path, &text).expect("a file");
        assert!(holds(&path, &text));
        for other in [&text[1..], &text[..text.len() - 1], &format!("{text}."), "", &text.replace("so", "no")]
        {
            assert!(!holds(&path, other));
        }
        assert!(!holds(&folder.path().join("b.md"), ""));
    }

    #[test]
    fn who_began_to_read_last_has_seen_most() {
        let archive = Archive::default();
        let path = Path::new("a.md");
        let filed = |full: &str| Some(Arc::new(vec![Filed { full: full.to_owned(), places: Vec::new() }]));
        let (slow, quick) = (archive.ticket(), archive.ticket());
        archive.note(path, Entry { ticket: quick, names: filed("new") });
        archive.note(path, Entry { ticket: slow, names: filed("old") });
        assert_eq!(archive.all()[0].1[0].full, "new");
        let slow = archive.ticket();
        archive.forget(path);
        archive.note(path, Entry { ticket: slow, names: filed("deleted") });
        assert!(archive.all().is_empty());
    }
}
