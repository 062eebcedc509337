//! `copydesk check`.

use std::io::IsTerminal;

use copydesk_core::{Finding, Memo, judge, read};

use super::input::{Answer, Job, Total, answer_all};
use super::{Check, CheckFormat, Color, Status};
use crate::output::{concise, full, json_lines};

pub(super) fn run(options: &Check) -> Status {
    let coloured = match options.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty())
        }
    };
    let total = answer_all(&options.drafts, |job| answer(job, options, coloured));
    match options.output_format {
        CheckFormat::Full => total.status.max(super::print(&summary(&total))),
        CheckFormat::Concise | CheckFormat::JsonLines => total.status,
    }
}

fn answer(job: &Job, options: &Check, coloured: bool) -> Answer {
    let reading = read(&job.draft, &job.stylebook, &mut Memo::default());
    let findings = judge(&reading, &job.stylebook);
    let mut output = String::new();
    for finding in &findings {
        match options.output_format {
            CheckFormat::Full => {
                full::finding(&job.path, &job.draft.text, &reading.text, finding, coloured, &mut output);
            }
            CheckFormat::Concise => concise::finding(&job.path, &job.draft.text, finding, &mut output),
            CheckFormat::JsonLines => json_lines::finding(&job.path, &job.draft.text, finding, &mut output),
        }
    }
    Answer { status: status(&findings, options), findings: findings.len(), output }
}

fn status(findings: &[Finding], options: &Check) -> Status {
    let fails = findings
        .iter()
        .filter_map(|finding| finding.severity)
        .any(|severity| options.fail_on.fails(severity));
    if fails { Status::Findings } else { Status::Clean }
}

fn summary(total: &Total) -> String {
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let mut words = match (total.drafts, total.findings) {
        (0, _) if total.troubles > 0 => String::new(),
        (0, _) => "No draft to check. ".to_owned(),
        (drafts, 0) => format!("{} checked, nothing to report. ", count(drafts, "draft")),
        (1, findings) => format!("{} in 1 draft. ", count(findings, "finding")),
        (drafts, findings) => {
            format!(
                "{} in {} of {}. ",
                count(findings, "finding"),
                total.with_findings,
                count(drafts, "draft")
            )
        }
    };
    if total.troubles > 0 {
        words += &format!("{} could not be checked. ", count(total.troubles, "path"));
    }
    format!("{}\n", words.trim_end())
}
