//! `inconsistent-name`: one person, place or organisation spelled two ways in one draft.

use super::Rule;
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "inconsistent-name",
    severity: |_| Some(Severity::Warning),
    page: include_str!("inconsistent_name.md"),
    check,
};

fn check(_reading: &Reading, _stylebook: &Stylebook, _findings: &mut Vec<Finding>) {}
