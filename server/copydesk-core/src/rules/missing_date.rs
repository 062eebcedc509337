//! `missing-date`: the draft has no date of its own, and something in it needs one.

use super::{Findings, Rule, level, unanchored_day};
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::Stylebook;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "missing-date",
    severity: |_| Some(Severity::Warning),
    page: include_str!("missing_date.md"),
    check,
};

fn undated(reading: &Reading, first: Span, others: &[Span]) -> Finding {
    let which = reading.words(first);
    let message = format!(
        "Nothing dates this draft, so no one can tell when “{which}” is. Give it a date: in the front matter, \
         a dateline or the file’s name"
    );
    others.iter().fold(Finding::at(first, message), |finding, other| {
        finding.related(*other, "This hangs on the draft’s date too")
    })
}

fn check(reading: &Reading, stylebook: &Stylebook, findings: &mut Findings) {
    if reading.dates.own.is_some() || !reading.dates.impossible.is_empty() {
        return;
    }
    // Told word by word, the same fault is not told here as well.
    let told = level(&unanchored_day::RULE, stylebook).is_some();
    let words = reading.dates.unanchored().filter(|_| !told);
    let words: Vec<Span> = words.map(|mention| mention.span).collect();
    if let Some(first) = words.first().copied() {
        findings.say(first, Some(first), words, |words| undated(reading, first, &words[1..]));
    } else if stylebook.requires_date()
        && let Some(block) = reading.blocks().first()
    {
        let message =
            "This draft carries no date. Give it one: in the front matter, a dateline or the file’s name";
        findings.push(Finding::at(block.span, message));
    }
}
