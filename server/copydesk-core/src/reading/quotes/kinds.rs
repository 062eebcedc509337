//! What a stretch in marks is: speech, some words of it, a title, a nickname, a term.

use super::QuoteKind;
use super::line::{Line, Part};
use super::marks::Marked;
use crate::formats::Role;
use crate::languages::Classes;
use crate::reading::paragraph::Paragraph;
use crate::reading::tokens::{Kind, Shape, Token};

/// A term holds no more words.
const LONGEST_TERM: usize = 3;

/// What the words between two marks show by themselves.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Inside {
    /// How many words.
    pub words: usize,
    /// Whether the first one has a capital.
    pub capital: bool,
    /// Whether a stop, question or exclamation mark ends it.
    pub stopped: bool,
    /// Whether a question or exclamation mark ends it.
    pub asked: bool,
    /// Whether a comma ends it, as before "she said".
    pub comma: bool,
    /// Words of four letters and more, and those of them with a capital.
    long: usize,
    long_capitals: usize,
}

/// Looks at the words between two marks. Only the first hundred words count for capitals.
pub(super) fn inside(paragraph: &Paragraph, marked: Marked) -> Inside {
    const REACH: usize = 100;
    let end = if marked.closed { marked.close } else { marked.close + 1 };
    let tokens = paragraph.tokens.get(marked.open + 1..end).unwrap_or(&[]);
    let mut inside = Inside::default();
    // Marks nested to any depth hold no words: the look goes no further than a few hundred tokens.
    for token in &tokens[..tokens.len().min(4 * REACH)] {
        if !matches!(token.kind, Kind::Word | Kind::Number | Kind::Link) {
            continue;
        }
        if inside.words == REACH {
            break;
        }
        if inside.words == 0 {
            inside.capital = token.is_capital() || token.kind == Kind::Number;
        }
        inside.words += 1;
        let long = token.span.len() > 3;
        inside.long += usize::from(long);
        inside.long_capitals += usize::from(long & token.is_capital());
    }
    let mut last = tokens.iter().rev().take(4).filter(|token| token.kind != Kind::SingleMark);
    if let Some(last) = last.next() {
        let word = last.span.of(paragraph.text);
        inside.stopped = matches!(last.kind, Kind::Stop | Kind::Ellipsis);
        inside.asked = matches!(word, "?" | "!");
        inside.comma = word == "," || last.kind == Kind::Dash;
    }
    inside
}

impl Inside {
    /// Whether it is written as a title is: nearly all long words with capitals.
    fn titled(self) -> bool {
        self.capital
            && self.long > 0
            && self.long_capitals * 10 > self.long * 8
            && (self.words > 1 || !self.stopped)
    }
}

/// What a stretch is by its words and its place in the line.
pub(super) fn of(
    paragraph: &Paragraph,
    line: &Line,
    item: usize,
    marked: Marked,
    inside: Inside,
) -> QuoteKind {
    let place = Place { paragraph, line, item, marked };
    if place.is_nickname(inside) {
        return QuoteKind::Nickname;
    }
    let named = place.named();
    if inside.titled() && inside.words > 1 && !(inside.stopped && inside.words > 8) && !place.follows_colon()
    {
        return QuoteKind::Title;
    }
    // "the film, “Leer,”": the comma closes the aside.
    let aside = inside.words <= LONGEST_TERM && inside.capital && place.follows_comma();
    if named && (!inside.comma || aside) && inside.words <= 8 {
        return if inside.capital { QuoteKind::Title } else { QuoteKind::Term };
    }
    let whole = inside.capital && place.stands_apart(inside);
    match inside.words {
        0..=LONGEST_TERM if !whole => QuoteKind::Term,
        _ if whole => QuoteKind::Speech,
        _ => QuoteKind::Fragment,
    }
}

/// Whether a word before a stretch says that a name or a word follows, so that no one speaks it.
pub(super) fn is_named(paragraph: &Paragraph, line: &Line, item: usize, marked: Marked) -> bool {
    Place { paragraph, line, item, marked }.named()
}

struct Place<'a> {
    paragraph: &'a Paragraph<'a>,
    line: &'a Line,
    item: usize,
    marked: Marked,
}

impl Place<'_> {
    fn part(&self, at: Option<usize>) -> Part {
        at.and_then(|at| self.line.items.get(at)).map_or(Part::End, |item| item.part)
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.paragraph.tokens.get(at)
    }

    /// Earvin “Magic” Johnson: inside a name.
    fn is_nickname(&self, inside: Inside) -> bool {
        let neighbour = |at: Option<usize>| {
            at.and_then(|at| self.token(at))
                .is_some_and(|token| token.kind == Kind::Word && token.is_capital())
        };
        inside.words <= 3
            && inside.capital
            && !inside.comma
            && !inside.stopped
            && neighbour(self.marked.open.checked_sub(1))
            && neighbour(Some(self.marked.close + 1))
    }

    /// Whether a word before it says that a name or a word follows: "a song called", "the term".
    fn named(&self) -> bool {
        let Some(before) = self.marked.open.checked_sub(1) else { return false };
        let near = self.paragraph.classes(before);
        if near.any(Classes::NAMING) {
            return true;
        }
        let lower = |at: usize| self.token(at).is_some_and(|token| token.shape == Shape::Lower);
        // "a group called": whoever calls it so is not said.
        if near.any(Classes::FRAME) && before > 0 && lower(before) && lower(before - 1) {
            let owner = self.paragraph.classes(before - 1);
            let verbal = Classes::ROLE.or(Classes::BODY).or(Classes::PRONOUN).or(Classes::ADVERB);
            return !owner.any(verbal.or(Classes::AUXILIARY).or(Classes::COORDINATOR).or(Classes::RELATIVE));
        }
        near.any(Classes::WORK) && self.token(before).is_some_and(|token| !token.is_capital())
            || self.paragraph.word(before) == ","
                && before > 0
                && self.paragraph.is(before - 1, Classes::WORK)
    }

    fn follows_comma(&self) -> bool {
        self.part(self.item.checked_sub(1)) == Part::Comma
    }

    fn follows_colon(&self) -> bool {
        self.part(self.item.checked_sub(1)) == Part::Colon
    }

    /// Whether it is a sentence of its own, or stands beside the writer's: not woven into it.
    fn stands_apart(&self, inside: Inside) -> bool {
        let before = self.part(self.item.checked_sub(1));
        let opens = matches!(
            before,
            Part::End | Part::Comma | Part::Colon | Part::Dash | Part::Open | Part::Close | Part::Quote(_)
        );
        let heading = self.paragraph.context.role != Role::Paragraph && !inside.stopped && !inside.comma;
        opens && !heading && (inside.stopped || inside.comma || !self.marked.closed || inside.words > 3)
    }
}
