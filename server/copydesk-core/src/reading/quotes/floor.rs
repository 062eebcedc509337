//! Who holds the floor from one paragraph to the next.
//!
//! A quotation that its paragraph leaves open runs on in the next one. A paragraph that is a
//! quotation and names no one goes on for the speaker of the paragraph before, or says what a
//! colon announced. Short quotations that follow each other so are a dialogue, whose speakers are not
//! guessed. Anything else that names no one is missing its speaker.

use super::paragraph::{LocalQuote, ParagraphQuotes, Voice};
use super::who::{self, Who};
use super::{Attribution, Quote, QuoteKind, Quotes, Unclosed};
use crate::formats::{Block, Role};
use crate::reading::link::Paragraphs;
use crate::reading::names::{NameKind, Names};
use crate::text::{Change, Span};

/// Who speaks: the words that say so, and whom they mean, where that is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Speaker {
    span: Span,
    /// In [`Linker::names`].
    name: Option<u32>,
}

/// The speaker of a paragraph, for the next one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Floor {
    speaker: Speaker,
    cue: Option<Span>,
    /// Whether the paragraph ended with a colon.
    colon: bool,
}

/// What a paragraph leaves to the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct State {
    /// Who spoke in it.
    floor: Option<Floor>,
    /// Whether it announced words with a colon and named no one.
    announced: bool,
    /// Whom the script's last label names.
    script: Option<Speaker>,
    /// Whether it left its quotation open.
    running: bool,
    /// Whether it was a reply in a dialogue that names no one.
    dialogue: bool,
}

impl State {
    /// The same in a text that changed elsewhere.
    pub(super) fn moved(self, change: Change) -> Self {
        let moved = |one: Speaker| Speaker { span: change.moved(one.span), ..one };
        let floor = self.floor.map(|floor| Floor {
            speaker: moved(floor.speaker),
            cue: floor.cue.map(|cue| change.moved(cue)),
            ..floor
        });
        Self { floor, script: self.script.map(moved), ..self }
    }
}

/// The name of each quotation's speaker, in the draft's order.
pub(super) fn speakers<'a>(draft: &'a Paragraphs<'a>, names: &'a Names) -> Vec<Option<String>> {
    let is_person = |span| names.at(span).is_some_and(|name| name.kind == NameKind::Person);
    let mut linker = Linker::new(draft, State::default(), &is_person);
    linker.who = Some(Who::new(draft, names));
    (0..draft.blocks.len()).for_each(|block| linker.next(block));
    let name = |speaker: &Option<u32>| speaker.map(|name| linker.names[name as usize].clone());
    linker.speakers.iter().map(name).collect()
}

/// Goes from paragraph to paragraph.
pub(super) struct Linker<'a> {
    draft: &'a Paragraphs<'a>,
    /// Whether a name is a person's.
    is_person: &'a dyn Fn(Span) -> bool,
    /// Tells whom a speaker's words mean; `None` where no one asks.
    who: Option<Who<'a>>,
    /// What the last paragraph left.
    pub(super) state: State,
    /// The quotations so far.
    pub(super) quotes: Quotes,
    /// The names of speakers, if `who` tells.
    names: Vec<String>,
    /// The name of each quotation's speaker, if `who` tells.
    speakers: Vec<Option<u32>>,
}

impl<'a> Linker<'a> {
    /// Goes on from what a paragraph left. `is_person` is asked only where a quotation hangs on what
    /// bears a name.
    pub(super) fn new(draft: &'a Paragraphs<'a>, state: State, is_person: &'a dyn Fn(Span) -> bool) -> Self {
        let quotes = Quotes::default();
        Self { draft, is_person, who: None, state, quotes, names: Vec::new(), speakers: Vec::new() }
    }

    /// Links the next block, by its index.
    pub(super) fn next(&mut self, index: usize) {
        self.block(index, &self.draft.blocks[index], &self.draft.readings[index].quotes);
    }

    /// A speaker by the words that name one; `index` is the block's that holds them.
    fn speaker(&mut self, span: Span, index: usize) -> Speaker {
        let name = self.who.as_mut().and_then(|who| who.name(span, index));
        let name = name.map(|name| {
            self.names.push(name);
            self.names.len() as u32 - 1
        });
        Speaker { span, name }
    }

    fn block(&mut self, index: usize, block: &Block, local: &ParagraphQuotes) {
        let by = block.span.start;
        self.state.dialogue = self.is_reply(index)
            && (self.state.dialogue
                || self.state.floor.is_some_and(|floor| !floor.colon) && self.is_reply(index + 1));
        let runs_on = self.runs_on(index, local);
        let first = self.quotes.all.len();
        if let Some(label) = local.script() {
            self.state.script = Some(self.speaker(label.shifted(by), index));
        }
        if let Some(who) = &mut self.who {
            let outer = local.all.iter().filter(|one| !one.nested);
            who.quoted(outer.map(|one| one.quote.span.shifted(by)));
        }
        for one in &local.all {
            if !one.closed && !runs_on {
                continue;
            }
            let (quote, name) = self.quote(index, block, one);
            self.quotes.all.push(quote);
            if self.who.is_some() {
                self.speakers.push(name);
            }
        }
        self.unclosed(block, local, runs_on);
        self.state.floor = self.next_floor(index, local, first);
        self.state.announced = local.colon && self.state.floor.is_none();
        self.state.running = runs_on;
    }

    /// Whether a paragraph is one short closed quotation that names no one. Where two such follow
    /// each other, two people may be talking, and nothing tells whose turn it is.
    fn is_reply(&self, index: usize) -> bool {
        const LONGEST_REPLY: u32 = 100;
        let (Some(block), Some(reading)) = (self.draft.blocks.get(index), self.draft.readings.get(index))
        else {
            return false;
        };
        let mut outer = reading.quotes.all.iter().filter(|one| !one.nested);
        let (Some(one), None) = (outer.next(), outer.next()) else { return false };
        let length = block.span.end - block.span.start;
        block.role == Role::Paragraph
            && length <= LONGEST_REPLY
            && one.opens
            && one.closed
            && one.quote.span.end == length
            && one.quote.attribution == Attribution::Missing
    }

    /// Whether the paragraph's last quotation goes on in the next paragraph.
    fn runs_on(&self, index: usize, local: &ParagraphQuotes) -> bool {
        let open = local.all.iter().any(|one| !one.closed);
        let next = self.draft.readings.get(index + 1);
        open && next.is_some_and(|next| next.quotes.opens_with_mark)
    }

    /// A quotation with the name of its speaker.
    fn quote(&mut self, index: usize, block: &Block, local: &LocalQuote) -> (Quote, Option<u32>) {
        let by = block.span.start;
        let mut quote = local.quote;
        quote.span = quote.span.shifted(by);
        quote.cue = quote.cue.map(|cue| cue.shifted(by));
        let mut speaker = quote.speaker.map(|span| self.speaker(span.shifted(by), index));
        if matches!(block.role, Role::Headline | Role::Heading | Role::Cell) {
            // A headline quotes what the article attributes.
            let named = matches!(quote.kind, QuoteKind::Title | QuoteKind::Nickname);
            quote.attribution = if named { Attribution::None } else { Attribution::Implied };
            (speaker, quote.cue) = (None, None);
        }
        let unsaid = matches!(quote.attribution, Attribution::Missing)
            || speaker.is_none() && quote.attribution != Attribution::Missing && local.opens;
        if !local.nested && unsaid && !quote.passive {
            speaker = self.settle(index, block, local, &mut quote).or(speaker);
        }
        quote.speaker = speaker.map(|speaker| speaker.span);
        (quote, speaker.and_then(|speaker| speaker.name))
    }

    /// Settles a quotation whose paragraph names no one; its speaker, if one is found.
    fn settle(
        &mut self,
        index: usize,
        block: &Block,
        local: &LocalQuote,
        quote: &mut Quote,
    ) -> Option<Speaker> {
        if self.state.dialogue {
            quote.attribution = Attribution::Implied;
            return None;
        }
        if quote.attribution != Attribution::Missing {
            return None;
        }
        let announced = self.state.floor.is_some_and(|floor| floor.colon);
        if let Some(floor) = self.state.floor
            && (local.opens || quote.kind != QuoteKind::Speech)
        {
            quote.attribution = match (local.opens, announced) {
                (false, _) => Attribution::Implied,
                (true, true) => Attribution::Attributed,
                (true, false) => Attribution::Continued,
            };
            quote.cue = floor.cue;
            return Some(floor.speaker);
        }
        if let Some(speaker) = self.state.script {
            quote.attribution = Attribution::Attributed;
            return Some(speaker);
        }
        if let Some(lean) = local.lean.map(|lean| lean.shifted(block.span.start))
            && (who::is_he_or_she(lean.of(self.draft.text)) || (self.is_person)(lean))
        {
            quote.attribution = Attribution::Implied;
            return Some(self.speaker(lean, index));
        }
        // What runs on was judged where it began; a colon announces words, though not whose.
        let runs_on = local.opens && (self.state.running || self.state.announced);
        if runs_on || block.role != Role::Paragraph || quote.kind != QuoteKind::Speech {
            quote.attribution = Attribution::Implied;
        }
        None
    }

    fn next_floor(&mut self, index: usize, local: &ParagraphQuotes, first: usize) -> Option<Floor> {
        let block = &self.draft.blocks[index];
        let by = block.span.start;
        if !matches!(block.role, Role::Paragraph | Role::Item | Role::BlockQuote) {
            return None;
        }
        if let Some(Voice { speaker, cue }) = self.voice(index, local) {
            let speaker = self.speaker(speaker.shifted(by), index);
            return Some(Floor { speaker, cue: cue.map(|cue| cue.shifted(by)), colon: local.colon });
        }
        // A continued quotation hands the floor on.
        let here = self.quotes.all[first..].iter().enumerate();
        let (at, held) = here
            .rev()
            .find(|(_, quote)| quote.speaker.is_some() && quote.attribution != Attribution::Implied)?;
        let name = self.speakers.get(first + at).copied().flatten();
        Some(Floor { speaker: Speaker { span: held.speaker?, name }, cue: held.cue, colon: local.colon })
    }

    /// Who holds the floor at a paragraph's end, if anything hangs on it: whom "he" means there, or
    /// what the next paragraph quotes.
    fn voice(&self, index: usize, local: &ParagraphQuotes) -> Option<Voice> {
        let asks = || self.draft.readings.get(index + 1).is_some_and(|next| next.quotes.asks());
        let block = &self.draft.blocks[index];
        if self.who.is_some() || asks() { local.voice(block.prose(self.draft.text)) } else { None }
    }

    fn unclosed(&mut self, block: &Block, local: &ParagraphQuotes, runs_on: bool) {
        let unclosed = local.unclosed();
        let left = if runs_on { &unclosed[..unclosed.len().saturating_sub(1)] } else { unclosed };
        for mark in left {
            let mark = mark.shifted(block.span.start);
            let straight = matches!(mark.of(self.draft.text), "\"" | "''" | "'" | "＂");
            self.quotes.unclosed.push(Unclosed { mark, straight });
        }
    }
}
