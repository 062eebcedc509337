//! The server's text is the editor's, whatever is typed and however fast.

use serde_json::{Value, json};

use crate::client::{Client, uri_of};
use crate::command::Desk;
use crate::model::{Model, Random};

const URI: &str = "file:///storm.md";

const DRAFT: &str = "The river rose by night. “We lost the harvest.”\r\n\r\n👍🏽 On Friday Ana Ruiz left.\n\
    She said: \"I will be back, e\u{301}h?\"\rBut she never came.\u{2028}Not here\u{85}either.\n";

/// What is typed: letters, marks, line ends of every kind, and characters of every width.
const TYPED: [&str; 16] = [
    "a", " ", "“", "”", "\"", "\r\n", "\n", "\r", "👍", "é", "e\u{301}", "\u{2028}", "\u{85}", ".", "said",
    "Friday",
];

/// Storms a server with edits; its last diagnostics must be those of a fresh one.
fn storm(encoding: &str, edits: usize) {
    let mut client = Client::counting_in(&[encoding]);
    client.open(URI, DRAFT);
    let mut model = Model::new(DRAFT, encoding);
    let mut random = Random::new(edits as u64);
    let mut version = 1;
    for edit in 0..edits {
        version += 1;
        // Some messages bring several changes, each of the text that the one before it left.
        let changes = if edit % 50 == 0 { 3 } else { 1 };
        let changes: Vec<_> = (0..changes).map(|_| model.edit(&mut random, &TYPED)).collect();
        client.change(URI, version, json!(changes));
    }
    let mut fresh = Client::counting_in(&[encoding]);
    fresh.open(URI, &model.text());
    client.comes_to(URI, version, &fresh.diagnostics(URI, 1));
    client.close(URI);
    assert_eq!(client.unversioned_diagnostics(URI), json!([]));
    client.finish();
    fresh.finish();
}

/// Any request after a burst sees the last text, though no one waited for the diagnostics.
#[test]
fn a_request_after_a_burst_sees_the_last_text() {
    let mut client = Client::counting_in(&["utf-8"]);
    client.open(URI, "Nothing yet.\n");
    for version in 2..5_000 {
        let start = json!({ "line": 0, "character": 0 });
        client.change(URI, version, json!([{ "range": { "start": start, "end": start }, "text": "é" }]));
    }
    client.change(URI, 5_000, json!([{ "text": "# One\n\nTwo.\n\n# Three\n" }]));
    let params = json!({ "textDocument": { "uri": URI } });
    let symbols = client.result("textDocument/documentSymbol", params);
    let names: Vec<_> = symbols.as_array().expect("symbols").iter().map(|symbol| &symbol["name"]).collect();
    assert_eq!(names, ["One", "Three"]);
    client.finish();
}

#[test]
fn a_storm_in_utf_8_loses_nothing() {
    storm("utf-8", 5_000);
}

#[test]
fn a_storm_in_utf_16_loses_nothing() {
    storm("utf-16", 5_000);
}

#[test]
fn a_storm_in_utf_32_loses_nothing() {
    storm("utf-32", 5_000);
}

#[test]
fn a_draft_is_known_by_the_uri_the_client_sent() {
    let mut client = Client::counting_in(&["utf-8"]);
    for uri in
        ["untitled:Untitled-1", "file:///c%3A/drafts/a.md", "file:///a draft.md", "vscode-notebook-cell:/a#b"]
    {
        client.open(uri, "One.");
        client.diagnostics(uri, 1);
        client.change(uri, 2, json!([{ "text": "Two." }]));
        client.diagnostics(uri, 2);
        client.close(uri);
        assert_eq!(client.unversioned_diagnostics(uri), json!([]));
    }
    client.finish();
}

#[test]
fn changes_of_drafts_that_are_not_open_are_dropped() {
    let mut client = Client::counting_in(&["utf-8"]);
    client.change("file:///no.md", 2, json!([{ "text": "Two." }]));
    client.close("file:///no.md");
    let said: Vec<Value> = client.so_far();
    assert!(said.iter().all(|message| message["method"] != "textDocument/publishDiagnostics"), "{said:?}");
    client.finish();
}

#[test]
fn an_old_version_is_applied_all_the_same() {
    let mut client = Client::counting_in(&["utf-8"]);
    client.open(URI, "He left.");
    client.diagnostics(URI, 1);
    client.change(URI, 7, json!([{ "text": "He came." }]));
    client.diagnostics(URI, 7);
    client.change(URI, 3, json!([{ "text": "He left “and came." }]));
    client.change(URI, 3, json!([{ "text": "He left." }]));
    client.comes_to(URI, 3, &json!([]));
    client.finish();
}

/// The headings of a draft, which tell what text the server has.
fn headings(client: &mut Client, uri: &str) -> Vec<String> {
    let symbols = client.result("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    let names = symbols
        .as_array()
        .expect("symbols")
        .iter()
        .map(|symbol| symbol["name"].as_str().expect("a name").to_owned());
    names.collect()
}

/// An editor that counts in UTF-16 may type an emoji in halves, which JSON can only escape.
#[test]
fn halves_of_surrogate_pairs_lose_nothing() {
    let mut client = Client::counting_in(&["utf-16"]);
    client.open(URI, "# One\n");
    for (version, column, half) in [(2, 5, "\\ud83d"), (3, 6, "\\udc4d"), (4, 7, "!")] {
        let place = format!(r#"{{"line":0,"character":{column}}}"#);
        let change = format!(r#"[{{"range":{{"start":{place},"end":{place}}},"text":"{half}"}}]"#);
        let draft = format!(r#"{{"uri":"{URI}","version":{version}}}"#);
        let params = format!(r#"{{"textDocument":{draft},"contentChanges":{change}}}"#);
        let body = format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{params}}}"#);
        client.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }
    assert_eq!(headings(&mut client, URI), ["One\u{FFFD}\u{FFFD}!"]);
    client.finish();
}

#[test]
fn a_byte_order_mark_and_nul_count_as_characters() {
    let mut client = Client::counting_in(&["utf-16"]);
    client.open(URI, "\u{FEFF}# O\0ne\n");
    let place = json!({ "line": 0, "character": 7 });
    client.change(URI, 2, json!([{ "range": { "start": place, "end": place }, "text": " two" }]));
    let shown = headings(&mut client, URI).concat();
    assert!(shown.ends_with("ne two"), "{shown:?}");
    client.finish();
}

#[test]
fn a_line_of_megabytes_is_edited_at_once() {
    let mut client = Client::counting_in(&["utf-16"]);
    let line = "👍 word ".repeat(1 << 18);
    client.open(URI, &format!("{line}\n\n# End\n"));
    for version in 2..200 {
        let place = json!({ "line": 0, "character": 8 * (1 << 17) + version });
        client.change(URI, version, json!([{ "range": { "start": place, "end": place }, "text": "a" }]));
    }
    assert_eq!(headings(&mut client, URI), ["End"]);
    client.finish();
}

#[test]
fn deleted_and_renamed_drafts_are_spoken_of_no_more() {
    let mut client = Client::counting_in(&["utf-8"]);
    for (method, files) in [
        ("workspace/didDeleteFiles", json!([{ "uri": "file:///old.md" }])),
        ("workspace/didRenameFiles", json!([{ "oldUri": "file:///old.md", "newUri": "file:///new.md" }])),
    ] {
        client.notify(method, json!({ "files": files }));
        assert_eq!(client.unversioned_diagnostics("file:///old.md"), json!([]), "{method}");
    }
    client.finish();
}

/// Diagnostics come with the version they are of, and never after those of a newer one.
#[test]
fn no_diagnostics_come_late() {
    let mut client = Client::counting_in(&["utf-8"]);
    client.open(URI, DRAFT);
    let last = 1_000;
    for version in 2..=last {
        let start = json!({ "line": 0, "character": 0 });
        client.change(URI, version, json!([{ "range": { "start": start, "end": start }, "text": "“" }]));
    }
    let mut before = 0;
    while before < last {
        let told = client.wait_for(|message| message["method"] == "textDocument/publishDiagnostics");
        let version = told["params"]["version"].as_i64().expect("a version");
        assert!(before <= version, "{before}, then {version}");
        before = version;
    }
    client.finish();
}

/// A long draft is left as soon as its text has moved on: no one waits for what it said before.
#[test]
fn a_newer_version_stops_the_older() {
    let mut client = Client::counting_in(&["utf-8"]);
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    let long = DRAFT.repeat(3_000_000 / DRAFT.len());
    client.open(URI, DRAFT);
    let left = |message: &Value| {
        let told = message["params"]["message"].as_str().unwrap_or_default();
        message["method"] == "$/logTrace" && told.contains("left for a newer one")
    };
    // A change may overtake the check of the one before it: then there is nothing to leave.
    let stopped = (1..20).map(|round| 2 * round).any(|version| {
        client.change(URI, version, json!([{ "text": long }]));
        client.request("copydesk/none", json!({}));
        client.change(URI, version + 1, json!([{ "text": DRAFT }]));
        client.diagnostics(URI, version + 1);
        client.so_far().iter().any(left)
    });
    assert!(stopped, "a check of three megabytes is left in one of twenty rounds");
    client.finish();
}

/// Of several changes in one message each is of the text that the one before it left; one without
/// a range is the whole text.
#[test]
fn changes_of_one_message_follow_each_other() {
    let mut client = Client::counting_in(&["utf-16"]);
    client.open(URI, "# One\n");
    let range = |line: u32, start: u32, end: u32| json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } });
    client.change(
        URI,
        2,
        json!([
            { "range": range(0, 2, 5), "text": "Gone" },
            { "text": "# 👍 two\n\n# three\n" },
            { "range": range(0, 5, 8), "text": "zwei" },
            // Reversed, past the end of its line, and below the last line.
            { "range": range(2, 99, 2), "text": "drei" },
            { "range": range(99, 0, 0), "text": "\n# vier\n" },
        ]),
    );
    assert_eq!(headings(&mut client, URI), ["👍 zwei", "drei", "vier"]);
    client.finish();
}

/// While a draft is open, what lies on disk is nothing to the server, whoever asks.
#[test]
fn the_file_on_disk_is_not_read_while_its_draft_is_open() {
    let desk = Desk::new("lsp-buffer");
    desk.write("a.md", "# On disk\n\nTom Berg left “the farm.\n");
    let uri = uri_of(&desk.folder.join("a.md"));
    let mut client = Client::with(&json!({}), &[&desk.folder]);
    client.open(&uri, "# On screen\n\nAna Ruiz left.\n");
    assert_eq!(client.diagnostics(&uri, 1), json!([]));
    desk.write("a.md", "# On disk again\n\nTom Berg left “the farm.\n");
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(client.diagnostics(&uri, 1), json!([]));
    assert_eq!(headings(&mut client, &uri)[0], "On screen");
    let found = client.result("workspace/symbol", json!({ "query": "" }));
    let names: Vec<_> = found.as_array().expect("symbols").iter().map(|found| &found["name"]).collect();
    assert_eq!(names, ["Ana Ruiz"]);
    client.finish();
}

/// The editor's language decides; where it is no one's we know, the name's extension.
#[test]
fn a_draft_is_of_the_language_it_is_called() {
    let mut client = Client::counting_in(&["utf-8"]);
    for (language, name, is_markdown) in [
        ("markdown", "a.txt", true),
        ("plaintext", "a.md", false),
        ("quarto", "a.md", true),
        ("", "a.MD", true),
        ("text", "a.txt", false),
        ("latex", "a.tex", false),
        ("markdown", "Untitled-1", true),
        ("quarto", "Untitled-1", false),
    ] {
        let uri = format!("untitled:{name}");
        // In Markdown a headline and no remark; in plain text the comment stands in the copy.
        client.open_as(language, &uri, "First\n=====\n\n<!-- Ana Ruiz said “no”. -->\n");
        let outline = headings(&mut client, &uri);
        assert_eq!(
            !outline.iter().any(|name| name == "Ana Ruiz"),
            is_markdown,
            "{language} {name}: {outline:?}"
        );
        client.close(&uri);
    }
    client.finish();
}

/// Two servers tell the same of one draft, in the order of its lines.
#[test]
fn findings_are_sorted_and_the_same_each_time() {
    let text = "Ana Ruiz left on Friday. “No,” said Ruis. “It was late.” Ruiz came “back.\n\nOn Feb. 30 Ruis left. Ruiz stayed.\n";
    let mut all = Vec::new();
    for _ in 0..3 {
        let mut client = Client::counting_in(&["utf-8"]);
        client.open(URI, text);
        all.push(client.diagnostics(URI, 1));
        client.finish();
    }
    assert_eq!((&all[0], &all[0]), (&all[1], &all[2]));
    let place = |found: &Value| {
        let start = &found["range"]["start"];
        (start["line"].as_u64(), start["character"].as_u64())
    };
    let places: Vec<_> = all[0].as_array().expect("diagnostics").iter().map(place).collect();
    assert!(places.len() > 3 && places.is_sorted(), "{places:?}");
}

/// Who saves has paused: what was held back while it was typed is told at once.
#[test]
fn saving_is_a_pause() {
    let mut client = Client::counting_in(&["utf-8"]);
    client.open(URI, "Ana Ruiz left.\n");
    client.diagnostics(URI, 1);
    // As fast as a burst: no pause but the saving.
    for version in (2..60).step_by(2) {
        let place = json!({ "line": 0, "character": 100 });
        client.change(URI, version, json!([{ "range": { "start": place, "end": place }, "text": " “" }]));
        client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
        // Behind the check in the draft's lane, and long before a pause would be over.
        headings(&mut client, URI);
        let said = client.so_far();
        let told = said.iter().rfind(|said| said["method"] == "textDocument/publishDiagnostics");
        let told = &told.expect("diagnostics")["params"]["diagnostics"];
        assert_eq!(told[0]["code"], "unclosed-quote", "{said:?}");
        let all = json!({ "start": { "line": 0, "character": 14 }, "end": { "line": 0, "character": 100 } });
        client.change(URI, version + 1, json!([{ "range": all, "text": "" }]));
        client.comes_to(URI, version + 1, &json!([]));
    }
    client.finish();
}
