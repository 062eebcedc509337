//! Words of time: what each opens, and what articles and bare units mean.

use super::expr::{Expr, Fixed, Tail, Value, YearSaid, value_of};
use super::friends;
use super::scan::{Found, Scan};
use crate::languages::{Classes, TimeWord, Unit, Which};
use crate::reading::tokens::Kind;

/// A number of units: what was counted, or `None` for several.
pub(super) type Count = Option<u32>;

pub(super) fn fixed(kind: Fixed, value: impl AsRef<str>) -> Expr {
    Expr::Fixed { kind, value: Value::from(value.as_ref()).unwrap_or_default() }
}

/// A duration in TIMEX3's form.
pub(super) fn duration(count: Count, unit: Unit) -> Value {
    let count = match (count, unit) {
        (Some(count), Unit::Fortnight) => Some(count * 2),
        (count, _) => count,
    };
    let (sign, letter) = (if unit.is_of_clock() { "PT" } else { "P" }, unit.letter());
    match count {
        Some(count) => value_of(format_args!("{sign}{count}{letter}")),
        None => value_of(format_args!("{sign}X{letter}")),
    }
}

impl Scan<'_> {
    /// What a word of time opens.
    pub(super) fn time_word(&mut self, at: usize) -> Option<Found> {
        match self.time(at) {
            TimeWord::Article => self.article(at),
            TimeWord::About | TimeWord::Bound => self.about(at),
            TimeWord::Phase => self.phase(at, at),
            TimeWord::Which(which) => self.which(at, at, which),
            TimeWord::Day(offset) => self.day(at, offset),
            TimeWord::Tonight => Some((at + 1, Some(Expr::Day { offset: 0, tail: Some(Tail::Part("NI")) }))),
            TimeWord::Overnight => self.overnight(at),
            TimeWord::Ref(value) => self.reference(at, value),
            TimeWord::Every => self.every(at),
            TimeWord::Set(unit) => self.set(at, unit),
            TimeWord::Times => self.times_a(at, at + 1),
            TimeWord::Fiscal => self.fiscal(at),
            TimeWord::Season(season) => self.season(at, season),
            TimeWord::Part("MI") | TimeWord::Part("NI") => self.noon(at),
            TimeWord::Parts(_) => None,
            TimeWord::Units(unit) => self.bare_units(at, unit),
            TimeWord::Unit(unit) => self.bare_unit(at, unit),
            TimeWord::Ordinal(_) => {
                if let Some((end, written)) = self.day_month(at) {
                    return Some(self.finish_date(at, end, written));
                }
                self.ordinal_period(at)
            }
            TimeWord::Number(_) | TimeWord::Vague => self.clock(at).or_else(|| self.measured(at, at)),
            TimeWord::Quarter(number) => self.quarter(at, number, false),
            TimeWord::None | TimeWord::Part(_) | TimeWord::Away => None,
        }
    }

    /// "the third quarter", "a year ago", "the past three years", "a Friday".
    pub(super) fn article(&mut self, at: usize) -> Option<Found> {
        let next = at + 1;
        let token = self.token(next)?;
        let the = self.is_word(at, &["the"]);
        if !the {
            if self.paragraph.is(next, Classes::WEEKDAY) && self.word(next).len() > 5 {
                return self.some_weekday(next);
            }
            return self.measured(at, at);
        }
        match self.time(next) {
            TimeWord::Which(which) => self.which(at, next, which),
            TimeWord::Phase => self.phase(at, next),
            // "the first three months"
            TimeWord::Ordinal(1)
                if matches!(self.time(next + 1), TimeWord::Number(_) | TimeWord::Vague)
                    || self.token(next + 1).is_some_and(|token| token.kind == Kind::Number) =>
            {
                self.measured(at, next + 1)
            }
            TimeWord::Ordinal(_) | TimeWord::Unit(Unit::Second) => self.the_ordinal(next),
            TimeWord::Part(part) => self.the_part(next, part),
            TimeWord::Unit(unit) => self.the_unit(next, unit),
            TimeWord::Ref("FUTURE_REF") => Some((next + 1, Some(fixed(Fixed::Relative, "FUTURE_REF")))),
            // "the two-day visit": the article belongs to the visit.
            TimeWord::Number(_) | TimeWord::Vague if self.joined(next + 1) => None,
            TimeWord::Number(_) | TimeWord::Vague => self.measured(at, next),
            TimeWord::Fiscal => self.fiscal(next),
            TimeWord::Season(season) => {
                let (end, year) = self.year_of(next + 1);
                (year != YearSaid::Unsaid || !self.is_thing(end))
                    .then_some((end, Some(Expr::Season { season, year })))
            }
            _ if token.kind == Kind::Number => self.the_figures(next),
            _ if self.is_word(next, &["near"]) && self.is_word(next + 1, &["future"]) => {
                Some((next + 2, Some(fixed(Fixed::Relative, "FUTURE_REF"))))
            }
            _ if self.paragraph.is(next, Classes::WEEKDAY) => self.weekday_before_date(next),
            _ => None,
        }
    }

    /// "in the morning", "through the night".
    pub(super) fn the_part(&self, at: usize, part: &'static str) -> Option<Found> {
        let led = self.follows(at - 1, &["in", "during", "through", "throughout"]);
        let whole = led && !self.is_thing(at + 1) && !self.is_word(at + 1, &["of"]) && !self.joined(at + 1);
        (whole && part != "MI").then_some((at + 1, Some(Expr::Part { part, which: Which::That })))
    }

    /// "a Tuesday in 2001": any one.
    pub(super) fn some_weekday(&mut self, at: usize) -> Option<Found> {
        match self.weekday(at, Some(Which::That))? {
            (end, Some(Expr::Weekday { day, tail, .. })) => {
                Some((end, Some(Expr::Weekday { day, which: Some(Which::That), tail })))
            }
            found => Some(found),
        }
    }

    /// "the Friday before Jan. 6", "the Tuesday after": hangs on another date.
    pub(super) fn weekday_before_date(&mut self, at: usize) -> Option<Found> {
        if self.word(at).len() <= 5 || friends::is_weekday_name(self, at) {
            return None;
        }
        if self.is_word(at + 1, &["before", "after", "following", "preceding"]) {
            return self.some_weekday(at);
        }
        None
    }

    pub(super) fn the_ordinal(&mut self, at: usize) -> Option<Found> {
        if let Some((end, written)) = self.day_month(at) {
            return Some(self.finish_date(at, end, written));
        }
        let found = self.ordinal_period(at)?;
        Some(found)
    }

    /// "the 1990s", "the 3rd of January", "the 19th century", "the 2012 third quarter", "the 60 days".
    pub(super) fn the_figures(&mut self, at: usize) -> Option<Found> {
        if let Some((end, written)) = self.day_month(at) {
            return Some(self.finish_date(at, end, written));
        }
        let dated = self.decade(at).or_else(|| self.ordinal_period(at));
        if dated.is_none() && self.joined(at + 1) {
            return None;
        }
        dated.or_else(|| self.measured(at, at))
    }

    /// "for years", "days later", "decades ago".
    pub(super) fn bare_units(&self, at: usize, unit: Unit) -> Option<Found> {
        if self.joined(at + 1) && self.is_word(at + 2, &["long"]) {
            return Some((at + 3, Some(fixed(Fixed::Duration, duration(None, unit)))));
        }
        if self.is_age(at + 1) || self.joined(at + 1) || unit == Unit::Quarter {
            return None;
        }
        if unit == Unit::Weekend {
            return Some((at + 1, Some(fixed(Fixed::Recurring, "XXXX-WXX-WE"))));
        }
        let Some((end, expr)) = self.away(at + 1, None, unit) else {
            let led = self.follows(at, &["for", "over", "within", "after", "in", "took", "take", "spent"])
                || self.is_word(at + 1, &["after", "before"]);
            return led.then(|| (at + 1, Some(fixed(Fixed::Duration, duration(None, unit)))));
        };
        Some((end, expr))
    }

    /// "year-end", "year-ago"; other units without a count say nothing.
    pub(super) fn bare_unit(&self, at: usize, unit: Unit) -> Option<Found> {
        if self.joined(at + 1) && self.is_word(at + 2, &["end"]) && unit == Unit::Year {
            return Some((at + 3, Some(Expr::Period { unit, which: Which::This })));
        }
        if self.joined(at + 1) && self.is_word(at + 2, &["long"]) {
            return Some((at + 3, Some(fixed(Fixed::Duration, duration(Some(1), unit)))));
        }
        self.year_ago(at, at)
    }

    /// "the week", "the year": one spoken of, where the words around leave no other sense.
    pub(super) fn the_unit(&self, at: usize, unit: Unit) -> Option<Found> {
        if let Some(found) = self.year_ago(at, at) {
            return Some(found);
        }
        if self.joined(at + 1) || unit.is_of_clock() || matches!(unit, Unit::Century | Unit::Fortnight) {
            return None;
        }
        if unit == Unit::Day
            && let TimeWord::Day(offset @ (-1 | 1)) = self.time(at + 2)
            && self.is_word(at + 1, &[if offset < 0 { "before" } else { "after" }])
        {
            return Some((at + 3, Some(Expr::Day { offset: offset * 2, tail: None })));
        }
        if let Some(found) = self.away(at + 1, Some(1), unit) {
            return Some(found);
        }
        if unit == Unit::Year
            && let Some(year) = self.year_figure(at + 1)
        {
            let written = super::expr::Written { year: Some(year), ..Default::default() };
            return Some((at + 2, Some(Expr::Calendar { written, tail: None })));
        }
        let which = if unit == Unit::Day { Which::That } else { Which::This };
        let the = at - 1;
        let led =
            self.follows(the, &["in", "for", "during", "over", "of", "through", "throughout", "into", "on"]);
        let ends = self.ends_clause(at + 1)
            || self.is_word(at + 1, &["and", "to", "with", "on", "at", "in", "as", "that", "when"]);
        let sure = unit == Unit::Weekend || led && ends && !self.is_word(at + 1, &["that", "when", "as"]);
        sure.then_some((at + 1, Some(Expr::Period { unit, which })))
    }
}
