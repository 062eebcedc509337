//! The command over many drafts, and over long ones.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{self, Pins};
use crate::floor::Floor;
use crate::page::{NOTHING, Page};
use crate::{copy, processor};

/// Drafts of the archive, each as long as an article is.
const DRAFTS: u64 = 3_000;
const WORDS: usize = 750;

/// How often everything is measured, in turns.
const ROUNDS: usize = 7;

/// Runs a round: the system counts a child's time in hundredths of a second.
const RUNS: usize = 3;

/// Measures throughput, start-up and growth.
pub(crate) fn measure(page: &mut Page) {
    let folder = tempfile::tempdir().expect("a folder for drafts");
    let empty = one(folder.path(), "empty.md", "");
    let archive = Archive::written(folder.path());
    archived(page, &archive, &empty);
    began(page, &empty);
    held(page, &archive);
    grown(page, folder.path(), &empty);
}

/// Checks the archive so often and measures nothing: for a profiler.
pub(crate) fn repeated(times: usize) {
    let folder = tempfile::tempdir().expect("a folder for drafts");
    let archive = Archive::written(folder.path());
    Pins::new().checked(&archive.folder, 1, times);
}

/// Many drafts in a folder, half in Markdown, half in plain text.
struct Archive {
    folder: PathBuf,
    files: Vec<PathBuf>,
    megabytes: f64,
}

impl Archive {
    fn written(parent: &Path) -> Self {
        let folder = parent.join("archive");
        fs::create_dir_all(&folder).expect("a folder");
        let mut bytes = 0;
        let files = (0..DRAFTS).map(|seed| {
            let draft = copy::draft(seed, WORDS);
            bytes += draft.len();
            one(&folder, &format!("{seed}.{}", if seed % 2 == 0 { "md" } else { "txt" }), &draft)
        });
        Self { files: files.collect(), megabytes: bytes as f64 / 1e6, folder }
    }
}

fn one(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).expect("a file");
    path
}

/// An archive on one processor and on two, beside the floor.
fn archived(page: &mut Page, archive: &Archive, empty: &Path) {
    let (pins, plain, fastest) = (Pins::new(), Floor::plain(), Floor::fastest());
    let [mut speeds, mut gains, mut floors, mut shares, mut bare, mut bare_shares] =
        [const { Vec::new() }; 6];
    for _ in 0..ROUNDS {
        let start = pins.checked(empty, 1, RUNS * 10);
        let alone = pins.checked(&archive.folder, 1, RUNS);
        if pins.count() > 1 {
            let pair = pins.checked(&archive.folder, 2, RUNS);
            gains.push((alone.wall - start.wall) / (pair.wall - start.wall));
        }
        let Some(seconds) = alone.processor.zip(start.processor).map(|(all, start)| all - start) else {
            continue;
        };
        speeds.push(archive.megabytes / seconds);
        for (floor, speeds, shares) in
            [(&plain, &mut floors, &mut shares), (&fastest, &mut bare, &mut bare_shares)]
        {
            let Some(floor) = passed(floor, &archive.files) else { continue };
            speeds.push(archive.megabytes / floor);
            shares.push(floor / seconds);
        }
    }
    page.ratio("an archive on one processor: speed as a share of the floor's", "≥ 0.33", &shares);
    page.ratio("the same as a share of the floor with the fastest automaton", NOTHING, &bare_shares);
    page.ratio("an archive: two processors against one, by the clock", "≥ 1.8", &gains);
    let unit = "MB a processor second";
    page.plain("an archive on one processor, start-up taken off", unit, "≥ 40", &speeds);
    page.plain("the floor: read, check UTF-8, split into words, look for 500 words", unit, NOTHING, &floors);
    page.plain("the floor with the fastest automaton", unit, NOTHING, &bare);
}

/// Processor seconds that the floor takes for the files.
fn passed(floor: &Floor, files: &[PathBuf]) -> Option<f64> {
    let before = processor::of_this_thread()?;
    floor.pass(files);
    Some(processor::of_this_thread()? - before)
}

/// A command with nothing to do.
fn began(page: &mut Page, empty: &Path) {
    let starts: Vec<_> = (0..ROUNDS * 10).map(|_| command::started(empty)).collect();
    let memory: Vec<_> = (0..ROUNDS).filter_map(|_| command::peak_memory(empty, 10)).collect();
    let size = fs::metadata(command::PROGRAM).expect("the program").len() as f64 / 1e6;
    page.plain("start-up of the command: one empty draft", "ms", "≤ 10", &starts);
    page.plain("start-up of the command: its peak memory", "MiB", "≤ 15", &memory);
    page.plain("size of the program", "MB", "≤ 12", &[size]);
}

/// Memory over the archive and over a tenth of it: it must not grow with the number of drafts.
fn held(page: &mut Page, archive: &Archive) {
    let tenth = archive.folder.with_file_name("tenth");
    fs::create_dir_all(&tenth).expect("a folder");
    for file in archive.files.iter().step_by(10) {
        fs::copy(file, tenth.join(file.file_name().expect("a file"))).expect("a copy");
    }
    let (mut whole, mut growth) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let pair = command::peak_memory(&archive.folder, 1).zip(command::peak_memory(&tenth, 1));
        let Some((many, few)) = pair else { continue };
        whole.push(many);
        growth.push(many / few);
    }
    page.ratio("an archive: peak memory against a tenth of the archive", NOTHING, &growth);
    page.plain("an archive on all processors: peak memory", "MiB", NOTHING, &whole);
}

/// Ten times the draft, twice, every paragraph with a person, a quotation and a date of its own; and a
/// draft of very many names.
fn grown(page: &mut Page, folder: &Path, empty: &Path) {
    let pins = Pins::new();
    let draft = |name: &str, bytes| one(folder, name, &copy::news(1, bytes));
    let drafts = [
        (draft("short.md", 600_000), 10),
        (draft("long.md", 6_000_000), 3),
        (draft("huge.md", 60_000_000), 1),
    ];
    let names = one(folder, "names.md", &copy::names(100_000));
    let [mut long, mut huge, mut named, mut seconds] = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS - 2 {
        let start = pins.checked(empty, 1, 10).wall;
        let took = drafts.each_ref().map(|(path, runs)| pins.checked(path, 1, *runs).wall - start);
        long.push(took[1] / took[0]);
        huge.push(took[2] / took[1]);
        seconds.push(took[2]);
        named.push(pins.checked(&names, 1, 1).wall - start);
    }
    page.ratio("a draft of 6 MB against one of 0.6, all paragraphs with new names", "≤ 11", &long);
    page.ratio("a draft of 60 MB against one of 6, all paragraphs with new names", "≤ 11", &huge);
    page.plain("a draft of 60 MB, all paragraphs with new names", "s", NOTHING, &seconds);
    page.plain("a draft that names 100,000 people and says little else", "s", "≤ 1", &named);
}
