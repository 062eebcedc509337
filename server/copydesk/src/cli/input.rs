//! From paths to drafts, many at a time: read on every processor, answered in the order given.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use copydesk_core::{Draft, Stylebook, Text};

use super::{Drafts, Status};
use crate::project::{Given, Project, drafts};

/// A draft with what holds for it.
pub(super) struct Job {
    /// Its path, as it is printed.
    pub(super) path: String,
    pub(super) draft: Draft,
    pub(super) stylebook: Arc<Stylebook>,
}

/// What a job gives: words for standard output, and whether they fail the run.
pub(super) struct Answer {
    pub(super) output: String,
    pub(super) status: Status,
    pub(super) findings: usize,
}

/// What came of all drafts.
pub(super) struct Total {
    pub(super) status: Status,
    /// How many drafts were read.
    pub(super) drafts: usize,
    pub(super) findings: usize,
    /// How many drafts have a finding.
    pub(super) with_findings: usize,
    /// How many paths could not be checked.
    pub(super) troubles: usize,
}

/// What came of one path.
enum Outcome {
    Answer(Answer),
    /// What is wrong, for standard error.
    Trouble(String),
}

/// Answers for every draft that the options name. Answers are written in the drafts' order as soon as their
/// turn comes; a draft that can't be read is told on standard error and stops no other.
pub(super) fn answer_all(options: &Drafts, answer: impl Fn(&Job) -> Answer + Sync) -> Total {
    let project = Project::default();
    let given = find(options, &project);
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(given.len().max(1));
    let mut report = Report::new();
    thread::scope(|scope| {
        let (sender, outcomes) = mpsc::sync_channel(threads * 64);
        for _ in 0..threads {
            let (sender, next, given, project, answer) = (sender.clone(), &next, &given, &project, &answer);
            scope.spawn(move || {
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    let Some(one) = given.get(turn) else { break };
                    let outcome = match job(one, options, project) {
                        Ok(job) => Outcome::Answer(answer(&job)),
                        Err(trouble) => Outcome::Trouble(trouble),
                    };
                    if sender.send((turn, outcome)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        report.take_all(outcomes);
    });
    report.total
}

/// Outcomes put back in order and written.
struct Report {
    total: Total,
    /// Outcomes whose turn hasn't come.
    waiting: BTreeMap<usize, Outcome>,
    turn: usize,
    last_trouble: String,
}

impl Report {
    fn new() -> Self {
        let total = Total { status: Status::Clean, drafts: 0, findings: 0, with_findings: 0, troubles: 0 };
        Self { total, waiting: BTreeMap::new(), turn: 0, last_trouble: String::new() }
    }

    /// Takes what comes. A reader that closed the pipe ends it early, and is no trouble.
    fn take_all(&mut self, outcomes: mpsc::Receiver<(usize, Outcome)>) {
        let mut out = io::BufWriter::new(io::stdout().lock());
        for (turn, outcome) in outcomes {
            self.waiting.insert(turn, outcome);
            while let Some(outcome) = self.waiting.remove(&self.turn) {
                self.turn += 1;
                if let Err(error) = self.take(outcome, &mut out) {
                    return self.stop(&error);
                }
            }
        }
        if let Err(error) = out.flush() {
            self.stop(&error);
        }
    }

    fn take(&mut self, outcome: Outcome, out: &mut impl Write) -> io::Result<()> {
        match outcome {
            Outcome::Answer(answer) => {
                self.total.drafts += 1;
                self.total.findings += answer.findings;
                self.total.with_findings += usize::from(answer.findings > 0);
                self.total.status = self.total.status.max(answer.status);
                out.write_all(answer.output.as_bytes())
            }
            Outcome::Trouble(trouble) => {
                self.total.status = Status::Trouble;
                self.total.troubles += 1;
                // One settings file in trouble stands above many drafts; it is told once.
                if trouble != self.last_trouble {
                    out.flush()?;
                    eprintln!("copydesk: {trouble}");
                    self.last_trouble = trouble;
                }
                Ok(())
            }
        }
    }

    fn stop(&mut self, error: &io::Error) {
        if error.kind() != io::ErrorKind::BrokenPipe {
            eprintln!("copydesk: cannot write the report: {error}");
            self.total.status = Status::Trouble;
        }
    }
}

/// What the options name; `-` keeps its place among the paths.
fn find(options: &Drafts, project: &Project) -> Vec<Given> {
    let mut given = Vec::new();
    for path in &options.paths {
        if path.as_os_str() == "-" {
            given.push(Given::Draft(path.clone()));
        } else {
            given.extend(drafts(std::slice::from_ref(path), project, options.force_exclude));
        }
    }
    let mut seen = std::collections::HashSet::new();
    given.retain(|one| match one {
        Given::Draft(path) => seen.insert(path.clone()),
        Given::Trouble(..) => true,
    });
    given
}

fn job(given: &Given, options: &Drafts, project: &Project) -> Result<Job, String> {
    let path = match given {
        Given::Draft(path) => path,
        Given::Trouble(path, error) => return Err(format!("{}: {}", path.display(), reason(error))),
    };
    let from_stdin = path.as_os_str() == "-";
    let named =
        if from_stdin { options.stdin_filename.clone().unwrap_or_else(|| "-".into()) } else { path.clone() };
    let shown = shown(&named, &options.paths);
    let bytes = if from_stdin { stdin() } else { std::fs::read(path) };
    let bytes = bytes.map_err(|error| format!("{shown}: {}", reason(&error)))?;
    let text = decode(bytes).map_err(|trouble| format!("{shown}: {trouble}"))?;
    let stylebook = project.stylebook_for(&named).map_err(|faults| told(&faults))?;
    let stylebook = match options.date {
        None => stylebook,
        date => Arc::new(Stylebook { date, ..(*stylebook).clone() }),
    };
    let name = named.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    Ok(Job { path: shown, draft: Draft::named(Text::from(text.as_str()), &name), stylebook })
}

fn stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A path as it is printed: as given, or the given folder and the way below it. Where no path was
/// given, the way below the current folder.
fn shown(path: &Path, given: &[PathBuf]) -> String {
    let implied = given.len() == 1 && given[0].as_os_str() == ".";
    let below = path.strip_prefix(".").ok().filter(|_| implied);
    below.unwrap_or(path).display().to_string()
}

/// The text of a file, if it is one.
fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if u32::try_from(bytes.len()).is_err() {
        return Err("is larger than 4 GiB; no draft is".to_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[at];
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("is not UTF-8: byte 0x{byte:02X} at offset {at}, line {line}; save it as UTF-8")
    })
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read: permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder".to_owned(),
        _ => error.to_string(),
    }
}

fn told(faults: &[crate::project::SettingsFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\ncopydesk: ")
}
