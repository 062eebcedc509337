//! Findings allowed where they stand: by a comment, by a front-matter key, by the settings.
//!
//! `<!-- copydesk: allow RULE: reason -->` holds for the block it stands in or before,
//! `allow-file` for the draft; in front matter, `copydesk: { allow: { RULE: reason } }`.

use crate::finding::Finding;
use crate::reading::Reading;
use crate::stylebook::Stylebook;
use crate::text::Span;

/// The key of front matter under which rules are allowed.
const FRONT_MATTER_KEY: &str = "copydesk.allow.";

/// What one allowance holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Draft,
    Block(Span),
    /// A comment after which there is no block.
    Nothing,
}

/// One rule allowed in one place.
#[derive(Clone, Debug)]
pub(super) struct Allowance {
    /// The rule's name as written; there may be no such rule.
    pub(super) rule: String,
    /// Where it stands; empty for one of the settings.
    pub(super) span: Span,
    /// The words that a finding must cover; any, if `None`.
    text: Option<String>,
    scope: Scope,
    pub(super) used: bool,
    /// Gives no reason where the settings demand one, and so allows nothing.
    pub(super) void: bool,
}

/// The allowances of a draft, in its order, those of the settings last.
#[derive(Debug, Default)]
pub(super) struct Allowances {
    pub(super) all: Vec<Allowance>,
}

/// Gathers what a draft and its settings allow.
pub(super) fn of(reading: &Reading, stylebook: &Stylebook) -> Allowances {
    let mut all = Vec::new();
    for entry in reading.front_matter().iter().flat_map(|front_matter| &front_matter.entries) {
        if let Some(rule) = entry.key.strip_prefix(FRONT_MATTER_KEY) {
            // A key that is only switched on gives no reason.
            let reasoned = !matches!(entry.value.trim(), "" | "~" | "null" | "true" | "yes");
            let (rule, void) = (rule.to_owned(), stylebook.require_reason && !reasoned);
            all.push(Allowance {
                rule,
                span: entry.span,
                text: None,
                scope: Scope::Draft,
                used: false,
                void,
            });
        }
    }
    for comment in reading.comments() {
        all.extend(in_comment(reading, stylebook, *comment));
    }
    all.extend(stylebook.allow.iter().map(|allowed| Allowance {
        rule: allowed.rule.clone(),
        span: Span::default(),
        text: allowed.text.clone(),
        scope: Scope::Draft,
        used: false,
        void: stylebook.require_reason && !allowed.reasoned,
    }));
    Allowances { all }
}

/// The allowances that a comment makes: several rules may share one, by comma.
fn in_comment(reading: &Reading, stylebook: &Stylebook, span: Span) -> Vec<Allowance> {
    let words = reading.words(span).trim_start_matches("<!--").trim_end_matches("-->").trim();
    let Some(order) = words.strip_prefix("copydesk:").map(str::trim_start) else { return Vec::new() };
    let (scope, rest) = if let Some(rest) = order.strip_prefix("allow-file ") {
        (Scope::Draft, rest)
    } else if let Some(rest) = order.strip_prefix("allow ") {
        (block_of(reading, span), rest)
    } else {
        return Vec::new();
    };
    // What follows the colon is the reason, for people.
    let (rules, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let void = stylebook.require_reason && reason.trim().is_empty();
    let one =
        |rule: &str| Allowance { rule: rule.trim().to_owned(), span, text: None, scope, used: false, void };
    rules.split(',').map(one).collect()
}

/// The block that holds a comment, or the one after it.
fn block_of(reading: &Reading, comment: Span) -> Scope {
    let after = reading.blocks().partition_point(|block| block.span.end <= comment.start);
    reading.blocks().get(after).map_or(Scope::Nothing, |block| Scope::Block(block.span))
}

impl Allowances {
    /// Whether a finding is allowed; every allowance that allows it counts as used.
    pub(super) fn allow(&mut self, finding: &Finding, reading: &Reading) -> bool {
        let mut allowed = false;
        let valid = |allowance: &&mut Allowance| allowance.rule == finding.rule && !allowance.void;
        for allowance in self.all.iter_mut().filter(valid) {
            let here = match allowance.scope {
                Scope::Draft => true,
                Scope::Block(block) => block.contains(finding.span) || block.overlaps(finding.span),
                Scope::Nothing => false,
            };
            if here && allowance.text.as_ref().is_none_or(|text| text == reading.words(finding.span)) {
                allowance.used = true;
                allowed = true;
            }
        }
        allowed
    }

    /// Takes the allowances of rules that failed for used: what they allow is not known.
    pub(super) fn spare(&mut self, failed: &[&str]) {
        for allowance in &mut self.all {
            allowance.used |= !allowance.void && failed.contains(&allowance.rule.as_str());
        }
    }
}
