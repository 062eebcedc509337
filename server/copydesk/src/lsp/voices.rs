//! Quotations by speaker, for editors that colour them.

use std::collections::HashMap;

use copydesk_core::Span;
use copydesk_core::reading::quotes::QuoteKind;

use super::document::View;

/// A quotation and whose words it holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Voice {
    /// Where it stands.
    pub(super) span: Span,
    /// Its speaker, numbered as the draft quotes them first.
    pub(super) speaker: usize,
}

/// The quotations in a stretch of text whose speaker is known, sorted and apart: one inside
/// another has the colour of the whole.
pub(super) fn voices(view: &View, within: Span) -> Vec<Voice> {
    let mut speakers: HashMap<&str, usize> = HashMap::new();
    let mut voices: Vec<Voice> = Vec::new();
    for quote in &view.reading.quotes.all {
        let spoken = matches!(quote.kind, QuoteKind::Speech | QuoteKind::Fragment);
        let Some(name) = view.reading.speaker_name(quote).filter(|_| spoken) else { continue };
        let next = speakers.len();
        let speaker = *speakers.entry(name).or_insert(next);
        if voices.last().is_none_or(|last| last.span.end <= quote.span.start) {
            voices.push(Voice { span: quote.span, speaker });
        }
    }
    voices.retain(|voice| voice.span.overlaps(within));
    voices
}
