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
