//! `date-clash`: the draft's own dates are more than two days apart.

use super::Rule;
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "date-clash",
    severity: |_| Some(Severity::Warning),
    page: include_str!("date_clash.md"),
    check,
};

fn check(_reading: &Reading, _stylebook: &Stylebook, _findings: &mut Vec<Finding>) {}
