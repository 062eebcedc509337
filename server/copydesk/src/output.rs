//! Output formats, one file each, all from the same findings.
//!
//! A format is a record of three functions: what stands before the first draft, what one draft
//! adds, what stands after the last. Reports are written while drafts are still being read, so
//! none holds more than a draft at a time.

mod checkstyle;
mod concise;
mod diff;
pub mod fingerprint;
mod full;
mod github;
mod gitlab;
mod json;
pub mod json_lines;
mod junit;
mod markdown;
mod rdjson;
pub mod reading;
mod sarif;
mod statistics;
mod xml;

use std::ops::Deref;

use std::collections::BTreeMap;

use copydesk_core::{Finding, Severity, Text};

pub use diff::unified;

/// A format that findings are printed in.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, for the help.
    pub about: &'static str,
    /// Opens the report.
    pub head: fn(&mut String),
    /// Adds a draft; nothing, if it has nothing to say of it.
    pub draft: fn(&Checked, &mut String),
    /// Stands between two drafts that both added something.
    pub between: &'static str,
    /// Closes the report.
    pub foot: fn(&Tally, &mut String),
}

/// Every format that `--output-format` takes, the default first.
pub static FORMATS: [&Format; 11] = [
    &full::FORMAT,
    &concise::FORMAT,
    &json::FORMAT,
    &json_lines::FORMAT,
    &github::FORMAT,
    &gitlab::FORMAT,
    &junit::FORMAT,
    &sarif::FORMAT,
    &rdjson::FORMAT,
    &checkstyle::FORMAT,
    &markdown::FORMAT,
];

/// Counts instead of findings.
pub static STATISTICS: &Format = &statistics::FORMAT;

/// The pieces of a report that has nothing to open, add or close.
pub static SILENT: &Format =
    &Format { name: "", about: "", head: |_| (), draft: |_, _| (), between: "", foot: |_, _| () };

/// A draft that was checked, for a format to print.
pub struct Checked<'a> {
    /// Its path, as people are told it.
    pub path: &'a str,
    /// Its path below the repository's root, parts parted by `/`, as services want it; a path
    /// outside the root is whole. Made when it is asked for: few formats do.
    pub way: &'a dyn Deref<Target = String>,
    /// Its text.
    pub text: &'a Text,
    /// The same text in one piece.
    pub whole: &'a str,
    /// What is reported of it, sorted.
    pub findings: &'a [Finding],
    /// The least severity that fails the run; `None` where nothing does.
    pub fail_on: Option<Severity>,
    /// Whether the report may hold colours.
    pub coloured: bool,
}

impl Checked<'_> {
    /// Whether a finding fails the run.
    fn fails(&self, finding: &Finding) -> bool {
        self.fail_on.is_some_and(|least| severity(finding) <= least)
    }
}

/// What came of all drafts.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many drafts were checked.
    pub drafts: usize,
    /// How many findings are reported.
    pub findings: usize,
    /// How many drafts have a finding.
    pub with_findings: usize,
    /// How many findings were mended.
    pub fixed: usize,
    /// How many findings were allowed from now on.
    pub allowed: usize,
    /// How many paths could not be checked.
    pub unchecked: usize,
    /// What could not be done, in order; the same trouble of many paths once.
    pub troubles: Vec<Trouble>,
    /// The findings by rule.
    pub rules: BTreeMap<&'static str, RuleTally>,
}

/// What came of one rule.
#[derive(Debug, Default)]
pub struct RuleTally {
    /// How many findings.
    pub findings: usize,
    /// How many of them have a safe fix.
    pub fixable: usize,
    /// How many drafts have one.
    pub drafts: usize,
}

/// Something that could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The file, as people are told it.
    pub path: String,
    /// The whole of it, the path with it.
    pub message: String,
}

/// How grave a finding is; `judge` has graded every one.
fn severity(finding: &Finding) -> Severity {
    finding.severity.unwrap_or(Severity::Warning)
}

/// "1 draft", "2 drafts".
fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// A text on one line, without what a terminal would obey.
pub fn one_line(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if c.is_control() => '\u{FFFD}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// The page of a rule, where people find it.
fn page_url(rule: &str) -> String {
    let file = rule.replace('-', "_");
    format!("{}/blob/main/server/copydesk-core/src/rules/{file}.md", env!("CARGO_PKG_REPOSITORY"))
}
