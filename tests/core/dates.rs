//! Dates: no text makes the reading panic, and what it says holds together.

use copydesk_core::formats::{MARKDOWN, PLAIN};
use copydesk_core::reading::dates::DateSource;
use copydesk_core::{Draft, Memo, Reading, Stylebook, judge, read};

fn reading(text: &str, name: Option<&str>) -> Reading {
    read(&Draft::new(text, &MARKDOWN, name), &Stylebook::default(), &mut Memo::default())
}

fn own(text: &str, name: &str) -> Option<(String, DateSource)> {
    reading(text, Some(name)).dates.own.map(|own| (own.value, own.source))
}

/// Words and marks that dates are made of, and some that break readers of them.
const PIECES: &[&str] = &[
    "Friday",
    "Fri.",
    "Jan.",
    "May",
    "march",
    "March",
    "3",
    "31",
    "119",
    "2020",
    "2020-02-30",
    "13/13/2020",
    "1990s",
    "’90s",
    "'",
    "’s",
    ",",
    "(",
    ")",
    "-",
    "–",
    "the",
    "a",
    "last",
    "next",
    "this",
    "past",
    "two",
    "twenty",
    "-one",
    "hundred",
    "999999",
    "1,000",
    "years",
    "day",
    "week",
    "ago",
    "later",
    "earlier",
    "before",
    "of",
    "to",
    "and",
    "half",
    "third",
    "second",
    "quarter",
    "century",
    "8",
    "8:30",
    "12½",
    "p.m.",
    "GMT",
    "every",
    "early",
    "mid",
    "end",
    "Christmas",
    "Day",
    "new",
    "year",
    "tonight",
    "now",
    "that",
    "Today",
    "fiscal",
    "once",
    "times",
    "more",
    "than",
    "at",
    "least",
    "“",
    "”",
    "\"",
    "\n",
    "\n\n",
    "é",
    "12é3",
    "٣",
    "NEW",
    "YORK",
    "(Reuters)",
    "—",
    "Published:",
    ".",
    "from",
    "another",
    "overnight",
    "noon",
    "\u{0}",
    "\u{1A}",
    "🦀",
    "—",
    "/",
    "9999",
    "0",
    "00",
    "st",
];

/// A small generator, so that every run tests the same texts (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

#[test]
fn no_text_makes_it_panic_and_mentions_are_disjoint_and_sorted() {
    let mut dice = Dice(0x2020_0103);
    for _ in 0..4_000 {
        let mut text = String::new();
        for _ in 0..dice.roll(40) + 1 {
            text.push_str(PIECES[dice.roll(PIECES.len())]);
            if dice.roll(8) > 0 {
                text.push(' ');
            }
        }
        for date in [None, Some("2020-01-03"), Some("-9999-01-01"), Some("9999-12-31")] {
            let stylebook =
                Stylebook { date: date.map(|date| date.parse().unwrap_or_default()), ..Stylebook::default() };
            for format in [&MARKDOWN, &PLAIN] {
                let reading =
                    read(&Draft::new(text.as_str(), format, None), &stylebook, &mut Memo::default());
                check(&text, &reading);
                judge(&reading, &stylebook);
            }
        }
    }
}

fn check(text: &str, reading: &Reading) {
    for pair in reading.dates.all.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "in order and apart: {text:?}: {pair:?}");
    }
    for mention in reading.dates.all.iter() {
        assert!(
            !mention.span.is_empty() && text.get(mention.span.range()).is_some(),
            "{text:?}: {mention:?}"
        );
    }
}

#[test]
fn the_first_source_wins() {
    let both = "---\ndate: 2020-01-03\n---\n\nBREMEN, Jan. 4 (Reuters) — They met.\n";
    assert_eq!(own(both, "2020-01-05-x.md"), Some(("2020-01-03".into(), DateSource::FrontMatter)));
    let line = "BREMEN, Jan. 4 (Reuters) — They met.\n";
    assert_eq!(own(line, "2020-01-05-x.md"), Some(("2020-01-04".into(), DateSource::Dateline)));
    assert_eq!(own("They met.\n", "x_20200105.md"), Some(("2020-01-05".into(), DateSource::FileName)));
    assert_eq!(own("They met.\n", "x_202001051.md"), None);
    assert_eq!(own(line, "x.md"), Some(("--01-04".into(), DateSource::Dateline)));
}

#[test]
fn front_matter_keys_in_any_case_and_form() {
    for (head, value) in [
        ("---\nDate: 2020-01-03 14:05:00 -0500\n---\n", "2020-01-03"),
        ("---\npubDate: Jan 3, 2020\n---\n", "2020-01-03"),
        ("---\npublished_at: \"Fri, 03 Jan 2020 14:05:00 GMT\"\n---\n", "2020-01-03"),
        ("+++\nlastmod = 2020-01-05\ndate = 2020-01-03T00:00:00+01:00\n+++\n", "2020-01-03"),
        ("{\"title\": \"x\", \"date\": \"3 January 2020\"}\n", "2020-01-03"),
        ("---\ndate: 2020\n---\n", "2020"),
    ] {
        let found = own(&format!("{head}\nThey met.\n"), "x.md");
        assert_eq!(found, Some((value.into(), DateSource::FrontMatter)), "{head}");
    }
}

#[test]
fn every_form_of_dateline() {
    for line in [
        "BREMEN, Jan. 3 (Reuters) - ",
        "BREMEN, 3 January (Reuters) — ",
        "BREMEN (AP) Jan. 3 — ",
        "BREMEN, Germany (AFP), January 3 – ",
        "NEW YORK/LONDON, Jan 3 -- ",
        "ST. JOHN’S, Newfoundland, Jan. 3 — ",
        "RIO DE JANEIRO, Jan 3 - ",
        "Bremen, Jan. 3 — ",
        "CHICAGO, Jan. 3, 2020 /PRNewswire/ -- ",
        "Jan. 3 (UPI) -- ",
    ] {
        let text = format!("# A headline\n\n{line}The firm said it would close.\n");
        let own = own(&text, "x.md").unwrap_or_else(|| panic!("{line}"));
        assert!(own.0.ends_with("-01-03") && own.1 == DateSource::Dateline, "{line}: {own:?}");
    }
    for line in [
        "BREMEN (AP) — ",
        "On Friday, Jan. 3 - a cold day - ",
        "In Bremen, Jan. 3 - ",
        "Qtr ended Jan. 31 - ",
        "BREMEN, a city of ferries, was quiet on Jan. 3 - ",
    ] {
        let text = format!("# A headline\n\n{line}the firm said it would close.\n");
        assert_eq!(own(&text, "x.md"), None, "{line}");
    }
}

#[test]
fn a_heading_with_a_date_is_no_header_line() {
    assert_eq!(own("# A headline\n\n## The Battle of Leer, May 5, 1945\n\nIt was cold.\n", "x.md"), None);
    let line = own("# A headline\n\nAna Ruiz\n3 January 2020 12.05 GMT\n\nIt was cold.\n", "x.md");
    assert_eq!(line, Some(("2020-01-03".into(), DateSource::Header)));
}

#[test]
fn one_word_is_never_told_twice() {
    let mut stylebook = Stylebook::default();
    let warn = copydesk_core::stylebook::Level::At(copydesk_core::Severity::Warning);
    stylebook.levels.push(("unanchored-day".into(), warn));
    let reading = reading("They met on Friday and left yesterday.\n", None);
    let rules: Vec<_> = judge(&reading, &stylebook).iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["unanchored-day", "unanchored-day"]);
}
