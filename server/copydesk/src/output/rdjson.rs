//! The diagnostic format of reviewdog, which posts findings on any forge. Columns count bytes.

use copydesk_core::text::Encoding;
use copydesk_core::{Applicability, Finding, Severity, Span};
use serde_json::{Value, json};

use super::{Checked, Format, page_url, severity};

pub(super) static FORMAT: Format = Format {
    name: "rdjson",
    about: "Reviewdog's diagnostic format",
    head,
    draft,
    between: ",",
    foot: |_, out| *out += "\n]}\n",
};

fn head(out: &mut String) {
    let source = json!({ "name": "copydesk", "url": env!("CARGO_PKG_REPOSITORY") });
    *out += &format!("{{\"source\":{source},\"diagnostics\":[");
}

fn draft(checked: &Checked, out: &mut String) {
    for (turn, finding) in checked.findings.iter().enumerate() {
        *out += if turn == 0 { "\n" } else { ",\n" };
        *out += &diagnostic(checked, finding).to_string();
    }
}

fn diagnostic(checked: &Checked, finding: &Finding) -> Value {
    let severity = match severity(finding) {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Information | Severity::Hint => "INFO",
    };
    let mut value = json!({
        "message": finding.message,
        "location": { "path": **checked.way, "range": range(checked, finding.span) },
        "severity": severity,
        "code": { "value": finding.rule, "url": page_url(finding.rule) },
    });
    let suggestions = suggestions(checked, finding);
    if !suggestions.is_empty() {
        value["suggestions"] = suggestions.into();
    }
    value
}

/// Fixes of one change each. Reviewers take suggestions one by one, and half a fix is none.
fn suggestions(checked: &Checked, finding: &Finding) -> Vec<Value> {
    let fixes = finding.fixes.iter().filter(|fix| fix.applicability != Applicability::DisplayOnly);
    let edits = fixes.filter_map(|fix| match fix.edits.as_slice() {
        [edit] => Some(json!({ "range": range(checked, edit.span), "text": edit.text })),
        _ => None,
    });
    edits.collect()
}

fn range(checked: &Checked, span: Span) -> Value {
    let place = |byte: u32| {
        let position = checked.text.position(byte as usize, Encoding::Utf8);
        json!({ "line": position.line + 1, "column": position.column + 1 })
    };
    json!({ "start": place(span.start), "end": place(span.end) })
}
