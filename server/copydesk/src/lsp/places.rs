//! Look-ups in a view that several features share.

use copydesk_core::Span;
use copydesk_core::formats::Block;

use super::document::View;

impl View {
    /// The words of a stretch, on one line.
    pub(super) fn line_of(&self, span: Span) -> String {
        on_one_line(self.reading.words(span))
    }

    /// The block that a byte lies in.
    pub(super) fn block_of(&self, byte: u32) -> Option<&Block> {
        self.reading.blocks().get(self.reading.block_at(byte)?)
    }
}

/// Words on one line: a name may stand over a line end.
pub(super) fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a stretch reaches a byte; a cursor behind its last letter still touches it.
pub(super) fn reaches(span: Span, byte: u32) -> bool {
    span.start <= byte && byte <= span.end
}
