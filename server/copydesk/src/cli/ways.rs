//! Paths as services want them: from the repository's root, parts parted by `/`.

use std::path::{Path, PathBuf};

use crate::project::plain;

/// The folder that the services' paths count from: the checkout where a service names it and the
/// run is inside, else the current folder.
pub(super) fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let named = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().filter_map(std::env::var_os);
    let checkout = named.map(PathBuf::from).find(|folder| folder.is_absolute() && here.starts_with(folder));
    checkout.unwrap_or(here)
}

/// The way from a folder to a file; the whole path of one that lies elsewhere.
pub(super) fn below(root: &Path, file: &Path) -> String {
    let whole = plain(&std::path::absolute(file).unwrap_or_else(|_| file.to_owned()));
    let way = whole.strip_prefix(plain(root)).unwrap_or(&whole);
    let parts = way.to_string_lossy();
    if cfg!(windows) { parts.replace('\\', "/") } else { parts.into_owned() }
}
