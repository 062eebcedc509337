//! Annotations of GitHub Actions: workflow commands on standard output.
//!
//! GitHub shows ten warnings and ten errors of a step beside the changed lines; the job summary,
//! which `check` writes too where `GITHUB_STEP_SUMMARY` names a file, holds them all.

use std::fmt::Write;

use copydesk_core::{Finding, Severity};

use super::{Checked, Format, severity};

pub(super) static FORMAT: Format = Format {
    name: "github",
    about: "Annotations for GitHub Actions, and the job's summary",
    head: |_| (),
    draft: |checked, out| {
        for finding in checked.findings {
            annotation(checked, finding, out);
        }
    },
    between: "",
    // What could not be checked fails the step, so it stands beside the findings.
    foot: |tally, out| {
        for trouble in &tally.troubles {
            let _ = writeln!(out, "::error title=copydesk::{}", data(&trouble.message));
        }
    },
};

fn annotation(checked: &Checked, finding: &Finding, out: &mut String) {
    let level = match severity(finding) {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let [start, end] = checked.text.ends(finding.span);
    let (line, end_line) = (start.line, end.line);
    let _ = write!(out, "::{level} file={},line={line},endLine={end_line}", property(checked.way));
    // GitHub refuses columns of an annotation that runs over a line's end.
    if line == end_line {
        let _ = write!(out, ",col={},endColumn={}", start.column, end.column.max(start.column));
    }
    let _ = writeln!(out, ",title={}::{}", property(finding.rule), data(&finding.message));
}

/// A message, escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, escaped.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
