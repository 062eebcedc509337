//! `date-clash`: the draft's own dates are more than two days apart.

use super::{Findings, Rule, day_words};
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::reading::dates::{DateSource, OwnDate, days_between};
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "date-clash",
    severity: |_| Some(Severity::Warning),
    page: include_str!("date_clash.md"),
    check,
};

/// Days by which a dateline may stand before or behind the day of publication.
const MOST_DAYS: i64 = 2;

fn check(reading: &Reading, _: &Stylebook, findings: &mut Findings) {
    let mut told = reading.dates.sources.iter().filter(|source| is_told(source));
    let Some(first) = told.next() else { return };
    for other in told {
        if let (Some(one), Some(two)) = (first.day, other.day)
            && days_between(one, two).abs() > MOST_DAYS
            && let Some(finding) = clash(first, other)
        {
            findings.push(finding);
        }
    }
}

/// Sources that tell the day of publication and so must agree.
fn is_told(source: &OwnDate) -> bool {
    source.published
        && source.day.is_some()
        && matches!(source.source, DateSource::FrontMatter | DateSource::Dateline | DateSource::FileName)
}

fn clash(first: &OwnDate, other: &OwnDate) -> Option<Finding> {
    let said = |source: &OwnDate| {
        let day = source.day.map_or(String::new(), day_words);
        match source.source {
            DateSource::Dateline => format!("the dateline says {day}"),
            DateSource::FileName => format!("the file’s name says {day}"),
            _ => format!("the front matter says {day}"),
        }
    };
    let place = other.span.or(first.span)?;
    let message =
        format!("The draft’s own dates disagree: {}, and {}. Settle on one", said(first), said(other));
    let finding = Finding::at(place, message);
    Some(match first.span.filter(|span| *span != place) {
        Some(span) => finding.related(span, format!("Here {}", said(first))),
        None => finding,
    })
}
