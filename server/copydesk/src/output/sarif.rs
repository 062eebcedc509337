//! SARIF 2.1.0, which GitHub's code scanning and many viewers read.

use copydesk_core::rules::{self, RULES, Rule};
use copydesk_core::{Applicability, Finding, Fix, Severity, Span, Stylebook};
use serde_json::{Value, json};

use super::{Checked, Format, Tally, fingerprint, page_url, severity};

pub(super) static FORMAT: Format =
    Format { name: "sarif", about: "SARIF 2.1.0, for code scanning", head, draft, between: ",", foot };

/// The name of the folder that relative paths count from; whoever reads the log knows it.
const ROOT: &str = "SRCROOT";

fn head(out: &mut String) {
    let rules: Vec<_> = RULES.iter().map(|rule| descriptor(rule)).collect();
    let driver = json!({
        "name": "copydesk",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules,
    });
    let roots =
        json!({ ROOT: { "description": { "text": "The folder that holds the drafts' repository." } } });
    *out +=
        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{";
    *out += &format!("\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",");
    *out += &format!("\"originalUriBaseIds\":{roots},\"results\":[");
}

fn descriptor(rule: &Rule) -> Value {
    let level = rules::level(rule, &Stylebook::default());
    let mut parts = rule.page.split("\n\n");
    let title = parts.next().unwrap_or_default().trim_start_matches("# ").trim();
    let short = parts.next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    json!({
        "id": rule.name,
        "name": pascal(rule.name),
        "shortDescription": { "text": sentence(title) },
        "fullDescription": { "text": sentence(&short) },
        "help": { "text": rule.page, "markdown": rule.page },
        "helpUri": page_url(rule.name),
        "defaultConfiguration": {
            "enabled": level.is_some(),
            "level": level.map_or("warning", name_of),
        },
        "properties": { "tags": ["copy"], "precision": "high" },
    })
}

/// "unclosed-quote" as "UnclosedQuote".
fn pascal(name: &str) -> String {
    let upper = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('-').filter(|word| !word.is_empty()).map(upper).collect()
}

/// A text that ends with a stop.
fn sentence(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

fn name_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

fn draft(checked: &Checked, out: &mut String) {
    let marks = fingerprint::of_all(checked.way, checked.whole, checked.findings);
    for (turn, (finding, mark)) in checked.findings.iter().zip(marks).enumerate() {
        *out += if turn == 0 { "\n" } else { ",\n" };
        *out += &result(checked, finding, &mark).to_string();
    }
}

fn result(checked: &Checked, finding: &Finding, mark: &str) -> Value {
    let mut value = json!({
        "ruleId": finding.rule,
        "level": name_of(severity(finding)),
        "message": { "text": sentence(&finding.message) },
        "locations": [{ "physicalLocation": place(checked, finding.span) }],
        "partialFingerprints": { "copydeskFinding/v1": mark },
    });
    if let Some(index) = RULES.iter().position(|rule| rule.name == finding.rule) {
        value["ruleIndex"] = index.into();
    }
    let related: Vec<_> = finding
        .related
        .iter()
        .enumerate()
        .map(|(id, related)| {
            json!({
                "id": id,
                "message": { "text": sentence(&related.message) },
                "physicalLocation": place(checked, related.span),
            })
        })
        .collect();
    if !related.is_empty() {
        value["relatedLocations"] = related.into();
    }
    let applicable = finding.fixes.iter().filter(|fix| fix.applicability != Applicability::DisplayOnly);
    let fixes: Vec<_> = applicable.map(|fix| fix_of(checked, fix)).collect();
    if !fixes.is_empty() {
        value["fixes"] = fixes.into();
    }
    value
}

fn fix_of(checked: &Checked, fix: &Fix) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        json!({ "deletedRegion": region(checked, edit.span), "insertedContent": { "text": edit.text } })
    });
    json!({
        "description": { "text": sentence(&fix.title) },
        "artifactChanges": [{
            "artifactLocation": artifact(checked.way),
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

fn place(checked: &Checked, span: Span) -> Value {
    let mut region = region(checked, span);
    region["snippet"] = json!({ "text": span.of(checked.whole) });
    json!({ "artifactLocation": artifact(checked.way), "region": region })
}

fn region(checked: &Checked, span: Span) -> Value {
    let [start, end] = checked.text.ends(span);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": start.offset,
        "byteLength": span.len(),
    })
}

fn artifact(way: &str) -> Value {
    if way.starts_with('/') {
        json!({ "uri": format!("file://{}", encoded(way)) })
    } else {
        json!({ "uri": encoded(way), "uriBaseId": ROOT })
    }
}

/// A path as a URI has it.
fn encoded(way: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    way.bytes().map(byte).collect()
}

fn foot(tally: &Tally, out: &mut String) {
    let notes: Vec<_> = tally
        .troubles
        .iter()
        .map(|trouble| json!({ "level": "error", "message": { "text": sentence(&trouble.message) } }))
        .collect();
    let mut invocation = json!({ "executionSuccessful": notes.is_empty() });
    if !notes.is_empty() {
        invocation["toolExecutionNotifications"] = notes.into();
    }
    *out += &format!("\n],\"invocations\":[{invocation}]}}]}}\n");
}
