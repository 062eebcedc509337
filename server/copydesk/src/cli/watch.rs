//! `check --watch`: checks again whenever a draft or its settings change, until interrupted.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use notify::{EventKind, RecursiveMode, Watcher};

use super::flags::Check;
use super::{Status, check};
use crate::project::{Project, SETTINGS_FILE, is_draft};

/// How long things must be still: an editor saves in several steps.
const STILL: Duration = Duration::from_millis(80);

/// And how long they are waited for at the longest.
const PATIENCE: Duration = Duration::from_secs(1);

pub(super) fn run(options: &Check) -> Status {
    let (sender, events) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let paths = match event {
            Ok(event) if matters(event.kind) => event.paths,
            Ok(_) => return,
            // The system lost count: look at everything.
            Err(_) => vec![PathBuf::from(SETTINGS_FILE)],
        };
        let _ = sender.send(paths);
    });
    let watched = watcher.and_then(|mut watcher| {
        folders(&options.drafts.paths).iter().try_for_each(|(folder, mode)| watcher.watch(folder, *mode))?;
        Ok(watcher)
    });
    // The watcher lives as long as the loop: dropped, it is silent.
    let _watcher = match watched {
        Ok(watcher) => watcher,
        Err(error) => {
            eprintln!("copydesk: the drafts can't be watched: {error}");
            return Status::Trouble;
        }
    };
    let mut round = 0;
    loop {
        round += 1;
        open_round(round);
        let status = check::once(options);
        close_round(round);
        if !wait(&events, options) {
            return status;
        }
    }
}

/// Whether an event can change what a check finds.
fn matters(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(_) | EventKind::Other)
}

/// What to watch: folders with all they hold, the folders of files, and those above, which may hold
/// settings.
fn folders(paths: &[PathBuf]) -> Vec<(PathBuf, RecursiveMode)> {
    let mut all = Vec::new();
    for path in paths.iter().filter(|path| path.as_os_str() != "-") {
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        if whole.is_dir() {
            all.push((whole.clone(), RecursiveMode::Recursive));
        }
        let project = Project::default();
        let settings = project.settings_for(&whole.join("draft")).and_then(Result::ok);
        let above = settings.and_then(|settings| settings.file().parent().map(Path::to_owned));
        let parent = whole.parent().map(Path::to_owned).filter(|_| !whole.is_dir());
        all.extend(above.into_iter().chain(parent).map(|folder| (folder, RecursiveMode::NonRecursive)));
    }
    // A folder watched with all it holds must not be watched again without.
    all.sort_by_key(|(folder, mode)| (folder.clone(), *mode == RecursiveMode::NonRecursive));
    all.dedup_by(|(folder, _), (kept, _)| folder == kept);
    all
}

/// Waits until a draft or its settings changed and all is still; `false` if nothing more can come.
fn wait(events: &mpsc::Receiver<Vec<PathBuf>>, options: &Check) -> bool {
    loop {
        let Ok(paths) = events.recv() else { return false };
        let project = Project::default();
        if !paths.iter().any(|path| concerns(path, options, &project)) {
            continue;
        }
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE && events.recv_timeout(STILL).is_ok() {}
        return true;
    }
}

fn concerns(path: &Path, options: &Check, project: &Project) -> bool {
    let named = || {
        let named = options.drafts.paths.iter();
        named.filter_map(|named| std::path::absolute(named).ok()).any(|named| named == path)
    };
    path.file_name().is_some_and(|name| name == SETTINGS_FILE) || named() || is_draft(path, project)
}

fn open_round(round: usize) {
    let mut out = std::io::stdout();
    // On a terminal each check has the screen to itself.
    let words = match (out.is_terminal(), round) {
        (true, _) => "\x1B[2J\x1B[3J\x1B[H",
        (false, 1) => "",
        (false, _) => "\n",
    };
    let _ = out.write_all(words.as_bytes());
}

fn close_round(round: usize) {
    let mut out = std::io::stdout();
    let times = if round == 1 { "once".to_owned() } else { format!("{round} times") };
    let _ = writeln!(out, "Checked {times}. Waiting for a change; Ctrl+C ends this.");
    let _ = out.flush();
}
