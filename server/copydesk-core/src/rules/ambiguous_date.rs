//! `ambiguous-date`: a date in figures that reads two ways: "03/04/2020".

use super::{Findings, Rule, day_words};
use crate::finding::{Applicability, Edit, Finding, Severity};
use crate::reading::Reading;
use crate::reading::dates::Written;
use crate::stylebook::Stylebook;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "ambiguous-date",
    severity: |_| Some(Severity::Warning),
    page: include_str!("ambiguous_date.md"),
    check,
};

fn check(reading: &Reading, _: &Stylebook, findings: &mut Findings) {
    for mention in reading.dates.doubtful().filter(|mention| mention.ambiguous) {
        let Some(written) = mention.written else { continue };
        findings
            .say(mention.span, Some(mention.span), written, |written| both(reading, mention.span, written));
    }
}

/// A finding that names both readings.
fn both(reading: &Reading, date: Span, written: &Written) -> Option<Finding> {
    let (american, british) = readings(written)?;
    let words = reading.words(date);
    let message = format!("“{words}” reads two ways: {american} or {british}. Write the month in letters");
    let mut finding = Finding::at(date, message);
    for day in [american, british] {
        let edit = Edit { span: date, text: day.clone() };
        finding = finding.fix(format!("Change to {day}"), Applicability::Unsafe, vec![edit]);
    }
    Some(finding)
}

/// Both days that the figures can mean: month first, and day first.
fn readings(written: &Written) -> Option<(String, String)> {
    let (year, first, second) = (written.year?, written.month?, u8::try_from(written.day?).ok()?);
    let day = |month: u8, day: u8| jiff::civil::Date::new(year, month as i8, day as i8).ok().map(day_words);
    Some((day(first, second)?, day(second, first)?))
}
