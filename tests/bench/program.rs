//! How fast the program is, from outside: the command over many drafts, the server while one types.
//!
//! `cargo bench --bench program` prints the page of figures; `tests/bench/run` keeps it. Machines are
//! noisy, so what counts is a ratio of two things measured in turns in the same run: to the floor of
//! any such checker, or to a request that the server doesn't know.
//!
//! Processor seconds and memory come from `/proc`, which is Linux: elsewhere these rows say so.

#[path = "program/command.rs"]
mod command;
mod copy;
#[path = "program/floor.rs"]
mod floor;
#[path = "program/hand.rs"]
mod hand;
#[path = "program/page.rs"]
mod page;
#[path = "program/processor.rs"]
mod processor;
#[path = "program/server.rs"]
mod server;
#[path = "program/throughput.rs"]
mod throughput;
#[path = "program/typing.rs"]
mod typing;

use page::Page;

fn main() {
    // `cargo test --benches` runs what stands here with no word of benchmarks: it is not a test.
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("for `cargo bench --bench program`");
        return;
    }
    // A profiler asks for one thing, done again and again.
    match std::env::var("COPYDESK_BENCH").as_deref() {
        Ok("archive") => throughput::repeated(20),
        Ok("typing in 1,000 words") => typing::repeated(1_000, 150_000),
        Ok("typing in 100,000 words") => typing::repeated(100_000, 4_000),
        Ok(part) => panic!("there is no part {part:?}"),
        Err(_) => {
            let mut page = Page::default();
            throughput::measure(&mut page);
            typing::measure(&mut page);
            println!("{page}");
        }
    }
}
