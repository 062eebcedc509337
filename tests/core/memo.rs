//! A reading with a memo equals one without, whatever was edited in between; so does what a docket judges.

use std::cell::Cell;
use std::sync::Arc;

use copydesk_core::formats::{Format, MARKDOWN, PLAIN};
use copydesk_core::rules::{Docket, Judgement, RULES};
use copydesk_core::{Draft, Finding, Memo, Reading, Span, Stylebook, Text, judge, read, read_unless};

/// How many edits the tests make together; `COPYDESK_EDITS` asks for more.
const EDITS: usize = 20_000;

/// How many of a hundred edits a short draft has, and a long one, which takes ten times as long to read.
const SHORT: usize = 23;
const LONG: usize = 10;

/// What edits type: all that turns a reading over.
const SCRAPS: &[&str] = &[
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "«",
    "»",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    ".",
    ", ",
    ": ",
    "—",
    "é",
    "😀",
    "\u{301}",
    "\u{2028}",
    "# ",
    "> ",
    "- ",
    "`",
    "*",
    "<!-- ",
    " -->",
    "---\n",
    "Friday",
    "Jan. 3",
    "2020",
    "he said",
    " said ",
    "Ana Ruiz",
    "Ana Ruis",
    "Ruiz",
    "the ministry",
    "the",
    "told",
    "\0",
    "<!-- copydesk: allow missing-date: x -->\n",
    "[",
    "](u)",
    "1990s",
    "'s",
    "St. ",
    "(AP) — ",
    "Rouhani-Zarif",
    "al-Masri",
    "El-Masri",
    "U.S.",
    "US",
    "Lindt",
    "Mr. ",
    "((SOT: RUIZ)) ",
    "RUIZ",
    "The Harbour",
    "TheHarbour",
    "```\n",
    "| a | b |\n",
    "[x]: y\n",
    "1. ",
    "    ",
    "Rose ",
    "met Grant ",
    "Forest",
    "Will Baker",
    "sharp",
    "Friday, Jan. 2, 2020",
    "Feb. 30",
    " 03/04/2020 ",
];

/// Words that turn names over where they are crowded.
const WORDS: &[&str] = &[
    "Ana ", "Bo ", "Omar ", "Lind ", "Lint ", "Linz ", "Lindt ", "Linde ", "Lynd ", "Dr. ", "Dr. ",
    "Zorvik ", "Quelm ", "B. ", "& ", "al-", "el-", "Jr. ", "waved. ", "and ", "of ", "’s ", "Council ",
    "the ", "The ", "\n\n", "",
];

/// A draft to begin with.
const START: &str = "# Harbour vote stirs “anger” in Leer\n\nLEER (NWA) — The council voted on Friday to close the harbour, Ana Ruiz said.\n\n\
“We lost the harvest,” she said. “Now we lose the ships.”\n\n> The council is sorry.\n\nMayor Bo Lind told reporters on Jan. 3: ‘It was time.’\n\n\
- one “thing”\n- another, in 2019\n";

/// A generator of numbers, the same at every run (xorshift64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// A draft with many paragraphs of every kind, in which few edits reach far.
fn long() -> String {
    const PARAGRAPHS: [&str; 19] = [
        "Mayor Ana Ruiz told reporters on Friday that the harbour would close.",
        "“We lost the harvest,” Ruiz said. “Now we lose the ships.”",
        "Hasan Rouhani met Bo Lind in Leer, and Hassan Rouhani left on Jan. 3.",
        "## What the council said",
        "The harbour master, Bo Lindt, said: “It was time.”",
        "- one “thing”\n- another, in 2019, for Ana Ruis",
        "The US and the U.S. Navy met Khalid al-Masri and Khalid El-Masri.",
        "> The council is sorry, Zoë Barragán wrote.",
        "| name | town |\n|---|---|\n| Zoe Barragan | Leer |",
        "```\ncode with “marks”\n```",
        "<!-- copydesk: allow missing-date: known -->\nRouhani-Zarif talks went on. Zarif left; Rouhani stayed.",
        "Bo Lind shrugged. “It was time for it to close, and it will close.”",
        "Moritz waved. “We said so last year, and no one listened to us.”",
        "Ruiz left after the vote. “It was the worst day that this town has seen.”",
        "“No, we did not.”",
        "“You did say so.”",
        "The harbour master then told them this:",
        "Hassan Rouhani flew to Leer. Nothing that was said there was new to anyone who had followed the talks \
for as long as those who lived beside the water had to follow them, and nobody who was there would say that \
anything was decided in the end, for the ones who decide stay away from such talks. Khalid El-Masri knew. In the \
spring the ice went out with the tide and nobody saw it go, though all had waited for it all the winter long. \
Hasan Rouhani wrote it down. The U.S. envoy, Bo Lindt, read what he wrote to The Harbour, and said nothing \
more to anyone at all until the spring was over and the ships were back. Zoë Barragán was there, in 2019.",
        "Last week O’Neil spoke. “We said so,” O’Neill’s lawyer said yesterday.",
    ];
    (0..48).map(|at| format!("{}\n\n", PARAGRAPHS[(at * 5 + at / 19) % PARAGRAPHS.len()])).collect()
}

/// Many articles in one: each has people of its own, some of whom others know too, and words whose capital
/// shows in one place only that they name something.
fn joined() -> String {
    const GIVEN: [&str; 9] = ["Ana", "Bo", "Hasan", "Hassan", "Grant", "Will", "Rose", "Zoë", "Mark"];
    const NAMES: [&str; 11] =
        ["Ruiz", "Ruis", "Lind", "Lindt", "Rouhani", "Zarif", "Forest", "Baker", "Winter", "Alder", "Alders"];
    let article = |at: usize| {
        let (given, name) = (GIVEN[at * 4 % GIVEN.len()], NAMES[at * 3 % NAMES.len()]);
        let (other, town) = (NAMES[at * 7 % NAMES.len()], NAMES[at * 5 % NAMES.len()]);
        format!(
            "## {name} And {other} Meet In {town}\n\n{given} {name}, a trader, met {other} on Friday. {town} \
             waited.\n\n“We saw {given} there,” {other} said. {name} shrugged. “It was time.”\n\n{given} left. \
             {name}-{other} talks went on, Dr. {given} A. {name} Jr. told {town} Council.\n\n{other} nodded. “So \
             they met and they left, and that was all of it.”\n\n"
        )
    };
    (0..14).map(article).collect()
}

/// A draft in which few names stand, all alike: given names alone, titles, articles and initials tell whose
/// a mention is, and who is a person is asked again and again.
fn crowd() -> String {
    const GIVEN: [&str; 4] = ["Ana", "Bo", "Omar", "Dr. Bo"];
    const NAMES: [&str; 13] = [
        "Lind", "Lint", "Linz", "Lins", "Ling", "Linn", "Linde", "Linds", "Lindt", "Lynd", "Lindh", "Line",
        "Lino",
    ];
    let quoted = "waved. “We said so last year, and no one who was there listened to us.”";
    let paragraph = |at: usize| {
        let (given, name, other) = (GIVEN[at % 4], NAMES[at * 5 % 13], NAMES[at * 3 % 13]);
        match at % 6 {
            0 => format!("{given} {name} {quoted}\n\n"),
            1 => format!("{name} {quoted}\n\n"),
            2 => format!("{given} {quoted}\n\n"),
            3 => format!("{given} al-{name} and {given} el-{name} met {other} of {name} Council.\n\n"),
            4 => format!("{given} {name} met {given} B. & {name}. {given} {quoted}\n\n"),
            _ => format!("Omar el-{name} met al-{name}, {given} {other} and Lindt. El-{name} {quoted}\n\n"),
        }
    };
    // Names that no list knows, each of one person, whom a firm is named after: a title shows that it is one.
    let firm = |(given, name): (&str, &str)| {
        format!(
            "{given} {name} met {given} B. & {name} at noon.\n\n{name} {quoted}\n\n{given} {quoted}\n\n\
             It rained all day. Dr. {given} left.\n\n"
        )
    };
    let firms = [("Zorvik", "Lino"), ("Quelm", "Oskrat"), ("Tarvo", "Brimko")].map(firm).concat();
    (0..48).map(paragraph).collect::<String>() + &firms
}

fn storm(format: &'static Format, start: &str, seed: u64, share: usize) {
    storm_of(edit, format, start, seed, share);
}

/// What edits a text that began as another.
type Hand = fn(&mut Text, &str, &mut Dice);

fn storm_of(edit: Hand, format: &'static Format, start: &str, seed: u64, share: usize) {
    let edits =
        std::env::var("COPYDESK_EDITS").map_or(EDITS, |count| count.parse().expect("a number of edits"));
    let mut dice = Dice(seed);
    let mut draft = Draft::new(Text::from(start), format, Some("2020-01-03-harbour.md"));
    let (stylebook, mut memo) = (Stylebook::default(), Memo::default());
    // What someone still holds is not edited under their eyes.
    let mut held: Option<(Reading, Reading)> = None;
    let (mut docket, mut said) = (Docket::default(), None::<(Arc<Vec<Finding>>, u64)>);
    for turn in 0..edits * share / 100 {
        edit(&mut draft.text, start, &mut dice);
        if dice.below(4) == 0 {
            stopped_soon(&draft, &stylebook, &mut memo, dice.below(20));
        }
        let kept = read(&draft, &stylebook, &mut memo);
        let fresh = read(&draft, &stylebook, &mut Memo::default());
        assert!(
            kept == fresh,
            "edit {turn} of seed {seed} reads differently with a memo:\n{}",
            differences(&kept, &fresh)
        );
        assert!(
            held.as_ref().is_none_or(|(kept, fresh)| kept == fresh),
            "edit {turn} of seed {seed} reached back"
        );
        let judged = docket.judge(&RULES, &kept, &stylebook);
        let findings = judge(&fresh, &stylebook);
        assert_eq!(
            *judged.findings, findings,
            "edit {turn} of seed {seed} is judged differently with a docket"
        );
        if let Some((before, number)) = &said {
            still_said(before, *number, &judged);
        }
        for finding in &findings {
            assert!(kept.text.get(finding.span.range()).is_some(), "{finding:?} fits {:?}", kept.text);
        }
        said = (dice.below(2) == 0).then(|| (Arc::clone(&judged.findings), judged.since.number));
        held = (dice.below(3) == 0).then_some((kept, fresh));
    }
}

/// What is said to have been said before was.
fn still_said(before: &[Finding], number: u64, judged: &Judgement) {
    for (at, finding) in judged.findings.iter().enumerate() {
        if let Some(old) = judged.since.same(at, number) {
            let words = |finding: &Finding| (finding.rule, finding.severity, finding.message.clone());
            assert_eq!(words(finding), words(&before[old]));
            assert_eq!(finding.places().count(), before[old].places().count());
        }
    }
}

/// Begins to read a draft, and is told after some paragraphs that no one waits for it.
fn stopped_soon(draft: &Draft, stylebook: &Stylebook, memo: &mut Memo, paragraphs: usize) {
    let left = Cell::new(paragraphs);
    let stop = || left.replace(left.get().saturating_sub(1)) == 0;
    let _ = read_unless(draft, stylebook, memo, &stop);
}

/// Where two readings of one text differ.
fn differences(kept: &Reading, fresh: &Reading) -> String {
    let differ = |what: &str, kept: String, fresh: String| {
        if kept == fresh { String::new() } else { format!("{what}:\n{kept}\n{fresh}\n") }
    };
    differ("outline", format!("{:?}", kept.outline), format!("{:?}", fresh.outline))
        + &differ("quotes", format!("{:?}", kept.quotes), format!("{:?}", fresh.quotes))
        + &differ("variants", format!("{:?}", kept.variants), format!("{:?}", fresh.variants))
        + &differ("dates", format!("{:?}", kept.dates), format!("{:?}", fresh.dates))
        + &format!("{:?}", kept.text)
}

/// Puts in a scrap, takes out a stretch, or begins anew when the draft has grown too long or too short.
fn edit(text: &mut Text, origin: &str, dice: &mut Dice) {
    if text.len() > origin.len() + 3_000 || text.len() < origin.len() / 2 || dice.below(100) == 0 {
        *text = Text::from(origin);
    }
    let start = dice.below(text.len() + 1);
    let length = if dice.below(3) == 0 { dice.below(30) } else { 0 };
    let scrap = SCRAPS[dice.below(SCRAPS.len())];
    text.replace(Span::new(start, start + length), scrap);
}

/// Puts in a word, takes one out, or begins anew.
fn edit_words(text: &mut Text, origin: &str, dice: &mut Dice) {
    if text.len() > origin.len() + 500 || text.len() < origin.len() - 500 || dice.below(200) == 0 {
        *text = Text::from(origin);
    }
    let from = dice.below(text.len());
    let start = text.as_bytes()[from..].iter().position(|byte| *byte == b' ').map_or(0, |at| from + at + 1);
    let length = if dice.below(3) == 0 { text[start..].find(' ').map_or(0, |at| at + 1) } else { 0 };
    text.replace(Span::new(start, start + length), WORDS[dice.below(WORDS.len())]);
}

#[test]
fn a_memo_changes_nothing_in_markdown() {
    storm(&MARKDOWN, START, 0x9E37_79B9_7F4A_7C15, SHORT);
}

#[test]
fn a_memo_changes_nothing_under_front_matter() {
    let head = "---\ntitle: Ana Ruiz Meets Hassan Rouhani\ndate: 2020-01-03\nauthor: Bo Lind\n---\n\n";
    storm(&MARKDOWN, &(head.to_owned() + START), 0xBB67_AE85_84CA_A73B, SHORT);
}

#[test]
fn a_memo_changes_nothing_in_plain_text() {
    storm(&PLAIN, START, 0xD1B5_4A32_D192_ED03, SHORT);
}

#[test]
fn a_memo_changes_nothing_in_long_markdown() {
    storm(&MARKDOWN, &long(), 0x2545_F491_4F6C_DD1D, LONG);
}

#[test]
fn a_memo_changes_nothing_in_long_plain_text() {
    storm(&PLAIN, &long(), 0x1656_67B1_9E37_79F9, LONG);
}

#[test]
fn a_memo_changes_nothing_in_articles_joined() {
    storm(&MARKDOWN, &joined(), 0x6A09_E667_F3BC_C909, LONG);
}

#[test]
fn a_memo_changes_nothing_where_names_are_crowded() {
    storm_of(edit_words, &PLAIN, &crowd(), 0x3C6E_F372_FE94_F82B, LONG);
}
