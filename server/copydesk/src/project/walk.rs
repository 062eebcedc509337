//! Which files are drafts: those named outright, and in a folder those that look like copy.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::fs::Metadata;
use std::io;
use std::path::{Component, Path, PathBuf};

use copydesk_core::formats;
use ignore::WalkBuilder;

use super::{Project, absolute};

/// Files that look like drafts and never are, as patterns of lower-case names: `*` at the end
/// stands for anything.
const NEVER_COPY: &[&str] = &[
    "license*",
    "licence*",
    "copying*",
    "notice*",
    "authors*",
    "contributors*",
    "contributing*",
    "code_of_conduct*",
    "security*",
    "changelog*",
    "readme*",
    "requirements*.txt",
    "constraints*.txt",
    "cmakelists.txt",
    "robots.txt",
    "humans.txt",
    "ads.txt",
    "app-ads.txt",
    "llms.txt",
];

/// What a path on the command line gave.
pub enum Given {
    /// A draft; the path is as given, or the given folder and the way below it.
    Draft(PathBuf),
    /// A draft that a link leads to; the path is the link's.
    Link(PathBuf),
    /// A path that gave nothing, and why.
    Trouble(PathBuf, io::Error),
}

/// The drafts that paths name, in the order given, a folder's sorted.
///
/// A file named outright is a draft whatever its name, unless `force_exclude` holds the
/// settings' `exclude`, and what is never copy, against it too.
pub fn drafts(paths: &[PathBuf], project: &Project, force_exclude: bool) -> Vec<Given> {
    let mut found = Vec::new();
    for path in paths {
        match kind(path) {
            Err(error) => found.push(Given::Trouble(path.clone(), error)),
            Ok((metadata, _)) if metadata.is_dir() => folder(path, project, &mut found),
            Ok(_) if force_exclude && (excluded(path, project) || is_never_copy(path)) => (),
            Ok((_, is_link)) => found.push(Given::draft(path.clone(), is_link)),
        }
    }
    found
}

/// What lies at a path, and whether a link leads there.
fn kind(path: &Path) -> io::Result<(Metadata, bool)> {
    let own = path.symlink_metadata()?;
    if own.is_symlink() { Ok((path.metadata()?, true)) } else { Ok((own, false)) }
}

impl Given {
    /// Where a draft lies, as given; `None` for a path that gave none.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Given::Draft(path) | Given::Link(path) => Some(path),
            Given::Trouble(..) => None,
        }
    }

    fn draft(path: PathBuf, is_link: bool) -> Self {
        if is_link { Given::Link(path) } else { Given::Draft(path) }
    }
}

/// Leaves out drafts that are given twice: by another spelling of the path, or by a link to a draft
/// that is given itself.
pub fn once_each(given: &mut Vec<Given>) {
    let places: Vec<Option<Place>> = given.iter().map(Place::of).collect();
    let files = || places.iter().flatten().filter(|place| !place.is_link).map(|place| &place.path);
    // Few drafts are links.
    let files: LazyCell<HashSet<&PathBuf>, _> = LazyCell::new(|| files().collect());
    let (mut seen, mut led_to) = (HashSet::new(), HashSet::new());
    let mut keeps = Vec::with_capacity(places.len());
    for place in &places {
        keeps.push(match place {
            Some(Place { path, is_link: true }) => {
                let target = path.canonicalize().unwrap_or_else(|_| path.clone());
                !files.contains(&target) && led_to.insert(target)
            }
            // No part of it is `.` or `..`: paths that are one are written alike.
            Some(Place { path, .. }) => seen.insert(path.as_os_str()),
            None => true,
        });
    }
    let mut kept = keeps.into_iter();
    given.retain(|_| kept.next().unwrap_or(true));
}

/// Where a draft lies.
struct Place {
    /// From the root, without `.` and `..`; of a link as it is given, for `..` behind it is its target's.
    path: PathBuf,
    is_link: bool,
}

impl Place {
    fn of(given: &Given) -> Option<Self> {
        let (path, is_link) = (absolute(given.path()?), matches!(given, Given::Link(_)));
        Some(Self { path: if is_link { path } else { plain(&path) }, is_link })
    }
}

/// A path without `.` and `..`.
pub fn plain(path: &Path) -> PathBuf {
    let is_plain = |part| !matches!(part, Component::CurDir | Component::ParentDir);
    if path.components().all(is_plain) {
        return path.to_owned();
    }
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => (),
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

fn folder(path: &Path, project: &Project, found: &mut Vec<Given>) {
    let walk = WalkBuilder::new(path).require_git(false).sort_by_file_name(Ord::cmp).build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file())
                    || entry.path_is_symlink() && entry.path().is_file();
                if is_file && is_draft(entry.path(), project) {
                    let is_link = entry.path_is_symlink();
                    found.push(Given::draft(entry.into_path(), is_link));
                }
            }
            Err(error) => {
                let (place, message) = (place(&error).unwrap_or(path).to_owned(), error.to_string());
                let error = error.into_io_error().unwrap_or_else(|| io::Error::other(message));
                found.push(Given::Trouble(place, error));
            }
        }
    }
}

/// Where a walk could not go on.
fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        _ => None,
    }
}

/// Whether a file that a walk met is a draft.
pub fn is_draft(path: &Path, project: &Project) -> bool {
    let settings = project.settings_for(path).and_then(Result::ok);
    if settings.as_ref().is_some_and(|settings| settings.excludes(&absolute(path))) {
        return false;
    }
    if settings.is_some_and(|settings| settings.includes(&absolute(path))) {
        return true;
    }
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    formats::for_extension(extension).is_some() && !is_never_copy(path)
}

fn excluded(path: &Path, project: &Project) -> bool {
    let settings = project.settings_for(path).and_then(Result::ok);
    settings.is_some_and(|settings| settings.excludes(&absolute(path)))
}

fn is_never_copy(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    NEVER_COPY.iter().any(|pattern| match pattern.split_once('*') {
        Some((start, end)) => name.starts_with(start) && name.ends_with(end),
        None => name == *pattern,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_that_fails_tells_where() {
        let io = ignore::Error::Io(io::Error::from(io::ErrorKind::PermissionDenied));
        let below = ignore::Error::WithPath { path: "in/secret".into(), err: Box::new(io) };
        let error = ignore::Error::WithDepth { depth: 1, err: Box::new(below) };
        assert_eq!(place(&error), Some(Path::new("in/secret")));
    }
}
