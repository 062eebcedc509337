//! How often each rule spoke.

use std::fmt::Write;

use super::{Format, Tally, count};

pub(super) static FORMAT: Format =
    Format { name: "", about: "", head: |_| (), draft: |_, _| (), between: "", foot };

fn foot(tally: &Tally, out: &mut String) {
    let mut rows: Vec<_> = tally.rules.iter().collect();
    rows.sort_by_key(|(name, rule)| (std::cmp::Reverse(rule.findings), **name));
    let widest = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, rule) in rows {
        let fixable = match rule.fixable {
            0 => String::new(),
            number => format!(", {number} can be mended safely"),
        };
        let _ =
            writeln!(out, "{:6}  {name:widest$}  in {}{fixable}", rule.findings, count(rule.drafts, "draft"));
    }
    let (findings, with, drafts) = (tally.findings, tally.with_findings, tally.drafts);
    let _ = writeln!(out, "{findings:6}  in all, in {with} of {}", count(drafts, "draft"));
}
