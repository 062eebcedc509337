//! `check --watch`: checks again whenever a draft or its settings change, until interrupted.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use notify::{EventKind, RecursiveMode, Watcher};

use super::flags::Check;
use super::say::say;
use super::{Status, check};
use crate::project::{Project, SETTINGS_FILE, is_draft, plain};

/// Files that decide what a check looks at, and how.
const DECIDING: [&str; 3] = [SETTINGS_FILE, ".gitignore", ".ignore"];

/// How long things must be still: an editor saves in several steps.
const STILL: Duration = Duration::from_millis(80);

/// And how long they are waited for at the longest.
const PATIENCE: Duration = Duration::from_secs(1);

pub(super) fn run(options: &Check) -> Status {
    if options.drafts.paths.iter().any(|path| path.as_os_str() == "-") {
        say("--watch: standard input can't be watched; name files or folders");
        return Status::Trouble;
    }
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
    let watched = watcher.and_then(|watcher| follow(watcher, &options.drafts.paths));
    // The watcher lives as long as the loop: dropped, it is silent.
    let _watcher = match watched {
        Ok(watcher) => watcher,
        Err(error) => {
            say(&format!("the drafts can't be watched: {error}"));
            return Status::Trouble;
        }
    };
    rounds(options, &events)
}

/// Checks, and checks again after every change, for as long as someone reads what is found.
fn rounds(options: &Check, events: &mpsc::Receiver<Vec<PathBuf>>) -> Status {
    let scene = Scene::of(options);
    let mut round = 0;
    loop {
        round += 1;
        let opened = open_round(round);
        let status = check::once(options);
        if opened.and_then(|()| close_round(round)).is_err() || !scene.wait(events) {
            return status;
        }
    }
}

/// Whether an event can change what a check finds.
fn matters(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(_) | EventKind::Other)
}

/// Watches folders with all they hold, the folders of files, and those above, where settings may be
/// or come to be. What lies above and may not be watched is let be.
fn follow(mut watcher: impl Watcher, paths: &[PathBuf]) -> notify::Result<impl Watcher> {
    let (mut whole, mut above) = (BTreeSet::new(), BTreeSet::new());
    for path in paths.iter().map(|path| absolute(path)) {
        if path.is_dir() {
            whole.insert(path.clone());
        } else if let Some(folder) = path.parent() {
            watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
        above.extend(path.ancestors().skip(1).map(Path::to_owned));
    }
    for folder in above.iter().filter(|above| !whole.iter().any(|whole| above.starts_with(whole))) {
        let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
    }
    whole.iter().try_for_each(|folder| watcher.watch(folder, RecursiveMode::Recursive))?;
    Ok(watcher)
}

/// What a watch looks at.
struct Scene {
    /// Paths from the root, as given.
    paths: Vec<PathBuf>,
    /// The reports that the watch itself writes.
    reports: Vec<PathBuf>,
}

impl Scene {
    fn of(options: &Check) -> Self {
        let paths = options.drafts.paths.iter().map(|path| absolute(path)).collect();
        let reports = options.output.iter().map(|output| absolute(&output.file)).collect();
        Self { paths, reports }
    }

    /// Waits until a draft or its settings changed and all is still; `false` if nothing more can come.
    fn wait(&self, events: &mpsc::Receiver<Vec<PathBuf>>) -> bool {
        loop {
            let Ok(paths) = events.recv() else { return false };
            let project = Project::default();
            if !paths.iter().any(|path| self.holds(path, &project)) {
                continue;
            }
            let begun = Instant::now();
            while begun.elapsed() < PATIENCE && events.recv_timeout(STILL).is_ok() {}
            return true;
        }
    }

    /// Whether a change of a file can change what is found.
    fn holds(&self, path: &Path, project: &Project) -> bool {
        if self.reports.iter().any(|report| report == path) {
            return false;
        }
        let decides = path.file_name().is_some_and(|name| DECIDING.iter().any(|known| name == *known));
        decides
            || self
                .paths
                .iter()
                .any(|given| given == path || path.starts_with(given) && is_draft(path, project))
    }
}

/// A path from the root, without `.` and `..`: as the system names what changed.
fn absolute(path: &Path) -> PathBuf {
    plain(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

fn open_round(round: usize) -> io::Result<()> {
    let mut out = io::stdout();
    // On a terminal each check has the screen to itself.
    let words = match (out.is_terminal(), round) {
        (true, _) => "\x1B[2J\x1B[3J\x1B[H",
        (false, 1) => "",
        (false, _) => "\n",
    };
    out.write_all(words.as_bytes())
}

fn close_round(round: usize) -> io::Result<()> {
    let mut out = io::stdout();
    let times = if round == 1 { "once".to_owned() } else { format!("{round} times") };
    writeln!(out, "Checked {times}. Waiting for a change; Ctrl+C ends this.")?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_change_the_findings_is_looked_at() {
        let reports = vec!["/desk/in/report.md".into()];
        let scene = Scene { paths: vec!["/desk/in".into(), "/desk/b.copy".into()], reports };
        let holds = |path: &str| scene.holds(Path::new(path), &Project::default());
        for path in ["/desk/in/a.md", "/desk/b.copy", "/desk/copydesk.toml", "/desk/in/.gitignore"] {
            assert!(holds(path), "{path}");
        }
        for path in ["/desk/in/report.md", "/desk/c.md", "/desk/in/a.png", "/desk/in/.copydesk-Xyz"] {
            assert!(!holds(path), "{path}");
        }
    }
}
