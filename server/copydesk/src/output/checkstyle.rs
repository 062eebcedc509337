//! Checkstyle's XML, which Jenkins and many review tools read.

use std::fmt::Write;

use copydesk_core::Severity;

use super::xml::escape;
use super::{Checked, Format, Tally, severity};

pub(super) static FORMAT: Format = Format {
    name: "checkstyle",
    about: "Checkstyle's XML",
    head: |out| *out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n",
    draft,
    between: "",
    foot,
};

fn draft(checked: &Checked, out: &mut String) {
    if checked.findings.is_empty() {
        return;
    }
    let _ = writeln!(out, "  <file name=\"{}\">", escape(checked.path));
    for finding in checked.findings {
        let place = checked.text.place(finding.span.start as usize);
        let severity = match severity(finding) {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information | Severity::Hint => "info",
        };
        let (line, column, rule) = (place.line, place.column, finding.rule);
        let message = escape(&finding.message);
        let _ = writeln!(
            out,
            "    <error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{message}\" source=\"copydesk.{rule}\"/>"
        );
    }
    *out += "  </file>\n";
}

/// Trouble is an error like any other: few readers know Checkstyle's `exception`, some fall over it.
fn foot(tally: &Tally, out: &mut String) {
    for trouble in &tally.troubles {
        let _ = writeln!(
            out,
            "  <file name=\"{}\">\n    <error line=\"1\" severity=\"error\" message=\"{}\" source=\"copydesk\"/>\n  </file>",
            escape(&trouble.path),
            escape(&trouble.message)
        );
    }
    *out += "</checkstyle>\n";
}
