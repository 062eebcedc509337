//! One line a finding: `path:line:column: severity[rule] message`.

use std::fmt::Write;

use copydesk_core::{Finding, Severity, Text};

/// Appends a finding.
pub fn finding(path: &str, text: &Text, finding: &Finding, out: &mut String) {
    let place = text.place(finding.span.start as usize);
    let severity = finding.severity.map_or("", Severity::name);
    let (line, column, rule) = (place.line, place.column, finding.rule);
    let _ = writeln!(out, "{path}:{line}:{column}: {severity}[{rule}] {}", finding.message);
}
