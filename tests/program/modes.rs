//! Exit status in every mode, reports that stay whole, watching, and the editor's agreement.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use copydesk::output::FORMATS;
use serde_json::{Value, json};

use crate::client::{Client, uri_of};
use crate::command::Desk;

/// Longer than anything takes, even on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(120);

const HINT: &str = "<!-- copydesk: allow nothing -->\n\nThe ferry runs.\n";

/// Drafts with a finding of each severity, `error/a.md` and so on.
fn graded(desk: &Desk) {
    for severity in ["error", "warning", "information", "hint"] {
        desk.write(&format!("{severity}/copydesk.toml"), format!("[rules]\nunused-allow = \"{severity}\"\n"));
        desk.write(&format!("{severity}/a.md"), HINT);
    }
    desk.write("latin1/a.md", b"caf\xE9\n");
}

#[test]
fn the_status_is_the_same_in_every_format() {
    let desk = Desk::new("modes-status");
    graded(&desk);
    let severities = ["error", "warning", "information", "hint"];
    for format in FORMATS {
        for (rank, fail_on) in severities.iter().enumerate() {
            for (found, severity) in severities.iter().enumerate() {
                let arguments = ["check", "--output-format", format.name, "--fail-on", fail_on, severity];
                let expected = i32::from(found <= rank);
                assert_eq!(desk.run(&arguments).status, expected, "{arguments:?}");
            }
        }
        for arguments in [["--fail-on", "never", "error", "latin1"], ["--fail-on", "hint", "latin1", "hint"]]
        {
            let run = desk.run(&[&["check", "--output-format", format.name], &arguments[..]].concat());
            assert_eq!(run.status, 2, "{arguments:?}");
            assert_eq!(run.err.matches("is not UTF-8").count(), 1, "{}", run.err);
        }
        assert_eq!(
            desk.run(&["check", "--output-format", format.name, "--fail-on", "never", "error"]).status,
            0
        );
    }
}

#[test]
fn a_closed_pipe_ends_no_report_in_a_file() {
    let desk = Desk::new("modes-pipe");
    for number in 0..400 {
        desk.write(&format!("{number:03}.md"), HINT);
    }
    for format in FORMATS {
        let file = format!("{}=out", format.name);
        let mut command = desk.command(&["check", "--output-format", format.name, "--output", &file]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let ended = child.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{}", format.name);
        assert_eq!(ended.status.code(), Some(1), "{}", format.name);
        let whole = desk.run(&["check", "--output-format", format.name]).out;
        assert_eq!(fs::read_to_string(desk.folder.join("out")).expect("a report"), whole, "{}", format.name);
    }
}

#[test]
fn reports_that_cannot_be_written_are_trouble() {
    let desk = Desk::new("modes-unwritable");
    desk.write("a.md", HINT);
    let run = desk.run(&["check", "--output", "sarif=nowhere/out.sarif"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("nowhere/out.sarif: cannot be written"), "{}", run.err);
    let run = desk.run(&["check", "--output", "sariff=x"]);
    assert!(run.status == 2 && run.err.contains("there is no format `sariff`"), "{}", run.err);
    if Path::new("/dev/full").exists() {
        assert_eq!(desk.run(&["check", "--output", "json=/dev/full"]).status, 2);
    }
}

#[test]
fn ten_thousand_drafts_are_told_in_order_and_byte_for_byte_alike() {
    let desk = Desk::new("modes-many");
    for number in 0..10_000 {
        desk.write(
            &format!("{:02}/{number:05}.md", number % 100),
            if number % 3 == 0 { HINT } else { "Text.\n" },
        );
    }
    for format in ["sarif", "gitlab", "junit", "concise"] {
        let run = || desk.run(&["check", "--output-format", format]).out;
        let first = run();
        assert!(first == run(), "{format}");
        assert!(first.matches("nothing").count() >= 3_334, "{format}");
        if format == "concise" {
            assert!(first.lines().is_sorted());
        }
    }
}

#[test]
fn statistics_count_by_rule() {
    let desk = Desk::new("modes-statistics");
    desk.write("a.md", HINT.repeat(3)).write("b.md", "The council met on Friday.\n");
    let run = desk.run(&["check", "--statistics", "--output", "concise=out"]);
    assert_eq!(run.status, 1);
    let expected = "     3  unused-allow  in 1 draft, 3 can be mended safely\n     1  missing-date  in 1 draft\n     4  in all, in 2 of 2 drafts\n";
    assert_eq!(run.out, expected);
    assert_eq!(fs::read_to_string(desk.folder.join("out")).expect("a report").lines().count(), 4);
}

#[test]
fn a_watch_checks_again_when_a_draft_or_its_settings_change() {
    let desk = Desk::new("watch");
    desk.write("in/a.md", HINT).write("copydesk.toml", "");
    let mut command = desk.command(&["check", "--watch", "--output-format", "concise", "in"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    let rounds = rounds(child.stdout.take().expect("its output"));
    // A check may come between two steps of a change; the one after the last has the last word.
    let comes_to = |findings: usize| while rounds.recv_timeout(PATIENCE).expect("a round") != findings {};
    comes_to(1);
    desk.write("in/new.md", HINT);
    comes_to(2);
    desk.write("copydesk.toml", "[rules]\nunused-allow = \"off\"\n");
    comes_to(0);
    desk.write("copydesk.toml", "");
    comes_to(2);
    fs::remove_file(desk.folder.join("in/a.md")).expect("it is there");
    comes_to(1);
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill runs").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

/// How many findings each round of a watch tells.
fn rounds(output: impl Read + Send + 'static) -> Receiver<usize> {
    let (sender, rounds) = channel();
    std::thread::spawn(move || {
        let mut findings = 0;
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if line.starts_with("Checked ") {
                let _ = sender.send(std::mem::take(&mut findings));
            } else {
                findings += usize::from(!line.is_empty());
            }
        }
    });
    rounds
}

#[test]
fn progress_shows_on_a_terminal_and_nowhere_else() {
    let desk = Desk::new("progress");
    desk.write("a.md", HINT);
    assert_eq!(desk.run(&["check"]).err, "");
    // A draft that takes its time: a pipe that is written late.
    let slow = desk.folder.join("slow.md");
    assert!(Command::new("mkfifo").arg(&slow).status().expect("mkfifo runs").success());
    let mut script = Command::new("script");
    let command = format!("{} check --statistics slow.md a.md", env!("CARGO_BIN_EXE_copydesk"));
    script.args(["-qec", &command, "/dev/null"]).current_dir(&desk.folder);
    let mut child =
        script.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("`script` is installed");
    let mut pipe = fs::OpenOptions::new().write(true).open(&slow).expect("it is read");
    std::thread::sleep(Duration::from_millis(3_000));
    pipe.write_all(b"The ferry runs.\n").expect("it is read");
    drop(pipe);
    let mut told = String::new();
    child.stdout.take().expect("its output").read_to_string(&mut told).expect("UTF-8");
    child.wait().expect("it ends");
    let (bar, counts) = told.rsplit_once("\r\x1B[2K").expect("the bar is taken away");
    assert!(bar.contains("] 1 of 2 drafts"), "{told}");
    assert!(counts.contains("1 of 2 drafts") && !counts.contains('['), "{told}");
}

#[test]
fn help_completions_and_manual_name_the_same_flags() {
    let desk = Desk::new("flags");
    let manual = desk.run(&["man", "check"]).out.replace('\\', "");
    let completions = desk.run(&["completions", "bash"]).out;
    let help = desk.run(&["check", "--help"]).out;
    let flags: Vec<_> = help.split_whitespace().filter(|word| word.starts_with("--")).collect();
    assert!(flags.len() > 15, "{help}");
    for flag in flags {
        let flag = flag.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        assert!(manual.contains(flag) && completions.contains(flag), "{flag}");
    }
    for format in FORMATS {
        assert!(help.contains(format.about) && manual.contains(format.name), "{}", format.name);
    }
    assert!(desk.run(&["man"]).out.contains("copydesk"));
    assert_eq!(desk.run(&["man", "chek"]).status, 2);
}

#[test]
fn the_editor_and_the_command_line_find_the_same() {
    let desk = Desk::new("agree");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/drafts");
    for (number, entry) in fs::read_dir(samples).expect("the drafts").flatten().enumerate() {
        let text = fs::read_to_string(entry.path()).expect("a draft");
        let name = entry.file_name().to_string_lossy().into_owned();
        // Every other one with more to find.
        let more = "\n\n“We lost it all.”\n\nIt was Friday, Jan. 2, 2020, and 31 September. <!-- copydesk: allow x -->\n";
        desk.write(&name, if number % 2 == 0 { text } else { text + more });
    }
    desk.write("copydesk.toml", "preset = \"wire\"\n[rules]\nunanchored-day = \"hint\"\n");
    let out = desk.run(&["check", "--output-format", "json-lines"]).out;
    let told: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(told.len() > 10, "{out}");
    let encodings = json!({ "general": { "positionEncodings": ["utf-32"] } });
    let mut client = Client::with(&encodings, &[&desk.folder]);
    for entry in fs::read_dir(&desk.folder).expect("the drafts").flatten() {
        let (name, uri) = (entry.file_name().to_string_lossy().into_owned(), uri_of(&entry.path()));
        if name == "copydesk.toml" {
            continue;
        }
        let language = if name.ends_with(".md") { "markdown" } else { "plaintext" };
        let text = fs::read_to_string(entry.path()).expect("a draft");
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        client.notify("textDocument/didOpen", json!({ "textDocument": item }));
        let shown = client.diagnostics(&uri, 1);
        let shown: Vec<String> =
            shown.as_array().expect("diagnostics").iter().filter_map(shown_key).collect();
        let told: Vec<String> =
            told.iter().filter(|one| one["path"] == name.as_str()).map(told_key).collect();
        assert_eq!(shown, told, "{name}");
    }
    client.finish();
}

/// Rule, severity, first line and column, message. The editor also marks a misspelling's other
/// places, as hints; they are places of one finding.
fn shown_key(shown: &Value) -> Option<String> {
    let place = &shown["range"]["start"];
    let (line, column) = (place["line"].as_u64()? + 1, place["character"].as_u64()? + 1);
    let severity = shown["severity"].as_u64()?;
    if shown["code"] == "inconsistent-name" && severity == 4 {
        return None;
    }
    Some(format!("{} {severity} {line}:{column} {}", shown["code"], shown["message"]))
}

fn told_key(told: &Value) -> String {
    let place = &told["range"]["start"];
    let names = ["error", "warning", "information", "hint"];
    let severity = names.iter().position(|name| told["severity"] == *name).expect("a severity") + 1;
    format!("{} {severity} {}:{} {}", told["rule"], place["line"], place["column"], told["message"])
}

#[test]
fn a_fifo_is_written_as_it_stands() {
    let desk = Desk::new("modes-fifo");
    desk.write("a.md", HINT);
    let fifo = desk.folder.join("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo runs").success());
    let mut command = desk.command(&["check", "a.md", "--output", "json=fifo"]);
    let mut child = command.stdout(Stdio::null()).spawn().expect("it starts");
    let text = fs::read_to_string(&fifo).expect("a report");
    assert!(serde_json::from_str::<Value>(&text).is_ok(), "{text}");
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
    assert!(fifo.metadata().is_ok_and(|metadata| !metadata.is_file()), "it is still a pipe");
}
