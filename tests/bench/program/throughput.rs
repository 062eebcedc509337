//! The command over many drafts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::page::Page;
use crate::{copy, floor, processor};

/// Drafts of the archive, each as long as an article is.
const DRAFTS: u64 = 900;
const WORDS: usize = 1_000;

/// How often everything is measured, in turns.
const ROUNDS: usize = 7;

/// Runs a round: the system counts a child's time in hundredths of a second.
const RUNS: usize = 4;

/// What one command took, on average over a round.
#[derive(Clone, Copy)]
struct Took {
    processor: Option<f64>,
    wall: f64,
}

/// Measures throughput and start-up.
pub(crate) fn measure(page: &mut Page) {
    let folder = tempfile::tempdir().expect("a folder for drafts");
    let archive = folder.path().join("archive");
    let (files, megabytes) = written(&archive);
    let empty = one(folder.path(), "empty.md", "");
    archived(page, &archive, &empty, &files, megabytes);
    grown(page, folder.path(), &empty);
}

/// Writes the archive: half in Markdown, half in plain text.
fn written(archive: &Path) -> (Vec<PathBuf>, f64) {
    fs::create_dir_all(archive).expect("a folder");
    let mut bytes = 0;
    let files = (0..DRAFTS).map(|seed| {
        let draft = copy::draft(seed, WORDS);
        bytes += draft.len();
        one(archive, &format!("{seed}.{}", if seed % 2 == 0 { "md" } else { "txt" }), &draft)
    });
    (files.collect(), bytes as f64 / 1e6)
}

fn one(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("a file");
    path
}

/// An archive on one processor and on two, beside the floor.
fn archived(page: &mut Page, archive: &Path, empty: &Path, files: &[PathBuf], megabytes: f64) {
    let dictionary = floor::dictionary();
    let pinned = pins();
    if !pinned {
        eprintln!("no `taskset` here, which is Linux's: every run takes all processors");
    }
    let on = |processors: &'static str| pinned.then_some(processors);
    let (mut speeds, mut floors, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    let (mut starts, mut gains) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = checked(empty, on("0"), RUNS * 5);
        let alone = checked(archive, on("0"), RUNS);
        if pinned && available() > 1 {
            let pair = checked(archive, on("0,1"), RUNS);
            gains.push((alone.wall - start.wall) / (pair.wall - start.wall));
        }
        starts.push(start.wall * 1e3);
        let before = processor::of_this_thread();
        (0..RUNS).for_each(|_| floor::pass(files, &dictionary));
        let floor = processor::of_this_thread().zip(before).map(|(now, then)| (now - then) / RUNS as f64);
        if let (Some(all), Some(start), Some(floor)) = (alone.processor, start.processor, floor) {
            speeds.push(megabytes / (all - start));
            floors.push(megabytes / floor);
            shares.push(floor / (all - start));
        }
    }
    page.ratio("command over an archive: speed as a share of the floor's", "≥ 0.33", &shares);
    page.ratio("command over an archive: two processors against one, by the clock", "≥ 1.8", &gains);
    page.plain("command over an archive, start-up taken off", "MB a processor second", &speeds);
    page.plain(
        "the floor: read, check UTF-8, split into words, look up 500 words",
        "MB a processor second",
        &floors,
    );
    page.plain("start-up of the command, one empty draft (with `taskset`, where that is)", "ms", &starts);
}

/// Ten times the draft; and a draft of very many names.
fn grown(page: &mut Page, folder: &Path, empty: &Path) {
    let short = one(folder, "short.md", &copy::draft(1, 100_000));
    let long = one(folder, "long.md", &copy::draft(1, 1_000_000));
    let names = one(folder, "names.md", &copy::names(100_000));
    let (mut growth, mut named) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = checked(empty, None, RUNS).wall;
        let [short, long] = [(&short, RUNS), (&long, 1)].map(|(path, runs)| checked(path, None, runs).wall);
        growth.push((long - start) / (short - start));
        named.push(checked(&names, None, 1).wall);
    }
    page.ratio("command: a draft of 1,000,000 words against one of 100,000", "≤ 11", &growth);
    page.plain("command: a draft of 100,000 different names (wanted: under 1)", "s", &named);
}

/// Runs the command so often on one path; what a run took.
fn checked(path: &Path, processors: Option<&str>, runs: usize) -> Took {
    let (before, began) = (processor::of_children(), Instant::now());
    for _ in 0..runs {
        let mut command = program(processors);
        command.args(["check", "--output-format", "json-lines"]).arg(path);
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it starts");
        assert!(matches!(status.code(), Some(0 | 1)), "the command failed: {status}");
    }
    let wall = began.elapsed().as_secs_f64() / runs as f64;
    let processor = processor::of_children().zip(before).map(|(now, then)| (now - then) / runs as f64);
    Took { processor, wall }
}

/// The program, held to some processors.
fn program(processors: Option<&str>) -> Command {
    let copydesk = env!("CARGO_BIN_EXE_copydesk");
    let Some(processors) = processors else { return Command::new(copydesk) };
    let mut command = Command::new("taskset");
    command.args(["-c", processors, copydesk]);
    command
}

/// Whether the system can hold a program to some processors.
fn pins() -> bool {
    let status = Command::new("taskset").args(["-c", "0", "true"]).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

fn available() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
