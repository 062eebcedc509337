//! What a draft says: who speaks, who is named, when things happen.
//!
//! A paragraph is read by itself ([`paragraph`]), a pure function of its words; then the
//! paragraphs are linked over the draft (`link`): whom "he" means, which spellings are one
//! name, what day "Friday" was. `memo` keeps what needs no second reading.

pub mod dates;
mod link;
mod memo;
pub mod names;
pub mod paragraph;
pub mod quotes;
pub mod sentences;
pub mod tokens;

use std::sync::{Arc, OnceLock};

pub use memo::Memo;

use self::names::{Names, Variant};
use self::paragraph::Scratch;
use self::quotes::Quote;
use crate::draft::Draft;
use crate::formats::{Block, FrontMatter, Outline};
use crate::stylebook::Stylebook;
use crate::text::{Span, Text};

/// A draft, read. Every span is in bytes of `text`.
///
/// What the rules judge by is read at once. Names with all their mentions, and whom "he" means, are
/// put together when they are first asked for, sentences each time they are: most checks never do.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The draft's text in one piece.
    pub text: Text,
    /// How it is laid out.
    pub outline: Arc<Outline>,
    /// Quotations, sorted; a nested one follows the one that holds it.
    pub quotes: Arc<quotes::Quotes>,
    /// Pairs of spellings that look like one name, by the first place of the odd one.
    pub variants: Vec<Arc<Variant>>,
    /// The draft's own date and every expression of time in it, sorted.
    pub dates: dates::Dates,
    /// What each block says.
    paragraphs: Arc<memo::Paragraphs>,
    names: OnceLock<Names>,
    speakers: OnceLock<Vec<Option<String>>>,
}

impl Reading {
    /// The words a span covers.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The article's blocks, disjoint and sorted.
    pub fn blocks(&self) -> &[Block] {
        &self.outline.blocks
    }

    /// What stands above the article in a form for programs.
    pub fn front_matter(&self) -> Option<&FrontMatter> {
        self.outline.front_matter.as_ref()
    }

    /// The comments that the draft's format holds, their marks included, sorted.
    pub fn comments(&self) -> &[Span] {
        &self.outline.comments
    }

    /// The index of the block that holds a byte, or of the last one before it.
    pub fn block_at(&self, byte: u32) -> Option<usize> {
        self.blocks().partition_point(|block| block.span.start <= byte).checked_sub(1)
    }

    /// People, places and organisations, in order of their first mention.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| names::link(&self.linked()))
    }

    /// The fullest form in the draft of whoever speaks a quotation, without article and title; `None`
    /// when unsure.
    pub fn speaker_name(&self, quote: &Quote) -> Option<&str> {
        quote.speaker?;
        let speakers = self.speakers.get_or_init(|| quotes::speakers(&self.linked(), self.names()));
        // No two quotations open with one mark.
        let at = self.quotes.all.partition_point(|one| one.span.start < quote.span.start);
        speakers.get(at)?.as_deref()
    }

    /// The sentences of every block, disjoint and sorted; cut when they are asked for.
    pub fn sentences(&self) -> Vec<Span> {
        let mut scratch = Scratch::default();
        self.blocks().iter().flat_map(|block| scratch.sentences(block, &self.text)).collect()
    }

    /// The sentence that holds a stretch, if one does.
    pub fn sentence_around(&self, span: Span) -> Option<Span> {
        let block = &self.blocks()[self.block_at(span.start)?];
        Scratch::default().sentences(block, &self.text).into_iter().find(|sentence| sentence.contains(span))
    }

    fn linked(&self) -> link::Paragraphs<'_> {
        link::Paragraphs::new(&self.text, &self.outline, &self.paragraphs)
    }
}

/// Reads a draft. Paragraphs that `memo` knows are not read again.
pub fn read(draft: &Draft, stylebook: &Stylebook, memo: &mut Memo) -> Reading {
    read_unless(draft, stylebook, memo, &|| false).expect("nothing stops it")
}

/// Reads a draft, unless `stop` says that no one waits for it any more: it is asked before every
/// paragraph that is read. What was read until then stays in `memo`, for the next version.
pub fn read_unless(
    draft: &Draft,
    stylebook: &Stylebook,
    memo: &mut Memo,
    stop: &dyn Fn() -> bool,
) -> Option<Reading> {
    let memo::Read { outline, paragraphs, quotes, variants, dates } = memo.read(draft, stylebook, stop)?;
    let (text, names, speakers) = (draft.text.clone(), OnceLock::new(), OnceLock::new());
    Some(Reading { text, outline, quotes, variants, dates, paragraphs, names, speakers })
}

impl PartialEq for Reading {
    /// Whether two readings say the same, what is put together when asked for taken in.
    fn eq(&self, other: &Self) -> bool {
        let speakers = |reading: &Self| {
            let name = |quote| reading.speaker_name(quote).map(str::to_owned);
            reading.quotes.all.iter().map(name).collect::<Vec<_>>()
        };
        self.text == other.text
            && self.outline == other.outline
            && self.quotes == other.quotes
            && self.variants == other.variants
            && self.dates == other.dates
            && self.names() == other.names()
            && self.sentences() == other.sentences()
            && speakers(self) == speakers(other)
    }
}
