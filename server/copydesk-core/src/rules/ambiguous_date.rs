//! `ambiguous-date`: a date in figures that reads two ways: "03/04/2020".

use super::{Rule, day_words};
use crate::finding::{Applicability, Edit, Finding, Severity};
use crate::reading::Reading;
use crate::reading::dates::Written;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "ambiguous-date",
    severity: |_| Some(Severity::Warning),
    page: include_str!("ambiguous_date.md"),
    check,
};

fn check(reading: &Reading, _: &Stylebook, findings: &mut Vec<Finding>) {
    for mention in reading.dates.notable().filter(|mention| mention.ambiguous) {
        let Some((american, british)) = mention.written.as_ref().and_then(readings) else { continue };
        let words = reading.words(mention.span);
        let message =
            format!("“{words}” reads two ways: {american} or {british}. Write the month in letters");
        let mut finding = Finding::at(mention.span, message);
        for day in [american, british] {
            let edit = Edit { span: mention.span, text: day.clone() };
            finding = finding.fix(format!("Change to {day}"), Applicability::Unsafe, vec![edit]);
        }
        findings.push(finding);
    }
}

/// Both days that the figures can mean: month first, and day first.
fn readings(written: &Written) -> Option<(String, String)> {
    let (year, first, second) = (written.year?, written.month?, u8::try_from(written.day?).ok()?);
    let day = |month: u8, day: u8| jiff::civil::Date::new(year, month as i8, day as i8).ok().map(day_words);
    Some((day(first, second)?, day(second, first)?))
}
