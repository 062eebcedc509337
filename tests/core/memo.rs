//! A reading with a memo equals one without, whatever was edited in between.

use copydesk_core::formats::{Format, MARKDOWN, PLAIN};
use copydesk_core::{Draft, Memo, Span, Stylebook, Text, judge, read};

/// How many edits the test makes; `COPYDESK_EDITS` asks for more.
const EDITS: usize = 3_000;

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

fn storm(format: &'static Format, seed: u64) {
    let edits = std::env::var("COPYDESK_EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(EDITS);
    let mut dice = Dice(seed);
    let mut draft = Draft::new(Text::from(START), format, Some("2020-01-03-harbour.md"));
    let (stylebook, mut memo) = (Stylebook::default(), Memo::default());
    for turn in 0..edits {
        edit(&mut draft.text, &mut dice);
        let kept = read(&draft, &stylebook, &mut memo);
        let fresh = read(&draft, &stylebook, &mut Memo::default());
        assert!(kept == fresh, "edit {turn} of seed {seed} reads differently with a memo:\n{:?}", fresh.text);
        for finding in judge(&kept, &stylebook) {
            assert!(kept.text.get(finding.span.range()).is_some(), "{finding:?} fits {:?}", kept.text);
        }
    }
}

/// Puts in a scrap, takes out a stretch, or begins anew when the draft has grown too long.
fn edit(text: &mut Text, dice: &mut Dice) {
    if text.len() > 4_000 {
        *text = Text::from(START);
    }
    let start = dice.below(text.len() + 1);
    let length = if dice.below(3) == 0 { dice.below(30) } else { 0 };
    let scrap = SCRAPS[dice.below(SCRAPS.len())];
    text.replace(Span::new(start, start + length), scrap);
}

#[test]
fn a_memo_changes_nothing_in_markdown() {
    storm(&MARKDOWN, 0x9E37_79B9_7F4A_7C15);
}

#[test]
fn a_memo_changes_nothing_in_plain_text() {
    storm(&PLAIN, 0xD1B5_4A32_D192_ED03);
}
