//! Who holds the floor from one paragraph to the next.
//!
//! A quotation that its paragraph leaves open runs on in the next one. A paragraph that is a
//! quotation and names no one goes on for the speaker of the paragraph before, or says what a
//! colon announced. Short quotations that follow each other so are a dialogue, whose speakers are not
//! guessed. Anything else that names no one is missing its speaker.

use super::paragraph::{LocalQuote, ParagraphQuotes, Voice};
use super::who::Who;
use super::{Attribution, Quote, QuoteKind, Quotes, Speaker, Unclosed};
use crate::formats::{Block, Role};
use crate::reading::link::Paragraphs;
use crate::reading::names::Names;
use crate::text::Span;

/// The speaker of a paragraph, for the next one.
#[derive(Clone, Debug)]
struct Floor {
    speaker: Speaker,
    cue: Option<Span>,
    /// Whether the paragraph ended with a colon.
    colon: bool,
}

/// Links the quotations of a draft.
pub(super) fn link(draft: &Paragraphs, names: &Names) -> Quotes {
    let mut linker = Linker {
        draft,
        who: Who::new(draft, names),
        floor: None,
        announced: false,
        script: None,
        running: false,
        dialogue: false,
        quotes: Quotes::default(),
    };
    for (index, (block, reading)) in draft.iter().enumerate() {
        linker.block(index, block, &reading.quotes);
    }
    linker.quotes
}

struct Linker<'a> {
    draft: &'a Paragraphs<'a>,
    who: Who<'a>,
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
}

impl Linker<'_> {
    fn block(&mut self, index: usize, block: &Block, local: &ParagraphQuotes) {
        let by = block.span.start;
        self.dialogue = self.is_reply(index)
            && (self.dialogue
                || self.floor.as_ref().is_some_and(|floor| !floor.colon) && self.is_reply(index + 1));
        let runs_on = self.runs_on(index, local);
        let first = self.quotes.all.len();
        if let Some(label) = local.script {
            let span = label.shifted(by);
            self.script = Some(Speaker { span, name: self.who.name(span, index) });
        }
        let outer = local.all.iter().filter(|one| !one.nested);
        self.who.quoted(outer.map(|one| one.quote.span.shifted(by)));
        for one in &local.all {
            if !one.closed && !runs_on {
                continue;
            }
            let quote = self.quote(index, block, one);
            self.quotes.all.push(quote);
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

    fn quote(&mut self, index: usize, block: &Block, local: &LocalQuote) -> Quote {
        let by = block.span.start;
        let mut quote = local.quote.clone();
        quote.span = quote.span.shifted(by);
        quote.cue = quote.cue.map(|cue| cue.shifted(by));
        if let Some(speaker) = &mut quote.speaker {
            speaker.span = speaker.span.shifted(by);
            speaker.name = self.who.name(speaker.span, index);
        }
        if matches!(block.role, Role::Headline | Role::Heading | Role::Cell) {
            // A headline quotes what the article attributes.
            let named = matches!(quote.kind, QuoteKind::Title | QuoteKind::Nickname);
            quote.attribution = if named { Attribution::None } else { Attribution::Implied };
            (quote.speaker, quote.cue) = (None, None);
        }
        if local.nested {
            return quote;
        }
        let unsaid = matches!(quote.attribution, Attribution::Missing)
            || quote.speaker.is_none() && quote.attribution != Attribution::Missing && local.opens;
        if unsaid && !quote.passive {
            self.settle(index, block, local, &mut quote);
        }
        quote
    }

    /// Settles a quotation whose paragraph names no one.
    fn settle(&mut self, index: usize, block: &Block, local: &LocalQuote, quote: &mut Quote) {
        if self.dialogue {
            quote.attribution = Attribution::Implied;
            return;
        }
        let announced = self.floor.as_ref().is_some_and(|floor| floor.colon);
        if let Some(floor) = &self.floor
            && (local.opens || quote.kind != QuoteKind::Speech)
            && quote.attribution == Attribution::Missing
        {
            quote.attribution = match (local.opens, announced) {
                (false, _) => Attribution::Implied,
                (true, true) => Attribution::Attributed,
                (true, false) => Attribution::Continued,
            };
            quote.speaker = Some(floor.speaker.clone());
            quote.cue = floor.cue;
            return;
        }
        if quote.attribution != Attribution::Missing {
            return;
        }
        if let Some(speaker) = &self.script {
            quote.attribution = Attribution::Attributed;
            quote.speaker = Some(speaker.clone());
            return;
        }
        if let Some(lean) = local.lean.map(|lean| lean.shifted(block.span.start))
            && self.who.is_person(lean)
        {
            quote.attribution = Attribution::Implied;
            quote.speaker = Some(Speaker { span: lean, name: self.who.name(lean, index) });
            return;
        }
        // What runs on was judged where it began; a colon announces words, though not whose.
        if local.opens && (self.running || self.announced) {
            quote.attribution = Attribution::Implied;
            return;
        }
        if block.role != Role::Paragraph || quote.kind != QuoteKind::Speech {
            quote.attribution = Attribution::Implied;
        }
    }

    fn next_floor(&mut self, index: usize, local: &ParagraphQuotes, first: usize) -> Option<Floor> {
        let block = &self.draft.blocks[index];
        let by = block.span.start;
        if !matches!(block.role, Role::Paragraph | Role::Item | Role::BlockQuote) {
            return None;
        }
        let voice = local.voice.map(|Voice { speaker, cue }| {
            let span = speaker.shifted(by);
            let speaker = Speaker { span, name: self.who.name(span, index) };
            Floor { speaker, cue: cue.map(|cue| cue.shifted(by)), colon: local.colon }
        });
        if voice.is_some() {
            return voice;
        }
        // A continued quotation hands the floor on.
        let held = self.quotes.all[first..]
            .iter()
            .rev()
            .find(|quote| quote.speaker.is_some() && quote.attribution != Attribution::Implied)?;
        Some(Floor { speaker: held.speaker.clone()?, cue: held.cue, colon: local.colon })
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
