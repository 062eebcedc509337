//! The command line: what the program is called with, and which command answers.

mod check;
mod explain;
mod input;
mod read;
mod settings;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use copydesk_core::Severity;

/// The copy desk in a writer's editor: who says each quotation, who is named and how, when things happen.
#[derive(Parser)]
#[command(name = "copydesk", version, propagate_version = true, after_help = EXIT_STATUS)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_STATUS: &str = "Exit status: 0 nothing to report, 1 findings at or above --fail-on, 2 trouble: bad settings, a bad option, \
a file that can't be read or isn't UTF-8.";

#[derive(Subcommand)]
enum Command {
    /// Check drafts and report what would not survive the desk
    Check(Check),
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

/// Which drafts, and what is known of them.
#[derive(Args)]
struct Drafts {
    /// Files and folders; `-` is standard input
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// The drafts' own date, whatever they say: 2020-01-03
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// The name of standard input, for its format, its settings and its date
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Leave out what the settings exclude, even if it is named outright
    #[arg(long)]
    force_exclude: bool,
}

#[derive(Args)]
struct Check {
    #[command(flatten)]
    drafts: Drafts,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: CheckFormat,
    /// The least severity that ends the program with 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// When to colour
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
}

#[derive(Args)]
struct Read {
    #[command(flatten)]
    drafts: Drafts,
    /// How the reading is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: ReadFormat,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// The lines of the draft with what is wrong under them
    #[default]
    Full,
    /// One line a finding
    Concise,
    /// One JSON object a finding and line
    JsonLines,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ReadFormat {
    /// A line for each thing read
    #[default]
    Full,
    /// One JSON object a draft and line
    JsonLines,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    #[default]
    Warning,
    Information,
    Hint,
    Never,
}

impl FailOn {
    fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity <= Severity::Error,
            FailOn::Warning => severity <= Severity::Warning,
            FailOn::Information => severity <= Severity::Information,
            FailOn::Hint => true,
            FailOn::Never => false,
        }
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    Always,
    Never,
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
            clap_complete::generate(shell, &mut Arguments::command(), "copydesk", &mut std::io::stdout());
            Status::Clean
        }
    };
    ExitCode::from(status as u8)
}

/// How the program ends; the gravest wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Nothing to report.
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
            eprintln!("copydesk: cannot write the report: {error}");
            Status::Trouble
        }
        _ => Status::Clean,
    }
}
