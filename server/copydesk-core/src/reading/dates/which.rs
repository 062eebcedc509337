//! Pointing words: last week, the past three years, that Friday, early next month.

use super::expr::{Expr, Fixed, Tail, YearSaid};
use super::friends;
use super::scan::{Found, Scan};
use super::units::{duration, fixed};
use crate::languages::{Classes, TimeWord, Unit, Which};
use crate::reading::tokens::{Kind, Token};

impl Scan<'_> {
    /// "last week", "the past three years", "this morning", "next Friday"; `at` is the word itself.
    pub(super) fn which(&mut self, start: usize, at: usize, which: Which) -> Option<Found> {
        let article = start < at;
        if which == Which::That {
            return self.that(at);
        }
        // ABC’s This Week, The Last Post: a name.
        if self.token(at)?.is_capital()
            && start > self.sentence.start
            && !self.opens_speech(start)
            && self.token(at + 1).is_some_and(Token::is_capital)
            && !self.paragraph.is(at + 1, Classes::WEEKDAY.or(Classes::MONTH))
        {
            return None;
        }
        let recent = self.is_word(at, &["recent", "current", "upcoming"]);
        // "this past Friday"
        if which == Which::This
            && let TimeWord::Which(inner @ (Which::Past | Which::Coming)) = self.time(at + 1)
        {
            let inner = if inner == Which::Past { Which::Last } else { Which::Next };
            return self.which_one(at + 2, inner, article).or_else(|| self.which_count(at, at + 2, inner));
        }
        if let Some(found) = self.which_count(start, at + 1, which) {
            return Some(found);
        }
        if recent && which == Which::Past {
            let TimeWord::Units(_) = self.time(at + 1) else { return None };
            return Some((at + 2, Some(fixed(Fixed::Relative, "PAST_REF"))));
        }
        let found = self.which_one(at + 1, which, article);
        if found.is_some() {
            return found;
        }
        // "in the past"
        let vague = article && which == Which::Past && self.ends_clause(at + 1);
        (vague || article && which == Which::Past && self.follows(start, &["in"]) && !self.is_thing(at + 1))
            .then(|| (at + 1, Some(fixed(Fixed::Relative, "PAST_REF"))))
    }

    /// A count behind last, next, past: a duration.
    pub(super) fn which_count(&mut self, start: usize, at: usize, which: Which) -> Option<Found> {
        if matches!(which, Which::Same) || self.time(at) == TimeWord::Article {
            return None;
        }
        let counted = matches!(self.time(at), TimeWord::Number(_) | TimeWord::Vague)
            || self.token(at).is_some_and(|token| token.kind == Kind::Number)
            || self.is_word(at, &["half"]);
        let found = if counted { self.measured(start, at)? } else { return None };
        let (end, Some(Expr::Fixed { kind: Fixed::Duration, value })) = found else { return None };
        Some((end, Some(fixed(Fixed::Duration, value))))
    }

    /// One of several behind last, this, next: week, morning, summer, March, Friday.
    pub(super) fn which_one(&mut self, at: usize, which: Which, article: bool) -> Option<Found> {
        if self.paragraph.is(at, Classes::WEEKDAY) && self.word(at).len() > 5 {
            if friends::is_weekday_name(self, at) {
                return None;
            }
            return self.weekday(at, Some(which));
        }
        if self.is_month_beside_figure(at) && !friends::is_short(self.word(at)) {
            if let Some((end, written)) = self.month_day(at) {
                return Some(self.finish_date(at, end, written));
            }
            return Some((at + 1, Some(Expr::Month { month: self.number_of(at), which, of_year: false })));
        }
        match self.time(at) {
            TimeWord::Unit(unit) => self.which_unit(at, unit, which, article),
            TimeWord::Units(unit)
                if matches!(which, Which::Past | Which::Coming | Which::Last | Which::Next) =>
            {
                Some((at + 1, Some(fixed(Fixed::Duration, duration(None, unit)))))
            }
            TimeWord::Part(part) if !self.is_word(at, &["noon", "midnight", "midday"]) => {
                Some((at + 1, Some(Expr::Part { part, which })))
            }
            TimeWord::Season(season) => {
                let year = match which {
                    Which::This | Which::Same => YearSaid::Which(Which::This),
                    Which::Last | Which::Past | Which::Previous => YearSaid::Which(Which::Last),
                    _ => YearSaid::Which(Which::Next),
                };
                Some((at + 1, Some(Expr::Season { season, year })))
            }
            TimeWord::Fiscal if matches!(self.time(at + 1), TimeWord::Unit(Unit::Year | Unit::Quarter)) => {
                let TimeWord::Unit(unit) = self.time(at + 1) else { return None };
                self.which_unit(at + 1, unit, which, article)
            }
            _ => None,
        }
    }

    pub(super) fn which_unit(&mut self, at: usize, unit: Unit, which: Which, article: bool) -> Option<Found> {
        if unit.is_of_clock()
            || self.joined(at + 1) && self.token(at + 2).is_some_and(|token| token.kind == Kind::Word)
        {
            return match which {
                Which::Past | Which::Last if unit.is_of_clock() && article => {
                    Some((at + 1, Some(fixed(Fixed::Duration, duration(Some(1), unit)))))
                }
                _ => None,
            };
        }
        // "the last day of March" is one of March’s.
        if self.is_word(at + 1, &["of"]) && (article || at > 0 && self.follows(at - 1, &["the"])) {
            return None;
        }
        // "this year’s third quarter"
        if unit == Unit::Year
            && self.token(at + 1).is_some_and(|token| token.kind == Kind::Clitic)
            && let Some((end, Some(Expr::Quarter { number, half, .. }))) = self.ordinal_period(at + 2)
        {
            return Some((end, Some(Expr::Quarter { number, half, year: YearSaid::Which(which) })));
        }
        // "the past year", "the last decade": so long, up to now.
        let over = article
            && at >= 3
            && self.is_word(at - 3, &["over", "for", "within", "during", "in"])
            && matches!(which, Which::Next | Which::Coming)
            && matches!(unit, Unit::Year | Unit::Decade | Unit::Month | Unit::Century);
        let so_far = article
            && matches!(which, Which::Past | Which::Last)
            && !matches!(unit, Unit::Weekend | Unit::Quarter)
            || which == Which::Past && !article;
        if so_far || over {
            return Some((at + 1, Some(fixed(Fixed::Duration, duration(Some(1), unit)))));
        }
        let which = match which {
            Which::Next if article => Which::Following,
            which => which,
        };
        Some((at + 1, Some(Expr::Period { unit, which })))
    }

    /// "that day", "these days", "that Friday", "that time".
    pub(super) fn that(&mut self, at: usize) -> Option<Found> {
        if self.paragraph.is(at + 1, Classes::WEEKDAY) && self.word(at + 1).len() > 5 {
            return self.some_weekday(at + 1);
        }
        match self.time(at + 1) {
            TimeWord::Unit(unit) if !unit.is_of_clock() && self.is_word(at, &["that"]) => {
                Some((at + 2, Some(Expr::Period { unit, which: Which::That })))
            }
            TimeWord::Units(Unit::Day) => {
                let value = if self.is_word(at, &["these"]) { "PRESENT_REF" } else { "PAST_REF" };
                Some((at + 2, Some(fixed(Fixed::Relative, value))))
            }
            TimeWord::Part(part) if self.is_word(at, &["that"]) => {
                Some((at + 2, Some(Expr::Part { part, which: Which::That })))
            }
            TimeWord::Season(season) if self.is_word(at, &["that"]) => {
                Some((at + 2, Some(Expr::Season { season, year: YearSaid::Which(Which::That) })))
            }
            _ => None,
        }
    }

    /// "early next week", "late 2012", "mid-March", "the end of the year"; `at` is the word itself.
    pub(super) fn phase(&mut self, start: usize, at: usize) -> Option<Found> {
        let inner = self.past_joint(at + 1);
        if self.is_word(at, &["end", "beginning", "start", "middle"]) {
            if !self.is_word(at + 1, &["of"]) {
                return None;
            }
            return self.phase_of(at + 2);
        }
        if self.is_word(at, &["earlier", "later"]) {
            let pointed = matches!(
                self.time(inner),
                TimeWord::Which(Which::This | Which::Last | Which::That | Which::Next)
                    | TimeWord::Day(_)
                    | TimeWord::Tonight
            ) || self.paragraph.is(inner, Classes::WEEKDAY);
            return if pointed { self.inner(inner) } else { None };
        }
        if start < at
            && self.is_word(at, &["late", "early"])
            && self.time(inner) == TimeWord::None
            && self.token(inner).is_some_and(Token::is_capital)
            && !self.paragraph.is(inner, Classes::MONTH)
        {
            return None;
        }
        if self.is_word(inner, &["on"]) && self.paragraph.is(inner + 1, Classes::WEEKDAY) {
            return self.inner(inner + 1);
        }
        if self.is_word(inner, &["in"]) {
            return match self.time(inner + 1) {
                TimeWord::None if self.year_figure(inner + 1).is_some() => self.inner(inner + 1),
                _ if self.token(inner + 1).is_some_and(|token| token.kind == Kind::Number) => {
                    self.inner(inner + 1)
                }
                _ => None,
            };
        }
        self.inner(inner)
    }

    pub(super) fn phase_of(&mut self, at: usize) -> Option<Found> {
        let the = usize::from(self.is_word(at, &["the"]));
        match self.time(at + the) {
            TimeWord::Unit(unit) if the == 1 && !unit.is_of_clock() => {
                let which = if unit == Unit::Day { Which::That } else { Which::This };
                Some((at + 2, Some(Expr::Period { unit, which })))
            }
            _ => self.inner(at),
        }
    }

    /// What early, late or the end of is said of.
    pub(super) fn inner(&mut self, at: usize) -> Option<Found> {
        let found = match self.token(at)?.kind {
            Kind::Number => self.decade(at).or_else(|| self.ordinal_period(at)).or_else(|| self.year(at)),
            Kind::SingleMark => self.short_decade(at),
            Kind::Word if self.paragraph.is(at, Classes::WEEKDAY) => self.weekday(at, None),
            Kind::Word if self.paragraph.is(at, Classes::MONTH) && self.token(at)?.is_capital() => {
                self.month(at)
            }
            Kind::Word => match self.time(at) {
                TimeWord::Which(which) => self.which(at, at, which),
                TimeWord::Article if self.is_word(at, &["the"]) => match self.token(at + 1)?.kind {
                    Kind::Number => self.the_figures(at + 1),
                    _ => match self.time(at + 1) {
                        TimeWord::Which(which) => self.which(at, at + 1, which),
                        TimeWord::Ordinal(_) | TimeWord::Unit(Unit::Second) => self.the_ordinal(at + 1),
                        _ => None,
                    },
                },
                TimeWord::Day(offset) => self.day(at, offset),
                TimeWord::Tonight => {
                    Some((at + 1, Some(Expr::Day { offset: 0, tail: Some(Tail::Part("NI")) })))
                }
                TimeWord::Season(season) => {
                    let (end, year) = self.year_of(at + 1);
                    Some((end, Some(Expr::Season { season, year })))
                }
                TimeWord::Ordinal(_) => self.ordinal_period(at),
                TimeWord::Fiscal => self.fiscal(at),
                _ => None,
            },
            _ => None,
        };
        found.filter(|(_, expr)| expr.is_some())
    }
}
