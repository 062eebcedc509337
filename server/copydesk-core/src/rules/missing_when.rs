//! `missing-when`: the lede tells of an event, and nothing near says when. Off but under `preset = "wire"`.

use super::{Findings, Rule};
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::{Preset, Stylebook};

pub(super) static RULE: Rule = Rule {
    name: "missing-when",
    severity: |stylebook| (stylebook.preset == Preset::Wire).then_some(Severity::Warning),
    page: include_str!("missing_when.md"),
    check,
};

fn check(reading: &Reading, _: &Stylebook, findings: &mut Findings) {
    if let Some(lede) = reading.dates.lede
        && lede.event
        && !lede.timed
    {
        let message =
            "The lede tells what happened, and nothing in the first three paragraphs says when. Add the day";
        findings.push(Finding::at(lede.span, message));
    }
}
