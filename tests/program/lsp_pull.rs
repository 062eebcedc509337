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
