//! `impossible-date`: a date that no calendar has.

use super::Rule;
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "impossible-date",
    severity: |_| Some(Severity::Error),
    page: include_str!("impossible_date.md"),
    check,
};

fn check(_reading: &Reading, _stylebook: &Stylebook, _findings: &mut Vec<Finding>) {}
