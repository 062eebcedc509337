//! `unanchored-day`: the same fault as `missing-date`, told word by word. Off unless settings switch it on.

use super::Rule;
use crate::finding::Finding;
use crate::reading::Reading;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule =
    Rule { name: "unanchored-day", severity: |_| None, page: include_str!("unanchored_day.md"), check };

fn check(_reading: &Reading, _stylebook: &Stylebook, _findings: &mut Vec<Finding>) {}
