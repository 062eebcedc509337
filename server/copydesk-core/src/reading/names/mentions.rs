//! Finds what may be names in a paragraph: runs of capitals with what holds them together.

use super::runs::PartKind;
use super::titles::{self, Piece};
use super::{ParagraphNames, Part};
use crate::formats::Role;
use crate::languages::Classes;
use crate::reading::paragraph::{Paragraph, refill};
use crate::reading::tokens::{Kind, Shape, Token};
use crate::text::Span;

/// Words that hold a sentence together: their capital never makes a name by itself.
pub(super) const FUNCTION: Classes = Classes::DETERMINER
    .or(Classes::PREPOSITION)
    .or(Classes::CONJUNCTION)
    .or(Classes::PRONOUN)
    .or(Classes::AUXILIARY)
    .or(Classes::ORDINARY);

/// What a capital word can be that asks for more to be a name's.
const LIMITED: Classes = FUNCTION
    .or(Classes::WEEKDAY)
    .or(Classes::NO_NAME)
    .or(Classes::CLOCK)
    .or(Classes::PRONOUN)
    .or(Classes::MONTH)
    .or(Classes::STATE)
    .or(Classes::SUFFIX);

/// Bytes up to which a line is one of a list, not one that was wrapped.
const SHORT_LINE: usize = 48;

/// Bytes from which a word all in capitals is more likely shouted than an acronym.
const LONG_CAPITALS: usize = 4;

/// Parts beyond which a run is no name: a line of capitals.
const LONGEST: usize = 12;

/// Reads a paragraph's mentions; what `read` held before is dropped.
pub(in crate::reading) fn read(paragraph: &Paragraph, room: &mut Room, read: &mut ParagraphNames) {
    room.clear();
    let mut reader =
        Reader { paragraph, tokens: paragraph.tokens, start: 0, end: 0, title_case: false, room };
    for sentence in paragraph.sentences() {
        reader.sentence(sentence);
    }
    let ParagraphNames { mentions, parts } = &room.found;
    refill(&mut read.mentions, mentions.iter().copied());
    refill(&mut read.parts, parts.iter().copied());
}

/// Room to read names in, paragraph after paragraph.
#[derive(Debug, Default)]
pub(in crate::reading) struct Room {
    /// The run being read.
    pieces: Vec<Piece>,
    found: ParagraphNames,
}

impl Room {
    fn clear(&mut self) {
        self.pieces.clear();
        self.found.mentions.clear();
        self.found.parts.clear();
    }
}

struct Reader<'a> {
    paragraph: &'a Paragraph<'a>,
    tokens: &'a [Token],
    /// The sentence being read, as tokens.
    start: usize,
    end: usize,
    /// Whether nearly all its words have capitals.
    title_case: bool,
    room: &'a mut Room,
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: std::ops::Range<usize>) {
        (self.start, self.end) = (sentence.start, sentence.end);
        self.title_case = self.is_title_case();
        let mut next = self.start;
        for at in self.paragraph.cut.capitals.from(self.start) {
            if at >= self.end {
                break;
            }
            if at >= next && self.opens_run(at) {
                next = self.run(at);
            }
        }
    }

    /// Whether nearly all words that carry meaning have capitals, and there are enough to tell.
    fn is_title_case(&self) -> bool {
        let tokens = &self.tokens[self.start..self.end];
        // A sentence about many people has capitals enough, and a small verb.
        let most = if self.paragraph.context.role == Role::Paragraph { 16 } else { 8 };
        let (mut words, mut small) = (0, 0);
        for token in tokens {
            // No branch: the processor can't guess what the words of a sentence are.
            let counts = (token.kind == Kind::Word) & !token.classes.any(FUNCTION);
            words += usize::from(counts);
            small += usize::from(counts & !token.is_capital());
            // Too many already, were all the others capitals.
            if small * most > tokens.len() {
                return false;
            }
        }
        words >= 4 && small * most <= words
    }

    fn is(&self, token: usize, class: Classes) -> bool {
        self.paragraph.is(token, class)
    }

    /// A token of the sentence.
    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens[..self.end].get(at)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|token| token.kind == Kind::Word && (token.is_capital() || self.is_elided(at)))
    }

    /// A small particle grown together with its name: d'Estaing.
    fn is_elided(&self, at: usize) -> bool {
        if self.tokens[at].span.len() < 3 {
            return false;
        }
        let word = self.paragraph.word(at);
        let Some(rest) = word.strip_prefix(['d', 'l']) else { return false };
        let rest = rest.strip_prefix('\'').or_else(|| rest.strip_prefix('’'));
        rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
    }

    fn opens_run(&self, at: usize) -> bool {
        if self.tokens[at].kind != Kind::Word {
            return false;
        }
        if self.is_capital(at) {
            return self.may_name(at);
        }
        self.is(at, Classes::LEADING_PARTICLE) && self.after_particles(at).is_some()
    }

    /// The capital word that a chain of small particles from `at` on leads to.
    fn after_particles(&self, mut at: usize) -> Option<usize> {
        for _ in 0..3 {
            let hyphened = self.is_hyphen(at + 1);
            // "as", "an" and "at" are English words too, unless a hyphen ties them to the name.
            let particle = self.is(at, Classes::PARTICLE) || hyphened && self.is(at, Classes::ARABIC_ARTICLE);
            if !particle || self.is_capital(at) {
                return None;
            }
            at += 1 + usize::from(hyphened);
            if self.token(at).is_some_and(|token| token.spaced == hyphened) {
                return None;
            }
            if self.is_capital(at) {
                return self.may_name(at).then_some(at);
            }
        }
        None
    }

    fn is_hyphen(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Hyphen && !token.spaced)
    }

    fn in_run(&self) -> bool {
        !self.room.pieces.is_empty()
    }

    /// Whether a capital word may be part of a name where it stands.
    fn may_name(&self, at: usize) -> bool {
        let (token, classes) = (&self.tokens[at], self.tokens[at].classes);
        if token.span.len() > 1 && !classes.any(LIMITED) {
            return true;
        }
        let word = self.paragraph.word(at);
        if classes.any(Classes::WEEKDAY.or(Classes::NO_NAME).or(Classes::CLOCK).or(Classes::PRONOUN)) {
            return false;
        }
        if classes.any(Classes::MONTH) {
            return self.may_be_month_name(at);
        }
        if classes.any(Classes::STATE) && word.ends_with('.') {
            return false;
        }
        if token.span.len() == 1 {
            return !self.is_hyphen(at + 1) && (self.in_run() || self.is_next(at) && !self.is_doubtful(at));
        }
        if classes.any(Classes::SUFFIX) {
            return self.in_run();
        }
        if classes.any(FUNCTION) {
            return !self.title_case
                && !self.is_doubtful(at)
                && self.is_next(at)
                && !self.is(at + 1, FUNCTION)
                && (self.in_run() || !classes.any(Classes::DETERMINER.or(Classes::PREPOSITION)));
        }
        true
    }

    /// "Theresa May", "Prime Minister May", and not "In May" or "Clinton, May 3".
    fn may_be_month_name(&self, at: usize) -> bool {
        let whole = !self.paragraph.word(at).ends_with('.') && self.tokens[at].span.len() > 2;
        let number = self.token(at + 1).is_some_and(|next| next.kind == Kind::Number);
        self.in_run() && whole && !number && !self.title_case
    }

    /// Whether a capital word follows directly.
    fn is_next(&self, at: usize) -> bool {
        self.is_capital(at + 1) && self.tokens[at + 1].spaced
    }

    /// Whether a capital may come from its place alone.
    fn is_doubtful(&self, at: usize) -> bool {
        if self.title_case || at == self.start {
            return true;
        }
        let token = &self.tokens[at];
        // Words are set in capitals for emphasis too.
        if token.shape == Shape::Upper && token.span.len() >= LONG_CAPITALS {
            return !self.paragraph.word(at).contains('.');
        }
        let before = &self.tokens[at - 1];
        match before.kind {
            Kind::DoubleMark | Kind::SingleMark => !token.spaced,
            Kind::Stop | Kind::Ellipsis | Kind::Dash | Kind::Object => true,
            Kind::Number => at == self.start + 1,
            Kind::Mark => matches!(self.paragraph.word(at - 1), ":" | ";" | "•" | "*" | "(" | "[" | "|"),
            _ => false,
        }
    }

    /// Reads the run that opens at a token; the token after it.
    fn run(&mut self, start: usize) -> usize {
        let mut at = self.particles(start);
        loop {
            at = self.word(at);
            match self.joint(at) {
                Some(next) if self.room.pieces.len() < LONGEST => at = next,
                _ => break,
            }
        }
        titles::emit(&mut self.room.pieces, self.title_case, &mut self.room.found);
        self.room.pieces.clear();
        at.max(start + 1)
    }

    fn push(&mut self, kind: PartKind, span: Span, classes: Classes, doubtful: bool) {
        let part = Part { span, kind, doubtful };
        self.room.pieces.push(Piece { part, classes });
    }

    /// Takes small particles before a capital; the token after them.
    fn particles(&mut self, mut at: usize) -> usize {
        while self.token(at).is_some() && !self.is_capital(at) {
            self.push(PartKind::Particle, self.tokens[at].span, Classes::default(), false);
            at += 1 + usize::from(self.is_hyphen(at + 1));
        }
        at
    }

    /// Takes the capital word at a token, with what hyphens tie to it; the token after it.
    fn word(&mut self, mut at: usize) -> usize {
        let doubtful = self.is_doubtful(at);
        while self.is(at, Classes::ARABIC_ARTICLE) && self.is_hyphen(at + 1) && self.is_joined(at + 2) {
            self.push(PartKind::Particle, self.tokens[at].span, Classes::default(), doubtful);
            at += 2;
        }
        let classes = self.paragraph.classes(at);
        let (end, compound) = self.compound_end(at);
        let span = self.tokens[at].span.to(self.tokens[end - 1].span);
        let classes = if compound { Classes::default() } else { classes };
        let initial = self.is_initial(at);
        let kind = if initial && !compound {
            PartKind::Initial
        } else if classes.any(Classes::SUFFIX) && self.in_run() {
            PartKind::Suffix
        } else {
            PartKind::Word
        };
        self.push(kind, span, classes, doubtful);
        end
    }

    /// Whether a word is one letter, with or without its stop.
    fn is_initial(&self, at: usize) -> bool {
        if self.tokens[at].span.len() > char::MAX.len_utf8() + 1 {
            return false;
        }
        let letters = self.paragraph.word(at).trim_end_matches('.');
        !letters.is_empty() && letters.chars().nth(1).is_none()
    }

    /// Whether a capital word that may name stands at a token with no space before it.
    fn is_joined(&self, at: usize) -> bool {
        self.is_capital(at) && !self.tokens[at].spaced && self.may_name(at)
    }

    /// The token after a word and all that hyphens tie to it, and whether anything is.
    fn compound_end(&self, at: usize) -> (usize, bool) {
        let mut end = at + 1;
        while self.is_hyphen(end) && self.token(end + 1).is_some_and(|next| !next.spaced) {
            let next = end + 1;
            let stands = self.stands_alone(end - 1);
            if self.is_joined(next) && !(stands && self.stands_alone(next)) {
                end = next + 1;
            } else if self.is_small(next) && self.is_hyphen(next + 1) && self.is_joined(next + 2) {
                end = next + 3;
            } else if self.is_tail(next) && !stands {
                end = next + 1;
            } else {
                break;
            }
        }
        (end, end > at + 1)
    }

    /// Names that a hyphen parts rather than joins: "Mexico-U.S. border".
    fn stands_alone(&self, at: usize) -> bool {
        self.tokens[at].shape == Shape::Upper || self.is(at, Classes::PLACE.or(Classes::PEOPLE))
    }

    /// A small word between hyphens: Lashkar-e-Taiba, Stratford-upon-Avon.
    fn is_small(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Word && token.shape == Shape::Lower)
            && self.paragraph.word(at).len() <= 5
    }

    /// The small second half of a name: Kim Jong-un, Opa-locka, Youtube-dl, and not York-born. Outside a run
    /// of names it is no ordinary word.
    fn is_tail(&self, at: usize) -> bool {
        let word = self.paragraph.word(at);
        let ordinary = || word.len() < 2 || self.paragraph.context.language.names.is_ordinary(word);
        self.is_small(at)
            && !self.is(at, Classes::MODIFIER_TAIL)
            && !self.is(at, FUNCTION)
            && (self.in_run() || !ordinary())
    }

    /// The next word of the run, what joins it taken; `None` where the run ends.
    fn joint(&mut self, at: usize) -> Option<usize> {
        let token = *self.token(at)?;
        if token.new_line && self.is_short_line(token.span.start as usize) {
            return None;
        }
        match token.kind {
            Kind::Word if self.is_capital(at) => (token.spaced && self.may_name(at)).then_some(at),
            Kind::Word if token.spaced => self.small_joint(at),
            Kind::Mark => match self.paragraph.word(at) {
                "&" => self.join(at, at + 1),
                "," => {
                    let classes = self.paragraph.classes(at + 1);
                    (classes.any(Classes::SUFFIX) && self.is_capital(at + 1)).then_some(at + 1)
                }
                _ => None,
            },
            Kind::DoubleMark => self.nickname(at),
            _ => None,
        }
    }

    /// Whether the line before a byte is too short to have been wrapped.
    fn is_short_line(&self, byte: usize) -> bool {
        let words = self.paragraph.text.as_bytes();
        let line = words[..byte].trim_ascii_end();
        let length =
            line.iter().rev().take(SHORT_LINE).take_while(|byte| !matches!(byte, b'\n' | b'\r')).count();
        length < SHORT_LINE
    }

    /// A small word inside a name: a particle, or what joins the words of an organisation.
    fn small_joint(&mut self, at: usize) -> Option<usize> {
        if let Some(word) = self.after_particles(at) {
            self.particles(at);
            return Some(word);
        }
        let last = self.room.pieces.last()?;
        let head = last.classes.any(Classes::ORGANIZATION.or(Classes::PLACE_WORD));
        let joined = self.room.pieces.iter().any(|piece| piece.part.kind == PartKind::Joint);
        match self.paragraph.word(at) {
            "of" if head || self.is_of_state(at) => {
                let article = self.paragraph.word(at + 1) == "the";
                self.join(at, at + 1 + usize::from(article))
            }
            "for" if head => self.join(at, at + 1),
            "and" if joined && self.token(at + 1).is_some_and(|next| next.shape == Shape::Capitalised) => {
                let title = self.is(at + 1, Classes::HONORIFIC.or(Classes::JOB));
                if title { None } else { self.join(at, at + 1) }
            }
            _ => None,
        }
    }

    /// "Secretary of State": one title.
    fn is_of_state(&self, at: usize) -> bool {
        self.paragraph.word(at + 1) == "State"
            && self.room.pieces.last().is_some_and(|last| last.classes.any(Classes::HONORIFIC))
    }

    fn join(&mut self, joint: usize, next: usize) -> Option<usize> {
        if !self.is_capital(next) || !self.may_name(next) {
            return None;
        }
        self.push(PartKind::Joint, self.tokens[joint].span, Classes::default(), false);
        Some(next)
    }

    /// A nickname in marks between two names: Bo “Red” Lind.
    fn nickname(&mut self, at: usize) -> Option<usize> {
        let close = self.token(at + 2)?;
        let marked = self.is_capital(at + 1) && !self.tokens[at + 1].spaced && close.kind == Kind::DoubleMark;
        if !marked
            || close.spaced
            || !self.is_capital(at + 3)
            || !self.tokens[at + 3].spaced
            || !self.may_name(at + 3)
        {
            return None;
        }
        self.push(PartKind::Nickname, self.tokens[at].span.to(close.span), Classes::default(), false);
        Some(at + 3)
    }
}
