//! Dates: the draft's own, and every expression of time with its value.

use super::link::Paragraphs;
use super::paragraph::Paragraph;
use crate::text::Span;

/// Where the draft's own date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// A setting or an option.
    Option,
    /// Front matter.
    FrontMatter,
    /// A dateline: "BERLIN, March 3 —".
    Dateline,
    /// A line near the top: "Published: …".
    Header,
    /// The file's name.
    FileName,
}

impl DateSource {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            DateSource::Option => "option",
            DateSource::FrontMatter => "front-matter",
            DateSource::Dateline => "dateline",
            DateSource::Header => "header",
            DateSource::FileName => "file-name",
        }
    }
}

/// The draft's own date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDate {
    /// ISO 8601, as coarse as written; `--01-03` for a dateline whose year nothing tells.
    pub value: String,
    /// Where it was found.
    pub source: DateSource,
    /// Where it stands in the draft, if it does.
    pub span: Option<Span>,
}

/// What an expression of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// A date that says which by itself, the year left aside: "Jan. 3", "2016".
    Absolute,
    /// One that hangs on another date: "Friday", "last week".
    Relative,
    /// How long: "two days".
    Duration,
    /// Again and again: "every Friday".
    Recurring,
}

impl DateKind {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            DateKind::Absolute => "absolute",
            DateKind::Relative => "relative",
            DateKind::Duration => "duration",
            DateKind::Recurring => "recurring",
        }
    }
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: DateKind,
    /// What it stands for, in ISO 8601 or TIMEX3's form; `None` when unsure.
    pub value: Option<String>,
}

/// The dates of a draft.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Dates {
    /// The draft's own date: the first source that tells one.
    pub own: Option<OwnDate>,
    /// Expressions of time, disjoint and sorted.
    pub all: Vec<DateMention>,
}

/// The expressions of time of one paragraph.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ParagraphDates {
    /// Expressions, relative to the paragraph, disjoint and sorted, values not yet resolved.
    pub all: Vec<DateMention>,
}

/// Reads a paragraph's expressions of time.
pub(super) fn read(_paragraph: &Paragraph) -> ParagraphDates {
    ParagraphDates::default()
}

/// Finds the draft's own date and resolves every expression by it.
pub(super) fn link(_draft: &Paragraphs) -> Dates {
    Dates::default()
}
