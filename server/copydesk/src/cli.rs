//! The command line. (A first sketch: reads the files named, prints JSON lines.)

use std::process::ExitCode;

use copydesk_core::{Draft, Memo, Stylebook, judge, read};

use crate::output::json_lines;

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.len() < 3 {
        return ExitCode::from(2);
    }
    let verb = arguments.remove(0);
    arguments.retain(|argument| !argument.starts_with("--") && argument != "json-lines");
    let mut stylebook = Stylebook::default();
    if std::path::Path::new("copydesk.toml").exists() {
        stylebook.preset = copydesk_core::stylebook::Preset::Wire;
    }
    let mut found = false;
    for path in arguments {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let name = path.rsplit('/').next().unwrap_or(&path);
        let draft = Draft::named(text.as_str(), name);
        let reading = read(&draft, &stylebook, &mut Memo::default());
        if verb == "read" {
            println!("{}", json_lines::reading(&path, &draft.text, &reading));
        } else {
            for finding in judge(&reading, &stylebook) {
                found = true;
                println!("{}", json_lines::finding(&path, &draft.text, &finding));
            }
        }
    }
    ExitCode::from(u8::from(found && verb == "check"))
}
