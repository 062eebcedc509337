//! JUnit's XML: a suite a draft, a case a finding. What doesn't fail the run passes, and says so.

use std::fmt::Write;

use copydesk_core::Finding;

use super::xml::escape;
use super::{Checked, Format, Tally, severity};

pub(super) static FORMAT: Format = Format {
    name: "junit",
    about: "JUnit's XML: a suite a draft, a case a finding",
    head: |out| *out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"copydesk\">\n",
    draft,
    between: "",
    foot,
};

fn draft(checked: &Checked, out: &mut String) {
    let path = escape(checked.way);
    let failures = checked.findings.iter().filter(|finding| checked.fails(finding)).count();
    open(&path, checked.findings.len().max(1), failures, 0, out);
    if checked.findings.is_empty() {
        let _ = writeln!(out, "    <testcase name=\"nothing to report\" classname=\"{path}\" time=\"0\"/>");
    }
    for finding in checked.findings {
        case(checked, finding, &path, out);
    }
    *out += "  </testsuite>\n";
}

fn open(path: &str, tests: usize, failures: usize, errors: usize, out: &mut String) {
    let _ = writeln!(
        out,
        "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"0\" time=\"0\">"
    );
}

fn case(checked: &Checked, finding: &Finding, path: &str, out: &mut String) {
    let place = checked.text.place(finding.span.start as usize);
    let (line, column, rule) = (place.line, place.column, finding.rule);
    let severity = severity(finding).name();
    let message = escape(&finding.message);
    let _ =
        writeln!(out, "    <testcase name=\"{rule} at {line}:{column}\" classname=\"{path}\" time=\"0\">");
    let told = format!("{path}:{line}:{column}: {severity}: {message}");
    let _ = if checked.fails(finding) {
        writeln!(out, "      <failure message=\"{message}\" type=\"{severity}\">{told}</failure>")
    } else {
        writeln!(out, "      <system-out>{told}</system-out>")
    };
    *out += "    </testcase>\n";
}

fn foot(tally: &Tally, out: &mut String) {
    for trouble in &tally.troubles {
        let (path, message) = (escape(&trouble.path), escape(&trouble.message));
        open(&path, 1, 0, 1, out);
        let _ = writeln!(
            out,
            "    <testcase name=\"can be checked\" classname=\"{path}\" time=\"0\">\n      <error message=\"{message}\" type=\"trouble\">{message}</error>\n    </testcase>\n  </testsuite>"
        );
    }
    *out += "</testsuites>\n";
}
