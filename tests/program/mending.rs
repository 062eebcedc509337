//! `--fix`, `--unsafe-fixes` and `--diff`: what is written, what isn't, and how.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use copydesk_core::{Applicability, Draft, Memo, Stylebook, check};

use crate::command::Desk;
use crate::model::Random;

const COMMENT: &str = "<!-- copydesk: allow no-such-rule -->";
const DATED: &str = "---\ndate: 2020-01-03\n---\n\nThe trial began on Friday, Jan. 2, 2020, she said.\n";

fn read(desk: &Desk, path: &str) -> String {
    String::from_utf8(fs::read(desk.folder.join(path)).expect("the file")).expect("UTF-8")
}

#[test]
fn a_safe_fix_is_made_an_unsafe_one_only_when_asked() {
    let desk = Desk::new("mend");
    desk.write("a.md", format!("{COMMENT}\n\nThe ferry runs.\n")).write("b.md", DATED);
    let run = desk.run(&["check", "--fix", "--output-format", "concise"]);
    assert_eq!((run.status, run.out.lines().count()), (1, 1), "{}", run.out);
    assert_eq!((read(&desk, "a.md").as_str(), read(&desk, "b.md").as_str()), ("\nThe ferry runs.\n", DATED));
    let run = desk.run(&["check", "--fix", "--unsafe-fixes"]);
    assert_eq!(
        (run.status, run.out.as_str()),
        (0, "2 drafts checked, nothing left. 1 finding mended.\n"),
        "{}",
        run.err
    );
    assert!(read(&desk, "b.md").contains("Thursday, Jan. 2, 2020"));
}

#[test]
fn line_ends_byte_order_mark_mode_and_links_stay() {
    let desk = Desk::new("mend-keep");
    desk.write("a.md", format!("\u{FEFF}{COMMENT}\r\n\r\nThe ferry 😀 runs.\r\rAgain."));
    let file = desk.folder.join("a.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o751)).expect("a mode");
    symlink("a.md", desk.folder.join("link.md")).expect("a link");
    assert_eq!(desk.run(&["check", "--fix", "link.md"]).status, 0);
    assert_eq!(read(&desk, "a.md"), "\u{FEFF}\r\nThe ferry 😀 runs.\r\rAgain.");
    assert_eq!(file.metadata().expect("the file").permissions().mode() & 0o777, 0o751);
    assert!(desk.folder.join("link.md").is_symlink());
    assert_eq!(leftovers(&desk.folder), 0);
}

#[test]
fn a_mended_draft_stays_its_owners() {
    let desk = Desk::new("mend-owner");
    desk.write("a.md", format!("{COMMENT}\n"));
    let file = desk.folder.join("a.md");
    // Only who may give files away can take the wrong ones.
    if chown(&file, Some(65_534), Some(65_534)).is_ok() {
        assert_eq!(desk.run(&["check", "--fix"]).status, 0);
        let metadata = file.metadata().expect("the file");
        assert_eq!((metadata.uid(), metadata.gid(), metadata.len()), (65_534, 65_534, 0));
    }
}

#[test]
fn fixes_that_touch_are_made_in_rounds() {
    let desk = Desk::new("mend-rounds");
    desk.write("a.md", format!("{}The ferry runs.\n", format!("{COMMENT}\n").repeat(40)));
    let run = desk.run(&["check", "--fix"]);
    assert_eq!((run.status, read(&desk, "a.md").as_str()), (0, "The ferry runs.\n"), "{}", run.out);
    assert!(run.out.contains("40 findings mended"), "{}", run.out);
}

#[test]
fn a_diff_writes_nothing_and_is_what_a_fix_would_write() {
    let desk = Desk::new("diff");
    desk.write("in here/a é.md", format!("One.\r\n\r\n{COMMENT}\r\n\r\nThe ferry runs"));
    desk.write("b.md", DATED).write("clean.md", "The ferry runs.\n");
    let before = read(&desk, "in here/a é.md");
    let run = desk.run(&["check", "--diff", "--unsafe-fixes"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert_eq!(read(&desk, "in here/a é.md"), before);
    desk.run(&["check", "--fix", "--unsafe-fixes"]);
    let fixed = [read(&desk, "in here/a é.md"), read(&desk, "b.md")];
    desk.write("in here/a é.md", before).write("b.md", DATED).write("x.patch", &run.out);
    let mut apply = Command::new("git");
    let applied =
        apply.args(["apply", "-p0", "x.patch"]).current_dir(&desk.folder).output().expect("git runs");
    assert!(applied.status.success(), "{}\n{}", String::from_utf8_lossy(&applied.stderr), run.out);
    assert_eq!([read(&desk, "in here/a é.md"), read(&desk, "b.md")], fixed);
}

#[test]
fn standard_input_comes_back_mended() {
    let desk = Desk::new("mend-stdin");
    let text = format!("{COMMENT}\nThe ferry runs on Friday.\n");
    let run = desk.run_with(&["check", "--fix", "-", "--stdin-filename", "a.md"], text.as_bytes());
    assert_eq!((run.status, run.out.as_str()), (1, "The ferry runs on Friday.\n"));
    assert!(run.err.contains("missing-date"), "{}", run.err);
}

#[test]
fn a_failed_write_leaves_the_old_file_and_is_told() {
    let desk = Desk::new("mend-full");
    let text = format!("{COMMENT}\n\n{}\n", "The ferry runs. ".repeat(2_000));
    desk.write("a.md", &text);
    // A file may not grow: what a full disk does.
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" check --fix a.md";
    let run = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_copydesk")])
        .current_dir(&desk.folder)
        .output()
        .expect("the command runs");
    assert_eq!(run.status.code(), Some(2));
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(told.contains("a.md: cannot be written: "), "{told}");
    assert_eq!((read(&desk, "a.md"), leftovers(&desk.folder)), (text, 0));
}

#[test]
fn a_file_that_may_only_be_read_stays() {
    let desk = Desk::new("mend-read-only");
    desk.write("a.md", format!("{COMMENT}\n"));
    fs::set_permissions(desk.folder.join("a.md"), fs::Permissions::from_mode(0o444)).expect("a mode");
    let run = desk.run(&["check", "--fix"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("it may only be read"), "{}", run.err);
    assert!(run.out.contains("1 finding in 1 draft"), "it is still told: {}", run.out);
}

#[test]
fn an_interrupted_run_leaves_old_reports_and_nothing_half_written() {
    let desk = Desk::new("interrupt");
    desk.write("out.sarif", "old");
    let mut command = desk.command(&["check", "--output", "sarif=out.sarif", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it starts");
    wait_until(|| leftovers(&desk.folder) == 1);
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill runs").success());
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(130));
    assert_eq!((read(&desk, "out.sarif").as_str(), leftovers(&desk.folder)), ("old", 0));
}

/// Files that a write left unfinished.
fn leftovers(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("the folder").flatten();
    entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(".copydesk-")).count()
}

fn wait_until(done: impl Fn() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < Duration::from_secs(120), "it never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Sample drafts with faults planted in them.
fn faulty() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/drafts");
    let mut random = Random::new(7);
    let mut drafts = Vec::new();
    for entry in fs::read_dir(folder).expect("the drafts").flatten() {
        let text = fs::read_to_string(entry.path()).expect("a draft");
        let name = entry.file_name().to_string_lossy().into_owned();
        for _ in 0..12 {
            drafts.push((name.clone(), planted(&text, &mut random)));
        }
    }
    drafts
}

fn planted(text: &str, random: &mut Random) -> String {
    const FAULTS: [&str; 6] = [
        "<!-- copydesk: allow nothing -->\n",
        "Friday, Jan. 2, 2020, ",
        "on 03/04/2020 ",
        "31 September ",
        "😀 “",
        "<!-- copydesk: allow-file missing-when -->",
    ];
    let mut text = text.to_owned();
    for _ in 0..1 + random.below(6) {
        let mut at = random.below(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert_str(at, FAULTS[random.below(FAULTS.len())]);
    }
    text
}

#[test]
fn mended_drafts_hold_none_of_what_was_mended_and_nothing_new() {
    let desk = Desk::new("mend-property");
    for (number, (name, text)) in faulty().iter().enumerate() {
        desk.write(&format!("{number}/{name}"), text);
    }
    let count = |arguments: &[&str]| {
        let out = desk.run(&[&["check", "--output-format", "json-lines"], arguments].concat()).out;
        let rule = |line: &str| {
            let finding: serde_json::Value = serde_json::from_str(line).expect("JSON");
            format!("{} {}", finding["path"], finding["rule"])
        };
        let mut rules: Vec<_> = out.lines().map(rule).collect();
        rules.sort();
        rules
    };
    let before = count(&[]);
    let left = count(&["--fix", "--unsafe-fixes"]);
    assert!(before.len() > 200 && left.len() + 100 < before.len(), "{} {}", before.len(), left.len());
    assert_eq!(left, count(&[]), "checked again, the same is left");
    assert_eq!(left, count(&["--fix", "--unsafe-fixes"]), "and nothing more to mend");
    for one in &left {
        assert!(before.contains(one), "{one} is new");
    }
}

#[test]
fn first_fixes_converge_in_five_rounds_and_findings_quote_the_text() {
    for (name, text) in faulty() {
        let mut text = text;
        for round in 0.. {
            let draft = Draft::named(text.as_str(), &name);
            let findings = check(&draft, &Stylebook::default(), &mut Memo::default());
            for finding in &findings {
                assert!(text.get(finding.span.range()).is_some(), "{name}: {finding:?}");
            }
            let fixes = findings.iter().filter_map(|finding| finding.fixes.first());
            let fixes = fixes.filter(|fix| fix.applicability != Applicability::DisplayOnly);
            let mut edits: Vec<_> = fixes.flat_map(|fix| &fix.edits).collect();
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
            edits.dedup_by(|later, earlier| later.span.end > earlier.span.start);
            if edits.is_empty() {
                break;
            }
            assert!(round < 5, "{name}: {findings:#?}");
            for edit in edits {
                text.replace_range(edit.span.range(), &edit.text);
            }
        }
    }
}
