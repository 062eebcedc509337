//! Figures: what a run of digits can be, and nothing more.

use super::scan::Scan;
use crate::languages::{Classes, TimeWord};
use crate::reading::tokens::Kind;
use crate::text::Span;

/// A day's figure: its number, where it stands, whether an ordinal ending follows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct DayFigure {
    pub(super) number: u16,
    pub(super) span: Span,
    pub(super) ordinal: bool,
}

/// The years that a bare figure in running copy can mean.
pub(super) const LIKELY_YEARS: std::ops::Range<i16> = 1900..2100;

/// The number of up to nine digits; `None` for anything else.
fn number(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
}

impl Scan<'_> {
    /// The digits of a number token, if it is digits only, of at most `most` figures.
    pub(super) fn digits(&self, at: usize, most: usize) -> Option<u32> {
        let token = self.token(at)?;
        if token.kind != Kind::Number || token.span.len() > most {
            return None;
        }
        number(self.bytes(at))
    }

    /// Whether a token is a number whose last character is a figure, so that no ending follows it.
    pub(super) fn is_bare(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == Kind::Number)
            && self.bytes(at).last().is_some_and(u8::is_ascii_digit)
    }

    /// A four-figure year, 1000 to 2999.
    pub(super) fn year_figure(&self, at: usize) -> Option<i16> {
        let year = self.digits(at, 4).filter(|_| self.bytes(at).len() == 4)?;
        i16::try_from(year).ok().filter(|year| (1000..3000).contains(year))
    }

    /// A day in figures or as an ordinal word; it need not exist in any month.
    pub(super) fn day_figure(&self, at: usize) -> Option<DayFigure> {
        let token = self.token(at)?;
        if token.kind == Kind::Number {
            let word = self.bytes(at);
            let end = word.iter().rposition(|byte| !byte.is_ascii_alphabetic())? + 1;
            let (digits, ending) = word.split_at(end);
            let ordinal = matches!(ending, b"st" | b"nd" | b"rd" | b"th" | b"ST" | b"ND" | b"RD" | b"TH");
            if digits.len() > 4 || !ordinal && !ending.is_empty() {
                return None;
            }
            let number = number(digits)? as u16;
            return Some(DayFigure { number, span: token.span, ordinal });
        }
        None
    }

    /// A day as an ordinal word, and the token after it: "third", "twenty-first".
    pub(super) fn day_word(&self, at: usize) -> Option<(u16, Span, usize)> {
        let span = self.token(at)?.span;
        match self.time(at) {
            TimeWord::Ordinal(number) => Some((number.into(), span, at + 1)),
            TimeWord::Unit(crate::languages::Unit::Second) => Some((2, span, at + 1)),
            TimeWord::Number(tens @ (20 | 30)) if self.joined(at + 1) => {
                let (ones, last, end) = self.day_word(at + 2).filter(|(ones, ..)| *ones < 10)?;
                Some((tens + ones, span.to(last), end))
            }
            _ => None,
        }
    }

    /// Whether the figure before this token counts something: "31 people", "20 percent", "$1".
    pub(super) fn counts(&self, next: usize) -> bool {
        self.is_thing(next)
            || matches!(self.word(next), "%" | "°" | "½")
            || self.is_word(next, &["percent", "pct"])
    }

    /// Whether a currency or number sign stands right before a token.
    pub(super) fn signed(&self, at: usize) -> bool {
        self.before(at).is_some_and(|before| {
            matches!(self.word(before), "$" | "£" | "€" | "¥" | "#" | "№" | "+" | "=" | "/")
                || self
                    .is_word(before, &["no.", "nos.", "room", "route", "flight", "page", "channel", "boeing"])
        })
    }

    /// Whether the token is a month whose word means one here, a figure beside it.
    pub(super) fn is_month_beside_figure(&self, at: usize) -> bool {
        self.is(at, Classes::MONTH) && self.token(at).is_some_and(crate::reading::tokens::Token::is_capital)
    }

    /// The number of a month or weekday, from 1.
    pub(super) fn number_of(&self, at: usize) -> u8 {
        self.token(at).map_or(0, |token| self.paragraph.context.language.lexicon.entry(token.word).number)
    }
}
