//! One paragraph, read by itself: a pure function of its words and its [`Context`].

use super::quotes::Convention;
use super::tokens::{self, Cut, Token};
use super::{dates, names, quotes, sentences};
use crate::formats::{Block, Role};
use crate::languages::{Classes, Language, english};
use crate::text::Span;

/// All that a paragraph's reading hangs on, beside its words.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What the block is in its article.
    pub role: Role,
    /// The language it is written in.
    pub language: &'static Language,
    /// How the draft sets quotations.
    pub convention: Convention,
    /// The newsroom's cue verbs beyond the language's own.
    pub cues: &'a [String],
    /// Whether it is one of the article's first, so that it is asked what a lede tells.
    pub opens: bool,
}

impl Context<'static> {
    /// That of words that are read by themselves.
    pub fn of(role: Role) -> Self {
        Self { role, language: english(), convention: Convention::default(), cues: &[], opens: false }
    }
}

/// A paragraph cut into tokens and sentences, for those who read it.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'a> {
    /// Its prose, markup blanked.
    pub text: &'a str,
    /// Its tokens, in order.
    pub tokens: &'a [Token],
    /// Its tokens with where those of a sort are.
    pub cut: &'a Cut,
    /// The token after each sentence's last, in order; the last one ends the paragraph.
    pub sentence_ends: &'a [usize],
    /// What else its reading hangs on.
    pub context: &'a Context<'a>,
}

/// Room to read paragraphs in.
#[derive(Debug, Default)]
pub struct Scratch {
    pieces: [Pieces; TOGETHER],
    names: names::Room,
    dates: dates::Room,
    quotes: quotes::Room,
}

/// Paragraphs that are read together, at most: what a room runs through to read one is at hand for the
/// next, and their tokens are few enough to be so too.
pub const TOGETHER: usize = 16;

/// A paragraph's tokens and sentences.
#[derive(Debug, Default)]
struct Pieces {
    cut: Cut,
    sentence_ends: Vec<usize>,
}

impl Scratch {
    /// Cuts a paragraph into tokens and sentences.
    pub fn cut<'a>(&'a mut self, text: &'a str, context: &'a Context<'a>) -> Paragraph<'a> {
        self.pieces[0].fill(text, context);
        self.pieces[0].paragraph(text, context)
    }

    /// The sentences of a block, in the draft's own bytes.
    pub fn sentences(&mut self, block: &Block, text: &str) -> Vec<Span> {
        let context = Context::of(block.role);
        let paragraph = self.cut(block.prose(text), &context);
        let span = |tokens| paragraph.span(tokens).shifted(block.span.start);
        paragraph.sentences().map(span).collect()
    }
}

impl Pieces {
    fn fill(&mut self, text: &str, context: &Context) {
        tokens::cut(text, &context.language.lexicon, &mut self.cut);
        sentences::ends(text, &self.cut, &mut self.sentence_ends);
    }

    fn paragraph<'a>(&'a self, text: &'a str, context: &'a Context<'a>) -> Paragraph<'a> {
        let (cut, sentence_ends) = (&self.cut, &self.sentence_ends);
        Paragraph { text, tokens: &cut.tokens, cut, sentence_ends, context }
    }
}

impl<'a> Paragraph<'a> {
    /// The words of a token; empty past the ends.
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| token.span.of(self.text))
    }

    /// The words of a token in bytes, for a look at how they end; empty past the ends.
    pub fn bytes(&self, token: usize) -> &'a [u8] {
        self.tokens.get(token).and_then(|token| self.text.as_bytes().get(token.span.range())).unwrap_or(&[])
    }

    /// What a token's word can be; nothing past the ends.
    pub fn classes(&self, token: usize) -> Classes {
        self.tokens.get(token).map_or(Classes::default(), |token| token.classes)
    }

    /// Whether a token's word can be of a class.
    pub fn is(&self, token: usize, class: Classes) -> bool {
        self.classes(token).any(class)
    }

    /// The lemma of a token's word as it stands in the lexicon's id; unknown for unknown words.
    pub fn lemma(&self, token: usize) -> crate::languages::WordId {
        self.tokens.get(token).map_or(crate::languages::WordId::UNKNOWN, |token| {
            self.context.language.lexicon.entry(token.word).lemma
        })
    }

    /// The sentences, as ranges of tokens.
    pub fn sentences(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let starts = std::iter::once(0).chain(self.sentence_ends.iter().copied());
        starts.zip(self.sentence_ends.iter().copied()).map(|(start, end)| start..end)
    }

    /// Where a range of tokens lies.
    pub fn span(&self, tokens: std::ops::Range<usize>) -> Span {
        match &self.tokens[tokens] {
            [] => Span::default(),
            [only] => only.span,
            [first, .., last] => first.span.to(last.span),
        }
    }
}

/// What a paragraph says, all spans relative to its own start.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ParagraphReading {
    /// Its quotations with what it says of their speakers.
    pub quotes: quotes::ParagraphQuotes,
    /// Its mentions of names.
    pub names: names::ParagraphNames,
    /// Its expressions of time.
    pub dates: dates::ParagraphDates,
}

/// Reads paragraphs, [`TOGETHER`] at most: each by itself, one room after the other. What `read` held
/// before is dropped.
pub fn read(paragraphs: &[(&str, Context)], scratch: &mut Scratch, read: &mut [&mut ParagraphReading]) {
    let Scratch { pieces, names, dates, quotes } = scratch;
    for (pieces, (text, context)) in pieces.iter_mut().zip(paragraphs) {
        pieces.fill(text, context);
    }
    let all =
        || pieces.iter().zip(paragraphs).map(|(pieces, (text, context))| pieces.paragraph(text, context));
    for (paragraph, read) in all().zip(&mut *read) {
        names::read(&paragraph, names, &mut read.names);
    }
    for (paragraph, read) in all().zip(&mut *read) {
        dates::read(&paragraph, dates, &mut read.dates);
    }
    for (paragraph, read) in all().zip(&mut *read) {
        quotes::read(&paragraph, quotes, &mut read.quotes);
    }
}

/// Puts a list in the place of another. A new one takes no more room than it needs; one that held others
/// will hold others again.
pub(super) fn refill<T>(list: &mut Vec<T>, with: impl ExactSizeIterator<Item = T>) {
    list.clear();
    if list.capacity() == 0 {
        list.reserve_exact(with.len());
    }
    list.extend(with);
}
