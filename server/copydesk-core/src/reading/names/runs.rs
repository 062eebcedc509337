//! What a paragraph tells of its names by itself.

use crate::text::Span;

/// What a part of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// A word of its own: a given name, a surname, "Ministry".
    Word,
    /// A letter that stands for a word: "J.", "W".
    Initial,
    /// A small word of a surname: "de", "van", "al-". Kept or left out, the name is the same.
    Particle,
    /// What joins the words of an organisation's name: "of", "for", "&".
    Joint,
    /// What tells generations apart: "Jr.", "III".
    Suffix,
    /// A nickname in quote marks.
    Nickname,
}

/// A part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands; a compound with hyphens is one part.
    pub span: Span,
    /// What it is.
    pub kind: PartKind,
    /// Whether its capital may come from its place: it opens a sentence, or all words here have one.
    pub doubtful: bool,
}

/// A run of capitals that may name someone or something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where, title and possessive left out.
    pub span: Span,
    /// The title before it.
    pub title: Option<Span>,
    /// Whether it stands where every word has a capital, so that it may be several names or none.
    pub in_title_case: bool,
    /// Its parts: the first and the one after the last.
    pub parts: (u32, u32),
}
