//! What `check` and `read` can be told. Help, manual and completions follow from here.

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::PossibleValue;
use clap::{ArgGroup, Args, ValueEnum};
use copydesk_core::Severity;
use jiff::civil::Date;

use crate::output::{FORMATS, Format};

/// Which drafts, and what is known of them.
#[derive(Args)]
pub(super) struct Drafts {
    /// Files and folders; `-` is standard input
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// The drafts' own date, whatever they say: 2020-01-03
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<Date>,
    /// The name of standard input, for its format, its settings and its date
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Leave out what the settings exclude and what is never copy, even if it is named outright
    #[arg(long)]
    pub(super) force_exclude: bool,
}

#[derive(Args)]
#[command(group = ArgGroup::new("mending").multiple(true))]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) drafts: Drafts,
    /// How findings are printed
    #[arg(long, value_enum, default_value = "full", value_name = "FORMAT")]
    pub(super) output_format: &'static Format,
    /// Write a further report to a file, such as sarif=copydesk.sarif; may be given several times
    #[arg(long, value_name = "FORMAT=FILE")]
    pub(super) output: Vec<Output>,
    /// Print how often each rule spoke, and not what it found
    #[arg(long)]
    pub(super) statistics: bool,
    /// The least severity that ends the program with 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub(super) fail_on: FailOn,
    /// When to colour
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: Color,
    /// Mend what can be mended safely, and report the rest
    #[arg(long, group = "mending", help_heading = "Mending")]
    pub(super) fix: bool,
    /// Print what --fix would change, as a unified diff, and write nothing
    #[arg(long, group = "mending", help_heading = "Mending")]
    pub(super) diff: bool,
    /// Mend also what is likely right and for the writer to decide; look at --diff first
    #[arg(long, requires = "mending", help_heading = "Mending")]
    pub(super) unsafe_fixes: bool,
    /// Allow every finding where it stands, giving this reason
    #[arg(long, value_name = "REASON", value_parser = reason, conflicts_with_all = ["mending", "write_baseline"], help_heading = "Old copy")]
    pub(super) add_allow: Option<String>,
    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE", help_heading = "Old copy")]
    pub(super) baseline: Option<PathBuf>,
    /// Write the findings to this file, so that --baseline leaves them out
    #[arg(long, value_name = "FILE", conflicts_with_all = ["mending", "baseline", "changed_since"], help_heading = "Old copy")]
    pub(super) write_baseline: Option<PathBuf>,
    /// Report only what touches lines changed since this revision of git and the current one parted
    #[arg(long, value_name = "REV", help_heading = "Old copy")]
    pub(super) changed_since: Option<String>,
    /// Check again whenever a draft or its settings change
    #[arg(long, conflicts_with_all = ["mending", "add_allow", "write_baseline"])]
    pub(super) watch: bool,
}

#[derive(Args)]
pub(super) struct Read {
    #[command(flatten)]
    pub(super) drafts: Drafts,
    /// How the reading is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) output_format: ReadFormat,
}

/// A reason that says something.
fn reason(words: &str) -> Result<String, String> {
    if words.trim().is_empty() { Err("say why".to_owned()) } else { Ok(words.to_owned()) }
}

impl ValueEnum for &'static Format {
    fn value_variants<'a>() -> &'a [Self] {
        &FORMATS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name).help(self.about))
    }
}

/// A further report.
#[derive(Clone)]
pub(super) struct Output {
    pub(super) format: &'static Format,
    pub(super) file: PathBuf,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let (name, file) = word
            .split_once('=')
            .filter(|(_, file)| !file.is_empty())
            .ok_or_else(|| "write FORMAT=FILE, such as sarif=copydesk.sarif".to_owned())?;
        if file == "-" {
            return Err("a further report goes to a file; --output-format is for standard output".to_owned());
        }
        let format = FORMATS.into_iter().find(|format| format.name == name).ok_or_else(|| {
            let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
            format!("there is no format `{name}`; write one of {}", names.join(", "))
        })?;
        Ok(Self { format, file: file.into() })
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ReadFormat {
    /// A line for each thing read
    #[default]
    Full,
    /// One JSON object a draft and line
    JsonLines,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    #[default]
    Warning,
    Information,
    Hint,
    Never,
}

impl FailOn {
    /// The least severity that fails the run; `None` where nothing does.
    pub(super) fn least(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Information => Some(Severity::Information),
            FailOn::Hint => Some(Severity::Hint),
            FailOn::Never => None,
        }
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Also into a pipe or a file
    Always,
    /// Nowhere
    Never,
}
