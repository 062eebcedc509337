//! Quotations coloured by speaker: only where the editor can and the writer wants it.

use serde_json::{Value, json};

use crate::client::Client;

const URI: &str = "file:///colors.md";

const DRAFT: &str = "# Head\n\n👍 “We lost,” said Ana Ruiz. “Not so,”\nsaid Tom Berg.\n\n\
    “I say:\r\n‘No’ 👍\r\n  all the same,” said Ruiz.\n\nThe play “Home at Last” opened.\n";

/// The words of each coloured piece, in the encoding's units, and its colour.
type Piece = (String, u64);

fn able(tokens: &Value, encoding: &str) -> Value {
    json!({
        "general": { "positionEncodings": [encoding] },
        "textDocument": { "semanticTokens": tokens },
        "workspace": { "semanticTokens": { "refreshSupport": true } },
    })
}

fn tokens() -> Value {
    json!({ "requests": { "full": true, "range": true }, "tokenTypes": ["string"], "tokenModifiers": [], "formats": ["relative"] })
}

/// Starts a server for an editor that can do `capabilities` and wants `options`; what is offered.
fn start(capabilities: &Value, options: &Value) -> (Client, Value) {
    let mut client = Client::start();
    let params = json!({ "capabilities": capabilities, "initializationOptions": options });
    let offered = client.result("initialize", params)["capabilities"]["semanticTokensProvider"].clone();
    client.notify("initialized", json!({}));
    client.open(URI, DRAFT);
    (client, offered)
}

/// What is coloured, cut out of the draft as the client counts.
fn pieces(answer: &Value, encoding: &str) -> Vec<Piece> {
    let data: Vec<u64> = answer["data"]
        .as_array()
        .expect("data")
        .iter()
        .map(|number| number.as_u64().expect("a number"))
        .collect();
    let lines: Vec<&str> = DRAFT.split('\n').collect();
    let width = |char: char| match encoding {
        "utf-8" => char.len_utf8(),
        "utf-16" => char.len_utf16(),
        _ => 1,
    } as u64;
    let (mut line, mut column) = (0, 0);
    let mut pieces = Vec::new();
    for token in data.chunks(5) {
        column = if token[0] == 0 { column + token[1] } else { token[1] };
        line += token[0] as usize;
        let mut at = 0;
        let units = lines[line].chars().map(|char| {
            at += width(char);
            (at - width(char), char)
        });
        let words: String =
            units.filter(|(at, _)| (column..column + token[2]).contains(at)).map(|(_, char)| char).collect();
        pieces.push((words, token[3]));
    }
    pieces
}

fn expected() -> Vec<Piece> {
    let pieces = [("“We lost,”", 0), ("“Not so,”", 1), ("“I say:", 0), ("‘No’ 👍", 0), ("all the same,”", 0)];
    pieces.map(|(words, color)| (words.to_owned(), color)).to_vec()
}

#[test]
fn quotations_have_the_colour_of_their_speaker_in_every_count() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let (mut client, offered) = start(&able(&tokens(), encoding), &json!({ "speakerColors": true }));
        assert_eq!((&offered["full"], &offered["range"]), (&json!(true), &json!(true)), "{offered}");
        let draft = json!({ "uri": URI });
        let full = client.result("textDocument/semanticTokens/full", json!({ "textDocument": draft }));
        assert_eq!(pieces(&full, encoding), expected(), "{encoding}");
        // A part of the draft has the colours of the whole.
        let range = json!({ "start": { "line": 5, "character": 0 }, "end": { "line": 6, "character": 0 } });
        let part = json!({ "textDocument": draft, "range": range });
        let part = client.result("textDocument/semanticTokens/range", part);
        assert_eq!(pieces(&part, encoding), expected()[2..], "{encoding}");
        client.finish();
    }
}

#[test]
fn colours_are_offered_only_where_both_want_them() {
    let nothing = json!({ "general": {} });
    for (capabilities, options, wanted) in [
        (&able(&tokens(), "utf-8"), json!({ "speakerColors": true }), true),
        (&able(&tokens(), "utf-8"), json!({ "speakerColors": false }), false),
        (&able(&tokens(), "utf-8"), Value::Null, false),
        (&nothing, json!({ "speakerColors": true }), false),
    ] {
        let (mut client, offered) = start(capabilities, &options);
        assert_eq!(offered.is_object(), wanted, "{capabilities} {options}");
        client.diagnostics(URI, 1);
        assert!(client.so_far().iter().all(|said| said["method"] != "client/registerCapability"));
        client.finish();
    }
}

/// Where the client takes an offer at any time, it follows the writer's wish.
#[test]
fn colours_come_and_go_with_the_setting() {
    let mut able = able(&tokens(), "utf-8");
    able["textDocument"]["semanticTokens"]["dynamicRegistration"] = json!(true);
    let (mut client, offered) = start(&able, &Value::Null);
    assert!(offered.is_null(), "{offered}");
    let ask = json!({ "textDocument": { "uri": URI } });
    assert_eq!(client.result("textDocument/semanticTokens/full", ask.clone()), Value::Null);
    for _ in 0..2 {
        let settings = json!({ "copydesk": { "speakerColors": true } });
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        let registered = client.asked("client/registerCapability");
        let registration = &registered["params"]["registrations"][0];
        assert_eq!(registration["method"], "textDocument/semanticTokens");
        assert_eq!(registration["registerOptions"]["documentSelector"], Value::Null);
        assert_eq!(registration["registerOptions"]["full"], true);
        client.reply(&registered, Value::Null);
        let full = client.result("textDocument/semanticTokens/full", ask.clone());
        assert_eq!(pieces(&full, "utf-8"), expected());

        client.notify(
            "workspace/didChangeConfiguration",
            json!({ "settings": { "copydesk": { "speakerColors": false } } }),
        );
        let gone = client.asked("client/unregisterCapability");
        assert_eq!(gone["params"]["unregisterations"][0]["method"], "textDocument/semanticTokens");
        client.reply(&gone, Value::Null);
        assert_eq!(client.result("textDocument/semanticTokens/full", ask.clone()), Value::Null);
    }
    client.finish();
}

/// One that was offered them from the start is told to ask again.
#[test]
fn colours_vanish_where_they_were_offered_from_the_start() {
    let (mut client, _) = start(&able(&tokens(), "utf-8"), &json!({ "speakerColors": true }));
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "copydesk": { "speakerColors": false } } }),
    );
    let refresh = client.asked("workspace/semanticTokens/refresh");
    client.reply(&refresh, Value::Null);
    let ask = json!({ "textDocument": { "uri": URI } });
    assert_eq!(client.result("textDocument/semanticTokens/full", ask), Value::Null);
    client.finish();
}
