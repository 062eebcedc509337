//! Words between the words: who speaks, and which day it was.

use serde_json::{Value, json};

use crate::client::Client;
use crate::lsp_features::{URI, place, with_draft};

const DRAFT: &str = "---
date: 2020-01-03
---

“We lost the harvest,” said Ana Ruiz 👍.

“The dam was never built,” she said. “It never will be,” she said.

“I will not come back,” said Tom Berg, a farmer 👍. “You will see.

“Nor will my sons.”

“We lost it,” Berg said. “All of it.”

It rained on Thursday. On Thursday it stopped. On Jan. 1, Wednesday, it had begun.
";

/// The hints of the draft: where each stands, and what it says.
fn hints(client: &mut Client) -> Vec<(u64, u64, String)> {
    let end = json!({ "line": 100, "character": 0 });
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": end });
    let hints =
        client.result("textDocument/inlayHint", json!({ "textDocument": { "uri": URI }, "range": range }));
    let hint = |hint: &Value| {
        let at = |key: &str| hint["position"][key].as_u64().expect("a place");
        (at("line"), at("character"), hint["label"].as_str().expect("a label").to_owned())
    };
    hints.as_array().expect("hints").iter().map(hint).collect()
}

/// Where a hint stands that follows some words, and what it says.
fn behind(words: &str, label: &str) -> (u64, u64, String) {
    let (line, column) = place(DRAFT, words);
    (u64::from(line), u64::from(column) + words.encode_utf16().count() as u64, label.to_owned())
}

#[test]
fn hints_stand_where_the_page_is_silent_and_can_be_switched_off() {
    let text = "---\ndate: 2020-01-03\n---\n\nIt rained on Thursday. On Thursday it stopped.\n";
    let mut client = with_draft(text);
    let end = json!({ "line": 100, "character": 0 });
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": end });
    let params = json!({ "textDocument": { "uri": URI }, "range": range });
    let hints = client.result("textDocument/inlayHint", params.clone());
    let (line, column) = place(text, " Thursday. On");
    assert_eq!(hints.as_array().map(Vec::len), Some(1), "{hints}");
    assert_eq!(hints[0]["label"], "Jan 2, 2020");
    assert_eq!(hints[0]["position"], json!({ "line": line, "character": column + 9 }));
    let settings = json!({ "copydesk": { "inlayHints": { "dates": false } } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    assert_eq!(client.result("textDocument/inlayHint", params), json!([]));
    client.finish();
}

#[test]
fn each_kind_of_hint_stands_in_its_place() {
    let mut client = with_draft(DRAFT);
    let speakers = [
        behind("never built,” she", "Ana Ruiz"),
        behind("“Nor will my sons.”", "Tom Berg"),
        // His surname stands there already; his name does not.
        behind("“All of it.”", "Tom Berg"),
    ];
    let days = [behind("rained on Thursday", "Jan 2, 2020")];
    let all = [&speakers[..], &days].concat();
    let none = Vec::new();
    assert_eq!(hints(&mut client), all);
    for (settings, expected) in [
        (json!({ "inlayHints": { "speakers": false } }), days.to_vec()),
        (json!({ "inlayHints": { "dates": false } }), speakers.to_vec()),
        (json!({ "inlayHints": { "speakers": false, "dates": false } }), none.clone()),
        (json!({ "inlayHints": {} }), all.clone()),
        (json!({ "inlayHints": false }), none),
        (json!({ "inlayHints": true }), all.clone()),
        // Settings that say nothing of it change nothing.
        (json!({ "other": 1 }), all.clone()),
    ] {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": { "copydesk": settings } }));
        assert_eq!(hints(&mut client), expected, "{settings}");
    }
    client.finish();
}

#[test]
fn hints_are_switched_off_from_the_start() {
    let mut client = Client::start();
    let options = json!({ "inlayHints": { "speakers": false, "dates": false } });
    client.result("initialize", json!({ "capabilities": {}, "initializationOptions": options }));
    client.notify("initialized", json!({}));
    client.open(URI, DRAFT);
    assert_eq!(hints(&mut client), []);
    client.finish();
}

/// Only the hints of the stretch that the editor shows.
#[test]
fn hints_are_of_the_lines_asked_for() {
    let mut client = with_draft(DRAFT);
    let (line, _) = place(DRAFT, "It rained");
    let range =
        json!({ "start": { "line": line, "character": 0 }, "end": { "line": line + 1, "character": 0 } });
    let hints =
        client.result("textDocument/inlayHint", json!({ "textDocument": { "uri": URI }, "range": range }));
    assert_eq!(hints.as_array().map(Vec::len), Some(1), "{hints}");
    client.finish();
}
