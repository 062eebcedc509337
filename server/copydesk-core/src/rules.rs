//! The rules, and how a reading is judged by them.

mod allowances;
mod ambiguous_date;
mod date_clash;
mod docket;
mod impossible_date;
mod inconsistent_name;
mod missing_date;
mod missing_when;
mod unanchored_day;
mod unattributed_quote;
mod unclosed_quote;
mod unused_allow;
mod weekday_mismatch;

use jiff::civil::Date;

pub use docket::{Docket, Findings, Judgement, Since};

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
    pub check: fn(&Reading, &Stylebook, &mut Findings),
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
    let (told, failed) = hear(rules, reading, stylebook, Findings::default());
    let (findings, ..) = told.in_order();
    Verdict { findings, failed }
}

/// Hears some rules, and tells which of them panicked.
fn hear(
    rules: &[&'static Rule],
    reading: &Reading,
    stylebook: &Stylebook,
    mut findings: Findings,
) -> (Findings, Vec<&'static str>) {
    let mut failed = Vec::new();
    for rule in rules {
        let Some(loudest) = level(rule, stylebook) else { continue };
        if !findings.hear(rule, loudest, |findings| (rule.check)(reading, stylebook, findings)) {
            failed.push(rule.name);
        }
    }
    let mut allowances = allowances::of(reading, stylebook);
    findings.retain(|finding| !allowances.allow(finding, reading));
    allowances.spare(&failed);
    if rules.iter().any(|rule| rule.name == unused_allow::RULE.name)
        && let Some(loudest) = level(&unused_allow::RULE, stylebook)
    {
        let unused = unused_allow::findings(&allowances, reading, stylebook);
        let tell = |findings: &mut Findings| unused.into_iter().for_each(|one| findings.push(one));
        findings.hear(&unused_allow::RULE, loudest, tell);
    }
    (findings, failed)
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
