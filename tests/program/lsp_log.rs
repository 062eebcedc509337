//! What the server says of itself: on standard error, in the client's log, to the user. Never in a
//! draft's words.

use serde_json::{Value, json};

use crate::client::{Client, PATIENCE, uri_of};
use crate::command::Desk;

/// A draft whose every word would be known again.
const DRAFT: &str = "# Xylophonists abscond\n\n\
    “Quixotic zeppelins,” said Wilhelmina Vexworthy. “Jumbled marzipan.”\n\n\
    Later Vexworthey left on Friday.\n\n<!-- copydesk: allow unclosed-quote: gobbledygook -->\n";

const WORDS: [&str; 7] =
    ["Xylophon", "Quixotic", "Wilhelmina", "Vexworth", "marzipan", "gobbledygook", "zeppelin"];

/// Does all that can be done with a draft, soundly and not.
fn toil(client: &mut Client, folder: &str) {
    let uri = format!("{folder}/draft.md");
    client.open(&uri, DRAFT);
    client.open(&uri, DRAFT);
    client.diagnostics(&uri, 1);
    for method in ["hover", "documentHighlight", "completion", "prepareRename"] {
        client.at(&format!("textDocument/{method}"), &uri, 2, 30);
    }
    let place = json!({ "line": 2, "character": 30 });
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let draft = json!({ "uri": uri });
    for (method, params) in [
        ("textDocument/documentSymbol", json!({})),
        ("textDocument/inlayHint", json!({ "range": range })),
        ("textDocument/codeAction", json!({ "range": range, "context": { "diagnostics": [] } })),
        ("textDocument/references", json!({ "position": place, "context": { "includeDeclaration": true } })),
        ("textDocument/rename", json!({ "position": place, "newName": "Zeppelin Vexworthy" })),
        ("textDocument/rename", json!({ "position": place, "newName": 7 })),
        ("textDocument/diagnostic", json!({})),
        ("workspace/symbol", json!({ "query": "Vexworthy" })),
        ("copydesk/marzipan", json!({})),
    ] {
        let mut params = params;
        params["textDocument"] = draft.clone();
        client.request(method, params);
    }
    client.change(&uri, 1, json!([{ "text": "“Jumbled marzipan." }]));
    client.change(&uri, 2, json!("marzipan"));
    client.change(&format!("{folder}/other.md"), 2, json!([{ "text": "marzipan" }]));
    client.write(b"Content-Length: 20\r\n\r\n{\"marzipan\": zeppelin");
    client.write(b"marzipan zeppelin\r\n\r\n");
    client.notify("$/cancelRequest", json!({ "id": "marzipan" }));
    client.notify("textDocument/didOpen", json!({ "textDocument": { "text": "marzipan" } }));
    client.close(&uri);
    client.close(&uri);
    client.so_far();
}

#[test]
fn a_log_above_debug_holds_none_of_a_drafts_words() {
    for level in ["error", "warn", "info"] {
        let desk = Desk::new(&format!("lsp-log-{level}"));
        desk.write("filed.md", DRAFT).write("copydesk.toml", "[rules]\nmarzipan-rule = 7\n");
        let (mut client, log) = Client::start_logging(level);
        let folder = uri_of(&desk.folder);
        let folders = json!([{ "uri": folder, "name": "folder" }]);
        client.request(
            "initialize",
            json!({ "capabilities": {}, "workspaceFolders": folders, "trace": "verbose" }),
        );
        client.notify("initialized", json!({}));
        toil(&mut client, &folder);
        client.finish();
        let log = log.join().expect("a log");
        // A fault of the settings is told by its place and the settings' own words.
        let drafts = log.lines().filter(|line| !line.contains("settings with faults")).collect::<String>();
        for told in [
            "a draft was opened twice",
            "a change of a draft that isn't open",
            "a change with an old version",
        ] {
            assert_eq!(log.contains(told), level != "error", "{told}: {log}");
        }
        for word in WORDS {
            assert!(!drafts.contains(word), "{level}: {log}");
        }
    }
}

/// Whatever is logged, nothing but frames goes to standard output: every answer is found there.
#[test]
fn the_loudest_log_stays_off_standard_output() {
    let (mut client, log) = Client::start_logging("trace");
    client.initialize(&json!({}));
    toil(&mut client, "file:///drafts");
    client.finish();
    assert!(log.join().expect("a log").contains("TRACE"));
}

/// A client that reads no log is served all the same: lines that it leaves lying are dropped.
#[test]
fn a_log_that_no_one_reads_stops_nothing() {
    let mut client = Client::start_unread("trace");
    client.initialize(&json!({}));
    for version in 2..1_000 {
        client.change("file:///none.md", version, json!([{ "text": "x" }]));
        assert_eq!(client.request("copydesk/none", json!({}))["error"]["code"], -32601);
    }
    client.finish();
}

#[test]
fn what_goes_on_is_traced_for_who_asks() {
    let mut client = Client::counting_in(&[]);
    let uri = "file:///a.md";
    for (value, traced) in [("messages", true), ("compact", true), ("off", false)] {
        client.notify("$/setTrace", json!({ "value": value }));
        client.open(uri, DRAFT);
        client.diagnostics(uri, 1);
        // It is told behind the diagnostics.
        let trace = if traced { client.asked("$/logTrace") } else { Value::Null };
        for word in WORDS {
            assert!(!trace.to_string().contains(word), "{trace}");
        }
        client.close(uri);
        client.unversioned_diagnostics(uri);
        let said = client.so_far();
        assert!(said.iter().all(|said| said["method"] != "$/logTrace"), "{value}: {said:?}");
    }
    client.finish();
}

#[test]
fn what_a_user_should_know_is_in_the_clients_log() {
    let desk = Desk::new("lsp-told");
    desk.write("copydesk.toml", "preset = \"wier\"\n");
    let mut client = Client::with(&json!({}), &[&desk.folder]);
    client.open(&uri_of(&desk.folder.join("a.md")), "Sound.");
    let told = client.asked("window/logMessage");
    let told = told["params"]["message"].as_str().expect("a message");
    assert!(told.contains("copydesk.toml:1:10") && told.contains("last good settings"), "{told}");
    client.finish();
}

/// Every limit is visible: a message that is refused for its length is shown to the user.
#[test]
fn a_message_too_long_is_told_of() {
    let mut client = Client::counting_in(&[]);
    client.write(b"Content-Length: 99000000\r\n\r\n");
    let shown = client.asked("window/showMessage");
    let shown: &Value = &shown["params"]["message"];
    assert!(shown.as_str().is_some_and(|shown| shown.contains("64 MiB")), "{shown}");
    client.finish();
}

/// The end of the log is the end of the server: no thread of its own keeps it.
#[test]
fn a_log_ends_with_the_server() {
    let (mut client, log) = Client::start_logging("debug");
    client.initialize(&json!({}));
    client.hang_up();
    client.ended_within(PATIENCE);
    log.join().expect("a log");
}
