//! The command line: what the program is called with, and which command answers.

mod allow;
mod baseline;
mod changed;
mod check;
mod explain;
mod flags;
mod guard;
mod input;
mod interrupt;
mod lens;
mod manual;
mod mending;
mod progress;
mod read;
mod replace;
mod report;
mod say;
mod settings;
mod sinks;
mod turns;
mod watch;
mod ways;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use flags::{Check, Read};

/// The copy desk in a writer's editor: who says each quotation, who is named and how, when things happen.
#[derive(Parser)]
#[command(name = "copydesk", version, propagate_version = true, after_help = EXIT_STATUS)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_STATUS: &str = "Exit status: 0 nothing to report, 1 findings at or above --fail-on, 2 trouble: bad settings, a bad option, \
a file that can't be read or isn't UTF-8, a failure of its own. An interrupted run ends with 130 and leaves no half-written file.";

#[derive(Subcommand)]
enum Command {
    /// Check drafts and report what would not survive the desk
    Check(Box<Check>),
    /// Print what the desk reads in drafts: their date, quotations, names and dates
    Read(Read),
    /// Print a rule's page, or the list of rules
    Explain {
        /// The rule
        rule: Option<String>,
    },
    /// Serve an editor on standard input and output
    Lsp {
        /// How much to log on standard error: error, warn, info, debug or trace
        #[arg(long, value_name = "LEVEL", default_value = "warn")]
        log: String,
        /// Taken for granted; many clients add it
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Write a copydesk.toml with every key explained
    Init,
    /// Tell the settings in force, or print their JSON schema
    #[command(subcommand)]
    Config(Config),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or a command's
    Man {
        /// The command
        command: Option<String>,
    },
}

#[derive(Subcommand)]
enum Config {
    /// Print the settings in force and where each comes from
    Show {
        /// The draft they hold for
        #[arg(default_value = ".")]
        path: PathBuf,
    },
    /// Print the JSON schema of copydesk.toml
    Schema,
}

/// Runs the command that the program was called with. `serve` is the language server, which
/// takes how much to log; the command line knows no more of it.
pub fn run(serve: impl Fn(&str) -> ExitCode) -> ExitCode {
    let status = match Arguments::parse().command {
        Command::Check(check) => check::run(&check),
        Command::Read(read) => read::run(&read),
        Command::Explain { rule } => explain::run(rule.as_deref()),
        Command::Lsp { log, stdio: _ } => return serve(&log),
        Command::Init => settings::init(),
        Command::Config(Config::Show { path }) => settings::show(&path),
        Command::Config(Config::Schema) => settings::schema(),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "copydesk", &mut script);
            print(&String::from_utf8_lossy(&script))
        }
        Command::Man { command } => manual::run(&mut Arguments::command(), command.as_deref()),
    };
    ExitCode::from(status as u8)
}

/// How the program ends; the gravest wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Nothing to report.
    #[default]
    Clean = 0,
    /// Findings that fail the run.
    Findings = 1,
    /// Something could not be done.
    Trouble = 2,
}

/// Prints a text; a reader that closed the pipe early is no trouble.
fn print(text: &str) -> Status {
    use std::io::Write;
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            say::say(&replace::unwritten(std::path::Path::new("standard output"), &error));
            Status::Trouble
        }
        _ => Status::Clean,
    }
}
