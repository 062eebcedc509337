//! Times of clock, with the day behind them: "8 p.m. Friday".

use super::expr::{Expr, Tail};
use super::scan::{Found, Scan};
use crate::languages::{Classes, Marks, TimeWord};
use crate::reading::tokens::{Kind, Shape, Token};

impl Scan<'_> {
    /// A time of clock at a figure or a number word: 8 p.m., 8:30, 8pm, 1430 GMT, eight o’clock.
    pub(super) fn clock(&mut self, at: usize) -> Option<Found> {
        let (hour, minute, end) = self.hour(at)?;
        let end = self.zone(end);
        Some(self.clock_with_day(end, Tail::Clock(hour, minute)))
    }

    fn hour(&self, at: usize) -> Option<(u8, u8, usize)> {
        if let TimeWord::Number(hour @ 1..=12) = self.time(at) {
            return (self.is_word(at + 1, &["o'clock", "o’clock"]) || self.half_day(at + 1).is_some())
                .then(|| self.with_half(hour as u8, 0, at + 1));
        }
        let token = self.token(at).filter(|token| token.kind == Kind::Number)?;
        // A bare figure is a time of clock only by the word behind it.
        let behind = || self.token(at + 1).is_some_and(|next| next.kind == Kind::Word);
        if !behind() && self.bytes(at).iter().all(u8::is_ascii_digit) {
            return None;
        }
        let word = token.span.of(self.paragraph.text);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &word[digits.len()..];
        let (hour, minute, split) = match digits.split_once([':', '.']) {
            Some((hour, minute)) if minute.len() == 2 => {
                (hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?, true)
            }
            Some(_) => return None,
            None if digits.len() <= 2 => (digits.parse::<u8>().ok()?, 0, false),
            None if digits.len() == 4 && digits.is_ascii() && self.is_zone(at + 1) => {
                (digits[..2].parse().ok()?, digits[2..].parse().ok()?, true)
            }
            None => return None,
        };
        if hour > 24 || minute > 59 {
            return None;
        }
        match suffix {
            "am" | "AM" => return Some((hour % 12, minute, at + 1)),
            "pm" | "PM" => return Some((hour % 12 + 12, minute, at + 1)),
            "" => (),
            _ => return None,
        }
        if hour <= 12 && self.half_day(at + 1).is_some() {
            return Some(self.with_half(hour, minute, at + 1));
        }
        if self.is_word(at + 1, &["o'clock", "o’clock"]) {
            return Some((hour, minute, at + 2));
        }
        let zoned = self.is_zone(at + 1) && split;
        let colon = digits.contains(':');
        let led = colon
            && self.follows(
                at,
                &["at", "by", "until", "till", "around", "about", "before", "after", "from", "since"],
            )
            && !self.is_thing(at + 1);
        (zoned || led).then_some((hour, minute, at + 1))
    }

    /// "a.m." is false, "p.m." is true.
    fn half_day(&self, at: usize) -> Option<bool> {
        if self.is_word(at, &["p.m.", "pm", "p.m"]) {
            return Some(true);
        }
        self.is_word(at, &["a.m.", "am", "a.m"]).then_some(false)
    }

    fn with_half(&self, hour: u8, minute: u8, at: usize) -> (u8, u8, usize) {
        match self.half_day(at) {
            Some(true) => (hour % 12 + 12, minute, at + 1),
            Some(false) => (hour % 12, minute, at + 1),
            None => (hour, minute, at + 1),
        }
    }

    fn is_zone(&self, at: usize) -> bool {
        self.marked(at, Marks::ZONE) && self.token(at).is_some_and(|token| token.shape == Shape::Upper)
    }

    /// The token after a time zone.
    fn zone(&self, at: usize) -> usize {
        if self.is_zone(at) {
            return at + 1;
        }
        if self.is_word(at, &["local"]) && self.is_word(at + 1, &["time"]) {
            return at + 2;
        }
        at
    }

    /// A time of clock with the day behind it, if one stands there: "8 p.m. on Friday".
    pub(super) fn clock_with_day(&mut self, end: usize, clock: Tail) -> Found {
        let comma = usize::from(self.word(end) == "," && self.is(end + 1, Classes::WEEKDAY));
        let on = usize::from(self.is_word(end, &["on"]));
        let day_at = end + comma + on;
        let dated = self.is(day_at, Classes::WEEKDAY.or(Classes::MONTH))
            && self.token(day_at).is_some_and(Token::is_capital)
            || matches!(self.time(day_at), TimeWord::Day(_))
            || self.token(day_at).is_some_and(|token| token.kind == Kind::Number)
                && self.day_month(day_at).is_some();
        let alone = (end, Some(Expr::Clock(clock)));
        if !dated {
            return alone;
        }
        let behind = match self.time(day_at) {
            TimeWord::Day(offset) => Some((day_at + 1, Some(Expr::Day { offset, tail: None }))),
            _ if self.is(day_at, Classes::WEEKDAY) => self.weekday(day_at, None),
            _ if self.is(day_at, Classes::MONTH) => self
                .month_day(day_at)
                .map(|(end, written)| (end, Some(Expr::Calendar { written, tail: None }))),
            _ => self
                .day_month(day_at)
                .map(|(end, written)| (end, Some(Expr::Calendar { written, tail: None }))),
        };
        match behind {
            Some((after, Some(expr))) => match with_tail(expr, clock) {
                Some(expr) => (after, Some(expr)),
                None => alone,
            },
            _ => alone,
        }
    }
}

/// A day with a time of clock put behind it.
fn with_tail(expr: Expr, clock: Tail) -> Option<Expr> {
    let tail = Some(clock);
    Some(match expr {
        Expr::Calendar { written, .. } => Expr::Calendar { written, tail },
        Expr::Weekday { day, which, .. } => Expr::Weekday { day, which, tail },
        Expr::Day { offset, .. } => Expr::Day { offset, tail },
        _ => return None,
    })
}
