//! Allowing a finding: where it stands, in its draft, or in the settings.

use copydesk_core::formats::{Block, Role};
use copydesk_core::{Finding, Span};

use super::super::document::View;
use super::super::settle::Decision;
use super::{Action, Change, Kind, draft_action};

/// Allows a finding: by a comment where the format has comments, else in the settings.
pub(super) fn allow(view: &View, finding: &Finding, index: usize) -> Vec<Action> {
    let rule = finding.rule;
    if rule == "unused-allow" {
        return Vec::new();
    }
    if view.draft.format.name != "Markdown" {
        let text = view.reading.words(finding.span).to_owned();
        let decision = Decision::Allow { rule: rule.to_owned(), text };
        let title = format!("Allow {rule} here, in copydesk.toml");
        let change = Change::Settings(decision);
        return vec![Action { title, kind: Kind::QuickFix, preferred: false, finding: Some(index), change }];
    }
    let mut actions = Vec::new();
    if let Some(block) = view.block_of(finding.span.start) {
        let (at, line_end) = comment_place(&view.reading.text, block);
        let comment = format!("<!-- copydesk: allow {rule}: why -->{line_end}");
        actions.push(draft_action(format!("Allow {rule} here"), index, Span { start: at, end: at }, comment));
    }
    let top = view.reading.front_matter().map_or_else(
        || view.reading.blocks().first().map_or(0, |block| comment_place(&view.reading.text, block).0),
        |front_matter| front_matter.span.end,
    );
    let comment = format!("<!-- copydesk: allow-file {rule}: why -->");
    let comment = if top == 0 { format!("{comment}\n\n") } else { format!("\n\n{comment}") };
    let title = format!("Allow {rule} in this draft");
    let top_is_above = view.reading.front_matter().is_some() || top == 0;
    if top_is_above {
        actions.push(draft_action(title, index, Span { start: top, end: top }, comment));
    }
    actions
}

/// Where a comment about a block goes, and what follows it: on a line of its own where the block
/// begins one, else in the block, for a list item would fall apart.
fn comment_place(text: &str, block: &Block) -> (u32, &'static str) {
    let start = block.span.start as usize;
    let line = text[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let before = text[line..start].trim_start_matches('\u{FEFF}');
    let own_line = match block.role {
        Role::Headline | Role::Heading => before.chars().all(|char| char == '#' || char == ' '),
        _ => before.is_empty(),
    };
    if own_line { ((start - before.len()) as u32, "\n") } else { (start as u32, " ") }
}
