//! Halves of surrogate pairs, which JSON can write and UTF-8 cannot.

use serde_json::Value;

/// Reads JSON whose strings hold halves of surrogate pairs, as an editor sends them that counts
/// in UTF-16 and splits a pair. Each half becomes U+FFFD, which counts as one unit too.
pub(super) fn without_lone_surrogates(body: &[u8]) -> Option<Value> {
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
