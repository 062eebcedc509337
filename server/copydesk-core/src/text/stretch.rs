//! Edits in one place that are gathered before they are made.
//!
//! A key held down, a macro or a slow server makes many edits behind one another, and each would move
//! all that stands behind it in the text. Gathered, they move it once.

use memchr::memchr2;

use super::{Encoding, Position, Span, Text};

/// Words beyond which edits are made rather than gathered: each looks through those before it.
const MOST: usize = 512;

/// Words that an editor has written in one place of a text, and that the text doesn't hold yet.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// Where they begin, if a place behind can be counted from there.
    start: Option<Position>,
    /// What they take the place of.
    old: Span,
    words: String,
    /// How many units of the editor's they take; `None` if they hold line ends or are long.
    units: Option<u32>,
}

impl Stretch {
    /// Begins with one edit of a text: `words` in the place of what lies between two positions.
    pub fn new(text: &Text, from: Position, to: Position, words: String, encoding: Encoding) -> Self {
        let (from, to) = (from.min(to), from.max(to));
        let start = text.byte(from, encoding);
        let old = Span::new(start, if from == to { start } else { text.byte(to, encoding) });
        let start = Some(from).filter(|from| is_there(text, start, *from, encoding));
        Self { start, old, units: units(&words, encoding), words }
    }

    /// What was taken out of the text, and how many bytes stand there now.
    pub fn edit(&self) -> (Span, usize) {
        (self.old, self.words.len())
    }

    /// Takes in an edit that lies in its words or at their ends, and says what that took out of the
    /// text as it would be by now, and how many bytes it put there. `None` if it lies elsewhere.
    pub fn take(
        &mut self,
        from: Position,
        to: Position,
        words: &str,
        encoding: Encoding,
    ) -> Option<(Span, usize)> {
        let (first, had, come) = (self.start?, self.units?, units(words, encoding)?);
        let byte = |at: Position| {
            let column = at.column.checked_sub(first.column).filter(|column| *column <= had)?;
            let is_end = column == had;
            let byte =
                || if is_end { self.words.len() } else { encoding.bytes(&self.words, column as usize) };
            (at.line == first.line).then(byte)
        };
        let (start, end) = (byte(from.min(to))?, byte(from.max(to))?);
        let go = encoding.units(&self.words[start..end]) as u32;
        self.words.replace_range(start..end, words);
        self.units = Some(had - go + come).filter(|_| self.words.len() <= MOST);
        Some((Span::new(start, end).shifted(self.old.start), words.len()))
    }

    /// Makes the edits.
    pub fn put_into(self, text: &mut Text) {
        text.replace(self.old, &self.words);
    }
}

/// How many units words take, if they are few and lie in one line.
fn units(words: &str, encoding: Encoding) -> Option<u32> {
    let are_plain = words.len() <= MOST && memchr2(b'\n', b'\r', words.as_bytes()).is_none();
    are_plain.then(|| encoding.units(words) as u32)
}

/// Whether a position is the very one of its byte: one past a line's end or inside a character is not,
/// and one behind a CR isn't any more once a LF comes to stand there.
fn is_there(text: &Text, byte: usize, position: Position, encoding: Encoding) -> bool {
    let bytes = text.as_bytes();
    let is_in_line = bytes.get(byte).is_some_and(|next| next.is_ascii() && !matches!(next, b'\n' | b'\r'));
    !(byte > 0 && bytes[byte - 1] == b'\r') && (is_in_line || text.position(byte, encoding) == position)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ENCODINGS, TEXT};
    use super::*;

    /// Edits one after the other, gathered where they can be, and the same made one by one.
    fn edited(encoding: Encoding, edits: &[(Position, Position, &str)]) -> usize {
        let (mut gathered, mut one_by_one) = (Text::from(TEXT), Text::from(TEXT));
        let (mut stretch, mut taken) = (None::<Stretch>, 0);
        for &(from, to, words) in edits {
            let made = stretch.as_mut().and_then(|stretch| stretch.take(from, to, words, encoding));
            taken += usize::from(made.is_some());
            let made = made.unwrap_or_else(|| {
                if let Some(stretch) = stretch.take() {
                    stretch.put_into(&mut gathered);
                }
                let begun = Stretch::new(&gathered, from, to, words.to_owned(), encoding);
                stretch.insert(begun).edit()
            });
            let old =
                Span::new(one_by_one.byte(from.min(to), encoding), one_by_one.byte(from.max(to), encoding));
            one_by_one.replace(old, words);
            assert_eq!(made, (old, words.len()), "{edits:?}");
        }
        if let Some(stretch) = stretch {
            stretch.put_into(&mut gathered);
        }
        assert_eq!(*gathered, *one_by_one, "{edits:?}, {encoding:?}");
        taken
    }

    fn at(line: u32, column: u32) -> Position {
        Position { line, column }
    }

    #[test]
    fn keys_behind_one_another_are_gathered() {
        let (one, two, three) = (at(6, 1), at(6, 2), at(6, 3));
        let typed = [(one, one, "a"), (two, two, "b"), (one, two, ""), (two, one, "c"), (two, two, "é")];
        for encoding in ENCODINGS {
            assert_eq!(edited(encoding, &typed), 4);
            assert_eq!(edited(encoding, &[(one, three, "ab"), (three, three, "c")]), 1);
        }
    }

    #[test]
    fn a_place_that_is_none_gathers_nothing() {
        let far = at(0, 99);
        assert_eq!(edited(Encoding::Utf16, &[(far, far, "ab"), (at(0, 100), at(0, 100), "c")]), 0);
        let inside = at(1, 1);
        assert_eq!(edited(Encoding::Utf16, &[(inside, inside, "a"), (inside, inside, "b")]), 0);
        let behind = at(2, 0);
        assert_eq!(edited(Encoding::Utf16, &[(behind, behind, "a"), (behind, behind, "b")]), 0);
    }

    #[test]
    fn gathered_edits_are_those_that_are_made_one_by_one() {
        let words = ["a", "", "é", "👍🏽", "“a", "\n", "", "\r", "b\r\nc", "d"];
        let mut dice = 1_u32;
        let mut roll = |sides: u32| {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (dice >> 16) % sides
        };
        let mut taken = 0;
        for turn in 0..10_000 {
            let (line, column) = (roll(9), roll(8));
            let mut edit = || {
                let from = at(line, column + roll(4));
                let to =
                    if roll(8) == 0 { at(line + roll(2), roll(5)) } else { at(line, from.column + roll(3)) };
                (from, to, words[roll(10) as usize])
            };
            let edits = [edit(), edit(), edit(), edit()];
            taken += edited(ENCODINGS[turn % 3], &edits);
        }
        assert!(taken > 1_000, "{taken}");
    }
}
