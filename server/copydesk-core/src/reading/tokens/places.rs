//! Where the tokens of one sort are.

/// Tokens by their index, in order.
///
/// Whether the next token is one can't be foretold, so each is written down, and counted if it is.
#[derive(Clone, Debug, Default)]
pub struct Places {
    places: Vec<u32>,
    /// How many of them count.
    count: usize,
}

impl Places {
    /// Takes note of a token, if `holds`.
    #[inline]
    pub(super) fn note(&mut self, token: usize, holds: bool) {
        if self.count == self.places.len() {
            self.places.resize(2 * self.count + 32, 0);
        }
        self.places[self.count] = token as u32;
        self.count += usize::from(holds);
    }

    pub(super) fn clear(&mut self) {
        self.count = 0;
    }

    /// Whether the last one noted is a token.
    pub(super) fn ends_with(&self, token: usize) -> bool {
        self.iter().next_back() == Some(token)
    }

    /// The tokens, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.places[..self.count].iter().map(|place| *place as usize)
    }

    /// The tokens from one on.
    pub fn from(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let places = &self.places[..self.count];
        let first = places.partition_point(|place| (*place as usize) < token);
        places[first..].iter().map(|place| *place as usize)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The first one, if there is any.
    pub fn first(&self) -> Option<usize> {
        self.iter().next()
    }
}
