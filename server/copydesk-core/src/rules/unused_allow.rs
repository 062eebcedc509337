//! `unused-allow`: an allowance that allows nothing.

use super::allowances::{Allowance, Allowances};
use super::{Rule, level, named};
use crate::finding::{Applicability, Edit, Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::Stylebook;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "unused-allow",
    severity: |_| Some(Severity::Warning),
    page: include_str!("unused_allow.md"),
    // What is unused is known only when all other rules have spoken: see `findings`.
    check: |_, _, _| (),
};

/// The allowances that allowed nothing. One for a rule that is switched off may wait for it.
pub(super) fn findings(allowances: &Allowances, reading: &Reading, stylebook: &Stylebook) -> Vec<Finding> {
    let unused = allowances.all.iter().filter(|allowance| !allowance.used);
    unused.filter_map(|allowance| finding(allowance, reading, stylebook)).collect()
}

fn finding(allowance: &Allowance, reading: &Reading, stylebook: &Stylebook) -> Option<Finding> {
    let message = match named(&allowance.rule) {
        None => format!("There is no rule `{}` to allow; `copydesk explain` lists them", allowance.rule),
        Some(rule) => {
            level(rule, stylebook)?;
            if allowance.void {
                return Some(Finding::at(place(allowance, reading), without_reason(rule)));
            }
            told(rule, allowance)
        }
    };
    let found = Finding::at(place(allowance, reading), message);
    let words = reading.words(allowance.span);
    let alone = words.starts_with("<!--") && !words.contains(',');
    Some(if alone {
        let edits = vec![Edit { span: whole_line(allowance.span, &reading.text), text: String::new() }];
        found.fix("Take this comment out", Applicability::Safe, edits)
    } else {
        found
    })
}

/// The newsroom wants to know why.
fn without_reason(rule: &Rule) -> String {
    let name = rule.name;
    format!(
        "Without a reason this allows nothing: the settings demand one, as in `allow {name}: as she signed it`"
    )
}

fn told(rule: &Rule, allowance: &Allowance) -> String {
    if allowance.span.is_empty() {
        format!(
            "The settings allow `{}` in this draft, and nothing here needs it; take it out there",
            rule.name
        )
    } else {
        format!("Nothing here needs `{}` allowed; take this out", rule.name)
    }
}

/// Where it stands; an allowance of the settings at the draft's first block.
fn place(allowance: &Allowance, reading: &Reading) -> Span {
    match reading.blocks().first() {
        Some(first) if allowance.span.is_empty() => first.span,
        _ => allowance.span,
    }
}

/// A comment with its line end, where it has the line to itself.
fn whole_line(comment: Span, text: &str) -> Span {
    let before = &text[..comment.start as usize];
    let after = &text[comment.end as usize..];
    let alone = before.is_empty() || before.ends_with(['\n', '\r', '\u{FEFF}']);
    let length = ["\r\n", "\n", "\r"].iter().find(|end| after.starts_with(**end)).map_or(0, |end| end.len());
    if alone { Span { end: comment.end + length as u32, ..comment } } else { comment }
}
