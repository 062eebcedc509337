//! What a writer feels: the time from a key to its findings.

use std::thread;
use std::time::{Duration, Instant};

use crate::copy;
use crate::hand::Hand;
use crate::page::{NOTHING, Page, at};
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
    /// MiB that are wanted of a draft of so many bytes.
    memory: fn(usize) -> Option<f64>,
}

const CASES: [Case; 3] = [
    Case {
        words: 1_000,
        called: "1,000 words",
        keys: 400,
        p50: "≤ 1.5",
        p99: "≤ 1.5",
        memory: |_| Some(15.0),
    },
    Case {
        words: 100_000,
        called: "100,000 words",
        keys: 200,
        p50: "≤ 5",
        p99: "≤ 8",
        memory: |bytes| Some(15.0 + 6.0 * bytes as f64 / 1_048_576.0),
    },
    Case {
        words: 1_000_000,
        called: "1,000,000 words",
        keys: 100,
        p50: "≤ 20",
        p99: NOTHING,
        memory: |_| None,
    },
];

/// Between two keys a writer rests, and so does the server. Fed without a rest it would be faster: it would
/// not have to wake up. A no-op comes after the same rest.
const PAUSE: Duration = Duration::from_millis(20);

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

/// Types so many keys in a draft of so many words and measures nothing: for a profiler.
pub(crate) fn repeated(words: usize, keys: usize) {
    let text = copy::draft(2, words);
    let mut server = Server::start();
    server.open(&text);
    let mut hand = Hand::over(&text);
    for _ in 0..keys {
        hand.press(&mut server);
        server.findings();
    }
}

/// Types all over a draft, a request that the server doesn't know before every key.
fn typed(page: &mut Page, case: &Case) {
    let text = copy::draft(2, case.words);
    let [mut middles, mut tails, mut keys, mut nothings, mut memory] = [const { Vec::new() }; 5];
    for _ in 0..ROUNDS {
        let mut server = Server::start();
        server.open(&text);
        let mut hand = Hand::over(&text);
        for _ in 0..20 {
            hand.press(&mut server);
            server.findings();
        }
        let (mut nothing, mut key) = (Vec::new(), Vec::new());
        for _ in 0..case.keys {
            nothing.push(no_op(&mut server));
            hand.press(&mut server);
            thread::sleep(PAUSE);
            key.push(timed(|| server.findings()));
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
    page.plain(&format!("typing in {called}: a key to its findings, p50"), "ms", NOTHING, &keys);
    page.plain(&format!("typing in {called}: a no-op, p50"), "ms", NOTHING, &nothings);
    let most = (case.memory)(text.len()).map_or(NOTHING.to_owned(), |most| format!("≤ {most:.1}"));
    let size = text.len() as f64 / 1_048_576.0;
    page.plain(
        &format!("typing in {called} ({size:.2} MiB): the server's peak memory"),
        "MiB",
        &most,
        &memory,
    );
}

/// Many keys at once, nothing waited for but the end.
fn burst(page: &mut Page) {
    let text = copy::draft(2, 1_000);
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let mut server = Server::start();
        server.open(&text);
        let mut hand = Hand::over(&text);
        let nothing: Vec<_> = (0..50).map(|_| no_op(&mut server)).collect();
        (0..BURST).for_each(|_| hand.press(&mut server));
        server.send();
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
    page.plain("start-up of the server to its answer to `initialize`", "ms", NOTHING, &answered);
    page.plain("start-up of the server to first findings, 1,000 words", "ms", "≤ 15", &found);
}

/// Milliseconds there and back.
fn no_op(server: &mut Server) -> f64 {
    server.ask_nothing();
    thread::sleep(PAUSE);
    timed(|| server.answer())
}

/// Milliseconds that something takes.
fn timed(deed: impl FnOnce()) -> f64 {
    let began = Instant::now();
    deed();
    began.elapsed().as_secs_f64() * 1e3
}
