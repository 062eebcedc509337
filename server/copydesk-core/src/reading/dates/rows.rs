//! What stands around a date: a weekday behind it, other days of its row.

use super::expr::{Expr, Written};
use super::scan::{Found, Scan};
use crate::languages::Classes;
use crate::reading::tokens::Kind;
use crate::text::Span;

impl Scan<'_> {
    /// Puts weekday, range and part of the day to a date that stands from `start` to `end`.
    pub(super) fn finish_date(&mut self, start: usize, end: usize, mut written: Written) -> Found {
        let mut end = end;
        if let Some((day, span, after)) = self.weekday_behind(end) {
            written.weekday = Some((day, span));
            end = after;
        }
        if let Some((second, after)) = self.second_day(end) {
            return self.row(start, end, written, second, after);
        }
        let connector = |at: usize| self.is_word(at, &["and", "to", "through", "until", "–", "-"]);
        written.of_many |= connector(end) && self.is(end + 1, Classes::MONTH);
        (end, Some(Expr::Calendar { written, tail: None }))
    }

    /// A weekday right behind a date: "(Friday)", ", a Friday,".
    pub(super) fn weekday_behind(&self, end: usize) -> Option<(u8, Span, usize)> {
        let (at, close) = match self.word(end) {
            "(" => (end + 1, end + 2),
            "," if self.is_word(end + 1, &["a"]) => (end + 2, end + 2),
            _ => return None,
        };
        let closed = match self.word(end) {
            "(" => self.word(close) == ")",
            _ => !self.is_thing(close + 1) && self.part(close + 1).is_none(),
        };
        let full = self.is(at, Classes::WEEKDAY) && self.word(at).len() > 5 && !self.word(at).ends_with('s');
        (closed && full).then(|| (self.number_of(at), self.paragraph.tokens[at].span, at + 1))
    }

    /// The other day of "Jan. 3-5", "Jan. 4 and 5", "June 3 to 9".
    pub(super) fn second_day(&self, end: usize) -> Option<(usize, usize)> {
        let dashed = self.token(end).is_some_and(|token| matches!(token.kind, Kind::Hyphen | Kind::Dash));
        let joined = dashed && self.token(end).is_some_and(|token| !token.spaced);
        let worded = self.is_word(end, &["and", "to", "through", "or", "&"]);
        if !joined && !worded {
            return None;
        }
        let figure = self.day_figure(end + 1)?;
        let next = end + 2;
        let free = !self
            .token(next)
            .is_some_and(|token| token.kind == Kind::Number && self.year_figure(next).is_none())
            && !self.joined(next)
            && !self.is_word(next, &["percent", "pct", "p.m.", "a.m.", "pm", "am"])
            && !self.is_month_beside_figure(next)
            && (joined || !self.counts(next));
        (free && (1..=39).contains(&figure.number)).then_some((end + 1, next))
    }

    /// Two days of one month: records the first, gives the second; a year behind both is theirs.
    pub(super) fn row(
        &mut self,
        start: usize,
        end: usize,
        first: Written,
        second: usize,
        after: usize,
    ) -> Found {
        let first = Written { of_many: true, ..first };
        let figure = self.day_figure(second);
        let written = Written {
            day: figure.map(|figure| figure.number),
            day_span: figure.map(|figure| figure.span),
            weekday: None,
            ..first
        };
        let (after, written) = self.with_year(after, written);
        let first = Written { year: written.year, ..first };
        self.push(start..end, Expr::Calendar { written: first, tail: None });
        self.push(second..after, Expr::Calendar { written, tail: None });
        (after, None)
    }

    /// "3-5 January": the first day takes the month of the second.
    pub(super) fn range_day_month(&mut self, at: usize) -> Option<Found> {
        let dashed = self
            .token(at + 1)
            .is_some_and(|token| matches!(token.kind, Kind::Hyphen | Kind::Dash) && !token.spaced);
        if !dashed && !self.is_word(at + 1, &["and", "to", "or"]) {
            return None;
        }
        let figure = self.day_figure(at).filter(|figure| (1..=31).contains(&figure.number))?;
        let (end, written) = self.day_month(at + 2)?;
        let written = Written { of_many: true, ..written };
        let first = Written { day: Some(figure.number), day_span: Some(figure.span), ..written };
        self.push(at..at + 1, Expr::Calendar { written: first, tail: None });
        self.push(at + 2..end, Expr::Calendar { written, tail: None });
        Some((end, None))
    }
}
