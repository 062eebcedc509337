//! Drafts that are opened, on their shortest way: a text may be long, and the message that brings it
//! becomes the text, without a copy.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use bytes::Bytes;
use memchr::memchr;
use memchr::memmem::Finder;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::super::convert::types::Uri;
use super::change::HEAD;

/// A draft that the client opens: the protocol's `TextDocumentItem`.
#[derive(Debug, PartialEq)]
pub(in super::super) struct Opened {
    /// What the client calls it.
    pub(in super::super) uri: Uri,
    /// What the client takes it for.
    pub(in super::super) language: String,
    /// The client's count.
    pub(in super::super) version: i32,
    /// Its text.
    pub(in super::super) text: String,
}

/// A message that opens a draft, its text still as it was written.
pub(super) struct Opening {
    uri: Uri,
    language: String,
    version: i32,
    /// Where the text is, without its quotes.
    text: Range<usize>,
}

impl Opening {
    /// The opening that a message tells of, if that is written as it should be; all else is left to the
    /// server.
    pub(super) fn of(body: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Message<'a> {
            jsonrpc: &'a str,
            method: &'a str,
            #[serde(default)]
            id: Option<IgnoredAny>,
            #[serde(borrow)]
            params: Params<'a>,
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Params<'a> {
            #[serde(borrow)]
            text_document: Item<'a>,
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Item<'a> {
            #[serde(borrow)]
            uri: Cow<'a, str>,
            language_id: String,
            version: i32,
            #[serde(borrow)]
            text: &'a RawValue,
        }
        static METHOD: LazyLock<Finder> = LazyLock::new(|| Finder::new("textDocument/didOpen\""));
        METHOD.find(&body[..body.len().min(HEAD)])?;
        let message: Message = serde_json::from_str(simdutf8::basic::from_utf8(body).ok()?).ok()?;
        let Item { uri, language_id, version, text } = message.params.text_document;
        let words = text.get().strip_prefix('"')?.strip_suffix('"')?;
        let start = words.as_ptr() as usize - body.as_ptr() as usize;
        let is_sound =
            message.jsonrpc == "2.0" && message.method == "textDocument/didOpen" && message.id.is_none();
        let text = start..start + words.len();
        is_sound.then_some(Self { uri: uri.parse().ok()?, language: language_id, version, text })
    }

    /// The draft, its text in the place of the message.
    pub(super) fn take(self, body: Bytes) -> Opened {
        let mut text = Vec::from(body);
        text.truncate(self.text.end);
        text.drain(..self.text.start);
        let length = unescape(&mut text);
        text.truncate(length);
        text.shrink_to_fit();
        let text = String::from_utf8(text).expect("escapes stand for characters");
        Opened { uri: self.uri, language: self.language, version: self.version, text }
    }
}

/// Puts in the place of a JSON string's escapes what they stand for, which is never longer: how long the
/// string is then. The escapes were looked at before.
fn unescape(string: &mut [u8]) -> usize {
    let (mut from, mut to) = (0, 0);
    while let Some(plain) = memchr(b'\\', &string[from..]) {
        string.copy_within(from..from + plain, to);
        let (letter, length) = letter(&string[from + plain..]);
        to += plain;
        to += letter.encode_utf8(&mut string[to..]).len();
        from += plain + length;
    }
    string.copy_within(from.., to);
    to + string.len() - from
}

/// What the escape at the start of some bytes stands for, and how long it is. Half a surrogate pair,
/// which an editor may send that counts in UTF-16, stands for U+FFFD.
fn letter(escape: &[u8]) -> (char, usize) {
    let letter = match escape[1] {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        b'u' => {
            let units = [unit(escape), escape.get(6..).and_then(unit)];
            return match char::decode_utf16(units.into_iter().flatten()).next() {
                Some(Ok(letter)) => (letter, 6 * letter.len_utf16()),
                _ => (char::REPLACEMENT_CHARACTER, 6),
            };
        }
        itself => char::from(itself),
    };
    (letter, 2)
}

/// The UTF-16 unit of an escape such as `\ud83d`.
fn unit(escape: &[u8]) -> Option<u16> {
    let digits = escape.strip_prefix(b"\\u")?.get(..4)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn message(text: &str) -> Bytes {
        let draft = json!({ "uri": "file:///a.md", "languageId": "markdown", "version": 2, "text": 0 });
        let params = json!({ "textDocument": draft });
        let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": params });
        Bytes::from(message.to_string().replace("\"text\":0", &format!("\"text\": \"{text}\"")))
    }

    fn opened(text: &str) -> Option<String> {
        let body = message(text);
        Opening::of(&body).map(|opening| opening.take(body).text)
    }

    #[test]
    fn a_text_is_what_the_message_says() {
        for text in ["", "a", r#"\n\r\n“é”\t\\\"\/\b\f"#, r"\u00e9\u201c👍\ud83d\udc4d\\ud83d", r"\\\\n"]
        {
            let expected: String = serde_json::from_str(&format!("\"{text}\"")).expect("JSON");
            assert_eq!(opened(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn halves_of_surrogate_pairs_become_replacement_characters() {
        assert_eq!(opened(r"\ud83da\udc4d\ud83d\n").as_deref(), Some("\u{FFFD}a\u{FFFD}\u{FFFD}\n"));
        assert_eq!(opened(r"\ud83d\u0041").as_deref(), Some("\u{FFFD}A"));
    }

    #[test]
    fn only_a_sound_opening_is_one() {
        let sound = String::from_utf8(message("a").to_vec()).expect("UTF-8");
        let body = Bytes::from(sound.clone());
        let draft = Opening::of(&body).expect("an opening").take(body);
        assert_eq!((draft.uri.as_str(), &*draft.language, draft.version), ("file:///a.md", "markdown", 2));
        for (from, to) in [
            (r#""2.0""#, r#""1.0""#),
            (r#""method""#, r#""id":1,"method""#),
            (r#"didOpen""#, r#"didClose""#),
            (r#""version":2"#, r#""version":null"#),
            ("file:///a.md", "file:///a b.md"),
            (r#": "a""#, ": 5"),
            (r#": "a""#, r#": "\u12""#),
            (r#": "a""#, r#": "\x""#),
            (r#": "a""#, ": \"\n\""),
            ("}}", "}"),
        ] {
            let odd = sound.replacen(from, to, 1);
            assert!(odd != sound && Opening::of(odd.as_bytes()).is_none(), "{odd}");
        }
    }

    #[test]
    fn a_text_takes_no_more_room_than_it_needs() {
        let body = message(&r"Two words.\n".repeat(10_000));
        let whole: Value = serde_json::from_slice(&body).expect("JSON");
        let opened = Opening::of(&body).expect("an opening").take(body);
        assert_eq!(whole["params"]["textDocument"]["text"], opened.text.as_str());
        assert_eq!(opened.text.capacity(), opened.text.len());
    }
}
