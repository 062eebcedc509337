//! What a message brings, bounded to what the base can read.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::greeting;
use super::uris::{Aliases, tidy_uri};

/// Reads what has a plain meaning wherever it stands; whether anything had to be done.
pub(super) fn tidy(value: &mut Value, aliases: &Aliases) -> bool {
    match value {
        Value::Object(object) => {
            object.iter_mut().fold(false, |changed, (key, value)| tidy_param(key, value, aliases) | changed)
        }
        Value::Array(array) => array.iter_mut().fold(false, |changed, value| tidy(value, aliases) | changed),
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
        _ => return tidy(value, aliases),
    };
    *value = tidied;
    true
}

/// What single methods need.
pub(super) fn tidy_method(method: &str, params: &mut Value) -> bool {
    match method {
        "initialize" => greeting::tidy(params),
        "$/setTrace" => tidy_trace(params.get_mut("value")),
        // A change must never be lost for want of a number that only serves to check it.
        "textDocument/didOpen" | "textDocument/didChange" => {
            let Some(Value::Object(draft)) = params.get_mut("textDocument") else { return false };
            let missing = draft.get("version").is_none_or(Value::is_null);
            if missing {
                draft.insert("version".to_owned(), json!(0));
            }
            missing
        }
        // No one needs them, and other servers' diagnostics come in all shapes.
        "textDocument/codeAction" => match params.get_mut("context") {
            Some(Value::Object(context)) => context.insert("diagnostics".to_owned(), json!([])).is_some(),
            _ => false,
        },
        _ => false,
    }
}

/// A client that wants its log short wants the messages.
pub(super) fn tidy_trace(trace: Option<&mut Value>) -> bool {
    match trace {
        Some(trace) if *trace == "compact" => {
            *trace = json!("messages");
            true
        }
        _ => false,
    }
}

fn fits<T: TryFrom<i64>>(number: &serde_json::Number) -> bool {
    number.as_i64().is_some_and(|number| T::try_from(number).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of the parameters of a message.
    fn tidied(message: Value) -> Value {
        let (method, mut params) = (message["method"].as_str().expect("a method"), message["params"].clone());
        tidy(&mut params, &Aliases::default());
        tidy_method(method, &mut params);
        params
    }

    #[test]
    fn a_folder_with_a_space_is_a_folder() {
        let folders = json!([{ "uri": "file:///a b", "name": "a b" }]);
        let params = json!({ "capabilities": {}, "workspaceFolders": folders });
        let tidied = tidied(json!({ "method": "initialize", "params": params }));
        assert_eq!(tidied["workspaceFolders"][0]["uri"], "file:///a%20b");
    }

    #[test]
    fn a_change_needs_no_version() {
        for version in [json!({"uri": "file:///a.md"}), json!({"uri": "file:///a.md", "version": null})] {
            let message = json!({"method": "textDocument/didChange", "params": {"textDocument": version}});
            assert_eq!(tidied(message)["textDocument"]["version"], 0);
        }
    }

    #[test]
    fn a_short_log_is_a_log() {
        let message = json!({"method": "$/setTrace", "params": {"value": "compact"}});
        assert_eq!(tidied(message)["value"], "messages");
    }

    #[test]
    fn what_other_servers_found_is_no_hindrance() {
        let context = json!({"diagnostics": [{"code": 99999999999u64}], "only": ["quickfix"]});
        let message = json!({"method": "textDocument/codeAction", "params": {"context": context}});
        assert_eq!(tidied(message)["context"], json!({"diagnostics": [], "only": ["quickfix"]}));
    }

    #[test]
    fn numbers_out_of_bounds_are_bounded() {
        let position = json!({"line": -1, "character": 4294967296u64});
        let message = json!({"jsonrpc": "2.0", "method": "a", "params": {"range": {"start": position}}});
        assert_eq!(tidied(message)["range"]["start"], json!({"line": 0, "character": 4294967295u64}));
    }
}
