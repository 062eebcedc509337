//! `unclosed-quote`: a quotation whose closing mark is missing.

use super::Rule;
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "unclosed-quote",
    severity: |_| Some(Severity::Error),
    page: include_str!("unclosed_quote.md"),
    check,
};

fn check(_reading: &Reading, _stylebook: &Stylebook, _findings: &mut Vec<Finding>) {}
