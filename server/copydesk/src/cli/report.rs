//! Answers put into the reports, and what came of them all.

use std::ops::ControlFlow;
use std::path::PathBuf;

use copydesk_core::{Applicability, Finding};

use super::Status;
use super::baseline::Entry;
use super::progress::{self, Progress};
use super::say::say;
use super::sinks::Sinks;
use crate::output::{Tally, Trouble};

/// What came of one draft.
#[derive(Default)]
pub(super) struct Answer {
    /// For standard output as it stands: a diff, a mended text, a reading.
    pub(super) direct: String,
    /// For each report.
    pub(super) pieces: Vec<String>,
    pub(super) status: Status,
    /// Its findings: the rule, and whether it can be mended safely.
    pub(super) findings: Vec<(&'static str, bool)>,
    /// How many were mended.
    pub(super) fixed: usize,
    /// How many are allowed from now on.
    pub(super) allowed: usize,
    /// For a baseline to be written: its file and all its findings.
    pub(super) learnt: Option<(PathBuf, Vec<Entry>)>,
    /// What a baseline knows of it that stands no longer.
    pub(super) stale: Vec<Entry>,
    /// Findings that only the settings can allow: settings to add.
    pub(super) settings: Vec<super::allow::InSettings>,
    /// Rules that panicked on it, in their order.
    pub(super) failed: Vec<&'static str>,
    /// What could not be done with it, though it was checked.
    pub(super) troubles: Vec<Trouble>,
}

impl Answer {
    /// Notes findings for the counts.
    pub(super) fn count(&mut self, findings: &[Finding]) {
        let safe = |finding: &Finding| {
            finding.fixes.first().is_some_and(|fix| fix.applicability == Applicability::Safe)
        };
        self.findings = findings.iter().map(|finding| (finding.rule, safe(finding))).collect();
    }
}

/// The reports being written, and the counts so far.
pub(super) struct Report {
    pub(super) tally: Tally,
    pub(super) status: Status,
    pub(super) learnt: Vec<(PathBuf, Vec<Entry>)>,
    pub(super) stale: Vec<Entry>,
    pub(super) settings: Vec<super::allow::InSettings>,
    sinks: Sinks,
    progress: Progress,
}

impl Report {
    /// Reports over so many drafts.
    pub(super) fn new(sinks: Sinks, drafts: usize) -> Self {
        Self {
            tally: Tally::default(),
            status: Status::Clean,
            learnt: Vec::new(),
            stale: Vec::new(),
            settings: Vec::new(),
            sinks,
            progress: Progress::new(drafts),
        }
    }

    /// Takes what came of the next draft, if it has come. A reader that closed the pipe ends it, and is no trouble.
    pub(super) fn take(&mut self, answer: Option<Result<Answer, Trouble>>) -> ControlFlow<()> {
        match answer {
            Some(Ok(answer)) => self.answer(answer),
            Some(Err(trouble)) => {
                self.tally.unchecked += 1;
                self.trouble(trouble);
            }
            None => {
                self.progress.wait();
                return ControlFlow::Continue(());
            }
        }
        self.progress.step();
        if self.sinks.all_closed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn answer(&mut self, mut answer: Answer) {
        self.count(&answer);
        self.learnt.extend(answer.learnt.take());
        self.stale.append(&mut answer.stale);
        self.settings.append(&mut answer.settings);
        self.status = self.status.max(answer.status);
        if answer.direct.len() + answer.pieces.iter().map(String::len).sum::<usize>() > 0 {
            progress::clear();
        }
        let written = self.sinks.write(&answer.direct, &answer.pieces);
        self.written(written);
        for trouble in answer.troubles {
            self.trouble(trouble);
        }
    }

    fn count(&mut self, answer: &Answer) {
        self.tally.drafts += 1;
        self.tally.findings += answer.findings.len();
        self.tally.with_findings += usize::from(!answer.findings.is_empty());
        self.tally.fixed += answer.fixed;
        self.tally.allowed += answer.allowed;
        let mut rules: Vec<_> = answer.findings.iter().map(|(rule, _)| *rule).collect();
        for (rule, fixable) in &answer.findings {
            let one = self.tally.rules.entry(rule).or_default();
            one.findings += 1;
            one.fixable += usize::from(*fixable);
        }
        rules.sort_unstable();
        rules.dedup();
        for rule in rules {
            self.tally.rules.entry(rule).or_default().drafts += 1;
        }
    }

    /// Tells what could not be done, on standard error.
    pub(super) fn trouble(&mut self, trouble: Trouble) {
        self.status = self.status.max(Status::Trouble);
        // One settings file in trouble stands above many drafts; it is told once.
        if self.tally.troubles.last().is_some_and(|last| last.message == trouble.message) {
            return;
        }
        progress::clear();
        let flushed = self.sinks.flush();
        self.written(flushed);
        say(&trouble.message);
        self.tally.troubles.push(trouble);
    }

    /// Closes the reports.
    pub(super) fn finish(mut self) -> Status {
        progress::clear();
        let written = self.sinks.finish(&self.tally);
        self.written(written);
        self.status
    }

    fn written(&mut self, written: Result<(), String>) {
        if let Err(message) = written {
            say(&message);
            self.status = self.status.max(Status::Trouble);
        }
    }
}
