//! What expressions stand for, once the draft's own date is known.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::expr::{Expr, Fixed, Raw, Tail, Written, YearSaid};
use super::{DateKind, OwnDate};
use crate::languages::{Tense, Unit, Which};

/// Days by which a past verb may stand before a date ahead without moving it to the year before:
/// "was set for April 2".
const SLACK_AHEAD: i64 = 45;

/// Days by which a future verb may stand before a date behind.
const SLACK_BEHIND: i64 = 14;

/// What an expression came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) kind: DateKind,
    pub(super) value: Option<String>,
    /// The day, where it is one.
    pub(super) day: Option<Date>,
    /// Whether it says nothing to a reader who doesn't know the draft's own date.
    pub(super) needs_anchor: bool,
}

impl Resolved {
    fn new(kind: DateKind, value: impl Into<Option<String>>) -> Self {
        Self { kind, value: value.into(), day: None, needs_anchor: false }
    }

    fn of_day(kind: DateKind, day: Option<Date>, tail: Option<Tail>) -> Self {
        let value = day.map(|day| format!("{day}{}", tail.map_or(String::new(), with_tail)));
        Self { kind, value, day, needs_anchor: false }
    }

    fn needing(mut self) -> Self {
        self.needs_anchor = true;
        self
    }
}

fn with_tail(tail: Tail) -> String {
    match tail {
        Tail::Part(part) => format!("T{part}"),
        Tail::Clock(hour, minute) => format!("T{hour:02}:{minute:02}"),
    }
}

/// The time last spoken of, which "a year earlier" and "the next day" hang on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    /// The day, or the first day of a longer time.
    day: Date,
    /// How long it is.
    unit: Unit,
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
    /// The day last named in this sentence, for a time of clock beside it.
    sentence_day: Option<(u32, Date)>,
}

impl Resolver {
    pub(super) fn new(own: Option<&OwnDate>) -> Self {
        Self { own: own.and_then(|own| own.day), reference: None, sentence_year: None, sentence_day: None }
    }

    /// Forgets the sentence before; the time last spoken of goes over to the next paragraph.
    pub(super) fn next_paragraph(&mut self) {
        self.sentence_year = None;
        self.sentence_day = None;
    }

    /// The year that opened the sentence of an expression.
    pub(super) fn year_of_sentence(&self, raw: &Raw) -> Option<i16> {
        self.sentence_year.filter(|(sentence, _)| *sentence == raw.sentence).map(|(_, year)| year)
    }

    /// What an expression stands for.
    pub(super) fn resolve(&mut self, raw: &Raw) -> Resolved {
        let resolved = self.value(raw);
        if let Expr::Calendar { written: Written { year: Some(year), month: None, .. }, .. } = raw.expr
            && raw.span.start.saturating_sub(raw.sentence) <= 4
        {
            self.sentence_year = Some((raw.sentence, year));
        }
        if let Some(day) = resolved.day {
            self.sentence_day = Some((raw.sentence, day));
        }
        if let Some(reference) = resolved.value.as_deref().and_then(reference) {
            self.reference = Some(reference);
        }
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
            Expr::Month { month, which } => self.month(*month, *which),
            Expr::Fixed { kind, value } => {
                let kind = match kind {
                    Fixed::Absolute => DateKind::Absolute,
                    Fixed::Relative => DateKind::Relative,
                    Fixed::Duration => DateKind::Duration,
                    Fixed::Recurring => DateKind::Recurring,
                };
                Resolved::new(kind, value.clone())
            }
        }
    }

    fn calendar(&self, raw: &Raw, written: &Written, tail: Option<Tail>) -> Resolved {
        let kind = DateKind::Absolute;
        let Some(month) = written.month else {
            return Resolved::new(kind, written.year.map(|year| format!("{year:04}")));
        };
        let Some(day) = written.day else {
            let year = written
                .year
                .or_else(|| self.year_of_sentence(raw))
                .or_else(|| self.month_year(month, raw.tense));
            return Resolved::new(
                kind,
                match year {
                    Some(year) => format!("{year:04}-{month:02}"),
                    None => format!("XXXX-{month:02}"),
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
                let value = format!("XXXX-{month:02}-{:02}", written.day.unwrap_or(1));
                Resolved { needs_anchor: !holiday, ..Resolved::new(kind, value) }
            }
        }
    }

    /// The year of a month that stands without one.
    fn month_year(&self, month: u8, tense: Tense) -> Option<i16> {
        let own = self.own?;
        let ahead = i16::from(month) - i16::from(own.month());
        Some(match tense {
            Tense::Past if ahead > 1 => own.year() - 1,
            Tense::Future if ahead < 0 => own.year() + 1,
            Tense::Unknown | Tense::Present if ahead > 6 => own.year() - 1,
            Tense::Unknown | Tense::Present if ahead < -6 => own.year() + 1,
            _ => own.year(),
        })
    }

    fn month(&self, month: u8, which: Which) -> Resolved {
        let year = self.own.map(|own| {
            let ahead = i16::from(month) - i16::from(own.month());
            match which {
                Which::Last | Which::Past | Which::Previous => own.year() - i16::from(ahead >= 0),
                Which::Next | Which::Coming | Which::Following => own.year() + i16::from(ahead <= 0),
                _ => own.year(),
            }
        });
        let value = year.map(|year| format!("{year:04}-{month:02}"));
        Resolved::new(DateKind::Relative, value)
    }

    fn weekday(&self, raw: &Raw, day: u8, which: Option<Which>, tail: Option<Tail>) -> Resolved {
        let kind = DateKind::Relative;
        if matches!(which, Some(Which::That | Which::Same | Which::Previous | Which::Following)) {
            let value = format!("XXXX-WXX-{day}");
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
        let unsaid = resolved.is_none().then(|| format!("XXXX-WXX-{day}"));
        let resolved = Resolved::of_day(kind, resolved, tail).needing();
        Resolved { value: resolved.value.or(unsaid.filter(|_| false)), ..resolved }
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
        let Some(base) = self.base(which) else {
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
            return Resolved::new(kind, Some(if forward { "FUTURE_REF" } else { "PAST_REF" }.to_owned()));
        };
        let reference = self.reference.filter(|_| !from_now);
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
        let year = year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
        Resolved::new(DateKind::Relative, format!("{year}-{letter}{number}"))
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
        let year = year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
        Resolved::new(DateKind::Relative, format!("{year}-{season}"))
    }

    fn part(&self, raw: &Raw, part: &'static str, which: Which) -> Resolved {
        let step = match which {
            Which::Last | Which::Past | Which::Previous => -1,
            Which::Next | Which::Coming | Which::Following => 1,
            _ => 0,
        };
        let day = self.base(if which == Which::Next { Which::Following } else { which });
        let day = day.and_then(|day| shifted(day, step, Unit::Day));
        let needs = matches!(which, Which::Last | Which::This) && !raw.loose;
        Resolved { needs_anchor: needs, ..Resolved::of_day(DateKind::Relative, day, Some(Tail::Part(part))) }
    }
}

/// A day of the calendar, if it exists.
pub(super) fn date(year: i16, month: u8, day: u16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day nearest `own` that has a month and day; a leap day is looked for eight years around.
pub fn nearest(own: Date, month: u8, day: u16) -> Option<Date> {
    let years = if (month, day) == (2, 29) { 8 } else { 1 };
    (-years..=years)
        .filter_map(|step| date(own.year().checked_add(step)?, month, day))
        .min_by_key(|candidate| days_between(own, *candidate).abs())
}

/// Days from one day to another.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| span.get_days().into())
}

/// The day of a month and day without a year, as the tense of its clause wants it.
fn by_tense(own: Date, month: u8, day: u16, tense: Tense) -> Option<Date> {
    let near = nearest(own, month, day)?;
    let ahead = days_between(own, near);
    let step = match tense {
        Tense::Past if ahead > SLACK_AHEAD => -1,
        Tense::Future if ahead < -SLACK_BEHIND => 1,
        _ => 0,
    };
    date(near.year() + step, month, day).or(Some(near))
}

/// The day nearest `from` that is a weekday, 1 for Monday.
pub fn weekday_date(from: Date, day: u8) -> Date {
    on_or_after(plus(from, -3), day)
}

fn plus(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

fn weekday_of(day: u8) -> Weekday {
    Weekday::from_monday_one_offset(day.clamp(1, 7) as i8).unwrap_or(Weekday::Monday)
}

fn on_or_before(from: Date, day: u8) -> Date {
    let back = from.weekday().since(weekday_of(day));
    plus(from, -i64::from(back))
}

fn on_or_after(from: Date, day: u8) -> Date {
    let ahead = weekday_of(day).since(from.weekday());
    plus(from, ahead.into())
}

/// A day so many units away, `None` where the calendar ends.
fn shifted(day: Date, count: i64, unit: Unit) -> Option<Date> {
    let years = |years: i64| i16::try_from(i64::from(day.year()) + years).ok();
    let same_day = |year: i16| {
        date(year, day.month() as u8, day.day() as u16).or_else(|| date(year, day.month() as u8, 28))
    };
    match unit {
        Unit::Second | Unit::Minute => Some(day),
        Unit::Hour => day.checked_add((count / 24).days()).ok(),
        Unit::Day => day.checked_add(count.days()).ok(),
        Unit::Week | Unit::Weekend => day.checked_add((count.checked_mul(7)?).days()).ok(),
        Unit::Fortnight => day.checked_add((count.checked_mul(14)?).days()).ok(),
        Unit::Month => month_shifted(day, count),
        Unit::Quarter => month_shifted(day, count.checked_mul(3)?),
        Unit::Year => years(count).filter(|year| (1..=9999).contains(year)).and_then(same_day),
        Unit::Decade => {
            years(count.checked_mul(10)?).filter(|year| (1..=9999).contains(year)).and_then(same_day)
        }
        Unit::Century => {
            years(count.checked_mul(100)?).filter(|year| (1..=9999).contains(year)).and_then(same_day)
        }
    }
}

fn month_shifted(day: Date, months: i64) -> Option<Date> {
    let index = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let year = i16::try_from(index.div_euclid(12)).ok().filter(|year| (1..=9999).contains(year))?;
    date(year, index.rem_euclid(12) as u8 + 1, 1)
}

/// The time of a length that holds a day, in ISO's or TIMEX3's form.
fn coarse(day: Date, unit: Unit) -> String {
    let week = day.iso_week_date();
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => day.to_string(),
        Unit::Week | Unit::Fortnight => format!("{:04}-W{:02}", week.year(), week.week()),
        Unit::Weekend => format!("{:04}-W{:02}-WE", week.year(), week.week()),
        Unit::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Unit::Quarter => format!("{:04}-Q{}", day.year(), (day.month() - 1) / 3 + 1),
        Unit::Year => format!("{:04}", day.year()),
        Unit::Decade => format!("{:03}", day.year() / 10),
        Unit::Century => format!("{:02}", day.year() / 100),
    }
}

/// The time that a value stands for, as far as others can hang on it.
fn reference(value: &str) -> Option<Reference> {
    let year: i16 = value.get(..4)?.parse().ok()?;
    let rest = value.get(4..)?;
    if rest.is_empty() {
        return Some(Reference { day: date(year, 1, 1)?, unit: Unit::Year });
    }
    let rest = rest.strip_prefix('-')?;
    if let Some(quarter) = rest.strip_prefix('Q') {
        let quarter: u8 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
        return Some(Reference { day: date(year, quarter * 3 - 2, 1)?, unit: Unit::Quarter });
    }
    let month: u8 = rest.get(..2)?.parse().ok()?;
    match rest.get(3..5) {
        Some(day) => Some(Reference { day: date(year, month, day.parse().ok()?)?, unit: Unit::Day }),
        None if rest.len() == 2 => Some(Reference { day: date(year, month, 1)?, unit: Unit::Month }),
        None => None,
    }
}
