//! Words and their classes, looked up once a token.

use std::hint::select_unpredictable;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

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
    /// Words that tell of speech beside a name and no verb: according, per.
    SOURCE = 37,
    /// Words with a role beside dates.
    DATE_MARK = 38,
    /// Words that tell the tense of their clause.
    TENSED = 39,
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
/// Every word of a text is asked for, and whether it is in a list can't be foretold: so no look-up
/// searches. Two numbers of a word, the second one chosen so that no two words share a place, lead to
/// the only place where it can stand. A byte a place, few enough to be always at hand, tells of nearly
/// all words that are in no list.
#[derive(Debug)]
pub struct Lexicon {
    entries: Vec<Entry>,
    /// The word of each entry.
    keys: Vec<Key>,
    /// What parts the words of a bucket, a number a bucket.
    seeds: Box<[u8; 1 << BUCKET_BITS]>,
    /// A byte of the hash of each slot's word.
    tags: Box<[u8; 1 << SLOT_BITS]>,
    /// The slots, and behind them one that stays free.
    slots: Box<[Slot; FREE + 1]>,
}

/// A place for a word.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The hash of the word: no other one of up to eight letters has it.
    hash: u64,
    classes: Classes,
    word: WordId,
}

/// No word of the lexicon is longer, in bytes.
const LONGEST: usize = 24;

/// A word in small letters, filled up with zeros.
pub type Key = [u64; LONGEST / 8];

/// Slots of a lexicon, and buckets; as powers of two.
const SLOT_BITS: u32 = 13;
const BUCKET_BITS: u32 = 11;

/// The slot that holds no word.
const FREE: usize = 1 << SLOT_BITS;

/// A lexicon while its words are gathered.
pub(super) struct Gathered {
    entries: Vec<Entry>,
    keys: Vec<Key>,
    known: HashMap<Key, WordId, FixedState>,
}

impl Gathered {
    /// The words of lists: each a class and its lines. `#` opens a comment. A line holds the
    /// forms of one word, its lemma first; the line's number counts it.
    pub(super) fn new(lists: &[(Classes, &str)]) -> Self {
        let mut gathered = Self {
            entries: vec![Entry::default()],
            keys: vec![Key::default()],
            known: HashMap::with_hasher(FixedState::default()),
        };
        for (classes, list) in lists {
            let lines = list.lines().map(|line| line.split('#').next().unwrap_or("").trim());
            for (number, line) in lines.filter(|line| !line.is_empty()).enumerate() {
                gathered.line(*classes, line, number + 1);
            }
        }
        gathered
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
        let next = WordId(self.entries.len() as u16);
        let id = *self.known.entry(key).or_insert(next);
        if id == next {
            self.entries.push(Entry::default());
            self.keys.push(key);
        }
        id
    }

    /// The lexicon of all that was gathered.
    pub(super) fn finish(self) -> Lexicon {
        let Self { entries, keys, .. } = self;
        assert!(entries.len() < 7 << (SLOT_BITS - 3), "the lexicon has room for more words");
        let mut lexicon = Lexicon {
            entries,
            keys,
            seeds: Box::new([0; 1 << BUCKET_BITS]),
            tags: Box::new([0; 1 << SLOT_BITS]),
            slots: slots(),
        };
        let mut buckets = vec![Vec::new(); 1 << BUCKET_BITS];
        for (id, key) in (1..).zip(&lexicon.keys[1..]) {
            buckets[bucket(hash(key))].push(WordId(id));
        }
        // The fullest first, while there is room for them.
        buckets.sort_by_key(|words| std::cmp::Reverse(words.len()));
        buckets.iter().take_while(|words| !words.is_empty()).for_each(|words| lexicon.place(words));
        lexicon
    }
}

/// Free slots, made where they stay: they are too many for the stack.
fn slots() -> Box<[Slot; FREE + 1]> {
    let slots = vec![Slot::default(); FREE + 1].into_boxed_slice();
    slots.try_into().unwrap_or_else(|_| unreachable!("as many as were made"))
}

impl Lexicon {
    /// A lexicon of lists: each a class and its lines. `#` opens a comment. A line holds the
    /// forms of one word, its lemma first; the line's number counts it.
    pub fn new(lists: &[(Classes, &str)]) -> Self {
        Gathered::new(lists).finish()
    }

    /// Finds places for the words of a bucket.
    fn place(&mut self, words: &[WordId]) {
        let slot = |id: &WordId| {
            let hash = hash(&self.keys[usize::from(id.0)]);
            Slot { hash, classes: self.entries[usize::from(id.0)].classes, word: *id }
        };
        let words: Vec<Slot> = words.iter().map(slot).collect();
        let fits = |seed: &u8| {
            let places: Vec<usize> = words.iter().map(|word| place(word.hash, *seed)).collect();
            let free = |at: usize| self.slots[places[at]].word == WordId::UNKNOWN;
            (0..places.len()).all(|at| free(at) && !places[..at].contains(&places[at]))
        };
        let seed = (0..u8::MAX).find(fits);
        let seed = seed.unwrap_or_else(|| panic!("words of the lexicon that nothing parts: {words:?}"));
        for word in words {
            self.seeds[bucket(word.hash)] = seed;
            self.tags[place(word.hash, seed)] = word.hash as u8;
            self.slots[place(word.hash, seed)] = word;
        }
    }

    /// A word of up to eight bytes by its key, and what it can be.
    #[inline]
    pub fn look_up_short(&self, key: u64) -> (WordId, Classes) {
        self.at_hash(hash(&[key, 0, 0]))
    }

    /// A word by its key, and what it can be.
    pub fn look_up(&self, key: &Key) -> (WordId, Classes) {
        let found = self.at_hash(hash(key));
        let known = &self.keys[usize::from(found.0.0)];
        // Number by number: read as one piece they would have to be written first.
        let differ = (known[0] ^ key[0]) | (known[1] ^ key[1]) | (known[2] ^ key[2]);
        if differ == 0 { found } else { (WordId::UNKNOWN, Classes::default()) }
    }

    #[inline]
    fn at_hash(&self, hash: u64) -> (WordId, Classes) {
        let place = place(hash, self.seeds[bucket(hash)]);
        // No branch: the processor can't guess which words are known. The free slot is always at hand.
        let likely = select_unpredictable(self.tags[place] == hash as u8, place, FREE);
        let found = select_unpredictable(self.slots[likely].hash == hash, likely, FREE);
        (self.slots[found].word, self.slots[found].classes)
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
        key(text, start, end).map_or(WordId::UNKNOWN, |key| self.look_up(&key).0)
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
    if end - start > LONGEST {
        return None;
    }
    let mut bytes = [0; LONGEST];
    bytes[..end - start].copy_from_slice(&text[start..end]);
    bytes.make_ascii_lowercase();
    let mut key = Key::default();
    for (number, eight) in key.iter_mut().zip(bytes.chunks_exact(8)) {
        *number = u64::from_le_bytes(eight.try_into().unwrap_or_default());
    }
    Some(key)
}

/// A number of a word; of words of up to eight bytes no two have the same.
fn hash(key: &Key) -> u64 {
    let mixed = key[0].wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ key[1].wrapping_mul(0xC2B2_AE3D_27D4_EB4F).rotate_left(29)
        ^ key[2].wrapping_mul(0x1656_67B1_9E37_79F9).rotate_left(43);
    (mixed ^ mixed >> 32).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

fn bucket(hash: u64) -> usize {
    (hash >> (64 - BUCKET_BITS)) as usize
}

/// The slot of a hash, by the seed of its bucket.
fn place(hash: u64, seed: u8) -> usize {
    ((hash ^ u64::from(seed)).wrapping_mul(0x94D0_49BB_1331_11EB) >> (64 - SLOT_BITS)) as usize
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
