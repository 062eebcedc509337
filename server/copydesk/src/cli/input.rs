//! From paths to drafts.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk_core::{Draft, Stylebook};

use super::flags::Drafts;
use super::say::why;
use crate::output::Trouble;
use crate::project::{Given, Project, drafts, once_each};

/// Bytes that hold most drafts.
const USUAL: usize = 16 * 1024;

/// A draft with what holds for it.
pub(super) struct Job {
    /// Its path, as it is printed.
    pub(super) path: String,
    /// The path of its file, or the name that standard input is given.
    pub(super) file: PathBuf,
    pub(super) from_stdin: bool,
    pub(super) draft: Draft,
    pub(super) stylebook: Arc<Stylebook>,
}

/// What the options name; `-` keeps its place among the paths.
pub(super) fn find(options: &Drafts, project: &Project) -> Vec<Given> {
    let mut given = Vec::new();
    for path in &options.paths {
        if path.as_os_str() == "-" {
            given.push(Given::Draft(path.clone()));
        } else {
            given.extend(drafts(std::slice::from_ref(path), project, options.force_exclude));
        }
    }
    once_each(&mut given);
    given
}

/// Reads a draft and finds its settings.
pub(super) fn open(given: &Given, options: &Drafts, project: &Project) -> Result<Job, Trouble> {
    let trouble = |path: &str, message: String| Trouble { path: path.to_owned(), message };
    let about = |path: &str, what: String| trouble(path, format!("{path}: {what}"));
    let path = match given {
        Given::Draft(path) | Given::Link(path) => path,
        Given::Trouble(path, error) => return Err(about(&path.display().to_string(), reason(error))),
    };
    let from_stdin = path.as_os_str() == "-";
    let named =
        if from_stdin { options.stdin_filename.clone().unwrap_or_else(|| "-".into()) } else { path.clone() };
    let shown = shown(&named, &options.paths);
    let text = if from_stdin { text_of(io::stdin().lock()) } else { File::open(path).and_then(text_of) };
    let text = text.map_err(|error| about(&shown, reason(&error)))?;
    let text = text.map_err(|what| about(&shown, what))?;
    let stylebook = project.stylebook_for(&named).map_err(|faults| trouble(&shown, told(&faults)))?;
    let stylebook = match options.date {
        None => stylebook,
        date => Arc::new(Stylebook { date, ..(*stylebook).clone() }),
    };
    let name = named.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let draft = Draft::named(text, &name);
    Ok(Job { path: shown, file: named, from_stdin, draft, stylebook })
}

thread_local! {
    /// Room that a thread reads its drafts in, one after the other.
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What a file holds, if it is text. Drafts are short: to ask for their length first takes as long as to
/// read them.
fn text_of(file: impl io::Read) -> io::Result<Result<String, String>> {
    ROOM.with_borrow_mut(|room| {
        room.clear();
        room.reserve(USUAL);
        file.take(u64::MAX).read_to_end(room)?;
        Ok(decode(room))
    })
}

/// A path as it is printed: as given, or the given folder and the way below it. Where no path was
/// given, the way below the current folder.
fn shown(path: &Path, given: &[PathBuf]) -> String {
    let implied = given.len() == 1 && given[0].as_os_str() == ".";
    let below = path.strip_prefix(".").ok().filter(|_| implied);
    below.unwrap_or(path).display().to_string()
}

/// The text that bytes are, if they are any. That of a long draft is made of the bytes themselves: a copy
/// would take as much memory again.
fn decode(bytes: &mut Vec<u8>) -> Result<String, String> {
    if u32::try_from(bytes.len()).is_err() {
        return Err("is larger than 4 GiB; no draft is".to_owned());
    }
    if bytes.len() > USUAL {
        let text = String::from_utf8(std::mem::take(bytes));
        return text.map_err(|error| unsound(error.as_bytes(), error.utf8_error().valid_up_to()));
    }
    let text = simdutf8::compat::from_utf8(bytes);
    text.map(str::to_owned).map_err(|error| unsound(bytes, error.valid_up_to()))
}

/// What is wrong with bytes that are text up to a byte.
fn unsound(bytes: &[u8], at: usize) -> String {
    let byte = bytes[at];
    let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    format!("is not UTF-8: byte 0x{byte:02X} at offset {at}, line {line}; save it as UTF-8")
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => why(error),
        _ => format!("cannot be read: {}", why(error)),
    }
}

fn told(faults: &[crate::project::SettingsFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
