//! `missing-when`: the lede tells of an event, and nothing near says when. Off but under `preset = "wire"`.

use super::Rule;
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::{Preset, Stylebook};

pub(super) static RULE: Rule = Rule {
    name: "missing-when",
    severity: |stylebook| (stylebook.preset == Preset::Wire).then_some(Severity::Warning),
    page: include_str!("missing_when.md"),
    check,
};

fn check(_reading: &Reading, _stylebook: &Stylebook, _findings: &mut Vec<Finding>) {}
