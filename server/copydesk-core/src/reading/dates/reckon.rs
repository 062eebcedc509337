//! Reckoning with days, weeks, months and years. Nothing here fails: where the calendar ends, there is no day.

use jiff::civil::{Date, Weekday};

use super::expr::{Value, value_of};
use crate::languages::{Tense, Unit};

/// The first year in which no country kept the old calendar any more.
const ALL_GREGORIAN: i16 = 1923;

/// Days by which a past verb may stand before a date ahead without moving it to the year before:
/// "was set for April 2".
const SLACK_AHEAD: i64 = 100;

/// Days by which a future verb may stand before a date behind.
const SLACK_BEHIND: i64 = 14;

/// The time last spoken of, which "a year earlier" and "the next day" hang on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The day, or the first day of a longer time.
    pub(super) day: Date,
    /// How long it is.
    pub(super) unit: Unit,
}

/// Whether a count of `unit` can start from a time as long as `from`: a year from a quarter.
pub(super) fn unit_is_long(unit: Unit, from: Unit) -> bool {
    match unit {
        Unit::Year | Unit::Decade | Unit::Century => true,
        Unit::Month | Unit::Quarter => matches!(from, Unit::Month | Unit::Quarter),
        _ => false,
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
pub(super) fn by_tense(own: Date, month: u8, day: u16, tense: Tense) -> Option<Date> {
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

/// Whether a day has a weekday, 1 for Monday. Until the last country left the old calendar, a day
/// may be written by that one.
pub fn is_weekday(day: Date, weekday: u8) -> bool {
    let has = |day: Date| day.weekday().to_monday_one_offset() as u8 == weekday;
    has(day) || day.year() < ALL_GREGORIAN && by_old_calendar(day).is_some_and(has)
}

/// The day of our calendar that a day written by the Julian one is.
fn by_old_calendar(written: Date) -> Option<Date> {
    // A century's own leap day is its first difference from the one before.
    let year = i64::from(written.year()) - i64::from(written.month() < 3);
    let century = year / 100;
    written.checked_add(jiff::Span::new().try_days(century - century / 4 - 2).ok()?).ok()
}

/// A day so many days on; `None` where the calendar ends.
pub(super) fn days_on(day: Date, days: i64) -> Option<Date> {
    let moved = day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    // No year stands before the first.
    (moved.year() > 0).then_some(moved)
}

pub(super) fn plus(day: Date, days: i64) -> Date {
    days_on(day, days).unwrap_or(day)
}

pub(super) fn weekday_of(day: u8) -> Weekday {
    Weekday::from_monday_one_offset(day.clamp(1, 7) as i8).unwrap_or(Weekday::Monday)
}

pub(super) fn on_or_before(from: Date, day: u8) -> Date {
    let back = from.weekday().since(weekday_of(day));
    plus(from, -i64::from(back))
}

pub(super) fn on_or_after(from: Date, day: u8) -> Date {
    let ahead = weekday_of(day).since(from.weekday());
    plus(from, ahead.into())
}

/// A day so many units away, `None` where the calendar ends.
pub(super) fn shifted(day: Date, count: i64, unit: Unit) -> Option<Date> {
    let years = |years: i64| i16::try_from(i64::from(day.year()) + years).ok();
    let same_day = |year: i16| {
        date(year, day.month() as u8, day.day() as u16).or_else(|| date(year, day.month() as u8, 28))
    };
    match unit {
        Unit::Second | Unit::Minute => Some(day),
        Unit::Hour => days_on(day, count / 24),
        Unit::Day => days_on(day, count),
        Unit::Week | Unit::Weekend => days_on(day, count.checked_mul(7)?),
        Unit::Fortnight => days_on(day, count.checked_mul(14)?),
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

pub(super) fn month_shifted(day: Date, months: i64) -> Option<Date> {
    let index = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let year = i16::try_from(index.div_euclid(12)).ok().filter(|year| (1..=9999).contains(year))?;
    date(year, index.rem_euclid(12) as u8 + 1, 1)
}

/// Puts a number behind a value, with zeros before it up to a width.
pub(super) fn put(to: &mut Value, number: i16, width: usize) {
    let digit = |number: i16| b'0' + number.rem_euclid(10) as u8;
    let digits = [digit(number / 1000), digit(number / 100), digit(number / 10), digit(number)];
    match (width, number) {
        (2, 0..=99) | (4, 0..=9999) => put_text(to, str::from_utf8(&digits[4 - width..]).unwrap_or_default()),
        _ => put_text(to, &value_of(format_args!("{number:0width$}"))),
    }
}

/// Puts text behind a value. There is room: no form is longer.
pub(super) fn put_text(to: &mut Value, text: &str) {
    let _ = to.try_push_str(text);
}

/// A year in ISO's form.
pub(super) fn year(year: i16) -> Value {
    let mut value = Value::new();
    put(&mut value, year, 4);
    value
}

/// A year and a month in ISO's form.
pub(super) fn year_month(year: i16, month: u8) -> Value {
    let mut value = Value::new();
    put(&mut value, year, 4);
    put_text(&mut value, "-");
    put(&mut value, month.into(), 2);
    value
}

/// A day in ISO's form.
pub(super) fn iso(day: Date) -> Value {
    let mut value = year_month(day.year(), day.month() as u8);
    put_text(&mut value, "-");
    put(&mut value, day.day().into(), 2);
    value
}

/// The time of a length that holds a day, in ISO's or TIMEX3's form.
pub(super) fn coarse(day: Date, unit: Unit) -> Value {
    let week = || day.iso_week_date();
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => iso(day),
        Unit::Week | Unit::Fortnight => value_of(format_args!("{:04}-W{:02}", week().year(), week().week())),
        Unit::Weekend => value_of(format_args!("{:04}-W{:02}-WE", week().year(), week().week())),
        Unit::Month => year_month(day.year(), day.month() as u8),
        Unit::Quarter => value_of(format_args!("{:04}-Q{}", day.year(), (day.month() - 1) / 3 + 1)),
        Unit::Year => year(day.year()),
        Unit::Decade => value_of(format_args!("{:03}", day.year() / 10)),
        Unit::Century => value_of(format_args!("{:02}", day.year() / 100)),
    }
}

/// The time that a value stands for, as far as others can hang on it.
pub(super) fn reference(value: &str) -> Option<Reference> {
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
