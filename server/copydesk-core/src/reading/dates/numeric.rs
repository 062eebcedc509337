//! What opens with figures: 2020-01-03, 13/04/2020, 8 p.m., 60 days.

use super::calendar::Dated;
use super::expr::{Expr, Written};
use super::scan::{Found, Scan};
use crate::text::Span;

impl Scan<'_> {
    /// "2020-01-03".
    pub(super) fn iso(&self, at: usize) -> Option<Dated> {
        if !self.joined(at + 1) || !self.joined(at + 3) || self.bytes(at + 2).len() != 2 {
            return None;
        }
        let year = self.year_figure(at)?;
        let day_word = self.word(at + 4);
        let figures = day_word.split('T').next().filter(|figures| figures.len() == 2)?;
        let month = self.digits(at + 2, 2)? as u8;
        let day: u16 = figures.parse().ok()?;
        if !(1..=12).contains(&month) || day == 0 || self.joined(at + 5) {
            return None;
        }
        let span = Span { end: self.token(at + 4)?.span.start + 2, ..self.token(at + 4)?.span };
        let written = Written {
            year: Some(year),
            month: Some(month),
            day: Some(day),
            day_span: Some(span),
            ..Written::default()
        };
        Some((at + 5, written))
    }

    /// Figures: a date, a time of clock, a decade, a count of units, a year.
    pub(super) fn figures(&mut self, at: usize) -> Option<Found> {
        if let Some((end, written)) = self.iso(at) {
            return Some(self.finish_date(at, end, written));
        }
        if self.bytes(at).contains(&b'/') {
            return self.slashed(at);
        }
        if let Some(found) = self.clock(at) {
            return Some(found);
        }
        if let Some(found) = self.range_day_month(at) {
            return Some(found);
        }
        if let Some((end, written)) = self.day_month(at) {
            return Some(self.finish_date(at, end, written));
        }
        self.decade(at)
            .or_else(|| self.ordinal_period(at))
            .or_else(|| self.measured(at, at))
            .or_else(|| self.year_quarter(at))
            .or_else(|| self.year(at))
    }

    /// "03/04/2020", "13/04/20".
    pub(super) fn slashed(&mut self, at: usize) -> Option<Found> {
        let word = self.word(at);
        let mut parts = word.split('/');
        let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
        let figures = |part: &str, least: usize, most: usize| {
            (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if parts.next().is_some()
            || !figures(first, 1, 2)
            || !figures(second, 1, 2)
            || !(figures(year, 4, 4) || figures(year, 2, 2))
            || self.signed(at)
        {
            return None;
        }
        let (first, second): (u16, u16) = (first.parse().ok()?, second.parse().ok()?);
        let short = year.len() == 2;
        let year: i16 = year.parse().ok()?;
        let year = match (short, year) {
            (true, year) if year < 40 => 2000 + year,
            (true, year) => 1900 + year,
            (false, year) => year,
        };
        if short && (first > 31 || second > 31 || first == 0 || second == 0 || first > 12 && second > 12) {
            return None;
        }
        let span = self.token(at)?.span;
        let (month, day) = if first > 12 && second <= 12 { (second, first) } else { (first, second) };
        let written = Written {
            year: Some(year),
            month: u8::try_from(month).ok(),
            day: Some(day),
            day_span: Some(span),
            ..Written::default()
        };
        self.push(at..at + 1, Expr::Calendar { written, tail: None });
        if let Some(raw) = self.found.last_mut() {
            // That day is known by its figures.
            let known = (first, second, year) == (9, 11, 2001);
            raw.ambiguous = first != second && first <= 12 && second <= 12 && !known;
        }
        Some((at + 1, None))
    }
}
