//! What an editor shows of a draft, and what it can do about it.

use serde_json::{Value, json};

use crate::client::{Client, uri_of};
use crate::command::Desk;

pub(crate) const URI: &str = "file:///drafts/flood.md";

pub(crate) const DRAFT: &str = "---
date: 2020-01-03
---

# Flood takes the harvest

The river rose on Thursday, Ana Ruiz said. “We lost the harvest,” said Ruiz.

Ruiz, a farmer near Leer, wants the town’s mayor, Tom Berg, to pay.

“The dam was never built.”

## Claims

Feb. 30 is the last day. Ruiz’s house stands.
";

/// All that an editor can do.
pub(crate) fn editor() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
        "textDocument": {
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true,
                "tagSupport": { "valueSet": [1, 2] },
            },
        },
    })
}

/// An editor in which a draft is open.
pub(crate) fn with_draft(text: &str) -> Client {
    let mut client = Client::start();
    client.initialize(&editor());
    client.open(URI, text);
    client
}

/// Line and column of words in a draft, both as UTF-16 counts them.
pub(crate) fn place(text: &str, words: &str) -> (u32, u32) {
    let at = text.find(words).expect("the words stand in the draft");
    let line = text[..at].matches('\n').count() as u32;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    (line, text[start..at].encode_utf16().count() as u32)
}

fn hover(client: &mut Client, words: &str) -> String {
    let (line, column) = place(DRAFT, words);
    let hover = client.at("textDocument/hover", URI, line, column + 1);
    hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

/// A text after the edits that a workspace edit makes in it.
pub(crate) fn applied(text: &str, edit: &Value) -> String {
    let changes = edit["documentChanges"].as_array().expect("changes");
    let edits = changes.last().expect("a change")["edits"].as_array().expect("edits");
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        let byte = |place: &Value| {
            let line = place["line"].as_u64().expect("a line") as usize;
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            let column = place["character"].as_u64().expect("a column") as usize;
            let units = text[start..].chars().scan(0, |units, char| {
                let before = *units;
                *units += char.len_utf16();
                Some((before, char.len_utf8()))
            });
            start + units.take_while(|(before, _)| *before < column).map(|(_, length)| length).sum::<usize>()
        };
        let (start, end) = (byte(&edit["range"]["start"]), byte(&edit["range"]["end"]));
        text.replace_range(start..end, edit["newText"].as_str().expect("text"));
    }
    text
}

#[test]
fn a_place_tells_what_the_desk_knows_of_it() {
    let mut client = with_draft(DRAFT);
    let name = hover(&mut client, "Ruiz, a farmer");
    assert!(name.contains("**Ana Ruiz** (person), introduced as a farmer near Leer"), "{name}");
    assert!(name.contains("Ana Ruiz 1×, Ruiz 3×"), "{name}");
    let date = hover(&mut client, "Thursday");
    assert!(date.contains("Thursday, January 2, 2020") && date.contains("front matter"), "{date}");
    let quote = hover(&mut client, "We lost");
    assert!(quote.contains("**Ana Ruiz** (“Ruiz”) says this: “said” tells so"), "{quote}");
    let finding = hover(&mut client, "Feb. 30");
    assert!(finding.contains("`impossible-date`"), "{finding}");
    assert_eq!(hover(&mut client, "is the last"), "");
    client.finish();
}

#[test]
fn a_name_lights_up_and_is_renamed_in_all_its_forms() {
    let mut client = with_draft(DRAFT);
    let (line, column) = place(DRAFT, "Ruiz, a farmer");
    let highlights = client.at("textDocument/documentHighlight", URI, line, column + 4);
    assert_eq!(highlights.as_array().map(Vec::len), Some(4), "{highlights}");
    let prepared = client.at("textDocument/prepareRename", URI, line, column);
    assert_eq!(prepared["placeholder"], "Ruiz");

    let at = json!({ "line": line, "character": column });
    let rename = |name: &str| json!({ "textDocument": { "uri": URI }, "position": at, "newName": name });
    let edit = client.result("textDocument/rename", rename("Ruíz"));
    assert_eq!(edit["documentChanges"][0]["textDocument"]["version"], 1);
    assert_eq!(applied(DRAFT, &edit), DRAFT.replace("Ruiz", "Ruíz"));
    let (line, column) = place(DRAFT, "Ana Ruiz");
    let at = json!({ "line": line, "character": column });
    let params = json!({ "textDocument": { "uri": URI }, "position": at, "newName": "Anna Roiz" });
    let edit = client.result("textDocument/rename", params);
    assert_eq!(applied(DRAFT, &edit), DRAFT.replace("Ana Ruiz", "Anna Roiz").replace("Ruiz", "Roiz"));
    assert_eq!(client.request("textDocument/rename", rename(" "))["error"]["code"], -32602);
    let (line, column) = place(DRAFT, "is the last");
    assert_eq!(client.at("textDocument/prepareRename", URI, line, column), Value::Null);
    client.finish();
}

#[test]
fn an_outline_has_sections_with_what_they_hold() {
    let mut client = with_draft(DRAFT);
    let params = json!({ "textDocument": { "uri": URI } });
    let outline = client.result("textDocument/documentSymbol", params.clone());
    let outline = outline.as_array().expect("an outline");
    let names = |symbols: &[Value]| symbols.iter().map(|symbol| symbol["name"].clone()).collect::<Vec<_>>();
    assert_eq!(names(outline), ["Flood takes the harvest", "Claims"]);
    let first = outline[0]["children"].as_array().expect("children");
    for (name, detail) in [
        ("Thursday", "Thursday, January 2, 2020"),
        ("Ana Ruiz", "person, 4 mentions"),
        ("“We lost the harvest,”", "Ana Ruiz"),
        ("“The dam was never built.”", "no one named"),
    ] {
        let found = first
            .iter()
            .find(|symbol| symbol["name"] == name)
            .unwrap_or_else(|| panic!("{name}: {first:#?}"));
        assert_eq!(found["detail"], detail, "{name}");
    }

    // A client that shows no tree gets a list.
    let mut plain = Client::counting_in(&[]);
    plain.open(URI, DRAFT);
    let list = plain.result("textDocument/documentSymbol", params);
    assert_eq!((&list[0]["location"]["uri"], &list[1]["containerName"]), (&json!(URI), &list[0]["name"]));
    client.finish();
    plain.finish();
}

#[test]
fn names_of_the_draft_and_of_the_newsroom_are_completed() {
    let desk = Desk::new("lsp-completion");
    desk.write("copydesk.toml", "[names.prefer]\n\"Kyiv\" = [\"Kiev\"]\n");
    let uri = uri_of(&desk.folder.join("a.md"));
    let mut client = Client::with(&editor(), &[&desk.folder]);
    let text = "Ana Ruiz farms near Leer, Tom Berg said.\n\nLater R left.\n";
    client.open(&uri, text);
    let proposed = client.at("textDocument/completion", &uri, 2, 7);
    let proposed = proposed.as_array().expect("proposals");
    let find = |label: &str| proposed.iter().find(|proposal| proposal["label"] == label);
    assert_eq!(find("Ana Ruiz").expect("the name")["detail"], "Ana Ruiz");
    assert_eq!(find("Kyiv").expect("the newsroom's spelling")["detail"], "the newsroom’s spelling");
    let start = &find("Ana Ruiz").expect("the name")["textEdit"]["range"]["start"];
    assert_eq!(start, &json!({ "line": 2, "character": 6 }));
    // Nothing pops up at other words.
    assert_eq!(client.at("textDocument/completion", &uri, 2, 10), Value::Null);
    client.finish();
}

#[test]
fn a_diagnostic_carries_all_that_an_editor_shows() {
    let mut client = with_draft("It rained on Friday. It stopped yesterday.\n");
    let shown = &client.diagnostics(URI, 1)[0];
    assert_eq!((&shown["code"], &shown["source"]), (&json!("missing-date"), &json!("copydesk")));
    let page = shown["codeDescription"]["href"].as_str().expect("a page");
    assert!(page.ends_with("/rules/missing_date.md"), "{page}");
    assert_eq!(shown["relatedInformation"][0]["location"]["uri"], URI);
    assert_eq!(shown["data"]["fixes"], json!([]));
    client.finish();
}

/// What a diagnostic tells beyond its words: its fixes, and that something is of no use.
#[test]
fn a_diagnostic_carries_its_fixes_and_its_tags() {
    let text = "<!-- copydesk: allow date-clash: why -->\n\nNothing here.\n";
    let mut client = with_draft(text);
    let shown = client.diagnostics(URI, 1)[0].clone();
    assert_eq!(shown["tags"], json!([1]));
    assert_eq!(shown["data"]["version"], 1);
    let fix = &shown["data"]["fixes"][0];
    assert_eq!((&fix["title"], &fix["applicability"]), (&json!("Take this comment out"), &json!("safe")));
    assert_eq!(fix["edits"][0]["range"]["start"], json!({ "line": 0, "character": 0 }));
    client.finish();

    // A client that says nothing of them gets none.
    let mut plain = Client::counting_in(&[]);
    plain.open(URI, text);
    let shown = plain.diagnostics(URI, 1)[0].clone();
    for key in ["tags", "data", "relatedInformation", "codeDescription"] {
        assert_eq!(shown.get(key), None, "{shown}");
    }
    plain.finish();
}

#[test]
fn a_client_that_wants_no_markdown_gets_none() {
    for (formats, kind) in [
        (json!(["plaintext"]), "plaintext"),
        (json!(["plaintext", "markdown"]), "plaintext"),
        (json!(["markdown"]), "markdown"),
    ] {
        let mut client = Client::start();
        client.initialize(&json!({ "textDocument": { "hover": { "contentFormat": formats } } }));
        client.open(URI, DRAFT);
        let (line, column) = place(DRAFT, "Ruiz, a farmer");
        let shown = client.at("textDocument/hover", URI, line, column + 1)["contents"].clone();
        assert_eq!(shown["kind"], kind);
        assert_eq!(shown["value"].as_str().expect("words").contains("**"), kind == "markdown", "{shown}");
        client.finish();
    }
}

/// Every form follows: full, surname alone, possessive, over a line's end, in a title's company.
#[test]
fn every_form_of_a_name_is_renamed() {
    let text = "Gen. Qassem Suleimani left. Suleimani’s car was found. Qassem\nSuleimani, 62, said “no.” Mr. Suleimani's house stands.\n\nIt was Suleimani.\n";
    let mut client = with_draft(text);
    let (line, column) = place(text, "Suleimani’s");
    let at = json!({ "line": line, "character": column + 2 });
    let params = json!({ "textDocument": { "uri": URI }, "position": at, "newName": "Soleimani" });
    let edit = client.result("textDocument/rename", params);
    assert_eq!(applied(text, &edit), text.replace("Suleimani", "Soleimani"));
    client.finish();
}

/// A quotation that is being typed is not accused, until the writer pauses or goes elsewhere.
#[test]
fn what_is_being_typed_is_not_accused() {
    let text = "---\ndate: 2020-01-03\n---\n\nAna Ruiz left.\n\nThe end.\n";
    let mut client = with_draft(text);
    client.diagnostics(URI, 1);
    let mut version = 1;
    let type_at = |client: &mut Client, version: &mut i64, line: u32, column: u32, key: char| {
        *version += 1;
        let place = json!({ "line": line, "character": column });
        client.change(
            URI,
            *version,
            json!([{ "range": { "start": place, "end": place }, "text": key.to_string() }]),
        );
    };
    for (column, key) in (8..).zip(" “We lost".chars()) {
        type_at(&mut client, &mut version, 6, column, key);
        assert_eq!(client.diagnostics(URI, version), json!([]), "while typing {key:?}");
    }
    // Elsewhere: now it is told.
    type_at(&mut client, &mut version, 4, 14, ' ');
    assert_eq!(client.diagnostics(URI, version)[0]["code"], "unclosed-quote");
    // Back in it, and silent until a pause.
    type_at(&mut client, &mut version, 6, 17, '!');
    assert_eq!(client.diagnostics(URI, version), json!([]));
    assert_eq!(client.diagnostics(URI, version)[0]["code"], "unclosed-quote");
    client.finish();
}

#[test]
fn names_are_found_in_all_drafts_of_the_workspace() {
    let desk = Desk::new("lsp-workspace");
    desk.write("a.md", "Ana Ruiz farms.\n").write("b/b.md", "Tom Berg met Ana Ruiz. Ruiz left.\n");
    let mut capabilities = editor();
    capabilities["window"] = json!({ "workDoneProgress": true });
    let mut client = Client::with(&capabilities, &[&desk.folder]);
    let created = client.asked("window/workDoneProgress/create");
    client.reply(&created, Value::Null);
    client
        .wait_for(|message| message["method"] == "$/progress" && message["params"]["value"]["kind"] == "end");

    let found = client.result("workspace/symbol", json!({ "query": "ruiz" }));
    assert_eq!(found.as_array().map(Vec::len), Some(2), "{found}");
    let uri = uri_of(&desk.folder.join("a.md"));
    client.open(&uri, "Ana Ruiz farms.\n");
    let at = json!({ "line": 0, "character": 1 });
    let context = json!({ "includeDeclaration": true });
    let params = json!({ "textDocument": { "uri": uri }, "position": at, "context": context });
    let places = client.result("textDocument/references", params);
    let uris: Vec<_> = places.as_array().expect("places").iter().map(|place| place["uri"].clone()).collect();
    let other = uri_of(&desk.folder.join("b/b.md"));
    assert_eq!(uris, [json!(uri), json!(other), json!(other)]);
    let context = json!({ "includeDeclaration": false });
    let params = json!({ "textDocument": { "uri": uri }, "position": at, "context": context });
    let places = client.result("textDocument/references", params);
    let uris: Vec<_> = places.as_array().expect("places").iter().map(|place| place["uri"].clone()).collect();
    assert_eq!(uris, [json!(other), json!(other)], "the first mention is the declaration");
    client.finish();
}
