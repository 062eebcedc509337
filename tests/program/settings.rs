//! `copydesk.toml`, `init`, `config` and `explain`, from outside.

use copydesk_core::rules::RULES;
use serde_json::Value;

use crate::command::Desk;

#[test]
fn a_fault_in_settings_names_line_and_likely_meaning() {
    let desk = Desk::new("faults");
    desk.write(
        "copydesk.toml",
        "preset = \"wir\"\nexclud = []\n\n[rules]\nunatributed-quote = \"off\"\nmissing-date = \"loud\"\n",
    );
    desk.write("a.md", "The ferry runs.\n");
    let run = desk.run(&["check"]);
    assert_eq!(run.status, 2);
    let told: Vec<_> =
        run.err.lines().map(|line| line.split_once("copydesk.toml:").expect("a place").1).collect();
    assert_eq!(
        told,
        [
            "1:10: `preset` can't be \"wir\"; did you mean `wire`?",
            "2:1: There is no key `exclud`; did you mean `exclude`?",
            "5:1: There is no rule `unatributed-quote`; did you mean `unattributed-quote`?",
            "6:16: `rules.missing-date` can't be \"loud\"; write one of error, warning, information, hint, off",
        ]
    );
}

#[test]
fn settings_that_are_no_toml_are_told_with_their_place() {
    let desk = Desk::new("no-toml");
    desk.write("copydesk.toml", "preset = \"wire\n").write("a.md", "x\n").write("b.md", "y\n");
    let run = desk.run(&["check"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.err.lines().count(), 1, "told once for both drafts: {}", run.err);
    assert!(run.err.contains("copydesk.toml:1:"), "{}", run.err);
}

#[test]
fn the_nearest_settings_hold_and_overrides_win() {
    let desk = Desk::new("nearest");
    desk.write("copydesk.toml", "[rules]\nunused-allow = \"error\"\n\n[[overrides]]\npaths = [\"opinion/\"]\nrules = { unused-allow = \"hint\" }\n");
    desk.write("near/copydesk.toml", "[rules]\nunused-allow = \"off\"\n");
    for path in ["a.md", "opinion/b.md", "near/c.md"] {
        desk.write(path, "<!-- copydesk: allow x -->\n\nText.\n");
    }
    let out = desk.run(&["check", "--output-format", "concise"]).out;
    let told: Vec<_> = out.lines().map(|line| line.split('[').next().expect("a severity")).collect();
    assert_eq!(told, ["a.md:1:1: error", "opinion/b.md:1:1: hint"]);
}

#[test]
fn init_writes_settings_that_change_nothing_and_never_overwrites() {
    let desk = Desk::new("init");
    let before = desk.run(&["config", "show"]).out;
    assert_eq!(desk.run(&["init"]).status, 0);
    let written = std::fs::read_to_string(desk.folder.join("copydesk.toml")).expect("it was written");
    for rule in RULES {
        assert!(written.contains(&format!("# {} = ", rule.name)), "{} is explained", rule.name);
    }
    assert_eq!(desk.run(&["config", "show"]).out, before);
    let again = desk.run(&["init"]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("is here already"), "{}", again.err);
}

#[test]
fn every_commented_line_of_init_is_valid_when_its_comment_is_taken_off() {
    let desk = Desk::new("uncomment");
    desk.run(&["init"]);
    let path = desk.folder.join("copydesk.toml");
    let text = std::fs::read_to_string(&path).expect("it was written");
    let is_setting = |line: &str| line.contains(" = ") && !line.contains('`') || line.starts_with("[[");
    let bare = |line: &str| match line.strip_prefix("# ") {
        Some(setting) if is_setting(setting) => setting.to_owned(),
        _ => line.to_owned(),
    };
    std::fs::write(&path, text.lines().map(bare).collect::<Vec<_>>().join("\n")).expect("it is written");
    let run = desk.run(&["config", "show"]);
    assert_eq!(run.err, "", "{}", std::fs::read_to_string(&path).unwrap());
}

#[test]
fn the_schema_names_every_rule() {
    let desk = Desk::new("schema");
    let schema: Value = serde_json::from_str(&desk.run(&["config", "schema"]).out).expect("JSON");
    let names = schema["properties"]["rules"]["properties"].as_object().expect("the rules");
    assert!(RULES.iter().all(|rule| names.contains_key(rule.name)) && names.len() == RULES.len());
}

#[test]
fn explain_prints_a_page_the_list_and_the_likely_rule() {
    let desk = Desk::new("explain");
    let list = desk.run(&["explain"]);
    assert!(RULES.iter().all(|rule| list.out.contains(rule.name)));
    for rule in RULES {
        let page = desk.run(&["explain", rule.name]);
        assert_eq!((page.status, page.out.starts_with("# ")), (0, true), "{}", rule.name);
    }
    assert!(desk.run(&["explain", "presets"]).out.starts_with("# "));
    let wrong = desk.run(&["explain", "unatributed-quote"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.contains("did you mean `unattributed-quote`?"), "{}", wrong.err);
}

#[test]
fn completions_and_help_name_the_commands() {
    let desk = Desk::new("help");
    for text in [desk.run(&["--help"]).out, desk.run(&["completions", "bash"]).out] {
        for command in ["check", "read", "explain", "lsp", "init", "config"] {
            assert!(text.contains(command), "{command}: {text}");
        }
    }
    assert_eq!(desk.run(&["chek"]).status, 2);
}
