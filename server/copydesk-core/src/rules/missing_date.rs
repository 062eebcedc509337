//! `missing-date`: the draft has no date of its own, and something in it needs one.

use super::Rule;
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "missing-date",
    severity: |_| Some(Severity::Warning),
    page: include_str!("missing_date.md"),
    check,
};

fn check(_reading: &Reading, _stylebook: &Stylebook, _findings: &mut Vec<Finding>) {}
