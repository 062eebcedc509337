//! `unattributed-quote`: a quotation that no one in reach is said to have spoken.

use super::Rule;
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-quote",
    severity: |_| Some(Severity::Warning),
    page: include_str!("unattributed_quote.md"),
    check,
};

fn check(_reading: &Reading, _stylebook: &Stylebook, _findings: &mut Vec<Finding>) {}
