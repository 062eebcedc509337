//! How fast the program is, from outside: the command over many drafts, the server while one types.
//!
//! `cargo bench --bench program` prints the page of figures; `tests/bench/run` keeps it. Machines are
//! noisy, so what counts is a ratio of two things measured in turns in the same run: to the floor of
//! any such checker, or to a request that the server doesn't know.
//!
//! Processor seconds and memory come from `/proc`, which is Linux: elsewhere these rows say so.

mod copy;
#[path = "program/floor.rs"]
mod floor;
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
    let mut page = Page::default();
    // A profiler asks for one part.
    let part = std::env::var("COPYDESK_BENCH").unwrap_or_default();
    if part != "typing" {
        throughput::measure(&mut page);
    }
    if part != "throughput" {
        typing::measure(&mut page);
    }
    println!("{page}");
}
