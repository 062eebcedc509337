//! One scan over a paragraph's tokens for expressions of time.
//!
//! A word that can open an expression is asked what it opens; every look-ahead is bounded, so
//! that the scan takes time in the paragraph's length.

use super::expr::{Expr, Raw};
use super::tense;
use crate::languages::{Classes, Marks, Tense, TimeWord, Times};
use crate::reading::paragraph::Paragraph;
use crate::reading::tokens::{Kind, Token};

/// A found expression: the token after it and what it says; `None` for words that look like one
/// and are none, to be passed over as a whole.
pub(super) type Found = (usize, Option<Expr>);

/// The scanner of one paragraph.
pub(super) struct Scan<'a> {
    pub(super) paragraph: &'a Paragraph<'a>,
    pub(super) times: &'static Times,
    /// The sentence being read, in tokens.
    pub(super) sentence: std::ops::Range<usize>,
    /// The first token of the sentence before; of this one, if it is the first.
    sentence_before: usize,
    /// The paragraph's tokens up to its end.
    tokens: &'a [Token],
    pub(super) found: &'a mut Vec<Raw>,
    /// Whether the scan stands inside double quote marks.
    pub(super) quoted: bool,
}

/// Puts every expression of time of a paragraph into `found`, which is empty; sorted, disjoint.
pub(super) fn scan(paragraph: &Paragraph, found: &mut Vec<Raw>) {
    let times = &paragraph.context.language.times;
    let (sentence, sentence_before) = (0..0, 0);
    let mut scan = Scan { paragraph, times, sentence, sentence_before, tokens: &[], found, quoted: false };
    let mut sentences = paragraph.sentences();
    let mut next = 0;
    for at in paragraph.cut.times.iter() {
        while at >= scan.sentence.end {
            let Some(sentence) = sentences.next() else { return };
            scan.sentence_before = scan.sentence.start;
            next = sentence.start;
            scan.tokens = &paragraph.tokens[..sentence.end];
            scan.sentence = sentence;
        }
        if at >= next {
            next = scan.step(at);
        }
    }
}

/// Classes of words that name a day or a month.
const NAMED: Classes = Classes::HOLIDAY.or(Classes::WEEKDAY).or(Classes::MONTH);

/// What a word behind an article has to be, so that an expression of time can begin with the article.
const AFTER_ARTICLE: Classes = Classes::TIME.or(Classes::WEEKDAY).or(Classes::DATE_MARK);

impl<'a> Scan<'a> {
    /// Reads what opens at a token and gives the token to go on from.
    fn step(&mut self, at: usize) -> usize {
        let token = &self.paragraph.tokens[at];
        let found = match token.kind {
            Kind::Number => self.figures(at),
            Kind::Word if token.classes.any(NAMED) => self.named(at, token.classes),
            Kind::Word if self.is_idle(at, token) => None,
            Kind::Word => self.time_word(at),
            Kind::SingleMark => self.short_decade(at),
            Kind::DoubleMark => {
                self.quoted = match self.word(at) {
                    "“" | "„" | "«" => true,
                    "”" | "»" => false,
                    _ => !self.quoted,
                };
                None
            }
            _ => None,
        };
        let Some((end, expr)) = found else { return at + 1 };
        if let Some(expr) = expr {
            self.push(at..end, expr);
        }
        end
    }

    /// Whether a word of time stands before one that has nothing to do with time, so that no expression
    /// opens with it: most articles do, most "this" and "more".
    fn is_idle(&self, at: usize, token: &Token) -> bool {
        const DATED: Classes = Classes::TIME.or(Classes::WEEKDAY).or(Classes::MONTH);
        let Some(next) = self.token(at + 1) else { return false };
        if next.kind != Kind::Word {
            return false;
        }
        match self.times.word(token.word) {
            TimeWord::Article => !next.classes.any(AFTER_ARTICLE),
            TimeWord::Which(_) | TimeWord::About => !next.classes.any(DATED),
            TimeWord::Ordinal(_) => !next.classes.any(DATED) && !self.is_word(at + 1, &["of"]),
            TimeWord::Bound => {
                !self.is_word(at + 1, &["than", "least", "most", "to", "more", "less", "fewer"])
            }
            _ => false,
        }
    }

    /// A word that names a day or a month, or is one of time as well.
    fn named(&mut self, at: usize, classes: Classes) -> Option<Found> {
        if classes.any(Classes::HOLIDAY)
            && let Some(found) = self.holiday(at)
        {
            return Some(found);
        }
        if classes.any(Classes::WEEKDAY)
            && let Some(found) = self.weekday(at, None)
        {
            return Some(found);
        }
        if classes.any(Classes::MONTH)
            && let Some(found) = self.month(at)
        {
            return Some(found);
        }
        if classes.any(Classes::TIME) { self.time_word(at) } else { None }
    }

    /// Records an expression over a range of tokens.
    pub(super) fn push(&mut self, tokens: std::ops::Range<usize>, expr: Expr) {
        let names = self.is_name_of_thing(&tokens);
        let written = match &expr {
            Expr::Calendar { written, .. } => Some(written),
            _ => None,
        };
        let aside = written.is_some_and(|written| {
            names || self.quoted || (written.month, written.day) == (Some(9), Some(11))
        });
        let loose = matches!(self.time(tokens.start), TimeWord::Article | TimeWord::Overnight)
            || matches!(self.time(tokens.start + 1), TimeWord::Which(_) | TimeWord::Part("AF"));
        // What stands before a thing takes no tense: "will speak of Monday's vote".
        let tense = if names { Tense::Unknown } else { tense::of(self, &tokens) };
        let start_of = |sentence: usize| self.paragraph.tokens[sentence].span.start;
        let led = self.before(tokens.start).is_none() || self.follows(tokens.start, &["in", "on"]);
        let weekday = written.is_some_and(|written| written.weekday.is_some());
        let of_life = weekday && self.tells_of_life(tokens.start);
        let span = self.paragraph.span(tokens);
        self.found.push(Raw {
            span,
            expr,
            tense,
            aside,
            names,
            loose,
            sentence: start_of(self.sentence.start),
            sentence_before: start_of(self.sentence_before),
            led,
            of_life,
            impossible: false,
            ambiguous: false,
        });
    }

    /// Whether an expression stands as an adjective: "the Jan. 6 committee", "an important Monday speech".
    fn is_name_of_thing(&self, tokens: &std::ops::Range<usize>) -> bool {
        let Some(before) = self.before(tokens.start).filter(|_| self.is_thing(tokens.end)) else {
            return false;
        };
        let verb = tense::at_word(self, before) != Tense::Unknown || self.is(before, Classes::CUE);
        !verb
            && !self.is_word(
                before,
                &["on", "by", "until", "since", "from", "in", "late", "early", "and", "or", ","],
            )
    }

    /// Whether someone is born or married in the words before a date of this sentence.
    fn tells_of_life(&self, date: usize) -> bool {
        const REACH: usize = 12;
        (date.saturating_sub(REACH)..date).any(|at| self.is_word(at, &["born", "married", "christened"]))
    }

    /// What a token of this sentence is to the reader of dates.
    pub(super) fn time(&self, at: usize) -> TimeWord {
        match self.token(at) {
            Some(token) if token.classes.any(Classes::TIME) => self.times.word(token.word),
            _ => TimeWord::None,
        }
    }

    /// A token of this sentence.
    pub(super) fn token(&self, at: usize) -> Option<&'a Token> {
        if at >= self.sentence.start { self.tokens.get(at) } else { None }
    }

    /// The words of a token of this sentence; empty past its ends.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| token.span.of(self.paragraph.text))
    }

    /// The words of a token of this sentence in bytes; empty past its ends.
    pub(super) fn bytes(&self, at: usize) -> &'a [u8] {
        if at >= self.sentence.start && at < self.sentence.end { self.paragraph.bytes(at) } else { &[] }
    }

    /// Whether a token is one of some words, in any case. Each list is compared where it is given:
    /// nearly always the lengths differ.
    #[inline]
    pub(super) fn is_word<const N: usize>(&self, at: usize, words: &[&str; N]) -> bool {
        let word = self.bytes(at);
        words.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
    }

    /// Whether a token of this sentence has a role beside dates.
    pub(super) fn marked(&self, at: usize, marks: Marks) -> bool {
        let role = |token: &Token| token.classes.any(Classes::DATE_MARK);
        self.token(at).is_some_and(|token| role(token) && self.times.marks(token.word).any(marks))
    }

    /// The token before, inside the sentence.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|before| self.sentence.contains(before))
    }

    /// Whether the token before is one of some words, in any case.
    #[inline]
    pub(super) fn follows<const N: usize>(&self, at: usize, words: &[&str; N]) -> bool {
        self.before(at).is_some_and(|before| self.is_word(before, words))
    }

    /// Whether a token is of a class.
    pub(super) fn is(&self, at: usize, classes: Classes) -> bool {
        self.token(at).is_some_and(|token| token.classes.any(classes))
    }

    /// Whether an unspaced hyphen stands at a token.
    pub(super) fn joined(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Hyphen && !token.spaced)
            && self.token(at + 1).is_some_and(|token| !token.spaced)
    }

    /// The token after a hyphen that joins, or the token itself.
    pub(super) fn past_joint(&self, at: usize) -> usize {
        if self.joined(at) { at + 1 } else { at }
    }

    /// The token after a comma, or the token itself.
    pub(super) fn past_comma(&self, at: usize) -> usize {
        if self.bytes(at) == b"," { at + 1 } else { at }
    }

    /// Whether a token is a small-written word that carries meaning of its own, as a thing counted does.
    pub(super) fn is_thing(&self, at: usize) -> bool {
        const FUNCTION: Classes = Classes::PREPOSITION
            .or(Classes::CONJUNCTION)
            .or(Classes::AUXILIARY)
            .or(Classes::PRONOUN)
            .or(Classes::DETERMINER);
        self.token(at).is_some_and(|token| {
            let word = self.bytes(at);
            // "states", "reports" and "claims" are things as often as verbs.
            let speaks = || token.classes.any(Classes::CUE) && (!word.ends_with(b"s") || word == b"says");
            token.kind == Kind::Word
                && !token.is_capital()
                && !token.classes.any(FUNCTION)
                && !speaks()
                && !self.marked(at, Marks::ADVERB)
                && !word.ends_with(b"ly")
                && tense::at_word(self, at) == Tense::Unknown
        })
    }
}
