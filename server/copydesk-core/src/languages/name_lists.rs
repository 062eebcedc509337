//! What is known of words and names in general: compressed lists that are searched where they lie.

use std::hash::BuildHasher;
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use fst::{Map, Set};

/// Ordinary words, and people's names with their groups of variants.
///
/// Being listed is weak evidence of being right: the lists hold common slips too.
pub struct NameLists {
    words: Set<&'static [u8]>,
    people: Map<&'static [u8]>,
    table: LazyLock<Table, Box<dyn FnOnce() -> Table + Send>>,
}

impl std::fmt::Debug for NameLists {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NameLists")
            .field("words", &self.words.len())
            .field("people", &self.people.len())
            .finish()
    }
}

impl NameLists {
    /// The lists, as `examples/word_lists.rs` makes them.
    ///
    /// # Panics
    /// If they are not: they are part of the program, and a test opens them.
    pub fn new(words: &'static [u8], people: &'static [u8], table: &'static str) -> Self {
        Self {
            words: Set::new(words).expect("the list of words is whole"),
            people: Map::new(people).expect("the list of people is whole"),
            table: LazyLock::new(Box::new(move || parse(table))),
        }
    }

    /// Parses what is else parsed when first asked for.
    pub(super) fn make_ready(&self) {
        LazyLock::force(&self.table);
    }

    /// Whether a folded word is an ordinary one: "rather", and "rose" and "brown" too.
    pub fn is_ordinary(&self, folded: &str) -> bool {
        self.words.contains(folded)
    }

    /// Whether a folded word is somewhere borne by people, as given name or surname.
    pub fn is_personal(&self, folded: &str) -> bool {
        self.person(folded).is_some()
    }

    /// What is known of a folded word as a person's name: its groups, for [`groups_of`](Self::groups_of).
    /// `None` if nobody is known to bear it.
    pub fn person(&self, folded: &str) -> Option<u64> {
        self.people.get(folded)
    }

    /// The groups of forms of one name that a person's name stands in.
    pub fn groups_of(person: u64) -> impl Iterator<Item = u32> {
        (0..4).map(move |at| (person >> (16 * at) & 0xFFFF) as u32).filter(|group| *group != 0)
    }

    /// The groups of forms of one name that a folded word stands in.
    fn groups(&self, folded: &str) -> impl Iterator<Item = u32> + use<> {
        Self::groups_of(self.person(folded).unwrap_or(0))
    }

    /// Whether two folded words stand in one group of forms of one name.
    pub fn are_variants(&self, one: &str, other: &str) -> bool {
        self.groups(one).any(|group| self.groups(other).any(|same| same == group))
    }

    /// The lines of the desk's own table of variants that a folded word stands in.
    pub fn table<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = u16> + 'a {
        self.table.lines_of(folded)
    }
}

/// A table's lines by their words, which are looked for where they lie.
struct Table {
    text: &'static str,
    /// A word's first byte in the text and its line, in the place that its hash chooses or the next that
    /// was free.
    places: Vec<(u16, u16)>,
}

/// A place that holds no word.
const FREE: (u16, u16) = (u16::MAX, u16::MAX);

impl Table {
    /// The places from that on which a word's hash chooses.
    fn places_of(&self, word: &str) -> impl Iterator<Item = usize> + use<> {
        let last = self.places.len() - 1;
        let first = FixedState::default().hash_one(word) as usize & last;
        (first..=first + last).map(move |place| place & last)
    }

    fn add(&mut self, word: &'static str, line: u16) {
        let start = word.as_ptr() as usize - self.text.as_ptr() as usize;
        let free = self.places_of(word).find(|place| self.places[*place] == FREE);
        self.places[free.expect("twice as many places as words")] = (start as u16, line);
    }

    /// The lines that a word stands in, in order.
    fn lines_of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = u16> + 'a {
        let held = self.places_of(word).map(|place| self.places[place]).take_while(|place| *place != FREE);
        let stands = move |start: u16| {
            let rest = self.text[start.into()..].strip_prefix(word);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        };
        held.filter(move |(start, _)| stands(*start)).map(|(_, line)| line)
    }
}

/// A table's lines by their words. Parsed when first asked for: few drafts hold a pair to look up.
fn parse(text: &'static str) -> Table {
    assert!(text.len() < FREE.0.into(), "a longer table asks for wider numbers");
    let lines = || text.lines().filter(|line| !line.starts_with('#'));
    let words: usize = lines().map(|line| line.split_whitespace().count()).sum();
    let mut table = Table { text, places: vec![FREE; (2 * words).next_power_of_two()] };
    for (number, line) in (0..).zip(lines()) {
        line.split_whitespace().for_each(|word| table.add(word, number));
    }
    table
}
