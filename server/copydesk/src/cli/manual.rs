//! `copydesk man`: the manual page, made from the same flags as help and completions.

use std::io;

use clap::Command;

use super::say::say;
use super::{Status, print};

/// Prints the page of the program or of one of its commands.
pub(super) fn run(program: &mut Command, command: Option<&str>) -> Status {
    program.build();
    let page = match command {
        None => page(program.clone()),
        Some(name) => match program.find_subcommand(name) {
            Some(command) => page(command.clone()),
            None => {
                say(&format!("there is no command `{name}`; `copydesk --help` lists them"));
                return Status::Trouble;
            }
        },
    };
    match page {
        Ok(page) => print(&page),
        Err(error) => {
            say(&format!("the page can't be made: {error}"));
            Status::Trouble
        }
    }
}

fn page(command: Command) -> io::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
