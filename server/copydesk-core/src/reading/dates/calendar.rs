//! Months with days and years, in every common order.

use super::expr::{Expr, Written};
use super::friends;
use super::scan::{Found, Scan};
use crate::languages::{Classes, TimeWord, Unit, Which};
use crate::reading::tokens::Kind;

/// A date being put together: its end and what is written.
pub(super) type Dated = (usize, Written);

impl Scan<'_> {
    /// A month's word: with day and year, with a year, or alone.
    pub(super) fn month(&mut self, at: usize) -> Option<Found> {
        if let Some((end, written)) = self.month_day(at) {
            return Some(self.finish_date(at, end, written));
        }
        if let TimeWord::Which(which @ (Which::Last | Which::Next | Which::This)) = self.time(at + 1)
            && self.time(at + 2) == TimeWord::Unit(Unit::Year)
            && self.is_month_beside_figure(at)
        {
            return Some((at + 3, Some(Expr::Month { month: self.number_of(at), which, of_year: true })));
        }
        let (end, written) = self.month_year(at)?;
        Some((end, Some(Expr::Calendar { written, tail: None })))
    }

    /// "March 2016", "March of 2016", "March".
    pub(super) fn month_year(&self, at: usize) -> Option<Dated> {
        let month = self.number_of(at);
        if !self.is_month_beside_figure(at) {
            return None;
        }
        let written = Written { month: Some(month), ..Written::default() };
        let next = if self.is_word(at + 1, &["of"]) { at + 2 } else { self.past_comma(at + 1) };
        if let Some(year) = self.year_figure(next) {
            return Some((next + 1, Written { year: Some(year), ..written }));
        }
        if let Some((year, end)) = self.short_year(at + 1) {
            return Some((end, Written { year: Some(year), ..written }));
        }
        friends::is_bare_month(self, at).then_some((at + 1, written))
    }

    /// A year in two figures behind a month: ’87, Feb 87.
    pub(super) fn short_year(&self, at: usize) -> Option<(i16, usize)> {
        let marked = self.token(at).is_some_and(|token| token.kind == Kind::SingleMark);
        let figure = if marked { at + 1 } else { at };
        let number = self.digits(figure, 2).filter(|_| self.word(figure).len() == 2)?;
        if !marked && (number < 32 || self.counts(figure + 1) || self.joined(figure + 1)) {
            return None;
        }
        let number = number as i16;
        Some((if number < 40 { 2000 + number } else { 1900 + number }, figure + 1))
    }

    /// "Jan. 3", "January 3rd, 2020", "January the third".
    pub(super) fn month_day(&self, at: usize) -> Option<Dated> {
        if !self.is_month_beside_figure(at) {
            return None;
        }
        let the = usize::from(self.is_word(at + 1, &["the"]));
        let (day, span, next) = match self.day_figure(at + 1 + the) {
            // Four figures are a year: "December 2019".
            Some(figure) if !figure.ordinal && figure.number > 999 => return None,
            Some(figure) => (figure.number, figure.span, at + 2 + the),
            None => self.day_word(at + 1 + the)?,
        };
        if the == 1 && !self.word(at + 2).ends_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let ordinal = self.word(next - 1).ends_with(|c: char| c.is_ascii_alphabetic());
        if !self.is_day(at, day, next, ordinal) {
            return None;
        }
        let written = Written {
            month: Some(self.number_of(at)),
            day: Some(day),
            day_span: Some(span),
            ..Written::default()
        };
        Some(self.with_year(next, written))
    }

    /// Whether the figure behind a month is a day, or a fault in place of one, and no count, price or year.
    pub(super) fn is_day(&self, month: usize, day: u16, next: usize, ordinal: bool) -> bool {
        if ordinal {
            return day <= 99;
        }
        if self.token(next).is_some_and(|token| token.kind == Kind::Number)
            && self.year_figure(next).is_none()
            || matches!(self.word(next), "%" | "/")
            || self.is_word(next, &["percent", "pct", "million", "billion", "points", "cents"])
            || self.joined(next) && !self.is_range_end(next)
        {
            return false;
        }
        // Months take "in", days take "on": "In April 31 people were killed".
        let led_by_in = self.follows(month, &["in", "by", "since", "of", "during"]);
        let led_by_on = self.follows(month, &["on", "until", "through", "dated"])
            || self
                .before(month)
                .is_some_and(|before| self.is(before, Classes::WEEKDAY) || self.word(before) == ",");
        match day {
            1..=31 if led_by_in => !self.is_thing(next) || self.is_unitless_thing(next),
            1..=31 => true,
            0 => false,
            32..=39 if !led_by_in => led_by_on || !self.is_thing(next) && self.ends_prose_date(next),
            _ => {
                led_by_on && self.follows(month, &["on"])
                    || self.ends_range(month)
                    || self.opens_dateline(month)
            }
        }
    }

    /// A word behind "by March 3" that is no thing counted: "talks" in "the March 3 talks" is led by "the".
    pub(super) fn is_unitless_thing(&self, next: usize) -> bool {
        self.is_word(next, &["deadline", "elections", "election"])
    }

    pub(super) fn is_range_end(&self, at: usize) -> bool {
        self.day_figure(at + 1).is_some_and(|figure| figure.number <= 31)
    }

    /// Whether what stands behind a figure over 31 is running copy and no table.
    pub(super) fn ends_prose_date(&self, next: usize) -> bool {
        match self.token(next) {
            None => self.sentence.start > 0 || self.sentence.end > 6,
            Some(token) => match token.kind {
                Kind::Stop | Kind::Clitic => true,
                Kind::Mark => matches!(self.word(next), "," | ";" | ")"),
                Kind::Word => !token.is_capital(),
                _ => false,
            },
        }
    }

    /// "between March 25 and August 341".
    pub(super) fn ends_range(&self, month: usize) -> bool {
        self.follows(month, &["and", "to", "through"])
            && month >= 3
            && self.day_figure(month - 2).is_some()
            && self.is(month - 3, Classes::MONTH)
    }

    /// Whether all that stands before a month is the place of a dateline: "NEW YORK, March 119 -".
    pub(super) fn opens_dateline(&self, month: usize) -> bool {
        let first = self.sentence.start;
        month > first
            && month - first <= 14
            && self.word(month - 1) == ","
            && self.token(first).is_some_and(|token| {
                token.is_capital() && token.shape == crate::reading::tokens::Shape::Upper
            })
            && self.token(month + 2).is_some_and(|token| matches!(token.kind, Kind::Dash | Kind::Hyphen))
    }

    /// A year behind a day: ", 2020", " 2020", ", ’87", ", last year".
    pub(super) fn with_year(&self, next: usize, written: Written) -> Dated {
        let figure = self.past_comma(next);
        if let Some(year) = self.year_figure(figure)
            && !(figure > next && self.counts(figure + 1))
        {
            return (figure + 1, Written { year: Some(year), ..written });
        }
        if self.token(figure).is_some_and(|token| token.kind == Kind::SingleMark)
            && let Some((year, end)) = self.short_year(figure)
        {
            return (end, Written { year: Some(year), ..written });
        }
        (next, written)
    }

    /// "3 January 2020", "the 3rd of January", "the third of January, 2020"; `at` is the day.
    pub(super) fn day_month(&self, at: usize) -> Option<Dated> {
        // A figure is one token: its month stands right behind it, or behind "of".
        let month = |at: usize| self.is(at, Classes::MONTH);
        if self.token(at)?.kind == Kind::Number && !month(at + 1) && !month(at + 2) {
            return None;
        }
        let (day, span, mut next, ordinal) = match self.day_figure(at) {
            Some(figure) => (figure.number, figure.span, at + 1, figure.ordinal),
            None => {
                let (day, span, next) = self.day_word(at)?;
                (day, span, next, true)
            }
        };
        let of = self.is_word(next, &["of"]);
        next += usize::from(of);
        if day == 0 || day > 31 || of && !ordinal || self.signed(at) || !self.is_month_beside_figure(next) {
            return None;
        }
        let bare = !ordinal && self.year_figure(next + 1).is_none();
        // "At least 20 March victims", "20 May tell": without a year a doubtful month needs an end or a lead.
        let led = self.follows(at, &["on", "by", "until", "from", "since", "to", "the"])
            || self
                .before(at)
                .is_some_and(|before| self.is(before, Classes::WEEKDAY) || self.word(before) == ",");
        if bare && self.is_thing(next + 1) && !led {
            return None;
        }
        if self.day_figure(next + 1).is_some_and(|figure| figure.number <= 31)
            && !self.word(next + 1).starts_with('0')
            && bare
        {
            return None;
        }
        let written = Written {
            month: Some(self.number_of(next)),
            day: Some(day),
            day_span: Some(span),
            ..Written::default()
        };
        Some(self.with_year(next + 1, written))
    }
}
