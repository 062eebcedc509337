//! The log on standard error. A client that doesn't read it must not stop the server, so lines
//! that it leaves lying are dropped.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};

use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;

/// How many lines may lie unread.
const LINES: usize = 1024;

/// Lines that no one has written yet.
static WAITING: AtomicUsize = AtomicUsize::new(0);

/// How long the server's end waits for the last lines.
const LAST_LINES: Duration = Duration::from_millis(200);

/// Logs what is at least as grave as `level` from now on.
pub(super) fn begin(level: Level) {
    let (lines, written) = sync_channel::<Vec<u8>>(LINES);
    let write = move || {
        while let Ok(line) = written.recv() {
            let _ = io::stderr().write_all(&line);
            WAITING.fetch_sub(1, Ordering::AcqRel);
        }
    };
    if std::thread::Builder::new().name("log".to_owned()).spawn(write).is_ok() {
        let log = tracing_subscriber::fmt().with_max_level(level).with_ansi(false).with_writer(Log(lines));
        // Only fails where a log has begun already.
        let _ = log.try_init();
    }
}

/// Waits a moment for what was logged last: the process that ends takes its lines with it.
pub(super) fn finish() {
    let end = Instant::now() + LAST_LINES;
    while WAITING.load(Ordering::Acquire) > 0 && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Tells of panics where they happened, and only at `debug` with what they say: a panic over a
/// text likes to quote it.
pub(super) fn tell_panics_quietly() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
        let payload = panic.payload();
        let formatted = payload.downcast_ref::<String>().map(String::as_str);
        let what = formatted.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or_default();
        tracing::debug!(what, "a panic");
    }));
}

/// Where lines go.
struct Log(SyncSender<Vec<u8>>);

/// A line in the making.
struct Line(SyncSender<Vec<u8>>, Vec<u8>);

impl<'a> MakeWriter<'a> for Log {
    type Writer = Line;

    fn make_writer(&'a self) -> Line {
        Line(self.0.clone(), Vec::new())
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        WAITING.fetch_add(1, Ordering::AcqRel);
        if self.0.try_send(std::mem::take(&mut self.1)).is_err() {
            WAITING.fetch_sub(1, Ordering::AcqRel);
        }
    }
}
