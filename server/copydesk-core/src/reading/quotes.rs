//! Quotations: what stands in quote marks, what kind it is, who says it, by which words.
//!
//! A paragraph is read in five steps: its marks are paired (`marks`); what stands outside them
//! is cut into noun phrases and verbs (`line`); each verb finds its subject (`subjects`); verbs
//! of speech, "according to", labels and credits become cues (`cues`); and each quotation takes
//! the cue that fits it best (`assign`). What no paragraph can tell by itself, who still holds
//! the floor and whom "he" means, is linked over the draft (`floor`, `who`).

mod assign;
mod convention;
mod cues;
mod floor;
mod kinds;
mod line;
mod linked;
mod marks;
mod paragraph;
mod subjects;
mod who;

use super::link::Paragraphs;
use super::names::Names;
use super::paragraph::Paragraph;
use crate::text::Span;

pub use convention::Convention;
pub(super) use convention::Count;
pub(super) use linked::Linked;
pub use paragraph::ParagraphQuotes;
pub(super) use paragraph::Room;

/// What a quotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteKind {
    /// A sentence or more of someone's words.
    Speech,
    /// Some of someone's words inside the writer's sentence.
    Fragment,
    /// The title of a work.
    Title,
    /// A nickname inside a name.
    Nickname,
    /// A word as a word: a term, a slogan, scare quotes.
    Term,
}

impl QuoteKind {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            QuoteKind::Speech => "speech",
            QuoteKind::Fragment => "fragment",
            QuoteKind::Title => "title",
            QuoteKind::Nickname => "nickname",
            QuoteKind::Term => "term",
        }
    }
}

/// Whether someone is said to have spoken a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// Words say who.
    Attributed,
    /// An earlier speaker still holds the floor.
    Continued,
    /// Context makes it plain, or several speakers could be meant.
    Implied,
    /// No one in reach is said to have spoken it.
    Missing,
    /// The kind needs no speaker.
    None,
}

impl Attribution {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Attribution::Attributed => "attributed",
            Attribution::Continued => "continued",
            Attribution::Implied => "implied",
            Attribution::Missing => "missing",
            Attribution::None => "none",
        }
    }
}

/// A quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Where it lies, its quote marks taken in.
    pub span: Span,
    /// What it is.
    pub kind: QuoteKind,
    /// Whether someone is said to have spoken it.
    pub attribution: Attribution,
    /// The words that name the speaker: "he", "the ministry", "Ana Ruiz". Whom they mean, the
    /// reading's [`speaker_name`](super::Reading::speaker_name) tells.
    pub speaker: Option<Span>,
    /// The words that say so: "said", "according to".
    pub cue: Option<Span>,
    /// Whether its cue is a passive that names no agent: "was described as".
    pub passive: bool,
}

/// A quotation whose closing mark is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unclosed {
    /// The opening mark.
    pub mark: Span,
    /// Whether the mark is straight, so that it may be no quote mark at all.
    pub straight: bool,
}

/// The quotations of a draft.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Quotes {
    /// Quotations, sorted; a nested one follows the one that holds it.
    pub all: Vec<Quote>,
    /// Opening marks that nothing closes, sorted.
    pub unclosed: Vec<Unclosed>,
}

/// Reads a paragraph's quotations.
pub(super) fn read(paragraph: &Paragraph, room: &mut Room, read: &mut ParagraphQuotes) {
    paragraph::read(paragraph, room, read);
}

/// The fullest name of each quotation's speaker, in the order of [`Quotes::all`].
pub(super) fn speakers<'a>(draft: &'a Paragraphs<'a>, names: &'a Names) -> Vec<Option<String>> {
    floor::speakers(draft, names)
}
