//! `inconsistent-name`: one person, place or organisation spelled two ways in one draft.

use std::sync::Arc;

use super::docket::Ground;
use super::{Findings, Rule};
use crate::finding::{Applicability, Edit, Finding, Severity};
use crate::reading::Reading;
use crate::reading::names::{Spelling, Variant};
use crate::stylebook::{Preferred, Stylebook};
use crate::text::{Change, Span};

pub(super) static RULE: Rule = Rule {
    name: "inconsistent-name",
    severity: |_| Some(Severity::Warning),
    page: include_str!("inconsistent_name.md"),
    check,
};

fn check(reading: &Reading, stylebook: &Stylebook, findings: &mut Findings) {
    for variant in &reading.variants {
        if !is_settled(variant, stylebook) {
            let ground = Spelled { variant: Arc::clone(variant), quoted: is_quoted(reading, variant) };
            findings.say(variant.odd.places[0], None, ground, two_ways);
        }
    }
    for preferred in &stylebook.prefer {
        for spelling in &preferred.not {
            if let Some(finding) = unwanted(reading, preferred, spelling) {
                findings.push(finding);
            }
        }
    }
}

/// Whether the newsroom has said that the two differ, or which of them it wants.
fn is_settled(variant: &Variant, stylebook: &Stylebook) -> bool {
    let means = |name: &String, spelling: &Spelling, full: &str| {
        name.eq_ignore_ascii_case(&spelling.text) || name.eq_ignore_ascii_case(full)
    };
    let both = |names: &[String]| {
        names.iter().any(|name| means(name, &variant.odd, &variant.odd_name))
            && names.iter().any(|name| means(name, &variant.base, &variant.base_name))
    };
    let unwanted = |spelling: &Spelling, full: &str| {
        stylebook.prefer.iter().any(|preferred| preferred.not.iter().any(|not| means(not, spelling, full)))
    };
    stylebook.distinct.iter().any(|names| both(names))
        || unwanted(&variant.odd, &variant.odd_name)
        || unwanted(&variant.base, &variant.base_name)
}

/// A pair of spellings, and whether the odd one stands in quotations only.
#[derive(PartialEq)]
struct Spelled {
    variant: Arc<Variant>,
    quoted: bool,
}

impl Ground for Spelled {
    fn follow(&mut self, change: Change) -> bool {
        let Variant { odd, base, .. } = Arc::make_mut(&mut self.variant);
        odd.places.follow(change) & base.places.follow(change)
    }
}

fn is_quoted(reading: &Reading, variant: &Variant) -> bool {
    variant.odd.places.iter().all(|place| in_quotation(reading, *place))
}

/// One name, two spellings.
fn two_ways(Spelled { variant, quoted }: &Spelled) -> Finding {
    let Variant { odd, base, .. } = &**variant;
    let message = format!(
        "“{}” ({}) and “{}” ({}) look like one name: check it and spell it one way",
        odd.text,
        times(odd.count),
        base.text,
        times(base.count),
    );
    let mut finding = Finding::at(odd.places[0], message);
    if *quoted {
        // The words are the speaker's or the document's; the writer may have copied them faithfully.
        finding = finding.graded(Severity::Information);
    }
    let others = odd.places[1..].iter().map(|place| (*place, odd));
    let mut related: Vec<_> = others.chain(base.places.iter().map(|place| (*place, base))).collect();
    related.sort_by_key(|(place, _)| *place);
    for (place, spelling) in related {
        finding = finding.related(place, format!("spelled “{}” here", spelling.text));
    }
    with_fixes(finding, odd, base)
}

/// The ways to mend a pair. None is safe: only the writer knows which spelling is right.
fn with_fixes(finding: Finding, odd: &Spelling, base: &Spelling) -> Finding {
    let edits = |places: &[Span], text: &str| {
        places.iter().map(|span| Edit { span: *span, text: text.to_owned() }).collect::<Vec<_>>()
    };
    let finding = finding.fix(
        format!("Change to “{}”", base.text),
        Applicability::Unsafe,
        edits(&odd.places[..1], &base.text),
    );
    let finding = if odd.places.len() > 1 {
        let title = format!("Change all {} “{}” to “{}”", odd.places.len(), odd.text, base.text);
        finding.fix(title, Applicability::Unsafe, edits(&odd.places, &base.text))
    } else {
        finding
    };
    let all = if base.places.len() > 1 { format!("all {} ", base.places.len()) } else { String::new() };
    let title = format!("Change {all}“{}” to “{}”", base.text, odd.text);
    finding.fix(title, Applicability::Unsafe, edits(&base.places, &odd.text))
}

/// "once", "twice", "3 times".
fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

fn in_quotation(reading: &Reading, place: Span) -> bool {
    let quotes = &reading.quotes.all;
    let next = quotes.partition_point(|quote| quote.span.start <= place.start);
    // A quotation inside another starts later, so the one that holds the place may lie a few back.
    quotes[..next].iter().rev().take(4).any(|quote| quote.span.contains(place))
}

/// A spelling that the newsroom has decided against, once a draft.
fn unwanted(reading: &Reading, preferred: &Preferred, spelling: &str) -> Option<Finding> {
    let places: Vec<Span> = reading
        .names()
        .mentions()
        .flat_map(|(_, mention)| places_of(reading, mention.span, spelling))
        .collect();
    let (first, rest) = places.split_first()?;
    let wanted = &preferred.spelling;
    let mut finding = Finding::at(*first, format!("“{spelling}”: this newsroom writes “{wanted}”"));
    for place in rest {
        finding = finding.related(*place, format!("“{spelling}” again"));
    }
    let edit = |span: &Span| Edit { span: *span, text: wanted.clone() };
    let title = format!("Change to “{wanted}”");
    finding = finding.fix(title, Applicability::Unsafe, vec![edit(first)]);
    if !rest.is_empty() {
        let title = format!("Change all {} to “{wanted}”", places.len());
        finding = finding.fix(title, Applicability::Unsafe, places.iter().map(edit).collect());
    }
    Some(finding)
}

/// Where a spelling stands in a mention as a word or words of its own.
fn places_of(reading: &Reading, mention: Span, spelling: &str) -> Vec<Span> {
    let words = reading.words(mention);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let alone = |at: usize| {
        !letter(words[..at].chars().next_back()) && !letter(words[at + spelling.len()..].chars().next())
    };
    let found =
        words.match_indices(spelling).map(|(at, _)| at).filter(|at| !spelling.is_empty() && alone(*at));
    found.map(|at| Span::new(at, at + spelling.len()).shifted(mention.start)).collect()
}
