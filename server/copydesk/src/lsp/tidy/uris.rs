//! Names of drafts that are no URIs, as some clients send them all the same.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use tower_lsp::ls_types::Uri;

/// How many odd names are remembered: more than can lie between the reader and the server. A
/// draft that is open keeps its own.
const ALIASES: usize = 1024;

/// URIs as clients sent them, by what they are inside the server, where the two differ.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Aliases(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    sent: HashMap<String, String>,
    /// The order in which they came.
    order: VecDeque<String>,
}

impl Aliases {
    /// What the client calls a draft.
    pub(in super::super) fn sent(&self, uri: &Uri) -> String {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.sent.get(uri.as_str()).map_or_else(|| uri.as_str().to_owned(), Clone::clone)
    }

    pub(super) fn remember(&self, uri: &str, sent: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.sent.insert(uri.to_owned(), sent.to_owned()).is_none() {
            known.order.push_back(uri.to_owned());
        }
        if known.order.len() > ALIASES
            && let Some(oldest) = known.order.pop_front()
        {
            known.sent.remove(&oldest);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_uri_can_be_read() {
        assert_eq!(tidy_uri("untitled:Untitled-1"), "untitled:Untitled-1");
        assert_eq!(tidy_uri("file:///a b/ö.md"), "file:///a%20b/%C3%B6.md");
        for odd in ["", "draft", "C:\\drafts\\a.md", "100%", "file:///%zz", "a:b[c]", "1:2"] {
            assert!(tidy_uri(odd).parse::<Uri>().is_ok(), "{odd}: {}", tidy_uri(odd));
        }
    }

    #[test]
    fn odd_names_fill_no_memory() {
        let aliases = Aliases::default();
        for draft in 0..10 * ALIASES {
            aliases.remember(&format!("file:///{draft}%20.md"), &format!("file:///{draft} .md"));
        }
        let known = aliases.0.lock().expect("no one panicked");
        assert_eq!((known.sent.len(), known.order.len()), (ALIASES, ALIASES));
    }
}
