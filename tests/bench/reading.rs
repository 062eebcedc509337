//! How fast the core reads and judges, without files, pipes or protocol around it.
//!
//! `cargo bench --bench reading` prints a table; `tests/bench/run` keeps it. A figure is worth what
//! the machine is: compare figures of one run only.

mod copy;

use copydesk_core::formats::MARKDOWN;
use copydesk_core::{Draft, Memo, Span, Stylebook, check};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A check of a draft that was never seen before. Were the work not in proportion to the draft,
/// the throughput would fall from line to line.
#[divan::bench(args = [1_000, 10_000, 100_000, 1_000_000], max_time = 4)]
fn from_nothing(bencher: Bencher, words: usize) {
    measure(bencher, &copy::draft(1, words));
}

/// A check of a draft of so many bytes, every paragraph with a person, a quotation and a date of its own.
#[divan::bench(args = [600_000, 6_000_000], max_time = 4)]
fn ever_new_names(bencher: Bencher, bytes: usize) {
    measure(bencher, &copy::news(1, bytes));
}

/// A check of a draft in which so many different people are named: every name has to be held
/// against the others.
#[divan::bench(args = [10_000, 100_000], max_time = 4)]
fn different_names(bencher: Bencher, count: usize) {
    measure(bencher, &copy::names(count));
}

/// Two keystrokes in the middle of a draft that is open: a letter comes, and goes again.
#[divan::bench(args = [1_000, 100_000, 1_000_000], max_time = 4)]
fn two_keystrokes(bencher: Bencher, words: usize) {
    let text = copy::draft(2, words);
    let middle = middle(&text);
    let (stylebook, mut memo) = (Stylebook::default(), Memo::default());
    let mut draft = Draft::new(text.as_str(), &MARKDOWN, None);
    check(&draft, &stylebook, &mut memo);
    bencher.counter(ItemsCount::new(2_usize)).bench_local(|| {
        draft.text.replace(Span::new(middle, middle), "x");
        black_box(check(&draft, &stylebook, &mut memo));
        draft.text.replace(Span::new(middle, middle + 1), "");
        black_box(check(&draft, &stylebook, &mut memo));
    });
}

fn measure(bencher: Bencher, text: &str) {
    let (stylebook, draft) = (Stylebook::default(), Draft::new(text, &MARKDOWN, None));
    bencher
        .counter(BytesCount::of_str(text))
        .bench_local(|| check(black_box(&draft), &stylebook, &mut Memo::none()));
}

/// A place inside a word, near the middle.
fn middle(text: &str) -> usize {
    let bytes = text.as_bytes();
    let letters = |at: &usize| bytes[at - 1].is_ascii_lowercase() && bytes[*at].is_ascii_lowercase();
    (text.len() / 2..text.len()).find(letters).expect("a word behind the middle")
}
