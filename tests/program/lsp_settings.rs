//! Settings in an editor: the nearest file holds, it is reloaded without a restart, and a broken
//! one costs nothing.

use std::time::Instant;

use serde_json::{Value, json};

use crate::client::{Client, PATIENCE, uri_of};
use crate::command::Desk;

/// A draft with one finding, whose severity tells the settings in force.
const DRAFT: &str = "<!-- copydesk: allow unclosed-quote: why -->\n\nNothing here.\n";

const SETTINGS: &str = "[rules]\nunused-allow = \"error\"\n";

fn severities(diagnostics: &Value) -> Vec<Option<i64>> {
    diagnostics.as_array().expect("diagnostics").iter().map(|shown| shown["severity"].as_i64()).collect()
}

fn watching() -> Value {
    json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } })
}

fn changed(client: &mut Client, uri: &str) {
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
}

#[test]
fn the_nearest_settings_hold_for_each_draft() {
    let desk = Desk::new("lsp-nearest");
    desk.write("a/copydesk.toml", SETTINGS).write("b/copydesk.toml", "[rules]\nunused-allow = \"hint\"\n");
    let mut client = Client::with(&watching(), &[&desk.folder.join("a"), &desk.folder.join("b")]);
    for (path, severity) in [("a/x.md", 1), ("a/deep/x.md", 1), ("b/x.md", 4)] {
        let uri = uri_of(&desk.folder.join(path));
        client.open(&uri, DRAFT);
        assert_eq!(severities(&client.diagnostics(&uri, 1)), [Some(severity)], "{path}");
    }
    // What lies nowhere yet has the settings of the first folder.
    client.open("untitled:Untitled-1", DRAFT);
    assert_eq!(severities(&client.diagnostics("untitled:Untitled-1", 1)), [Some(1)]);
    client.finish();
}

#[test]
fn settings_reload_without_a_restart_and_keep_their_last_good_state() {
    let desk = Desk::new("lsp-reload");
    desk.write("copydesk.toml", SETTINGS);
    let (settings, draft) = (uri_of(&desk.folder.join("copydesk.toml")), uri_of(&desk.folder.join("x.md")));
    let mut client = Client::with(&watching(), &[&desk.folder]);
    let registered = client.asked("client/registerCapability");
    assert_eq!(registered["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.reply(&registered, Value::Null);
    client.open(&draft, DRAFT);
    assert_eq!(severities(&client.diagnostics(&draft, 1)), [Some(1)]);

    desk.write("copydesk.toml", "[rules]\nunused-allow = \"hint\"\n");
    changed(&mut client, &settings);
    assert_eq!(severities(&client.diagnostics(&draft, 1)), [Some(4)]);

    desk.write("copydesk.toml", "# “ö”\n[rules]\nunused-alow = \"error\"\n");
    changed(&mut client, &settings);
    let faults = client.unversioned_diagnostics(&settings);
    assert_eq!(faults[0]["range"]["start"], json!({ "line": 2, "character": 0 }), "{faults}");
    assert_eq!(severities(&client.diagnostics(&draft, 1)), [Some(4)], "the last good settings hold");

    desk.write("copydesk.toml", SETTINGS);
    changed(&mut client, &settings);
    assert_eq!(client.unversioned_diagnostics(&settings), json!([]));
    assert_eq!(severities(&client.diagnostics(&draft, 1)), [Some(1)]);
    client.finish();
}

#[test]
fn a_client_that_watches_nothing_has_its_settings_reloaded_too() {
    let desk = Desk::new("lsp-unwatched");
    let draft = uri_of(&desk.folder.join("x.md"));
    let mut client = Client::with(&json!({}), &[&desk.folder]);
    client.open(&draft, DRAFT);
    assert_eq!(severities(&client.diagnostics(&draft, 1)), [Some(2)]);
    desk.write("copydesk.toml", SETTINGS);
    assert_eq!(severities(&client.diagnostics(&draft, 1)), [Some(1)]);
    client.finish();
}

#[test]
fn settings_are_checked_as_they_are_written() {
    let desk = Desk::new("lsp-written");
    let (settings, draft) = (uri_of(&desk.folder.join("copydesk.toml")), uri_of(&desk.folder.join("x.md")));
    let mut client = Client::with(&watching(), &[&desk.folder]);
    client.open(&draft, DRAFT);
    assert_eq!(severities(&client.diagnostics(&draft, 1)), [Some(2)]);
    client.open(&settings, "preset = \"wire\"\n");
    assert_eq!(client.diagnostics(&settings, 1), json!([]));
    client.change(&settings, 2, json!([{ "text": "preset = \"wier\"\n" }]));
    let faults = client.diagnostics(&settings, 2);
    let message = faults[0]["message"].as_str().expect("a fault");
    assert!(message.contains("wire"), "{message}");

    // Saved, they are in force.
    desk.write("copydesk.toml", SETTINGS);
    client.change(&settings, 3, json!([{ "text": SETTINGS }]));
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": settings } }));
    assert_eq!(severities(&client.diagnostics(&draft, 1)), [Some(1)]);
    client.finish();
}

/// Folders come and go while the server runs: their drafts' names with them, and the settings of
/// what lies nowhere.
#[test]
fn folders_come_and_go() {
    let desk = Desk::new("lsp-folders");
    desk.write("a/copydesk.toml", SETTINGS).write("a/a.md", "Ana Ruiz left.\n");
    desk.write("b/copydesk.toml", "[rules]\nunused-allow = \"hint\"\n").write("b/b.md", "Tom Berg left.\n");
    let folder = |name: &str| json!({ "uri": uri_of(&desk.folder.join(name)), "name": name });
    let mut client = Client::with(&watching(), &[&desk.folder.join("a")]);
    client.open("untitled:Untitled-1", DRAFT);
    assert_eq!(severities(&client.diagnostics("untitled:Untitled-1", 1)), [Some(1)]);
    knows(&mut client, &["Ana Ruiz"]);
    let event = json!({ "added": [folder("b")], "removed": [folder("a")] });
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    assert_eq!(severities(&client.diagnostics("untitled:Untitled-1", 1)), [Some(4)]);
    knows(&mut client, &["Tom Berg"]);
    client.finish();
}

/// Waits until the workspace has just these names.
fn knows(client: &mut Client, names: &[&str]) {
    let end = Instant::now() + PATIENCE;
    loop {
        let found = client.result("workspace/symbol", json!({ "query": "" }));
        let found: Vec<_> =
            found.as_array().expect("symbols").iter().map(|found| found["name"].clone()).collect();
        if found == names {
            return;
        }
        assert!(Instant::now() < end, "{found:?} instead of {names:?}");
    }
}

/// Drafts that are written, renamed and deleted outside the editor are known as they are.
#[test]
fn drafts_are_watched() {
    let desk = Desk::new("lsp-watched");
    let mut client = Client::with(&watching(), &[&desk.folder]);
    let registered = client.asked("client/registerCapability");
    let watchers = registered["params"]["registrations"][0]["registerOptions"]["watchers"].to_string();
    assert!(
        watchers.contains("**/copydesk.toml") && watchers.contains("md") && watchers.contains("txt"),
        "{watchers}"
    );
    let uri = uri_of(&desk.folder.join("a.md"));
    let tell = |client: &mut Client, kind: i64| {
        client
            .notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": kind }] }));
    };
    // What a walk would leave out is left out here.
    desk.write("README.md", "Eva Lind left.\n");
    let readme = uri_of(&desk.folder.join("README.md"));
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": readme, "type": 1 }] }));
    desk.write("a.md", "Ana Ruiz left.\n");
    tell(&mut client, 1);
    knows(&mut client, &["Ana Ruiz"]);
    desk.write("a.md", "Tom Berg left.\n");
    tell(&mut client, 2);
    knows(&mut client, &["Tom Berg"]);
    std::fs::remove_file(desk.folder.join("a.md")).expect("it is deleted");
    tell(&mut client, 3);
    knows(&mut client, &[]);
    assert_eq!(client.unversioned_diagnostics(&uri), json!([]));
    client.finish();
}
