//! `copydesk check`.

use std::path::{Path, PathBuf};

use copydesk_core::{Finding, Severity, Span};

use super::allow;
use super::baseline::{self, Baseline};
use super::changed::Changed;
use super::flags::Check;
use super::input::{self, Job};
use super::lens::Lens;
use super::mending::{self, State};
use super::report::{Answer, Report};
use super::sinks::Sinks;
use super::turns::take_turns;
use super::{Status, interrupt, print, watch, ways};
use crate::output::{Checked, Format, SILENT, STATISTICS, Trouble, unified};
use crate::project::{Given, Project};

pub(super) fn run(options: &Check) -> Status {
    interrupt::watch();
    if options.watch { watch::run(options) } else { once(options) }
}

/// Checks every draft once.
pub(super) fn once(options: &Check) -> Status {
    match Plan::new(options).and_then(|plan| Ok((sinks(options)?, plan))) {
        Ok((sinks, plan)) => plan.carry_out(sinks),
        Err(message) => {
            eprintln!("copydesk: {message}");
            Status::Trouble
        }
    }
}

/// The reports of this run.
fn sinks(options: &Check) -> Result<Sinks, String> {
    let silent = options.diff || options.write_baseline.is_some();
    let format = match (silent, options.statistics) {
        (true, _) => SILENT,
        (false, true) => STATISTICS,
        (false, false) => options.output_format,
    };
    let from_stdin = options.drafts.paths.iter().any(|path| path.as_os_str() == "-");
    let changes = options.fix || options.add_allow.is_some();
    Sinks::of(options, format, from_stdin && changes && !options.diff)
}

/// What a run sets out to do.
struct Plan<'a> {
    options: &'a Check,
    project: Project,
    given: Vec<Given>,
    baseline: Option<Baseline>,
    changed: Option<Changed>,
    /// The folder that services count paths from.
    root: PathBuf,
}

impl<'a> Plan<'a> {
    fn new(options: &'a Check) -> Result<Self, String> {
        let project = Project::default();
        let changed = match &options.changed_since {
            Some(revision) => Some(Changed::since(revision, &folder(&options.drafts.paths))?),
            None => None,
        };
        let baseline = options.baseline.as_deref().map(Baseline::load).transpose()?;
        let mut given = input::find(&options.drafts, &project);
        if let Some(changed) = &changed {
            given.retain(|one| match one {
                Given::Draft(path) => path.as_os_str() == "-" || changed.concerns(path),
                Given::Trouble(..) => true,
            });
        }
        Ok(Self { options, project, given, baseline, changed, root: ways::root() })
    }

    fn carry_out(&self, sinks: Sinks) -> Status {
        let formats = sinks.formats();
        let mut report = Report::new(sinks, self.given.len());
        let answer = |given: &Given| {
            let job = input::open(given, &self.options.drafts, &self.project)?;
            Ok(self.answer(&job, &formats))
        };
        take_turns(&self.given, answer, |answer| report.take(answer));
        self.add_to_settings(&mut report);
        let (known, stale) = (std::mem::take(&mut report.known), std::mem::take(&mut report.stale));
        let status = report.finish();
        self.tell_stale(stale);
        match &self.options.write_baseline {
            Some(file) => self.write_baseline(file, known, status),
            None => status,
        }
    }

    fn answer(&self, job: &Job, formats: &[(&'static Format, bool)]) -> Answer {
        let mut lens = self.lens(job);
        let mut answer = Answer::default();
        let state = State::read(job.draft.clone(), &job.stylebook);
        let state = self.changed(state, job, &mut lens, &mut answer);
        let (mut findings, stale) = lens.pick(state.whole(), &state.findings);
        let before = findings.len();
        findings.retain(|finding| !answer.settings.iter().any(|one| one.allows(finding, state.whole())));
        answer.allowed += before - findings.len();
        if let Some(file) = &self.options.write_baseline {
            answer.known = baseline::entries(file, &job.file, state.whole(), &findings);
        }
        answer.stale = stale;
        answer.status = self.status(&findings);
        answer.count(&findings);
        answer.pieces = self.pieces(job, &state, &findings, formats);
        answer
    }

    fn lens<'b>(&'b self, job: &'b Job) -> Lens<'b> {
        let lines = |changed: &Changed| -> Vec<Span> {
            if job.from_stdin {
                return vec![Span::new(0, job.draft.text.len())];
            }
            changed.touched(&job.file, &job.draft.text.contiguous())
        };
        Lens { file: &job.file, baseline: self.baseline.as_ref(), touched: self.changed.as_ref().map(lines) }
    }

    /// The draft as it stands after what the options change in it.
    fn changed(&self, state: State, job: &Job, lens: &mut Lens, answer: &mut Answer) -> State {
        let old = state.reading.text.clone();
        if self.options.diff {
            let all = self.options.unsafe_fixes;
            let (mended, _) = mending::mend(
                State::read(job.draft.clone(), &job.stylebook),
                &mut self.lens(job),
                &job.stylebook,
                all,
            );
            answer.direct = unified(&job.path, &old, mended.whole());
            return state;
        }
        let after = if self.options.fix {
            let (after, fixed) = mending::mend(state, lens, &job.stylebook, self.options.unsafe_fixes);
            answer.fixed = fixed;
            after
        } else if let Some(reason) = &self.options.add_allow {
            let (after, allowed, settings) = allow::allow(state, lens, &job.stylebook, reason);
            (answer.allowed, answer.settings) = (allowed, settings);
            after
        } else {
            return state;
        };
        self.write(after, &old, job, answer)
    }

    /// Writes what was changed; where that can't be, the draft stands as it was.
    fn write(&self, after: State, old: &str, job: &Job, answer: &mut Answer) -> State {
        if job.from_stdin {
            answer.direct = after.whole().to_owned();
            return after;
        }
        match mending::write(&job.file, old, after.whole()) {
            Ok(()) => after,
            Err(message) => {
                answer.troubles.push(Trouble { path: job.path.clone(), message });
                (answer.fixed, answer.allowed) = (0, 0);
                State::read(job.draft.clone(), &job.stylebook)
            }
        }
    }

    fn pieces(
        &self,
        job: &Job,
        state: &State,
        findings: &[Finding],
        formats: &[(&'static Format, bool)],
    ) -> Vec<String> {
        let way = ways::below(&self.root, &job.file);
        let piece = |(format, coloured): &(&'static Format, bool)| {
            let checked = Checked {
                path: &job.path,
                way: if job.file.as_os_str() == "-" { "-" } else { &way },
                text: &state.draft.text,
                whole: state.whole(),
                findings,
                fail_on: self.options.fail_on.least(),
                coloured: *coloured,
            };
            let mut out = String::new();
            (format.draft)(&checked, &mut out);
            out
        };
        formats.iter().map(piece).collect()
    }

    fn status(&self, findings: &[Finding]) -> Status {
        let Some(least) = self.options.fail_on.least() else { return Status::Clean };
        let fails = |finding: &Finding| finding.severity.unwrap_or(Severity::Error) <= least;
        if findings.iter().any(fails) { Status::Findings } else { Status::Clean }
    }

    fn add_to_settings(&self, report: &mut Report) {
        let Some(reason) = &self.options.add_allow else { return };
        let settings = std::mem::take(&mut report.settings);
        for message in allow::add_to_settings(&settings, &self.project, reason) {
            report.trouble(Trouble { path: crate::project::SETTINGS_FILE.to_owned(), message });
        }
    }

    /// Tells which entries of the baseline stand no longer: each would hide the next finding alike.
    fn tell_stale(&self, mut stale: Vec<baseline::Entry>) {
        const TOLD: usize = 10;
        let (Some(baseline), Some(file)) = (&self.baseline, &self.options.baseline) else { return };
        stale.extend(baseline.orphans());
        if stale.is_empty() {
            return;
        }
        let file = file.display();
        eprintln!("copydesk: {file}: {} of its findings stand no longer:", stale.len());
        for entry in stale.iter().take(TOLD) {
            eprintln!("  {}: {}: {}", entry.path, entry.rule, entry.words);
        }
        if stale.len() > TOLD {
            eprintln!("  and {} more", stale.len() - TOLD);
        }
        eprintln!("  write it anew with --write-baseline {file}");
    }

    /// Writes the baseline. Findings fail no run that learns them.
    fn write_baseline(&self, file: &Path, known: Vec<baseline::Entry>, status: Status) -> Status {
        let drafts = self.given.iter().filter_map(|given| match given {
            Given::Draft(path) => Some(path.clone()),
            Given::Trouble(..) => None,
        });
        let number = known.len();
        let status = if status == Status::Trouble { status } else { Status::Clean };
        match baseline::write(file, known, &drafts.collect::<Vec<_>>()) {
            Ok(()) => {
                let what = if number == 1 { "finding" } else { "findings" };
                status.max(print(&format!("{number} {what} written to {}.\n", file.display())))
            }
            Err(message) => {
                eprintln!("copydesk: {message}");
                Status::Trouble
            }
        }
    }
}

/// The folder in whose repository the drafts lie: the first one given.
fn folder(paths: &[PathBuf]) -> PathBuf {
    let first = paths.iter().find(|path| path.as_os_str() != "-");
    match first {
        Some(path) if path.is_dir() => path.clone(),
        Some(path) => path.parent().filter(|parent| parent.is_dir()).unwrap_or(Path::new(".")).to_owned(),
        None => PathBuf::from("."),
    }
}
