//! What the command line says on standard error.
//!
//! Nobody may read it: a closed pipe or a full disk there is no reason to end otherwise. And it may
//! hold names of files and words of drafts, which are anyone's: they can't play a service's commands
//! or a terminal's, for each line begins with the program's name and holds no control character.

use std::io::{ErrorKind, Write};

/// Says what could not be done, or what else people should know.
pub(super) fn say(words: &str) {
    let mut all = String::new();
    for line in words.split(['\n', '\r']).filter(|line| !line.trim().is_empty()) {
        all += "copydesk: ";
        all.extend(line.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }));
        all.push('\n');
    }
    let _ = std::io::stderr().lock().write_all(all.as_bytes());
}

/// Why something could not be read or written, as people say it.
pub(super) fn why(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::NotADirectory => "a part of the path is no folder".to_owned(),
        ErrorKind::StorageFull => "no space is left".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the file system may only be read".to_owned(),
        _ => error.to_string(),
    }
}
