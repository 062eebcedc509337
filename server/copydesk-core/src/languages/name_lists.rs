//! What is known of words and names in general: compressed lists that are searched where they lie.

use fst::{Map, Set};

/// Ordinary words, and people's names with their groups of variants.
///
/// Being listed is weak evidence of being right: the lists hold common slips too.
#[derive(Debug)]
pub struct NameLists {
    words: Set<&'static [u8]>,
    people: Map<&'static [u8]>,
}

impl NameLists {
    /// The lists, as `examples/word_lists.rs` makes them.
    ///
    /// # Panics
    /// If they are not: they are part of the program, and a test opens them.
    pub fn new(words: &'static [u8], people: &'static [u8]) -> Self {
        Self {
            words: Set::new(words).expect("the list of words is whole"),
            people: Map::new(people).expect("the list of people is whole"),
        }
    }

    /// Whether a folded word is an ordinary one: "rather", and "rose" and "brown" too.
    pub fn is_ordinary(&self, folded: &str) -> bool {
        self.words.contains(folded)
    }

    /// Whether a folded word is somewhere borne by people, as given name or surname.
    pub fn is_personal(&self, folded: &str) -> bool {
        self.people.contains_key(folded)
    }

    /// Whether two folded words stand in one group of forms of one name.
    pub fn are_variants(&self, one: &str, other: &str) -> bool {
        let groups = |word: &str| {
            let value = self.people.get(word).unwrap_or(0);
            (0..4).map(move |at| value >> (16 * at) & 0xFFFF).filter(|group| *group != 0)
        };
        groups(one).any(|group| groups(other).any(|same| same == group))
    }
}
