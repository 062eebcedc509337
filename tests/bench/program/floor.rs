//! The floor under any checker of drafts: read a file, check that it is UTF-8, split it into words, look
//! once for every word of a dictionary. Nothing that understands a sentence does less.

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// What a newsroom's checker would look for: days, months, verbs of speech, titles, offices, bodies.
const WORDS: &str = include_str!("words.txt");

/// A way over the files, with what it makes only once.
pub(crate) struct Floor {
    dictionary: AhoCorasick,
}

impl Floor {
    /// The floor as anyone would write it: the automaton as the crate builds it if it is told nothing but
    /// that capitals don't matter.
    pub(crate) fn plain() -> Self {
        Self::with(None)
    }

    /// The same with the automaton as fast as the crate can make it, many times as large.
    pub(crate) fn fastest() -> Self {
        Self::with(Some(AhoCorasickKind::DFA))
    }

    fn with(kind: Option<AhoCorasickKind>) -> Self {
        let words = WORDS.split_ascii_whitespace();
        let dictionary = AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(words);
        Self { dictionary: dictionary.expect("a small dictionary") }
    }

    /// Goes over the files.
    pub(crate) fn pass(&self, files: &[PathBuf]) {
        for file in files {
            let bytes = fs::read(file).expect("a file of ours");
            let text = std::str::from_utf8(&bytes).expect("text of ours");
            black_box(words(text));
            black_box(self.dictionary.find_iter(text).count());
        }
    }
}

/// Where a text's words begin and end. Less than that is no splitting, for nothing could be done with them.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    for (at, letter) in text.char_indices() {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                words.push((first, at));
                start = None;
            }
            _ => (),
        }
    }
    words.extend(start.map(|first| (first, text.len())));
    words
}
