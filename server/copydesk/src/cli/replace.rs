//! A file replaced all at once: whoever reads it sees the old text or the new one, and a write
//! that fails leaves the old one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::interrupt;
use super::say::why;

/// The next text of a file, written beside it until it is whole.
pub(super) struct Draught {
    path: PathBuf,
    file: NamedTempFile,
}

impl Draught {
    /// Begins the next text of a file, which need not exist. A link stays, what it names is replaced.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(".copydesk-");
        // The mode that any new file gets; without it only its owner could read it.
        #[cfg(unix)]
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        #[cfg(unix)]
        builder.permissions(mode);
        let file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
        interrupt::remove_when_interrupted(file.path());
        match fs::metadata(&path) {
            Ok(metadata) if metadata.permissions().readonly() => Err(io::Error::other("it may only be read")),
            Ok(metadata) => {
                give(file.as_file(), &metadata);
                file.as_file().set_permissions(metadata.permissions())?;
                Ok(Self { path, file })
            }
            Err(_) => Ok(Self { path, file }),
        }
    }

    pub(super) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Puts the text in the file's place.
    pub(super) fn finish(self) -> Result<(), String> {
        let path = self.path;
        self.file.as_file().sync_all().map_err(|error| unwritten(&path, &error))?;
        self.file.persist(&path).map(drop).map_err(|error| unwritten(&path, &error.error))
    }

    pub(super) fn told(&self, error: &io::Error) -> String {
        unwritten(&self.path, error)
    }
}

/// Gives a file to the owner and the group of the one it replaces, where that may be done: a
/// container that mends as root must leave drafts that their writer can still save.
#[cfg(unix)]
fn give(file: &fs::File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let group = fchown(file, None, Some(old.gid()));
    let _ = group.and_then(|()| fchown(file, Some(old.uid()), None));
}

#[cfg(not(unix))]
fn give(_: &fs::File, _: &fs::Metadata) {}

/// That a file can't be written, and why.
pub(super) fn unwritten(path: &Path, error: &io::Error) -> String {
    format!("{}: cannot be written: {}", path.display(), why(error))
}

/// Puts `new` in the place of a file that still reads `old`.
pub(super) fn replace(path: &Path, old: &str, new: &str) -> Result<(), String> {
    let told = |error: io::Error| unwritten(path, &error);
    if fs::read(path).map_err(told)? != old.as_bytes() {
        return Err(format!("{}: was changed by someone else meanwhile; it stays as it is", path.display()));
    }
    let mut draught = Draught::of(path).map_err(told)?;
    draught.write_all(new.as_bytes()).map_err(told)?;
    draught.finish()
}
