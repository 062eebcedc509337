//! The floor under any checker of drafts: read a file, check that it is UTF-8, split it into words,
//! look once for every word of a dictionary. Nothing that understands a sentence can be faster.

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::copy;

/// Words of the dictionary.
const WORDS: usize = 500;

/// What finds the words of a dictionary.
pub(crate) fn dictionary() -> AhoCorasick {
    let names = copy::names(WORDS);
    let words = names.split_ascii_whitespace().filter(|word| word.len() > 3).take(WORDS);
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(words).expect("a small dictionary")
}

/// Goes over files as barely as can be.
pub(crate) fn pass(files: &[PathBuf], dictionary: &AhoCorasick) {
    let mut found = 0;
    for file in files {
        let bytes = fs::read(file).expect("a file of ours");
        let text = std::str::from_utf8(&bytes).expect("text of ours");
        found += text.split_ascii_whitespace().count();
        found += dictionary.find_iter(text).count();
    }
    black_box(found);
}
