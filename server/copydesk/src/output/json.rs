//! JSON in one document: the findings as `json-lines` has them, what went wrong, the counts.

use serde_json::json;

use super::{Checked, Format, Tally, json_lines};

pub(super) static FORMAT: Format = Format {
    name: "json",
    about: "One JSON document: findings, troubles, counts",
    head: |out| *out += "{\"findings\":[",
    draft,
    between: ",",
    foot,
};

fn draft(checked: &Checked, out: &mut String) {
    for (turn, finding) in checked.findings.iter().enumerate() {
        *out += if turn == 0 { "\n" } else { ",\n" };
        // Only a map with keys that are no text can fail, and there is none.
        *out += &serde_json::to_string(&json_lines::object(checked, finding)).unwrap_or_default();
    }
}

fn foot(tally: &Tally, out: &mut String) {
    let trouble = |one: &super::Trouble| json!({ "path": one.path, "message": one.message });
    let troubles: Vec<_> = tally.troubles.iter().map(trouble).collect();
    let counts = json!({
        "drafts": tally.drafts,
        "draftsWithFindings": tally.with_findings,
        "findings": tally.findings,
        "fixed": tally.fixed,
    });
    *out += &format!("\n],\"troubles\":{},\"counts\":{counts}}}\n", json!(troubles));
}
