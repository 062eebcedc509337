//! Weekdays with what belongs to them, and holidays of a fixed day.

use super::expr::{Expr, Fixed, Tail, Written, value_of};
use super::friends;
use super::scan::{Found, Scan};
use super::units::fixed;
use crate::languages::{Classes, Marks, TimeWord, Which};
use crate::reading::tokens::Kind;

impl Scan<'_> {
    /// A weekday, its prefix (last, next) read before, with a part of the day and a date behind.
    pub(super) fn weekday(&mut self, at: usize, which: Option<Which>) -> Option<Found> {
        let word = self.word(at);
        if word.len() <= 5 {
            return self.short_weekday(at);
        }
        if friends::is_weekday_name(self, at) {
            return Some((at + 1, None));
        }
        let day = self.number_of(at);
        let (part, plural, after) = match self.part(at + 1) {
            Some((part, plural)) => (Some(Tail::Part(part)), plural, at + 2),
            None => (None, false, at + 1),
        };
        if plural || word.ends_with(['s', 'S']) {
            let value = match part {
                Some(Tail::Part(part)) => value_of(format_args!("XXXX-WXX-{day}T{part}")),
                _ => value_of(format_args!("XXXX-WXX-{day}")),
            };
            return Some((after, Some(fixed(Fixed::Recurring, value))));
        }
        if let Some(found) = self.open_week(at, after) {
            return Some(found);
        }
        if which.is_none_or(|which| matches!(which, Which::This | Which::That))
            && let Some(found) = self.weekday_date(at, after, day)
        {
            return Some(found);
        }
        // "Friday the 13th" is a superstition or a film.
        if part.is_none()
            && self.is_word(after, &["the"])
            && self.day_figure(after + 1).is_some_and(|day| day.ordinal)
        {
            return Some((after + 2, None));
        }
        Some((after, Some(Expr::Weekday { day, which, tail: part })))
    }

    /// A short weekday counts only before a date: "Fri., Jan. 3", "Fri 3 Jan".
    pub(super) fn short_weekday(&mut self, at: usize) -> Option<Found> {
        if !self.token(at)?.is_capital() {
            return None;
        }
        let stop = usize::from(self.word(at + 1) == ".");
        self.weekday_date(at, at + 1 + stop, self.number_of(at))
    }

    /// The date behind a weekday: after a comma, in brackets, or right behind.
    pub(super) fn weekday_date(&mut self, at: usize, after: usize, day: u8) -> Option<Found> {
        let bracket = self.word(after) == "(";
        let next = if bracket { after + 1 } else { self.past_comma(after) };
        let comma = next > after;
        let the = usize::from(self.is_word(next, &["the"]));
        let found = self
            .month_day(next)
            .or_else(|| self.iso(next))
            .or_else(|| self.day_month(next + the))
            .filter(|(_, written)| written.day.is_some())?;
        let (end, mut written) = found;
        if bracket && self.word(end) != ")" {
            return None;
        }
        // "the Monday Jan. 6 hearing" names the hearing; its day is another.
        let named = !comma && self.is_thing(end) && self.follows(at, &["the", "a"]);
        // "On a Friday, June 13" tells of a day long ago as well.
        let indefinite = written.year.is_none() && self.follows(at, &["a", "one"]);
        if !named && !indefinite && self.second_day(end).is_none() {
            written.weekday = Some((day, self.token(at)?.span));
        }
        written.of_many = self.in_row(at);
        let end = if bracket { end + 1 } else { end };
        Some(self.finish_date(at, end, written))
    }

    /// Whether another weekday stands right before: "Friday to Sunday", "Friday and Saturday".
    pub(super) fn in_row(&self, at: usize) -> bool {
        let connected = self.follows(at, &["to", "and", "through", "-", "–", "—", "&"]);
        connected && at >= 2 && self.is(at - 2, Classes::WEEKDAY) && self.sentence.contains(&(at - 2))
    }

    /// "Monday to Friday" of a timetable: again and again.
    pub(super) fn open_week(&self, at: usize, after: usize) -> Option<Found> {
        let linked = self.is_word(after, &["to", "through", "thru", "-", "–"])
            && self.is(after + 1, Classes::WEEKDAY)
            && self.word(after + 1).len() > 5;
        if !linked || self.follows(at, &["from"]) && self.before(at).is_none() {
            return None;
        }
        let back = self.sentence.start.max(at.saturating_sub(12));
        let timetable = (back..at).any(|other| self.marked(other, Marks::TIMETABLE));
        let dated = self.is_word(after + 2, &[",", "("]) && self.is(after + 3, Classes::MONTH);
        (timetable && !dated).then(|| (after + 2, Some(fixed(Fixed::Recurring, "XXXX-WXX"))))
    }

    /// A part of the day behind a day, and whether it is plural.
    pub(super) fn part(&self, at: usize) -> Option<(&'static str, bool)> {
        match self.time(at) {
            TimeWord::Part(part) if part != "MI" && !self.is_word(at, &["midnight", "dawn"]) => {
                Some((part, false))
            }
            TimeWord::Parts(part) => Some((part, true)),
            _ => None,
        }
    }

    /// A holiday of a fixed day.
    pub(super) fn holiday(&self, at: usize) -> Option<Found> {
        if !self.token(at)?.is_capital() {
            return None;
        }
        let found = self.times.holidays.iter().find_map(|holiday| {
            let end = self.matches(at, &holiday.words)?;
            Some((end, holiday))
        });
        let (end, holiday) = found?;
        let alone = holiday.words.len() == 1;
        // "Christmas Island", "Christmas shopping": no day is meant.
        if alone
            && (self.token(end).is_some_and(|next| next.kind == Kind::Word && next.is_capital())
                || self.is_thing(end))
        {
            return Some((end, None));
        }
        let written =
            Written { month: Some(holiday.month), day: Some(holiday.day.into()), ..Written::default() };
        let (end, written) = self.with_year(end, written);
        Some((end, Some(Expr::Calendar { written, tail: None })))
    }

    /// The token after a holiday's words, if they stand here.
    pub(super) fn matches(&self, mut at: usize, words: &[&str]) -> Option<usize> {
        for word in words {
            let (stem, clitic) = match word.strip_suffix("'s") {
                Some(stem) => (stem, true),
                None => (*word, false),
            };
            if !self.word(at).trim_end_matches('’').eq_ignore_ascii_case(stem) {
                return None;
            }
            at += 1;
            if clitic {
                if self.token(at)?.kind != Kind::Clitic {
                    return None;
                }
                at += 1;
            }
        }
        Some(at)
    }
}
