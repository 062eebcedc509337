//! `unclosed-quote`: a quotation whose closing mark is missing.

use super::unattributed_quote::{first_words, reach_of_first_words};
use super::{Findings, Rule};
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::reading::quotes::Unclosed;
use crate::stylebook::Stylebook;
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "unclosed-quote",
    severity: |_| Some(Severity::Error),
    page: include_str!("unclosed_quote.md"),
    check,
};

fn check(reading: &Reading, _: &Stylebook, findings: &mut Findings) {
    for unclosed in &reading.quotes.unclosed {
        let Unclosed { mark, straight, .. } = *unclosed;
        let words = mark.to(reach_of_first_words(mark.end, &reading.text));
        findings.say(mark, Some(words), straight, |straight| accusation(reading, mark, *straight));
    }
}

fn accusation(reading: &Reading, mark: Span, straight: bool) -> Finding {
    let words = first_words(&reading.text[mark.end as usize..]);
    let message =
        format!("The quotation that begins {words} is never closed. Close it where the speaker stops");
    let finding = Finding::at(mark, message);
    if straight { finding.graded(Severity::Warning) } else { finding }
}
