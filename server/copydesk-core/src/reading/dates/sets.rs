//! Days counted from today, vague times, what comes again and again, seasons.

use super::expr::{Expr, Fixed, Tail, YearSaid, value_of};
use super::friends;
use super::scan::{Found, Scan};
use super::units::{duration, fixed};
use crate::languages::{Classes, TimeWord, Unit, Which};
use crate::reading::tokens::{Kind, Token};

impl Scan<'_> {
    /// yesterday, today, tomorrow, with a part of the day behind.
    pub(super) fn day(&mut self, at: usize, offset: i8) -> Option<Found> {
        if self.is_word(at, &["today"]) && friends::is_today_name(self, at) {
            return Some((at + 1, None));
        }
        let (tail, end) = match self.part(at + 1) {
            Some((part, false)) => (Some(Tail::Part(part)), at + 2),
            _ => (None, at + 1),
        };
        Some((end, Some(Expr::Day { offset, tail })))
    }

    pub(super) fn overnight(&self, at: usize) -> Option<Found> {
        if self.is_thing(at + 1) {
            return None;
        }
        Some((at + 1, Some(Expr::Part { part: "NI", which: Which::This })))
    }

    /// now, recently, future.
    pub(super) fn reference(&self, at: usize, value: &'static str) -> Option<Found> {
        let thing = self.is_word(at, &["future"])
            && (self.follows(at, &["a", "his", "her", "their", "its", "our", "my", "your"])
                || !self.is_thing(at + 1));
        // "now that" opens a reason, "Now" in capitals ends a name.
        let reason = self.is_word(at, &["now"]) && self.is_word(at + 1, &["that"]);
        let named = self.token(at)?.is_capital() && at > self.sentence.start && !self.opens_speech(at);
        if thing || reason || named || self.joined(at + 1) {
            return None;
        }
        Some((at + 1, Some(fixed(Fixed::Relative, value))))
    }

    /// Whether a quote mark or a colon stands before a token, so that its capital names nothing.
    pub(super) fn opens_speech(&self, at: usize) -> bool {
        self.before(at).is_some_and(|before| {
            matches!(
                self.paragraph.tokens[before].kind,
                Kind::DoubleMark | Kind::SingleMark | Kind::Dash | Kind::Ellipsis
            ) || self.word(before) == ":"
        })
    }

    /// "every Friday", "each year", "every two days", "every summer".
    pub(super) fn every(&mut self, at: usize) -> Option<Found> {
        let next = at + 1;
        if self.paragraph.is(next, Classes::WEEKDAY) && self.word(next).len() > 5 {
            let (end, value) = match self.part(next + 1) {
                Some((part, _)) => {
                    (next + 2, value_of(format_args!("XXXX-WXX-{}T{part}", self.number_of(next))))
                }
                None => (next + 1, value_of(format_args!("XXXX-WXX-{}", self.number_of(next)))),
            };
            return Some((end, Some(fixed(Fixed::Recurring, value))));
        }
        if self.is_month_beside_figure(next) && self.word(next).len() > 2 {
            let (end, value) = match self.month_day(next) {
                Some((end, written)) => {
                    let day = written.day.unwrap_or(1);
                    (end, value_of(format_args!("XXXX-{:02}-{day:02}", self.number_of(next))))
                }
                None => (next + 1, value_of(format_args!("XXXX-{:02}", self.number_of(next)))),
            };
            return Some((end, Some(fixed(Fixed::Recurring, value))));
        }
        match self.time(next) {
            TimeWord::Unit(unit) if unit != Unit::Second => {
                Some((next + 1, Some(fixed(Fixed::Recurring, duration(Some(1), unit)))))
            }
            TimeWord::Part(part) if part != "MI" => {
                Some((next + 1, Some(fixed(Fixed::Recurring, value_of(format_args!("XXXX-XX-XXT{part}"))))))
            }
            TimeWord::Season(season) => {
                Some((next + 1, Some(fixed(Fixed::Recurring, value_of(format_args!("XXXX-{season}"))))))
            }
            TimeWord::Vague | TimeWord::Number(_) => self.every_count(next),
            _ if self.token(next).is_some_and(|token| token.kind == Kind::Number) => self.every_count(next),
            _ if self.is_word(next, &["other"]) => match self.time(next + 1) {
                TimeWord::Unit(unit) => {
                    Some((next + 2, Some(fixed(Fixed::Recurring, duration(Some(2), unit)))))
                }
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn every_count(&self, at: usize) -> Option<Found> {
        let (count, next) = self.count(at)?;
        match self.time(next) {
            TimeWord::Units(unit) => Some((next + 1, Some(fixed(Fixed::Recurring, duration(count, unit))))),
            _ => None,
        }
    }

    /// daily, annual.
    pub(super) fn set(&self, at: usize, unit: Unit) -> Option<Found> {
        let token = self.token(at)?;
        let named = token.is_capital()
            && (at > self.sentence.start && !self.opens_speech(at)
                || self.token(at + 1).is_some_and(Token::is_capital));
        if named
            || self.joined(at + 1)
            || self.before(at).is_some_and(|before| self.paragraph.tokens[before].kind == Kind::Hyphen)
        {
            return None;
        }
        let (count, unit) = if unit == Unit::Quarter { (3, Unit::Month) } else { (1, unit) };
        let value = duration(Some(count), unit);
        Some((at + 1, Some(fixed(Fixed::Recurring, value))))
    }

    /// "once a week", "twice per day".
    pub(super) fn times_a(&self, _at: usize, next: usize) -> Option<Found> {
        if !self.is_word(next, &["a", "an", "per", "each", "every"]) {
            return None;
        }
        match self.time(next + 1) {
            TimeWord::Unit(unit) if unit != Unit::Second => {
                Some((next + 2, Some(fixed(Fixed::Recurring, duration(Some(1), unit)))))
            }
            _ => None,
        }
    }

    /// "fiscal 2013", "fiscal year 2013", "the fiscal year".
    pub(super) fn fiscal(&self, at: usize) -> Option<Found> {
        let year_word = usize::from(self.time(at + 1) == TimeWord::Unit(Unit::Year));
        if let Some(year) = self.year_figure(at + 1 + year_word) {
            let written = super::expr::Written { year: Some(year), ..Default::default() };
            return Some((at + 2 + year_word, Some(Expr::Calendar { written, tail: None })));
        }
        let ordinal = self.ordinal_period(at + 1);
        if ordinal.is_some() {
            return ordinal;
        }
        (year_word == 1 && self.follows(at, &["the"]) && !self.joined(at + 2))
            .then_some((at + 2, Some(Expr::Period { unit: Unit::Year, which: Which::This })))
    }

    /// "summer 2012", "winter"; "spring" and "fall" alone are other words too.
    pub(super) fn season(&self, at: usize, season: &'static str) -> Option<Found> {
        let token = self.token(at)?;
        let (end, year) = self.year_of(at + 1);
        let named = token.is_capital() && at > self.sentence.start && year == YearSaid::Unsaid;
        let led = self.follows(at, &["in", "by", "since", "until", "during", "of", "for", "through", "each"]);
        // "Prices will fall this year" and "spring a leak" are no seasons.
        let plain = !matches!(season, "SP" | "FA") || self.is_word(at, &["autumn"]);
        let given = matches!(year, YearSaid::Given(_)) || plain && year != YearSaid::Unsaid;
        let sure = given || led && (plain || !self.is_thing(end));
        (sure && !named).then_some((end, Some(Expr::Season { season, year })))
    }

    /// "noon", "midnight".
    pub(super) fn noon(&mut self, at: usize) -> Option<Found> {
        if !self.is_word(at, &["noon", "midnight"]) || self.is_thing(at + 1) || self.token(at)?.is_capital() {
            return None;
        }
        let tail = if self.is_word(at, &["noon"]) { Tail::Clock(12, 0) } else { Tail::Clock(0, 0) };
        Some(self.clock_with_day(at + 1, tail))
    }
}
