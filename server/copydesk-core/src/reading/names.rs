//! Names: people, places and organisations, and which mentions are the same one.

use super::link::Paragraphs;
use super::paragraph::Paragraph;
use crate::text::Span;

/// What bears a name, as far as the draft shows it. No rule hangs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// Someone.
    Person,
    /// A place: town, country, street.
    Place,
    /// A body: ministry, firm, party.
    Organization,
    /// Anything else that bears a name, or nothing shows what.
    Other,
}

impl NameKind {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Place => "place",
            NameKind::Organization => "organization",
            NameKind::Other => "other",
        }
    }
}

/// One place where a name stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where, title and possessive left out.
    pub span: Span,
}

/// Someone or something named in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The fullest form in the draft, without a leading article or a title.
    pub full: String,
    /// What bears it.
    pub kind: NameKind,
    /// Its mentions, sorted.
    pub mentions: Vec<Mention>,
}

/// The names of a draft.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Names {
    /// Names in order of their first mention.
    pub all: Vec<Name>,
}

impl Names {
    /// The name that has a mention at a span, or overlapping it.
    pub fn at(&self, span: Span) -> Option<&Name> {
        self.all.iter().find(|name| name.mentions.iter().any(|mention| mention.span.overlaps(span)))
    }
}

/// The mentions of one paragraph.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ParagraphNames {
    /// Mentions, relative to the paragraph, disjoint and sorted.
    pub mentions: Vec<Mention>,
}

/// Reads a paragraph's mentions.
pub(super) fn read(_paragraph: &Paragraph) -> ParagraphNames {
    ParagraphNames::default()
}

/// Links the mentions of a draft into names.
pub(super) fn link(_draft: &Paragraphs) -> Names {
    Names::default()
}
