//! Makes the client's first words fit for the base.
//!
//! The base refuses `initialize` for one word that it doesn't know, and with it the client. But
//! clients are newer than servers, and what they say of themselves is an offer: what can't be
//! understood of it is left out.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use serde_path_to_error::{Path, Segment};
use tower_lsp::ls_types::InitializeParams;

/// How much may be left out before nothing but the folders is kept.
const FAULTS: usize = 256;

/// Leaves out what can't be understood; whether there was any.
pub(super) fn tidy(params: &mut Value) -> bool {
    let mut changed = super::params::tidy_trace(params.get_mut("trace"));
    for _ in 0..FAULTS {
        let Err(error) = serde_path_to_error::deserialize::<_, InitializeParams>(&*params) else {
            return changed;
        };
        tracing::debug!(%error, "left out of initialize");
        if !leave_out(params, error.path()) {
            break;
        }
        changed = true;
    }
    if InitializeParams::deserialize(&*params).is_err() {
        *params = least(params);
        changed = true;
    }
    changed
}

/// Takes the value at a path out; whether there was one.
fn leave_out(params: &mut Value, path: &Path) -> bool {
    let steps: Vec<&Segment> = path.iter().collect();
    let Some((last, way)) = steps.split_last() else { return complete(params) };
    let holder = way.iter().try_fold(params, |value, step| match step {
        Segment::Map { key } => value.get_mut(key),
        Segment::Seq { index } => value.get_mut(index),
        Segment::Enum { .. } | Segment::Unknown => Some(value),
    });
    match (holder, last) {
        (Some(Value::Object(object)), Segment::Map { key }) => object.remove(key).is_some(),
        (Some(Value::Array(array)), Segment::Seq { index }) if *index < array.len() => {
            array.remove(*index);
            true
        }
        _ => false,
    }
}

/// A client that says nothing of itself can do nothing but what all can.
fn complete(params: &mut Value) -> bool {
    match params {
        Value::Object(object) if !object.contains_key("capabilities") => {
            object.insert("capabilities".to_owned(), json!({}));
            true
        }
        _ => false,
    }
}

/// The client's first words without all that may be wrong.
fn least(params: &Value) -> Value {
    let mut kept = Map::from_iter([("capabilities".to_owned(), json!({}))]);
    for key in ["processId", "initializationOptions"] {
        kept.extend(params.get(key).map(|value| (key.to_owned(), value.clone())));
    }
    let kept = Value::Object(kept);
    if InitializeParams::deserialize(&kept).is_ok() { kept } else { json!({ "capabilities": {} }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(mut params: Value) -> Value {
        let changed = tidy(&mut params);
        InitializeParams::deserialize(&params).expect("initialize");
        assert!(!tidy(&mut params.clone()), "once is enough");
        if changed { params } else { json!("as it was") }
    }

    #[test]
    fn words_that_are_known_stay() {
        assert_eq!(tidied(json!({ "processId": 1, "capabilities": { "general": {} } })), "as it was");
    }

    #[test]
    fn only_what_is_not_understood_is_left_out() {
        let edits = json!({ "documentChanges": true, "resourceOperations": ["create", "move"], "failureHandling": "best" });
        let tokens = json!({ "requests": { "range": {}, "full": { "delta": true } }, "tokenTypes": [], "tokenModifiers": [], "formats": [] });
        let client = tidied(json!({
            "processId": -1,
            "trace": "compact",
            "rootUri": null,
            "workspaceFolders": [{ "uri": "file:///a", "name": "a" }, { "uri": 7 }],
            "capabilities": {
                "workspace": { "workspaceEdit": edits },
                "textDocument": { "semanticTokens": tokens, "hover": { "contentFormat": ["html", "markdown"] } },
            },
        }));
        let (workspace, text) =
            (&client["capabilities"]["workspace"], &client["capabilities"]["textDocument"]);
        assert_eq!(
            workspace["workspaceEdit"],
            json!({ "documentChanges": true, "resourceOperations": ["create"] })
        );
        assert_eq!(text["semanticTokens"]["requests"], json!({ "full": { "delta": true } }));
        assert_eq!(text["hover"]["contentFormat"], json!(["markdown"]));
        assert_eq!(client["workspaceFolders"], json!([{ "uri": "file:///a", "name": "a" }]));
        assert_eq!(client["trace"], "messages");
        assert_eq!(client.get("processId"), None);
    }

    #[test]
    fn a_client_without_words_is_a_client() {
        for silent in [json!({}), json!(null), json!([]), json!("hello"), json!({ "capabilities": 1 })] {
            assert_ne!(tidied(silent.clone()), "as it was", "{silent}");
        }
    }
}
