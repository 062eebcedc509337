//! Known findings, kept in a file, so that only new ones are told.
//!
//! A finding is known by its rule, its draft and its words, never by its line: what is edited
//! elsewhere wakes none. Two alike in one draft are two entries, so a third is new. Paths count
//! from the file's own folder.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use copydesk_core::Finding;
use serde::{Deserialize, Serialize};

use super::replace::{Draught, unwritten};
use super::say::{say, why};
use super::{Status, print, ways};
use crate::output::{fingerprint, one_line};

/// Characters of the words that are kept for people to read.
const SHOWN: usize = 60;

/// A known finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) rule: String,
    /// The first of its words, for people.
    pub(super) words: String,
    /// The hash of rule, path and all its words.
    mark: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(rename = "copydesk-baseline")]
    version: u32,
    findings: Vec<Entry>,
}

/// A baseline file.
pub(super) struct Baseline {
    folder: PathBuf,
    /// The entries by draft.
    drafts: HashMap<String, Vec<Entry>>,
}

impl Baseline {
    pub(super) fn load(file: &Path) -> Result<Self, String> {
        let told = |what: &dyn std::fmt::Display| format!("{}: {what}", file.display());
        let text =
            fs::read_to_string(file).map_err(|error| told(&format!("cannot be read: {}", why(&error))))?;
        let document: Document = serde_json::from_str(&text).map_err(|error| {
            told(&format!("is no baseline: {error}; write it anew with --write-baseline"))
        })?;
        if document.version != 1 {
            return Err(told(&"was written by a later release; write it anew with --write-baseline"));
        }
        let mut drafts: HashMap<String, Vec<Entry>> = HashMap::new();
        for entry in document.findings {
            drafts.entry(entry.path.clone()).or_default().push(entry);
        }
        Ok(Self { folder: folder_of(file), drafts })
    }

    /// Parts a draft's findings from the known ones; with them what is known and stands no longer.
    pub(super) fn part(
        &self,
        file: &Path,
        whole: &str,
        findings: Vec<Finding>,
    ) -> (Vec<Finding>, Vec<Entry>) {
        let way = ways::below(&self.folder, file);
        let mut known = self.drafts.get(&way).cloned().unwrap_or_default();
        let is_new = |finding: &Finding| {
            let mark = mark(&way, whole, finding);
            let found = known.iter().position(|entry| entry.mark == mark);
            found.map(|at| known.swap_remove(at)).is_none()
        };
        let new = findings.into_iter().filter(is_new).collect();
        known.sort();
        (new, known)
    }

    /// Tells which entries stand no longer: each would hide the next finding alike.
    pub(super) fn tell_stale(&self, file: &Path, mut stale: Vec<Entry>) {
        const TOLD: usize = 10;
        stale.extend(self.orphans());
        let file = file.display();
        let mut told = match stale.len() {
            0 => return,
            1 => format!("{file}: 1 of its findings stands no longer:\n"),
            number => format!("{file}: {number} of its findings stand no longer:\n"),
        };
        for entry in stale.iter().take(TOLD) {
            told += &one_line(&format!("  {}: {}: {}", entry.path, entry.rule, entry.words));
            told.push('\n');
        }
        if stale.len() > TOLD {
            told += &format!("  and {} more\n", stale.len() - TOLD);
        }
        say(&format!("{told}  write it anew with --write-baseline {file}"));
    }

    /// Entries of drafts that are gone.
    fn orphans(&self) -> Vec<Entry> {
        let gone = self.drafts.iter().filter(|(way, _)| !self.folder.join(way).exists());
        let mut orphans: Vec<_> = gone.flat_map(|(_, entries)| entries.clone()).collect();
        orphans.sort();
        orphans
    }
}

/// The entries of a draft's findings, for the baseline at `file`.
pub(super) fn entries(file: &Path, draft: &Path, whole: &str, findings: &[Finding]) -> Vec<Entry> {
    let way = ways::below(&folder_of(file), draft);
    let entry = |finding: &Finding| Entry {
        path: way.clone(),
        rule: finding.rule.to_owned(),
        words: fingerprint::words(whole, finding).chars().take(SHOWN).collect(),
        mark: mark(&way, whole, finding),
    };
    findings.iter().map(entry).collect()
}

/// Learns what was found in drafts. Findings fail no run that learns them.
pub(super) fn learn(file: &Path, learnt: Vec<(PathBuf, Vec<Entry>)>, status: Status) -> Status {
    let (drafts, known): (Vec<_>, Vec<_>) = learnt.into_iter().unzip();
    let known = known.concat();
    let number = known.len();
    let status = if status == Status::Trouble { status } else { Status::Clean };
    match write(file, known, &drafts) {
        Ok(()) => {
            let what = if number == 1 { "finding" } else { "findings" };
            status.max(print(&format!("{number} {what} written to {}.\n", file.display())))
        }
        Err(message) => {
            say(&message);
            Status::Trouble
        }
    }
}

/// Writes a baseline, an entry a line, sorted: a change of it reads well in a diff. Entries of
/// drafts that were not checked stay, unless the draft is gone.
fn write(file: &Path, mut entries: Vec<Entry>, checked: &[PathBuf]) -> Result<(), String> {
    let folder = folder_of(file);
    let checked: std::collections::HashSet<_> =
        checked.iter().map(|draft| ways::below(&folder, draft)).collect();
    if file.is_file() {
        let old = Baseline::load(file)?;
        let stays = |entry: &Entry| !checked.contains(&entry.path) && folder.join(&entry.path).exists();
        entries.extend(old.drafts.into_values().flatten().filter(stays));
    }
    entries.sort();
    let lines: Vec<_> = entries.iter().filter_map(|entry| serde_json::to_string(entry).ok()).collect();
    let text = format!("{{\"copydesk-baseline\":1,\"findings\":[\n{}\n]}}\n", lines.join(",\n"));
    let told = |error: std::io::Error| unwritten(file, &error);
    let mut draught = Draught::of(file).map_err(told)?;
    draught.write_all(text.as_bytes()).map_err(told)?;
    draught.finish()
}

fn mark(way: &str, whole: &str, finding: &Finding) -> String {
    format!("{:032x}", fingerprint::hash(&[finding.rule, way, &fingerprint::words(whole, finding)]))
}

fn folder_of(file: &Path) -> PathBuf {
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    whole.parent().map(Path::to_owned).unwrap_or_default()
}
