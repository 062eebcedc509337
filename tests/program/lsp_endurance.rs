//! What a client may do to a server without harm: not read, not answer, cancel everything, open
//! very much, and vanish.

use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Client, SECOND, framed};

/// Allowances that allow nothing: a draft with as many findings as one likes.
fn faults(count: usize) -> String {
    "<!-- copydesk: allow unclosed-quote: why -->\n\nNothing here.\n\n".repeat(count)
}

fn notification(method: &str, params: &Value) -> Vec<u8> {
    framed(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
}

#[test]
fn a_client_that_does_not_read_stops_nothing() {
    let uri = "file:///unread.md";
    let mut client = Client::start_deaf();
    let params = json!({ "processId": null, "rootUri": null, "capabilities": {} });
    let mut sent = framed(&json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params }));
    sent.extend(notification("initialized", &json!({})));
    let draft = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": faults(900) });
    sent.extend(notification("textDocument/didOpen", &json!({ "textDocument": draft })));
    for version in 2..3_000 {
        let start = json!({ "line": 0, "character": 0 });
        let change = json!([{ "range": { "start": start, "end": start }, "text": "a" }]);
        let draft = json!({ "uri": uri, "version": version });
        sent.extend(notification(
            "textDocument/didChange",
            &json!({ "textDocument": draft, "contentChanges": change }),
        ));
        sent.extend(framed(&json!({ "jsonrpc": "2.0", "id": version, "method": "copydesk/none" })));
    }
    let last = json!([{ "text": "Sound." }]);
    let draft = json!({ "uri": uri, "version": 3_000 });
    sent.extend(notification(
        "textDocument/didChange",
        &json!({ "textDocument": draft, "contentChanges": last }),
    ));
    assert!(client.is_read(sent), "the server stopped reading");

    client.listen();
    assert_eq!(client.diagnostics(uri, 3_000), json!([]));
    for id in 2..3_000 {
        assert_eq!(client.answer(id)["error"]["code"], -32601);
    }
    client.finish();
}

#[test]
fn a_client_that_reads_no_more_is_gone() {
    let mut client = Client::start_deaf();
    client.close_output();
    assert_eq!(client.ended_within(SECOND).code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_server_ends_with_the_process_that_started_it() {
    let mut parent = Command::new("cat").stdin(Stdio::piped()).spawn().expect("a process");
    let mut client = Client::start();
    let params = json!({ "processId": parent.id(), "rootUri": null, "capabilities": {} });
    assert!(client.request("initialize", params)["error"].is_null());
    drop(parent.stdin.take());
    parent.wait().expect("its end");
    assert_eq!(client.ended_within(2 * SECOND).code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_server_asked_to_end_ends() {
    let mut client = Client::counting_in(&[]);
    client.signal("-TERM");
    assert_eq!(client.ended_within(SECOND).code(), Some(1));
}

#[test]
fn a_client_that_answers_nothing_is_served_all_the_same() {
    let mut client = Client::start();
    let workspace =
        json!({ "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true } });
    client.initialize(&json!({ "workspace": workspace }));
    for round in 0..200 {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
        client.open("file:///a.md", &format!("Round {round}."));
        client.diagnostics("file:///a.md", 1);
        client.close("file:///a.md");
    }
    client.finish();
}

#[test]
fn a_client_that_cancels_everything_gets_an_answer_to_everything() {
    let uri = "file:///long.md";
    let mut client = Client::counting_in(&[]);
    client.open(uri, &"She said “yes” on Friday, and Ana Ruiz left. ".repeat(5_000));
    let params = json!({ "textDocument": { "uri": uri } });
    let ids: Vec<_> = (0..500).map(|_| client.ask("textDocument/documentSymbol", params.clone())).collect();
    for id in &ids {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    let cancelled = ids.into_iter().filter(|id| client.answer(*id)["error"]["code"] == -32800).count();
    assert!(cancelled > 0, "no request was cancelled");
    client.finish();
}

#[test]
fn a_request_whose_text_has_moved_on_is_not_answered_wrongly() {
    let uri = "file:///a.md";
    let mut client = Client::counting_in(&[]);
    client.open(uri, &"She said “yes” on Friday, and Ana Ruiz left. ".repeat(5_000));
    let params = json!({ "textDocument": { "uri": uri } });
    let id = client.ask("textDocument/documentSymbol", params);
    client.change(uri, 2, json!([{ "text": "Sound." }]));
    assert_eq!(client.answer(id)["error"]["code"], -32801);
    client.finish();
}

#[test]
fn a_draft_of_50_megabytes_is_a_draft() {
    let uri = "file:///huge.md";
    let mut client = Client::counting_in(&["utf-16"]);
    let text = format!("{}\n", "a".repeat(1023)).repeat(50 * 1024);
    client.open(uri, &text);
    let end = json!({ "line": 0, "character": 1023 });
    client.change(uri, 2, json!([{ "range": { "start": end, "end": end }, "text": " \u{1F44D}" }]));
    let asked = client.request("copydesk/none", json!({}));
    assert_eq!(asked["error"]["code"], -32601);
    client.close(uri);
    assert_eq!(client.unversioned_diagnostics(uri), json!([]));
    client.finish();
}

#[test]
fn a_message_over_the_bound_is_refused() {
    let mut client = Client::counting_in(&[]);
    let body = vec![b'x'; 65 << 20];
    client.write(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    client.write(&body);
    let refused = client.wait_for(|message| message["id"].is_null() && message.get("method").is_none());
    assert_eq!(refused["error"]["code"], -32700);
    client.finish();
}

#[test]
fn ten_thousand_drafts_are_open_at_once() {
    let mut client = Client::counting_in(&[]);
    for draft in 0..10_000 {
        client.open(&format!("file:///drafts/{draft}.md"), "One line.");
    }
    let last = "file:///drafts/9999.md";
    assert_eq!(client.diagnostics(last, 1), json!([]));
    client.finish();
}

/// `COPYDESK_ROUNDS` of opening, editing and closing, for who has more time, or less.
#[cfg(target_os = "linux")]
fn rounds() -> usize {
    std::env::var("COPYDESK_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(10_000)
}

#[cfg(target_os = "linux")]
#[test]
fn rounds_of_open_edit_close_leave_nothing_behind() {
    let mut client = Client::counting_in(&[]);
    let text = faults(5);
    let round = |client: &mut Client, number: usize| {
        // A name that is no URI: what is remembered of it must not pile up either.
        let uri = format!("file:///drafts/draft {number}.md");
        client.open(&uri, &text);
        let start = json!({ "line": 0, "character": 0 });
        client.change(&uri, 2, json!([{ "range": { "start": start, "end": start }, "text": "a" }]));
        client.diagnostics(&uri, 2);
        client.close(&uri);
        client.unversioned_diagnostics(&uri);
        client.so_far();
    };
    let rounds = rounds();
    for number in 0..100 {
        round(&mut client, number);
    }
    let before = client.resident();
    for number in 100..rounds {
        round(&mut client, number);
    }
    let after = client.resident();
    println!("{rounds} rounds: {before} KiB after the first hundred, {after} KiB after the last");
    assert!(after * 10 <= before * 11, "{before} KiB grew to {after} KiB");
    client.finish();
}

#[test]
fn more_findings_than_anyone_reads_are_counted() {
    let uri = "file:///many.md";
    let mut client = Client::counting_in(&[]);
    client.open(uri, &faults(1_200));
    let shown = client.diagnostics(uri, 1);
    let shown = shown.as_array().expect("diagnostics");
    assert_eq!(shown.len(), 1_001);
    assert_eq!(shown[1_000]["message"], "200 more findings aren’t shown; 1000 are");
    client.finish();
}

/// What the server says by itself must not be more than what is asked of it.
#[test]
fn an_idle_server_says_nothing() {
    let mut client = Client::counting_in(&[]);
    client.open("file:///a.md", "Sound.");
    client.diagnostics("file:///a.md", 1);
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(client.so_far(), Vec::<Value>::new());
    client.finish();
}
