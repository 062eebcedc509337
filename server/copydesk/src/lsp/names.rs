//! Names under the cursor: where else they stand, and how they are renamed in all their forms.

use copydesk_core::reading::names::Name;
use copydesk_core::{Edit, Span};

use super::document::View;
use super::places::{on_one_line, reaches};

/// The name at a place, and the mention there.
pub(super) fn at(view: &View, byte: u32) -> Option<(&Name, Span)> {
    view.reading.names().all.iter().find_map(|name| {
        let mut spans = name.mentions.iter().map(|mention| mention.span);
        spans.find(|span| reaches(*span, byte)).map(|span| (name, span))
    })
}

/// All places that belong together with a place: the mentions of a name, or a quotation with its
/// speaker and cue.
pub(super) fn highlights(view: &View, byte: u32) -> Vec<Span> {
    if let Some((name, _)) = at(view, byte) {
        return name.mentions.iter().map(|mention| mention.span).collect();
    }
    let here = |span| reaches(span, byte);
    let quotes =
        view.reading.quotes.all.iter().filter(|quote| here(quote.span) || quote.cue.is_some_and(here));
    let Some(quote) = quotes.min_by_key(|quote| quote.span.len()) else { return Vec::new() };
    let mut spans: Vec<_> = [Some(quote.span), quote.speaker, quote.cue].into_iter().flatten().collect();
    spans.sort();
    spans
}

/// The edits that rename a name in all its forms; `new` stands for what the mention at `byte`
/// says. An error says why it can't be.
pub(super) fn rename(view: &View, byte: u32, new: &str) -> Result<Vec<Edit>, String> {
    let (name, here) = at(view, byte).ok_or("There is no name here")?;
    let new = on_one_line(new);
    if !new.chars().any(char::is_alphabetic) {
        return Err("A name has letters".to_owned());
    }
    let old = view.reading.words(here);
    let surname = name.mentions.iter().find(|mention| mention.span == here && mention.surname == here);
    let renaming = Renaming::new(old, &new);
    let edits = name.mentions.iter().filter_map(|mention| {
        // A surname of several words is one piece: "de la Cruz".
        let follows = surname.is_some() && view.reading.words(mention.surname) == old;
        let span = if follows { mention.surname } else { mention.span };
        let words = view.reading.words(span);
        let text = renaming.apply(words);
        (text != words).then_some(Edit { span, text })
    });
    Ok(edits.collect())
}

/// What becomes of each word of a name.
struct Renaming<'a> {
    old: &'a str,
    new: &'a str,
    words: Vec<(&'a str, &'a str)>,
}

impl<'a> Renaming<'a> {
    fn new(old: &'a str, new: &'a str) -> Self {
        let (before, after): (Vec<_>, Vec<_>) =
            (old.split_whitespace().collect(), new.split_whitespace().collect());
        let words = if before.len() == after.len() {
            before.into_iter().zip(after).collect()
        } else {
            // Of names of unlike length only the ends answer each other: first name and surname.
            let surnames = before.last().copied().zip(after.last().copied());
            let first = (before.len() > 1 && after.len() > 1).then(|| (before[0], after[0]));
            surnames.into_iter().chain(first).collect()
        };
        Self { old, new, words }
    }

    /// The new form of another form of the name: "Suleimani" follows "Qassem Suleimani".
    fn apply(&self, form: &str) -> String {
        if form == self.old {
            return self.new.to_owned();
        }
        // White space stays as it is; a name may stand over a line end.
        let pieces = form.split_inclusive(char::is_whitespace).map(|piece| {
            let word = piece.trim_end();
            let new = self.words.iter().find(|(old, _)| *old == word).map_or(word, |(_, new)| new);
            format!("{new}{}", &piece[word.len()..])
        });
        pieces.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(old: &str, new: &str, form: &str) -> String {
        Renaming::new(old, new).apply(form)
    }

    #[test]
    fn every_form_follows() {
        assert_eq!(renamed("Suleimani", "Soleimani", "Qassem Suleimani"), "Qassem Soleimani");
        assert_eq!(renamed("Suleimani", "Soleimani", "Qassem\nSuleimani"), "Qassem\nSoleimani");
        assert_eq!(renamed("Qassem Suleimani", "Qasem Soleimani", "Suleimani"), "Soleimani");
        assert_eq!(renamed("Ana Ruiz", "Ana María Ruiz Soto", "Ruiz"), "Soto");
        assert_eq!(renamed("Ana Ruiz", "Anna Ruiz", "Ruiz"), "Ruiz");
        assert_eq!(renamed("Ruiz", "Ana Ruiz", "Ana Ruiz"), "Ana Ruiz");
    }
}
