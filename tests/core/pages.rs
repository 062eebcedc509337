//! The rules' pages and the whole drafts say what the desk says.

use std::fs;
use std::path::{Path, PathBuf};

use copydesk_core::rules::RULES;

use crate::underline::check_page;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_example_of_every_page_is_true() {
    let mut faults = Vec::new();
    for rule in RULES {
        let page = root().join(format!("server/copydesk-core/src/rules/{}.md", rule.name.replace('-', "_")));
        match check_page(&page, Some(rule)) {
            Ok(0) => faults.push(format!("{}: the page has no example", rule.name)),
            Ok(_) => (),
            Err(fault) => faults.push(fault),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_whole_draft_reads_as_marked() {
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(root().join("tests/core/drafts")).expect("the drafts") {
        match check_page(&entry.expect("an entry").path(), None) {
            Ok(found) => count += found,
            Err(fault) => faults.push(fault),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count > 0, "no draft was checked");
}
