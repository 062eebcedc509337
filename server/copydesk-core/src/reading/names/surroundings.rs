//! What stands around a mention: its role, its kin, a remark on its spelling.
//!
//! Looked at for candidates only, and never further than a few words.

use memchr::{memchr2, memrchr2};

use crate::languages::{Classes, Language, fold};
use crate::text::Span;

/// Bytes on either side of a mention that are looked at.
const REACH: usize = 90;

/// Words of a role that are compared.
const ROLE_WORDS: usize = 8;

/// The letters of a role's word from which it says something.
const MEANINGFUL: usize = 3;

/// Names around a mention that make it one of a line-up.
const LINE_UP: usize = 4;

/// Words that say that two people are kin, or that one of them is named for the other.
const KIN: Classes = Classes::KIN;

/// The words around a stretch of a draft.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// Up to [`REACH`] bytes before, no further than the line.
    pub before: &'a str,
    /// Up to [`REACH`] bytes after, no further than the line.
    pub after: &'a str,
    language: &'static Language,
}

impl<'a> Around<'a> {
    /// What stands around a span of a text.
    pub(super) fn new(text: &'a str, span: Span, language: &'static Language) -> Self {
        let floor = |mut byte: usize| {
            while !text.is_char_boundary(byte) {
                byte += 1;
            }
            byte
        };
        let (start, end) = (span.start as usize, span.end as usize);
        let before = &text[floor(start.saturating_sub(REACH))..start];
        let after = &text[end..floor((end + REACH).min(text.len()))];
        Self {
            before: memrchr2(b'\n', b'\r', before.as_bytes()).map_or(before, |end| &before[end + 1..]),
            after: memchr2(b'\n', b'\r', after.as_bytes()).map_or(after, |end| &after[..end]),
            language,
        }
    }

    /// Whether the writer marks the spelling as not his own: `[sic]`, `Leer[s]`.
    pub(super) fn is_sic(&self) -> bool {
        if self.after.starts_with('[') {
            return true;
        }
        let rest =
            self.after.strip_prefix("'s").or_else(|| self.after.strip_prefix("’s")).unwrap_or(self.after);
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "\"'“”‘’,.".contains(c));
        let rest = rest.get(..4).unwrap_or("");
        matches!(rest, "[sic" | "(sic" | "[Sic" | "(Sic")
    }

    /// Whether the words around speak of the spelling itself, or of two names, the other one among them.
    pub(super) fn discusses_spelling(&self, twin: &str) -> bool {
        let any = |words: &str| {
            words.split(|c: char| !c.is_alphanumeric()).any(|word| self.is(word, Classes::SPELLING))
        };
        let known = |words: &str| words.contains("known as ") || words.contains("now called ");
        let named = self.before.contains(twin) || self.after.contains(twin);
        any(self.before) || any(self.after) || named && (known(self.before) || known(self.after))
    }

    /// Whether kin is named directly before or after: "his sister, Ana".
    pub(super) fn names_kin(&self) -> bool {
        let near = |word: &&str| !word.is_empty();
        let words = |c: char| !c.is_alphanumeric();
        // "Ruiz's wife" is someone else's kin.
        let after = if self.after.starts_with(['\'', '’']) { "" } else { self.after };
        self.before.rsplit(words).filter(near).take(3).any(|word| self.is(word, KIN))
            || after.split(words).filter(near).take(4).any(|word| self.is(word, KIN))
    }

    /// Whether the words around speak of the Prophet's faith.
    pub(super) fn speaks_of_faith(&self) -> bool {
        const FAITH: [&str; 9] =
            ["prophet", "qur", "koran", "sunnah", "hadith", "islam", "muslim", "allah", "peace be upon"];
        let says = |words: &str| FAITH.iter().any(|word| words.contains(word));
        says(&fold(self.before)) || says(&fold(self.after))
    }

    /// Whether it is said before whom someone married: "she married Bo Lind".
    pub(super) fn names_spouse(&self) -> bool {
        let last = self.before.trim_end().rsplit(' ').next().unwrap_or("");
        matches!(last, "married" | "marrying" | "marries" | "wed")
    }

    /// Whether a role with its comma stands before: what follows "The manager, Bo Lind," is the verb.
    pub(super) fn is_apposed(&self) -> bool {
        self.before.trim_end().ends_with(',')
    }

    /// Whether the words directly after deny that the two are kin: "Bo Lind, no relation, left".
    pub(super) fn denies_kinship(&self) -> bool {
        let after = self.after.trim_start_matches([',', ' ', '(', '—', '–', '-']);
        let words = after.split(['.', ';']).next().unwrap_or("");
        ["no relation", "not related", "unrelated to", "no kin"]
            .iter()
            .any(|words_of| words.contains(words_of))
    }

    /// Whether the mention is an entry of a list, an initial before it left out: "P. Lind, Leer;" at a
    /// line's start or behind a semicolon; a cell of a table; a name among names, as in a line-up.
    pub(super) fn is_entry(&self) -> bool {
        let initials = |letter: char| letter.is_uppercase() || letter == '.' || letter == ' ';
        let before = self.before.trim_end_matches(initials);
        let cell =
            before.ends_with(['|', '\t']) && self.after.trim_start_matches(' ').starts_with(['|', '\t']);
        let opens = before.is_empty() || before.ends_with([';', ':', '-', '*', '•', '–']);
        cell || opens && self.is_before_place() || self.is_among_names(before)
    }

    /// Whether a place or the like follows, as in "P. Lind, Leer;".
    fn is_before_place(&self) -> bool {
        let Some(rest) = self.after.strip_prefix(", ") else { return false };
        let (place, _) = rest.split_once(';').unwrap_or((rest, ""));
        let mut words = place.split_whitespace().peekable();
        words.peek().is_some() && words.all(|word| word.starts_with(char::is_uppercase))
    }

    /// Whether the mention stands between commas or the like, and so do names enough around it.
    fn is_among_names(&self, before: &str) -> bool {
        let marks = [',', ';', ':'];
        let parted = before.ends_with(marks) && self.after.starts_with([',', ';', '.']);
        let is_name = |item: &&str| {
            let mut words = item.split_whitespace().peekable();
            words.peek().is_some() && words.all(|word| word.starts_with(char::is_uppercase))
        };
        let items = before.split(marks).chain(self.after.split(marks));
        parted && items.filter(is_name).count() >= LINE_UP
    }

    fn is(&self, word: &str, class: Classes) -> bool {
        let lexicon = &self.language.lexicon;
        lexicon.entry(lexicon.find(word)).classes.any(class)
    }

    /// The words that say who or what it is, after a comma: "Ana Ruiz, the harbour master, …". Empty
    /// if none do.
    pub(super) fn role_after(&self) -> Vec<String> {
        let Some(rest) = self.after.strip_prefix(", ").or_else(|| self.after.strip_prefix(" (")) else {
            return Vec::new();
        };
        let phrase = rest.split([',', '.', ';', ')', '—', ':']).next().unwrap_or("");
        let first = phrase.split_whitespace().next().unwrap_or("");
        let verb = Classes::CUE
            .or(Classes::AUXILIARY)
            .or(Classes::CONJUNCTION)
            .or(Classes::PRONOUN)
            .or(Classes::PREPOSITION);
        let opens_clause = self.is(first, verb) || first.ends_with("ing");
        if opens_clause { Vec::new() } else { self.meaningful(phrase) }
    }

    /// The words that say who or what it is, before it: "the harbour master, Ana Ruiz", "spokesman Bo Lind".
    pub(super) fn role_before(&self) -> Vec<String> {
        let before = self.before.trim_end();
        let phrase = before.strip_suffix(',').unwrap_or(before);
        let (mut role, mut is_role) = (Vec::new(), false);
        for word in phrase.rsplit(' ').take(5) {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let title = self.is(bare, Classes::HONORIFIC) && !self.is(bare, Classes::COURTESY);
            if self.is(bare, Classes::DETERMINER) {
                return role;
            }
            if !title && self.ends_role(word, bare) {
                break;
            }
            if title {
                role.push(fold(bare));
                return role;
            }
            // "A new Ana Ruiz" has no new role.
            role.extend(self.meaningful(bare).into_iter().filter(|word| word.len() > MEANINGFUL));
            is_role |= self.is(bare, Classes::ROLE.or(Classes::JOB));
        }
        // "met Ruiz", "in Leer" are no roles, but the sentence's own words.
        if is_role { role } else { Vec::new() }
    }

    /// Whether a word before a mention stands outside its role: the sentence's own, or another name.
    fn ends_role(&self, word: &str, bare: &str) -> bool {
        const OUTSIDE: Classes = Classes::PREPOSITION
            .or(Classes::CONJUNCTION)
            .or(Classes::AUXILIARY)
            .or(Classes::CUE)
            .or(Classes::COURTESY);
        let titled =
            Classes::ROLE.or(Classes::JOB).or(Classes::ROLE_MODIFIER).or(Classes::PEOPLE).or(Classes::PLACE);
        bare.is_empty()
            || word.ends_with([',', '.', ';', ':', '"', '”'])
            || self.is(bare, OUTSIDE)
            || bare.starts_with(char::is_uppercase) && !self.is(bare, titled)
    }

    /// The words of a phrase that say something, folded.
    fn meaningful(&self, phrase: &str) -> Vec<String> {
        const SMALL: Classes = Classes::DETERMINER
            .or(Classes::PREPOSITION)
            .or(Classes::CONJUNCTION)
            .or(Classes::PRONOUN)
            .or(Classes::AUXILIARY)
            .or(Classes::RELATIVE);
        let words = phrase.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| word.len() >= MEANINGFUL && !self.is(word, SMALL));
        words.take(ROLE_WORDS).map(fold).collect()
    }

    /// Whether the words directly after introduce someone: "Bo Lind, a trader", "Bo Lind, one of three
    /// traders". Nobody is introduced twice.
    pub(super) fn is_introduced(&self) -> bool {
        [", a ", ", an ", ", one of "].iter().any(|opening| self.after.starts_with(opening))
    }

    /// The age that stands beside it: "Bo Lind, 43,", "Bo Lind (43)", "43-year-old Bo Lind".
    pub(super) fn age(&self) -> Option<&'a str> {
        let digits = |text: &'a str| {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            let rest = &text[end..];
            ((1..=2).contains(&end) && (rest.is_empty() || rest.starts_with([',', '.', ')', ';'])))
                .then_some(&text[..end])
        };
        let after = self.after.strip_prefix(", ").or_else(|| self.after.strip_prefix(" ("));
        let before = || {
            let rest = self.before.trim_end().strip_suffix("-year-old")?;
            let start = rest.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            (start < rest.len()).then_some(&rest[start..])
        };
        after.and_then(digits).or_else(before)
    }

    /// Whether the words directly before say that this is another name of someone: "née Ruiz", "the pen
    /// name of Ana Ruiz".
    pub(super) fn is_other_name(&self) -> bool {
        let before = self.before.trim_end_matches([' ', '(', '"', '“', ',']);
        let mut words = before.rsplit(' ').map(|word| word.trim_matches(['(', '"', '“', ',', ';']));
        let last = words.next().unwrap_or("");
        ["née", "nee", "né", "born", "formerly", "alias", "aka", "a.k.a."].contains(&last)
            || last == "of" && words.next() == Some("name")
    }
}
