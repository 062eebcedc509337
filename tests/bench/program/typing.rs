//! What a writer feels: the time from a key to its findings.

use std::time::Instant;

use crate::copy;
use crate::page::{Page, at};
use crate::server::Server;

/// How often everything is measured.
const ROUNDS: usize = 5;

/// How long a draft is, how many keys are typed in it, what is wanted.
struct Case {
    words: usize,
    called: &'static str,
    keys: usize,
    p50: &'static str,
    p99: &'static str,
}

const CASES: [Case; 3] = [
    Case { words: 1_000, called: "1,000 words", keys: 400, p50: "≤ 1.5", p99: "≤ 1.5" },
    Case { words: 100_000, called: "100,000 words", keys: 200, p50: "≤ 5", p99: "≤ 8" },
    Case { words: 1_000_000, called: "1,000,000 words", keys: 100, p50: "≤ 20", p99: "–" },
];

/// Edits of a burst: a paste, a macro, a key held down.
const BURST: usize = 1_000;

/// Measures typing, and how soon a server is there.
pub(crate) fn measure(page: &mut Page) {
    for case in &CASES {
        typed(page, case);
    }
    burst(page);
    started(page);
}

/// Types in the middle of a draft, a request that the server doesn't know before every key.
fn typed(page: &mut Page, case: &Case) {
    let text = copy::draft(2, case.words);
    let [mut middles, mut tails, mut keys, mut nothings, mut memory] = [const { Vec::new() }; 5];
    for _ in 0..ROUNDS {
        let mut server = Server::start();
        server.open(&text);
        let mut hand = Hand::over(&text);
        (0..20).for_each(|_| hand.type_in(&mut server));
        let (mut nothing, mut key) = (Vec::new(), Vec::new());
        for _ in 0..case.keys {
            nothing.push(timed(|| server.nothing()));
            key.push(timed(|| hand.type_in(&mut server)));
        }
        middles.push(at(&key, 0.5) / at(&nothing, 0.5));
        tails.push(at(&key, 0.99) / at(&nothing, 0.99));
        keys.push(at(&key, 0.5));
        nothings.push(at(&nothing, 0.5));
        memory.extend(server.peak_memory());
    }
    let called = case.called;
    page.ratio(&format!("typing in {called}: p50 over p50 of a no-op"), case.p50, &middles);
    page.ratio(&format!("typing in {called}: p99 over p99 of a no-op"), case.p99, &tails);
    page.plain(&format!("typing in {called}: a key to its findings, p50"), "ms", &keys);
    page.plain(&format!("typing in {called}: a no-op, p50"), "ms", &nothings);
    let size = text.len() as f64 / 1_048_576.0;
    page.plain(&format!("typing in {called} ({size:.2} MiB): the server's peak memory"), "MiB", &memory);
}

/// Many keys at once, nothing waited for but the end.
fn burst(page: &mut Page) {
    let text = copy::draft(2, 1_000);
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let mut server = Server::start();
        server.open(&text);
        let mut hand = Hand::over(&text);
        hand.type_in(&mut server);
        let nothing: Vec<_> = (0..100).map(|_| timed(|| server.nothing())).collect();
        (0..BURST).for_each(|_| hand.press(&mut server));
        ratios.push(timed(|| server.findings()) / at(&nothing, 0.5));
    }
    page.ratio("a burst of 1,000 keys: its last findings, over a no-op", "≤ 5", &ratios);
}

/// From nothing to a server that answers, and to its first findings.
fn started(page: &mut Page) {
    let text = copy::draft(2, 1_000);
    let (mut answered, mut found) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS * 4 {
        let began = Instant::now();
        let mut server = Server::start();
        answered.push(began.elapsed().as_secs_f64() * 1e3);
        server.open(&text);
        found.push(began.elapsed().as_secs_f64() * 1e3);
    }
    page.plain("start-up of the server to its answer to `initialize`", "ms", &answered);
    page.plain("start-up of the server to first findings, 1,000 words (wanted: ≤ 15)", "ms", &found);
}

/// A hand that writes a letter into a word, takes it out, and so on.
struct Hand {
    line: usize,
    character: usize,
    /// Whether the letter stands there.
    stands: bool,
}

impl Hand {
    /// A hand in the middle of a draft, behind the first letter of a line: all before it counts as
    /// one in any encoding.
    fn over(text: &str) -> Self {
        let lines = text.lines().collect::<Vec<_>>();
        let plain = |line: &usize| {
            let line = lines[*line].as_bytes();
            line.len() > 40 && line[..2].iter().all(u8::is_ascii_alphabetic)
        };
        let line = (lines.len() / 2..lines.len()).find(plain).expect("a paragraph behind the middle");
        Self { line, character: 1, stands: false }
    }

    /// Strikes a key.
    fn press(&mut self, server: &mut Server) {
        let (end, letter) = if self.stands { (self.character + 1, "") } else { (self.character, "x") };
        server.edit(self.line, self.character, end, letter);
        self.stands = !self.stands;
    }

    /// Strikes a key and waits for what is found.
    fn type_in(&mut self, server: &mut Server) {
        self.press(server);
        server.findings();
    }
}

/// Milliseconds that something takes.
fn timed(deed: impl FnOnce()) -> f64 {
    let began = Instant::now();
    deed();
    began.elapsed().as_secs_f64() * 1e3
}
