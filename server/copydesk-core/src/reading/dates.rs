//! Dates: the draft's own, and every expression of time with its value.
//!
//! A paragraph is scanned once for expressions (`scan`, with one file for each of their
//! forms, `friends` for what only looks like one). Over the draft, `own`
//! finds the draft's own date, and `value` resolves every expression by it and by the tense of
//! its clause. Spans and values follow TimeML's guidelines for TIMEX3.

mod calendar;
mod clock;
mod counts;
mod elsewhere;
mod expr;
mod figures;
mod friends;
mod head;
mod lede;
mod linked;
mod numeric;
mod own;
mod reckon;
mod rows;
mod scan;
mod sets;
mod tense;
mod units;
mod value;
mod weekdays;
mod which;
mod years;

use std::sync::Arc;

use jiff::civil::Date;

pub use expr::{Value, Written};
pub(super) use lede::opening;
pub(super) use linked::Linked;
pub use reckon::{days_between, weekday_date};
use reckon::{is_weekday, nearest};

use self::expr::{Expr, Raw};
use self::head::Head;
use self::lede::Signs;
use super::paragraph::{Paragraph, refill};
use crate::text::Span;

/// Where the draft's own date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// A setting or an option.
    Option,
    /// Front matter.
    FrontMatter,
    /// A dateline: "BERLIN, March 3 —".
    Dateline,
    /// A line near the top: "Published: …".
    Header,
    /// The file's name.
    FileName,
}

impl DateSource {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            DateSource::Option => "option",
            DateSource::FrontMatter => "front-matter",
            DateSource::Dateline => "dateline",
            DateSource::Header => "header",
            DateSource::FileName => "file-name",
        }
    }
}

/// The draft's own date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDate {
    /// ISO 8601, as coarse as written; `--01-03` for a dateline whose year nothing tells.
    pub value: String,
    /// Where it was found.
    pub source: DateSource,
    /// Where it stands in the draft, if it does.
    pub span: Option<Span>,
    /// The day itself, where the value is one of a known year.
    pub day: Option<Date>,
    /// Month and day of a date written without a year, from 1.
    pub month_day: Option<(u8, u8)>,
    /// Whether it tells of publication; a date of a later change doesn't.
    pub published: bool,
}

/// What an expression of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// A date that says which by itself, the year left aside: "Jan. 3", "2016".
    Absolute,
    /// One that hangs on another date: "Friday", "last week".
    Relative,
    /// How long: "two days".
    Duration,
    /// Again and again: "every Friday".
    Recurring,
}

impl DateKind {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            DateKind::Absolute => "absolute",
            DateKind::Relative => "relative",
            DateKind::Duration => "duration",
            DateKind::Recurring => "recurring",
        }
    }
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: DateKind,
    /// What it stands for, in ISO 8601 or TIMEX3's form; `None` when unsure.
    pub value: Option<Value>,
    /// The day it stands for, where it is one.
    pub day: Option<Date>,
    /// What is written, if it is a date of the calendar.
    pub written: Option<Written>,
    /// Whether it says nothing to a reader who doesn't know the draft's own date, and nothing
    /// near it in the draft tells.
    pub needs_anchor: bool,
    /// Whether no calendar has such a day.
    pub impossible: bool,
    /// Whether its figures read month first and day first.
    pub ambiguous: bool,
    /// Whether it may be of another year than the one nearest the draft's date, because its
    /// neighbours speak of one in which its weekday is right: "In 2014 they met on Friday, Jan. 3".
    pub elsewhere: bool,
}

/// What the article's first paragraphs tell of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lede {
    /// The first paragraph of running copy.
    pub span: Span,
    /// Whether it tells that something happened.
    pub event: bool,
    /// Whether it, the next two paragraphs or the dateline say when.
    pub timed: bool,
}

/// The dates of a draft.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Dates {
    /// The draft's own date: the first source that tells one.
    pub own: Option<OwnDate>,
    /// Every source's date, `own` the first; at most one a source.
    pub sources: Vec<OwnDate>,
    /// Own dates that no calendar has: where, and what is written.
    pub impossible: Vec<(Span, Written)>,
    /// Expressions of time, disjoint and sorted.
    pub all: Arc<Vec<DateMention>>,
    /// Those that may be at fault by themselves, by their indexes.
    doubtful: Arc<Vec<u32>>,
    /// Those that need an anchor, by their indexes.
    adrift: Arc<Vec<u32>>,
    /// Whether headline or lede hold a full date, so that a reader can tell when all else is.
    pub opens_with_date: bool,
    /// What the first paragraphs tell of time; `None` for a draft without running copy.
    pub lede: Option<Lede>,
}

impl DateMention {
    /// Whether it may be at fault by itself, in a draft of such a day.
    fn is_doubtful(&self, own: Option<Date>) -> bool {
        self.impossible
            || self.ambiguous
            || self.written.is_some_and(|written| written.of_another_weekday(own).is_some())
    }
}

impl Written {
    /// The day that is written, where the weekday beside it is another's.
    pub fn of_another_weekday(&self, own: Option<Date>) -> Option<Date> {
        let (weekday, _) = self.weekday?;
        self.meant(own).filter(|day| !is_weekday(*day, weekday))
    }

    /// The day that is written: of its own year, else of the year that puts it nearest the draft's date.
    fn meant(&self, own: Option<Date>) -> Option<Date> {
        let (month, day) = (self.month?, self.day?);
        match self.year {
            Some(year) => Date::new(year, month as i8, i8::try_from(day).ok()?).ok(),
            None => nearest(own?, month, day),
        }
    }
}

impl Dates {
    /// The expression at a place, for who points at one.
    pub fn at(&self, byte: u32) -> Option<&DateMention> {
        let next = self.all.partition_point(|mention| mention.span.start <= byte);
        next.checked_sub(1).map(|at| &self.all[at]).filter(|mention| byte <= mention.span.end)
    }

    /// Expressions that may be at fault by themselves, in order: most of a long draft's can't.
    pub fn doubtful(&self) -> impl Iterator<Item = &DateMention> {
        self.doubtful.iter().map(|at| &self.all[*at as usize])
    }

    /// Expressions that need the draft's own date, where it has none; in order.
    pub fn unanchored(&self) -> impl Iterator<Item = &DateMention> {
        // An own date that cannot be is a fault of its own, and no lack of one.
        let undated = self.own.is_none() && self.impossible.is_empty() && !self.opens_with_date;
        let adrift = if undated { &self.adrift[..] } else { &[] };
        adrift.iter().map(|at| &self.all[*at as usize])
    }
}

/// The expressions of time of one paragraph.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ParagraphDates {
    /// Expressions, relative to the paragraph, disjoint and sorted, values not yet resolved.
    raws: Vec<Raw>,
    /// The date it gives the draft. Most paragraphs give none: it lies elsewhere.
    head: Option<Box<OwnHead>>,
    /// What it would tell as the article's first paragraph; only of one that opens it.
    signs: Option<Signs>,
}

/// A date that a paragraph gives its draft.
#[derive(Clone, Debug, PartialEq)]
enum OwnHead {
    /// In the dateline that opens it.
    Dateline(Head),
    /// As a header line.
    Header(Head),
}

impl ParagraphDates {
    /// Whether it was asked what a lede tells.
    pub(super) fn opens(&self) -> bool {
        self.signs.is_some()
    }
}

/// Reads a paragraph's expressions of time; what `read` held before is dropped.
pub(super) fn read(paragraph: &Paragraph, room: &mut Room, read: &mut ParagraphDates) {
    let raws = &mut room.raws;
    raws.clear();
    scan::scan(paragraph, raws);
    lend_years(raws);
    for raw in &mut *raws {
        raw.impossible = is_impossible(&raw.expr);
    }
    let dateline = head::dateline(paragraph, raws).map(OwnHead::Dateline);
    let head = dateline.or_else(|| head::header(paragraph, raws).map(OwnHead::Header));
    read.head = head.map(Box::new);
    read.signs = paragraph.context.opens.then(|| lede::signs(paragraph, raws));
    refill(&mut read.raws, raws.iter().copied());
}

/// Room to read expressions of time in, paragraph after paragraph.
#[derive(Debug, Default)]
pub(super) struct Room {
    raws: Vec<Raw>,
}

/// Bytes between two dates of one row: " and ", " through ".
const CLOSE: u32 = 9;

/// A year behind a row of dates is the whole row's: "March 25 and April 2, 2019".
fn lend_years(raws: &mut [Raw]) {
    for at in (1..raws.len()).rev() {
        let sentence = raws[at].sentence;
        let (Expr::Calendar { written: last, .. }, end) = (&raws[at].expr, raws[at].span.start) else {
            continue;
        };
        let (Some(year), Some(month), has_day) = (last.year, last.month, last.day.is_some()) else {
            continue;
        };
        let first = &mut raws[at - 1];
        let close = first.sentence == sentence && end.saturating_sub(first.span.end) <= CLOSE;
        if let Expr::Calendar { written, .. } = &mut first.expr
            && let (None, Some(earlier)) = (written.year, written.month)
            && close
            && written.day.is_some() == has_day
        {
            written.year = Some(year - i16::from(earlier > month));
        }
    }
}

/// Whether a date is written that no year has.
fn is_impossible(expr: &Expr) -> bool {
    let Expr::Calendar { written: Written { year, month: Some(month), day: Some(day), .. }, .. } = expr
    else {
        return false;
    };
    // Without a year, any leap year will do.
    reckon::date(year.unwrap_or(2000), *month, *day).is_none()
}
