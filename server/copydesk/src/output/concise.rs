//! One line a finding: `path:line:column: severity[rule] message`.

use std::fmt::Write;

use super::{Checked, Format, one_line, severity};

pub(super) static FORMAT: Format = Format {
    name: "concise",
    about: "One line a finding",
    head: |_| (),
    draft,
    between: "",
    foot: |_, _| (),
};

fn draft(checked: &Checked, out: &mut String) {
    for finding in checked.findings {
        let place = checked.text.place(finding.span.start as usize);
        let (path, line, column, rule) = (one_line(checked.path), place.line, place.column, finding.rule);
        let severity = severity(finding).name();
        let _ = writeln!(out, "{path}:{line}:{column}: {severity}[{rule}] {}", one_line(&finding.message));
    }
}
