//! What is known of spellings beside what every mention asks for, in rows: of each only where it ends.

use crate::languages::NameLists;
use crate::reading::names::candidates;

/// Entries that there is room for at first.
const FEW: usize = 64;

/// Entries of a list that is long.
const LONG: usize = 64 * 1024;

/// Which text of a spelling.
pub(super) mod text {
    /// As it is printed.
    pub const SPELLING: usize = 0;
    /// In small letters without marks and stops.
    pub const FOLDED: usize = 1;
    /// Its letters alone.
    pub const LETTERS: usize = 2;
    /// As its consonants sound.
    pub const SOUND: usize = 3;
}

/// Which numbers of a spelling.
pub(super) mod numbers {
    /// Its lines in the desk's own table of variants.
    pub const TABLE: usize = 0;
    /// Its groups in the large list of names.
    pub const GROUPS: usize = 1;
    /// The buckets that it meets others in.
    pub const BUCKETS: usize = 2;
}

/// Texts and numbers of spellings, in the order in which those were looked up.
#[derive(Debug, Default)]
pub(super) struct Rows {
    ends: Vec<Ends>,
    texts: String,
    numbers: Vec<u32>,
}

/// Where what else is known of a spelling ends in the rows of all; the next one's begins there.
#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    /// Of the spelling, the folded word, its letters and its sound.
    texts: [u32; 4],
    /// Of its lines in the desk's own table, its groups in the large list, and its buckets.
    numbers: [u32; 3],
}

impl Rows {
    /// A text of a spelling; `which` is one of [`text`].
    pub fn text(&self, spelling: usize, which: usize) -> &str {
        let before = || spelling.checked_sub(1).map_or(0, |before| self.ends[before].texts[text::SOUND]);
        let own = &self.ends[spelling].texts;
        let start = which.checked_sub(1).map_or_else(before, |before| own[before]);
        &self.texts[start as usize..own[which] as usize]
    }

    /// Numbers of a spelling; `which` is one of [`numbers`].
    pub fn numbers(&self, spelling: usize, which: usize) -> &[u32] {
        let ends = &self.ends[spelling].numbers;
        let before =
            || spelling.checked_sub(1).map_or(0, |before| self.ends[before].numbers[numbers::BUCKETS]);
        let start = which.checked_sub(1).map_or_else(before, |before| ends[before]);
        &self.numbers[start as usize..ends[which] as usize]
    }

    /// Adds the texts of a spelling, as [`text`] has them, and its numbers: `groups` are those of the large
    /// list.
    pub fn push(&mut self, texts: [&str; 4], names: &NameLists, groups: u64) {
        let mut ends = Ends::default();
        self.write(texts, &mut ends);
        self.count(names, groups, [texts[text::LETTERS], texts[text::SOUND]], &mut ends);
        make_room(&mut self.ends, 1);
        self.ends.push(ends);
    }

    fn write(&mut self, texts: [&str; 4], ends: &mut Ends) {
        let length: usize = texts.iter().map(|text| text.len()).sum();
        if self.texts.capacity() - self.texts.len() < length {
            self.texts.reserve_exact(length.max(8 * FEW) + self.texts.len() / 4);
        }
        for (end, text) in ends.texts.iter_mut().zip(texts) {
            self.texts.push_str(text);
            *end = self.texts.len() as u32;
        }
    }

    fn count(&mut self, names: &NameLists, groups: u64, [letters, sound]: [&str; 2], ends: &mut Ends) {
        let mut numbers = Vec::with_capacity(letters.len() + sound.len() + 4);
        numbers.extend(names.table(letters).map(u32::from));
        let lines = numbers.len();
        numbers.extend(NameLists::groups_of(groups));
        let known = numbers.len();
        candidates::buckets(letters, sound, &mut numbers, lines);
        let start = self.numbers.len();
        ends.numbers = [lines, known, numbers.len()].map(|end| (start + end) as u32);
        make_room(&mut self.numbers, numbers.len());
        self.numbers.extend(numbers);
    }
}

/// Makes room for so many more in a list that is kept from draft to draft: it is not made twice as long,
/// unless it has become so long that one draft must hold all that, and moving it costs more than its room.
pub(super) fn make_room<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        let long = list.len() > LONG;
        list.reserve_exact(more.max(FEW) + if long { list.len() } else { list.len() / 4 });
    }
}
