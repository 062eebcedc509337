//! The rules, and how a reading is judged by them.

mod allowances;
mod ambiguous_date;
mod date_clash;
mod impossible_date;
mod inconsistent_name;
mod missing_date;
mod missing_when;
mod unanchored_day;
mod unattributed_quote;
mod unclosed_quote;
mod unused_allow;
mod weekday_mismatch;

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;

use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::reading::{Memo, Reading, read};
use crate::stylebook::{Level, Stylebook};

/// One rule: what it is called, how gravely it speaks, what it finds.
pub struct Rule {
    /// Its name, by what it finds: "unattributed-quote".
    pub name: &'static str,
    /// How gravely it speaks where settings say nothing; `None` where it is off.
    pub severity: fn(&Stylebook) -> Option<Severity>,
    /// Its page in Markdown: the first line is its title, the next paragraph says it in short.
    pub page: &'static str,
    /// Finds its faults.
    pub check: fn(&Reading, &Stylebook, &mut Vec<Finding>),
}

/// Every rule, in the order of the list that `explain` prints.
pub static RULES: [&Rule; 11] = [
    &unattributed_quote::RULE,
    &unclosed_quote::RULE,
    &inconsistent_name::RULE,
    &missing_date::RULE,
    &unanchored_day::RULE,
    &date_clash::RULE,
    &weekday_mismatch::RULE,
    &impossible_date::RULE,
    &ambiguous_date::RULE,
    &missing_when::RULE,
    &unused_allow::RULE,
];

/// The page of the presets: what each asks of a draft. Markdown, as a rule's page is.
pub static PRESETS_PAGE: &str = include_str!("rules/presets.md");

/// The rule of a name.
pub fn named(name: &str) -> Option<&'static Rule> {
    RULES.into_iter().find(|rule| rule.name == name)
}

/// Reads a draft and judges it. Findings are sorted by place.
pub fn check(draft: &Draft, stylebook: &Stylebook, memo: &mut Memo) -> Vec<Finding> {
    judge(&read(draft, stylebook, memo), stylebook)
}

/// What the rules find in a reading and nothing allows, sorted by place, then by rule.
pub fn judge(reading: &Reading, stylebook: &Stylebook) -> Vec<Finding> {
    verdict(&RULES, reading, stylebook).findings
}

/// What rules say of a reading.
#[derive(Debug, Default)]
pub struct Verdict {
    /// What they find and nothing allows, sorted by place, then by rule.
    pub findings: Vec<Finding>,
    /// Rules that panicked: their findings are lost for this draft, no others.
    pub failed: Vec<&'static str>,
}

/// What some rules find in a reading. A rule that panics loses its own findings only.
pub fn verdict(rules: &[&'static Rule], reading: &Reading, stylebook: &Stylebook) -> Verdict {
    let mut verdict = Verdict::default();
    for rule in rules {
        let found = catch_unwind(AssertUnwindSafe(|| apply(rule, reading, stylebook)));
        match found {
            Ok(found) => verdict.findings.extend(found),
            Err(_) => verdict.failed.push(rule.name),
        }
    }
    let mut allowances = allowances::of(reading, stylebook);
    verdict.findings.retain(|finding| !allowances.allow(finding, reading));
    allowances.spare(&verdict.failed);
    if rules.iter().any(|rule| rule.name == unused_allow::RULE.name) {
        let unused = unused_allow::findings(&allowances, reading, stylebook);
        verdict.findings.extend(graded(&unused_allow::RULE, unused, stylebook));
    }
    verdict.findings.sort_by(|a, b| (a.span, a.rule, &a.message).cmp(&(b.span, b.rule, &b.message)));
    verdict
}

/// What one rule finds, allowed or not; nothing where it is off.
fn apply(rule: &'static Rule, reading: &Reading, stylebook: &Stylebook) -> Vec<Finding> {
    let mut findings = Vec::new();
    if level(rule, stylebook).is_some() {
        (rule.check)(reading, stylebook, &mut findings);
    }
    graded(rule, findings, stylebook)
}

/// The findings of a rule with its name and their severity; none where it is off.
fn graded(rule: &'static Rule, mut findings: Vec<Finding>, stylebook: &Stylebook) -> Vec<Finding> {
    let Some(loudest) = level(rule, stylebook) else { return Vec::new() };
    for finding in &mut findings {
        finding.rule = rule.name;
        // What the rule grades lower than itself stays lower than the newsroom's level.
        finding.severity = Some(finding.severity.map_or(loudest, |graded| graded.max(loudest)));
    }
    findings
}

/// How loudly a rule speaks under a stylebook; `None` where it is off.
pub fn level(rule: &Rule, stylebook: &Stylebook) -> Option<Severity> {
    match stylebook.level(rule.name) {
        Some(Level::Off) => None,
        Some(Level::At(severity)) => Some(severity),
        None => (rule.severity)(stylebook),
    }
}

/// Weekdays as messages write them, Monday first.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Months as messages write them in full.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Months before a day, as US copy shortens them.
const SHORT_MONTHS: [&str; 12] =
    ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];

/// A day as messages write it: Jan. 3, 2020.
fn day_words(day: Date) -> String {
    format!("{} {}, {}", SHORT_MONTHS[day.month() as usize - 1], day.day(), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A rule that panics, under a name that there is.
    static BROKEN: Rule = Rule {
        name: "missing-date",
        severity: |_| Some(Severity::Warning),
        page: "",
        check: |_, _, _| panic!("as the test wants it"),
    };

    #[test]
    fn what_a_failed_rule_may_need_is_not_called_unused() {
        let text = "<!-- copydesk: allow missing-date, date-clash -->\n\nThe ferry runs on Friday.\n";
        let stylebook = Stylebook::default();
        let reading = read(&Draft::named(text, "a.md"), &stylebook, &mut Memo::none());
        let verdict = verdict(&[&BROKEN, &unused_allow::RULE], &reading, &stylebook);
        assert_eq!(verdict.failed, ["missing-date"]);
        let told: Vec<_> = verdict.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(told, ["Nothing here needs `date-clash` allowed; take this out"]);
    }
}
