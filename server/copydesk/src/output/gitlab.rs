//! GitLab's code quality report, which is Code Climate's list of issues: shown in a merge request, new findings apart from old ones by
//! their fingerprints.

use copydesk_core::{Finding, Severity};
use serde_json::{Value, json};

use super::{Checked, Format, fingerprint, one_line, severity};

pub(super) static FORMAT: Format = Format {
    name: "gitlab",
    about: "GitLab's code quality report",
    head: |out| out.push('['),
    draft,
    between: ",",
    foot: |_, out| *out += "\n]\n",
};

fn draft(checked: &Checked, out: &mut String) {
    let marks = fingerprint::of_all(checked.way, checked.whole, checked.findings);
    for (turn, (finding, mark)) in checked.findings.iter().zip(marks).enumerate() {
        *out += if turn == 0 { "\n" } else { ",\n" };
        *out += &entry(checked, finding, &mark).to_string();
    }
}

fn entry(checked: &Checked, finding: &Finding, mark: &str) -> Value {
    let line = |byte: u32| checked.text.place(byte as usize).line;
    let severity = match severity(finding) {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Information | Severity::Hint => "info",
    };
    json!({
        "type": "issue",
        "categories": ["Style"],
        "description": one_line(&finding.message),
        "check_name": finding.rule,
        "fingerprint": mark,
        "severity": severity,
        "location": {
            "path": **checked.way,
            "lines": { "begin": line(finding.span.start), "end": line(finding.span.end) },
        },
    })
}
