//! The `copydesk` command.

use std::io::Write;
use std::process::ExitCode;

use copydesk::{cli, lsp};

fn main() -> ExitCode {
    cli::run(|log| match log.parse() {
        Ok(log) => lsp::run(log),
        Err(why) => {
            // No one may read it; that is no reason to end otherwise.
            let _ = writeln!(std::io::stderr(), "copydesk: --log: {why}");
            ExitCode::from(2)
        }
    })
}
