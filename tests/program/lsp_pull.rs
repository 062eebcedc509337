//! Diagnostics for clients that ask for them, and can be told to ask again.

use serde_json::{Value, json};

use crate::client::{Client, uri_of};
use crate::command::Desk;

const URI: &str = "file:///a.md";

const DRAFT: &str = "<!-- copydesk: allow unclosed-quote: why -->\n\nNothing here.\n";

fn pulling() -> Value {
    json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } })
}

fn pull(client: &mut Client, known: Option<&Value>) -> Value {
    client.result(
        "textDocument/diagnostic",
        json!({ "textDocument": { "uri": URI }, "previousResultId": known }),
    )
}

#[test]
fn a_client_that_pulls_is_not_pushed_to() {
    let mut client = Client::start();
    let offered = client.initialize(&pulling());
    assert!(offered["capabilities"]["diagnosticProvider"].is_object(), "{offered}");
    client.open(URI, DRAFT);
    let first = pull(&mut client, None);
    assert_eq!((&first["kind"], &first["items"][0]["code"]), (&json!("full"), &json!("unused-allow")));

    let again = pull(&mut client, Some(&first["resultId"]));
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));

    client.change(URI, 2, json!([{ "text": "Sound." }]));
    let changed = pull(&mut client, Some(&first["resultId"]));
    assert_eq!(changed["items"], json!([]));
    let said = client.so_far();
    assert!(said.iter().all(|message| message["method"] != "textDocument/publishDiagnostics"), "{said:?}");
    client.finish();
}

#[test]
fn a_client_that_cannot_be_told_to_pull_again_is_pushed_to() {
    let mut client = Client::start();
    let offered = client.initialize(&json!({ "textDocument": { "diagnostic": {} } }));
    assert!(offered["capabilities"]["diagnosticProvider"].is_null(), "{offered}");
    client.open(URI, DRAFT);
    assert_eq!(client.diagnostics(URI, 1)[0]["code"], "unused-allow");
    client.finish();
}

#[test]
fn a_client_that_pulls_is_told_when_settings_change() {
    let desk = Desk::new("lsp-pull");
    let mut client = Client::with(&pulling(), &[&desk.folder]);
    client.open(URI, DRAFT);
    let settings = uri_of(&desk.folder.join("copydesk.toml"));
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": settings, "type": 1 }] }));
    let refresh = client.asked("workspace/diagnostic/refresh");
    client.reply(&refresh, Value::Null);
    client.finish();
}

#[test]
fn a_workspace_is_reported_in_parts_with_progress() {
    let desk = Desk::new("lsp-report");
    desk.write("a.md", DRAFT).write("b/b.md", "Sound.\n").write("README.md", DRAFT);
    let mut client = Client::with(&pulling(), &[&desk.folder]);
    let params = json!({ "previousResultIds": [], "partialResultToken": "part", "workDoneToken": "work" });
    let report = client.result("workspace/diagnostic", params);
    assert_eq!(report, json!({ "items": [] }), "all went in parts");
    let said = client.so_far();
    let told = |token: &str| said.iter().filter(|said| said["params"]["token"] == token).collect::<Vec<_>>();
    let items = told("part")[0]["params"]["value"]["items"].as_array().expect("items").clone();
    let uris: Vec<_> = items.iter().map(|item| item["uri"].clone()).collect();
    assert_eq!(uris, [uri_of(&desk.folder.join("a.md")), uri_of(&desk.folder.join("b/b.md"))]);
    assert_eq!(items[0]["items"][0]["code"], "unused-allow");
    assert_eq!(told("work").last().expect("progress")["params"]["value"]["kind"], "end");

    let known = json!([{ "uri": uris[0], "value": items[0]["resultId"] }]);
    let again = client.result("workspace/diagnostic", json!({ "previousResultIds": known }));
    assert_eq!(again["items"][0]["kind"], "unchanged");
    client.finish();
}

/// A draft that no one has open is read from disk, by the settings that hold there, if it lies in
/// the workspace; and as it stands on screen once it is open.
#[test]
fn a_draft_that_is_not_open_is_pulled_from_disk() {
    let desk = Desk::new("lsp-unopened");
    desk.write("in/a.md", DRAFT).write("in/copydesk.toml", "[rules]\nunused-allow = \"error\"\n");
    desk.write("in/README.md", DRAFT).write("in/a.rs", DRAFT).write("out/a.md", DRAFT);
    let mut client = Client::with(&pulling(), &[&desk.folder.join("in")]);
    let pull = |client: &mut Client, uri: &str, known: &Value| {
        let params = json!({ "textDocument": { "uri": uri }, "previousResultId": known });
        client.result("textDocument/diagnostic", params)
    };
    let uri = uri_of(&desk.folder.join("in/a.md"));
    let report = pull(&mut client, &uri, &Value::Null);
    assert_eq!(
        (&report["items"][0]["code"], &report["items"][0]["severity"]),
        (&json!("unused-allow"), &json!(1))
    );
    assert_eq!(pull(&mut client, &uri, &report["resultId"])["kind"], "unchanged");
    // The same in the report on all.
    let all = client.result("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert_eq!((&all["items"][0]["uri"], &all["items"][0]["items"]), (&json!(uri), &report["items"]));

    // What is no draft of the workspace is not ours to read.
    for other in ["in/none.md", "in/README.md", "in/a.rs", "out/a.md"] {
        let uri = uri_of(&desk.folder.join(other));
        assert_eq!(pull(&mut client, &uri, &Value::Null)["items"], json!([]), "{other}");
    }
    assert_eq!(pull(&mut client, "untitled:Untitled-1", &Value::Null)["items"], json!([]));

    client.open(&uri, "Sound.\n");
    assert_eq!(pull(&mut client, &uri, &Value::Null)["items"], json!([]));
    let all = client.result("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert_eq!((&all["items"][0]["version"], &all["items"][0]["items"]), (&json!(1), &json!([])));
    client.close(&uri);
    assert_eq!(pull(&mut client, &uri, &Value::Null)["items"], report["items"]);
    client.finish();
}

/// What is being typed is held back from a client that pulls, too; after the pause it is told to
/// ask again, and gets what a fresh check finds.
#[test]
fn a_client_that_pulls_is_told_when_the_writer_pauses() {
    let mut client = Client::start();
    client.initialize(&pulling());
    client.open(URI, "Ana Ruiz left.\n\nThe end\n");
    assert_eq!(pull(&mut client, None)["items"], json!([]));
    for (version, key) in (2..).zip(" “We".chars()) {
        let place = json!({ "line": 2, "character": 5 + version });
        client.change(
            URI,
            version,
            json!([{ "range": { "start": place, "end": place }, "text": key.to_string() }]),
        );
        assert_eq!(pull(&mut client, None)["items"], json!([]), "while typing {key:?}");
    }
    let refresh = client.asked("workspace/diagnostic/refresh");
    client.reply(&refresh, Value::Null);
    assert_eq!(pull(&mut client, None)["items"][0]["code"], "unclosed-quote");
    client.finish();
}

/// A client that pulls is shown no more than one that is pushed to.
#[test]
fn what_is_pulled_is_bounded() {
    let mut client = Client::start();
    client.initialize(&pulling());
    client.open(URI, &DRAFT.repeat(1_200));
    let items = pull(&mut client, None)["items"].clone();
    let items = items.as_array().expect("items");
    assert_eq!(
        (items.len(), &items[1_000]["message"]),
        (1_001, &json!("200 more findings aren’t shown; 1000 are"))
    );
    client.finish();
}
