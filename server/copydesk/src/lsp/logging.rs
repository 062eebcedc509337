//! The log on standard error. A client that doesn't read it must not stop the server, so lines
//! that it leaves lying are dropped.

use std::io::{self, Write};
use std::sync::mpsc::{SyncSender, sync_channel};

use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;

/// How many lines may lie unread.
const LINES: usize = 1024;

/// Logs what is at least as grave as `level` from now on.
pub(super) fn begin(level: Level) {
    let (lines, written) = sync_channel::<Vec<u8>>(LINES);
    let write = move || {
        while let Ok(line) = written.recv() {
            let _ = io::stderr().write_all(&line);
        }
    };
    if std::thread::Builder::new().name("log".to_owned()).spawn(write).is_ok() {
        let log = tracing_subscriber::fmt().with_max_level(level).with_ansi(false).with_writer(Log(lines));
        // Only fails where a log has begun already.
        let _ = log.try_init();
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
        let _ = self.0.try_send(std::mem::take(&mut self.1));
    }
}
