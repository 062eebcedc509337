//! Watches whether anyone is still there: a server whose client is gone has to go too, even if
//! nothing tells it so on its input.

use std::fs::File;
use std::sync::Arc;

use super::ending::Ending;

#[cfg(unix)]
mod unix {
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    use super::{Arc, Ending, File};

    /// Waits until no one can read the output any more. A pipe tells of that without being
    /// written to.
    pub(in super::super) fn watch_output(output: File, ending: Arc<Ending>) {
        let watch = move || {
            loop {
                let mut watched = [PollFd::new(&output, PollFlags::empty())];
                match poll(&mut watched, None) {
                    Ok(_) if watched[0].revents().intersects(PollFlags::ERR | PollFlags::HUP) => {
                        return ending.output_broke();
                    }
                    Ok(_) | Err(Errno::INTR) => (),
                    Err(_) => return,
                }
            }
        };
        let _ = std::thread::Builder::new().name("output watch".to_owned()).spawn(watch);
    }

    /// Waits until the process that started the server is gone.
    pub(in super::super) fn watch_client(process: u32, ending: Arc<Ending>) {
        let Some(process) = i32::try_from(process).ok().and_then(Pid::from_raw) else { return };
        let watch = move || {
            while test_kill_process(process) != Err(Errno::SRCH) {
                std::thread::sleep(Duration::from_millis(500));
            }
            ending.client_gone();
        };
        let _ = std::thread::Builder::new().name("client watch".to_owned()).spawn(watch);
    }
}

#[cfg(unix)]
pub(super) use unix::{watch_client, watch_output};

/// Elsewhere the input's end has to do.
#[cfg(not(unix))]
pub(super) fn watch_output(_: File, _: Arc<Ending>) {}

/// Elsewhere the input's end has to do.
#[cfg(not(unix))]
pub(super) fn watch_client(_: u32, _: Arc<Ending>) {}

/// Waits until the system asks the server to end.
pub(super) async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut asked) = signal(SignalKind::terminate()) {
            asked.recv().await;
            return;
        }
    }
    std::future::pending::<()>().await;
}
