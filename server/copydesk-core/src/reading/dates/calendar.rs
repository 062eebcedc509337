//! Dates of the calendar in every common order, weekdays, holidays and years.

use super::expr::{Expr, Fixed, Tail, Written, YearSaid};
use super::figures::LIKELY_YEARS;
use super::friends;
use super::scan::{Found, Scan};
use crate::languages::{Classes, TimeWord, Unit, Which};
use crate::reading::tokens::Kind;
use crate::text::Span;

/// A date being put together: its end and what is written.
type Dated = (usize, Written);

impl Scan<'_> {
    /// A month's word: with day and year, with a year, or alone.
    pub(super) fn month(&mut self, at: usize) -> Option<Found> {
        if let Some((end, written)) = self.month_day(at) {
            return Some(self.finish_date(at, end, written));
        }
        let (end, written) = self.month_year(at)?;
        let expr = Expr::Calendar { written, tail: None };
        Some((end, Some(expr)))
    }

    /// "March 2016", "March of 2016", "March last year", "March".
    pub(super) fn month_year(&self, at: usize) -> Option<Dated> {
        let month = self.number_of(at);
        if !self.is_month_beside_figure(at) {
            return None;
        }
        let written = Written { month: Some(month), ..Written::default() };
        let next = if self.is_word(at + 1, &["of"]) { at + 2 } else { self.past_comma(at + 1) };
        if let Some(year) = self.year_figure(next) {
            return Some((next + 1, Written { year: Some(year), ..written }));
        }
        if let Some((year, end)) = self.short_year(at + 1) {
            return Some((end, Written { year: Some(year), ..written }));
        }
        if let TimeWord::Which(Which::Last | Which::Next | Which::This) = self.time(at + 1)
            && self.time(at + 2) == TimeWord::Unit(Unit::Year)
            && !friends::is_short(self.word(at))
        {
            return Some((at + 3, written));
        }
        friends::is_bare_month(self, at).then_some((at + 1, written))
    }

    /// A year in two figures behind a month: ’87, Feb 87.
    fn short_year(&self, at: usize) -> Option<(i16, usize)> {
        let marked = self.token(at).is_some_and(|token| token.kind == Kind::SingleMark);
        let figure = if marked { at + 1 } else { at };
        let number = self.digits(figure, 2).filter(|_| self.word(figure).len() == 2)?;
        if !marked && number < 32 {
            return None;
        }
        let number = number as i16;
        Some((if number < 40 { 2000 + number } else { 1900 + number }, figure + 1))
    }

    /// "Jan. 3", "January 3rd, 2020", "January the third".
    pub(super) fn month_day(&self, at: usize) -> Option<Dated> {
        if !self.is_month_beside_figure(at) {
            return None;
        }
        let the = usize::from(self.is_word(at + 1, &["the"]));
        let (day, span, next) = match self.day_figure(at + 1 + the) {
            Some(figure) => (figure.number, figure.span, at + 2 + the),
            None => self.day_word(at + 1 + the)?,
        };
        if the == 1 && !self.word(at + 2).ends_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let ordinal = self.word(next - 1).ends_with(|c: char| c.is_ascii_alphabetic());
        if !self.is_day(at, day, next, ordinal) {
            return None;
        }
        let written = Written {
            month: Some(self.number_of(at)),
            day: Some(day),
            day_span: Some(span),
            ..Written::default()
        };
        Some(self.with_year(next, written))
    }

    /// Whether the figure behind a month is a day, or a fault in place of one, and no count, price or year.
    fn is_day(&self, month: usize, day: u16, next: usize, ordinal: bool) -> bool {
        if ordinal {
            return day <= 99;
        }
        if self.token(next).is_some_and(|token| token.kind == Kind::Number)
            && self.year_figure(next).is_none()
            || matches!(self.word(next), "%" | "/")
            || self.is_word(next, &["percent", "pct", "million", "billion", "points", "cents"])
            || self.joined(next) && !self.is_range_end(next)
        {
            return false;
        }
        // Months take "in", days take "on": "In April 31 people were killed".
        let led_by_in = self.follows(month, &["in", "by", "since", "of", "during"]);
        let led_by_on = self.follows(month, &["on", "until", "through", "dated"])
            || self
                .before(month)
                .is_some_and(|before| self.is(before, Classes::WEEKDAY) || self.word(before) == ",");
        match day {
            1..=31 if led_by_in => !self.is_thing(next) || self.is_unitless_thing(next),
            1..=31 => true,
            0 => false,
            32..=39 if !led_by_in => led_by_on || !self.is_thing(next) && self.ends_prose_date(next),
            _ => {
                led_by_on && self.follows(month, &["on"])
                    || self.ends_range(month)
                    || self.opens_dateline(month)
            }
        }
    }

    /// A word behind "by March 3" that is no thing counted: "talks" in "the March 3 talks" is led by "the".
    fn is_unitless_thing(&self, next: usize) -> bool {
        self.is_word(next, &["deadline", "elections", "election"])
    }

    fn is_range_end(&self, at: usize) -> bool {
        self.day_figure(at + 1).is_some_and(|figure| figure.number <= 31)
    }

    /// Whether what stands behind a figure over 31 is running copy and no table.
    fn ends_prose_date(&self, next: usize) -> bool {
        match self.token(next) {
            None => self.sentence.start > 0 || self.sentence.end > 6,
            Some(token) => match token.kind {
                Kind::Stop | Kind::Clitic => true,
                Kind::Mark => matches!(self.word(next), "," | ";" | ")"),
                Kind::Word => !token.is_capital(),
                _ => false,
            },
        }
    }

    /// "between March 25 and August 341".
    fn ends_range(&self, month: usize) -> bool {
        self.follows(month, &["and", "to", "through"])
            && month >= 3
            && self.day_figure(month - 2).is_some()
            && self.is(month - 3, Classes::MONTH)
    }

    /// Whether all that stands before a month is the place of a dateline: "NEW YORK, March 119 -".
    fn opens_dateline(&self, month: usize) -> bool {
        let first = self.sentence.start;
        month > first
            && month - first <= 14
            && self.word(month - 1) == ","
            && self.token(first).is_some_and(|token| {
                token.is_capital() && token.shape == crate::reading::tokens::Shape::Upper
            })
            && self.token(month + 2).is_some_and(|token| matches!(token.kind, Kind::Dash | Kind::Hyphen))
    }

    /// A year behind a day: ", 2020", " 2020", ", ’87", ", last year".
    fn with_year(&self, next: usize, written: Written) -> Dated {
        let figure = self.past_comma(next);
        if let Some(year) = self.year_figure(figure)
            && !(figure > next && self.counts(figure + 1))
        {
            return (figure + 1, Written { year: Some(year), ..written });
        }
        if self.token(figure).is_some_and(|token| token.kind == Kind::SingleMark)
            && let Some((year, end)) = self.short_year(figure)
        {
            return (end, Written { year: Some(year), ..written });
        }
        (next, written)
    }

    /// "3 January 2020", "the 3rd of January", "the third of January, 2020"; `at` is the day.
    pub(super) fn day_month(&self, at: usize) -> Option<Dated> {
        let (day, span, mut next, ordinal) = match self.day_figure(at) {
            Some(figure) => (figure.number, figure.span, at + 1, figure.ordinal),
            None => {
                let (day, span, next) = self.day_word(at)?;
                (day, span, next, true)
            }
        };
        let of = self.is_word(next, &["of"]);
        next += usize::from(of);
        if day == 0 || day > 31 || of && !ordinal || self.signed(at) || !self.is_month_beside_figure(next) {
            return None;
        }
        let bare = !ordinal && self.year_figure(next + 1).is_none();
        // "At least 20 March victims", "20 May tell": without a year a doubtful month needs an end or a lead.
        let led = self.follows(at, &["on", "by", "until", "from", "since", "to", "the"])
            || self
                .before(at)
                .is_some_and(|before| self.is(before, Classes::WEEKDAY) || self.word(before) == ",");
        if bare && self.is_thing(next + 1) && !led {
            return None;
        }
        if self.day_figure(next + 1).is_some_and(|figure| figure.number <= 31)
            && !self.word(next + 1).starts_with('0')
            && bare
        {
            return None;
        }
        let written = Written {
            month: Some(self.number_of(next)),
            day: Some(day),
            day_span: Some(span),
            ..Written::default()
        };
        Some(self.with_year(next + 1, written))
    }

    /// "2020-01-03".
    pub(super) fn iso(&self, at: usize) -> Option<Dated> {
        let year = self.year_figure(at)?;
        if !self.joined(at + 1) || !self.joined(at + 3) || self.word(at + 2).len() != 2 {
            return None;
        }
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

    /// Puts weekday, range and part of the day to a date that stands from `start` to `end`.
    pub(super) fn finish_date(&mut self, start: usize, end: usize, mut written: Written) -> Found {
        let mut end = end;
        if let Some((day, span, after)) = self.weekday_behind(end) {
            written.weekday = Some((day, span));
            end = after;
        }
        if let Some((second, after)) = self.second_day(end) {
            return self.row(start, end, written, second, after);
        }
        let connector = |at: usize| self.is_word(at, &["and", "to", "through", "until", "–", "-"]);
        written.of_many |= connector(end) && self.is(end + 1, Classes::MONTH);
        (end, Some(Expr::Calendar { written, tail: None }))
    }

    /// A weekday right behind a date: "(Friday)", ", a Friday,".
    fn weekday_behind(&self, end: usize) -> Option<(u8, Span, usize)> {
        let (at, close) = match self.word(end) {
            "(" => (end + 1, end + 2),
            "," if self.is_word(end + 1, &["a"]) => (end + 2, end + 2),
            _ => return None,
        };
        let closed = match self.word(end) {
            "(" => self.word(close) == ")",
            _ => !self.is_thing(close + 1) && self.part(close + 1).is_none(),
        };
        let full = self.is(at, Classes::WEEKDAY) && self.word(at).len() > 5 && !self.word(at).ends_with('s');
        (closed && full).then(|| (self.number_of(at), self.paragraph.tokens[at].span, at + 1))
    }

    /// The other day of "Jan. 3-5", "Jan. 4 and 5", "June 3 to 9".
    fn second_day(&self, end: usize) -> Option<(usize, usize)> {
        let dashed = self.token(end).is_some_and(|token| matches!(token.kind, Kind::Hyphen | Kind::Dash));
        let joined = dashed && self.token(end).is_some_and(|token| !token.spaced);
        let worded = self.is_word(end, &["and", "to", "through", "or", "&"]);
        if !joined && !worded {
            return None;
        }
        let figure = self.day_figure(end + 1)?;
        let next = end + 2;
        let free = !self
            .token(next)
            .is_some_and(|token| token.kind == Kind::Number && self.year_figure(next).is_none())
            && !self.joined(next)
            && !self.is_word(next, &["percent", "pct", "p.m.", "a.m.", "pm", "am"])
            && !self.is_month_beside_figure(next)
            && (joined || !self.counts(next));
        (free && (1..=39).contains(&figure.number)).then_some((end + 1, next))
    }

    /// Two days of one month: records the first, gives the second; a year behind both is theirs.
    fn row(&mut self, start: usize, end: usize, first: Written, second: usize, after: usize) -> Found {
        let first = Written { of_many: true, ..first };
        let figure = self.day_figure(second);
        let written = Written {
            day: figure.map(|figure| figure.number),
            day_span: figure.map(|figure| figure.span),
            weekday: None,
            ..first
        };
        let (after, written) = self.with_year(after, written);
        let first = Written { year: written.year, ..first };
        self.push(start..end, Expr::Calendar { written: first, tail: None });
        self.push(second..after, Expr::Calendar { written, tail: None });
        (after, None)
    }

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
            let value = format!("XXXX-WXX-{day}");
            return Some((after, Some(Expr::Fixed { kind: Fixed::Recurring, value })));
        }
        if let Some(found) = self.open_week(at, after) {
            return Some(found);
        }
        if which.is_none_or(|which| which == Which::This)
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
    fn short_weekday(&mut self, at: usize) -> Option<Found> {
        if !self.token(at)?.is_capital() {
            return None;
        }
        let stop = usize::from(self.word(at + 1) == ".");
        self.weekday_date(at, at + 1 + stop, self.number_of(at))
    }

    /// The date behind a weekday: after a comma, in brackets, or right behind.
    fn weekday_date(&mut self, at: usize, after: usize, day: u8) -> Option<Found> {
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
        if !named && self.second_day(end).is_none() {
            written.weekday = Some((day, self.token(at)?.span));
        }
        written.of_many = self.in_row(at);
        let end = if bracket { end + 1 } else { end };
        Some(self.finish_date(at, end, written))
    }

    /// Whether another weekday stands right before: "Friday to Sunday", "Friday and Saturday".
    fn in_row(&self, at: usize) -> bool {
        let connected = self.follows(at, &["to", "and", "through", "or", "-", "–", "—", "&", ","]);
        connected && at >= 2 && self.is(at - 2, Classes::WEEKDAY) && self.sentence.contains(&(at - 2))
    }

    /// "Monday to Friday" of a timetable: again and again.
    fn open_week(&self, at: usize, after: usize) -> Option<Found> {
        let linked = self.is_word(after, &["to", "through", "thru", "-", "–"])
            && self.is(after + 1, Classes::WEEKDAY)
            && self.word(after + 1).len() > 5;
        if !linked || self.follows(at, &["from"]) && self.before(at).is_none() {
            return None;
        }
        let back = self.sentence.start.max(at.saturating_sub(12));
        let timetable = (back..at).any(|other| {
            self.is_word(
                other,
                &[
                    "open", "opens", "is", "are", "runs", "run", "daily", "operates", "works", "work",
                    "airs", "hours", "closed",
                ],
            )
        });
        let dated = self.is_word(after + 2, &[",", "("]) && self.is(after + 3, Classes::MONTH);
        let value = "XXXX-WXX".to_owned();
        (timetable && !dated).then_some((after + 2, Some(Expr::Fixed { kind: Fixed::Recurring, value })))
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
    fn matches(&self, mut at: usize, words: &[&str]) -> Option<usize> {
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

    /// A bare year.
    pub(super) fn year(&self, at: usize) -> Option<Found> {
        let year = self.year_figure(at)?;
        if self.signed(at) || self.in_row_of_figures(at) || self.joined(at + 1) && !self.is_compound(at + 1) {
            return None;
        }
        let likely = LIKELY_YEARS.contains(&year);
        let led = self.follows(
            at,
            &[
                "in", "since", "by", "from", "until", "till", "of", "during", "after", "before", "early",
                "late", "mid", "the", "his", "her", "its", "their", "year", "through", "to", "between",
                "circa", "a", "for",
            ],
        ) || self.follows(at, &["this", "that", "our", "my", "s", "’s", "'s"]);
        let thing = self.is_thing(at + 1);
        let counted = thing
            && (self.word(at + 1).ends_with('s')
                || self.is_word(at + 1, &["people", "men", "women", "children"]));
        let plausible = match (likely, led) {
            (true, true) => !self.follows(at, &["of", "to", "than", "for", "by", "from"]) || !counted,
            (true, false) => !counted && !self.units_follow(at + 1),
            (false, true) => {
                self.follows(at, &["in", "since", "until", "circa"]) && !thing && !self.units_follow(at + 1)
            }
            (false, false) => false,
        };
        let written = Written { year: Some(year), ..Written::default() };
        plausible.then_some((at + 1, Some(Expr::Calendar { written, tail: None })))
    }

    fn units_follow(&self, at: usize) -> bool {
        matches!(self.word(at), "%" | "°")
            || self.is_word(at, &["percent", "pct", "million", "billion", "gmt", "hours", "utc"])
            || matches!(self.time(at), TimeWord::Units(_))
    }

    /// Whether other figures stand right beside: a telephone number, a table.
    fn in_row_of_figures(&self, at: usize) -> bool {
        let figure = |at: usize| self.token(at).is_some_and(|token| token.kind == Kind::Number);
        figure(at + 1) || self.before(at).is_some_and(figure)
    }

    /// "2008-09", "1995-2001", "2012-born": what joins a year and leaves it one.
    fn is_compound(&self, hyphen: usize) -> bool {
        self.digits(hyphen + 1, 2).is_some_and(|_| !self.joined(hyphen + 2))
            || self.year_figure(hyphen + 1).is_some()
            || self.token(hyphen + 1).is_some_and(|token| token.kind == Kind::Word)
    }

    /// "’90s", "’60s".
    pub(super) fn short_decade(&self, at: usize) -> Option<Found> {
        let next = self.token(at + 1).filter(|token| token.kind == Kind::Number && !token.spaced)?;
        let word = next.span.of(self.paragraph.text);
        let decade = word.strip_suffix('s').filter(|figures| figures.len() == 2 && figures.ends_with('0'))?;
        let tens = decade.get(..1)?;
        let century = if tens < "3" { "20" } else { "19" };
        Some((at + 2, Some(Expr::Fixed { kind: Fixed::Absolute, value: format!("{century}{tens}") })))
    }

    /// "1990s"; "19th century"; "3rd quarter".
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        let figures = word.strip_suffix('s').or_else(|| {
            // "1990’s"
            (self.token(at + 1)?.kind == Kind::Clitic && self.word(at + 1).ends_with('s')).then_some(word)
        })?;
        let end = if figures.len() == word.len() { at + 2 } else { at + 1 };
        if figures.len() != 4 || !figures.ends_with('0') || !figures.bytes().all(|byte| byte.is_ascii_digit())
        {
            return None;
        }
        Some((end, Some(Expr::Fixed { kind: Fixed::Absolute, value: figures[..3].to_owned() })))
    }

    /// "the third quarter of 2001", "first-half", "the 19th century"; `at` is the ordinal.
    pub(super) fn ordinal_period(&self, at: usize) -> Option<Found> {
        let (number, _, next) = match self.day_figure(at) {
            Some(figure) if figure.ordinal => (figure.number, figure.span, at + 1),
            Some(_) => return None,
            None => self.day_word(at)?,
        };
        let unit = self.past_joint(next);
        let half = self.is_word(unit, &["half"]) && number <= 2;
        match self.time(unit) {
            TimeWord::Unit(Unit::Century) if (1..=30).contains(&number) => {
                let value = format!("{:02}", number - 1);
                Some((unit + 1, Some(Expr::Fixed { kind: Fixed::Absolute, value })))
            }
            TimeWord::Unit(Unit::Quarter) if (1..=4).contains(&number) => {
                self.quarter(unit, number as u8, false)
            }
            TimeWord::Fiscal
                if (1..=4).contains(&number) && self.time(unit + 1) == TimeWord::Unit(Unit::Quarter) =>
            {
                self.quarter(unit + 1, number as u8, false)
            }
            _ if half => {
                let joined = unit > next && !self.is_thing(unit + 1)
                    || unit > next
                        && self.is_word(
                            unit + 1,
                            &["profit", "results", "net", "sales", "earnings", "revenue", "loss"],
                        );
                let found = self.quarter(unit, number as u8, true)?;
                let timed = found.0 > unit + 1 || joined;
                timed.then_some(found)
            }
            _ => None,
        }
    }

    fn quarter(&self, unit: usize, number: u8, half: bool) -> Option<Found> {
        let (end, year) = self.year_of(unit + 1);
        Some((end, Some(Expr::Quarter { number, half, year })))
    }

    /// "of 2001", "of last year", "2001" behind a quarter or a season.
    pub(super) fn year_of(&self, at: usize) -> (usize, YearSaid) {
        let of = usize::from(self.is_word(at, &["of", "in"]));
        let fiscal = usize::from(self.time(at + of) == TimeWord::Fiscal);
        if let Some(year) = self.year_figure(at + of + fiscal) {
            return (at + of + fiscal + 1, YearSaid::Given(year));
        }
        if self.is_word(at, &["of"])
            && let TimeWord::Which(which) = self.time(at + 1)
            && self.time(at + 2) == TimeWord::Unit(Unit::Year)
        {
            return (at + 3, YearSaid::Which(which));
        }
        if self.is_word(at, &["of"])
            && self.is_word(at + 1, &["the"])
            && self.time(at + 2) == TimeWord::Unit(Unit::Year)
        {
            return (at + 3, YearSaid::Which(Which::This));
        }
        if let TimeWord::Which(which @ (Which::Last | Which::Next | Which::This)) = self.time(at)
            && self.time(at + 1) == TimeWord::Unit(Unit::Year)
        {
            return (at + 2, YearSaid::Which(which));
        }
        (at, YearSaid::Unsaid)
    }

    /// Figures: a date, a time of clock, a decade, a count of units, a year.
    pub(super) fn figures(&mut self, at: usize) -> Option<Found> {
        if let Some((end, written)) = self.iso(at) {
            return Some(self.finish_date(at, end, written));
        }
        if self.word(at).contains('/') {
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

    /// "3-5 January": the first day takes the month of the second.
    fn range_day_month(&mut self, at: usize) -> Option<Found> {
        let figure = self.day_figure(at).filter(|figure| (1..=31).contains(&figure.number))?;
        let dashed = self
            .token(at + 1)
            .is_some_and(|token| matches!(token.kind, Kind::Hyphen | Kind::Dash) && !token.spaced);
        if !dashed && !self.is_word(at + 1, &["and", "to", "or"]) {
            return None;
        }
        let (end, written) = self.day_month(at + 2)?;
        let written = Written { of_many: true, ..written };
        let first = Written { day: Some(figure.number), day_span: Some(figure.span), ..written };
        self.push(at..at + 1, Expr::Calendar { written: first, tail: None });
        self.push(at + 2..end, Expr::Calendar { written, tail: None });
        Some((end, None))
    }

    /// "2012 third quarter".
    fn year_quarter(&self, at: usize) -> Option<Found> {
        let year = self.year_figure(at)?;
        let (number, _, next) = self.day_word(at + 1)?;
        let unit = self.past_joint(next);
        (self.time(unit) == TimeWord::Unit(Unit::Quarter) && number <= 4).then_some((
            unit + 1,
            Some(Expr::Quarter { number: number as u8, half: false, year: YearSaid::Given(year) }),
        ))
    }

    /// "03/04/2020", "13/04/20".
    fn slashed(&mut self, at: usize) -> Option<Found> {
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
            raw.ambiguous = first != second && first <= 12 && second <= 12;
        }
        Some((at + 1, None))
    }
}
