//! Holds a settings file against its schema, and says of every fault where it is and what was
//! likely meant.

use copydesk_core::Span;
use serde_json::Value;
use toml_edit::{Document, Item, TableLike};

/// The faults of a document, in its order.
pub(super) fn examine(document: &Document<String>, schema: &Value) -> Vec<(Span, String)> {
    let mut faults = Vec::new();
    table(document.as_table(), schema, "", &mut faults);
    faults.sort();
    faults
}

fn item(item: &Item, schema: &Value, path: &str, faults: &mut Vec<(Span, String)>) {
    let span = item.span().map_or(Span::default(), Span::from);
    let mut say = |message: String| faults.push((span, message));
    if let Some(words) = schema["enum"].as_array() {
        match item.as_str() {
            Some(word) if words.iter().any(|known| known == word) => (),
            Some(word) => say(format!("`{path}` can't be \"{word}\"{}", likely(word, words))),
            None => say(format!("`{path}` takes a word{}", likely("", words))),
        }
    } else if is(schema, "object") {
        match item.as_table_like() {
            Some(inner) => table(inner, schema, path, faults),
            None => say(format!("`{path}` takes a table, such as `[{path}]`")),
        }
    } else if is(schema, "array") {
        list(item, schema, path, faults);
    } else if is(schema, "boolean") && item.as_bool().is_none() {
        say(format!("`{path}` takes true or false"));
    } else if is(schema, "string") && item.as_str().is_none() {
        say(format!("`{path}` takes a text in quote marks"));
    }
}

/// Whether a schema takes a type, be it alone or among others.
fn is(schema: &Value, kind: &str) -> bool {
    match &schema["type"] {
        Value::Array(kinds) => kinds.iter().any(|known| known == kind),
        known => known == kind,
    }
}

fn table(inner: &dyn TableLike, schema: &Value, path: &str, faults: &mut Vec<(Span, String)>) {
    let keys = schema["properties"].as_object();
    for (key, value) in inner.iter() {
        let below = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        let key_span = inner.key(key).and_then(toml_edit::Key::span).map_or(Span::default(), Span::from);
        let names = keys.map(|keys| keys.keys().map(|key| Value::from(key.as_str())).collect::<Vec<_>>());
        if let Some(names) = names.filter(|names| !names.iter().any(|name| name == key)) {
            let what = if path.ends_with("rules") { "rule" } else { "key" };
            faults.push((key_span, format!("There is no {what} `{key}`{}", likely(key, &names))));
            continue;
        }
        let known = keys.and_then(|keys| keys.get(key)).unwrap_or(&schema["additionalProperties"]);
        item(value, known, &below, faults);
    }
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !inner.contains_key(key) {
            let span =
                inner.iter().next().and_then(|(_, item)| item.span()).map_or(Span::default(), Span::from);
            faults.push((span, format!("`{path}` needs `{key}`")));
        }
    }
}

fn list(value: &Item, schema: &Value, path: &str, faults: &mut Vec<(Span, String)>) {
    let inner = &schema["items"];
    if let Some(tables) = value.as_array_of_tables() {
        for one in tables {
            table(one, inner, path, faults);
        }
    } else if let Some(values) = value.as_array() {
        for one in values {
            item(&Item::Value(one.clone()), inner, path, faults);
        }
    } else {
        let span = value.span().map_or(Span::default(), Span::from);
        faults.push((span, format!("`{path}` takes a list in brackets: `[ … ]`")));
    }
}

/// The word that was likely meant, or all of them.
fn likely(word: &str, known: &[Value]) -> String {
    let known: Vec<&str> = known.iter().filter_map(Value::as_str).collect();
    let distance = |name: &&&str| strsim::damerau_levenshtein(word, name);
    match known.iter().min_by_key(distance) {
        Some(near) if !word.is_empty() && distance(&near) <= 1 + word.len() / 4 => {
            format!("; did you mean `{near}`?")
        }
        _ => format!("; write one of {}", known.join(", ")),
    }
}
