//! Other years that a date's neighbours speak of: "Next year's fair opens on Friday, June 12."

use std::ops::Range;

use super::expr::{Expr, Raw, Written};
use super::{DateMention, reckon};
use crate::languages::{Unit, Which};

/// Expressions on either side of a date that are asked for its year.
const REACH: usize = 12;

/// Marks the dates whose weekday is right in a year spoken of in their sentence or the one before,
/// or may be right in one that no one can reckon. `raws` and `mentions` are those of one paragraph.
pub(super) fn settle(raws: &[Raw], mentions: &mut [DateMention]) {
    for at in 0..raws.len().min(mentions.len()) {
        let Some(written) = mentions[at].written.filter(|written| written.year.is_none()) else { continue };
        let Some((weekday, _)) = written.weekday else { continue };
        let elsewhere = near(raws, at)
            // A year in figures rules its own sentence only.
            .filter(|other| {
                *other != at && (raws[*other].sentence == raws[at].sentence || points(&raws[*other]))
            })
            .any(|other| agrees(&raws[other], &mentions[other], &written, weekday));
        mentions[at].elsewhere |= elsewhere;
    }
}

/// The expressions of a date's sentence and of the one before, as far as they stand near it.
fn near(raws: &[Raw], at: usize) -> Range<usize> {
    let Raw { sentence, sentence_before: from, .. } = raws[at];
    let first = raws.partition_point(|raw| raw.sentence < from);
    let end = raws.partition_point(|raw| raw.sentence <= sentence);
    first.max(at.saturating_sub(REACH))..end.min(at + REACH)
}

/// Whether an expression points to a year without naming it.
fn points(raw: &Raw) -> bool {
    matches!(
        raw.expr,
        Expr::Period { unit: Unit::Year, .. } | Expr::Away { unit: Unit::Year | Unit::Decade, .. }
    )
}

/// Whether a neighbour speaks of a year in which the weekday is right, or of one that can't be reckoned.
fn agrees(raw: &Raw, mention: &DateMention, written: &Written, weekday: u8) -> bool {
    let value = mention.value.as_deref().unwrap_or_default();
    let year = value.get(..4).and_then(|year| year.parse::<i16>().ok());
    let right = |year: i16| is_right(year, written, weekday);
    match raw.expr {
        // "The following year" hangs on a time that the desk may have missed.
        Expr::Period {
            unit: Unit::Year,
            which: Which::Following | Which::Previous | Which::That | Which::Same,
        }
        | Expr::Period { unit: Unit::Decade | Unit::Century, .. }
        | Expr::Away { unit: Unit::Decade | Unit::Century, .. } => true,
        // "Twenty years ago" is a round number.
        Expr::Away { count: Some(_), unit: Unit::Year, from_now: true, .. } => {
            year.is_some_and(|year| (year.saturating_sub(1)..=year.saturating_add(1)).any(right))
        }
        Expr::Away { unit: Unit::Year, .. } => true,
        Expr::Period { .. } => year.is_some_and(right),
        // “His 1995 tax return” tells which return, not when.
        _ => raw.led && year.is_some_and(right),
    }
}

/// Whether a day without a year has the weekday in a year, on either calendar.
fn is_right(year: i16, written: &Written, weekday: u8) -> bool {
    let (Some(month), Some(day)) = (written.month, written.day) else { return false };
    reckon::date(year, month, day).is_some_and(|day| reckon::is_weekday(day, weekday))
}
