//! Counts of units: three years ago, more than 60 days, a two-day visit.

use super::expr::{Expr, Fixed};
use super::scan::{Found, Scan};
use super::units::{Count, duration, fixed};
use crate::languages::{Classes, Marks, TimeWord, Unit};
use crate::reading::tokens::Kind;

impl Scan<'_> {
    /// "about three years", "more than 60 days", "around 8 p.m.".
    pub(super) fn about(&mut self, at: usize) -> Option<Found> {
        if self.is_word(at, &["another"])
            && let TimeWord::Unit(unit) = self.time(at + 1)
            && !self.joined(at + 2)
            && unit != Unit::Second
        {
            return Some((at + 2, Some(fixed(Fixed::Duration, duration(Some(1), unit)))));
        }
        let next = match self.time(at) {
            TimeWord::Bound => self.bound(at)?,
            _ if self.is_word(at, &["half"]) => at,
            _ => at + 1,
        };
        if self.is_word(at, &["some"])
            && let TimeWord::Units(unit) = self.time(next)
        {
            return self.away(next + 1, None, unit);
        }
        let next = next + usize::from(next > at && self.is_word(next, &["another"]));
        let core = match self.time(next) {
            TimeWord::Article if self.is_word(next, &["the"]) => return None,
            TimeWord::Article | TimeWord::Number(_) | TimeWord::Vague => self.measured(at, next),
            _ if self.is_word(next, &["half"]) => self.measured(at, next),
            _ => self
                .token(next)
                .filter(|token| token.kind == Kind::Number)
                .and_then(|_| self.measured(at, next)),
        };
        core.filter(|(_, expr)| expr.is_some())
    }

    /// The count behind "more than", "at least", "up to", "no fewer than".
    fn bound(&self, at: usize) -> Option<usize> {
        let first = &["more", "less", "fewer"];
        let length = if self.is_word(at + 1, &["than"]) && self.is_word(at, first)
            || self.is_word(at + 1, &["least", "most"]) && self.is_word(at, &["at"])
            || self.is_word(at + 1, &["to"]) && self.is_word(at, &["up"])
        {
            2
        } else if self.is_word(at + 2, &["than"]) && self.is_word(at + 1, first) && self.is_word(at, &["no"])
        {
            3
        } else {
            return None;
        };
        Some(at + length)
    }

    /// A count at a token: 60, sixty, a, several, a couple of, two hundred.
    pub(super) fn count(&self, at: usize) -> Option<(Count, usize)> {
        match self.time(at) {
            TimeWord::Article if !self.is_word(at, &["the"]) => match self.time(at + 1) {
                TimeWord::Vague => {
                    let of = usize::from(self.is_word(at + 2, &["of"]));
                    Some((None, at + 2 + of))
                }
                TimeWord::Number(number @ (12 | 100)) => Some((Some(number.into()), at + 2)),
                _ => Some((Some(1), at + 1)),
            },
            TimeWord::Vague => Some((
                None,
                at + 1 + usize::from(self.is_word(at, &["couple"]) && self.is_word(at + 1, &["of"])),
            )),
            TimeWord::Number(first) => {
                let first = u32::from(first);
                if self.joined(at + 1)
                    && let TimeWord::Number(ones) = self.time(at + 2)
                    && first >= 20
                    && ones < 10
                {
                    return Some((Some(first + u32::from(ones)), at + 3));
                }
                if let TimeWord::Number(scale @ (12 | 100)) = self.time(at + 1) {
                    return Some((Some(first * u32::from(scale)), at + 2));
                }
                Some((Some(first), at + 1))
            }
            _ => {
                let token = self.token(at).filter(|token| token.kind == Kind::Number)?;
                let word = token.span.of(self.paragraph.text);
                if word.len() > 6 && word.len() > 6 + word.matches(',').count() || self.signed(at) {
                    return None;
                }
                let plain;
                let digits = if word.contains(',') {
                    plain = word.replace(',', "");
                    &plain
                } else {
                    word
                };
                match digits.parse() {
                    Ok(count) => Some((Some(count), at + 1)),
                    Err(_) => digits.parse::<f32>().ok().map(|_| (None, at + 1)),
                }
            }
        }
    }

    /// A count with its unit, from the count at `at`; `start` is where the words begin.
    pub(super) fn measured(&mut self, start: usize, at: usize) -> Option<Found> {
        if let Some(found) = self.half(at) {
            return Some(found);
        }
        let (mut count, mut next) = self.count(at)?;
        if self.is_word(next, &["times"]) {
            return self.times_a(at, next + 1);
        }
        // "two or three weeks", "five to six years": the later count names both.
        if (self.is_word(next, &["or", "to"]) || self.joined(next))
            && let Some((second, after)) =
                self.count(self.past_joint(next).max(next + usize::from(!self.joined(next))))
            && second != Some(1)
            && matches!(self.time(self.past_joint(after)), TimeWord::Units(_))
        {
            (count, next) = (second, after);
        }
        if self.is_word(next, &["and"]) && self.is_word(next + 1, &["a"]) && self.is_word(next + 2, &["half"])
        {
            (count, next) = (None, next + 3);
        }
        let joined = self.joined(next);
        let mut unit_at = self.past_joint(next);
        if !joined && self.marked(unit_at, Marks::BETWEEN) {
            unit_at += 1;
        }
        let (unit, plural) = match self.time(unit_at) {
            TimeWord::Unit(unit) => (unit, false),
            TimeWord::Units(unit) => (unit, true),
            TimeWord::Parts(_) if count != Some(1) => (Unit::Day, true),
            _ => return None,
        };
        self.measured_by(start, at, (count, unit, plural), unit_at, joined)
    }

    pub(super) fn measured_by(
        &mut self,
        start: usize,
        at: usize,
        (count, unit, plural): (Count, Unit, bool),
        unit_at: usize,
        joined: bool,
    ) -> Option<Found> {
        let article = self.time(at) == TimeWord::Article && !self.is_word(at, &["the"]);
        let end = unit_at + 1;
        // "a decades-long feud", "a $15-an-hour wage": the article is not the unit's.
        if article && (joined || plural && count == Some(1)) {
            return None;
        }
        // "a second", "a quarter", "three quarters": a place in a row, a part of anything.
        if unit == Unit::Quarter || unit == Unit::Second && !plural && article {
            return self.year_ago(at, unit_at);
        }
        if self.is_age(end) {
            return Some((end + 1, None));
        }
        if let Some(found) = self.year_ago(at, unit_at) {
            return Some(found);
        }
        // "a day-to-day", "a year-round": no count.
        if article && !plural && self.joined(end) {
            return None;
        }
        if !joined && !plural && count != Some(1) && !article {
            return Some((end, None)).filter(|_| false);
        }
        if article && !plural && self.is_rate(start) && self.away(end, count, unit).is_none() {
            return Some((end, Some(fixed(Fixed::Recurring, duration(Some(1), unit)))));
        }
        if !joined
            && (self.is_word(end, &["a", "an", "per", "each", "every"]))
            && let TimeWord::Unit(over) = self.time(end + 1)
        {
            return Some((end + 2, Some(fixed(Fixed::Recurring, duration(Some(1), over)))));
        }
        if self.is_word(end, &["and"]) && self.is_word(end + 1, &["a"]) && self.is_word(end + 2, &["half"]) {
            return Some((end + 3, Some(fixed(Fixed::Duration, duration(None, unit)))));
        }
        let end = match self.is_word(end, &["or"]) && self.is_word(end + 1, &["so", "more"]) {
            true => end + 2,
            false => end,
        };
        Some(
            self.away(end, count, unit)
                .unwrap_or_else(|| (end, Some(fixed(Fixed::Duration, duration(count, unit))))),
        )
    }

    /// "years old", "-year-old".
    pub(super) fn is_age(&self, end: usize) -> bool {
        let old = self.past_joint(end);
        self.is_word(old, &["old", "olds", "older", "younger", "young"])
            || self.is_word(old, &["of"]) && self.is_word(old + 1, &["age"])
    }

    /// Whether "a year" is what something is counted by: "$2 a year", "three times a year".
    pub(super) fn is_rate(&self, at: usize) -> bool {
        let Some(before) = self.before(at) else { return false };
        let token = &self.paragraph.tokens[before];
        token.kind == Kind::Number && !self.is_month_before(before)
            || self.marked(before, Marks::RATE)
            || self.word(before) == "%"
    }

    pub(super) fn is_month_before(&self, at: usize) -> bool {
        self.before(at).is_some_and(|month| self.is(month, Classes::MONTH))
    }

    /// "half an hour", "half a century", "half-hour".
    pub(super) fn half(&self, at: usize) -> Option<Found> {
        let half = match self.time(at) {
            TimeWord::Article => at + 1,
            _ => at,
        };
        if !self.is_word(half, &["half"]) {
            return None;
        }
        let unit = match self.time(half + 1) {
            TimeWord::Article => half + 2,
            _ => self.past_joint(half + 1),
        };
        let value = match self.time(unit) {
            TimeWord::Unit(Unit::Hour) => "PT30M",
            TimeWord::Unit(Unit::Century) => "P50Y",
            TimeWord::Unit(Unit::Decade) => "P5Y",
            TimeWord::Unit(Unit::Year) => "P6M",
            TimeWord::Unit(Unit::Day) => "PT12H",
            _ => return None,
        };
        if let TimeWord::Unit(counted) = self.time(unit)
            && let Some(found) = self.away(unit + 1, None, counted)
        {
            return Some(found);
        }
        Some((unit + 1, Some(fixed(Fixed::Duration, value))))
    }

    /// What "ago", "later", "earlier" or "from now" makes of a count behind it.
    pub(super) fn away(&self, end: usize, count: Count, unit: Unit) -> Option<Found> {
        let at = |forward, from_now, end| Some((end, Some(Expr::Away { count, unit, forward, from_now })));
        if self.time(end) == TimeWord::Away {
            return at(false, true, end + 1);
        }
        if self.is_word(end, &["earlier"])
            || self.is_word(end, &["before", "previously", "prior"]) && self.ends_clause(end + 1)
        {
            return at(false, false, end + 1);
        }
        if self.is_word(end, &["later", "afterward", "afterwards"])
            || self.is_word(end, &["after"]) && self.ends_clause(end + 1)
        {
            return at(true, false, end + 1);
        }
        if self.is_word(end, &["from"]) && self.is_word(end + 1, &["now", "today"]) {
            return at(true, true, end + 2);
        }
        if self.is_word(end, &["hence"]) {
            return at(true, true, end + 1);
        }
        None
    }

    /// Whether nothing more of the clause stands at a token.
    pub(super) fn ends_clause(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| {
            matches!(token.kind, Kind::Stop | Kind::Mark | Kind::Dash | Kind::DoubleMark | Kind::Ellipsis)
        })
    }

    /// "year-ago quarter", "a year-earlier loss".
    pub(super) fn year_ago(&self, at: usize, unit_at: usize) -> Option<Found> {
        let TimeWord::Unit(unit) = self.time(unit_at) else { return None };
        if !self.joined(unit_at + 1) || !self.is_word(unit_at + 2, &["ago", "earlier"]) {
            return None;
        }
        let _ = at;
        let end = unit_at + 3;
        let end = match self.time(end) {
            TimeWord::Unit(_) => end + 1,
            _ if self.is_word(end, &["period"]) => end + 1,
            _ => end,
        };
        Some((end, Some(Expr::Away { count: Some(1), unit, forward: false, from_now: false })))
    }
}
