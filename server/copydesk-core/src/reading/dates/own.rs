//! The draft's own date, from the first source that tells one. Never the clock, never the file's times.

use jiff::civil::Date;

use super::expr::{Expr, Raw, Written};
use super::head::Head;
use super::{DateSource, OwnDate, OwnHead, reckon, scan};
use crate::formats::{Entry, FrontMatter, Role};
use crate::reading::link::Paragraphs;
use crate::reading::paragraph::{Context, Scratch};
use crate::text::Span;

/// The keys that hold a draft's date, in the order they are asked (Hugo's first, then other
/// generators' spellings); case, hyphens and underscores make no difference.
const KEYS: [&str; 13] = [
    "date",
    "publishdate",
    "pubdate",
    "published",
    "publishedat",
    "publishedon",
    "datepublished",
    "publicationdate",
    "created",
    "lastmod",
    "modified",
    "updated",
    "dateupdated",
];

/// From this key on a date tells of a later change, not of publication.
const FIRST_CHANGE_KEY: usize = 9;

/// Blocks from the top among which a dateline or a header line is looked for.
const TOP: usize = 12;

/// Bytes of running copy after which the top of a draft ends.
const TOP_BYTES: usize = 600;

/// Every date the draft gives itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Own {
    /// The dates in the order of their sources, the draft's own first.
    pub(super) sources: Vec<OwnDate>,
    /// Own dates that no calendar has.
    pub(super) impossible: Vec<(Span, Written)>,
}

/// Finds every date the draft gives itself: `name` is its file's, `set` the date set from outside.
pub(super) fn find(draft: &Paragraphs, name: Option<&str>, set: Option<Date>) -> Own {
    let mut own = Own::default();
    if let Some(day) = set {
        own.sources.push(known(day, DateSource::Option, None, true));
    }
    if let Some(front_matter) = draft.front_matter {
        own.front_matter(front_matter);
    }
    own.heads(draft);
    if let Some(day) = name.and_then(in_name) {
        own.sources.push(known(day, DateSource::FileName, None, true));
    }
    own.lend_years();
    own
}

fn known(day: Date, source: DateSource, span: Option<Span>, published: bool) -> OwnDate {
    OwnDate { value: day.to_string(), source, span, day: Some(day), month_day: None, published }
}

impl Own {
    fn front_matter(&mut self, front_matter: &FrontMatter) {
        for (place, key) in KEYS.iter().enumerate() {
            let Some(entry) = front_matter.entries.iter().find(|entry| is_key(entry, key)) else { continue };
            let Some(written) = stamp(&entry.value) else { continue };
            self.take(&written, DateSource::FrontMatter, entry.span, place < FIRST_CHANGE_KEY);
            return;
        }
    }

    /// Datelines and header lines near the top.
    fn heads(&mut self, draft: &Paragraphs) {
        let mut copy = 0;
        let mut header = None;
        for (block, reading) in draft.iter().take(TOP) {
            if copy > TOP_BYTES {
                break;
            }
            if block.role == Role::Paragraph {
                copy += if block.span.len() > 200 { block.span.len() } else { 0 };
            }
            match reading.dates.head.as_deref() {
                Some(OwnHead::Dateline(Head { written, span })) => {
                    self.take(written, DateSource::Dateline, span.shifted(block.span.start), true);
                    break;
                }
                Some(OwnHead::Header(Head { written, span })) if header.is_none() => {
                    header = Some((*written, span.shifted(block.span.start)));
                }
                _ => (),
            }
        }
        if let Some((written, span)) = header {
            self.take(&written, DateSource::Header, span, true);
        }
    }

    fn take(&mut self, written: &Written, source: DateSource, span: Span, published: bool) {
        let (Some(month), Some(day)) = (written.month, written.day) else {
            if let (Some(year), None) = (written.year, written.day) {
                let value =
                    written.month.map_or(format!("{year:04}"), |month| format!("{year:04}-{month:02}"));
                self.sources.push(OwnDate {
                    value,
                    source,
                    span: Some(span),
                    day: None,
                    month_day: None,
                    published,
                });
            }
            return;
        };
        let exists = reckon::date(written.year.unwrap_or(2000), month, day);
        match (exists, written.year) {
            (None, _) => self.impossible.push((span, *written)),
            (Some(date), Some(_)) => self.sources.push(known(date, source, Some(span), published)),
            (Some(_), None) => self.sources.push(OwnDate {
                value: format!("--{month:02}-{day:02}"),
                source,
                span: Some(span),
                day: None,
                month_day: Some((month, day as u8)),
                published,
            }),
        }
    }

    /// A date without a year takes it from another source: the one nearest that source's day.
    fn lend_years(&mut self) {
        let Some(full) = self.sources.iter().find_map(|source| source.day) else { return };
        for source in &mut self.sources {
            if let Some((month, day)) = source.month_day
                && let Some(near) = reckon::nearest(full, month, day.into())
            {
                source.day = Some(near);
                source.value = near.to_string();
            }
        }
    }
}

fn is_key(entry: &Entry, key: &str) -> bool {
    let letters = entry.key.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).map(|c| c.to_ascii_lowercase());
    letters.eq(key.chars())
}

/// The date that a value for programs holds, with whatever stands around it.
pub(super) fn stamp(value: &str) -> Option<Written> {
    let value = value.trim();
    iso_stamp(value).or_else(|| written_stamp(value))
}

/// "2020-01-03T…", "2020/01/03", "20200103".
fn iso_stamp(value: &str) -> Option<Written> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 {
        return day_of(value.get(..4)?, value.get(4..6)?, value.get(6..8)?);
    }
    let separator =
        value.as_bytes().get(4).filter(|byte| digits == 4 && matches!(byte, b'-' | b'/' | b'.'))?;
    let mut parts = value.splitn(3, char::from(*separator));
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.bytes().take_while(u8::is_ascii_digit).count();
    day_of(year, month, rest.get(..end.min(2))?)
}

fn day_of(year: &str, month: &str, day: &str) -> Option<Written> {
    let month = month.parse().ok().filter(|month| *month <= 99)?;
    Some(Written { year: year.parse().ok(), month: Some(month), day: day.parse().ok(), ..Written::default() })
}

/// A date in words: "Jan. 3, 2020, 4 p.m.", "Fri, 03 Jan 2020 14:05:00 GMT".
fn written_stamp(value: &str) -> Option<Written> {
    const LONGEST: usize = 200;
    if value.len() > LONGEST {
        return None;
    }
    let mut raws = Vec::new();
    scan::scan(&Scratch::default().cut(value, &Context::of(Role::Paragraph)), &mut raws);
    let calendar = |raw: &Raw| match raw.expr {
        Expr::Calendar { written, .. } => Some(written),
        _ => None,
    };
    raws.iter()
        .filter_map(calendar)
        .find(|written| written.day.is_some())
        .or_else(|| raws.iter().filter_map(calendar).find(|written| written.year.is_some()))
}

/// The day in a file's name: 2020-01-03, 20200103, 2020_01_03.
pub(super) fn in_name(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    (0..bytes.len())
        .filter(|at| *at == 0 || !bytes[at - 1].is_ascii_digit())
        .find_map(|at| name.get(at..).and_then(name_stamp))
}

fn name_stamp(rest: &str) -> Option<Date> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let written = match digits {
        8 => day_of(rest.get(..4)?, rest.get(4..6)?, rest.get(6..8)?)?,
        4 => {
            let separator = rest.as_bytes().get(4).filter(|byte| matches!(byte, b'-' | b'_' | b'.'))?;
            if rest.as_bytes().get(7) != Some(separator)
                || rest.as_bytes().get(10).is_some_and(u8::is_ascii_digit)
            {
                return None;
            }
            day_of(rest.get(..4)?, rest.get(5..7)?, rest.get(8..10)?)?
        }
        _ => return None,
    };
    let year = written.year.filter(|year| super::figures::LIKELY_YEARS.contains(year))?;
    reckon::date(year, written.month?, written.day?)
}
