//! How a draft sets quotations, learnt from its majority before any paragraph is read.

use crate::formats::{Block, Role};

/// How a draft sets quotations: learnt from its majority, before any paragraph is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Convention {
    /// Double marks outside, single inside: the US, and most of the UK.
    #[default]
    DoubleOutside,
    /// Single marks outside, double inside: many UK papers.
    SingleOutside,
}

/// Marks counted over a draft's running copy.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::reading) struct Count {
    /// Double marks that open.
    double: usize,
    /// Single marks that open.
    opening: usize,
    /// Single marks that close behind a comma or a stop, as only quote marks do.
    closing: usize,
}

impl Count {
    /// The convention that the marks tell of.
    pub(in crate::reading) fn convention(self) -> Convention {
        if self.closing > 0 && self.opening > self.double {
            Convention::SingleOutside
        } else {
            Convention::DoubleOutside
        }
    }

    /// Counts the marks of a block. Headlines are left out: they take single marks everywhere.
    pub(in crate::reading) fn block(self, block: &Block, text: &str) -> Self {
        let mut count = self;
        if matches!(block.role, Role::Paragraph | Role::Item) {
            count.add(block.prose(text).as_bytes());
        }
        count
    }

    /// The marks without those of a block.
    pub(in crate::reading) fn without(self, block: &Block, text: &str) -> Self {
        let its = Self::default().block(block, text);
        Self {
            double: self.double - its.double,
            opening: self.opening - its.opening,
            closing: self.closing - its.closing,
        }
    }

    fn add(&mut self, prose: &[u8]) {
        // The curly marks share their first byte with dashes and ellipses.
        for at in memchr::memchr3_iter(b'"', b'\'', 0xE2, prose) {
            let rest = &prose[at..];
            let free = at == 0 || !prose[at - 1].is_ascii_alphanumeric() && prose[at - 1] < 0x80;
            let stopped = at > 0 && matches!(prose[at - 1], b'.' | b',' | b'?' | b'!');
            match rest {
                // The second of two that stand for a double mark.
                [b'\'', ..] if at > 0 && prose[at - 1] == b'\'' => (),
                [b'\'', b'\'', ..] => self.double += 1,
                [b'"', next, ..] if free && !next.is_ascii_whitespace() => self.double += 1,
                [0xE2, 0x80, 0x9C, ..] => self.double += 1,
                [b'\'', ..] | [0xE2, 0x80, 0x99, ..] if stopped => self.closing += 1,
                [b'\'', next, ..] if free && next.is_ascii_alphabetic() => self.opening += 1,
                [0xE2, 0x80, 0x98, next, ..] if next.is_ascii_alphabetic() => self.opening += 1,
                _ => (),
            }
        }
    }
}
