//! A long list in pieces.

use std::ops::{Index, IndexMut};

/// Entries of a piece: a power of two.
const PIECE: usize = 128;

/// A list that is only added to. It grows piece by piece, and what it holds stays where it is: a list in one
/// piece is written anew whenever it moves to a larger place, and stands there twice meanwhile.
#[derive(Debug)]
pub(super) struct Shelf<T> {
    /// All but the last are full.
    pieces: Vec<Vec<T>>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { pieces: Vec::new() }
    }
}

impl<T> Shelf<T> {
    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.pieces.last().map_or(0, |last| (self.pieces.len() - 1) * PIECE + last.len())
    }

    /// Adds an entry behind all others.
    pub(super) fn push(&mut self, entry: T) {
        match self.pieces.last_mut() {
            Some(last) if last.len() < PIECE => last.push(entry),
            _ => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(entry);
                self.pieces.push(piece);
            }
        }
    }
}

impl<T> Index<u32> for Shelf<T> {
    type Output = T;

    fn index(&self, at: u32) -> &T {
        &self.pieces[at as usize / PIECE][at as usize % PIECE]
    }
}

impl<T> IndexMut<u32> for Shelf<T> {
    fn index_mut(&mut self, at: u32) -> &mut T {
        &mut self.pieces[at as usize / PIECE][at as usize % PIECE]
    }
}

#[cfg(test)]
mod tests {
    use super::{PIECE, Shelf};

    #[test]
    fn entries_stand_where_they_were_put() {
        let mut shelf = Shelf::default();
        for at in 0..3 * PIECE as u32 + 1 {
            assert_eq!(shelf.len(), at as usize);
            shelf.push(at);
        }
        shelf[130] += 1000;
        assert!((0..shelf.len() as u32).all(|at| shelf[at] == at + if at == 130 { 1000 } else { 0 }));
    }
}
