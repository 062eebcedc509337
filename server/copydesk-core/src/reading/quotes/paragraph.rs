//! The quotations of one paragraph, and all that linking needs to know of it.

use std::sync::OnceLock;

use super::assign::{Choice, Chooser, Slot, Tie};
use super::cues::{self, Cue, Manner};
use super::kinds::{self, Inside};
use super::line::{self, Item, Line, Part};
use super::marks::{self, Marked, Marks};
use super::{Attribution, Convention, Quote, QuoteKind};
use crate::formats::Role;
use crate::languages::Classes;
use crate::reading::paragraph::{Context, Paragraph, Scratch, refill};
use crate::reading::tokens::{Kind, Shape};
use crate::text::Span;

/// A quotation as its paragraph reads it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LocalQuote {
    /// The quotation, its span relative to the paragraph; [`Attribution::Missing`] where the
    /// paragraph names no speaker and the kind needs one.
    pub quote: Quote,
    /// Whether a mark closes it.
    pub closed: bool,
    /// Whether it opens the paragraph.
    pub opens: bool,
    /// Whether it stands inside another one.
    pub nested: bool,
    /// Whom the sentence before is about, where no words say who speaks: "Ruiz shrugged. “…”"
    pub lean: Option<Span>,
}

/// Who speaks in a paragraph, as far as its own words say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Voice {
    /// The words that name the speaker.
    pub speaker: Span,
    /// The words that say so.
    pub cue: Option<Span>,
}

/// The quotations of one paragraph, and what it says of their speakers.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ParagraphQuotes {
    /// Quotations, sorted, relative to the paragraph.
    pub(super) all: Vec<LocalQuote>,
    /// Whether a quote mark opens the paragraph.
    pub(super) opens_with_mark: bool,
    /// Whether a colon ends it, so that the next paragraph is what someone says.
    pub(super) colon: bool,
    /// What most paragraphs haven't: it lies elsewhere.
    rare: Option<Box<Rare>>,
    /// Who holds the floor at its end. Where no quotation stands in it that is read when the next
    /// paragraph hangs on it, and that is seldom.
    voice: OnceLock<Option<Voice>>,
}

/// What few paragraphs have.
#[derive(Clone, Debug, PartialEq, Default)]
struct Rare {
    unclosed: Vec<Span>,
    script: Option<Span>,
}

impl ParagraphQuotes {
    /// Opening double marks that nothing closes, sorted.
    pub(super) fn unclosed(&self) -> &[Span] {
        self.rare.as_ref().map_or(&[], |rare| &rare.unclosed)
    }

    /// The speaker whom a script's label at its start names: "((SOT: RUIZ))".
    pub(super) fn script(&self) -> Option<Span> {
        self.rare.as_ref()?.script
    }

    /// Who holds the floor at the paragraph's end; `prose` is what it was read from.
    pub(super) fn voice(&self, prose: &str) -> Option<Voice> {
        *self
            .voice
            .get_or_init(|| telling_voice(&Scratch::default().cut(prose, &Context::of(Role::Paragraph))))
    }

    /// Whether a quotation hangs on who spoke in the paragraph before.
    pub(super) fn asks(&self) -> bool {
        self.all.iter().any(|one| !one.nested && one.quote.attribution == Attribution::Missing)
    }
}

/// Room to read quotations in, paragraph after paragraph.
#[derive(Debug, Default)]
pub(in crate::reading) struct Room {
    marks: Marks,
    outer: Vec<Marked>,
    line: Line,
    found: cues::Found,
    mains: Vec<(usize, usize)>,
}

/// Reads a paragraph; what `read` held before is dropped.
pub(super) fn read(paragraph: &Paragraph, room: &mut Room, read: &mut ParagraphQuotes) {
    marks::pair(paragraph, &mut room.marks);
    let silently = room.marks.all.is_empty();
    read.all.clear();
    read.voice = if silently { silent(paragraph) } else { quoting(paragraph, room, &mut read.all) };
    read.opens_with_mark = opens_with_mark(paragraph);
    read.colon = ends_with_colon(paragraph);
    let unclosed: Vec<_> = room.marks.unclosed.iter().map(|token| paragraph.tokens[*token].span).collect();
    let rare = Rare { unclosed, script: script(paragraph) };
    read.rare = (rare != Rare::default()).then(|| Box::new(rare));
}

/// Reads the quotations of a paragraph; who holds the floor behind them.
fn quoting(paragraph: &Paragraph, room: &mut Room, all: &mut Vec<LocalQuote>) -> OnceLock<Option<Voice>> {
    let Room { marks, outer, line, found, mains } = room;
    outer.clear();
    outer.extend(marks.all.iter().filter(|marked| marked.depth == 0));
    line::cut(paragraph, 0, outer, line);
    cues::find(paragraph, line, found);
    let reader = Reader { paragraph, line, cues: &found.cues };
    reader.quotations(marks, &found.sentences, mains, all);
    reader.voice(all).into()
}

/// Who holds the floor behind a paragraph without quotations. Whom the newsroom's own verbs tell of is
/// read at once: they are not at hand later.
fn silent(paragraph: &Paragraph) -> OnceLock<Option<Voice>> {
    let own = !paragraph.context.cues.is_empty();
    if own { telling_voice(paragraph).into() } else { OnceLock::new() }
}

/// Who holds the floor behind a paragraph without quotations.
fn telling_voice(paragraph: &Paragraph) -> Option<Voice> {
    let Room { mut line, mut found, .. } = Room::default();
    line::cut(paragraph, telling(paragraph), &[], &mut line);
    cues::find(paragraph, &line, &mut found);
    Reader { paragraph, line: &line, cues: &found.cues }.voice(&[])
}

/// Where reading begins in a paragraph without quotations: only its last three sentences can hand the
/// floor on, and only if they tell of speech or announce it.
fn telling(paragraph: &Paragraph) -> usize {
    const SENTENCES: usize = 3;
    let ends = paragraph.sentence_ends;
    let start = ends.len().checked_sub(SENTENCES + 1).map_or(0, |before| ends[before]);
    let end = paragraph.tokens.len();
    let tells = |at: usize| paragraph.is(at, Classes::CUE.or(Classes::FRAME));
    let own = !paragraph.context.cues.is_empty();
    let according = |at: usize| paragraph.word(at).eq_ignore_ascii_case("according");
    let tells = |at: usize| tells(at) || paragraph.is(at, Classes::SOURCE) && according(at);
    if own || ends_with_colon(paragraph) || (start..end).any(tells) { start } else { end }
}

/// The speaker in a script's label: "((Lena Ruiz))", "((SOT: RUIZ))".
fn script(paragraph: &Paragraph) -> Option<Span> {
    const LONGEST_LABEL: usize = 16;
    let word = |at: usize| paragraph.word(at);
    if (word(0), word(1)) != ("(", "(") {
        return None;
    }
    let end = (2..LONGEST_LABEL).find(|at| word(*at) == ")" && word(at + 1) == ")")?;
    let start = (2..end).rev().find(|at| word(*at) == ":").map_or(2, |colon| colon + 1);
    (start < end).then(|| paragraph.span(start..end))
}

/// Whether a colon announces the next paragraph.
fn ends_with_colon(paragraph: &Paragraph) -> bool {
    paragraph.word(paragraph.tokens.len().saturating_sub(1)) == ":"
}

fn opens_with_mark(paragraph: &Paragraph) -> bool {
    paragraph.tokens.first().is_some_and(|token| match token.kind {
        Kind::DoubleMark => true,
        Kind::SingleMark => {
            paragraph.context.convention == Convention::SingleOutside || token.span.of(paragraph.text) == "‘"
        }
        _ => false,
    })
}

struct Reader<'a> {
    paragraph: &'a Paragraph<'a>,
    line: &'a Line,
    cues: &'a [Cue],
}

impl Reader<'_> {
    /// Reads every quotation of the paragraph; `sentences` are those of the outermost ones.
    fn quotations(
        &self,
        marks: &Marks,
        sentences: &[usize],
        mains: &mut Vec<(usize, usize)>,
        all: &mut Vec<LocalQuote>,
    ) {
        let mut chooser = Chooser::new(self.line, self.cues, mains);
        let mut outer = self.line.quotes.iter().zip(sentences);
        let one = |marked: &Marked| {
            let inside = kinds::inside(self.paragraph, *marked);
            let place = if marked.depth == 0 { outer.next() } else { None };
            let Some((&item, &sentence)) = place else { return self.nested(*marked, inside) };
            self.outer(*marked, inside, item, chooser.one(Slot { item, sentence, inside }))
        };
        refill(all, marks.all.iter().map(one));
    }

    fn span(&self, tokens: (usize, usize)) -> Span {
        self.paragraph.span(tokens.0..tokens.1)
    }

    /// A quotation that stands in no other.
    fn outer(&self, marked: Marked, inside: Inside, item: usize, choice: Option<Choice>) -> LocalQuote {
        if let Some(label) = self.label(marked) {
            let span = self.span((marked.open, marked.close + 1));
            let speaker = Some(self.speaker(label));
            let (kind, attribution) = (QuoteKind::Speech, Attribution::Attributed);
            let quote = Quote { span, kind, attribution, speaker, cue: None, passive: false };
            let opens = marked.open == 0;
            return LocalQuote { quote, closed: marked.closed, opens, nested: false, lean: None };
        }
        let mut kind = kinds::of(self.paragraph, self.line, item, marked, inside);
        let cue = choice.map(|choice| &self.cues[choice.cue]);
        let speaker = cue.and_then(|cue| cue.speaker).map(|tokens| self.speaker(tokens));
        let named = !inside.comma
            && kind != QuoteKind::Speech
            && kinds::is_named(self.paragraph, self.line, item, marked);
        let said = !named && choice.is_some_and(|choice| self.is_said(choice));
        if said {
            kind = self.spoken(kind, item, inside);
        }
        let said = said && !matches!(kind, QuoteKind::Title | QuoteKind::Nickname);
        let passive = cue.is_some_and(|cue| cue.manner == Manner::Passive);
        let attribution = match (kind, choice, &speaker) {
            (QuoteKind::Title | QuoteKind::Nickname | QuoteKind::Term, _, _) if !said => Attribution::None,
            (_, Some(choice), Some(_)) if self.cues[choice.cue].manner == Manner::Acts => {
                Attribution::Implied
            }
            (_, Some(choice), Some(_)) if choice.tie == Tie::Near => Attribution::Continued,
            (_, _, Some(_)) => Attribution::Attributed,
            _ if !marked.double && self.paragraph.context.convention == Convention::DoubleOutside => {
                Attribution::None
            }
            (_, Some(choice), None) if self.cues[choice.cue].manner == Manner::Says => Attribution::Implied,
            _ if self.is_announced(item)
                || self.is_answer(marked)
                || self.is_cry(marked, inside)
                || self.is_heard(item) =>
            {
                Attribution::Implied
            }
            _ => Attribution::Missing,
        };
        let cue = cue.and_then(|cue| cue.words).map(|tokens| self.span(tokens));
        let (speaker, cue) = if attribution == Attribution::None { (None, None) } else { (speaker, cue) };
        let span = self.span((marked.open, marked.close + 1));
        LocalQuote {
            quote: Quote { span, kind, attribution, speaker, cue, passive },
            closed: marked.closed,
            opens: marked.open == 0,
            nested: false,
            lean: if attribution == Attribution::Missing { self.lean(item) } else { None },
        }
    }

    /// The last subject before a quotation, in its sentence or the one before.
    fn lean(&self, item: usize) -> Option<Span> {
        let before = self.cues.partition_point(|cue| cue.item < item);
        const REACH: usize = 200;
        let cue = self.cues[..before].last().filter(|cue| item - cue.item < REACH)?;
        let ends = self.line.items[cue.item..item].iter().filter(|item| item.part == Part::End).take(2);
        if cue.relative || ends.count() > 1 {
            return None;
        }
        cue.speaker.map(|tokens| self.span(tokens))
    }

    /// Whether the writer's words lead to a quotation and name no one: a colon, or "the rule is,".
    fn is_announced(&self, item: usize) -> bool {
        let part = |back: usize| item.checked_sub(back).map_or(Part::End, |at| self.line.items[at].part);
        let copula = |back: usize| {
            part(back) == Part::Auxiliary
                && self.paragraph.is(self.line.items[item - back].start, Classes::COPULA)
        };
        part(1) == Part::Colon || copula(1) || part(1) == Part::Comma && copula(2)
    }

    /// Whether the writer's own question stands right before: whoever was asked answers it.
    fn is_answer(&self, marked: Marked) -> bool {
        marked.open > 0 && self.paragraph.word(marked.open - 1) == "?"
    }

    /// "“Police!” Everyone froze.": a cry amid the writer's words, anyone's.
    fn is_cry(&self, marked: Marked, inside: Inside) -> bool {
        inside.words <= 2 && inside.asked && marked.close + 1 < self.paragraph.tokens.len()
    }

    /// Whether the sentence before brings in a voice without a name: "The phone rang. “…”", "The
    /// rule is simple: no phones. “…”".
    fn is_heard(&self, item: usize) -> bool {
        const REACH: usize = 40;
        let Some(end) = item.checked_sub(1).filter(|at| self.line.items[*at].part == Part::End) else {
            return false;
        };
        let items = &self.line.items[end.saturating_sub(REACH)..end];
        let start = items.iter().rposition(|item| matches!(item.part, Part::End | Part::Quote(_)));
        let items = &items[start.map_or(0, |end| end + 1)..];
        let verb = items.iter().position(|item| matches!(item.part, Part::Verb(_) | Part::Auxiliary));
        let subject = &items[..verb.unwrap_or(items.len())];
        let nouns = || subject.iter().filter(|item| matches!(item.part, Part::Noun(_)));
        let sounds = |item: &Item| self.paragraph.is(item.end - 1, Classes::SOUND);
        let shouts = verb.is_some_and(|verb| self.paragraph.is(items[verb].start, Classes::CUE));
        let anyone = |item: &Item| {
            let word = self.paragraph.word(item.start);
            ["somebody", "someone"].iter().any(|one| word.eq_ignore_ascii_case(one))
        };
        let writes = |item: &Item| matches!(item.part, Part::Noun(noun) if noun.document && !noun.proper);
        let announces = items.iter().any(|item| item.part == Part::Colon);
        nouns().any(sounds) || shouts && nouns().any(anyone) || announces && nouns().any(writes)
    }

    /// The label that opens the words between marks, as transcripts set them: “RUIZ: We lost”.
    fn label(&self, marked: Marked) -> Option<(usize, usize)> {
        const LONGEST_LABEL: usize = 4;
        let start = marked.open + 1;
        let mut end = start;
        while end < marked.close
            && end - start < LONGEST_LABEL
            && self.paragraph.tokens[end].shape == Shape::Upper
        {
            end += 1;
        }
        (end > start && self.paragraph.word(end) == ":").then_some((start, end))
    }

    /// Whether a cue beside the quotation leaves no doubt that it is spoken.
    fn is_said(&self, choice: Choice) -> bool {
        let manner = self.cues[choice.cue].manner;
        choice.tie == Tie::Own
            && choice.weight >= 80
            && matches!(manner, Manner::Says | Manner::According | Manner::Label)
            || choice.tie == Tie::Own && choice.weight >= 84 && manner == Manner::Frames
    }

    /// What a stretch is that someone says, whatever its words look like: a term is some words of
    /// theirs, and what is written as a title is speech where it is a sentence of its own. A title
    /// that has a verb or a preposition of its own stays one: "Ruiz said “The River Road” was".
    fn spoken(&self, kind: QuoteKind, item: usize, inside: Inside) -> QuoteKind {
        let part =
            |at: Option<usize>| at.and_then(|at| self.line.items.get(at)).map_or(Part::End, |item| item.part);
        let opens = matches!(part(item.checked_sub(1)), Part::End | Part::Quote(_));
        // "In “The River Road,” Ruiz said": where she said it, or of what.
        let leads = part(item.checked_sub(1)) == Part::Preposition && part(item.checked_sub(2)) == Part::End;
        match kind {
            QuoteKind::Term => QuoteKind::Fragment,
            QuoteKind::Title if opens && (inside.comma || inside.stopped) => QuoteKind::Speech,
            QuoteKind::Title if leads && inside.comma => kind,
            QuoteKind::Title if matches!(part(Some(item + 1)), Part::Verb(_) | Part::Auxiliary) => kind,
            QuoteKind::Title => QuoteKind::Fragment,
            _ => kind,
        }
    }

    fn speaker(&self, tokens: (usize, usize)) -> Span {
        let mut end = tokens.1;
        // A possessive belongs to what follows: "Ruiz’s".
        if end > tokens.0 + 1 && self.paragraph.tokens[end - 1].kind == Kind::Clitic {
            end -= 1;
        }
        self.span((tokens.0, end))
    }

    /// A quotation inside another one: whoever speaks the outer one tells of it.
    fn nested(&self, marked: Marked, inside: Inside) -> LocalQuote {
        let kind = if inside.words > 3 { QuoteKind::Fragment } else { QuoteKind::Term };
        let attribution = if inside.words > 3 { Attribution::Implied } else { Attribution::None };
        let span = self.span((marked.open, marked.close + 1));
        LocalQuote {
            quote: Quote { span, kind, attribution, speaker: None, cue: None, passive: false },
            closed: marked.closed,
            opens: false,
            nested: true,
            lean: None,
        }
    }

    /// Who holds the floor at the paragraph's end: the speaker of its last quotation, or of the
    /// last words it reports.
    fn voice(&self, quotes: &[LocalQuote]) -> Option<Voice> {
        let spoken = quotes.iter().rev().find(|local| {
            !local.nested
                && local.quote.speaker.is_some()
                && matches!(local.quote.attribution, Attribution::Attributed | Attribution::Continued)
        });
        let announced = ends_with_colon(self.paragraph);
        let told = self
            .cues
            .iter()
            .rev()
            .find(|cue| cue.speaker.is_some() && (cue.tells || announced || cue.manner == Manner::Label));
        let spoken = spoken.and_then(|local| {
            local
                .quote
                .speaker
                .as_ref()
                .map(|speaker| (local.quote.span, Voice { speaker: *speaker, cue: local.quote.cue }))
        });
        let told = told.and_then(|cue| {
            let voice =
                Voice { speaker: self.span(cue.speaker?), cue: cue.words.map(|words| self.span(words)) };
            Some((voice.speaker, voice))
        });
        match (spoken, told) {
            (Some((quote, _)), Some((at, voice))) if at.start > quote.end + 60 => Some(voice),
            (Some((_, voice)), _) | (None, Some((_, voice))) => Some(voice),
            (None, None) => None,
        }
    }
}
