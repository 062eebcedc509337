//! Years, decades, centuries, quarters.

use super::expr::{Expr, Fixed, Written, YearSaid, value_of};
use super::figures::LIKELY_YEARS;
use super::scan::{Found, Scan};
use super::units::fixed;
use crate::languages::{Marks, TimeWord, Unit, Which};
use crate::reading::tokens::Kind;

impl Scan<'_> {
    /// A bare year.
    pub(super) fn year(&self, at: usize) -> Option<Found> {
        let year = self.year_figure(at)?;
        if self.signed(at) || self.in_row_of_figures(at) || self.joined(at + 1) && !self.is_compound(at + 1) {
            return None;
        }
        // "2014’s first quarter"
        if self.token(at + 1).is_some_and(|token| token.kind == Kind::Clitic)
            && let Some((end, Some(Expr::Quarter { number, half, .. }))) = self.ordinal_period(at + 2)
        {
            return Some((end, Some(Expr::Quarter { number, half, year: YearSaid::Given(year) })));
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

    pub(super) fn units_follow(&self, at: usize) -> bool {
        matches!(self.word(at), "%" | "°")
            || self.is_word(at, &["percent", "pct", "million", "billion", "gmt", "hours", "utc"])
            || matches!(self.time(at), TimeWord::Units(_))
    }

    /// Whether other figures stand right beside: a telephone number, a table.
    pub(super) fn in_row_of_figures(&self, at: usize) -> bool {
        let figure = |at: usize| self.token(at).is_some_and(|token| token.kind == Kind::Number);
        figure(at + 1) || self.before(at).is_some_and(figure)
    }

    /// "2008-09", "1995-2001", "2012-born": what joins a year and leaves it one.
    pub(super) fn is_compound(&self, hyphen: usize) -> bool {
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
        Some((at + 2, Some(fixed(Fixed::Absolute, value_of(format_args!("{century}{tens}"))))))
    }

    /// "1990s"; "19th century"; "3rd quarter".
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        let figures = word.strip_suffix('s').or_else(|| {
            // "1990’s"
            (self.token(at + 1)?.kind == Kind::Clitic && self.bytes(at + 1).ends_with(b"s")).then_some(word)
        })?;
        let end = if figures.len() == word.len() { at + 2 } else { at + 1 };
        if figures.len() != 4 || !figures.ends_with('0') || !figures.bytes().all(|byte| byte.is_ascii_digit())
        {
            return None;
        }
        Some((end, Some(fixed(Fixed::Absolute, &figures[..3]))))
    }

    /// "the third quarter of 2001", "first-half", "the 19th century"; `at` is the ordinal.
    pub(super) fn ordinal_period(&self, at: usize) -> Option<Found> {
        if self.is_bare(at) {
            return None;
        }
        let (number, _, next) = match self.day_figure(at) {
            Some(figure) if figure.ordinal => (figure.number, figure.span, at + 1),
            Some(_) => return None,
            None => self.day_word(at)?,
        };
        let unit = self.past_joint(next);
        let half = self.is_word(unit, &["half"]) && number <= 2;
        match self.time(unit) {
            TimeWord::Unit(Unit::Century) if (1..=30).contains(&number) => {
                let value = value_of(format_args!("{:02}", number - 1));
                Some((unit + 1, Some(fixed(Fixed::Absolute, value))))
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
                let reported = !self.is_thing(unit + 1) || self.marked(unit + 1, Marks::REPORT);
                let joined = unit > next && reported;
                let found = self.quarter(unit, number as u8, true)?;
                let timed = found.0 > unit + 1 || joined;
                timed.then_some(found)
            }
            _ => None,
        }
    }

    pub(super) fn quarter(&self, unit: usize, number: u8, half: bool) -> Option<Found> {
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

    /// "2012 third quarter".
    pub(super) fn year_quarter(&self, at: usize) -> Option<Found> {
        let year = self.year_figure(at)?;
        let (number, _, next) = self.day_word(at + 1)?;
        let unit = self.past_joint(next);
        (self.time(unit) == TimeWord::Unit(Unit::Quarter) && number <= 4).then_some((
            unit + 1,
            Some(Expr::Quarter { number: number as u8, half: false, year: YearSaid::Given(year) }),
        ))
    }
}
