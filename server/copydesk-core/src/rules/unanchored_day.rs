//! `unanchored-day`: the same fault as `missing-date`, told word by word. Off unless settings switch it on.

use super::{Findings, Rule};
use crate::finding::Finding;
use crate::reading::Reading;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule =
    Rule { name: "unanchored-day", severity: |_| None, page: include_str!("unanchored_day.md"), check };

fn check(reading: &Reading, _: &Stylebook, findings: &mut Findings) {
    for mention in reading.dates.unanchored() {
        findings.say(mention.span, Some(mention.span), (), |()| {
            let words = reading.words(mention.span);
            let message = format!(
                "Nothing says when “{words}” is: the draft has no date. Date the draft, or write the day out"
            );
            Finding::at(mention.span, message)
        });
    }
}
