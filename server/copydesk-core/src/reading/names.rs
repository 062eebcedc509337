//! Names: people, places and organisations, and which mentions are the same one.
//!
//! [`mentions`] finds the runs of capitals in a paragraph, titles cut off; [`draft`] decides over the
//! whole draft which of them name something; [`clusters`] gathers them into names.

mod bearers;
mod bearing;
mod candidates;
mod clusters;
mod draft;
mod evidence;
mod firsts;
mod keys;
mod kinds;
mod linked;
mod mentions;
mod middle;
mod occurrences;
mod runs;
mod surroundings;
mod titles;
mod twins;
mod typography;
mod variants;
mod vocabulary;
mod whereabouts;
mod words;

use self::draft::Mentions;
use self::vocabulary::Vocabulary;
use super::link::Paragraphs;
use super::paragraph::Paragraph;
use crate::text::Span;

pub(super) use linked::Linked;
pub(super) use mentions::Room;
pub use runs::{Part, PartKind, Run};
pub use variants::{Spelling, Variant};

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

/// How much of a name stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Two words of the name or more: "Ana Ruiz", "Defense Ministry"; initials count.
    Full,
    /// A person's surname alone: "Ruiz".
    Surname,
    /// A person's given name alone: "Ana".
    Given,
    /// The only word the name has in this draft, or a short form of it.
    Single,
}

/// One place where a name stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where, title and possessive left out.
    pub span: Span,
    /// The title before it, if there is one: "Gen.", "Harbour Master".
    pub title: Option<Span>,
    /// The surname in it with its particles, for a person's name; otherwise the whole. A rename of
    /// a person touches this in every mention but those by the given name.
    pub surname: Span,
    /// How much of the name stands here.
    pub form: Form,
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
    /// Every mention by place: its span, the index of its name, its index among that name's mentions.
    order: Vec<(Span, u32, u32)>,
}

impl Names {
    /// Names with their mentions, put in order.
    fn new(all: Vec<Name>) -> Self {
        let mut order: Vec<_> = (0u32..)
            .zip(&all)
            .flat_map(|(name, one)| (0u32..).zip(&one.mentions).map(move |(at, m)| (m.span, name, at)))
            .collect();
        order.sort_unstable();
        Self { all, order }
    }

    /// The name that has a mention at a span, or overlapping it.
    pub fn at(&self, span: Span) -> Option<&Name> {
        self.mention_at(span).map(|(name, _)| name)
    }

    /// The first mention that overlaps a span, with its name.
    pub fn mention_at(&self, span: Span) -> Option<(&Name, &Mention)> {
        let first = self.order.partition_point(|(place, ..)| place.end <= span.start);
        let (place, ..) = self.order.get(first)?;
        place.overlaps(span).then(|| self.entry(first))
    }

    /// Every mention with its name, in the draft's order.
    pub fn mentions(&self) -> impl DoubleEndedIterator<Item = (&Name, &Mention)> + '_ {
        (0..self.order.len()).map(|at| self.entry(at))
    }

    /// The mentions that end before a byte, the nearest first.
    pub fn before(&self, byte: u32) -> impl Iterator<Item = (&Name, &Mention)> + '_ {
        let end = self.order.partition_point(|(place, ..)| place.end <= byte);
        (0..end).rev().map(|at| self.entry(at))
    }

    /// The persons mentioned before a byte, the nearest first; one as often as mentioned.
    pub fn persons_before(&self, byte: u32) -> impl Iterator<Item = (&Name, &Mention)> + '_ {
        self.before(byte).filter(|(name, _)| name.kind == NameKind::Person)
    }

    /// The mentions inside a span, in the draft's order.
    pub fn inside(&self, span: Span) -> impl DoubleEndedIterator<Item = (&Name, &Mention)> + '_ {
        let start = self.order.partition_point(|(place, ..)| place.start < span.start);
        let end = self.order.partition_point(|(place, ..)| place.end <= span.end);
        (start..end.max(start)).map(|at| self.entry(at))
    }

    fn entry(&self, at: usize) -> (&Name, &Mention) {
        let (_, name, mention) = self.order[at];
        let name = &self.all[name as usize];
        (name, &name.mentions[mention as usize])
    }
}

/// The mentions of one paragraph.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ParagraphNames {
    /// What may be mentions, relative to the paragraph, disjoint and sorted.
    pub mentions: Vec<Run>,
    /// Their words, in order; each run holds a range of them.
    pub parts: Vec<Part>,
}

impl ParagraphNames {
    /// The words of a run.
    pub fn parts(&self, run: &Run) -> &[Part] {
        &self.parts[run.parts.0 as usize..run.parts.1 as usize]
    }
}

/// A list in order, each entry once.
fn each_once<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}

/// Reads a paragraph's mentions.
pub(super) fn read(paragraph: &Paragraph, room: &mut Room, read: &mut ParagraphNames) {
    mentions::read(paragraph, room, read);
}

/// Links the mentions of a draft into names.
pub(super) fn link(draft: &Paragraphs) -> Names {
    let mut vocabulary = Vocabulary::default();
    let mentions = Mentions::of(draft, &mut vocabulary);
    let found = mentions.found(draft.text, &vocabulary);
    clusters::gather(&found).names(&found)
}
