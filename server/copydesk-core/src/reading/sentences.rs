//! Where sentences end.
//!
//! A stop ends a sentence; an abbreviation's own stop does where the next word can only open one:
//! "the U.S. The group" ends, "U.S. President" and "Gen. Ruiz" do not.

use super::tokens::{Cut, Kind, Shape, Token};
use crate::languages::Classes;

/// The token after each sentence's last, put into `ends`. The last one ends the paragraph.
pub fn ends(text: &str, cut: &Cut, ends: &mut Vec<usize>) {
    ends.clear();
    let tokens = &cut.tokens[..];
    let scan = Scan { text, tokens };
    let mut start = 0;
    for stop in cut.stops.iter() {
        if stop < start {
            continue;
        }
        let close = scan.closed(stop + 1);
        if scan.ends(stop, close) {
            ends.push(close);
            start = close;
        }
    }
    if ends.last() != Some(&tokens.len()) && !tokens.is_empty() {
        ends.push(tokens.len());
    }
}

fn is_one_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some() && letters.next().is_none()
}

struct Scan<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Scan<'_> {
    fn classes(&self, token: usize) -> Classes {
        self.tokens.get(token).map_or(Classes::default(), |token| token.classes)
    }

    /// The token after the stops, closing quote marks and brackets that follow a stop.
    fn closed(&self, mut at: usize) -> usize {
        while let Some(token) = self.tokens.get(at) {
            let word = token.span.of(self.text);
            let closes = match token.kind {
                Kind::Stop | Kind::Ellipsis => !token.spaced,
                Kind::DoubleMark | Kind::SingleMark => {
                    !token.spaced && !matches!(word, "“" | "‘" | "„" | "«")
                }
                Kind::Mark => !token.spaced && matches!(word, ")" | "]"),
                _ => false,
            };
            if !closes {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether the sentence ends after the stop of a token, the next one beginning at `next`.
    fn ends(&self, stop: usize, next: usize) -> bool {
        let Some(opener) = self.tokens.get(next) else { return true };
        if !opener.spaced {
            return false;
        }
        let (opening, marked) = self.opening(next);
        let Some(first) = self.tokens.get(opening) else { return true };
        let capital = first.is_capital() || matches!(first.kind, Kind::Number | Kind::Link | Kind::Object);
        match self.tokens[stop].kind {
            Kind::Word if next == stop + 1 => self.abbreviation_ends(stop, opening, marked),
            // After an ellipsis, or inside a quotation that goes on, a small letter continues.
            _ => capital || first.shape == Shape::None && first.kind == Kind::Word,
        }
    }

    /// The first token past quote marks and brackets that open, and whether there are any.
    fn opening(&self, next: usize) -> (usize, bool) {
        let mut at = next;
        while self.tokens.get(at).is_some_and(|token| {
            matches!(token.kind, Kind::DoubleMark | Kind::SingleMark | Kind::Ellipsis | Kind::Dash)
                || matches!(token.span.of(self.text), "(" | "[")
        }) {
            at += 1;
        }
        (at, at > next)
    }

    /// Whether an abbreviation's own stop ends the sentence before the word at `opening`.
    fn abbreviation_ends(&self, stop: usize, opening: usize, marked: bool) -> bool {
        let classes = self.classes(stop);
        let first = &self.tokens[opening];
        if !first.is_capital() {
            return false;
        }
        if classes.any(Classes::CLOCK) {
            return !self.classes(opening).any(Classes::MONTH.or(Classes::WEEKDAY))
                && first.shape != Shape::Upper;
        }
        if classes.any(Classes::PREPOSED) || self.is_initial(stop) {
            return false;
        }
        marked || self.classes(opening).any(Classes::ORDINARY)
    }

    /// One capital with a stop: of a name, not of a sentence's end.
    fn is_initial(&self, token: usize) -> bool {
        let word = self.tokens[token].span.of(self.text);
        word.strip_suffix('.').is_some_and(is_one_letter)
    }
}
