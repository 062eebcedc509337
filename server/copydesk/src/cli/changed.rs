//! What changed since a revision, told by git.
//!
//! The `git` program is asked, not a crate: wherever there is a checkout to compare, it is there,
//! and it knows that checkout's settings, filters and worktrees.

use std::collections::HashMap;
use std::io::ErrorKind;
#[cfg(unix)]
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use copydesk_core::Span;

use crate::project::plain;

/// Lines of a file, from 1, the last included. Lines end at LF, as git counts them.
type Lines = (usize, usize);

/// The files that changed, untracked ones among them, with the changed lines of each.
pub(super) struct Changed {
    root: PathBuf,
    files: HashMap<PathBuf, Vec<Lines>>,
}

impl Changed {
    /// What changed in the repository that holds `folder` since `revision` and the current one parted.
    pub(super) fn since(revision: &str, folder: &Path) -> Result<Self, String> {
        let git = Git { folder };
        let root = git
            .ask(&["rev-parse", "--show-toplevel"])
            .map_err(|error| format!("--changed-since: {error}"))?;
        let root = canonical(&path_of(root.strip_suffix(b"\n").unwrap_or(&root)));
        let base = git.base(revision)?;
        let diff = git.ask(&DIFF.iter().copied().chain([base.as_str(), "--"]).collect::<Vec<_>>())?;
        let mut files = parse(&diff);
        let untracked = git.at(&root).ask(&["ls-files", "--others", "--exclude-standard", "-z"])?;
        let new = untracked.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        files.extend(new.map(|name| (path_of(name), vec![(1, usize::MAX)])));
        let files = files.into_iter().map(|(name, lines)| (canonical(&root.join(name)), lines)).collect();
        Ok(Self { root, files })
    }

    /// Whether a file lies in the repository, be it a link to somewhere else.
    pub(super) fn holds(&self, file: &Path) -> bool {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        canonical(folder.unwrap_or(Path::new("."))).starts_with(&self.root)
    }

    /// Whether a file changed.
    pub(super) fn concerns(&self, file: &Path) -> bool {
        self.files.contains_key(&canonical(file))
    }

    /// The changed lines of a file.
    pub(super) fn touched(&self, file: &Path, whole: &str) -> Vec<Span> {
        let lines = self.files.get(&canonical(file)).map(Vec::as_slice).unwrap_or_default();
        let mut starts = vec![0];
        starts.extend(whole.match_indices('\n').map(|(at, _)| at + 1));
        let start = |line: usize| starts.get(line - 1).copied().unwrap_or(whole.len());
        lines.iter().map(|(first, last)| Span::new(start(*first), start(last.saturating_add(1)))).collect()
    }
}

/// The comparison with the working tree: every changed line and no other, moved files followed,
/// nothing of it as the user's own settings may colour or arrange it.
const DIFF: &[&str] = &[
    "-c",
    "core.quotePath=false",
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--text",
    "--unified=0",
    "--inter-hunk-context=0",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--no-relative",
    "--find-renames",
    "--ignore-submodules",
];

struct Git<'a> {
    folder: &'a Path,
}

impl Git<'_> {
    fn at<'a>(&self, folder: &'a Path) -> Git<'a> {
        Git { folder }
    }

    /// What git prints; in trouble, what it says.
    fn ask(&self, arguments: &[&str]) -> Result<Vec<u8>, String> {
        let mut command = Command::new("git");
        // A hook of git's is told of a repository, not of its folder; the drafts' folder tells both.
        if std::env::var_os("GIT_WORK_TREE").is_none() {
            for told in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"] {
                command.env_remove(told);
            }
        }
        command.arg("-C").arg(self.folder).args(arguments).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
        let output = command.output().map_err(|error| match error.kind() {
            ErrorKind::NotFound => "the program `git` is not on the PATH".to_owned(),
            _ => format!("git cannot be started: {error}"),
        })?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(said.trim().trim_start_matches("fatal: ").to_owned())
    }

    /// The commit where the revision and the current one parted.
    fn base(&self, revision: &str) -> Result<String, String> {
        let commit = format!("{revision}^{{commit}}");
        let shallow = || {
            self.ask(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|word| word.trim_ascii() == b"true")
        };
        let commit = self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).map_err(|_| {
            if shallow() {
                format!("--changed-since: there is no revision `{revision}` in this shallow clone; fetch it first, \
with `git fetch --unshallow` or, in GitHub Actions, with `fetch-depth: 0` at actions/checkout")
            } else {
                format!("--changed-since: there is no revision `{revision}`; fetch it, or name another")
            }
        })?;
        let commit = String::from_utf8_lossy(commit.trim_ascii());
        let base = self.ask(&["merge-base", &commit, "HEAD"]).map_err(|_| {
            if shallow() {
                format!("--changed-since: this shallow clone ends before `{revision}` and the current revision parted; \
fetch more of it, with `git fetch --unshallow` or, in GitHub Actions, with `fetch-depth: 0` at actions/checkout")
            } else {
                format!("--changed-since: `{revision}` and the current revision have no common ancestor")
            }
        })?;
        Ok(String::from_utf8_lossy(base.trim_ascii()).into_owned())
    }
}

/// The files of a diff with their changed lines, as they count now.
fn parse(diff: &[u8]) -> HashMap<PathBuf, Vec<Lines>> {
    let mut files: HashMap<PathBuf, Vec<Lines>> = HashMap::new();
    let mut file = None;
    // Lines of the hunk to come: what they hold is copy, whatever it looks like.
    let mut copy = 0;
    for line in diff.split(|byte| *byte == b'\n') {
        if copy > 0 && line.first().is_some_and(|byte| matches!(byte, b'+' | b'-')) {
            copy -= 1;
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            file = unquoted(name).strip_prefix(b"b/").map(path_of);
        } else if let Some((lines, length)) = line.strip_prefix(b"@@ -").and_then(hunk) {
            copy = length;
            if let Some(file) = &file {
                files.entry(file.clone()).or_default().push(lines);
            }
        }
    }
    files
}

/// `12,0 +11,2 @@ …`: the lines as they count now, and how many lines the hunk has. Where lines
/// were only taken out, their neighbours are what changed.
fn hunk(rest: &[u8]) -> Option<(Lines, usize)> {
    let rest = String::from_utf8_lossy(rest);
    let (old, rest) = rest.split_once(" +")?;
    let (new, _) = rest.split_once(" @@")?;
    let numbers = |part: &str| -> Option<(usize, usize)> {
        let (start, length) = part.split_once(',').unwrap_or((part, "1"));
        Some((start.parse().ok()?, length.parse().ok()?))
    };
    let ((_, removed), (start, added)) = (numbers(old)?, numbers(new)?);
    let lines = if added == 0 { (start.max(1), start + 1) } else { (start, start + added - 1) };
    Some((lines, removed + added))
}

/// A file's name as git prints it: in quote marks with escapes if it holds odd characters, ended by
/// a tab if it holds a space.
fn unquoted(name: &[u8]) -> Vec<u8> {
    let name = name.strip_suffix(b"\t").unwrap_or(name);
    let Some(inner) = name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")) else {
        return name.to_owned();
    };
    let mut bytes = Vec::new();
    let mut rest = inner.iter().copied();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(digit @ b'0'..=b'7') => {
                let more = rest.by_ref().take(2).map(|digit| u32::from(digit & 7));
                bytes.push(more.fold(u32::from(digit & 7), |code, digit| code * 8 + digit) as u8);
            }
            Some(letter) => bytes.push(match letter {
                b'a' => 7,
                b'b' => 8,
                b't' => b'\t',
                b'n' => b'\n',
                b'v' => 11,
                b'f' => 12,
                b'r' => b'\r',
                other => other,
            }),
            None => (),
        }
    }
    bytes
}

/// A path as git has it. Where names are bytes, it need not be UTF-8.
fn path_of(name: &[u8]) -> PathBuf {
    #[cfg(unix)]
    return std::ffi::OsStr::from_bytes(name).into();
    #[cfg(not(unix))]
    String::from_utf8_lossy(name).into_owned().into()
}

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| plain(&std::path::absolute(path).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{Path, parse, unquoted};

    #[test]
    fn hunks_tell_the_lines_as_they_count_now() {
        let diff = "--- a/x y.md\t\n+++ b/x y.md\t\n@@ -3 +3,2 @@ text\n-old\n++++ b/no.md\n+@@ -1 +9 @@\n@@ -9,2 +9,0 @@\n-a\n-b\n";
        let files = parse(diff.as_bytes());
        assert_eq!((files[Path::new("x y.md")].as_slice(), files.len()), ([(3, 4), (9, 10)].as_slice(), 1));
    }

    #[test]
    fn names_lose_their_escapes() {
        assert_eq!(unquoted(b"\"b/a\\\"\\303\\251\\t.md\""), "b/a\"é\t.md".as_bytes());
        assert_eq!(unquoted(b"b/a\xFF b.md\t"), b"b/a\xFF b.md");
    }
}
