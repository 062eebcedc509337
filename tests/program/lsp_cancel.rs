//! A client that has changed its mind, and one that answers late or never.

use std::time::Instant;

use serde_json::{Value, json};

use crate::client::{Client, SECOND, uri_of};
use crate::command::Desk;

const URI: &str = "file:///long.md";

/// Reading it takes a while.
fn long() -> String {
    "She said “yes” on Friday, and Ana Ruiz left. ".repeat(5_000)
}

#[test]
fn a_request_is_cancelled_by_whatever_id_it_has() {
    let mut client = Client::counting_in(&[]);
    client.open(URI, &long());
    for id in [
        json!(7),
        json!(1_u64 << 31),
        json!(1_700_000_000_000_u64),
        json!(-4_000_000_000_i64),
        json!("seven"),
        json!("7"),
    ] {
        // Asked twice, for the first may be answered before it is cancelled.
        let cancelled = (0..50).any(|_| {
            let params = json!({ "textDocument": { "uri": URI } });
            client.change(URI, 2, json!([{ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "text": "A" }]));
            client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/documentSymbol", "params": params }));
            client.notify("$/cancelRequest", json!({ "id": id }));
            let answer = client.wait_for(|message| message["id"] == id);
            answer["error"]["code"] == -32800
        });
        assert!(cancelled, "{id}");
    }
    client.finish();
}

#[test]
fn a_report_on_the_workspace_is_cancelled_at_once() {
    let desk = Desk::new("lsp-cancel-report");
    for draft in 0..50 {
        desk.write(&format!("{draft}.md"), long());
    }
    let pulling = json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } });
    let mut client = Client::with(&pulling, &[&desk.folder]);
    let id = client.ask("workspace/diagnostic", json!({ "previousResultIds": [], "workDoneToken": "work" }));
    client.wait_for(|message| message["params"]["token"] == "work");
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.answer(id)["error"]["code"], -32800);
    // Its work ends too, and far from the last draft.
    let mut percentage = 0;
    let last = loop {
        let told = client.wait_for(|message| message["params"]["token"] == "work");
        let value = &told["params"]["value"];
        if value["kind"] == "end" {
            break percentage;
        }
        percentage = value["percentage"].as_i64().unwrap_or(percentage);
    };
    assert!(last < 100, "{last}");
    client.finish();
}

#[test]
fn the_reading_of_other_drafts_is_stopped_by_the_user() {
    let desk = Desk::new("lsp-cancel-reading");
    for draft in 0..50 {
        desk.write(&format!("{draft}.md"), format!("Ana Ruiz left. {}", long()));
    }
    let mut client = Client::with(&json!({ "window": { "workDoneProgress": true } }), &[&desk.folder]);
    let created = client.asked("window/workDoneProgress/create");
    let token = created["params"]["token"].clone();
    client.reply(&created, Value::Null);
    client.wait_for(|message| message["params"]["token"] == token);
    client.notify("window/workDoneProgress/cancel", json!({ "token": token }));
    client.wait_for(|message| {
        message["params"]["token"] == token && message["params"]["value"]["kind"] == "end"
    });
    let found = client.result("workspace/symbol", json!({ "query": "Ana Ruiz" }));
    assert!(found.as_array().expect("symbols").len() < 50, "all drafts were read");
    client.finish();
}

/// Its answer is taken when it comes, and nothing waits for it.
#[test]
fn a_client_that_answers_late_is_heard() {
    let mut client = Client::start();
    let hints = json!({ "inlayHint": { "refreshSupport": true }, "configuration": true });
    client.initialize(&json!({ "workspace": hints }));
    let asked = client.asked("workspace/configuration");
    assert_eq!(asked["params"]["items"], json!([{ "section": "copydesk" }]));
    let text = "---\ndate: 2020-01-03\n---\n\nIt rained on Thursday.\n";
    client.open("file:///a.md", text);
    client.diagnostics("file:///a.md", 1);
    client.reply(&asked, json!([{ "inlayHints": { "dates": false } }]));
    // The client is told to ask for hints again, and gets none.
    let refresh = client.asked("workspace/inlayHint/refresh");
    client.reply(&refresh, Value::Null);
    let end = json!({ "line": 100, "character": 0 });
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": end });
    let params = json!({ "textDocument": { "uri": "file:///a.md" }, "range": range });
    assert_eq!(client.result("textDocument/inlayHint", params), json!([]));
    client.finish();
}

/// An answer that comes after the server's patience is over is no one's, and harms no one.
#[test]
fn an_answer_after_the_last_moment_harms_nothing() {
    let mut client = Client::start();
    client.initialize(&json!({ "workspace": { "configuration": true } }));
    let asked = client.asked("workspace/configuration");
    let begun = Instant::now();
    while begun.elapsed() < 6 * SECOND {
        client.open(URI, "Sound.");
        client.diagnostics(URI, 1);
        client.close(URI);
        client.unversioned_diagnostics(URI);
        std::thread::sleep(SECOND / 20);
    }
    client.reply(&asked, json!([{ "inlayHints": false }]));
    assert_eq!(client.request("copydesk/none", json!({}))["error"]["code"], -32601);
    client.finish();
}

/// The end comes even while the server waits for an answer of the client's.
#[test]
fn a_server_that_waits_for_an_answer_ends_with_its_input() {
    let mut client = Client::start();
    let able = json!({ "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true } });
    client.initialize(&json!({ "workspace": able }));
    client.asked("workspace/configuration");
    client.hang_up();
    assert_eq!(client.ended_within(SECOND).code(), Some(1));
}

/// Names that were settled after a draft was closed are found as they stand on disk.
#[test]
fn a_closed_draft_is_known_as_it_lies_on_disk() {
    let desk = Desk::new("lsp-closed");
    desk.write("a.md", "Ana Ruiz left.\n");
    let mut client = Client::with(&json!({}), &[&desk.folder]);
    let uri = uri_of(&desk.folder.join("a.md"));
    let known = |client: &mut Client, query: &str| {
        let found = client.result("workspace/symbol", json!({ "query": query }));
        found.as_array().expect("symbols").len()
    };
    client.open(&uri, "Tom Berg left.\n");
    // What is on screen counts while it is there.
    assert_eq!((known(&mut client, "Tom Berg"), known(&mut client, "Ana Ruiz")), (1, 0));
    desk.write("a.md", "Eva Lind left.\n");
    client.close(&uri);
    let end = Instant::now() + 30 * SECOND;
    while known(&mut client, "Eva Lind") == 0 {
        assert!(Instant::now() < end, "the names on disk are not known");
    }
    assert_eq!(known(&mut client, "Tom Berg"), 0);
    client.finish();
}
