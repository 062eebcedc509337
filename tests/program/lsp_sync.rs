//! The server's text is the editor's, whatever is typed and however fast.

use serde_json::{Value, json};

use crate::client::Client;
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
    for _ in 0..edits {
        version += 1;
        let change = model.edit(&mut random, &TYPED);
        client.change(URI, version, json!([change]));
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
