//! `weekday-mismatch`: a weekday and a date that no calendar puts together.

use jiff::civil::Date;

use super::docket::Ground;
use super::{Findings, Rule, WEEKDAYS, day_words};
use crate::finding::{Applicability, Edit, Finding, Severity};
use crate::reading::Reading;
use crate::reading::dates::{Written, weekday_date};
use crate::stylebook::Stylebook;
use crate::text::{Change, Span};

pub(super) static RULE: Rule = Rule {
    name: "weekday-mismatch",
    severity: |_| Some(Severity::Error),
    page: include_str!("weekday_mismatch.md"),
    check,
};

fn check(reading: &Reading, _: &Stylebook, findings: &mut Findings) {
    let own = reading.dates.own.as_ref().and_then(|own| own.day);
    for mention in reading.dates.doubtful() {
        let Some(written) = mention.written.filter(|written| !written.of_many) else { continue };
        let Some((weekday, span)) = written.weekday else { continue };
        if mention.elsewhere && written.year.is_none() {
            continue;
        }
        let words = written.day_span.map_or(mention.span, |figure| mention.span.to(figure)).to(span);
        findings.say(mention.span, Some(words), Dated(written, own), |_| {
            let day = written.of_another_weekday(own)?;
            let finding = Finding::at(mention.span, message(day, own, written.year.is_some()));
            let finding = fixes(reading, finding, &written, (weekday, span), day);
            Some(if written.year.is_some() { finding } else { finding.graded(Severity::Warning) })
        });
    }
}

/// What is written, and the draft's own day.
#[derive(PartialEq)]
struct Dated(Written, Option<Date>);

impl Ground for Dated {
    fn follow(&mut self, change: Change) -> bool {
        self.0.follow(change)
    }
}

fn number(day: Date) -> u8 {
    day.weekday().to_monday_one_offset() as u8
}

fn name(day: Date) -> &'static str {
    WEEKDAYS[usize::from(number(day)) - 1]
}

fn message(day: Date, own: Option<Date>, sure: bool) -> String {
    let is = match own {
        Some(own) if day == own => "is",
        Some(own) if day > own => "will be",
        _ => "was",
    };
    let (words, name) = (day_words(day), name(day));
    let doubt = if sure { "" } else { " (in the year nearest the draft’s date)" };
    format!("{words}, {is} a {name}{doubt}. Check the weekday and the date")
}

/// The right weekday for the date, and the nearest date for the weekday.
fn fixes(
    reading: &Reading,
    finding: Finding,
    written: &Written,
    (weekday, span): (u8, Span),
    day: Date,
) -> Finding {
    let right = like(name(day), reading.words(span));
    let edit = Edit { span, text: right.clone() };
    let finding = finding.fix(format!("Change to {right}"), Applicability::Unsafe, vec![edit]);
    let near = weekday_date(day, weekday);
    // A day of another month would take more than another figure.
    let Some(figure) = written.day_span.filter(|_| near.month() == day.month()) else { return finding };
    let old = reading.words(figure);
    let text = if old.ends_with(|c: char| c.is_ascii_alphabetic())
        && old.starts_with(|c: char| c.is_ascii_digit())
    {
        ordinal(near.day())
    } else if old.len() == 2 && old.starts_with('0') {
        format!("{:02}", near.day())
    } else if old.bytes().all(|byte| byte.is_ascii_digit()) {
        near.day().to_string()
    } else {
        return finding;
    };
    let title = format!("Change to {}", day_words(near));
    finding.fix(title, Applicability::Unsafe, vec![Edit { span: figure, text }])
}

/// A weekday as long and as loud as the old one.
fn like(name: &str, old: &str) -> String {
    let short = if old.len() <= 3 { &name[..3] } else { name };
    if old.len() > 1 && old.bytes().all(|byte| byte.is_ascii_uppercase()) {
        short.to_uppercase()
    } else {
        short.to_owned()
    }
}

fn ordinal(day: i8) -> String {
    let ending = match (day % 10, day) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}
