//! Languages, as data: what the words of a language are to a copy editor.
//!
//! Every list of a pack is a file of words. A word's classes are looked up once, when the text is
//! cut into tokens; what reads quotations, names and dates only asks the token.

mod en;
mod fold;
mod lexicon;
mod name_lists;
mod times;

pub use fold::{fold, fold_char};
pub use lexicon::{Classes, Entry, Key, Lexicon, WordId};
pub use name_lists::NameLists;
pub use times::{Holiday, Marks, Tense, TimeWord, Times, Unit, Which};

/// A language pack.
#[derive(Debug)]
pub struct Language {
    /// Its ISO 639-1 code.
    pub code: &'static str,
    /// Its words.
    pub lexicon: Lexicon,
    /// What is known of words and names in general.
    pub names: NameLists,
    /// What its words of time mean.
    pub times: Times,
}

/// English, as written in the US and the UK.
pub fn english() -> &'static Language {
    en::language()
}

/// Makes the lists that every draft is read with, which the first one has to wait for else.
pub fn make_ready() {
    english().names.make_ready();
}
