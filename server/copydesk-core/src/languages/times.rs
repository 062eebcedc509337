//! The words of time of a language: what each counts, names or points to.

use super::lexicon::Gathered;
use super::{Classes, WordId};

/// A stretch of time that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Sixty to a minute.
    Second,
    /// Sixty to an hour.
    Minute,
    /// Twenty-four to a day.
    Hour,
    /// A day.
    Day,
    /// Seven days, from Monday.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// Two weeks.
    Fortnight,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Unit {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "weekend" => Unit::Weekend,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    }

    /// How TIMEX3 writes it in a duration, behind the count.
    pub fn letter(self) -> &'static str {
        match self {
            Unit::Second => "S",
            Unit::Minute | Unit::Month => "M",
            Unit::Hour => "H",
            Unit::Day => "D",
            Unit::Week | Unit::Fortnight => "W",
            Unit::Weekend => "WE",
            Unit::Quarter => "Q",
            Unit::Year => "Y",
            Unit::Decade => "DE",
            Unit::Century => "CE",
        }
    }

    /// Whether it is shorter than a day.
    pub fn is_of_clock(self) -> bool {
        matches!(self, Unit::Second | Unit::Minute | Unit::Hour)
    }
}

/// Which of several: last week, this week, next week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one before the present one.
    Last,
    /// The one after it.
    Next,
    /// The present one.
    This,
    /// What lies just behind: "the past week".
    Past,
    /// What lies just ahead: "the coming week".
    Coming,
    /// The one before that spoken of.
    Previous,
    /// The one after that spoken of.
    Following,
    /// That spoken of.
    Same,
    /// One pointed to: "that Friday".
    That,
}

/// What a word is to the reader of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TimeWord {
    /// Nothing.
    #[default]
    None,
    /// a, an, the
    Article,
    /// A unit in the singular: day.
    Unit(Unit),
    /// A unit in the plural: days.
    Units(Unit),
    /// A number in words.
    Number(u16),
    /// Some number that no one counted: several.
    Vague,
    /// A place in a row, from 1: first.
    Ordinal(u8),
    /// A part of the day in TIMEX3's two letters: morning.
    Part(&'static str),
    /// Parts of days: mornings.
    Parts(&'static str),
    /// A season in TIMEX3's two letters.
    Season(&'static str),
    /// A day counted from today: yesterday is -1.
    Day(i8),
    /// tonight
    Tonight,
    /// overnight
    Overnight,
    /// A vague time, in TIMEX3's word: now, recently.
    Ref(&'static str),
    /// last, next, this.
    Which(Which),
    /// early, late, the end of.
    Phase,
    /// about, nearly.
    About,
    /// Opens "more than", "at least", "up to".
    Bound,
    /// every, each
    Every,
    /// daily, annual.
    Set(Unit),
    /// ago
    Away,
    /// once, twice
    Times,
    /// fiscal
    Fiscal,
    /// A quarter of the year, from 1: Q3.
    Quarter(u8),
}

/// What a word tells of the tense of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tense {
    /// Nothing.
    #[default]
    Unknown,
    /// It happened.
    Past,
    /// It holds at the time of writing.
    Present,
    /// It lies ahead.
    Future,
}

/// What a word tells of the dates beside it, one bit a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u16);

impl Marks {
    /// Makes a name of a weekday behind it: Black Friday.
    pub const BEFORE: Marks = Marks(1 << 0);
    /// Makes a name of a weekday before it: Sunday Times.
    pub const AFTER: Marks = Marks(1 << 1);
    /// A paper named after a day: The Mail on Sunday.
    pub const PAPER: Marks = Marks(1 << 2);
    /// Shows that a day or month behind it is a time.
    pub const LEAD: Marks = Marks(1 << 3);
    /// An office: president.
    pub const OFFICE: Marks = Marks(1 << 4);
    /// May follow a date and is nothing counted.
    pub const ADVERB: Marks = Marks(1 << 5);
    /// Of timetables: open, runs.
    pub const TIMETABLE: Marks = Marks(1 << 6);
    /// Stands between a count and its unit: two more years.
    pub const BETWEEN: Marks = Marks(1 << 7);
    /// A small word inside a place's name.
    pub const PLACE: Marks = Marks(1 << 8);
    /// Opens a header line: Published.
    pub const HEADER: Marks = Marks(1 << 9);
    /// A small word inside a header line.
    pub const BYLINE: Marks = Marks(1 << 10);
    /// Ties an event to another: after.
    pub const TIE: Marks = Marks(1 << 11);
    /// A time zone.
    pub const ZONE: Marks = Marks(1 << 12);
    /// What a half year is reported of: profit.
    pub const REPORT: Marks = Marks(1 << 13);
    /// Shows that a unit behind it is what something is counted by: million.
    pub const RATE: Marks = Marks(1 << 14);

    /// Every role by its name in the list.
    const NAMED: [(&'static str, Marks); 15] = [
        ("before", Marks::BEFORE),
        ("after", Marks::AFTER),
        ("paper", Marks::PAPER),
        ("lead", Marks::LEAD),
        ("office", Marks::OFFICE),
        ("adverb", Marks::ADVERB),
        ("timetable", Marks::TIMETABLE),
        ("between", Marks::BETWEEN),
        ("place", Marks::PLACE),
        ("header", Marks::HEADER),
        ("byline", Marks::BYLINE),
        ("tie", Marks::TIE),
        ("zone", Marks::ZONE),
        ("report", Marks::REPORT),
        ("rate", Marks::RATE),
    ];

    /// Whether it shares a role with `other`.
    pub fn any(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }

    fn named(name: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|(known, _)| *known == name).map(|(_, marks)| marks)
    }
}

/// A holiday of a fixed day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Month, from 1.
    pub month: u8,
    /// Day, from 1.
    pub day: u8,
    /// Its words, small.
    pub words: Vec<&'static str>,
}

/// The words of time of a language, by their place in its lexicon.
#[derive(Debug)]
pub struct Times {
    /// What is known of each; the first is known to be nothing.
    words: Vec<(TimeWord, Tense, Marks)>,
    /// Of the lexicon's words, where each stands among those: few have to do with time.
    places: Vec<u16>,
    /// Holidays, those of more words first.
    pub holidays: Vec<Holiday>,
}

/// The lists a [`Times`] is made of.
pub(super) struct Lists {
    pub(super) words: &'static str,
    pub(super) holidays: &'static str,
    pub(super) marks: &'static str,
    pub(super) tenses: &'static str,
}

impl Times {
    /// Reads the lists; their words join the lexicon as [`Classes::TIME`].
    pub(super) fn new(lists: &Lists, lexicon: &mut Gathered) -> Self {
        let mut times = Self { words: vec![Default::default()], places: Vec::new(), holidays: Vec::new() };
        for (kind, value, forms) in lines(lists.words) {
            let word = time_word(kind, value);
            assert!(word != TimeWord::None, "no such kind of time word: {kind} {value}");
            for form in forms {
                times.entry(lexicon.join(form, Classes::TIME)).0 = word;
            }
        }
        for (kind, _, forms) in lines(lists.tenses) {
            let tense = match kind {
                "future" => Tense::Future,
                "present" => Tense::Present,
                _ => Tense::Past,
            };
            for form in forms {
                let known = &mut times.entry(lexicon.join(form, Classes::TENSED)).1;
                if *known == Tense::Unknown {
                    *known = tense;
                }
            }
        }
        for (kind, _, forms) in lines(lists.marks) {
            let role = Marks::named(kind);
            assert!(role.is_some(), "no such role of a word beside a date: {kind}");
            for form in forms {
                let marks = &mut times.entry(lexicon.join(form, Classes::DATE_MARK)).2;
                marks.0 |= role.unwrap_or_default().0;
            }
        }
        times.read_holidays(lists.holidays, lexicon);
        times.words.shrink_to_fit();
        times.places.shrink_to_fit();
        times
    }

    fn read_holidays(&mut self, list: &'static str, lexicon: &mut Gathered) {
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            let Some((month, day)) = words.next().and_then(|date| date.split_once('-')) else { continue };
            let words: Vec<_> = words.collect();
            if let (Ok(month), Ok(day), Some(first)) = (month.parse(), day.parse(), words.first()) {
                let first = first.trim_end_matches("'s").trim_end_matches('.');
                lexicon.join(first, Classes::HOLIDAY);
                self.holidays.push(Holiday { month, day, words });
            }
        }
        self.holidays.sort_by_key(|holiday| std::cmp::Reverse(holiday.words.len()));
    }

    fn entry(&mut self, id: WordId) -> &mut (TimeWord, Tense, Marks) {
        let index = usize::from(id.0);
        if self.places.len() <= index {
            self.places.resize(index + 1, 0);
        }
        let place = &mut self.places[index];
        if *place == 0 {
            *place = self.words.len() as u16;
            self.words.push(Default::default());
        }
        &mut self.words[usize::from(*place)]
    }

    fn known(&self, id: WordId) -> &(TimeWord, Tense, Marks) {
        &self.words[self.places.get(usize::from(id.0)).map_or(0, |place| usize::from(*place))]
    }

    /// What a word is to the reader of dates.
    pub fn word(&self, id: WordId) -> TimeWord {
        self.known(id).0
    }

    /// What a word tells of the tense of its clause, its ending left aside.
    pub fn tense(&self, id: WordId) -> Tense {
        self.known(id).1
    }

    /// What a word tells of the dates beside it.
    pub fn marks(&self, id: WordId) -> Marks {
        self.known(id).2
    }
}

/// The lines of a list: kind, value, forms.
fn lines(
    list: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str, std::str::SplitWhitespace<'static>)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (head, forms) = line.split_once(':')?;
        let (kind, value) = head.split_once(' ').unwrap_or((head, ""));
        Some((kind, value, forms.split_whitespace()))
    })
}

fn time_word(kind: &str, value: &'static str) -> TimeWord {
    match kind {
        "article" => TimeWord::Article,
        "unit" => Unit::named(value).map_or(TimeWord::None, TimeWord::Unit),
        "units" => Unit::named(value).map_or(TimeWord::None, TimeWord::Units),
        "number" => value.parse().map_or(TimeWord::None, TimeWord::Number),
        "vague" => TimeWord::Vague,
        "ordinal" => value.parse().map_or(TimeWord::None, TimeWord::Ordinal),
        "part" => TimeWord::Part(value),
        "parts" => TimeWord::Parts(value),
        "season" => TimeWord::Season(value),
        "day" => value.parse().map_or(TimeWord::None, TimeWord::Day),
        "tonight" => TimeWord::Tonight,
        "overnight" => TimeWord::Overnight,
        "ref" => TimeWord::Ref(value),
        "which" => which(value).map_or(TimeWord::None, TimeWord::Which),
        "phase" => TimeWord::Phase,
        "about" => TimeWord::About,
        "bound" => TimeWord::Bound,
        "every" => TimeWord::Every,
        "set" => Unit::named(value).map_or(TimeWord::None, TimeWord::Set),
        "away" => TimeWord::Away,
        "times" => TimeWord::Times,
        "fiscal" => TimeWord::Fiscal,
        "quarter" => value.parse().map_or(TimeWord::None, TimeWord::Quarter),
        _ => TimeWord::None,
    }
}

fn which(name: &str) -> Option<Which> {
    Some(match name {
        "last" => Which::Last,
        "next" => Which::Next,
        "this" => Which::This,
        "past" => Which::Past,
        "coming" => Which::Coming,
        "previous" => Which::Previous,
        "following" => Which::Following,
        "same" => Which::Same,
        "that" => Which::That,
        _ => return None,
    })
}
