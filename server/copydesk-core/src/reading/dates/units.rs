//! Words of time that count, point or repeat: three years ago, last week, every Friday.

use super::expr::{Expr, Fixed, Tail, YearSaid};
use super::friends;
use super::scan::{Found, Scan};
use crate::languages::{Classes, TimeWord, Unit, Which};
use crate::reading::tokens::{Kind, Token};

/// A number of units: what was counted, or `None` for several.
type Count = Option<u32>;

fn fixed(kind: Fixed, value: impl Into<String>) -> Expr {
    Expr::Fixed { kind, value: value.into() }
}

/// A duration in TIMEX3's form.
fn duration(count: Count, unit: Unit) -> String {
    let count = match (count, unit) {
        (Some(count), Unit::Fortnight) => Some(count * 2),
        (count, _) => count,
    };
    let count = count.map_or("X".to_owned(), |count| count.to_string());
    let clock = if unit.is_of_clock() { "T" } else { "" };
    format!("P{clock}{count}{}", unit.letter())
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
            TimeWord::None | TimeWord::Part(_) | TimeWord::Away => None,
        }
    }

    /// "the third quarter", "a year ago", "the past three years", "a Friday".
    fn article(&mut self, at: usize) -> Option<Found> {
        let next = at + 1;
        let the = self.is_word(at, &["the"]);
        let token = self.token(next)?;
        if !the {
            if self.paragraph.is(next, Classes::WEEKDAY) && self.word(next).len() > 5 {
                return self.some_weekday(next);
            }
            return self.measured(at, at);
        }
        match self.time(next) {
            TimeWord::Which(which) => self.which(at, next, which),
            TimeWord::Phase => self.phase(at, next),
            TimeWord::Ordinal(_) | TimeWord::Unit(Unit::Second) => self.the_ordinal(next),
            TimeWord::Unit(unit) => self.the_unit(next, unit),
            TimeWord::Ref("FUTURE_REF") => Some((next + 1, Some(fixed(Fixed::Relative, "FUTURE_REF")))),
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

    /// "a Tuesday in 2001": any one.
    fn some_weekday(&mut self, at: usize) -> Option<Found> {
        match self.weekday(at, Some(Which::That))? {
            (end, Some(Expr::Weekday { day, tail, .. })) => {
                Some((end, Some(Expr::Weekday { day, which: Some(Which::That), tail })))
            }
            found => Some(found),
        }
    }

    /// "the Friday before Jan. 6", "the Tuesday after": hangs on another date.
    fn weekday_before_date(&mut self, at: usize) -> Option<Found> {
        if self.word(at).len() <= 5 || friends::is_weekday_name(self, at) {
            return None;
        }
        if self.is_word(at + 1, &["before", "after", "following", "preceding"]) {
            return self.some_weekday(at);
        }
        None
    }

    fn the_ordinal(&mut self, at: usize) -> Option<Found> {
        if let Some((end, written)) = self.day_month(at) {
            return Some(self.finish_date(at, end, written));
        }
        let found = self.ordinal_period(at)?;
        Some(found)
    }

    /// "the 1990s", "the 3rd of January", "the 19th century", "the 2012 third quarter", "the 60 days".
    fn the_figures(&mut self, at: usize) -> Option<Found> {
        if let Some((end, written)) = self.day_month(at) {
            return Some(self.finish_date(at, end, written));
        }
        self.decade(at).or_else(|| self.ordinal_period(at)).or_else(|| self.measured(at, at))
    }

    /// "about three years", "more than 60 days", "around 8 p.m.".
    fn about(&mut self, at: usize) -> Option<Found> {
        let next = match self.word(at).to_ascii_lowercase().as_str() {
            "more" | "less" | "fewer" if self.is_word(at + 1, &["than"]) => at + 2,
            "at" if self.is_word(at + 1, &["least", "most"]) => at + 2,
            "up" if self.is_word(at + 1, &["to"]) => at + 2,
            "no" if self.is_word(at + 1, &["more", "less", "fewer"]) && self.is_word(at + 2, &["than"]) => {
                at + 3
            }
            "more" | "less" | "fewer" | "at" | "up" | "no" => return None,
            _ => at + 1,
        };
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

    /// A count at a token: 60, sixty, a, several, a couple of, two hundred.
    fn count(&self, at: usize) -> Option<(Count, usize)> {
        match self.time(at) {
            TimeWord::Article if !self.is_word(at, &["the"]) => match self.time(at + 1) {
                TimeWord::Vague => {
                    let of = usize::from(self.is_word(at + 2, &["of"]));
                    Some((None, at + 2 + of))
                }
                TimeWord::Number(number @ (12 | 100)) => Some((Some(number.into()), at + 2)),
                _ => Some((Some(1), at + 1)),
            },
            TimeWord::Vague => Some((None, at + 1)),
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
                let digits: String = word.chars().filter(|c| *c != ',').collect();
                if digits.len() > 6 || self.signed(at) {
                    return None;
                }
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
        if !joined
            && self.is_word(
                unit_at,
                &[
                    "more",
                    "consecutive",
                    "straight",
                    "full",
                    "additional",
                    "extra",
                    "whole",
                    "long",
                    "trading",
                    "business",
                    "calendar",
                    "other",
                    "further",
                    "solid",
                    "short",
                    "fiscal",
                ],
            )
        {
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

    fn measured_by(
        &mut self,
        start: usize,
        at: usize,
        (count, unit, plural): (Count, Unit, bool),
        unit_at: usize,
        joined: bool,
    ) -> Option<Found> {
        let article = self.time(at) == TimeWord::Article && !self.is_word(at, &["the"]);
        let end = unit_at + 1;
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
        if article && !plural && self.is_rate(start) {
            return Some((end, Some(fixed(Fixed::Recurring, duration(Some(1), unit)))));
        }
        if !joined
            && (self.is_word(end, &["a", "an", "per", "each", "every"]))
            && let TimeWord::Unit(over) = self.time(end + 1)
        {
            return Some((end + 2, Some(fixed(Fixed::Recurring, duration(Some(1), over)))));
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
    fn is_age(&self, end: usize) -> bool {
        let old = self.past_joint(end);
        self.is_word(old, &["old", "olds", "older", "younger", "young"])
            || self.is_word(old, &["of"]) && self.is_word(old + 1, &["age"])
    }

    /// Whether "a year" is what something is counted by: "$2 a year", "three times a year".
    fn is_rate(&self, at: usize) -> bool {
        let Some(before) = self.before(at) else { return false };
        let token = &self.paragraph.tokens[before];
        token.kind == Kind::Number && !self.is_month_before(before)
            || self.is_word(
                before,
                &[
                    "times", "million", "billion", "trillion", "once", "twice", "percent", "hours", "days",
                    "%",
                ],
            )
    }

    fn is_month_before(&self, at: usize) -> bool {
        self.before(at).is_some_and(|month| self.is(month, Classes::MONTH))
    }

    /// "half an hour", "half a century", "half-hour".
    fn half(&self, at: usize) -> Option<Found> {
        if !self.is_word(at, &["half"])
            && !(self.time(at) == TimeWord::Article && self.is_word(at + 1, &["half"]))
        {
            return None;
        }
        let half = if self.is_word(at, &["half"]) { at } else { at + 1 };
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
        Some((unit + 1, Some(fixed(Fixed::Duration, value))))
    }

    /// What "ago", "later", "earlier" or "from now" makes of a count behind it.
    fn away(&self, end: usize, count: Count, unit: Unit) -> Option<Found> {
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
    fn year_ago(&self, at: usize, unit_at: usize) -> Option<Found> {
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

    /// "for years", "days later", "decades ago".
    fn bare_units(&self, at: usize, unit: Unit) -> Option<Found> {
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
    fn bare_unit(&self, at: usize, unit: Unit) -> Option<Found> {
        if self.joined(at + 1) && self.is_word(at + 2, &["end"]) && unit == Unit::Year {
            return Some((at + 3, Some(Expr::Period { unit, which: Which::This })));
        }
        self.year_ago(at, at)
    }

    /// "the week", "the year": one spoken of, where the words around leave no other sense.
    fn the_unit(&self, at: usize, unit: Unit) -> Option<Found> {
        if let Some(found) = self.year_ago(at, at) {
            return Some(found);
        }
        if self.joined(at + 1) || unit.is_of_clock() || matches!(unit, Unit::Century | Unit::Fortnight) {
            return None;
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

    /// "last week", "the past three years", "this morning", "next Friday"; `at` is the word itself.
    fn which(&mut self, start: usize, at: usize, which: Which) -> Option<Found> {
        let article = start < at;
        if which == Which::That {
            return self.that(at);
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
    fn which_count(&mut self, start: usize, at: usize, which: Which) -> Option<Found> {
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
    fn which_one(&mut self, at: usize, which: Which, article: bool) -> Option<Found> {
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
            return Some((at + 1, Some(Expr::Month { month: self.number_of(at), which })));
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

    fn which_unit(&mut self, at: usize, unit: Unit, which: Which, article: bool) -> Option<Found> {
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
    fn that(&mut self, at: usize) -> Option<Found> {
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
                Some((at + 2, Some(Expr::Season { season, year: YearSaid::Unsaid })))
            }
            _ => None,
        }
    }

    /// "early next week", "late 2012", "mid-March", "the end of the year"; `at` is the word itself.
    fn phase(&mut self, start: usize, at: usize) -> Option<Found> {
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

    fn phase_of(&mut self, at: usize) -> Option<Found> {
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
    fn inner(&mut self, at: usize) -> Option<Found> {
        let found = match self.token(at)?.kind {
            Kind::Number => self.decade(at).or_else(|| self.year(at)),
            Kind::SingleMark => self.short_decade(at),
            Kind::Word if self.paragraph.is(at, Classes::WEEKDAY) => self.weekday(at, None),
            Kind::Word if self.paragraph.is(at, Classes::MONTH) && self.token(at)?.is_capital() => {
                if friends::is_short(self.word(at)) && self.month_day(at).is_none() {
                    self.month_year(at)
                        .map(|(end, written)| (end, Some(Expr::Calendar { written, tail: None })))
                } else {
                    self.month(at)
                }
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

    /// yesterday, today, tomorrow, with a part of the day behind.
    fn day(&mut self, at: usize, offset: i8) -> Option<Found> {
        if self.is_word(at, &["today"]) && friends::is_today_name(self, at) {
            return Some((at + 1, None));
        }
        let (tail, end) = match self.part(at + 1) {
            Some((part, false)) => (Some(Tail::Part(part)), at + 2),
            _ => (None, at + 1),
        };
        Some((end, Some(Expr::Day { offset, tail })))
    }

    fn overnight(&self, at: usize) -> Option<Found> {
        if self.is_thing(at + 1) {
            return None;
        }
        Some((at + 1, Some(Expr::Part { part: "NI", which: Which::This })))
    }

    /// now, recently, future.
    fn reference(&self, at: usize, value: &'static str) -> Option<Found> {
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
    fn opens_speech(&self, at: usize) -> bool {
        self.before(at).is_some_and(|before| {
            matches!(
                self.paragraph.tokens[before].kind,
                Kind::DoubleMark | Kind::SingleMark | Kind::Dash | Kind::Ellipsis
            ) || self.word(before) == ":"
        })
    }

    /// "every Friday", "each year", "every two days", "every summer".
    fn every(&mut self, at: usize) -> Option<Found> {
        let next = at + 1;
        if self.paragraph.is(next, Classes::WEEKDAY) && self.word(next).len() > 5 {
            let (end, value) = match self.part(next + 1) {
                Some((part, _)) => (next + 2, format!("XXXX-WXX-{}T{part}", self.number_of(next))),
                None => (next + 1, format!("XXXX-WXX-{}", self.number_of(next))),
            };
            return Some((end, Some(fixed(Fixed::Recurring, value))));
        }
        if self.is_month_beside_figure(next) && self.word(next).len() > 2 {
            let (end, value) = match self.month_day(next) {
                Some((end, written)) => {
                    (end, format!("XXXX-{:02}-{:02}", self.number_of(next), written.day.unwrap_or(1)))
                }
                None => (next + 1, format!("XXXX-{:02}", self.number_of(next))),
            };
            return Some((end, Some(fixed(Fixed::Recurring, value))));
        }
        match self.time(next) {
            TimeWord::Unit(unit) if unit != Unit::Second => {
                Some((next + 1, Some(fixed(Fixed::Recurring, duration(Some(1), unit)))))
            }
            TimeWord::Part(part) if part != "MI" => {
                Some((next + 1, Some(fixed(Fixed::Recurring, format!("XXXX-XX-XXT{part}")))))
            }
            TimeWord::Season(season) => {
                Some((next + 1, Some(fixed(Fixed::Recurring, format!("XXXX-{season}")))))
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

    fn every_count(&self, at: usize) -> Option<Found> {
        let (count, next) = self.count(at)?;
        match self.time(next) {
            TimeWord::Units(unit) => Some((next + 1, Some(fixed(Fixed::Recurring, duration(count, unit))))),
            _ => None,
        }
    }

    /// daily, annual.
    fn set(&self, at: usize, unit: Unit) -> Option<Found> {
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
        let value = if unit == Unit::Quarter { "P3M".to_owned() } else { duration(Some(1), unit) };
        Some((at + 1, Some(fixed(Fixed::Recurring, value))))
    }

    /// "once a week", "twice per day".
    fn times_a(&self, _at: usize, next: usize) -> Option<Found> {
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
    fn fiscal(&self, at: usize) -> Option<Found> {
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
    fn season(&self, at: usize, season: &'static str) -> Option<Found> {
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
    fn noon(&mut self, at: usize) -> Option<Found> {
        if !self.is_word(at, &["noon", "midnight"]) || self.is_thing(at + 1) || self.token(at)?.is_capital() {
            return None;
        }
        let tail = if self.is_word(at, &["noon"]) { Tail::Clock(12, 0) } else { Tail::Clock(0, 0) };
        Some(self.clock_with_day(at + 1, tail))
    }
}
