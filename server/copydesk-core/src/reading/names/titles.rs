//! Cuts titles off a run of capitals: "Frisian | Mayor | Ana Ruiz".

use super::ParagraphNames;
use super::runs::{Part, PartKind, Run};
use crate::languages::Classes;
use crate::text::Span;

/// A part with what its word can be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// The part.
    pub part: Part,
    /// What its word can be; nothing for a compound.
    pub classes: Classes,
}

impl Piece {
    fn is_word(&self) -> bool {
        self.part.kind == PartKind::Word
    }

    fn is_title(&self) -> bool {
        self.is_word() && self.classes.any(Classes::HONORIFIC.or(Classes::JOB))
    }

    fn belongs_to_title(&self) -> bool {
        self.is_title() || self.is_word() && self.classes.any(Classes::ROLE_MODIFIER)
    }

    fn heads_a_body(&self) -> bool {
        self.is_word() && self.classes.any(Classes::ORGANIZATION.or(Classes::PLACE_WORD))
    }
}

/// What may cut a run, or make a word of it a particle.
const CUTTING: Classes = Classes::HONORIFIC
    .or(Classes::JOB)
    .or(Classes::ROLE_MODIFIER)
    .or(Classes::ORGANIZATION)
    .or(Classes::PLACE_WORD)
    .or(Classes::PARTICLE)
    .or(Classes::ARABIC_ARTICLE);

/// Cuts a run at its titles and adds what is left to what was found.
pub(super) fn emit(pieces: &mut [Piece], in_title_case: bool, found: &mut ParagraphNames) {
    let plain = |piece: &Piece| piece.part.kind != PartKind::Joint && !piece.classes.any(CUTTING);
    if pieces.iter().all(plain) {
        // Most runs are a word, and nothing is to be cut off it.
        let is_word = matches!(pieces, [one] if one.is_word());
        return if is_word { put } else { add }(pieces, None, in_title_case, found);
    }
    name_particles(pieces);
    let Some(title) = last_title(pieces) else {
        let pieces = &pieces[..trailing_title(pieces)];
        let (body, person) = pieces.split_at(body_end(pieces));
        add(body, None, in_title_case, found);
        return add(person, None, in_title_case, found);
    };
    let start = title_start(pieces, title);
    let title = title_end(pieces, title);
    add(&pieces[..start], None, in_title_case, found);
    let span = pieces[start].part.span.to(pieces[title].part.span);
    add(&pieces[title + 1..], Some(span), in_title_case, found);
}

/// Capital particles between two words of a name, or before one, are particles still: Chris Van Hollen.
fn name_particles(pieces: &mut [Piece]) {
    for at in 0..pieces.len().saturating_sub(1) {
        let article = at > 0 && pieces[at].classes.any(Classes::ARABIC_ARTICLE);
        let particle = pieces[at].is_word() && (article || pieces[at].classes.any(Classes::PARTICLE));
        // "Al Lind" and "Ben Lind" open with a given name.
        let given =
            at == 0 && pieces[at].classes.any(Classes::ARABIC_ARTICLE) || pieces[at].part.span.len() > 3;
        let named = pieces[at + 1].is_word() && !pieces[at + 1].heads_a_body();
        if particle && !given && (named || pieces[at + 1].part.kind == PartKind::Particle) {
            pieces[at].part.kind = PartKind::Particle;
        }
    }
}

/// The last word of the last title that a name follows.
fn last_title(pieces: &[Piece]) -> Option<usize> {
    let last_word =
        pieces.iter().rposition(|piece| piece.is_word() || piece.part.kind == PartKind::Initial)?;
    (0..last_word).rev().find(|&at| {
        // "Justice Department", "King County", "General Motors": the title is part of the name.
        pieces[at].is_title() && !pieces[at + 1].heads_a_body() && pieces[at + 1].part.kind != PartKind::Joint
            || is_of_state(pieces, at)
    })
}

/// The last word of "Secretary of State".
fn is_of_state(pieces: &[Piece], at: usize) -> bool {
    at >= 2 && pieces[at - 1].part.kind == PartKind::Joint && pieces[at - 2].is_title()
}

/// The last word of a title with a modifier behind it, if a name of two words follows: "Chief Executive
/// Ana Ruiz".
fn title_end(pieces: &[Piece], title: usize) -> usize {
    let modifier = |at: usize| pieces[at].is_word() && pieces[at].classes.any(Classes::ROLE_MODIFIER);
    let follow = pieces[title + 1..].iter().filter(|piece| piece.is_word()).count();
    if follow >= 3 && modifier(title + 1) { title + 1 } else { title }
}

/// The first word of the title that ends at `title`.
fn title_start(pieces: &[Piece], title: usize) -> usize {
    let mut start = if is_of_state(pieces, title) { title - 2 } else { title };
    while start > 0 && pieces[start - 1].belongs_to_title() {
        start -= 1;
    }
    // "White House Press Secretary": the house belongs to what stands before.
    while start > 0 && start < title && pieces[start].heads_a_body() {
        start += 1;
    }
    start
}

/// Where a body's name ends and a person's follows without a title: "Harbour Board | Ana Ruiz".
fn body_end(pieces: &[Piece]) -> usize {
    let Some(head) = pieces.iter().rposition(Piece::heads_a_body) else { return 0 };
    let rest = &pieces[head + 1..];
    let person = rest.iter().filter(|piece| piece.is_word()).count() >= 2
        && rest.iter().all(|piece| piece.part.kind != PartKind::Joint);
    if head > 0 && person { head + 1 } else { 0 }
}

/// Where a title without a name begins at the end of a run; the run's length if none does.
fn trailing_title(pieces: &[Piece]) -> usize {
    let Some(last) = pieces.len().checked_sub(1) else { return 0 };
    if !pieces[last].is_title() {
        if is_of_state(pieces, last) {
            return title_start(pieces, last);
        }
        return pieces.len();
    }
    let surname =
        pieces[last].classes.any(Classes::SURNAME_TITLE) && last > 0 && !pieces[last - 1].belongs_to_title();
    if surname { pieces.len() } else { title_start(pieces, last) }
}

/// Adds a mention, what joins nothing cut off its ends.
fn add(mut pieces: &[Piece], title: Option<Span>, in_title_case: bool, found: &mut ParagraphNames) {
    while let [rest @ .., last] = pieces
        && !matches!(last.part.kind, PartKind::Word | PartKind::Suffix | PartKind::Initial)
    {
        pieces = rest;
    }
    while let [first, rest @ ..] = pieces
        && !matches!(first.part.kind, PartKind::Word | PartKind::Particle | PartKind::Initial)
    {
        pieces = rest;
    }
    let [first, ..] = pieces else { return };
    let initials = pieces.iter().all(|piece| piece.part.kind == PartKind::Initial);
    // "The President of the Senate": a modifier left alone names no one.
    let modifier = pieces.len() == 1 && first.belongs_to_title() && !first.heads_a_body();
    if !initials && !modifier {
        put(pieces, title, in_title_case, found);
    }
}

/// Adds a mention as it stands.
fn put(pieces: &[Piece], title: Option<Span>, in_title_case: bool, found: &mut ParagraphNames) {
    let ([first, ..], [.., last]) = (pieces, pieces) else { return };
    let start = found.parts.len() as u32;
    found.parts.extend(pieces.iter().map(|piece| piece.part));
    found.mentions.push(Run {
        span: first.part.span.to(last.part.span),
        title,
        in_title_case,
        parts: (start, found.parts.len() as u32),
    });
}
