//! `copydesk init` and `copydesk config`.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use copydesk_core::rules::{self, RULES};
use copydesk_core::{Severity, Stylebook};

use super::replace::unwritten;
use super::say::say;
use super::{Status, print};
use crate::project::{self, Project, SETTINGS_FILE};

/// Writes a commented settings file, never over one.
pub(super) fn init() -> Status {
    let file = OpenOptions::new().write(true).create_new(true).open(SETTINGS_FILE);
    match file.and_then(|mut file| file.write_all(project::template().as_bytes())) {
        Ok(()) => print(&format!(
            "Wrote {SETTINGS_FILE}. Every key in it is commented out: what you leave is the default.\n"
        )),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            say(&format!("{SETTINGS_FILE} is here already; it stays as it is"));
            Status::Trouble
        }
        Err(error) => {
            say(&unwritten(Path::new(SETTINGS_FILE), &error));
            Status::Trouble
        }
    }
}

pub(super) fn schema() -> Status {
    print(&format!("{:#}\n", project::schema()))
}

/// Prints the settings in force for a draft or folder, and where each comes from.
pub(super) fn show(path: &Path) -> Status {
    // A folder's own settings hold for what lies in it.
    let draft = if path.is_dir() { path.join("draft") } else { path.to_owned() };
    let project = Project::default();
    let stylebook = match project.stylebook_for(&draft) {
        Ok(stylebook) => stylebook,
        Err(faults) => {
            for fault in faults.iter() {
                say(&fault.to_string());
            }
            return Status::Trouble;
        }
    };
    let file = project.settings_for(&draft).and_then(Result::ok).map(|settings| settings.file());
    print(&report(&stylebook, file.as_deref()))
}

fn report(stylebook: &Stylebook, file: Option<&Path>) -> String {
    let from = |set: bool| match file.filter(|_| set) {
        Some(file) => file.display().to_string(),
        None => "default".to_owned(),
    };
    let mut text = format!(
        "preset = {:?}  # {}\nrequire-reason = {}  # {}\n\n[rules]\n",
        stylebook.preset.name(),
        from(stylebook.preset != Default::default()),
        stylebook.require_reason,
        from(stylebook.require_reason),
    );
    for rule in RULES {
        let level = rules::level(rule, stylebook).map_or("off", Severity::name);
        text += &format!("{} = {level:?}  # {}\n", rule.name, from(stylebook.level(rule.name).is_some()));
    }
    let required = stylebook.requires_date();
    text += &format!("\n[dates]\nrequired = {required}  # {}\n", from(stylebook.date_required.is_some()));
    text += "\n[names]\n";
    for preferred in &stylebook.prefer {
        text += &format!("prefer.{:?} = {:?}  # {}\n", preferred.spelling, preferred.not, from(true));
    }
    text += &format!("distinct = {:?}  # {}\n", stylebook.distinct, from(!stylebook.distinct.is_empty()));
    text += &format!("\n[quotes]\ncues = {:?}  # {}\n", stylebook.cues, from(!stylebook.cues.is_empty()));
    text
}
