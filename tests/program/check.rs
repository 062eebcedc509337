//! `copydesk check`, from outside: which files, which exit status, what is told of trouble.

use std::process::Stdio;

use serde_json::Value;

use crate::command::Desk;

/// A draft with one warning whatever the rules of quotations, names and dates say.
const ONE_WARNING: &str = "<!-- copydesk: allow no-such-rule -->\n\nThe ferry runs.\n";
const CLEAN: &str = "The ferry runs.\n";

#[test]
fn nothing_to_report_ends_with_0_findings_with_1() {
    let desk = Desk::new("status");
    desk.write("clean.md", CLEAN).write("warning.md", ONE_WARNING);
    let clean = desk.run(&["check", "clean.md"]);
    assert_eq!((clean.status, clean.out.as_str()), (0, "1 draft checked, nothing to report.\n"));
    let warning = desk.run(&["check", "warning.md"]);
    assert_eq!(warning.status, 1, "{}", warning.out);
    assert!(warning.out.ends_with("1 finding in 1 draft.\n"), "{}", warning.out);
}

#[test]
fn fail_on_sets_the_least_severity_that_fails() {
    let desk = Desk::new("fail-on");
    desk.write("warning.md", ONE_WARNING);
    for (level, status) in [("error", 0), ("warning", 1), ("information", 1), ("hint", 1), ("never", 0)] {
        let run = desk.run(&["check", "--fail-on", level, "warning.md"]);
        assert_eq!(run.status, status, "--fail-on {level}");
        assert!(run.out.contains("1 finding"), "what doesn't fail is printed too: {}", run.out);
    }
}

#[test]
fn a_folder_is_walked_in_order_without_what_is_never_copy() {
    let desk = Desk::new("walk");
    for path in [
        "b.md",
        "a.txt",
        "c/d.markdown",
        "LICENSE.txt",
        "requirements-dev.txt",
        "robots.txt",
        "x.rs",
        ".git/e.md",
        "old/f.md",
    ] {
        desk.write(path, ONE_WARNING.replace("<!--", "z <!--"));
    }
    desk.write(".gitignore", "old/\n");
    let places = |arguments: &[&str]| -> Vec<String> {
        let run = desk.run(arguments);
        run.out.lines().filter_map(|line| line.split_once(": ")).map(|(place, _)| place.to_owned()).collect()
    };
    // Plain text holds no comments, so a.txt has nothing to report.
    assert_eq!(places(&["check", "--output-format", "concise"]), ["b.md:1:3", "c/d.markdown:1:3"]);
    let folder = desk.folder.display().to_string();
    assert_eq!(places(&["check", "--output-format", "concise", &folder])[0], format!("{folder}/b.md:1:3"));
    assert_eq!(places(&["check", "--output-format", "concise", "old/f.md", "x.rs"]), ["old/f.md:1:3"]);
}

#[test]
fn settings_leave_files_out_and_take_others_in() {
    let desk = Desk::new("exclude");
    desk.write("copydesk.toml", "exclude = [\"drafts/\"]\ninclude = [\"*.copy\"]\n");
    desk.write("drafts/a.md", ONE_WARNING).write("b.copy", CLEAN);
    assert_eq!(desk.run(&["check"]).out, "1 draft checked, nothing to report.\n");
    assert_eq!(desk.run(&["check", "drafts/a.md"]).status, 1, "a file named outright is read");
    let forced = desk.run(&["check", "--force-exclude", "drafts/a.md"]);
    assert_eq!((forced.status, forced.out.as_str()), (0, "No draft to check.\n"));
}

#[test]
fn trouble_is_told_and_stops_no_other_draft() {
    let desk = Desk::new("trouble");
    desk.write("a.md", b"caf\xC3\xA9\n\xE9t\xE9").write("b.md", ONE_WARNING);
    let run = desk.run(&["check", "--output-format", "concise", "nowhere", "a.md", "b.md"]);
    assert_eq!(run.status, 2);
    assert!(run.out.starts_with("b.md:1:1: warning[unused-allow]"), "{}", run.out);
    assert!(run.err.contains("nowhere: there is no such file or folder"), "{}", run.err);
    assert!(run.err.contains("a.md: is not UTF-8: byte 0xE9 at offset 6, line 2"), "{}", run.err);
}

#[test]
fn odd_files_are_read_without_a_panic() {
    let desk = Desk::new("odd");
    let binary: Vec<u8> = (0..=255u8).cycle().take(4096).collect();
    desk.write("empty.md", "")
        .write("bom.md", format!("\u{FEFF}{ONE_WARNING}"))
        .write("crlf.md", ONE_WARNING.replace('\n', "\r\n"))
        .write("cr.md", ONE_WARNING.replace('\n', "\r"))
        .write("nul.md", "A\0B “C\0” d.\0")
        .write("line.txt", "“word” Name’s, Friday ".repeat(20_000))
        .write("binary.txt", &binary);
    let run =
        desk.run(&["check", "--output-format", "concise", "--fail-on", "never", "--date", "2020-01-03"]);
    assert_eq!(run.status, 2, "{}", run.err);
    assert_eq!(
        run.err,
        "copydesk: binary.txt: is not UTF-8: byte 0x80 at offset 128, line 2; save it as UTF-8\n"
    );
    for (file, column) in [("bom.md", 2), ("crlf.md", 1), ("cr.md", 1)] {
        assert!(
            run.out.contains(&format!("{file}:1:{column}: warning[unused-allow]")),
            "{file}: {}",
            run.out
        );
    }
}

#[test]
fn standard_input_has_the_name_it_is_given() {
    let desk = Desk::new("stdin");
    desk.write("copydesk.toml", "").write("in/copydesk.toml", "[rules]\nunused-allow = \"hint\"\n");
    let concise = |arguments: &[&str]| {
        let arguments = [&["check", "--output-format", "concise", "-"], arguments].concat();
        desk.run_with(&arguments, ONE_WARNING.as_bytes()).out
    };
    assert_eq!(concise(&[]), "", "without a name it is plain text");
    assert!(concise(&["--stdin-filename", "a.md"]).starts_with("a.md:1:1: warning["));
    assert!(
        concise(&["--stdin-filename", "in/a.md"]).starts_with("in/a.md:1:1: hint["),
        "settings follow the name"
    );
}

#[test]
fn json_lines_hold_what_the_contract_says() {
    let desk = Desk::new("json");
    desk.write("é 1.md", format!("Über — 😀.\r\n\r\n{ONE_WARNING}"));
    let run = desk.run(&["check", "--output-format", "json-lines"]);
    let finding: Value = serde_json::from_str(run.out.trim_end()).expect("one object");
    assert_eq!(finding["path"], "é 1.md");
    assert_eq!(finding["rule"], "unused-allow");
    assert_eq!(finding["severity"], "warning");
    assert_eq!(finding["range"]["start"], serde_json::json!({"line": 3, "column": 1, "offset": 19}));
    assert_eq!(finding["related"], serde_json::json!([]));
    assert_eq!(finding["fixes"][0]["applicability"], "safe");
    assert!(finding["message"].as_str().is_some_and(|message| message.contains("no-such-rule")));
}

#[test]
fn a_reader_that_leaves_early_is_no_trouble() {
    let desk = Desk::new("pipe");
    for number in 0..300 {
        desk.write(&format!("{number:03}.md"), ONE_WARNING);
    }
    let mut child =
        desk.command(&["check"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.code().is_some_and(|code| code < 2), "{:?}", output.status);
}

#[test]
fn many_drafts_are_told_in_order_and_alike() {
    let desk = Desk::new("order");
    for number in 0..500 {
        desk.write(&format!("{number:03}.md"), ONE_WARNING.repeat(1 + number % 7));
    }
    let first = desk.run(&["check", "--output-format", "concise"]).out;
    let names: Vec<_> = first.lines().map(|line| &line[..6]).collect();
    assert!(names.is_sorted() && names.len() > 500);
    assert_eq!(first, desk.run(&["check", "--output-format", "concise"]).out);
}

#[test]
fn colour_stands_in_full_reports_on_demand_only() {
    let desk = Desk::new("colour");
    desk.write("a.md", ONE_WARNING);
    assert!(!desk.run(&["check"]).out.contains('\u{1B}'));
    assert!(desk.run(&["check", "--color", "always"]).out.contains('\u{1B}'));
    assert!(!desk.run(&["check", "--color", "never"]).out.contains('\u{1B}'));
}
