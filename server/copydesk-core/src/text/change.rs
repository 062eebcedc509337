//! What turns one text into another.

use std::sync::{Arc, Weak};

use super::{Span, Text};

/// What turned one text into another: one stretch in the place of another, all around it the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The stretch of the old text, on character boundaries.
    pub old: Span,
    /// What stands in its place in the new text.
    pub new: Span,
}

impl Change {
    /// The change between two texts; `None` where they are the same. A text that was made of the other
    /// by edits knows it; any others are compared.
    pub fn between(old: &Text, new: &Text) -> Option<Self> {
        if Arc::ptr_eq(&old.0, &new.0) {
            return None;
        }
        let known = new.0.made.as_ref().filter(|made| Weak::as_ptr(&made.of) == Arc::as_ptr(&old.0));
        let whole = Self { old: Span::new(0, old.len()), new: Span::new(0, new.len()) };
        known.map_or(whole, |made| made.by).trimmed(old, new)
    }

    /// The least change: what is the same at both its ends left out. `None` where nothing is left.
    fn trimmed(self, old: &str, new: &str) -> Option<Self> {
        let from = self.old.start;
        let (old, new) = (self.old.of(old), self.new.of(new));
        let (one, other) = (old.as_bytes(), new.as_bytes());
        let mut start = same_start(one, other);
        if start == one.len() && start == other.len() {
            return None;
        }
        while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
            start -= 1;
        }
        let mut same = same_end(&one[start..], &other[start..]);
        while !old.is_char_boundary(old.len() - same) || !new.is_char_boundary(new.len() - same) {
            same -= 1;
        }
        let rest = |text: &str| Span::new(start, text.len() - same).shifted(from);
        Some(Self { old: rest(old), new: rest(new) })
    }

    /// This change with another one behind it: `edit` of what it made, with so many bytes in its place.
    pub(super) fn then(self, edit: Span, inserted: usize) -> Self {
        let start = self.new.start.min(edit.start);
        let end = self.new.end.max(edit.end);
        let old = Span { start, end: end.wrapping_add_signed(-self.shift()) };
        Self { old, new: Span { start, end: end - edit.len() as u32 + inserted as u32 } }
    }

    /// Whether a stretch of the old text lies before or behind the change.
    pub fn leaves(self, span: Span) -> bool {
        span.end <= self.old.start || self.old.end <= span.start
    }

    /// Where a stretch of the old text lies in the new one, if the change left it alone.
    #[must_use]
    pub fn moved(self, span: Span) -> Span {
        if span.start >= self.old.end { span.moved(self.shift()) } else { span }
    }

    /// How many bytes further on what stands behind the change now stands.
    pub fn shift(self) -> i32 {
        self.new.end as i32 - self.old.end as i32
    }
}

/// Bytes that are compared at once: as fast as memory gives them.
pub(super) const STRIDE: usize = 4096;

fn same_start(one: &[u8], other: &[u8]) -> usize {
    let strides = one.chunks(STRIDE).zip(other.chunks(STRIDE)).take_while(|(a, b)| a == b);
    let same = strides.map(|(a, _)| a.len()).sum::<usize>();
    same + one[same..].iter().zip(&other[same..]).take_while(|(a, b)| a == b).count()
}

fn same_end(one: &[u8], other: &[u8]) -> usize {
    let strides = one.rchunks(STRIDE).zip(other.rchunks(STRIDE)).take_while(|(a, b)| a == b);
    let same = strides.map(|(a, _)| a.len()).sum::<usize>();
    let (one, other) = (&one[..one.len() - same], &other[..other.len() - same]);
    same + one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_knows_by_what_change_it_was_made() {
        let old = Text::from("Ana Ruiz said so.");
        let mut text = old.clone();
        let edits = [(4, 8, "Lind"), (4, 4, "Bo "), (0, 2, "é"), (13, 15, ""), (3, 40, "a"), (0, 0, "An")];
        for (start, end, new) in edits {
            text.replace(Span::new(start, end), new);
            let known = text.0.made.as_ref().expect("made of another").by;
            let change = Change::between(&old, &text);
            assert_eq!(change, known.trimmed(&old, &text));
            let made = |by: Change| {
                format!("{}{}{}", &old[..by.old.range().start], by.new.of(&text), &old[by.old.range().end..])
            };
            assert_eq!(change.map_or(old.to_string(), made), *text);
            assert_eq!(change.is_none(), old == text);
        }
        assert_eq!(Change::between(&old, &Text::from(&*old)), None);
        assert_eq!(&*old, "Ana Ruiz said so.");
    }
}
