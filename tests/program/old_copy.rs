//! `--baseline`, `--add-allow`, `--changed-since`, and reasons that settings demand.

use std::fs;
use std::process::Command;

use crate::command::{Desk, Run};

const DAY: &str = "The council met on Friday.\n";
const TWICE: &str = "“We lost.”\n\nThe river rose.\n\n“We lost.”\n";

fn concise(desk: &Desk, arguments: &[&str]) -> Run {
    desk.run(&[&["check", "--output-format", "concise"], arguments].concat())
}

#[test]
fn a_baseline_keeps_known_findings_silent_wherever_they_move() {
    let desk = Desk::new("baseline");
    desk.write("in/a.md", TWICE).write("b.txt", DAY);
    let wrote = desk.run(&["check", "--write-baseline", "known.json", "."]);
    assert_eq!((wrote.status, wrote.out.as_str()), (0, "3 findings written to known.json.\n"));
    assert_eq!(concise(&desk, &["--baseline", "known.json"]).out, "");
    desk.write("in/a.md", format!("The ferry runs.\n\n{TWICE}"));
    desk.write("b.txt", format!("The ferry runs.\n\n{DAY}"));
    let run = concise(&desk, &["--baseline", "known.json"]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", ""));
    // From another folder, and by other paths: they count from the baseline's own folder.
    let whole = desk.folder.display().to_string();
    let known = format!("{whole}/known.json");
    assert_eq!(concise(&desk, &["--baseline", &known, &format!("{whole}/in"), "./in/../b.txt"]).out, "");
    desk.write("in/a.md", format!("{TWICE}\n“We lost.”\n"));
    let run = concise(&desk, &["--baseline", "known.json"]);
    assert_eq!((run.status, run.out.lines().count()), (1, 1), "the third alike is new: {}", run.out);
}

#[test]
fn a_baseline_tells_what_stands_no_longer_and_is_written_in_parts() {
    let desk = Desk::new("stale");
    desk.write("a.md", TWICE).write("b.txt", DAY).write("c.txt", DAY);
    desk.run(&["check", "--write-baseline", "known.json"]);
    let first = fs::read_to_string(desk.folder.join("known.json")).expect("it is there");
    desk.write("a.md", "“We lost.”\n");
    fs::remove_file(desk.folder.join("c.txt")).expect("it is there");
    let run = concise(&desk, &["--baseline", "known.json"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
    assert!(run.err.starts_with("copydesk: known.json: 2 of its findings stand no longer:\n"), "{}", run.err);
    assert!(run.err.contains("  a.md: unattributed-quote: “We lost.”\n"), "{}", run.err);
    assert!(run.err.contains("  c.txt: missing-date: Friday\n"), "{}", run.err);
    // What was not checked stays known.
    desk.run(&["check", "--write-baseline", "known.json", "a.md"]);
    let run = concise(&desk, &["--baseline", "known.json"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    desk.write("a.md", TWICE).write("c.txt", DAY);
    desk.run(&["check", "--write-baseline", "known.json"]);
    assert_eq!(fs::read_to_string(desk.folder.join("known.json")).expect("it is there"), first, "stable");
}

#[test]
fn a_baseline_keeps_what_it_knows_of_a_draft_that_cannot_be_read() {
    let desk = Desk::new("baseline-unread");
    desk.write("a.md", TWICE).write("b.txt", DAY);
    desk.run(&["check", "--write-baseline", "known.json"]);
    let known = || fs::read_to_string(desk.folder.join("known.json")).expect("it is there");
    let first = known();
    desk.write("b.txt", b"caf\xE9");
    let run = desk.run(&["check", "--write-baseline", "known.json"]);
    assert_eq!((run.status, run.out.as_str()), (2, "2 findings written to known.json.\n"));
    assert_eq!(known(), first);
}

#[test]
fn a_baseline_that_is_none_is_trouble() {
    let desk = Desk::new("no-baseline");
    desk.write("a.md", DAY).write("known.json", "{}");
    for file in ["known.json", "nowhere.json"] {
        let run = concise(&desk, &["--baseline", file]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(run.err.contains(file), "{}", run.err);
    }
}

#[test]
fn allowances_are_added_where_findings_stand() {
    let desk = Desk::new("add-allow");
    desk.write("a.md", format!("---\ntitle: x\n---\r\n\r\n# Head\r\n\r\n{}", TWICE.replace('\n', "\r\n")));
    let list = "- On 31 September.\n- Then on 31 September.\n\n> On 31 September.\n\n| A |\n| - |\n| on 31 September |\n";
    desk.write("list.md", list);
    desk.write("b [1].txt", DAY).write("copydesk.toml", "preset = \"online\"\n");
    assert_eq!(concise(&desk, &[]).status, 1);
    let run = desk.run(&["check", "--add-allow", "old -- copy", "."]);
    assert_eq!((run.status, run.out.as_str()), (0, "3 drafts checked, nothing left. 7 findings allowed.\n"));
    let left = concise(&desk, &[]);
    assert_eq!((left.status, left.out.as_str(), left.err.as_str()), (0, "", ""), "{}", run.out);
    let text = fs::read_to_string(desk.folder.join("a.md")).expect("it is there");
    assert_eq!(
        text.matches("<!-- copydesk: allow unattributed-quote: old – copy -->\r\n“We lost.”\r\n").count(),
        2,
        "{text}"
    );
    // Lists, quotations and tables stay whole: there the comment stands inside.
    let text = fs::read_to_string(desk.folder.join("list.md")).expect("it is there");
    assert_eq!(
        text.matches("On<!-- copydesk: allow impossible-date: old – copy --> 31").count(),
        2,
        "{text}"
    );
    assert_eq!(text.replace("<!-- copydesk: allow impossible-date: old – copy -->", ""), list);
    let settings = fs::read_to_string(desk.folder.join("copydesk.toml")).expect("it is there");
    assert!(settings.starts_with("preset = \"online\"\n\n[[allow]]\n"), "{settings}");
    assert!(settings.contains("reason = \"old -- copy\""), "{settings}");
}

#[test]
fn settings_may_demand_a_reason() {
    let desk = Desk::new("reason");
    desk.write(
        "copydesk.toml",
        "require-reason = true\n\n[[allow]]\npath = \"b.txt\"\nrule = \"missing-date\"\n",
    );
    desk.write("a.md", "<!-- copydesk: allow unattributed-quote -->\n“We lost.”\n\n<!-- copydesk: allow unattributed-quote: she asked for it -->\n“We won.”\n");
    desk.write("b.txt", DAY);
    desk.write("c.md", "---\ncopydesk: { allow: { unattributed-quote: true } }\n---\n\n“We lost.”\n");
    let out = concise(&desk, &[]).out;
    let told: Vec<_> = out.lines().map(|line| line.split_once(']').expect("a rule").0).collect();
    assert_eq!(
        told,
        [
            "a.md:1:1: warning[unused-allow",
            "a.md:2:1: warning[unattributed-quote",
            "b.txt:1:1: warning[unused-allow",
            "b.txt:1:20: warning[missing-date",
            "c.md:2:42: warning[unused-allow",
            "c.md:5:1: warning[unattributed-quote",
        ],
        "{out}"
    );
    assert!(out.contains("as in `allow unattributed-quote: "), "{out}");
}

/// A repository of git in a test's folder.
struct Repository(Desk);

impl Repository {
    fn new(test: &str) -> Self {
        let repository = Self(Desk::new(test));
        repository.git(&["init", "-q", "-b", "main"]);
        repository
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgSign=false"]);
        let output = git.args(arguments).current_dir(&self.0.folder).output().expect("git runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", "More"]);
    }
}

#[test]
fn only_changed_lines_of_changed_drafts_are_told() {
    let repository = Repository::new("changed");
    let desk = &repository.0;
    desk.write("old.md", TWICE).write("é 1.md", format!("{TWICE}\nEnd.\n")).write("same.md", DAY);
    desk.write("in/moved.md", format!("{TWICE}\n{}", "The ferry runs again. ".repeat(20)));
    repository.commit();
    repository.git(&["switch", "-qc", "story"]);
    let changed = format!("The tide was high.\n\n{TWICE}\n“They lost it all.”\n");
    desk.write("é 1.md", &changed).write("new \"one\".md", TWICE);
    repository.git(&["mv", "in/moved.md", "in/there.md"]);
    repository.commit();
    desk.write("untracked.md", TWICE);
    // What main has gained meanwhile is no change of this branch.
    repository.git(&["switch", "-q", "main"]);
    desk.write("old.md", format!("Main moved on.\n\n{TWICE}"));
    repository.git(&["commit", "-qam", "Meanwhile"]);
    repository.git(&["switch", "-q", "story"]);
    let out = concise(desk, &["--changed-since", "main"]).out;
    let places: Vec<_> = out.lines().map(|line| line.split_once(": ").expect("a place").0).collect();
    let expected =
        ["new \"one\".md:1:1", "new \"one\".md:5:1", "untracked.md:1:1", "untracked.md:5:1", "é 1.md:9:1"];
    assert_eq!(places, expected);
    // A hook of git's may be told of a repository without its folder.
    let mut hook = desk.command(&["check", "--output-format", "concise", "--changed-since", "main", "."]);
    hook.current_dir(desk.folder.join("in")).env("GIT_DIR", desk.folder.join(".git"));
    assert_eq!(String::from_utf8_lossy(&hook.output().expect("it runs").stdout), "");
    // From a folder below, by a path from there.
    let mut below = desk.command(&["check", "--output-format", "concise", "--changed-since", "main", ".."]);
    let below = below.current_dir(desk.folder.join("in")).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&below.stdout).lines().count(), 5);
}

#[cfg(target_os = "linux")]
#[test]
fn changed_drafts_may_have_names_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let repository = Repository::new("changed-bytes");
    let desk = &repository.0;
    desk.write("a.md", DAY);
    repository.commit();
    for (name, text) in [(b"committed \xFF.md", TWICE), (b"untracked \xFF.md", DAY)] {
        fs::write(desk.folder.join(std::ffi::OsStr::from_bytes(name)), text).expect("a file");
        if text == TWICE {
            repository.commit();
        }
    }
    assert_eq!(concise(desk, &["--changed-since", "HEAD~1"]).out.lines().count(), 3);
}

#[test]
fn what_lies_in_no_repository_is_not_called_unchanged() {
    let repository = Repository::new("changed-elsewhere");
    let desk = &repository.0;
    desk.write("in/a.md", DAY);
    repository.commit();
    let outside = std::env::temp_dir().join(format!("copydesk-outside-{}.md", std::process::id()));
    fs::write(&outside, DAY).expect("a file");
    let run = concise(desk, &["--changed-since", "HEAD", "in", &outside.display().to_string()]);
    fs::remove_file(&outside).expect("it is there");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("is in no repository, or in another one"), "{}", run.err);
}

#[test]
fn an_old_place_counts_when_its_partner_is_new() {
    let repository = Repository::new("partner");
    let desk = &repository.0;
    desk.write("a.md", "The council met on Friday.\n\nThe ferry runs.\n");
    repository.commit();
    assert_eq!(concise(desk, &["--changed-since", "HEAD"]).out, "");
    desk.write("a.md", "The council met on Friday.\n\nThe ferry ran on Thursday.\n");
    let all = concise(desk, &[]).out;
    let changed = concise(desk, &["--changed-since", "HEAD"]).out;
    assert!(all.starts_with("a.md:1:20: "), "the finding stands in the old line: {all}");
    assert_eq!(changed, all);
}

#[test]
fn what_git_cannot_tell_is_told_clearly() {
    let repository = Repository::new("shallow");
    let desk = &repository.0;
    desk.write("a.md", TWICE);
    repository.commit();
    desk.write("b.md", TWICE);
    repository.commit();
    let run = concise(desk, &["--changed-since", "nowhere"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("there is no revision `nowhere`; fetch it"), "{}", run.err);
    assert_eq!(concise(desk, &["--changed-since", "HEAD~1"]).out.lines().count(), 2);
    let origin = format!("file://{}", desk.folder.display());
    repository.git(&["clone", "-q", "--depth", "1", &origin, "clone"]);
    let mut command = desk.command(&["check", "--output-format", "concise", "--changed-since", "HEAD~1"]);
    let run = command.current_dir(desk.folder.join("clone")).output().expect("it runs");
    let told = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2));
    assert!(
        told.contains("in this shallow clone; fetch it first") && told.contains("fetch-depth: 0"),
        "{told}"
    );
}
