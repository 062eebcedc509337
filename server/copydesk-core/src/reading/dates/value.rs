//! What expressions stand for, once the draft's own date is known.

use jiff::civil::Date;

use super::expr::{Expr, Fixed, Raw, Tail, Value, Written, YearSaid, value_of};
use super::reckon::{
    self, Reference, by_tense, coarse, date, on_or_after, on_or_before, plus, reference, shifted,
    unit_is_long, year_month,
};
use super::{CLOSE, DateKind, OwnDate};
use crate::languages::{Tense, Unit, Which};

/// What an expression came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) kind: DateKind,
    pub(super) value: Option<Value>,
    /// The day, where it is one.
    pub(super) day: Option<Date>,
    /// Whether it says nothing to a reader who doesn't know the draft's own date.
    pub(super) needs_anchor: bool,
}

impl Resolved {
    fn new(kind: DateKind, value: impl Into<Option<Value>>) -> Self {
        Self { kind, value: value.into(), day: None, needs_anchor: false }
    }

    fn of_day(kind: DateKind, day: Option<Date>, tail: Option<Tail>) -> Self {
        let value = day.map(|day| {
            let mut value = reckon::iso(day);
            if let Some(tail) = tail {
                put_tail(&mut value, tail);
            }
            value
        });
        Self { kind, value, day, needs_anchor: false }
    }

    fn needing(mut self) -> Self {
        self.needs_anchor = true;
        self
    }
}

fn unknown_year() -> Value {
    value_of(format_args!("XXXX"))
}

fn put_tail(value: &mut Value, tail: Tail) {
    reckon::put_text(value, "T");
    match tail {
        Tail::Part(part) => reckon::put_text(value, part),
        Tail::Clock(hour, minute) => {
            reckon::put(value, hour.into(), 2);
            reckon::put_text(value, ":");
            reckon::put(value, minute.into(), 2);
        }
    }
}

/// Resolves the expressions of one paragraph after the other.
#[derive(Debug)]
pub(super) struct Resolver {
    /// The draft's own day, if one is known with its year.
    pub(super) own: Option<Date>,
    /// The time last spoken of in the draft.
    reference: Option<Reference>,
    /// A year that opened this sentence, and where the sentence begins: "In 2014 they met on Jan. 3".
    sentence_year: Option<(u32, i16)>,
    /// Where the expression before ended in this paragraph.
    last_end: Option<u32>,
    /// The day last named in this sentence, for a time of clock beside it.
    sentence_day: Option<(u32, Date)>,
}

impl Resolver {
    /// A resolver for the paragraph behind one that left a time last spoken of.
    pub(super) fn new(own: Option<&OwnDate>, reference: Option<Reference>) -> Self {
        Self {
            own: own.and_then(|own| own.day),
            reference,
            sentence_year: None,
            last_end: None,
            sentence_day: None,
        }
    }

    /// The time last spoken of.
    pub(super) fn reference(&self) -> Option<Reference> {
        self.reference
    }

    /// Forgets the sentence before; the time last spoken of goes over to the next paragraph.
    pub(super) fn next_paragraph(&mut self) {
        self.sentence_year = None;
        self.last_end = None;
        self.sentence_day = None;
    }

    /// The year that opened the sentence of an expression.
    pub(super) fn year_of_sentence(&self, raw: &Raw) -> Option<i16> {
        self.sentence_year.filter(|(sentence, _)| *sentence == raw.sentence).map(|(_, year)| year)
    }

    /// What an expression stands for.
    pub(super) fn resolve(&mut self, raw: &Raw) -> Resolved {
        let resolved = self.value(raw);
        self.last_end = Some(raw.span.end);
        if let Expr::Calendar { written: Written { year: Some(year), month: None, .. }, .. } = raw.expr
            && raw.span.start.saturating_sub(raw.sentence) <= 4
        {
            self.sentence_year = Some((raw.sentence, year));
        }
        if let Some(day) = resolved.day {
            self.sentence_day = Some((raw.sentence, day));
        }
        let told = match resolved.day {
            Some(day) => Some(Reference { day, unit: Unit::Day }),
            None => resolved.value.as_deref().and_then(reference),
        };
        self.reference = told.or(self.reference);
        resolved
    }

    fn value(&self, raw: &Raw) -> Resolved {
        match &raw.expr {
            Expr::Calendar { written, tail } => self.calendar(raw, written, *tail),
            Expr::Weekday { day, which, tail } => self.weekday(raw, *day, *which, *tail),
            Expr::Day { offset, tail } => {
                let day = self.own.and_then(|own| shifted(own, i64::from(*offset), Unit::Day));
                Resolved::of_day(DateKind::Relative, day, *tail).needing()
            }
            Expr::Period { unit, which } => self.period(raw, *unit, *which),
            Expr::Away { count, unit, forward, from_now } => self.away(*count, *unit, *forward, *from_now),
            Expr::Quarter { number, half, year } => self.quarter(raw, *number, *half, *year),
            Expr::Season { season, year } => self.season(raw, season, *year),
            Expr::Part { part, which } => self.part(raw, part, *which),
            Expr::Clock(tail) => {
                let near =
                    self.sentence_day.filter(|(sentence, _)| *sentence == raw.sentence).map(|(_, day)| day);
                Resolved::of_day(DateKind::Relative, near.or(self.own), Some(*tail))
            }
            Expr::Month { month, which, of_year } => self.month(*month, *which, *of_year),
            Expr::Fixed { kind, value } => {
                let kind = match kind {
                    Fixed::Absolute => DateKind::Absolute,
                    Fixed::Relative => DateKind::Relative,
                    Fixed::Duration => DateKind::Duration,
                    Fixed::Recurring => DateKind::Recurring,
                };
                Resolved::new(kind, *value)
            }
        }
    }

    fn calendar(&self, raw: &Raw, written: &Written, tail: Option<Tail>) -> Resolved {
        let kind = DateKind::Absolute;
        let Some(month) = written.month else {
            return Resolved::new(kind, written.year.map(reckon::year));
        };
        let Some(day) = written.day else {
            let year = written
                .year
                .or_else(|| self.year_of_sentence(raw))
                .or_else(|| self.year_beside(raw, month))
                .or_else(|| self.month_year(month, raw.tense));
            return Resolved::new(
                kind,
                match year {
                    Some(year) => year_month(year, month),
                    None => value_of(format_args!("XXXX-{month:02}")),
                },
            );
        };
        if let Some(year) = written.year {
            return Resolved::of_day(kind, date(year, month, day), tail);
        }
        let day = match self.year_of_sentence(raw) {
            Some(year) => date(year, month, day),
            None => self.own.and_then(|own| by_tense(own, month, day, raw.tense)),
        };
        let holiday = written.day_span.is_none();
        match day {
            Some(_) => Resolved { needs_anchor: !holiday, ..Resolved::of_day(kind, day, tail) },
            None if raw.impossible => Resolved::new(kind, None),
            None => {
                let value = value_of(format_args!("XXXX-{month:02}-{:02}", written.day.unwrap_or(1)));
                Resolved { needs_anchor: !holiday, ..Resolved::new(kind, value) }
            }
        }
    }

    /// The year of a month set right behind another: "December and January".
    fn year_beside(&self, raw: &Raw, month: u8) -> Option<i16> {
        let near = self.last_end.is_some_and(|end| raw.span.start.saturating_sub(end) <= CLOSE);
        let reference = self.reference.filter(|reference| near && reference.unit == Unit::Month)?;
        Some(reference.day.year() + i16::from((month as i8) < reference.day.month()))
    }

    /// The year of a month that stands without one.
    fn month_year(&self, month: u8, tense: Tense) -> Option<i16> {
        let own = self.own?;
        let ahead = i16::from(month) - i16::from(own.month());
        Some(match tense {
            // A convention ahead is told of in the past too: nearness decides.
            Tense::Past if ahead > 3 => own.year() - 1,
            Tense::Future if ahead < 0 => own.year() + 1,
            Tense::Unknown | Tense::Present if ahead > 6 => own.year() - 1,
            Tense::Unknown | Tense::Present if ahead < -6 => own.year() + 1,
            _ => own.year(),
        })
    }

    fn month(&self, month: u8, which: Which, of_year: bool) -> Resolved {
        let year = self.own.map(|own| {
            let ahead = i16::from(month) - i16::from(own.month());
            match which {
                Which::Last if of_year => own.year() - 1,
                Which::Next if of_year => own.year() + 1,
                Which::Last | Which::Past | Which::Previous => own.year() - i16::from(ahead >= 0),
                Which::Next | Which::Coming | Which::Following => own.year() + i16::from(ahead <= 0),
                _ => own.year(),
            }
        });
        let value = year.map(|year| year_month(year, month));
        Resolved::new(DateKind::Relative, value)
    }

    fn weekday(&self, raw: &Raw, day: u8, which: Option<Which>, tail: Option<Tail>) -> Resolved {
        let kind = DateKind::Relative;
        if matches!(which, Some(Which::That | Which::Same | Which::Previous | Which::Following)) {
            let value = value_of(format_args!("XXXX-WXX-{day}"));
            let followed = self.reference.filter(|reference| reference.unit == Unit::Day);
            return match (which, followed) {
                (Some(Which::Following), Some(reference)) => {
                    Resolved::of_day(kind, Some(on_or_after(plus(reference.day, 1), day)), tail)
                }
                _ => Resolved::new(kind, value),
            };
        }
        let resolved = self.own.map(|own| match which {
            Some(Which::Last | Which::Past) => on_or_before(plus(own, -1), day),
            Some(Which::Next | Which::Coming) => on_or_after(plus(own, 1), day),
            Some(_) => plus(own, i64::from(day) - i64::from(own.weekday().to_monday_one_offset())),
            None => match raw.tense {
                Tense::Past => on_or_before(own, day),
                Tense::Future => on_or_after(own, day),
                Tense::Present | Tense::Unknown => on_or_after(plus(own, -3), day),
            },
        });
        Resolved::of_day(kind, resolved, tail).needing()
    }

    /// The day that "that day" means: the one last spoken of, or the draft's own.
    fn base_day(&self, which: Which) -> Option<Date> {
        let near = self.reference.filter(|reference| reference.unit == Unit::Day);
        match which {
            Which::That | Which::Same | Which::Previous | Which::Following => {
                near.map(|reference| reference.day).or(self.own)
            }
            _ => self.own,
        }
    }

    /// What a pointing word hangs on: the time last spoken of, or the draft's own day.
    fn base(&self, which: Which) -> Option<Date> {
        match which {
            Which::That | Which::Same | Which::Previous | Which::Following => {
                self.reference.map(|reference| reference.day).or(self.own)
            }
            _ => self.own,
        }
    }

    fn period(&self, raw: &Raw, unit: Unit, which: Which) -> Resolved {
        let step = match which {
            Which::Last | Which::Past | Which::Previous => -1,
            Which::Next | Which::Coming | Which::Following => 1,
            Which::This | Which::That | Which::Same => 0,
        };
        let pointed = matches!(which, Which::Last | Which::Next | Which::This | Which::Coming);
        let needs = pointed && matches!(unit, Unit::Week | Unit::Weekend | Unit::Month) && !raw.loose;
        let base = if unit == Unit::Day { self.base_day(which) } else { self.base(which) };
        let Some(base) = base else {
            return Resolved { needs_anchor: needs, ..Resolved::new(DateKind::Relative, None) };
        };
        // "The weekend" told of on a weekday is the last one.
        let over = unit == Unit::Weekend && which == Which::This && raw.tense == Tense::Past;
        let early = base.weekday().to_monday_one_offset() < 6;
        let step = if over && early { -1 } else { step };
        if unit == Unit::Day {
            return Resolved {
                needs_anchor: needs,
                ..Resolved::of_day(DateKind::Relative, shifted(base, step, unit), None)
            };
        }
        let value = shifted(base, step, unit).map(|day| coarse(day, unit));
        Resolved { needs_anchor: needs, ..Resolved::new(DateKind::Relative, value) }
    }

    fn away(&self, count: Option<u32>, unit: Unit, forward: bool, from_now: bool) -> Resolved {
        let kind = DateKind::Relative;
        let needs = from_now
            && matches!(unit, Unit::Day | Unit::Week | Unit::Fortnight | Unit::Month | Unit::Weekend);
        let Some(count) = count else {
            let vague = if forward { "FUTURE_REF" } else { "PAST_REF" };
            return Resolved::new(kind, value_of(format_args!("{vague}")));
        };
        let fine = |reference: &Reference| reference.unit == Unit::Day || unit_is_long(unit, reference.unit);
        let reference = self.reference.filter(|reference| !from_now && fine(reference));
        let Some(base) = reference.map(|reference| reference.day).or(self.own) else {
            return Resolved { needs_anchor: needs, ..Resolved::new(kind, None) };
        };
        let step = i64::from(count) * if forward { 1 } else { -1 };
        let day = shifted(base, step, unit);
        if matches!(unit, Unit::Day | Unit::Second | Unit::Minute | Unit::Hour) {
            return Resolved { needs_anchor: needs, ..Resolved::of_day(kind, day, None) };
        }
        // A year before a quarter is a quarter, before a month a month.
        let grain = match reference.map(|reference| reference.unit) {
            Some(grain @ (Unit::Month | Unit::Quarter)) if unit == Unit::Year => grain,
            _ => unit,
        };
        let value = day.map(|day| coarse(day, if grain == Unit::Fortnight { Unit::Week } else { grain }));
        Resolved { needs_anchor: needs, ..Resolved::new(kind, value) }
    }

    fn said_year(&self, year: YearSaid, unsaid: impl Fn(Date) -> i16) -> Option<i16> {
        match year {
            YearSaid::Given(year) => Some(year),
            YearSaid::Unsaid => self.own.map(unsaid),
            YearSaid::Which(which) => self.base(which).map(|base| match which {
                Which::Last | Which::Past | Which::Previous => base.year() - 1,
                Which::Next | Which::Coming | Which::Following => base.year() + 1,
                _ => base.year(),
            }),
        }
    }

    fn quarter(&self, raw: &Raw, number: u8, half: bool, year: YearSaid) -> Resolved {
        let months = if half { 6 } else { 3 };
        let year = self.said_year(year, |own| {
            let current = (own.month() as u8 - 1) / months + 1;
            match raw.tense {
                Tense::Future if number < current => own.year() + 1,
                Tense::Future => own.year(),
                _ => own.year() - i16::from(number > current),
            }
        });
        let letter = if half { 'H' } else { 'Q' };
        let year = year.map_or_else(unknown_year, reckon::year);
        Resolved::new(DateKind::Relative, value_of(format_args!("{year}-{letter}{number}")))
    }

    fn season(&self, raw: &Raw, season: &str, year: YearSaid) -> Resolved {
        let opens = match season {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        let year = match year {
            // "Last summer" is the one that ended last.
            YearSaid::Which(Which::Last) => {
                self.own.map(|own| own.year() - i16::from(own.month() < opens + 3 || opens == 12))
            }
            _ => self.said_year(year, |own| match raw.tense {
                Tense::Future if own.month() > opens + 2 => own.year() + 1,
                Tense::Past if own.month() < opens => own.year() - 1,
                _ => own.year(),
            }),
        };
        let year = year.map_or_else(unknown_year, reckon::year);
        Resolved::new(DateKind::Relative, value_of(format_args!("{year}-{season}")))
    }

    fn part(&self, raw: &Raw, part: &'static str, which: Which) -> Resolved {
        let step = match which {
            Which::Last | Which::Past | Which::Previous => -1,
            Which::Next | Which::Coming | Which::Following => 1,
            _ => 0,
        };
        let day = self.base_day(if which == Which::Next { Which::Following } else { which });
        let day = day.and_then(|day| shifted(day, step, Unit::Day));
        let needs = matches!(which, Which::Last | Which::This) && !raw.loose;
        Resolved { needs_anchor: needs, ..Resolved::of_day(DateKind::Relative, day, Some(Tail::Part(part))) }
    }
}
