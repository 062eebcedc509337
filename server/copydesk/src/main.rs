//! The `copydesk` command.

use std::process::ExitCode;

use copydesk::{cli, lsp};

fn main() -> ExitCode {
    cli::run(|log| match log.parse() {
        Ok(log) => lsp::run(log),
        Err(why) => {
            eprintln!("copydesk: --log: {why}");
            ExitCode::from(2)
        }
    })
}
