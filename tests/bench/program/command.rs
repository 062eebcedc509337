//! The command, run and measured: alone on its processors, or for its memory.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use crate::processor;

/// The program that is measured.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_copydesk");

/// What one command took, on average over a round.
#[derive(Clone, Copy)]
pub(crate) struct Took {
    pub(crate) processor: Option<f64>,
    pub(crate) wall: f64,
}

/// How commands are held to processors.
pub(crate) struct Pins {
    /// The processors that this system lets us choose from; none where it can't hold a program.
    free: Vec<usize>,
}

impl Pins {
    pub(crate) fn new() -> Self {
        let free = processor::allowed().filter(|_| taskset()).unwrap_or_default();
        if free.is_empty() {
            eprintln!("no `taskset` here, which is Linux's: every run takes all processors");
        }
        Self { free }
    }

    /// How many processors there are to choose from.
    pub(crate) fn count(&self) -> usize {
        self.free.len()
    }

    /// Checks a path so often on so many processors; what one run took.
    pub(crate) fn checked(&self, path: &Path, processors: usize, runs: usize) -> Took {
        let (before, began) = (processor::of_children(), Instant::now());
        for _ in 0..runs {
            let status = check(self.program(processors), path).wait().expect("it ends");
            assert!(matches!(status.code(), Some(0 | 1)), "the command failed: {status}");
        }
        let wall = began.elapsed().as_secs_f64() / runs as f64;
        let processor = processor::of_children().zip(before).map(|(now, then)| (now - then) / runs as f64);
        Took { processor, wall }
    }

    /// The program, held to so many processors where that can be.
    fn program(&self, processors: usize) -> Command {
        if self.free.is_empty() {
            return Command::new(PROGRAM);
        }
        let list: Vec<_> = self.free.iter().take(processors).map(ToString::to_string).collect();
        let mut command = Command::new("taskset");
        command.args(["-c", &list.join(","), PROGRAM]);
        command
    }
}

/// How long the command takes for one path, in milliseconds, held to no processor.
pub(crate) fn started(path: &Path) -> f64 {
    let began = Instant::now();
    check(Command::new(PROGRAM), path).wait().expect("it ends");
    began.elapsed().as_secs_f64() * 1e3
}

/// The most memory that the command holds over a path in some runs, in MiB. Only a process that runs can be
/// asked, so it is asked until it ends; what one takes in its very last moment may go unseen.
pub(crate) fn peak_memory(path: &Path, runs: usize) -> Option<f64> {
    (0..runs).filter_map(|_| held(path)).max_by(f64::total_cmp)
}

fn held(path: &Path) -> Option<f64> {
    let mut process = check(Command::new(PROGRAM), path);
    let mut peak = None;
    while process.try_wait().expect("it ends").is_none() {
        peak = processor::peak_memory(process.id()).or(peak);
    }
    peak
}

fn check(mut command: Command, path: &Path) -> Child {
    command.args(["check", "--output-format", "json-lines"]).arg(path);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command starts")
}

/// Whether there is a command that holds another to processors.
fn taskset() -> bool {
    Command::new("taskset")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
