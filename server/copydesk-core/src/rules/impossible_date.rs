//! `impossible-date`: a date that no calendar has.

use super::{Findings, MONTHS, Rule};
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::reading::dates::Written;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "impossible-date",
    severity: |_| Some(Severity::Error),
    page: include_str!("impossible_date.md"),
    check,
};

fn check(reading: &Reading, _: &Stylebook, findings: &mut Findings) {
    let in_text = reading.dates.doubtful().filter(|mention| mention.impossible);
    let mut faults: Vec<_> = in_text.filter_map(|mention| Some((mention.span, mention.written?))).collect();
    for own in &reading.dates.impossible {
        if !faults.iter().any(|(span, _)| *span == own.0) {
            faults.push(*own);
        }
    }
    for (span, written) in faults {
        findings.say(span, Some(span), written, |written| {
            let words = said(reading.words(span), written);
            Finding::at(span, format!("There is no “{words}”: {}. Check the date", reason(written)))
        });
    }
}

/// The date as it is written; a second day that stands in figures alone gets its month.
fn said(words: &str, written: &Written) -> String {
    let alone = words.bytes().all(|byte| byte.is_ascii_digit());
    match written.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?)) {
        Some(month) if alone => format!("{month} {words}"),
        _ => words.replace(['\n', '\r'], " "),
    }
}

/// Why no calendar has such a day.
fn reason(written: &Written) -> String {
    let Some(month) = written.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?)) else {
        return "a year has 12 months".to_owned();
    };
    match (written.month, written.year) {
        (Some(2), Some(year)) => {
            let days = if jiff::civil::Date::new(year, 2, 29).is_ok() { 29 } else { 28 };
            format!("February {year} has {days} days")
        }
        (Some(2), None) => "February has 29 days at most".to_owned(),
        (Some(4 | 6 | 9 | 11), _) => format!("{month} has 30 days"),
        _ => format!("{month} has 31 days"),
    }
}
