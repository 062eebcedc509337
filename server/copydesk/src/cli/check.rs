//! `copydesk check`.

use std::cell::LazyCell;
use std::path::{Path, PathBuf};

use copydesk_core::rules::{RULES, Rule};
use copydesk_core::{Finding, Severity, Span};

use super::allow;
use super::baseline::{self, Baseline};
use super::changed::Changed;
use super::flags::Check;
use super::guard::{self, failed, guarded, rule_failed};
use super::input::{self, Job};
use super::lens::Lens;
use super::mending::{self, Standard, State};
use super::report::{Answer, Report};
use super::say::say;
use super::sinks::Sinks;
use super::turns::take_turns;
use super::{Status, interrupt, watch, ways};
use crate::output::{Checked, Format, SILENT, STATISTICS, Trouble, unified};
use crate::project::{Given, Project};

pub(super) fn run(options: &Check) -> Status {
    interrupt::watch();
    guard::watch();
    if options.watch { watch::run(options) } else { once(options) }
}

/// Checks every draft once.
pub(super) fn once(options: &Check) -> Status {
    match Plan::new(options).and_then(|plan| Ok((sinks(options)?, plan))) {
        Ok((sinks, plan)) => plan.carry_out(sinks),
        Err(message) => {
            say(&message);
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
    rules: &'a [&'static Rule],
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
            if let Some(path) = elsewhere(&given, changed) {
                let path = path.display();
                return Err(format!(
                    "--changed-since: {path} is in no repository, or in another one than the first path; check it by itself"
                ));
            }
            let concerns = |path: &Path| path.as_os_str() == "-" || changed.concerns(path);
            given.retain(|one| one.path().is_none_or(concerns));
        }
        Ok(Self { options, rules: &RULES, project, given, baseline, changed, root: ways::root() })
    }

    fn carry_out(&self, sinks: Sinks) -> Status {
        let formats = sinks.formats();
        let mut report = Report::new(sinks, self.given.len());
        let answer = |given: &Given| {
            let job = input::open(given, &self.options.drafts, &self.project)?;
            self.guarded_answer(&job, &formats)
        };
        take_turns(&self.given, answer, |answer| report.take(answer));
        self.add_to_settings(&mut report);
        let (learnt, stale) = (std::mem::take(&mut report.learnt), std::mem::take(&mut report.stale));
        let status = report.finish();
        if let (Some(baseline), Some(file)) = (&self.baseline, &self.options.baseline) {
            baseline.tell_stale(file, stale);
        }
        match &self.options.write_baseline {
            Some(file) => baseline::learn(file, learnt, status),
            None => status,
        }
    }

    /// What comes of a draft; a failure of ours costs the rule that failed, or the draft, and is told.
    fn guarded_answer(&self, job: &Job, formats: &[(&'static Format, bool)]) -> Result<Answer, Trouble> {
        let (answer, heard) = guarded(|| self.answer(job, formats));
        let mut answer = answer.ok_or_else(|| failed(&job.path, &heard))?;
        // Every rule has its turn before anything else can fail.
        for (turn, rule) in answer.failed.iter().enumerate() {
            answer.troubles.push(rule_failed(&job.path, rule, heard.get(turn)));
        }
        Ok(answer)
    }

    fn standard<'b>(&'b self, job: &'b Job) -> Standard<'b> {
        Standard { rules: self.rules, stylebook: &job.stylebook }
    }

    fn answer(&self, job: &Job, formats: &[(&'static Format, bool)]) -> Answer {
        let mut lens = self.lens(job);
        let mut answer = Answer::default();
        let state = State::read(job.draft.clone(), self.standard(job));
        answer.failed.clone_from(&state.failed);
        let state = self.changed(state, job, &mut lens, &mut answer);
        let (mut findings, mut stale) = lens.pick(state.whole(), &state.findings);
        stale.retain(|entry| !state.failed.contains(&entry.rule.as_str()));
        let before = findings.len();
        findings.retain(|finding| !answer.settings.iter().any(|one| one.allows(finding, state.whole())));
        answer.allowed += before - findings.len();
        if let Some(file) = &self.options.write_baseline {
            let entries = || baseline::entries(file, &job.file, state.whole(), &findings);
            answer.learnt = state.failed.is_empty().then(|| (job.file.clone(), entries()));
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
            changed.touched(&job.file, &job.draft.text)
        };
        Lens { file: &job.file, baseline: self.baseline.as_ref(), touched: self.changed.as_ref().map(lines) }
    }

    /// The draft as it stands after what the options change in it.
    fn changed(&self, state: State, job: &Job, lens: &mut Lens, answer: &mut Answer) -> State {
        let old = state.reading.text.clone();
        if self.options.diff {
            let all = self.options.unsafe_fixes;
            let (mended, _) = mending::mend(
                State::read(job.draft.clone(), self.standard(job)),
                &mut self.lens(job),
                self.standard(job),
                all,
            );
            answer.direct = unified(&job.path, &old, mended.whole());
            return state;
        }
        let after = if self.options.fix {
            let (after, fixed) = mending::mend(state, lens, self.standard(job), self.options.unsafe_fixes);
            answer.fixed = fixed;
            after
        } else if let Some(reason) = &self.options.add_allow {
            let (after, allowed, settings) = allow::allow(state, lens, self.standard(job), reason);
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
                State::read(job.draft.clone(), self.standard(job))
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
        let is_named = job.file.as_os_str() != "-";
        let way = || if is_named { ways::below(&self.root, &job.file) } else { "-".to_owned() };
        let way = LazyCell::new(way);
        let piece = |(format, coloured): &(&'static Format, bool)| {
            let checked = Checked {
                path: &job.path,
                way: &way,
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
}

/// A draft that lies in another repository than the one whose changes are known.
fn elsewhere<'a>(given: &'a [Given], changed: &Changed) -> Option<&'a Path> {
    let mut drafts = given.iter().filter_map(Given::path).filter(|path| path.as_os_str() != "-");
    drafts.find(|path| !changed.holds(path))
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

#[cfg(test)]
mod tests {
    use clap::Parser;
    use copydesk_core::Stylebook;
    use serde_json::Value;

    use super::*;

    /// A rule that panics on drafts that say so.
    static BROKEN: Rule = Rule {
        name: "broken",
        severity: |_: &Stylebook| Some(Severity::Hint),
        page: "",
        check: |reading, _, _| assert!(!reading.text.contains("panic"), "as the test wants it"),
    };

    /// A rule that finds the draft's first byte.
    static SOUND: Rule = Rule {
        name: "sound",
        severity: |_: &Stylebook| Some(Severity::Hint),
        page: "",
        check: |_, _, findings| findings.push(Finding::at(Span::new(0, 1), "found")),
    };

    static RULES: [&Rule; 2] = [&BROKEN, &SOUND];

    #[derive(Parser)]
    struct Arguments {
        #[command(flatten)]
        check: Check,
    }

    #[test]
    fn a_rule_that_panics_is_told_and_loses_its_own_findings_only() {
        guard::watch();
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name).display().to_string();
        std::fs::write(path("a.md"), "Now panic.\n").expect("a draft");
        std::fs::write(path("b.md"), "All is well.\n").expect("a draft");
        let report = format!("json={}", path("report.json"));
        let arguments = ["check", "--diff", "--output", &report, &path("a.md"), &path("b.md")];
        let options = Arguments::parse_from(arguments).check;
        let mut plan = Plan::new(&options).expect("a plan");
        plan.rules = &RULES;
        let status = plan.carry_out(sinks(&options).expect("reports"));
        assert_eq!(status, Status::Trouble);
        let report = std::fs::read_to_string(path("report.json")).expect("a report");
        let report: Value = serde_json::from_str(&report).expect("JSON");
        assert_eq!(report["counts"]["findings"], 2, "{report}");
        let troubles = report["troubles"].as_array().expect("troubles");
        let [trouble] = troubles.as_slice() else { panic!("{report}") };
        assert_eq!(trouble["path"], path("a.md"));
        let message = trouble["message"].as_str().expect("a message");
        let told =
            ["a.md: the rule `broken` failed on this draft", "/issues: as the test wants it, ", "check.rs:"];
        assert!(told.iter().all(|words| message.contains(words)), "{message}");
    }
}
