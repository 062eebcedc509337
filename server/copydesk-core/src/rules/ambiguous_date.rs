//! `ambiguous-date`: a date in figures that reads two ways: "03/04/2020".

use super::Rule;
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "ambiguous-date",
    severity: |_| Some(Severity::Warning),
    page: include_str!("ambiguous_date.md"),
    check,
};

fn check(_reading: &Reading, _stylebook: &Stylebook, _findings: &mut Vec<Finding>) {}
