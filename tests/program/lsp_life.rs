//! How the server begins and ends, and what it survives on the wire.

use serde_json::{Value, json};

use crate::client::{Client, SECOND, framed};
use crate::command::Desk;

#[test]
fn it_counts_as_the_client_does() {
    for (offered, chosen) in [
        (json!(["utf-16", "utf-32", "utf-8"]), "utf-8"),
        (json!(["utf-16", "utf-32"]), "utf-32"),
        (json!(["utf-16"]), "utf-16"),
        (json!(["utf-7"]), "utf-16"),
        (Value::Null, "utf-16"),
    ] {
        let mut client = Client::start();
        let answer = client.initialize(&json!({ "general": { "positionEncodings": offered } }));
        assert_eq!(answer["capabilities"]["positionEncoding"], chosen, "{offered}");
        client.finish();
    }
}

#[test]
fn its_options_are_checked() {
    let desk = Desk::new("lsp-options");
    let loud = desk.run(&["lsp", "--log", "loud"]);
    assert_eq!(loud.status, 2);
    assert!(loud.err.contains("error, warn, info, debug or trace"), "{}", loud.err);
    // Its input is at its end at once; many clients add --stdio.
    assert_eq!(desk.run(&["lsp", "--stdio", "--log", "debug"]).status, 1);
}

#[test]
fn it_ends_at_once_after_shutdown_and_exit_while_its_input_is_open() {
    for params in [Some(Value::Null), Some(json!({})), None] {
        let mut client = Client::counting_in(&[]);
        let mut shutdown = json!({ "jsonrpc": "2.0", "id": "last", "method": "shutdown" });
        if let Some(params) = params {
            shutdown["params"] = params;
        }
        client.send(&shutdown);
        assert_eq!(client.wait_for(|message| message["id"] == "last")["result"], Value::Null);
        client.notify("exit", Value::Null);
        assert_eq!(client.ended_within(SECOND).code(), Some(0));
    }
}

#[test]
fn the_answer_to_shutdown_is_written_even_if_exit_comes_right_behind() {
    let mut client = Client::counting_in(&[]);
    let shutdown = json!({ "jsonrpc": "2.0", "id": "last", "method": "shutdown" });
    let both = [framed(&shutdown), framed(&json!({ "jsonrpc": "2.0", "method": "exit" }))].concat();
    client.write(&both);
    assert_eq!(client.wait_for(|message| message["id"] == "last")["result"], Value::Null);
    assert_eq!(client.ended_within(SECOND).code(), Some(0));
}

#[test]
fn exit_alone_is_a_failure() {
    let mut client = Client::counting_in(&[]);
    client.notify("exit", Value::Null);
    assert_eq!(client.ended_within(SECOND).code(), Some(1));

    let mut early = Client::start();
    early.notify("exit", Value::Null);
    assert_eq!(early.ended_within(SECOND).code(), Some(1));
}

#[test]
fn it_ends_with_its_input() {
    let mut client = Client::counting_in(&[]);
    client.open("file:///a.md", "Some words.");
    client.hang_up();
    assert_eq!(client.ended_within(SECOND).code(), Some(1));

    let mut polite = Client::counting_in(&[]);
    polite.request("shutdown", Value::Null);
    polite.hang_up();
    assert_eq!(polite.ended_within(SECOND).code(), Some(0));

    let mut silent = Client::start();
    silent.hang_up();
    assert_eq!(silent.ended_within(SECOND).code(), Some(1));
}

#[test]
fn requests_at_the_wrong_time_are_refused() {
    let mut client = Client::start();
    assert_eq!(client.request("textDocument/hover", json!({}))["error"]["code"], -32002);
    client.open("file:///early.md", "Too early.");
    client.initialize(&json!({}));
    assert_eq!(client.request("initialize", json!({ "capabilities": {} }))["error"]["code"], -32600);
    assert_eq!(client.request("copydesk/none", json!({}))["error"]["code"], -32601);
    assert_eq!(client.request("$/none", json!({}))["error"]["code"], -32601);
    client.notify("$/none", json!({}));
    client.notify("copydesk/none", json!({}));
    assert_eq!(client.request("shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(client.request("shutdown", Value::Null)["error"]["code"], -32600);
    assert_eq!(client.request("textDocument/hover", json!({}))["error"]["code"], -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.ended_within(SECOND).code(), Some(0));
}

#[test]
fn it_survives_whatever_stands_between_frames() {
    let mut client = Client::counting_in(&[]);
    let request = |id: &str| json!({ "jsonrpc": "2.0", "id": id, "method": "copydesk/none" }).to_string();
    for (garbage, answered) in [
        ("no header at all\r\n\r\n", false),
        ("\r\n\r\n\r\n", false),
        ("Content-Length: 5\r\n\r\n{\"a\":", true),
        ("Content-Length: 2\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"a\"}", true),
        ("Content-Length: 500\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"a\"}", true),
        ("Content-Length: 999999999999\r\n\r\n{}", true),
        ("Content-Length: many\r\n\r\n{}", true),
        ("Content-Type: text\r\n\r\n{}", true),
        ("Content-Length: 4\r\n\r\n\u{fffd}x", true),
        ("Content-Length: 0\r\n\r\n", true),
        ("Content-Length: 2\r\n\r\n[]", true),
    ] {
        let body = request(garbage);
        client.write(garbage.as_bytes());
        client.write(
            format!("content-length: {}\r\nX-One: 1\r\nX-Two: 2\r\n\r\n{body}", body.len()).as_bytes(),
        );
        let answer = client.wait_for(|message| message["id"] == garbage);
        assert_eq!(answer["error"]["code"], -32601, "{garbage:?}");
        let refusals =
            client.so_far().iter().filter(|message| message.get("id") == Some(&Value::Null)).count();
        assert_eq!(refusals, usize::from(answered), "{garbage:?}");
    }
    client.finish();
}

#[test]
fn answers_that_no_one_waits_for_are_ignored() {
    let mut client = Client::counting_in(&[]);
    for answer in [
        json!({ "jsonrpc": "2.0", "id": 77, "result": null }),
        json!({ "jsonrpc": "2.0", "id": null, "error": { "code": 1, "message": "x", "more": 2 } }),
        json!({ "jsonrpc": "2.0", "id": "x" }),
    ] {
        client.send(&answer);
    }
    client.notify("$/cancelRequest", json!({ "id": 9999 }));
    client.notify("$/cancelRequest", json!({ "id": 99999999999u64 }));
    client.finish();
}

/// A client may be newer than the server, or odd: what isn't understood of its words is left out.
#[test]
fn no_client_is_refused_for_a_word() {
    let general = json!({ "positionEncodings": ["utf-9", "utf-32"], "staleRequestSupport": 7 });
    let edits = json!({ "documentChanges": true, "resourceOperations": ["create", "move"], "failureHandling": "best" });
    let folders = json!([{ "uri": "file:///a folder", "name": "a" }, { "uri": null }]);
    for (params, encoding) in [
        (
            json!({ "capabilities": { "general": general, "workspace": { "workspaceEdit": edits } }, "workspaceFolders": folders }),
            "utf-32",
        ),
        (
            json!({ "capabilities": { "general": { "positionEncodings": ["utf-8"] } }, "processId": -1, "trace": "compact" }),
            "utf-8",
        ),
        (json!({ "processId": "none", "rootUri": "", "capabilities": null }), "utf-16"),
        (json!({}), "utf-16"),
        (Value::Null, "utf-16"),
    ] {
        let mut client = Client::start();
        let answer = client.request("initialize", params.clone());
        assert_eq!(answer["result"]["capabilities"]["positionEncoding"], encoding, "{params}: {answer}");
        client.notify("initialized", json!({}));
        client.open("file:///a.md", "Sound.");
        assert_eq!(client.diagnostics("file:///a.md", 1), json!([]));
        client.finish();
    }
}

/// Every method answers, whatever it is asked with, and the server serves on.
#[test]
fn no_request_is_too_odd_to_be_answered() {
    let uri = "file:///a.md";
    let mut client = Client::counting_in(&[]);
    client.open(uri, "“Sound,” said Ana Ruiz on Friday.\n");
    let far = json!({ "line": -1, "character": 1e300 });
    let range = json!({ "start": { "line": 99, "character": 99 }, "end": far });
    let oddities = [
        Value::Null,
        json!({}),
        json!([]),
        json!("odd"),
        json!({ "textDocument": 7, "position": "here" }),
        json!({ "textDocument": { "uri": "" }, "position": far, "range": range }),
        json!({
            "textDocument": { "uri": uri }, "position": far, "range": range, "newName": "",
            "context": { "diagnostics": 7, "includeDeclaration": true }, "query": "\u{0}", "previousResultIds": [],
        }),
        json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 12 }, "newName": "\n\n" }),
    ];
    let methods = [
        "hover",
        "completion",
        "documentHighlight",
        "documentSymbol",
        "inlayHint",
        "codeAction",
        "references",
        "prepareRename",
        "rename",
        "diagnostic",
        "semanticTokens/full",
        "semanticTokens/range",
        "none",
    ];
    let methods = methods.iter().map(|method| format!("textDocument/{method}"));
    for method in methods.chain(["workspace/symbol", "workspace/diagnostic"].map(str::to_owned)) {
        for params in &oddities {
            let answer = client.request(&method, params.clone());
            assert!(
                answer.get("error").is_some() || answer.get("result").is_some(),
                "{method} {params}: {answer}"
            );
        }
    }
    for method in [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didSave",
        "textDocument/didClose",
        "workspace/didChangeConfiguration",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeWorkspaceFolders",
        "workspace/didRenameFiles",
        "workspace/didDeleteFiles",
        "window/workDoneProgress/cancel",
        "$/setTrace",
        "$/cancelRequest",
        "initialized",
    ] {
        for params in &oddities[..5] {
            client.notify(method, params.clone());
        }
    }
    assert_eq!(client.at("textDocument/prepareRename", uri, 0, 16)["placeholder"], "Ana Ruiz");
    client.finish();
}
