//! `check --add-allow`: every finding allowed where it stands, so that an old corpus starts silent
//! and what is new is told.
//!
//! A comment goes on a line of its own before the block, or into it where that would part a list or
//! a table, or to the draft's head. It stays only if the draft, checked again, says less and nothing
//! new. A draft that can hold no comment is allowed in the settings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use copydesk_core::{Edit, Finding, Span};

use super::lens::Lens;
use super::mending::{Standard, State};
use super::replace::{Draught, unwritten};
use super::ways;
use crate::project::{self, Project, SETTINGS_FILE};

/// The rule whose findings no allowance mends: they ask for one to go.
const UNUSED: &str = "unused-allow";

/// A finding to be allowed in the settings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct InSettings {
    draft: PathBuf,
    rule: String,
    text: Option<String>,
}

impl InSettings {
    /// Whether a finding of the same draft is one of those meant.
    pub(super) fn allows(&self, finding: &Finding, whole: &str) -> bool {
        let words = finding.span.of(whole);
        self.rule == finding.rule && self.text.as_ref().is_none_or(|text| text == words)
    }
}

/// Allows what the lens shows of a draft. Gives the draft with its comments, how many findings they
/// allow, and what only the settings can allow.
pub(super) fn allow(
    mut state: State,
    lens: &mut Lens,
    standard: Standard,
    reason: &str,
) -> (State, usize, Vec<InSettings>) {
    let before = state.findings.len();
    let mut left = BTreeSet::new();
    loop {
        let (findings, _) = lens.pick(state.whole(), &state.findings);
        let open = findings.iter().filter(|one| one.rule != UNUSED);
        let mut open = open.map(|one| (one, key(&state, one))).filter(|(_, key)| !left.contains(key));
        let Some((finding, key)) = open.next() else { break };
        let edits = candidates(&state, finding, &findings, reason);
        let step = edits.into_iter().find_map(|edit| {
            let edits = vec![edit];
            state.better(&edits, standard).map(|after| (after, edits))
        });
        match step {
            Some((after, edits)) => {
                lens.follow(&edits);
                state = after;
            }
            None => {
                left.insert(key);
            }
        }
    }
    let allowed = before - state.findings.len();
    let settings = left.into_iter().map(|(rule, text)| InSettings {
        draft: lens.file.to_owned(),
        rule: rule.to_owned(),
        text: (!text.is_empty()).then_some(text),
    });
    let settings = settings.collect();
    (state, allowed, settings)
}

/// A finding's rule and words, as the settings name it.
fn key(state: &State, finding: &Finding) -> (&'static str, String) {
    (finding.rule, finding.span.of(state.whole()).to_owned())
}

/// Where a comment may allow a finding and others of its block, the best first.
fn candidates(state: &State, finding: &Finding, findings: &[Finding], reason: &str) -> Vec<Edit> {
    if state.draft.format.name != "Markdown" {
        return Vec::new();
    }
    let at = |byte: usize, text: String| Edit { span: Span::new(byte, byte), text };
    let whole = state.whole();
    let end = line_end_of(whole);
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ").replace("--", "–");
    let comment = |order: &str, rules: &str| format!("<!-- copydesk: {order} {rules}: {reason} -->");
    let mut places = Vec::new();
    if let Some(block) = state.reading.block_at(finding.span.start).map(|at| state.reading.blocks()[at].span)
    {
        let here = findings.iter().filter(|one| block.overlaps(one.span) && one.rule != UNUSED);
        let rules: BTreeSet<_> = here.map(|one| one.rule).collect();
        let comment = comment("allow", &rules.into_iter().collect::<Vec<_>>().join(", "));
        let line = whole[..block.start as usize].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let line = if line == 0 && whole.starts_with('\u{FEFF}') { 3 } else { line };
        let end = line_end_of(&whole[line..]);
        if whole[line..block.start as usize].chars().all(|c| matches!(c, ' ' | '#')) {
            places.push(at(line, format!("{comment}{end}")));
        }
        if let Some(space) = block.of(whole).find(' ') {
            places.push(at(block.start as usize + space, comment));
        }
    }
    let head = state.reading.front_matter().map_or_else(
        || if whole.starts_with('\u{FEFF}') { (3, "") } else { (0, "") },
        |front_matter| (front_matter.span.end as usize, end),
    );
    let comment = comment("allow-file", finding.rule);
    places.push(at(head.0, format!("{}{comment}{end}", head.1)));
    places
}

/// How a text ends its lines.
fn line_end_of(text: &str) -> &'static str {
    match text.find(['\n', '\r']).map(|at| &text[at..]) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// Adds allowances to the settings that hold for their drafts; to new ones in the current folder
/// where there are none. Gives what could not be done.
pub(super) fn add_to_settings(all: &[InSettings], project: &Project, reason: &str) -> Vec<String> {
    let mut files: BTreeMap<PathBuf, BTreeSet<&InSettings>> = BTreeMap::new();
    for one in all {
        let settings = project.settings_for(&one.draft).and_then(Result::ok);
        let file = settings.map_or_else(|| PathBuf::from(SETTINGS_FILE), |settings| settings.file());
        files.entry(file).or_default().insert(one);
    }
    files.iter().filter_map(|(file, allowances)| append(file, allowances, reason).err()).collect()
}

fn append(file: &Path, allowances: &BTreeSet<&InSettings>, reason: &str) -> Result<(), String> {
    let told = |error: std::io::Error| unwritten(file, &error);
    let mut text = if file.is_file() { std::fs::read_to_string(file).map_err(told)? } else { String::new() };
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let folder = whole.parent().unwrap_or(Path::new(""));
    for one in allowances {
        let quoted = |word: &str| toml_edit::Value::from(word).to_string();
        let pattern = pattern(&ways::below(folder, &one.draft));
        if !text.is_empty() {
            text += if text.ends_with('\n') { "\n" } else { "\n\n" };
        }
        text += &format!("[[allow]]\npath = {}\nrule = {}\n", quoted(&pattern), quoted(&one.rule));
        if let Some(words) = &one.text {
            text += &format!("text = {}\n", quoted(words));
        }
        text += &format!("reason = {}\n", quoted(reason));
    }
    project::parse(file, &text).map_err(|faults| format!("allowances can't be added: {}", faults[0]))?;
    let mut draught = Draught::of(file).map_err(told)?;
    draught.write_all(text.as_bytes()).map_err(told)?;
    draught.finish()
}

/// A way below the settings' folder as a pattern that fits it alone.
fn pattern(way: &str) -> String {
    let mut pattern = String::from("/");
    for c in way.chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '{' | '}' | '!' | '#' | '\\' | ' ') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}
