//! The language server on standard input and output.
//!
//! It stands on tower-lsp, between two adapters that mend what the base leaves open: [`wire`]
//! hands it sound frames only and lets no client block it, [`layer`] keeps the order of the
//! messages and survives panics. Between them [`backend`] holds the protocol's methods,
//! [`session`] what the server knows, [`drafts`] what is open, and [`worker`] the threads that read them. All places are byte
//! offsets, but for [`convert`].

#![deny(clippy::print_stdout)]

mod actions;
mod archive;
mod ask;
mod backend;
mod calendar;
mod capabilities;
mod clerk;
mod completion;
mod convert;
mod deeds;
mod document;
mod drafts;
mod ending;
mod faults;
mod frames;
mod hints;
mod hover;
mod ids;
mod layer;
mod logging;
mod manner;
mod names;
mod newsroom;
mod offers;
mod places;
mod preferences;
mod progress;
mod publish;
mod report;
mod session;
mod settle;
mod shortcut;
mod symbols;
mod tell;
mod telling;
#[cfg(test)]
mod tests;
mod tidy;
mod typing;
mod vigil;
mod voices;
mod watch;
mod wire;
mod worker;
mod workspace;

use std::fs::File;
use std::future::Future;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use copydesk_core::rules::{RULES, Rule};
use tower_lsp::{LspService, Server};

use backend::Backend;
use ending::Ending;
use layer::Layer;
use session::Session;
use shortcut::Shortcut;
use tell::Teller;
use tidy::Aliases;
use wire::{Inlet, Outlet, Responses};

/// More requests at once than any client sends. Each is only a promise: the work is the pool's.
const REQUESTS: usize = 1 << 16;

/// How long the answers that are due may take when the server ends.
const LAST_ANSWERS: Duration = Duration::from_millis(300);

/// Serves one client on standard input and output until it says `exit` or is gone. The exit
/// status is the protocol's: 0 after `shutdown`, else 1.
pub fn run(log: Log) -> ExitCode {
    run_by(&RULES, log)
}

fn run_by(rules: &'static [&'static Rule], log: Log) -> ExitCode {
    logging::begin(log.0);
    logging::tell_panics_quietly();
    let (Ok(input), Ok(output)) = (standard_input(), standard_output()) else {
        return ExitCode::FAILURE;
    };
    // Nothing here but messages coming and going; drafts are read on threads of their own.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let code = runtime.map_or(ExitCode::FAILURE, |runtime| runtime.block_on(serve(rules, input, output)));
    logging::finish();
    code
}

/// How much is logged on standard error: from `error` over `warn`, the default, `info` and
/// `debug` to `trace`. No words of a draft stand in a log above `debug`.
#[derive(Clone, Copy, Debug)]
pub struct Log(tracing::Level);

impl Default for Log {
    fn default() -> Self {
        Self(tracing::Level::WARN)
    }
}

impl std::str::FromStr for Log {
    type Err = String;

    fn from_str(level: &str) -> Result<Self, String> {
        level.parse().map(Self).map_err(|_| "write error, warn, info, debug or trace".to_owned())
    }
}

/// Standard input without the lock and buffer of the library's, which serve text.
fn standard_input() -> io::Result<File> {
    #[cfg(unix)]
    let own = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned();
    #[cfg(windows)]
    let own = std::os::windows::io::AsHandle::as_handle(&io::stdin()).try_clone_to_owned();
    own.map(File::from)
}

/// Standard output without a buffer that waits for the ends of lines.
fn standard_output() -> io::Result<File> {
    #[cfg(unix)]
    let own = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned();
    #[cfg(windows)]
    let own = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned();
    // A long draft's findings at one go: else the client is woken for every 64 KiB of them.
    #[cfg(target_os = "linux")]
    if let Ok(own) = &own {
        let _ = rustix::pipe::fcntl_setpipe_size(own, 1 << 20);
    }
    own.map(File::from)
}

async fn serve(rules: &'static [&'static Rule], input: File, output: File) -> ExitCode {
    let ending = Arc::new(Ending::default());
    let aliases = Aliases::default();
    if let Ok(output) = output.try_clone() {
        vigil::watch_output(output, Arc::clone(&ending));
    }
    let outlet = Outlet::write(output, Arc::clone(&ending));
    let mut session = None;
    let service = LspService::build(|client| {
        let made = Session::new(Arc::clone(&outlet), Teller::new(client), aliases.clone(), rules);
        session = Some(Arc::clone(&made));
        Backend { session: made, ending: Arc::clone(&ending) }
    });
    let (service, socket) = service
        .custom_method("window/workDoneProgress/cancel", Backend::cancel_work)
        .custom_method("$/setTrace", Backend::set_trace)
        .finish();
    let shortcut = Shortcut { session: session.expect("the service was made"), ending: Arc::clone(&ending) };
    let inlet = Inlet::read(input, Arc::clone(&outlet), aliases, Arc::clone(&ending), shortcut);
    let service = Layer::around(service, Arc::clone(&ending));
    let server = Server::new(inlet, Responses(Arc::clone(&outlet)), socket).concurrency_level(REQUESTS);
    serve_until(server.serve(service), &ending).await;
    if ending.is_heard() {
        outlet.flush(LAST_ANSWERS);
    }
    ExitCode::from(ending.code())
}

/// Serves until the end; answers that are due by then have a moment more.
async fn serve_until(server: impl Future<Output = ()>, ending: &Ending) {
    let mut server = std::pin::pin!(server);
    tokio::select! {
        () = &mut server => {}
        // Whoever asks so has no use for answers that are due.
        () = vigil::asked_to_end() => {}
        () = ending.ended() => {
            let _ = tokio::time::timeout(LAST_ANSWERS, server).await;
        }
    }
}
