//! `unattributed-quote`: a quotation that no one in reach is said to have spoken.

use super::{Findings, Rule};
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::reading::quotes::Attribution;
use crate::stylebook::Stylebook;
use crate::text::Span;

/// How many words of a quotation a message shows.
const WORDS_SHOWN: usize = 5;

/// How many bytes of it are looked at for them.
const BYTES_SHOWN: usize = 120;

pub(super) static RULE: Rule = Rule {
    name: "unattributed-quote",
    severity: |_| Some(Severity::Warning),
    page: include_str!("unattributed_quote.md"),
    check,
};

fn check(reading: &Reading, _: &Stylebook, findings: &mut Findings) {
    for quote in reading.quotes.all.iter().filter(|quote| quote.attribution == Attribution::Missing) {
        findings.say(quote.span, Some(quote.span), quote.passive, |passive| {
            accusation(reading, quote.span, *passive)
        });
    }
}

fn accusation(reading: &Reading, quotation: Span, passive: bool) -> Finding {
    let words = first_words(reading.words(quotation));
    if passive {
        let message = format!("The passive hides who said {words}. Say who did");
        Finding::at(quotation, message).graded(Severity::Information)
    } else {
        let message =
            format!("No one is named as saying {words}. Name the speaker in this sentence or the one before");
        Finding::at(quotation, message)
    }
}

/// The first words of a quotation, in marks of the desk's own. Looks at its beginning only, so that a
/// message stays short and costs the same whatever follows.
pub(super) fn first_words(quotation: &str) -> String {
    let is_edge = |c: char| is_mark(c) || c.is_whitespace() || c == '\0';
    let beginning = beginning(quotation);
    let inner = beginning.trim_matches(is_edge);
    let mut words = inner.split_whitespace();
    let shown: Vec<&str> = words.by_ref().take(WORDS_SHOWN).collect();
    let shown = shown.join(" ");
    let more = if words.next().is_some() || beginning.len() < quotation.len() { " …" } else { "" };
    format!("“{}{more}”", shown.trim_end_matches([',', '.', ';', ':']))
}

/// What of a text that goes on so far the first words hang on.
pub(super) fn reach_of_first_words(from: u32, text: &str) -> Span {
    Span::new(from as usize, text.len().min(from as usize + BYTES_SHOWN + 1))
}

/// At most the first bytes of a text that a message has room for.
fn beginning(text: &str) -> &str {
    let mut end = text.len().min(BYTES_SHOWN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '‹'
            | '›'
            | '`'
            | '＂'
            | '〝'
            | '〞'
    )
}
