//! Where reports go: standard output, and files beside it.
//!
//! A file appears whole, under its name, when the report is closed: whoever waits for it never
//! sees half of one, and an interrupted run leaves the old one.

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf, absolute};

use super::flags::{Check, Color, Output};
use super::replace::{Draught, unwritten};
use crate::output::{FORMATS, Format, Tally};
use crate::project::plain;

/// GitHub takes a job summary of 1 MiB a step; what is longer it drops whole.
const MOST_SUMMARY: usize = 1_000_000;

/// What ends the table of a summary that would be longer.
const CUT: &str = "| … | | further findings stand in the log of this step | |\n";

/// The reports of a run.
pub(super) struct Sinks {
    all: Vec<Sink>,
    /// Standard output, where it isn't a report's own: mended text, while the report goes elsewhere.
    beside: Option<io::Stdout>,
}

struct Sink {
    format: &'static Format,
    coloured: bool,
    out: Out,
    /// Whether a draft has added something.
    begun: bool,
    /// How many bytes the report may have.
    limit: usize,
    length: usize,
    /// Whether it has them, and the rest is left out.
    full: bool,
}

enum Out {
    Stdout(io::BufWriter<io::Stdout>),
    Stderr(io::Stderr),
    /// A file that replaces the old one at the end.
    File(Draught),
    /// Something that can't be replaced: a pipe, a device.
    Stream(PathBuf, std::fs::File),
    /// A file that is added to at the end.
    Append(PathBuf, Vec<u8>),
    /// A reader that closed the pipe.
    Closed,
}

impl Sinks {
    /// One report on standard output.
    pub(super) fn to_stdout(format: &'static Format) -> Self {
        let out = Out::Stdout(io::BufWriter::new(io::stdout()));
        Self { all: vec![Sink::new(format, out)], beside: None }
    }

    /// The reports that the options name; the first is the one people read, in `format`.
    pub(super) fn of(options: &Check, format: &'static Format, mended_text: bool) -> Result<Self, String> {
        let mut sinks = Self::to_stdout(format);
        if mended_text {
            sinks.all[0].out = Out::Stderr(io::stderr());
            sinks.beside = Some(io::stdout());
        }
        sinks.all[0].coloured = coloured(options.color);
        let mut files = HashSet::new();
        for Output { format, file } in &options.output {
            if !files.insert(plain(&absolute(file).unwrap_or_else(|_| file.clone()))) {
                return Err(format!("{}: two reports can't be written to one file", file.display()));
            }
            let out = Out::file(file).map_err(|error| unwritten(file, &error))?;
            sinks.all.push(Sink::new(format, out));
        }
        sinks.add_summary();
        sinks.open()?;
        Ok(sinks)
    }

    /// The job's summary, where annotations are made for GitHub.
    fn add_summary(&mut self) {
        let summary = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
        let annotates = self.all.iter().any(|sink| sink.format.name == "github");
        let format = FORMATS.into_iter().find(|format| format.name == "markdown");
        if let (Some(path), true, Some(format)) = (summary, annotates, format) {
            let mut sink = Sink::new(format, Out::Append(path.into(), Vec::new()));
            sink.limit = MOST_SUMMARY;
            self.all.push(sink);
        }
    }

    /// The formats, each with whether it is coloured.
    pub(super) fn formats(&self) -> Vec<(&'static Format, bool)> {
        self.all.iter().map(|sink| (sink.format, sink.coloured)).collect()
    }

    fn open(&mut self) -> Result<(), String> {
        self.all.iter_mut().try_for_each(|sink| {
            let mut head = String::new();
            (sink.format.head)(&mut head);
            sink.put(&head)
        })
    }

    /// Writes what a draft adds to each report.
    pub(super) fn write(&mut self, direct: &str, pieces: &[String]) -> Result<(), String> {
        match &mut self.beside {
            Some(stdout) => stdout.write_all(direct.as_bytes()).or_else(|error| closed(&error))?,
            None => self.all[0].put(direct)?,
        }
        for (sink, piece) in self.all.iter_mut().zip(pieces) {
            sink.draft(piece)?;
        }
        Ok(())
    }

    /// Hands on what was written so far, so that words on standard error keep their place.
    pub(super) fn flush(&mut self) -> Result<(), String> {
        self.all.iter_mut().try_for_each(Sink::flush)
    }

    /// Whether no one reads any longer.
    pub(super) fn all_closed(&self) -> bool {
        self.all.iter().all(|sink| matches!(sink.out, Out::Closed))
    }

    /// Closes every report; files get their names.
    pub(super) fn finish(&mut self, tally: &Tally) -> Result<(), String> {
        let mut first = Ok(());
        for sink in &mut self.all {
            let mut foot = String::new();
            (sink.format.foot)(tally, &mut foot);
            let done = sink.put(&foot).and_then(|()| std::mem::replace(&mut sink.out, Out::Closed).close());
            first = first.and(done);
        }
        first
    }
}

impl Sink {
    fn new(format: &'static Format, out: Out) -> Self {
        Self { format, coloured: false, out, begun: false, limit: usize::MAX, length: 0, full: false }
    }

    fn draft(&mut self, piece: &str) -> Result<(), String> {
        if piece.is_empty() || self.full {
            return Ok(());
        }
        self.full = self.length + piece.len() > self.limit;
        if self.full {
            return self.put(CUT);
        }
        if self.begun {
            self.put(self.format.between)?;
        }
        self.begun = true;
        self.length += piece.len();
        self.put(piece)
    }

    fn flush(&mut self) -> Result<(), String> {
        let Out::Stdout(out) = &mut self.out else { return Ok(()) };
        out.flush().or_else(|error| {
            self.out = Out::Closed;
            closed(&error)
        })
    }

    fn put(&mut self, text: &str) -> Result<(), String> {
        let bytes = text.as_bytes();
        match &mut self.out {
            Out::Stdout(out) => match out.write_all(bytes) {
                Err(error) => {
                    self.out = Out::Closed;
                    closed(&error)
                }
                Ok(()) => Ok(()),
            },
            Out::Stderr(out) => out.write_all(bytes).or_else(|error| closed(&error)),
            Out::File(file) => file.write_all(bytes).map_err(|error| file.told(&error)),
            Out::Stream(path, file) => file.write_all(bytes).or_else(|error| told(path, &error)),
            Out::Append(_, text) => {
                text.extend_from_slice(bytes);
                Ok(())
            }
            Out::Closed => Ok(()),
        }
    }
}

impl Out {
    fn file(path: &Path) -> io::Result<Self> {
        match path.metadata() {
            Ok(metadata) if !metadata.is_file() => {
                Ok(Out::Stream(path.to_owned(), std::fs::OpenOptions::new().write(true).open(path)?))
            }
            _ => Ok(Out::File(Draught::of(path)?)),
        }
    }

    fn close(self) -> Result<(), String> {
        match self {
            Out::Stdout(mut out) => out.flush().or_else(|error| closed(&error)),
            Out::File(file) => file.finish(),
            Out::Append(path, text) => {
                let file = std::fs::OpenOptions::new().append(true).create(true).open(&path);
                file.and_then(|mut file| file.write_all(&text)).or_else(|error| told(&path, &error))
            }
            Out::Stderr(_) | Out::Stream(..) | Out::Closed => Ok(()),
        }
    }
}

fn told(path: &Path, error: &io::Error) -> Result<(), String> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(unwritten(path, error)),
    }
}

/// A reader that closed the pipe is no trouble; anything else is.
fn closed(error: &io::Error) -> Result<(), String> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(unwritten(Path::new("standard output"), error)),
    }
}

fn coloured(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty())
        }
    }
}
