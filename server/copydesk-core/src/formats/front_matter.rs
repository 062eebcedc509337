//! Front matter: YAML between `---`, TOML between `+++`, or one JSON object.

use saphyr_parser::{Event, Parser};
use toml_edit::{Document, Item};

use crate::text::Span;

/// One value of the front matter. A list gives an entry an item, a nested table dotted keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key as written; "a.b" for a key in a table.
    pub key: String,
    /// Its value, quotes and escapes undone.
    pub value: String,
    /// Where the value stands, quotes included.
    pub span: Span,
}

/// What stands above the article in a form for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// Where it lies, its fences included.
    pub span: Span,
    /// Its values in the draft's order; empty where it cannot be parsed.
    pub entries: Vec<Entry>,
}

impl FrontMatter {
    /// The first entry of a key, in any case.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))
    }

    /// Every entry of a key, in any case.
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| entry.key.eq_ignore_ascii_case(key))
    }
}

/// The front matter if there is any, and the byte where the article begins. A byte order mark is
/// skipped.
pub(super) fn split(text: &str) -> (Option<FrontMatter>, usize) {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let body = &text[start..];
    let found = if let Some(inner) = fenced(body, "---", &["---", "..."]) {
        Some((inner, yaml as fn(&str) -> Vec<Entry>))
    } else if let Some(inner) = fenced(body, "+++", &["+++"]) {
        Some((inner, toml as fn(&str) -> Vec<Entry>))
    } else {
        object(body).map(|end| ((0, end, end), yaml as fn(&str) -> Vec<Entry>))
    };
    let Some(((from, to, end), parse)) = found else {
        return (None, start);
    };
    let mut entries = parse(&body[from..to]);
    for entry in &mut entries {
        entry.span = entry.span.shifted((start + from) as u32);
    }
    (Some(FrontMatter { span: Span::new(start, start + end), entries }), start + end)
}

/// The inside of a fenced head (its first byte, its end) and the byte after the closing fence.
fn fenced(body: &str, open: &str, close: &[&str]) -> Option<(usize, usize, usize)> {
    let first = body.strip_prefix(open)?;
    let rest = first.trim_start_matches([' ', '\t']);
    if !rest.starts_with(['\n', '\r']) {
        return None;
    }
    let inner = body.len() - rest.len();
    let mut at = inner;
    loop {
        at += memchr::memchr2(b'\n', b'\r', &body.as_bytes()[at..])? + 1;
        let line = &body[at..];
        let end = memchr::memchr2(b'\n', b'\r', line.as_bytes()).unwrap_or(line.len());
        if close.contains(&line[..end].trim_end()) {
            return Some((inner, at, at + end));
        }
        if end == line.len() {
            return None;
        }
    }
}

/// The end of a JSON object that opens the draft.
fn object(body: &str) -> Option<usize> {
    if !body.starts_with('{') {
        return None;
    }
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, byte) in body.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    let object = &body[..=at];
                    return object.contains("\":").then_some(at + 1);
                }
            }
            _ => (),
        }
    }
    None
}

/// The values of a YAML mapping; JSON is YAML too.
fn yaml(source: &str) -> Vec<Entry> {
    let mut reader = Yaml { source, entries: Vec::new(), path: Vec::new(), at: (0, 0) };
    for event in Parser::new_from_str(source) {
        // What was read before a fault stands: a typo further down must not hide the date.
        let Ok((event, span)) = event else { break };
        reader.take(&event, span.start.index(), span.end.index());
    }
    reader.entries
}

/// A container around the value being read.
enum Level {
    Mapping(Option<String>),
    Sequence,
}

struct Yaml<'a> {
    source: &'a str,
    entries: Vec<Entry>,
    path: Vec<Level>,
    /// A character's index and its byte: the parser counts characters, we count bytes.
    at: (usize, usize),
}

impl Yaml<'_> {
    fn take(&mut self, event: &Event, start: usize, end: usize) {
        match event {
            Event::MappingStart(..) => self.path.push(Level::Mapping(None)),
            Event::SequenceStart(..) => self.path.push(Level::Sequence),
            Event::MappingEnd | Event::SequenceEnd => {
                self.path.pop();
                self.value_ended();
            }
            Event::Scalar(value, ..) => self.scalar(value, start, end),
            Event::Alias(..) => self.value_ended(),
            _ => (),
        }
    }

    fn scalar(&mut self, value: &str, start: usize, end: usize) {
        if let Some(Level::Mapping(key @ None)) = self.path.last_mut() {
            *key = Some(value.to_owned());
            return;
        }
        let span = Span::new(self.byte(start), self.byte(end));
        self.entries.push(Entry { key: self.key(), value: value.to_owned(), span });
        self.value_ended();
    }

    fn key(&self) -> String {
        let keys = self.path.iter().filter_map(|level| match level {
            Level::Mapping(key) => key.as_deref(),
            Level::Sequence => None,
        });
        keys.collect::<Vec<_>>().join(".")
    }

    fn value_ended(&mut self) {
        if let Some(Level::Mapping(key)) = self.path.last_mut() {
            *key = None;
        }
    }

    /// The byte of a character; asked in rising order, but for a start behind an earlier end.
    fn byte(&mut self, index: usize) -> usize {
        if index < self.at.0 {
            self.at = (0, 0);
        }
        let (from, byte) = self.at;
        let rest = &self.source[byte..];
        let further = rest.char_indices().nth(index - from).map_or(rest.len(), |(at, _)| at);
        self.at = (index, byte + further);
        self.at.1
    }
}

/// The values of a TOML document.
fn toml(source: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    if let Ok(document) = Document::parse(source) {
        for (key, item) in document.as_table() {
            toml_item(source, key, item, &mut entries);
        }
    }
    entries.sort_by_key(|entry| entry.span);
    entries
}

fn toml_item(source: &str, key: &str, item: &Item, entries: &mut Vec<Entry>) {
    if let Some(table) = item.as_table_like() {
        for (inner, item) in table.iter() {
            toml_item(source, &format!("{key}.{inner}"), item, entries);
        }
    } else if let Some(array) = item.as_array() {
        for value in array {
            toml_value(source, key, value, entries);
        }
    } else if let Some(value) = item.as_value() {
        toml_value(source, key, value, entries);
    }
}

fn toml_value(source: &str, key: &str, value: &toml_edit::Value, entries: &mut Vec<Entry>) {
    let Some(range) = value.span() else { return };
    let words = value.as_str().unwrap_or(&source[range.clone()]);
    entries.push(Entry { key: key.to_owned(), value: words.to_owned(), span: range.into() });
}
