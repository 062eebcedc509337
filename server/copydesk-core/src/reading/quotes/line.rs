//! The writer's own line: a paragraph with each quotation folded into one item, the rest cut into
//! noun phrases, verbs and the small words between them.
//!
//! No tagger stands behind it. A word's classes and its neighbours decide; what no list knows is
//! taken for a noun, or for a verb where its ending or its place says so.

mod nouns;
mod verbs;

pub(super) use verbs::is_own_cue;

use super::marks::Marked;
use crate::languages::Classes;
use crate::reading::paragraph::Paragraph;
use crate::reading::tokens::{Kind, Token};

/// What an item of the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A noun phrase, its determiner taken in.
    Noun(Noun),
    /// A verb that is no auxiliary.
    Verb(Form),
    /// An auxiliary or modal verb.
    Auxiliary,
    /// An adverb.
    Adverb,
    /// A preposition.
    Preposition,
    /// "to" before a verb.
    To,
    /// A conjunction that joins likes: and, but.
    And,
    /// A conjunction that opens a clause: because, when.
    Clause,
    /// who, which, whose.
    Relative,
    /// "that", whatever it does.
    That,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A dash or semicolon.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A stretch in marks: its place among the outermost.
    Quote(u32),
    /// A weekday, a date, "last week".
    Time,
    /// The end of a sentence.
    End,
    /// Anything else.
    Other,
}

/// How a verb stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// said, says, said as a participle: nothing in English tells them apart.
    Plain,
    /// saying.
    Ing,
}

/// What a noun phrase can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Noun {
    /// It holds a name.
    pub proper: bool,
    /// It is a personal pronoun as subject.
    pub pronoun: bool,
    /// It is a pronoun as object.
    pub object: bool,
    /// Its head is a person's role, a body or a document: something that speaks.
    pub speaks: bool,
    /// Its head is a document.
    pub document: bool,
    /// Its last token is a possessive.
    pub possessive: bool,
}

impl Noun {
    /// Whether it can be a speaker by itself, whatever the verb.
    pub fn can_speak(self) -> bool {
        (self.proper || self.pronoun || self.speaks) && !self.object
    }
}

/// A piece of the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// What it is.
    pub part: Part,
    /// Its first token.
    pub start: usize,
    /// The token after its last.
    pub end: usize,
}

/// The line of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its items, in order.
    pub items: Vec<Item>,
    /// The item of each outermost stretch in marks.
    pub quotes: Vec<usize>,
}

/// Cuts a paragraph from a token on, at which a sentence begins; what `line` held before is dropped. Its
/// outermost stretches in marks are given, sorted and disjoint, none of them before that token.
pub(super) fn cut(paragraph: &Paragraph, start: usize, outer: &[Marked], line: &mut Line) {
    line.items.clear();
    line.quotes.clear();
    let (own, quote_at) = (!paragraph.context.cues.is_empty(), opening_mark(outer, 0));
    let (noun, noun_opens, ends, end_at, opening) = (None, false, 0, 0, true);
    let mut cutter =
        Cutter { paragraph, outer, line, own, at: start, noun, noun_opens, quote_at, ends, end_at, opening };
    while cutter.at < paragraph.tokens.len() {
        cutter.step();
    }
    cutter.flush();
}

/// The opening mark of a stretch; no token's, where there are no more of them.
fn opening_mark(outer: &[Marked], index: usize) -> usize {
    outer.get(index).map_or(usize::MAX, |marked| marked.open)
}

/// Classes of words that stand for no thing and no deed, "that", "to" and "her" among them.
const GRAMMATICAL: Classes = Classes::PRONOUN
    .or(Classes::OBJECT_PRONOUN)
    .or(Classes::DETERMINER)
    .or(Classes::COORDINATOR)
    .or(Classes::RELATIVE)
    .or(Classes::CONJUNCTION)
    .or(Classes::PREPOSITION)
    .or(Classes::AUXILIARY);

struct Cutter<'a> {
    paragraph: &'a Paragraph<'a>,
    outer: &'a [Marked],
    line: &'a mut Line,
    /// Whether the newsroom has cue verbs of its own.
    own: bool,
    at: usize,
    /// The first token of the noun phrase being read.
    noun: Option<usize>,
    /// Whether that token opens a sentence.
    noun_opens: bool,
    /// The opening mark of the next quotation.
    quote_at: usize,
    /// The next sentence end, and the token it stands before.
    ends: usize,
    end_at: usize,
    /// Whether the next word opens a sentence.
    opening: bool,
}

impl Cutter<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.paragraph.tokens.get(at)
    }

    fn classes(&self, at: usize) -> Classes {
        self.paragraph.classes(at)
    }

    fn step(&mut self) {
        if self.at == self.quote_at {
            return self.quote();
        }
        let token = &self.paragraph.tokens[self.at];
        let opening = std::mem::take(&mut self.opening);
        if self.noun.is_none() {
            self.noun_opens = opening;
        }
        match token.kind {
            Kind::Word => self.word(token, opening),
            Kind::Number | Kind::Link | Kind::Hyphen => self.extend(),
            Kind::Clitic => self.clitic(),
            Kind::Stop | Kind::Ellipsis => self.stop(token.kind),
            Kind::SingleMark if !token.spaced => self.extend(),
            Kind::SingleMark | Kind::DoubleMark | Kind::Object => self.push(Part::Other, 1),
            Kind::Dash => self.push(Part::Dash, 1),
            Kind::Mark => self.mark(),
        }
        if self.at >= self.end_at {
            self.end_sentence();
        }
    }

    /// Closes the sentence where the paragraph's own cut says so.
    fn end_sentence(&mut self) {
        let ends = self.paragraph.sentence_ends;
        while self.ends < ends.len() && ends[self.ends] < self.at {
            self.ends += 1;
        }
        if self.ends < ends.len() && ends[self.ends] == self.at {
            self.flush();
            if self.line.items.last().is_some_and(|item| item.part != Part::End) {
                self.line.items.push(Item { part: Part::End, start: self.at, end: self.at });
            }
            self.opening = true;
        }
        self.end_at = ends.get(self.ends).copied().unwrap_or(usize::MAX);
    }

    fn flush(&mut self) {
        if let Some(start) = self.noun.take() {
            let part = self.noun_or_time(start, self.at);
            self.line.items.push(Item { part, start, end: self.at });
        }
    }

    fn push(&mut self, part: Part, tokens: usize) {
        self.flush();
        self.line.items.push(Item { part, start: self.at, end: self.at + tokens });
        self.at += tokens;
    }

    fn extend(&mut self) {
        if self.noun.is_none() {
            self.noun = Some(self.at);
        }
        self.at += 1;
    }

    /// A new noun phrase at this token.
    fn begin(&mut self) {
        if self.noun.is_some() {
            self.flush();
            self.noun_opens = false;
        }
        self.extend();
    }

    fn quote(&mut self) {
        self.flush();
        let index = self.line.quotes.len();
        let marked = self.outer[index];
        self.line.quotes.push(self.line.items.len());
        let part = Part::Quote(index as u32);
        self.line.items.push(Item { part, start: marked.open, end: marked.close + 1 });
        self.at = marked.close + 1;
        self.quote_at = opening_mark(self.outer, index + 1);
        self.opening = false;
        if marked.closed && self.ends_sentence(marked) {
            self.line.items.push(Item { part: Part::End, start: self.at, end: self.at });
            self.opening = true;
        }
    }

    /// Whether the sentence ends with a quotation: a stop inside its marks, and after it nothing,
    /// another mark, or a capital.
    fn ends_sentence(&self, marked: Marked) -> bool {
        let Some(last) = self.token(marked.close - 1) else { return false };
        let last = if last.kind == Kind::SingleMark { self.token(marked.close - 2) } else { Some(last) };
        let stopped = last.is_some_and(|last| {
            matches!(last.kind, Kind::Stop | Kind::Ellipsis)
                || last.span.of(self.paragraph.text).ends_with('.')
        });
        let next = self.token(marked.close + 1);
        stopped
            && next.is_none_or(|next| {
                next.spaced
                    && (next.is_capital()
                        || matches!(next.kind, Kind::DoubleMark | Kind::Number | Kind::Link))
            })
    }

    fn stop(&mut self, kind: Kind) {
        let part = if kind == Kind::Ellipsis { Part::Dash } else { Part::End };
        // A stop that ends no sentence belongs to the abbreviation before it.
        self.push(part, 1);
        self.opening = part == Part::End;
    }

    fn mark(&mut self) {
        match self.paragraph.bytes(self.at) {
            b"," => self.push(Part::Comma, 1),
            b":" => self.push(Part::Colon, 1),
            b";" => self.push(Part::Dash, 1),
            b"(" | b"[" => self.push(Part::Open, 1),
            b")" | b"]" => self.push(Part::Close, 1),
            _ => self.extend(),
        }
    }

    fn clitic(&mut self) {
        let after_pronoun = self.noun.is_none()
            && self.line.items.last().is_some_and(|item| match item.part {
                Part::Noun(noun) => noun.pronoun,
                Part::That | Part::Relative => true,
                _ => false,
            });
        let possessive = self.paragraph.word(self.at).ends_with(['s', 'S']);
        if possessive && !after_pronoun { self.extend() } else { self.push(Part::Auxiliary, 1) }
    }

    fn word(&mut self, token: &Token, opening: bool) {
        if token.is_capital() {
            self.capital(token, opening);
        } else {
            self.small_word(token, opening);
        }
    }

    /// A word with a capital: a name, a day, or a word like any other.
    fn capital(&mut self, token: &Token, opening: bool) {
        let classes = token.classes;
        let initial = || self.paragraph.bytes(self.at).ends_with(b".");
        if !opening && (!self.is_function(classes) || initial()) && !self.is_capital_cue(classes) {
            return self.name(token);
        }
        if classes.any(Classes::WEEKDAY) {
            return self.push(Part::Time, 1);
        }
        if self.is_month(classes) {
            return self.date();
        }
        self.small_word(token, opening);
    }

    /// A month with its day and year.
    fn date(&mut self) {
        let mut end = self.at + 1;
        if self.token(end).is_some_and(|next| next.kind == Kind::Number) {
            end += 1;
            let year = self.token(end + 1).is_some_and(|next| next.kind == Kind::Number);
            if self.paragraph.word(end) == "," && year {
                end += 2;
            }
        }
        self.push(Part::Time, end - self.at);
    }

    fn small_word(&mut self, token: &Token, opening: bool) {
        let classes = token.classes;
        if self.followed_by_hyphen() && !classes.any(Classes::DETERMINER) {
            return self.extend();
        }
        if classes.any(GRAMMATICAL) && self.grammatical(token, opening) {
            return;
        }
        if let Some(form) = self.verb(token, opening) {
            return self.push(Part::Verb(form), 1);
        }
        if self.is_adverb(classes) && !(self.needs_head() && self.noun_follows()) {
            return self.push(Part::Adverb, 1);
        }
        // "a study last year": the time is a phrase of its own.
        let whole = self.noun.is_some_and(|start| self.at > start + 1);
        if whole && self.is_next(Classes::TIME_NOUN) && !self.needs_head() {
            return self.begin();
        }
        self.extend();
    }

    /// A word that stands for no thing and no deed: whether it was one, and is read.
    fn grammatical(&mut self, token: &Token, opening: bool) -> bool {
        let classes = token.classes;
        let pronoun = classes.any(Classes::PRONOUN) && !classes.any(Classes::CONJUNCTION);
        if pronoun || classes.any(Classes::OBJECT_PRONOUN) {
            self.begin();
            self.flush();
            return true;
        }
        match self.paragraph.bytes(self.at) {
            b"that" | b"That" => self.push(Part::That, 1),
            b"to" | b"To" if self.verb_follows() => self.push(Part::To, 1),
            b"her" | b"Her" if !self.noun_follows() && !self.is_next(Classes::ADVERB) => {
                self.begin();
                self.flush();
            }
            _ if classes.any(Classes::DETERMINER) => {
                // "the two lawmakers" is one phrase.
                let goes_on = self.noun.is_some() && self.classes(self.at - 1).any(Classes::DETERMINER);
                if goes_on { self.extend() } else { self.begin() }
            }
            _ => {
                let auxiliary = classes.any(Classes::AUXILIARY) && (opening || !token.is_capital());
                let part = self.joint(classes).or(auxiliary.then_some(Part::Auxiliary));
                let Some(part) = part else { return false };
                self.push(part, 1);
            }
        }
        true
    }

    /// Words that join: prepositions and conjunctions.
    fn joint(&self, classes: Classes) -> Option<Part> {
        if classes.any(Classes::COORDINATOR) {
            return Some(Part::And);
        }
        if classes.any(Classes::RELATIVE) {
            return Some(Part::Relative);
        }
        if classes.any(Classes::CONJUNCTION) {
            return Some(Part::Clause);
        }
        classes.any(Classes::PREPOSITION).then_some(Part::Preposition)
    }

    fn is_next(&self, classes: Classes) -> bool {
        self.paragraph.is(self.at + 1, classes)
    }

    fn after(&self, part: Part) -> bool {
        self.noun.is_none() && self.line.items.last().is_some_and(|item| item.part == part)
    }
}
