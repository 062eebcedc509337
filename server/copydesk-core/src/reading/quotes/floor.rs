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
use crate::reading::names::Names;
use crate::text::Span;

/// Who speaks: the words that say so, and whom they mean, where that is asked for.
#[derive(Clone, Debug)]
struct Speaker {
    span: Span,
    name: Option<String>,
}

/// The speaker of a paragraph, for the next one.
#[derive(Clone, Debug)]
struct Floor {
    speaker: Speaker,
    cue: Option<Span>,
    /// Whether the paragraph ended with a colon.
    colon: bool,
}

/// Links the quotations of a draft. `names` is asked only where a quotation hangs on what bears a name.
pub(super) fn link<'a>(draft: &'a Paragraphs<'a>, names: &'a dyn Fn() -> &'a Names) -> Quotes {
    let mut linker = Linker::new(draft, names, None);
    linker.blocks();
    linker.quotes
}

/// The name of each quotation's speaker, in the draft's order.
pub(super) fn speakers<'a>(draft: &'a Paragraphs<'a>, names: &'a Names) -> Vec<Option<String>> {
    let names_of = || names;
    let mut linker = Linker::new(draft, &names_of, Some(Who::new(draft, names)));
    linker.blocks();
    linker.speakers
}

struct Linker<'a> {
    draft: &'a Paragraphs<'a>,
    names: &'a dyn Fn() -> &'a Names,
    /// Tells whom a speaker's words mean; `None` where no one asks.
    who: Option<Who<'a>>,
    /// Who spoke in the paragraph before.
    floor: Option<Floor>,
    /// Whether the paragraph before announced words with a colon and named no one.
    announced: bool,
    /// Whom the script's last label names.
    script: Option<Speaker>,
    /// Whether the paragraph before left its quotation open.
    running: bool,
    /// Whether the paragraph before was a reply in a dialogue that names no one.
    dialogue: bool,
    quotes: Quotes,
    /// The name of each quotation's speaker, if `who` tells.
    speakers: Vec<Option<String>>,
}

impl<'a> Linker<'a> {
    fn new(draft: &'a Paragraphs<'a>, names: &'a dyn Fn() -> &'a Names, who: Option<Who<'a>>) -> Self {
        Self {
            draft,
            names,
            who,
            floor: None,
            announced: false,
            script: None,
            running: false,
            dialogue: false,
            quotes: Quotes::default(),
            speakers: Vec::new(),
        }
    }

    fn blocks(&mut self) {
        for (index, (block, reading)) in self.draft.iter().enumerate() {
            self.block(index, block, &reading.quotes);
        }
    }

    /// A speaker by the words that name one; `index` is the block's that holds them.
    fn speaker(&mut self, span: Span, index: usize) -> Speaker {
        let name = self.who.as_mut().and_then(|who| who.name(span, index));
        Speaker { span, name }
    }

    fn block(&mut self, index: usize, block: &Block, local: &ParagraphQuotes) {
        let by = block.span.start;
        self.dialogue = self.is_reply(index)
            && (self.dialogue
                || self.floor.as_ref().is_some_and(|floor| !floor.colon) && self.is_reply(index + 1));
        let runs_on = self.runs_on(index, local);
        let first = self.quotes.all.len();
        if let Some(label) = local.script {
            self.script = Some(self.speaker(label.shifted(by), index));
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
        self.floor = self.next_floor(index, local, first);
        self.announced = local.colon && self.floor.is_none();
        self.running = runs_on;
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
    fn quote(&mut self, index: usize, block: &Block, local: &LocalQuote) -> (Quote, Option<String>) {
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
        quote.speaker = speaker.as_ref().map(|speaker| speaker.span);
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
        if self.dialogue {
            quote.attribution = Attribution::Implied;
            return None;
        }
        if quote.attribution != Attribution::Missing {
            return None;
        }
        let announced = self.floor.as_ref().is_some_and(|floor| floor.colon);
        if let Some(floor) = &self.floor
            && (local.opens || quote.kind != QuoteKind::Speech)
        {
            quote.attribution = match (local.opens, announced) {
                (false, _) => Attribution::Implied,
                (true, true) => Attribution::Attributed,
                (true, false) => Attribution::Continued,
            };
            quote.cue = floor.cue;
            return Some(floor.speaker.clone());
        }
        if let Some(speaker) = &self.script {
            quote.attribution = Attribution::Attributed;
            return Some(speaker.clone());
        }
        if let Some(lean) = local.lean.map(|lean| lean.shifted(block.span.start))
            && who::is_person(self.draft.text, self.names, lean)
        {
            quote.attribution = Attribution::Implied;
            return Some(self.speaker(lean, index));
        }
        // What runs on was judged where it began; a colon announces words, though not whose.
        let runs_on = local.opens && (self.running || self.announced);
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
        let name = self.speakers.get(first + at).cloned().flatten();
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
        let left =
            if runs_on { &local.unclosed[..local.unclosed.len().saturating_sub(1)] } else { &local.unclosed };
        for mark in left {
            let mark = mark.shifted(block.span.start);
            let straight = matches!(mark.of(self.draft.text), "\"" | "''" | "'" | "＂");
            self.quotes.unclosed.push(Unclosed { mark, straight });
        }
    }
}
