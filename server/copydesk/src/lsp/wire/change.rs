//! Changes of drafts, on their shortest way: read without the base, and done by who read them.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::super::convert::types;
use super::opening::Opened;

/// How far into a message its method is looked for.
pub(super) const HEAD: usize = 256;

/// Who takes drafts and their changes on their shortest way.
pub(in super::super) trait Changes: Send + 'static {
    /// A draft that was changed.
    type Draft: PartialEq + Send;

    /// Whether the client has come and not gone: drafts may be opened.
    fn is_served(&self) -> bool;

    /// Opens a draft.
    fn open(&self, opened: Opened);

    /// Changes a draft, and says which; `None` where the server must do it.
    fn change(&self, changed: Changed) -> Option<Waiting<Self::Draft>>;

    /// Does what is left to do of changes: here, if that is a matter of a moment.
    fn check(&self, draft: Self::Draft);
}

/// A draft that waits to be checked.
pub(in super::super) struct Waiting<D> {
    /// Which.
    pub(in super::super) draft: D,
    /// An earlier change of it waits for its answer still: this is no key of a slow hand, and more may
    /// follow at once.
    pub(in super::super) in_haste: bool,
}

/// The changes that one message tells of: the protocol's `DidChangeTextDocumentParams`, with no more
/// taken out of the message than is needed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct Changed<'a> {
    /// The draft.
    #[serde(borrow)]
    pub(in super::super) text_document: Versioned<'a>,
    /// One after the other.
    #[serde(borrow)]
    pub(in super::super) content_changes: Vec<Event<'a>>,
}

/// A draft at a version.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Versioned<'a> {
    /// What the client calls it.
    #[serde(borrow)]
    pub(in super::super) uri: Cow<'a, str>,
    /// The client's count.
    pub(in super::super) version: i32,
}

/// One change: of a stretch of the text, or all of it.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Event<'a> {
    /// The stretch.
    pub(in super::super) range: Option<types::Range>,
    /// What comes in its place.
    #[serde(borrow)]
    pub(in super::super) text: Cow<'a, str>,
}

/// A change of a draft that is written as it should be; all else is left to the server.
pub(super) fn change_in(body: &[u8]) -> Option<Changed<'_>> {
    #[derive(Deserialize)]
    struct Message<'a> {
        jsonrpc: &'a str,
        method: &'a str,
        #[serde(default)]
        id: Option<IgnoredAny>,
        #[serde(borrow)]
        params: Changed<'a>,
    }
    // Every client writes the method before the text, and most messages are something else.
    static METHOD: LazyLock<Finder> = LazyLock::new(|| Finder::new("textDocument/didChange\""));
    METHOD.find(&body[..body.len().min(HEAD)])?;
    let message: Message = serde_json::from_str(std::str::from_utf8(body).ok()?).ok()?;
    let is_sound =
        message.jsonrpc == "2.0" && message.method == "textDocument/didChange" && message.id.is_none();
    is_sound.then_some(message.params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sound_change_is_one() {
        let change = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.md","version":2},"contentChanges":[{"text":"a"}]}}"#;
        let changed = change_in(change.as_bytes()).expect("a change");
        assert_eq!(changed.text_document.version, 2);
        assert!(matches!(changed.text_document.uri, Cow::Borrowed("file:///a.md")));
        assert!(matches!(&changed.content_changes[..], [Event { range: None, text: Cow::Borrowed("a") }]));
        let escaped = change.replace("//", r"\/\/").replace(r#":"a""#, r#":"\n""#);
        let changed = change_in(escaped.as_bytes()).expect("a change");
        assert_eq!(changed.text_document.uri, "file:///a.md");
        assert_eq!(changed.content_changes[0].text, "\n");
        for (from, to) in [
            (r#""2.0""#, r#""1.0""#),
            (r#""method""#, r#""id":1,"method""#),
            (r#"didChange""#, r#"didClose""#),
            (r#":2}"#, r#":2147483648}"#),
            (r#":"a""#, r#":"\ud83d""#),
            (r#""text""#, r#""range":{},"text""#),
            ("]}}", "]}"),
        ] {
            let odd = change.replacen(from, to, 1);
            assert!(change_in(odd.as_bytes()).is_none(), "{odd}");
        }
    }
}
