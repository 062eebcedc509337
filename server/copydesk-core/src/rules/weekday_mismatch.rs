//! `weekday-mismatch`: a weekday and a date that no calendar puts together.

use super::Rule;
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "weekday-mismatch",
    severity: |_| Some(Severity::Error),
    page: include_str!("weekday_mismatch.md"),
    check,
};

fn check(_reading: &Reading, _stylebook: &Stylebook, _findings: &mut Vec<Finding>) {}
