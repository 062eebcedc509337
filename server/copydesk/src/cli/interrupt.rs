//! An interrupted run ends at once, with 130, and leaves no half-written file behind.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::progress;

/// Files that are being written.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The status of an interrupted program, as shells have it.
const INTERRUPTED: i32 = 130;

/// From here on an interrupt removes what is unfinished. That the handler can't be set is no
/// reason not to check: then a file may stay behind, under a name of its own.
pub(super) fn watch() {
    let _ = ctrlc::set_handler(|| {
        progress::clear();
        for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let _ = std::fs::remove_file(path);
        }
        std::process::exit(INTERRUPTED);
    });
}

/// Notes a file that is of no use unfinished.
pub(super) fn remove_when_interrupted(path: &Path) {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
}
