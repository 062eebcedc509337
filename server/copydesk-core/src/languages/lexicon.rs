//! Words and their classes, looked up once a token.

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
    PARTICLE = 14,
    /// Particles that a surname standing alone may begin with: de Blasio, al-Assad.
    LEADING_PARTICLE = 15,
    /// Forms of the Arabic article, kept or left out at will: al, el, as.
    ARABIC_ARTICLE = 16,
    /// What follows a name and tells generations apart: Jr., III.
    SUFFIX = 17,
    /// States as printed after a town or a party: Tex., Fla.
    STATE = 18,
    /// Written with capitals and yet no name: TV, CEO.
    NO_NAME = 19,
    /// What follows a name and a hyphen and is no part of it: -era, -led.
    MODIFIER_TAIL = 20,
    /// Titles that are surnames too: Stephen King.
    SURNAME_TITLE = 21,
    /// Capital words that belong to the title behind them: Foreign, Vice.
    ROLE_MODIFIER = 22,
    /// Jobs that stand before a name: Speaker, Editor.
    JOB = 23,
    /// Words that make a name an organisation's: Ministry, Bank.
    ORGANIZATION = 24,
    /// Words that make a name a place's: County, River.
    PLACE_WORD = 25,
    /// Known places of one word: Iran, Ohio, Paris.
    PLACE = 26,
    /// Words made of a place, faith or party: Iranian, Texans, Muslim.
    PEOPLE = 27,
    /// Given names that are ordinary words too: Mark, Grace.
    GIVEN_WORD = 28,
    /// First words of places of two words: New York, San Diego.
    PLACE_OPENER = 29,
    /// Verbs that frame a quotation though they are none of speech: called, condemned, praised.
    FRAME = 40,
    /// Forms of cue verbs that are mostly nouns or adjectives: reports, state, claims.
    NOMINAL = 41,
    /// Adverbs that stand beside a verb: also, then, never.
    ADVERB = 42,
    /// People by what they do: spokesman, officials, mother.
    ROLE = 43,
    /// Bodies that speak: ministry, firm, campaign.
    BODY = 44,
    /// Things that speak: statement, letter, sign, tweet.
    DOCUMENT = 45,
    /// Words that an apostrophe opens in place of letters: ’tis, ’em.
    ELISION = 46,
    /// Words before a title or a word as a word: titled, dubbed, the phrase.
    NAMING = 47,
    /// Works, whose titles stand in marks: book, song, film.
    WORK = 48,
    /// Nouns of time: week, month, night.
    TIME_NOUN = 49,
    /// Ordinary verbs, where a subject ends.
    VERB = 50,
    /// Pronouns as objects: him, them, herself.
    OBJECT_PRONOUN = 51,
    /// The verb that makes a passive: was, been.
    COPULA = 52,
    /// Verbs of speech that name the hearer behind them, never the speaker: told.
    ADDRESSED = 53,
    /// Conjunctions that join likes: and, but.
    COORDINATOR = 54,
    /// Pronouns that open a clause about the noun before: who, which.
    RELATIVE = 55,
    /// Words that stand for people where no noun follows: some, others.
    ALONE = 56,
    /// Verbs that tell of speech only beside a quotation: continued, read.
    BESIDE = 57,
    /// What is someone's own way to say it: in Ruiz’s words, in her view.
    WORDING = 58,
    /// What a voice without a name is heard from: voicemail, phone, tannoy.
    SOUND = 61,
    /// Given names of men: of the persons named, whom "he" can mean.
    MALE = 59,
    /// Given names of women: of the persons named, whom "she" can mean.
    FEMALE = 60,
    /// Words of time beside months and weekdays: week, yesterday, last, three.
    TIME = 30,
    /// The first word of a holiday of a fixed day: Christmas.
    HOLIDAY = 31,
    /// Kin: son, niece, late.
    KIN = 32,
    /// Words by which a text speaks of a spelling: spelled, misspelt.
    SPELLING = 33,
    /// Titles that tell no role: Mr., Dr.
    COURTESY = 34,
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
///
/// Nearly every word of a text is asked for, and most are in no list: so a bit tells nearly always
/// that a word isn't there, and a word is compared as three numbers.
#[derive(Debug)]
pub struct Lexicon {
    entries: Vec<Entry>,
    /// The word of each entry.
    keys: Vec<Key>,
    /// The places of entries by hash, the next free one taken where two meet; empty ones are unknown.
    slots: Vec<WordId>,
    /// One bit a slot that is taken.
    taken: Vec<u64>,
}

/// No word of the lexicon is longer, in bytes.
const LONGEST: usize = 24;

/// A word in small letters, filled up with zeros.
type Key = [u64; LONGEST / 8];

/// Slots of a lexicon, several times its words.
const SLOTS: usize = 1 << 15;

impl Lexicon {
    /// A lexicon of lists: each a class and its lines. `#` opens a comment. A line holds the
    /// forms of one word, its lemma first; the line's number counts it.
    pub fn new(lists: &[(Classes, &str)]) -> Self {
        let mut lexicon = Self {
            entries: vec![Entry::default()],
            keys: vec![Key::default()],
            slots: vec![WordId::UNKNOWN; SLOTS],
            taken: vec![0; SLOTS / 64],
        };
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

    /// Adds a word, or a class to a known one, and gives its place.
    pub(super) fn join(&mut self, word: &str, classes: Classes) -> WordId {
        let id = self.add(word);
        let entry = &mut self.entries[usize::from(id.0)];
        entry.classes = entry.classes.or(classes);
        if entry.lemma == WordId::UNKNOWN {
            entry.lemma = id;
        }
        id
    }

    fn add(&mut self, word: &str) -> WordId {
        let word = word.to_lowercase().replace('’', "'");
        let key = key(word.as_bytes(), 0, word.len());
        let key = key.unwrap_or_else(|| panic!("too long for the lexicon: {word}"));
        let slot = match self.look_up(&key) {
            Ok(known) => return known,
            Err(free) => free,
        };
        assert!(self.entries.len() * 2 < SLOTS, "the lexicon has room for more words");
        let id = WordId(self.entries.len() as u16);
        self.entries.push(Entry::default());
        self.keys.push(key);
        self.slots[slot] = id;
        self.taken[slot / 64] |= 1 << (slot % 64);
        id
    }

    /// A word, or the slot where it would be.
    fn look_up(&self, key: &Key) -> Result<WordId, usize> {
        let mut slot = slot(key);
        while self.taken[slot / 64] >> (slot % 64) & 1 == 1 {
            let id = self.slots[slot];
            if self.keys[usize::from(id.0)] == *key {
                return Ok(id);
            }
            slot = (slot + 1) % SLOTS;
        }
        Err(slot)
    }

    /// The word as it stands in a text, in any case, with either apostrophe.
    pub fn find(&self, word: &str) -> WordId {
        let bytes = word.as_bytes();
        if word.is_ascii() {
            return self.find_in(bytes, 0, bytes.len());
        }
        let plain = word.replace('’', "'");
        self.find_in(plain.as_bytes(), 0, plain.len())
    }

    /// The word between two bytes of a text, which holds no curly apostrophe.
    pub fn find_in(&self, text: &[u8], start: usize, end: usize) -> WordId {
        let Some(key) = key(text, start, end) else { return WordId::UNKNOWN };
        self.look_up(&key).unwrap_or(WordId::UNKNOWN)
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

/// The bytes of a text from `start` to `end` as a key, ASCII letters small; `None` if they are too many.
fn key(text: &[u8], start: usize, end: usize) -> Option<Key> {
    let length = end - start;
    if length <= 8 {
        return Some([eight(text, start, length), 0, 0]);
    }
    if length > LONGEST {
        return None;
    }
    let second = eight(text, start + 8, (length - 8).min(8));
    let third = if length > 16 { eight(text, start + 16, length - 16) } else { 0 };
    Some([eight(text, start, 8), second, third])
}

/// Up to eight bytes of a text as a number, the first one lowest, ASCII letters small.
fn eight(text: &[u8], start: usize, length: usize) -> u64 {
    let ahead = text.get(start..start + 8).and_then(|bytes| bytes.try_into().ok());
    let number = ahead.map_or_else(
        || text[start..start + length].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
        u64::from_le_bytes,
    );
    small(if length < 8 { number & ((1 << (8 * length)) - 1) } else { number })
}

/// Eight bytes with their ASCII letters small.
fn small(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let low = bytes & (ONES * 0x7F);
    // The upper bit of each byte tells whether it is at least "A", and whether it is beyond "Z".
    let from_a = low + ONES * (0x80 - b'A' as u64);
    let past_z = low + ONES * (0x7F - b'Z' as u64);
    let capital = (from_a ^ past_z) & !bytes & (ONES * 0x80);
    bytes | capital >> 2
}

fn slot(key: &Key) -> usize {
    let mixed = key[0].wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ key[1].wrapping_mul(0xC2B2_AE3D_27D4_EB4F).rotate_left(29)
        ^ key[2].wrapping_mul(0x1656_67B1_9E37_79F9).rotate_left(43);
    (mixed ^ mixed >> 32).wrapping_mul(0xBF58_476D_1CE4_E5B9) as usize >> (64 - SLOTS.trailing_zeros())
}

#[cfg(test)]
mod tests {
    use super::{Classes, Lexicon, WordId};

    #[test]
    fn words_are_found_in_any_case_with_either_apostrophe() {
        let lexicon = Lexicon::new(&[(Classes::CUE, "say said\nannouncement-of-all-days\no'clock")]);
        for word in ["say", "SAID", "O’Clock", "o'clock", "Announcement-of-all-Days"] {
            assert_ne!(lexicon.find(word), WordId::UNKNOWN, "{word}");
        }
        for word in ["", "sa", "says", "s@id", "saïd", "announcement-of-all-days-to-come"] {
            assert_eq!(lexicon.find(word), WordId::UNKNOWN, "{word}");
        }
        assert_eq!(lexicon.entry(lexicon.find("said")).lemma, lexicon.find("say"));
        assert_ne!(lexicon.find_in(b"He SAID so", 3, 7), WordId::UNKNOWN);
    }
}
