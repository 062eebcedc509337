//! A table in Markdown, for a job's summary or a comment.

use std::fmt::Write;

use super::{Checked, Format, Tally, count, severity};

pub(super) static FORMAT: Format = Format {
    name: "markdown",
    about: "A table in Markdown, for a job's summary or a comment",
    head: |out| *out += "## copydesk\n\n| Draft | Place | Finding | Rule |\n| --- | --- | --- | --- |\n",
    draft,
    between: "",
    foot,
};

fn draft(checked: &Checked, out: &mut String) {
    for finding in checked.findings {
        let place = checked.text.place(finding.span.start as usize);
        let (line, column, rule) = (place.line, place.column, finding.rule);
        let (path, message) = (cell(checked.way), cell(&finding.message));
        let severity = severity(finding).name();
        let _ = writeln!(out, "| {path} | {line}:{column} | {message} | {severity}: {rule} |");
    }
}

/// A text that stays in its cell and is no markup.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '@' | '!' => out.extend(['\\', c]),
            c if c.is_control() => out.push('\u{FFFD}'),
            _ => out.push(c),
        }
    }
    out
}

fn foot(tally: &Tally, out: &mut String) {
    let (findings, with, drafts) = (tally.findings, tally.with_findings, tally.drafts);
    let _ = writeln!(out, "\n{} in {with} of {}.", count(findings, "finding"), count(drafts, "draft"));
    for trouble in &tally.troubles {
        let _ = writeln!(out, "\n**{}**", cell(&trouble.message));
    }
}
