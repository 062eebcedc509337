//! Makes a client's message fit for the base, which drops what it can't decode.
//!
//! A change that is dropped leaves a text that differs from the editor's for ever, so whatever
//! has a plain meaning is read: columns past all bounds, halves of surrogate pairs, URIs with
//! spaces. What has none is refused by an answer.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use serde_json::{Map, Value, json};
use tower_lsp::ls_types::Uri;

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

/// URIs as clients sent them, by what they are inside the server, where the two differ.
#[derive(Clone, Debug, Default)]
pub(super) struct Aliases(Arc<Mutex<HashMap<String, String>>>);

impl Aliases {
    /// What the client calls a draft.
    pub(super) fn sent(&self, uri: &Uri) -> String {
        let aliases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        aliases.get(uri.as_str()).map_or_else(|| uri.as_str().to_owned(), Clone::clone)
    }

    fn remember(&self, uri: &str, sent: &str) {
        let mut aliases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        aliases.insert(uri.to_owned(), sent.to_owned());
    }
}

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
    match message.get("method") {
        Some(Value::String(method)) => {
            // Clients written with lsp4j send null where nothing belongs.
            if method == "shutdown" || method == "exit" {
                changed |= message.remove("params").is_some();
            }
            if let Some(params) = message.get_mut("params") {
                changed |= tidy_params(params, aliases);
            }
            Ok(changed)
        }
        None if message.contains_key("id") => Ok(tidy_answer(message) || changed),
        _ => Err(refused(id.unwrap_or_default(), INVALID_REQUEST, "a message has a method or an answer")),
    }
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

fn tidy_params(value: &mut Value, aliases: &Aliases) -> bool {
    match value {
        Value::Object(object) => {
            object.iter_mut().fold(false, |changed, (key, value)| tidy_param(key, value, aliases) | changed)
        }
        Value::Array(array) => {
            array.iter_mut().fold(false, |changed, value| tidy_params(value, aliases) | changed)
        }
        _ => false,
    }
}

fn tidy_param(key: &str, value: &mut Value, aliases: &Aliases) -> bool {
    let tidied = match (key, &*value) {
        ("line" | "character", Value::Number(number)) if !fits::<u32>(number) => {
            Value::from(number.as_f64().map_or(0, |number| number as u32))
        }
        ("version", Value::Number(number)) if !fits::<i32>(number) => {
            Value::from(number.as_f64().map_or(0, |number| number as i32))
        }
        // No one needs it: the length of a replaced range is known from its ends.
        ("rangeLength", Value::Number(number)) if !fits::<u32>(number) => Value::Null,
        ("uri" | "oldUri" | "newUri" | "rootUri", Value::String(uri)) => match tidy_uri(uri) {
            Cow::Owned(tidied) => {
                aliases.remember(&tidied, uri);
                Value::String(tidied)
            }
            Cow::Borrowed(_) => return false,
        },
        _ => return tidy_params(value, aliases),
    };
    *value = tidied;
    true
}

fn fits<T: TryFrom<i64>>(number: &serde_json::Number) -> bool {
    number.as_i64().is_some_and(|number| T::try_from(number).is_ok())
}

/// The URI, with percent signs where a character may not stand in one.
pub(super) fn tidy_uri(uri: &str) -> Cow<'_, str> {
    if uri.parse::<Uri>().is_ok() {
        return Cow::Borrowed(uri);
    }
    let mut tidied = String::with_capacity(uri.len() + 16);
    if !uri.contains(':') {
        tidied.push_str("untitled:");
    }
    for byte in uri.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte) {
            tidied.push(char::from(byte));
        } else {
            tidied.push_str(&format!("%{byte:02X}"));
        }
    }
    if tidied.parse::<Uri>().is_err() {
        tidied = format!("untitled:{}", tidied.replace(['%', ':', '/', '#', '?'], "_"));
    }
    Cow::Owned(tidied)
}

/// Reads JSON whose strings hold halves of surrogate pairs, as an editor sends them that counts
/// in UTF-16 and splits a pair. Each half becomes U+FFFD, which counts as one unit too.
fn without_lone_surrogates(body: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(body).ok()?;
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xD800..0xDC00), Some(0xDC00..0xE000)) => 12,
            (Some(0xD800..0xE000), _) => {
                mended.push('\u{FFFD}');
                rest = &escape[6..];
                continue;
            }
            _ => 1 + escape[1..].chars().next().map_or(0, char::len_utf8),
        };
        mended.push_str(&escape[..length]);
        rest = &escape[length..];
    }
    mended.push_str(rest);
    serde_json::from_str(&mended).ok()
}

/// The UTF-16 unit of an escape such as `\ud83d` at the start of a text.
fn unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()
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
    fn numbers_out_of_bounds_are_bounded() {
        let position = json!({"line": -1, "character": 4294967296u64});
        let message = json!({"jsonrpc": "2.0", "method": "a", "params": {"range": {"start": position}}});
        assert_eq!(
            tidied(&message)["params"]["range"]["start"],
            json!({"line": 0, "character": 4294967295u64})
        );
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
    fn any_uri_can_be_read() {
        assert_eq!(tidy_uri("untitled:Untitled-1"), "untitled:Untitled-1");
        assert_eq!(tidy_uri("file:///a b/ö.md"), "file:///a%20b/%C3%B6.md");
        for odd in ["", "draft", "C:\\drafts\\a.md", "100%", "file:///%zz", "a:b[c]", "1:2"] {
            assert!(tidy_uri(odd).parse::<Uri>().is_ok(), "{odd}: {}", tidy_uri(odd));
        }
    }

    #[test]
    fn an_odd_uri_is_known_by_what_the_client_calls_it() {
        let aliases = Aliases::default();
        let message = json!({"jsonrpc": "2.0", "method": "a", "params": {"uri": "file:///a b.md"}});
        tidy(Bytes::from(message.to_string()), &aliases).expect("a sound message");
        assert_eq!(aliases.sent(&"file:///a%20b.md".parse().expect("a URI")), "file:///a b.md");
        assert_eq!(aliases.sent(&"file:///b.md".parse().expect("a URI")), "file:///b.md");
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
}
