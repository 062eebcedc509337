//! What a writer can do about a finding: mend it, mend all of its kind, allow it, or settle it
//! for the newsroom. All are plain edits, so that any editor can run them.

mod allow;
mod dates;

use copydesk_core::{Applicability, Edit, Finding, Fix, Span};

use super::document::View;
use super::settle::Decision;
use allow::allow;
use dates::insert_date;

/// What kind of thing an action is, in a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Settles one finding.
    QuickFix,
    /// Mends all that may be mended without asking; fit for every save.
    FixAll,
}

/// Something to do.
#[derive(Debug, PartialEq)]
pub(super) struct Action {
    /// What it does, as the menu shows it.
    pub(super) title: String,
    /// What kind of thing it is.
    pub(super) kind: Kind,
    /// Whether it is surely right, so that an editor may offer it by one key.
    pub(super) preferred: bool,
    /// The finding that it settles, as a place among the view's.
    pub(super) finding: Option<usize>,
    /// What it changes.
    pub(super) change: Change,
}

/// What an action changes.
#[derive(Debug, PartialEq)]
pub(super) enum Change {
    /// The draft.
    Draft(Vec<Edit>),
    /// The settings.
    Settings(Decision),
}

/// The actions for a stretch of text. `today` is for drafts without a date.
pub(super) fn actions(view: &View, within: Span, today: jiff::civil::Date) -> Vec<Action> {
    let touches = |span: Span| span.start <= within.end && within.start <= span.end;
    let mut actions = Vec::new();
    for (index, finding) in view.findings.iter().enumerate().filter(|(_, finding)| touches(finding.span)) {
        actions.extend(fixes(finding, index));
        actions.extend(all_of_rule(view, finding, index));
        if finding.rule == "missing-date" {
            actions.extend(insert_date(view, index, today));
        }
        if finding.rule == "inconsistent-name" {
            actions.extend(settle_spelling(view, finding, index));
        }
        actions.extend(allow(view, finding, index));
    }
    // Findings of one rule share the action that mends all of it.
    let mut seen = Vec::new();
    actions.retain(|action: &Action| {
        let first = !seen.contains(&action.title) || !action.title.starts_with("Fix all");
        seen.push(action.title.clone());
        first
    });
    actions.extend(fix_all(view));
    actions
}

fn fixes(finding: &Finding, index: usize) -> Vec<Action> {
    let applicable = finding.fixes.iter().filter(|fix| fix.applicability != Applicability::DisplayOnly);
    let sure = finding.fixes.iter().filter(|fix| fix.applicability == Applicability::Safe).count() == 1;
    let action = |fix: &Fix| Action {
        title: fix.title.clone(),
        kind: Kind::QuickFix,
        preferred: sure && fix.applicability == Applicability::Safe,
        finding: Some(index),
        change: Change::Draft(fix.edits.clone()),
    };
    applicable.map(action).collect()
}

/// Mends every finding of a rule, each by its best fix; the writer has asked for it.
fn all_of_rule(view: &View, finding: &Finding, index: usize) -> Option<Action> {
    let same = view.findings.iter().filter(|other| other.rule == finding.rule);
    let best = |finding: &Finding| {
        let mut applicable =
            finding.fixes.iter().filter(|fix| fix.applicability != Applicability::DisplayOnly);
        let first = applicable.next()?;
        // The same fix for more places is the better one here.
        let wider = applicable.find(|fix| first.edits.iter().all(|edit| fix.edits.contains(edit)));
        Some(wider.unwrap_or(first).edits.clone())
    };
    let fixes: Vec<_> = same.filter_map(best).collect();
    (fixes.len() > 1).then(|| Action {
        title: format!("Fix all {} findings of {}", fixes.len(), finding.rule),
        kind: Kind::QuickFix,
        preferred: false,
        finding: Some(index),
        change: Change::Draft(together(fixes)),
    })
}

/// Everything that may be mended without asking.
fn fix_all(view: &View) -> Option<Action> {
    let safe = |finding: &Finding| {
        let fix = finding.fixes.iter().find(|fix| fix.applicability == Applicability::Safe);
        fix.map(|fix| fix.edits.clone())
    };
    let fixes: Vec<_> = view.findings.iter().filter_map(safe).collect();
    (!fixes.is_empty()).then(|| Action {
        title: "Fix all that is safe to fix".to_owned(),
        kind: Kind::FixAll,
        preferred: false,
        finding: None,
        change: Change::Draft(together(fixes)),
    })
}

/// The edits of several fixes as one change. A fix that would touch what another changes is
/// left out whole; it is offered again afterwards.
fn together(fixes: Vec<Vec<Edit>>) -> Vec<Edit> {
    let mut taken: Vec<Edit> = Vec::new();
    for edits in fixes {
        let clashes = |edit: &Edit| {
            taken.iter().any(|other| edit.span.overlaps(other.span) || edit.span.start == other.span.start)
        };
        if !edits.iter().any(clashes) {
            taken.extend(edits);
        }
    }
    taken.sort_by_key(|edit| edit.span);
    taken
}

fn draft_action(title: String, index: usize, span: Span, text: String) -> Action {
    let change = Change::Draft(vec![Edit { span, text }]);
    Action { title, kind: Kind::QuickFix, preferred: false, finding: Some(index), change }
}

/// The newsroom's word on two spellings: one of them is right, or they are two people.
fn settle_spelling(view: &View, finding: &Finding, index: usize) -> Vec<Action> {
    let here = view.line_of(finding.span);
    let other = finding.related.iter().map(|related| view.line_of(related.span)).find(|other| *other != here);
    let Some(other) = other else { return Vec::new() };
    let action = |title: String, decision: Decision| Action {
        title,
        kind: Kind::QuickFix,
        preferred: false,
        finding: Some(index),
        change: Change::Settings(decision),
    };
    let prefer = |right: &str, wrong: &str| {
        let decision = Decision::Prefer { right: right.to_owned(), wrong: wrong.to_owned() };
        action(format!("Use “{right}” everywhere, in copydesk.toml"), decision)
    };
    let title = format!("“{other}” and “{here}” are two, in copydesk.toml");
    vec![
        prefer(&other, &here),
        prefer(&here, &other),
        action(title, Decision::Distinct { names: [other.clone(), here.clone()] }),
    ]
}
