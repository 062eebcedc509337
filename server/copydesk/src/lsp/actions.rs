//! What a writer can do about a finding: mend it, mend all of its kind, allow it, or settle it
//! for the newsroom. All are plain edits, so that any editor can run them.

use copydesk_core::formats::{Block, FrontMatter, Role};
use copydesk_core::{Applicability, Edit, Finding, Fix, Span};

use super::document::View;
use super::settle::Decision;

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

/// Writes today's date where the format has a place for it. Never on save: it is the writer who
/// knows which day the draft is of.
fn insert_date(view: &View, index: usize, today: jiff::civil::Date) -> Option<Action> {
    let reading = &view.reading;
    let title = format!("Insert today’s date, {}", today.strftime("%B %-d, %Y"));
    let at = |byte: u32| Span { start: byte, end: byte };
    let (place, text) = match reading.front_matter() {
        Some(front_matter) => in_front_matter(reading.text.as_ref(), front_matter, today)?,
        None if view.draft.format.name == "Markdown" => {
            let start = if reading.text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
            (at(start as u32), format!("---\ndate: {today}\n---\n\n"))
        }
        None => {
            let line = format!("Published: {}", today.strftime("%B %-d, %Y"));
            match reading.blocks().first()? {
                headline if headline.role == Role::Headline => (at(headline.span.end), format!("\n\n{line}")),
                first => (at(first.span.start), format!("{line}\n\n")),
            }
        }
    };
    Some(draft_action(title, index, place, text))
}

/// Today's date as the front matter writes it, in the place of a `date` that is none, or first.
fn in_front_matter(
    text: &str,
    front_matter: &FrontMatter,
    today: jiff::civil::Date,
) -> Option<(Span, String)> {
    let words = front_matter.span.of(text);
    let (fence, is_json) = (words.get(..3)?, words.starts_with('{'));
    let value = if is_json { format!("\"{today}\"") } else { today.to_string() };
    if let Some(date) = front_matter.get("date") {
        // An empty value stands behind the colon, wherever the parser sees it.
        let colon = text[date.span.start as usize..].starts_with(':');
        let at = date.span.start + u32::from(colon);
        return Some(match date.span.is_empty() {
            true => (Span { start: at, end: at }, format!(" {value}")),
            false => (date.span, value),
        });
    }
    let (behind, line) = match fence {
        "---" => (words.find('\n')? + 1, format!("date: {value}\n")),
        "+++" => (words.find('\n')? + 1, format!("date = {value}\n")),
        _ if is_json => {
            // Laid out as the key that was first.
            let inside = &words[1..];
            let indent = &inside[..inside.len() - inside.trim_start().len()];
            let gap = if indent.is_empty() { " " } else { "" };
            (1, format!("{indent}\"date\": {value},{gap}"))
        }
        _ => return None,
    };
    let at = front_matter.span.start + behind as u32;
    Some((Span { start: at, end: at }, line))
}

/// The newsroom's word on two spellings: one of them is right, or they are two people.
fn settle_spelling(view: &View, finding: &Finding, index: usize) -> Vec<Action> {
    let words = |span: Span| view.reading.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let here = words(finding.span);
    let other = finding.related.iter().map(|related| words(related.span)).find(|other| *other != here);
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

/// Allows a finding: by a comment where the format has comments, else in the settings.
fn allow(view: &View, finding: &Finding, index: usize) -> Vec<Action> {
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
    if let Some(block) =
        view.reading.block_at(finding.span.start).and_then(|block| view.reading.blocks().get(block))
    {
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
