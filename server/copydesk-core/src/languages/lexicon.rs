//! Words and their classes, looked up once a token.

use std::collections::HashMap;

/// A word's place in its lexicon; [`WordId::UNKNOWN`] for a word that isn't in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct WordId(pub u16);

impl WordId {
    /// A word that the lexicon doesn't hold.
    pub const UNKNOWN: WordId = WordId(0);
}

macro_rules! classes {
    ($($(#[doc = $doc:literal])* $name:ident = $bit:literal,)*) => {
        /// What a word can be, one bit a class: the lists of a language pack.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
        pub struct Classes(pub u64);

        impl Classes {
            $($(#[doc = $doc])* pub const $name: Classes = Classes(1 << $bit);)*
        }
    };
}

classes! {
    /// Months in full and short: January, Jan.
    MONTH = 0,
    /// Weekdays in full and short: Friday, Fri.
    WEEKDAY = 1,
    /// Words before a name that are no part of it: President, Gen., Mr.
    HONORIFIC = 2,
    /// Words written with a stop of their own: Gen., U.S., Inc.
    ABBREVIATION = 3,
    /// Abbreviations that a name or a number follows, so that they never end a sentence: Gen., Mr., No.
    PREPOSED = 4,
    /// Verbs that tell of speech, in every form: said, added, tweeted.
    CUE = 5,
    /// Personal pronouns as subject: he, she, they, it.
    PRONOUN = 6,
    /// Articles and other determiners: the, a, this, his.
    DETERMINER = 7,
    /// Prepositions: of, in, after.
    PREPOSITION = 8,
    /// Conjunctions and words that open a clause: and, that, who, because.
    CONJUNCTION = 9,
    /// Auxiliary and modal verbs: is, had, would.
    AUXILIARY = 10,
    /// Abbreviations that keep their stop though written small: vs., etc.
    LOWER_STOP = 12,
    /// Clock abbreviations: a capital after them opens a sentence, unless a day or zone.
    CLOCK = 13,
    /// Ordinary words that open sentences and so prove no name by their capital.
    ORDINARY = 11,
    /// Small words inside names of people: de, van, bin, al.
    PARTICLE = 40,
    /// Particles that a surname standing alone may begin with: de Blasio, al-Assad.
    LEADING_PARTICLE = 41,
    /// Forms of the Arabic article, kept or left out at will: al, el, as.
    ARABIC_ARTICLE = 42,
    /// What follows a name and tells generations apart: Jr., III.
    SUFFIX = 43,
    /// States as printed after a town or a party: Tex., Fla.
    STATE = 44,
    /// Written with capitals and yet no name: TV, CEO.
    NO_NAME = 45,
    /// What follows a name and a hyphen and is no part of it: -era, -led.
    MODIFIER_TAIL = 46,
    /// Titles that are surnames too: Stephen King.
    SURNAME_TITLE = 47,
    /// Capital words that belong to the title behind them: Foreign, Vice.
    ROLE_MODIFIER = 48,
    /// Jobs that stand before a name: Speaker, Editor.
    ROLE = 49,
    /// Words that make a name an organisation's: Ministry, Bank.
    ORGANIZATION = 50,
    /// Words that make a name a place's: County, River.
    PLACE_WORD = 51,
    /// Known places of one word: Iran, Ohio, Paris.
    PLACE = 52,
    /// Words made of a place, faith or party: Iranian, Texans, Muslim.
    PEOPLE = 53,
    /// Given names that are ordinary words too: Mark, Grace.
    GIVEN_WORD = 54,
    /// First words of places of two words: New York, San Diego.
    PLACE_OPENER = 55,
    /// Kin: son, niece, late.
    KIN = 56,
    /// Words by which a text speaks of a spelling: spelled, misspelt.
    SPELLING = 57,
    /// Titles that tell no role: Mr., Dr.
    COURTESY = 58,
}

impl Classes {
    /// Whether it shares a class with `other`.
    pub fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// Both.
    #[must_use]
    pub const fn or(self, other: Classes) -> Self {
        Classes(self.0 | other.0)
    }
}

/// A word of the lexicon.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What it can be.
    pub classes: Classes,
    /// The word whose form it is; itself, if it is the first of its line.
    pub lemma: WordId,
    /// What counts it in its list: January is 1, Monday is 1. 0 if nothing does.
    pub number: u8,
}

/// The words of a language with their classes.
#[derive(Debug)]
pub struct Lexicon {
    entries: Vec<Entry>,
    words: HashMap<Box<[u8]>, WordId, foldhash::fast::FixedState>,
}

/// No word of the lexicon is longer, in bytes.
const LONGEST: usize = 24;

impl Lexicon {
    /// A lexicon of lists: each a class and its lines. `#` opens a comment. A line holds the
    /// forms of one word, its lemma first; the line's number counts it.
    pub fn new(lists: &[(Classes, &str)]) -> Self {
        let mut lexicon = Self { entries: vec![Entry::default()], words: HashMap::default() };
        for (classes, list) in lists {
            let lines = list.lines().map(|line| line.split('#').next().unwrap_or("").trim());
            for (number, line) in lines.filter(|line| !line.is_empty()).enumerate() {
                lexicon.line(*classes, line, number + 1);
            }
        }
        lexicon
    }

    fn line(&mut self, classes: Classes, line: &str, number: usize) {
        let mut lemma = WordId::UNKNOWN;
        for form in line.split_whitespace() {
            let id = self.add(form);
            if lemma == WordId::UNKNOWN {
                lemma = id;
            }
            let entry = &mut self.entries[usize::from(id.0)];
            entry.classes = entry.classes.or(classes);
            if entry.lemma == WordId::UNKNOWN || entry.lemma == id {
                entry.lemma = lemma;
            }
            if classes.any(Classes::MONTH.or(Classes::WEEKDAY)) {
                entry.number = number.min(255) as u8;
            }
        }
    }

    fn add(&mut self, word: &str) -> WordId {
        let key = word.to_lowercase().replace('’', "'").into_bytes();
        assert!(key.len() <= LONGEST, "too long for the lexicon: {word}");
        let next = WordId(self.entries.len() as u16);
        let id = *self.words.entry(key.into_boxed_slice()).or_insert(next);
        if id == next {
            self.entries.push(Entry::default());
        }
        id
    }

    /// The word as it stands in a text, in any case, with either apostrophe.
    pub fn find(&self, word: &str) -> WordId {
        let mut key = [0u8; LONGEST];
        let mut length = 0;
        let mut bytes = word.bytes();
        while let Some(byte) = bytes.next() {
            let byte = match byte {
                0xE2 if bytes.as_slice_starts_with_apostrophe() => b'\'',
                _ => byte.to_ascii_lowercase(),
            };
            if length == LONGEST {
                return WordId::UNKNOWN;
            }
            key[length] = byte;
            length += 1;
        }
        self.words.get(&key[..length]).copied().unwrap_or(WordId::UNKNOWN)
    }

    /// A word's entry.
    pub fn entry(&self, id: WordId) -> &Entry {
        &self.entries[usize::from(id.0)]
    }

    /// How many words it holds.
    pub fn len(&self) -> usize {
        self.entries.len() - 1
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Consumes the rest of a curly apostrophe whose first byte was taken.
trait Apostrophe {
    fn as_slice_starts_with_apostrophe(&mut self) -> bool;
}

impl Apostrophe for std::str::Bytes<'_> {
    fn as_slice_starts_with_apostrophe(&mut self) -> bool {
        let mut ahead = self.clone();
        if (ahead.next(), ahead.next()) == (Some(0x80), Some(0x99)) {
            *self = ahead;
            return true;
        }
        false
    }
}
