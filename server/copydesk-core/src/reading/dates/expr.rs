//! What an expression of time says by itself, before the draft's own date resolves it.

use std::fmt::{self, Write as _};

use arrayvec::ArrayString;

use crate::languages::{Tense, Unit, Which};
use crate::text::Span;

/// A date of the calendar, as it is written. Parts that are not written are `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Written {
    /// The year, 1 to 9999.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day as written, 1 to 9999: it need not exist.
    pub day: Option<u16>,
    /// Where the day's figure stands, its ordinal ending included.
    pub day_span: Option<Span>,
    /// The weekday set beside the date (1 is Monday), and where.
    pub weekday: Option<(u8, Span)>,
    /// Whether the date is one end of a range or one of a row, so that a weekday beside it may
    /// belong to another.
    pub of_many: bool,
}

/// What an expression stands for, in ISO 8601's or TIMEX3's form. No such form is longer than twenty
/// letters, and there are as many of them as expressions: so they lie where they are used.
pub type Value = ArrayString<20>;

/// A value of pieces.
pub(super) fn value_of(pieces: fmt::Arguments) -> Value {
    let mut value = Value::new();
    // Nothing but a lack of room could go wrong.
    let _ = value.write_fmt(pieces);
    value
}

/// An expression of time, unresolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expr {
    /// A date of the calendar, with a part of the day or a time of clock behind.
    Calendar { written: Written, tail: Option<Tail> },
    /// Friday, last Friday, Friday night; `which` is `That` for one that nothing anchors to today.
    Weekday { day: u8, which: Option<Which>, tail: Option<Tail> },
    /// A day counted from today.
    Day { offset: i8, tail: Option<Tail> },
    /// last week, this year, the weekend.
    Period { unit: Unit, which: Which },
    /// two weeks ago, a year earlier; `count` is `None` for "several".
    Away { count: Option<u32>, unit: Unit, forward: bool, from_now: bool },
    /// A quarter or half of a year.
    Quarter { number: u8, half: bool, year: YearSaid },
    /// A season.
    Season { season: &'static str, year: YearSaid },
    /// this morning, last night.
    Part { part: &'static str, which: Which },
    /// A time of clock with no day.
    Clock(Tail),
    /// A month with "last" or "next" before it, or with "last year" behind.
    Month { month: u8, which: Which, of_year: bool },
    /// What needs no resolution: a duration, a set, PAST_REF, a decade.
    Fixed { kind: Fixed, value: Value },
}

/// What a fixed value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fixed {
    Absolute,
    Relative,
    Duration,
    Recurring,
}

/// What follows a day in a value: T and a part of the day, or a time of clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// A part of the day in TIMEX3's letters.
    Part(&'static str),
    /// Hour and minute.
    Clock(u8, u8),
}

/// How a year is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearSaid {
    /// In figures.
    Given(i16),
    /// last year, this year.
    Which(Which),
    /// Not at all.
    Unsaid,
}

/// An expression of time as one paragraph shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) span: Span,
    pub(super) expr: Expr,
    /// The tense of its clause.
    pub(super) tense: Tense,
    /// Whether its words point loosely, so that a reader can do without the day: "the weekend", "overnight".
    pub(super) loose: bool,
    /// Whether a reader can do without its year: it names a thing, or is spoken.
    pub(super) aside: bool,
    /// Whether it stands before the thing it tells apart: "the Jan. 6 committee".
    pub(super) names: bool,
    /// Where its sentence begins, to find its neighbours.
    pub(super) sentence: u32,
    /// Where the sentence before begins; its own, if there is none.
    pub(super) sentence_before: u32,
    /// Whether "in" stands before it, or its sentence opens with it.
    pub(super) led: bool,
    /// Whether a birth or a wedding stands before it, whose year may be any.
    pub(super) of_life: bool,
    /// Whether the figures are no day of any calendar although they are written as one.
    pub(super) impossible: bool,
    /// Whether the figures may be read month first and day first.
    pub(super) ambiguous: bool,
}
