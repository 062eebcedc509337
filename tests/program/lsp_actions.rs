//! What a writer can do about a finding, as plain edits that every editor can run.

use serde_json::{Value, json};

use crate::client::{Client, uri_of};
use crate::command::Desk;
use crate::lsp_features::{DRAFT, URI, applied, editor, place, with_draft};

fn actions(client: &mut Client, uri: &str, line: u32, only: Option<&str>) -> Vec<Value> {
    let place = json!({ "line": line, "character": 0 });
    let end = json!({ "line": line, "character": 1000 });
    let context = json!({ "diagnostics": [], "only": only.map(|only| vec![only]) });
    let params = json!({ "textDocument": { "uri": uri }, "range": { "start": place, "end": end }, "context": context });
    client.result("textDocument/codeAction", params).as_array().cloned().unwrap_or_default()
}

fn titled<'a>(actions: &'a [Value], start: &str) -> &'a Value {
    let is_meant = |action: &&Value| action["title"].as_str().is_some_and(|title| title.starts_with(start));
    actions.iter().find(is_meant).unwrap_or_else(|| panic!("no “{start}” among {actions:#?}"))
}

#[test]
fn a_finding_is_allowed_where_it_stands() {
    let mut client = with_draft(DRAFT);
    let (line, _) = place(DRAFT, "“The dam");
    for title in ["Allow unattributed-quote here", "Allow unattributed-quote in this draft"] {
        let offered = actions(&mut client, URI, line, None);
        let action = titled(&offered, title);
        assert_eq!(action["kind"], "quickfix");
        assert_eq!(action["diagnostics"][0]["code"], "unattributed-quote");
        let allowed = applied(DRAFT, &action["edit"]);
        let other = "file:///drafts/allowed.md";
        client.open(other, &allowed);
        let left = client.diagnostics(other, 1);
        let codes: Vec<_> =
            left.as_array().expect("diagnostics").iter().map(|shown| &shown["code"]).collect();
        assert_eq!(codes, ["impossible-date"], "{allowed}");
        client.close(other);
    }
    client.finish();
}

#[test]
fn a_draft_without_a_date_gets_todays() {
    for (text, kept) in [
        ("It rained on Friday.\n", "It rained on Friday."),
        ("---\ntitle: Rain\n---\n\nIt rained on Friday.\n", "title: Rain"),
        ("+++\ntitle = \"Rain\"\n+++\n\nIt rained on Friday.\n", "title = \"Rain\""),
        ("{\n  \"title\": \"Rain\"\n}\n\nIt rained on Friday.\n", "\",\n  \"title\": \"Rain\"\n}"),
        ("{\"title\": \"Rain\"}\n\nIt rained on Friday.\n", "\", \"title\": \"Rain\"}"),
        // A date that is none is replaced: no key may stand twice.
        ("---\ndate:\ntitle: Rain\n---\n\nIt rained on Friday.\n", "\ntitle: Rain"),
        ("---\ndate: soon\n---\n\nIt rained on Friday.\n", "\n---\n"),
        ("+++\ndate = \"soon\"\n+++\n\nIt rained on Friday.\n", "\n+++\n"),
        ("{\"date\": \"soon\"}\n\nIt rained on Friday.\n", "\"}\n"),
    ] {
        let mut client = with_draft(text);
        let line = text.matches('\n').count() as u32 - 1;
        let offered = actions(&mut client, URI, line, None);
        let dated = applied(text, &titled(&offered, "Insert today’s date")["edit"]);
        assert!(dated.contains(kept), "{dated}");
        assert!(!dated.contains("soon") && dated.matches("date").count() <= 1, "{dated}");
        let other = "file:///drafts/dated.md";
        client.open(other, &dated);
        assert_eq!(client.diagnostics(other, 1), json!([]), "{dated}");
        client.finish();
    }
}

#[test]
fn what_a_plain_text_allows_stands_in_the_settings() {
    let desk = Desk::new("lsp-plain");
    desk.write("copydesk.toml", "# Ours.\npreset = \"online\" # for now\n");
    let uri = uri_of(&desk.folder.join("letters/a.txt"));
    let mut client = Client::with(&editor(), &[&desk.folder]);
    let draft =
        json!({ "uri": uri, "languageId": "plaintext", "version": 1, "text": "It rained on Friday.\n" });
    client.notify("textDocument/didOpen", json!({ "textDocument": draft }));
    let offered = actions(&mut client, &uri, 0, None);
    let action = titled(&offered, "Allow missing-date here");
    assert_eq!(
        action["edit"]["documentChanges"][0]["textDocument"]["uri"],
        uri_of(&desk.folder.join("copydesk.toml"))
    );
    let settings = applied("# Ours.\npreset = \"online\" # for now\n", &action["edit"]);
    assert!(settings.starts_with("# Ours.\npreset = \"online\" # for now\n"), "{settings}");
    assert!(
        settings.contains("path = \"letters/a.txt\"\nrule = \"missing-date\"\ntext = \"Friday\""),
        "{settings}"
    );
    client.finish();
}

#[test]
fn two_spellings_are_settled_in_the_draft_or_for_the_newsroom() {
    let desk = Desk::new("lsp-spellings");
    let settings = "# Ours.\n[rules]\nmissing-date = \"off\"\n";
    desk.write("copydesk.toml", settings);
    let uri = uri_of(&desk.folder.join("a.md"));
    let text = "Ana Ruiz, the mayor, left. Ruiz was angry. “No,” said Ruis. Later Ruis came. Ruiz laughed.\n";
    let mut client = Client::with(&editor(), &[&desk.folder]);
    client.open(&uri, text);
    let shown = client.diagnostics(&uri, 1);
    let severities: Vec<_> =
        shown.as_array().expect("diagnostics").iter().map(|shown| &shown["severity"]).collect();
    assert_eq!(severities, [2, 4], "the rarer spelling's other places are hints: {shown:#}");

    let offered = actions(&mut client, &uri, 0, Some("quickfix"));
    let mended = applied(text, &titled(&offered, "Change all 2 “Ruis” to “Ruiz”")["edit"]);
    assert_eq!(mended, text.replace("Ruis", "Ruiz"));
    for (title, expected) in [
        ("Use “Ruiz” everywhere", "[names.prefer]\nRuiz = [\"Ruis\"]\n"),
        ("Use “Ruis” everywhere", "[names.prefer]\nRuis = [\"Ruiz\"]\n"),
        ("“Ruiz” and “Ruis” are two", "distinct = [[\"Ruiz\", \"Ruis\"]]\n"),
    ] {
        let settled = applied(settings, &titled(&offered, title)["edit"]);
        assert!(settled.starts_with(settings) && settled.ends_with(expected), "{settled}");
    }
    client.finish();
}

#[test]
fn only_safe_fixes_are_for_every_save() {
    let mut client = with_draft(DRAFT);
    let on_save = actions(&mut client, URI, 0, Some("source.fixAll"));
    assert!(on_save.iter().all(|action| action["kind"] == "source.fixAll.copydesk"), "{on_save:?}");
    let quick = actions(&mut client, URI, 10, Some("quickfix"));
    assert!(quick.iter().all(|action| action["kind"] == "quickfix"), "{quick:?}");
    client.finish();
}

/// A draft with three useless allowances, the one thing that is mended without asking.
const USELESS: &str = "<!-- copydesk: allow unclosed-quote: why -->\n\nNothing here.\n\n\
    <!-- copydesk: allow date-clash: why -->\n\nNothing there.\n";

#[test]
fn what_is_sure_is_preferred_and_mended_on_save() {
    let mut client = with_draft(USELESS);
    let quick = actions(&mut client, URI, 0, Some("quickfix"));
    let one = titled(&quick, "Take this comment out");
    assert_eq!(
        (&one["isPreferred"], &one["edit"]["documentChanges"][0]["textDocument"]["version"]),
        (&json!(true), &json!(1))
    );
    assert_eq!(applied(USELESS, &one["edit"]).matches("allow").count(), 1);
    // All of one rule at once, which is more than one key should do.
    let all = titled(&quick, "Fix all 2 findings of unused-allow");
    assert_eq!(
        (&all["isPreferred"], applied(USELESS, &all["edit"]).matches("allow").count()),
        (&Value::Null, 0)
    );

    let on_save = actions(&mut client, URI, 0, Some("source.fixAll"));
    assert_eq!(on_save.len(), 1, "{on_save:#?}");
    assert_eq!(
        (&on_save[0]["kind"], &on_save[0]["diagnostics"]),
        (&json!("source.fixAll.copydesk"), &Value::Null)
    );
    assert_eq!(applied(USELESS, &on_save[0]["edit"]).matches("allow").count(), 0);
    client.finish();
}

/// What only the writer can know is offered, and never by one key or on save.
#[test]
fn what_is_not_sure_is_never_preferred() {
    for text in
        [DRAFT, "It rained on Friday.\n", "Ana Ruiz left. Ruiz came. “No,” said Ruis. Ruiz laughed.\n"]
    {
        let mut client = with_draft(text);
        for line in 0..text.matches('\n').count() as u32 {
            for action in actions(&mut client, URI, line, None) {
                assert_eq!(action["isPreferred"], Value::Null, "{action:#}");
                assert_ne!(action["kind"], "source.fixAll.copydesk", "{action:#}");
            }
        }
        client.finish();
    }
}

/// A client that knows no versions gets the same edits without; one that takes commands only,
/// none at all.
#[test]
fn an_action_is_what_the_client_can_run() {
    let kinds = json!({ "codeActionKind": { "valueSet": ["quickfix"] } });
    let able = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": kinds } } });
    let mut plain = Client::start();
    plain.initialize(&able);
    plain.open(URI, USELESS);
    let quick = actions(&mut plain, URI, 0, Some("quickfix"));
    let edit = &titled(&quick, "Take this comment out")["edit"];
    assert_eq!((edit.get("documentChanges"), edit["changes"][URI].as_array().map(Vec::len)), (None, Some(1)));
    plain.finish();

    let mut old = Client::counting_in(&[]);
    old.open(URI, USELESS);
    assert_eq!(actions(&mut old, URI, 0, None), Vec::<Value>::new());
    old.finish();
}

/// Settings that the editor has open are changed as they stand there, and made where there are none.
#[test]
fn settings_are_changed_as_the_editor_has_them() {
    let desk = Desk::new("lsp-open-settings");
    let (draft, settings) = (uri_of(&desk.folder.join("a.txt")), uri_of(&desk.folder.join("copydesk.toml")));
    let mut client = Client::with(&editor(), &[&desk.folder]);
    client.open_as("plaintext", &draft, "It rained on Friday.\n");
    let allow = |client: &mut Client| {
        let offered = actions(client, &draft, 0, None);
        titled(&offered, "Allow missing-date here")["edit"]["documentChanges"].clone()
    };
    let made = allow(&mut client);
    assert_eq!((&made[0]["kind"], &made[0]["uri"]), (&json!("create"), &json!(settings)));

    desk.write("copydesk.toml", "# On disk.\n");
    client.open_as("toml", &settings, "# Ours.\n");
    client.change(&settings, 7, json!([{ "text": "# Ours, unsaved.\n" }]));
    let changed = allow(&mut client);
    assert_eq!(changed[0]["textDocument"], json!({ "uri": settings, "version": 7 }));
    let edit = &changed[0]["edits"][0];
    assert_eq!(edit["range"]["start"], json!({ "line": 1, "character": 0 }), "{changed:#}");
    client.finish();
}
