//! `unclosed-quote`: a quotation whose closing mark is missing.

use super::Rule;
use super::unattributed_quote::first_words;
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::stylebook::Stylebook;

pub(super) static RULE: Rule = Rule {
    name: "unclosed-quote",
    severity: |_| Some(Severity::Error),
    page: include_str!("unclosed_quote.md"),
    check,
};

fn check(reading: &Reading, _: &Stylebook, findings: &mut Vec<Finding>) {
    for unclosed in &reading.quotes.unclosed {
        let words = first_words(&reading.text[unclosed.mark.end as usize..]);
        let message =
            format!("The quotation that begins {words} is never closed. Close it where the speaker stops");
        let finding = Finding::at(unclosed.mark, message);
        findings.push(if unclosed.straight { finding.graded(Severity::Warning) } else { finding });
    }
}
