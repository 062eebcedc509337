//! How far a long run has come: on a terminal, on standard error, and nowhere else.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A run shorter than this shows nothing.
const SHORT: Duration = Duration::from_millis(700);

/// How often the line changes.
const TICK: Duration = Duration::from_millis(100);

/// How many characters the bar has.
const WIDTH: usize = 24;

/// Whether the line stands on the terminal.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// The line that tells how far.
pub(super) struct Progress {
    all: usize,
    done: usize,
    next: Option<Instant>,
}

impl Progress {
    /// A line for so many drafts; none where no one would see it.
    pub(super) fn new(all: usize) -> Self {
        let seen = std::io::stderr().is_terminal() && all > 1;
        Self { all, done: 0, next: seen.then(|| Instant::now() + SHORT) }
    }

    /// One draft more.
    pub(super) fn step(&mut self) {
        self.done += 1;
        self.wait();
    }

    /// Some time more.
    pub(super) fn wait(&mut self) {
        let now = Instant::now();
        if self.next.is_some_and(|next| now >= next) {
            self.next = Some(now + TICK);
            self.show();
        }
    }

    fn show(&mut self) {
        let full = WIDTH * self.done / self.all.max(1);
        let bar = format!("{}{}", "=".repeat(full), " ".repeat(WIDTH - full.min(WIDTH)));
        let mut err = std::io::stderr();
        let _ = write!(err, "\r\x1B[2K[{bar}] {} of {} drafts", self.done, self.all);
        let _ = err.flush();
        SHOWN.store(true, Ordering::Relaxed);
    }
}

/// Takes the line away, so that something else can be written in its place.
pub(super) fn clear() {
    if SHOWN.swap(false, Ordering::Relaxed) {
        let mut err = std::io::stderr();
        let _ = write!(err, "\r\x1B[2K");
        let _ = err.flush();
    }
}
