//! Makes a client's message fit for the base, which drops what it can't decode.
//!
//! A change that is dropped leaves a text that differs from the editor's for ever, so whatever
//! has a plain meaning is read: columns past all bounds, halves of surrogate pairs, URIs with
//! spaces. What has none is refused by an answer.

mod greeting;
mod halves;
mod params;
mod uris;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use halves::without_lone_surrogates;
pub(super) use uris::Aliases;

/// A message that is none: the error to answer with.
#[derive(Debug, PartialEq)]
pub(super) struct Refused {
    /// The request it answers, if that could be read.
    pub(super) id: Value,
    /// The error's code in JSON-RPC.
    pub(super) code: i32,
    /// What is wrong.
    pub(super) message: String,
}

/// Not JSON.
pub(super) const PARSE_ERROR: i32 = -32700;
/// JSON, but no message.
const INVALID_REQUEST: i32 = -32600;

/// The message as the base reads it, the same bytes if nothing had to be done.
pub(super) fn tidy(body: Bytes, aliases: &Aliases) -> Result<Bytes, Refused> {
    let mut changed = false;
    let value = match serde_json::from_slice(&body) {
        Ok(value) => value,
        Err(error) => {
            changed = true;
            without_lone_surrogates(&body)
                .ok_or_else(|| refused(Value::Null, PARSE_ERROR, &error.to_string()))?
        }
    };
    let Value::Object(mut message) = value else {
        return Err(refused(Value::Null, INVALID_REQUEST, "a message is one object"));
    };
    changed |= tidy_message(&mut message, aliases)?;
    if !changed {
        return Ok(body);
    }
    serde_json::to_vec(&message)
        .map(Bytes::from)
        .map_err(|error| refused(Value::Null, PARSE_ERROR, &error.to_string()))
}

fn refused(id: Value, code: i32, message: &str) -> Refused {
    Refused { id, code, message: message.to_owned() }
}

fn tidy_message(message: &mut Map<String, Value>, aliases: &Aliases) -> Result<bool, Refused> {
    let mut changed = tidy_version(message);
    let id = message.get("id").cloned();
    if !matches!(&id, None | Some(Value::Null | Value::String(_)))
        && id.as_ref().is_some_and(|id| !id.is_i64())
    {
        return Err(refused(Value::Null, INVALID_REQUEST, "an id is a string or an integer"));
    }
    let Some(Value::String(method)) = message.get("method") else {
        if message.contains_key("method") || !message.contains_key("id") {
            let id = id.unwrap_or_default();
            return Err(refused(id, INVALID_REQUEST, "a message has a method or an answer"));
        }
        return Ok(tidy_answer(message) || changed);
    };
    let method = method.clone();
    if method == "shutdown" || method == "exit" {
        // Clients written with lsp4j send null where nothing belongs.
        changed |= message.remove("params").is_some();
    } else if method == "initialize" {
        message.entry("params").or_insert(Value::Null);
    }
    if let Some(params) = message.get_mut("params") {
        changed |= params::tidy(params, aliases) | params::tidy_method(&method, params);
    }
    Ok(changed)
}

fn tidy_version(message: &mut Map<String, Value>) -> bool {
    let sound = message.get("jsonrpc").is_some_and(|version| version == "2.0");
    if !sound {
        message.insert("jsonrpc".to_owned(), json!("2.0"));
    }
    !sound
}

/// An answer of the client's. The base wants a result or an error, and knows exactly which keys
/// an error has.
fn tidy_answer(message: &mut Map<String, Value>) -> bool {
    if let Some(error) = message.remove("error").filter(|error| !error.is_null()) {
        message.remove("result");
        let code = error.get("code").and_then(Value::as_i64).unwrap_or(-32603);
        let text = error.get("message").and_then(Value::as_str).unwrap_or("unknown error");
        message.insert("error".to_owned(), json!({ "code": code, "message": text }));
        return true;
    }
    let missing = !message.contains_key("result");
    if missing {
        message.insert("result".to_owned(), Value::Null);
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(message: &Value) -> Value {
        let tidied = tidy(Bytes::from(message.to_string()), &Aliases::default()).expect("a sound message");
        serde_json::from_slice(&tidied).expect("JSON")
    }

    #[test]
    fn a_sound_message_keeps_its_bytes() {
        let body = Bytes::from_static(
            br#" {"jsonrpc":"2.0" , "method":"a","params":{"uri":"file:///c%3A/a%20b.md"}}"#,
        );
        assert_eq!(tidy(body.clone(), &Aliases::default()), Ok(body));
    }

    #[test]
    fn shutdown_needs_no_params() {
        for params in [Value::Null, json!({}), json!([])] {
            let message = json!({"jsonrpc": "2.0", "id": 1, "method": "shutdown", "params": params});
            assert_eq!(tidied(&message), json!({"jsonrpc": "2.0", "id": 1, "method": "shutdown"}));
        }
    }

    #[test]
    fn halves_of_surrogate_pairs_become_replacement_characters() {
        let body = Bytes::from_static(
            br#"{"jsonrpc":"2.0","method":"a","params":["\ud83d","\udc4d\\ud83d","\ud83d\udc4d"]}"#,
        );
        let tidied: Value =
            serde_json::from_slice(&tidy(body, &Aliases::default()).expect("sound")).expect("JSON");
        assert_eq!(tidied["params"], json!(["\u{FFFD}", "\u{FFFD}\\ud83d", "👍"]));
    }

    #[test]
    fn what_is_no_message_is_refused() {
        for (body, code) in [
            ("{", PARSE_ERROR),
            ("", PARSE_ERROR),
            ("[]", INVALID_REQUEST),
            ("1", INVALID_REQUEST),
            ("{}", INVALID_REQUEST),
            (r#"{"id":1.5,"method":"a"}"#, INVALID_REQUEST),
            (r#"{"id":1,"method":5}"#, INVALID_REQUEST),
        ] {
            assert_eq!(
                tidy(Bytes::from(body), &Aliases::default()).map_err(|refused| refused.code),
                Err(code),
                "{body}"
            );
        }
    }

    #[test]
    fn answers_of_odd_shape_are_answers() {
        assert_eq!(tidied(&json!({"id": 1})), json!({"jsonrpc": "2.0", "id": 1, "result": null}));
        let odd = json!({"id": 1, "error": {"code": "x", "why": 1}});
        assert_eq!(tidied(&odd)["error"], json!({"code": -32603, "message": "unknown error"}));
    }

    #[test]
    fn an_odd_uri_is_known_by_what_the_client_calls_it() {
        let aliases = Aliases::default();
        let message = json!({"jsonrpc": "2.0", "method": "a", "params": {"uri": "file:///a b.md"}});
        tidy(Bytes::from(message.to_string()), &aliases).expect("a sound message");
        assert_eq!(aliases.sent(&"file:///a%20b.md".parse().expect("a URI")), "file:///a b.md");
        assert_eq!(aliases.sent(&"file:///b.md".parse().expect("a URI")), "file:///b.md");
    }
}
