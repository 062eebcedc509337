//! What a change leaves where it was, for who shows lines and columns.

use super::{Change, Span, Text};

/// The places that keep their line and column through a change: those before its first line, and, if
/// it left as many lines as there were, those behind its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steady {
    /// Where the first line of the change begins.
    before: u32,
    /// Where the line behind it begins, in the new text.
    behind: u32,
}

impl Steady {
    /// What a change leaves where it was.
    pub fn after(change: Change, old: &Text, new: &Text) -> Self {
        let (_, before) = old.line_at(change.old.range().start);
        let (last, _) = old.line_at(change.old.range().end);
        let behind = match old.line_start(last + 1) {
            behind if behind < old.len() && old.line_count() == new.line_count() => {
                (behind as u32).wrapping_add_signed(change.shift())
            }
            _ => u32::MAX,
        };
        Self { before: before as u32, behind }
    }

    /// Whether a stretch of the new text begins and ends at such places, and holds what it held.
    pub fn holds(self, span: Span) -> bool {
        span.end < self.before || span.start >= self.behind
    }
}

#[cfg(test)]
mod tests {
    use super::super::Encoding;
    use super::super::tests::TEXT;
    use super::*;

    #[test]
    fn what_is_steady_keeps_its_line_and_column() {
        let old = Text::from(TEXT);
        let mut held = 0;
        for start in (0..=TEXT.len()).filter(|at| TEXT.is_char_boundary(*at)) {
            for (length, scrap) in [(0, "x"), (1, ""), (0, "\n"), (0, "\r"), (2, "\n"), (1, "\r\n"), (3, "é")]
            {
                let mut new = old.clone();
                new.replace(Span::new(start, (start + length).min(TEXT.len())), scrap);
                let Some(change) = Change::between(&old, &new) else { continue };
                let steady = Steady::after(change, &old, &new);
                for (place, _) in TEXT.char_indices() {
                    let span = Span::new(place, place);
                    let moved = change.moved(span);
                    let inside = place > change.old.range().start && place < change.old.range().end;
                    if steady.holds(moved) && !inside {
                        let at = |text: &Text, byte: u32| text.position(byte as usize, Encoding::Utf16);
                        assert_eq!(at(&old, span.start), at(&new, moved.start), "{change:?} {place}");
                        held += 1;
                    }
                }
            }
        }
        assert!(held > 1000, "{held}");
    }
}
