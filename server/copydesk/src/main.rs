//! The `copydesk` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("lsp") {
        return copydesk::lsp::run();
    }
    copydesk::cli::run()
}
