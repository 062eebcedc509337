//! Exit status in every mode, reports that stay whole, watching, and the editor's agreement.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
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
fn a_summary_too_long_for_its_service_says_that_it_is_cut() {
    let desk = Desk::new("modes-summary");
    for number in 0..60 {
        desk.write(&format!("{number:02}.md"), HINT.repeat(300));
    }
    let mut command = desk.command(&["check", "--output-format", "github"]);
    let run = command.env("GITHUB_STEP_SUMMARY", desk.folder.join("summary")).output().expect("it runs");
    let annotations = String::from_utf8_lossy(&run.stdout).lines().count();
    let summary = fs::read_to_string(desk.folder.join("summary")).expect("a summary");
    assert!(annotations > 17_000 && summary.len() < 1_048_576, "{annotations} {}", summary.len());
    let end = "further findings stand in the log of this step | |\n\n18000 findings in 60 of 60 drafts.\n";
    assert!(summary.ends_with(end), "{}", &summary[summary.len() - 300..]);
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

#[test]
fn a_watch_sees_settings_come_and_ends_with_its_reader() {
    let desk = Desk::new("watch-settings");
    desk.write("in/a.md", HINT);
    let mut command = desk.command(&["check", "--watch", "--output-format", "concise", "in"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    let mut output = BufReader::new(child.stdout.take().expect("its output"));
    let mut round = || {
        let mut lines = 0;
        loop {
            let mut line = String::new();
            output.read_line(&mut line).expect("UTF-8");
            match line.as_str() {
                line if line.starts_with("Checked ") => return lines,
                "" => panic!("it ended"),
                line => lines += usize::from(line != "\n"),
            }
        }
    };
    assert_eq!(round(), 1);
    desk.write("copydesk.toml", "[rules]\nunused-allow = \"off\"\n");
    while round() != 0 {}
    drop(output);
    // It hears of it when it next has something to say.
    let begun = std::time::Instant::now();
    while child.try_wait().expect("it can be asked").is_none() {
        assert!(begun.elapsed() < PATIENCE, "it goes on for no one");
        desk.write("in/b.md", HINT);
        std::thread::sleep(Duration::from_millis(200));
    }
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
    // A draft that takes its time: a pipe that is written when the bar shows.
    let mut terminal = Terminal::run(&desk, "check --statistics slow.md a.md");
    terminal.waits_for("] 0 of 2 drafts");
    desk.write("slow.md", "The ferry runs.\n");
    let told = terminal.ends(1);
    let (_, counts) = told.rsplit_once("\r\x1B[2K").expect("the bar is taken away");
    assert!(counts.contains("1 of 2 drafts") && !counts.contains('['), "{told}");
}

#[test]
fn an_interrupt_takes_the_progress_bar_away() {
    let desk = Desk::new("progress-interrupt");
    desk.write("a.md", HINT);
    let mut terminal = Terminal::run(&desk, "check --statistics slow.md a.md");
    terminal.waits_for("] 0 of 2 drafts");
    // What the terminal makes of Ctrl+C.
    terminal.child.stdin.as_mut().expect("its input").write_all(b"\x03").expect("it is taken");
    let told = terminal.ends(130);
    assert!(told.ends_with("\r\x1B[2K"), "{told:?}");
}

/// A run on a terminal, whose draft `slow.md` comes when a test writes it.
struct Terminal {
    child: Child,
    shown: Receiver<Vec<u8>>,
    told: Vec<u8>,
}

impl Terminal {
    fn run(desk: &Desk, arguments: &str) -> Self {
        let slow = desk.folder.join("slow.md");
        assert!(Command::new("mkfifo").arg(&slow).status().expect("mkfifo runs").success());
        let command = format!("exec {} {arguments}", env!("CARGO_BIN_EXE_copydesk"));
        let mut script = Command::new("script");
        script.args(["-qec", &command, "/dev/null"]).current_dir(&desk.folder);
        let mut child =
            script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("`script` is installed");
        let (mut output, (sender, shown)) = (child.stdout.take().expect("its output"), channel());
        std::thread::spawn(move || {
            let mut part = [0; 1024];
            while let Ok(length @ 1..) = output.read(&mut part) {
                let _ = sender.send(part[..length].to_vec());
            }
        });
        Self { child, shown, told: Vec::new() }
    }

    fn told(&self) -> String {
        String::from_utf8_lossy(&self.told).into_owned()
    }

    /// Waits until some words were shown.
    fn waits_for(&mut self, words: &str) {
        while !self.told().contains(words) {
            let part = self.shown.recv_timeout(PATIENCE);
            self.told.extend(part.unwrap_or_else(|_| panic!("{words}: {}", self.told())));
        }
    }

    /// Waits until it ends; gives all that was shown.
    fn ends(mut self, status: i32) -> String {
        while let Ok(part) = self.shown.recv_timeout(PATIENCE) {
            self.told.extend(part);
        }
        assert_eq!(self.child.wait().expect("it ends").code(), Some(status), "{}", self.told());
        self.told()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn no_one_need_read_standard_error() {
    let desk = Desk::new("modes-deaf");
    desk.write("latin1.md", b"caf\xE9\n").write("a.md", HINT);
    for arguments in [
        &["check", "latin1.md", "a.md"][..],
        &["check", "nowhere"],
        &["check", "--baseline", "nowhere"],
        &["read", "latin1.md"],
        &["explain", "nothing"],
        &["man", "nothing"],
        &["lsp", "--log", "nothing"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let run = desk.command(arguments).stdin(Stdio::null()).stderr(writer).output().expect("it runs");
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        let told = String::from_utf8_lossy(&run.stdout).contains("unused-allow");
        assert_eq!(told, arguments.contains(&"a.md"), "{arguments:?}");
    }
}

#[test]
fn names_of_files_are_no_orders() {
    let desk = Desk::new("modes-names");
    desk.write("in/bad\n::error::x\x1B[31m.md", b"caf\xE9\n").write("in/a\n::error::x\x1B[31m\"\\.md", HINT);
    for format in FORMATS.iter().filter(|format| !matches!(format.name, "junit" | "checkstyle")) {
        let run = desk.run(&["check", "--output-format", format.name, "in"]);
        assert!(run.err.lines().all(|line| line.starts_with("copydesk: ")), "{}", run.err);
        assert!(!run.err.contains('\x1B'), "{}", run.err);
        assert!(!run.out.lines().any(|line| line.trim_start().starts_with("::error::x")), "{}", run.out);
    }
    for run in [desk.run(&["check", "in"]), desk.run(&["read", "in"]), desk.run(&["check", "--diff", "in"])] {
        assert!(!run.out.contains('\x1B') && !run.out.contains("\n::"), "{}", run.out);
    }
    let before = fs::read_dir(desk.folder.join("in")).expect("the folder").count();
    desk.write("x.patch", desk.run(&["check", "--diff", "in"]).out);
    let applied = Command::new("git").args(["apply", "-p0", "x.patch"]).current_dir(&desk.folder).status();
    assert!(applied.expect("git runs").success());
    assert_eq!(desk.run(&["check", "--diff", "in"]).out, "", "the diff has mended the very file");
    assert_eq!(fs::read_dir(desk.folder.join("in")).expect("the folder").count(), before);
}

#[test]
fn a_draft_given_twice_is_checked_once() {
    let desk = Desk::new("modes-twice");
    desk.write("in/a.md", HINT);
    std::os::unix::fs::symlink("a.md", desk.folder.join("in/0.md")).expect("a link");
    std::os::unix::fs::symlink("in/a.md", desk.folder.join("z.md")).expect("a link");
    let told = |paths: &[&str]| desk.run(&[&["check", "--output-format", "concise"], paths].concat()).out;
    for paths in [&["in", "./in/a.md", "in/../in", "."][..], &["in/a.md", "in"], &["in/a.md", "z.md"]] {
        let out = told(paths);
        assert!(out.starts_with("in/a.md:1:1: ") && out.lines().count() == 1, "{paths:?}: {out}");
    }
    assert!(told(&["z.md"]).starts_with("z.md:1:1: "), "a link alone is a draft");
    assert_eq!(told(&["z.md", "in/0.md"]).lines().count(), 1);
}

#[test]
fn what_cannot_be_done_is_said_before_anything_is() {
    let desk = Desk::new("modes-refused");
    desk.write("a.md", HINT);
    for (arguments, words) in [
        (&["--watch", "-"][..], "--watch: standard input can't be watched"),
        (
            &["--output", "json=out", "--output", "sarif=./out"],
            "./out: two reports can't be written to one file",
        ),
        (&["--add-allow", " "], "say why"),
        (&["--output", "json=-"], "a further report goes to a file"),
    ] {
        let run = desk.run(&[&["check"], arguments].concat());
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(words), "{}", run.err);
    }
    assert_eq!(fs::read_dir(&desk.folder).expect("the folder").count(), 1);
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

/// Rule, severity, first and last line and column, message. The editor also marks a misspelling's other
/// places, as hints; they are places of one finding.
fn shown_key(shown: &Value) -> Option<String> {
    let place = |end: &str| {
        let place = &shown["range"][end];
        Some(format!("{}:{}", place["line"].as_u64()? + 1, place["character"].as_u64()? + 1))
    };
    let (start, end) = (place("start")?, place("end")?);
    let severity = shown["severity"].as_u64()?;
    if shown["code"] == "inconsistent-name" && severity == 4 {
        return None;
    }
    Some(format!("{} {severity} {start}-{end} {}", shown["code"], shown["message"]))
}

fn told_key(told: &Value) -> String {
    let place = |end: &str| {
        let place = &told["range"][end];
        format!("{}:{}", place["line"], place["column"])
    };
    let names = ["error", "warning", "information", "hint"];
    let severity = names.iter().position(|name| told["severity"] == *name).expect("a severity") + 1;
    format!("{} {severity} {}-{} {}", told["rule"], place("start"), place("end"), told["message"])
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
