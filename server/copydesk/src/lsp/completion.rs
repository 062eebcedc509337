//! Names to complete: those already in the draft, and the newsroom's spellings.

use copydesk_core::Span;

use super::document::View;
use super::hover;
use super::places::on_one_line;

/// A name to write.
#[derive(Debug, PartialEq)]
pub(super) struct Proposal {
    /// What is written.
    pub(super) text: String,
    /// The full form, or whose spelling it is.
    pub(super) detail: String,
}

/// The names that may be meant at a place, and the words there that they replace. Only what
/// begins like a name is completed, so that no list pops up at every word.
pub(super) fn completion(view: &View, at: u32) -> Option<(Span, Vec<Proposal>)> {
    let typed = typed_word(&view.reading.text, at)?;
    let mut proposals: Vec<Proposal> = Vec::new();
    let mut propose = |text: &str, detail: &str| {
        if proposals.iter().all(|known| known.text != text) {
            proposals.push(Proposal { text: text.to_owned(), detail: detail.to_owned() });
        }
    };
    for preferred in &view.stylebook.prefer {
        propose(&preferred.spelling, "the newsroom’s spelling");
    }
    for name in &view.reading.names().all {
        // What is being typed is no name of the draft yet.
        if name.mentions.iter().all(|mention| mention.span.start <= at && at <= mention.span.end) {
            continue;
        }
        propose(&name.full, &name.full);
        for (form, _) in hover::forms(view, name) {
            propose(&on_one_line(form), &name.full);
        }
    }
    Some((typed, proposals))
}

/// The word before a place, if it begins like a name.
fn typed_word(text: &str, at: u32) -> Option<Span> {
    let before = text.get(..at as usize)?;
    let is_part = |char: char| char.is_alphanumeric() || char == '-' || char == '’';
    let start = before.char_indices().rev().take_while(|(_, char)| is_part(*char)).last()?.0;
    before[start..].starts_with(char::is_uppercase).then(|| Span::new(start, at as usize))
}
