//! What surely tells two people apart, however alike their names are.

use super::{Pair, Place};
use crate::languages::{Classes, english};
use crate::reading::names::runs::PartKind;
use crate::reading::names::surroundings::Around;
use crate::reading::names::vocabulary::WordNumber;

/// A word's places.
type Places<'a> = &'a [Place];

impl Pair<'_> {
    /// Whether the draft itself says that these are two.
    pub(super) fn are_told_apart(&self, odd: Places, base: Places) -> bool {
        self.differ_throughout(odd, base)
            || self.are_called_two(odd, base)
            || self.are_introduced_as_two(odd, base)
            || self.have_other_suffixes(odd, base)
            || self.have_other_initials(odd, base)
            || self.is_kin_by_given_name(odd, base)
            || self.is_kin_by_given_name(base, odd)
            || self.stand_in_a_list(odd, base)
            || self.stand_in_one_mention(odd, base)
    }

    /// Given name and surname both differ, and each is introduced by a role of its own: "President
    /// Bo Lind" and "Boe Lindt, a trader".
    fn differ_throughout(&self, odd: Places, base: Places) -> bool {
        let full =
            |places: Places| places.iter().copied().filter(|(hit, _)| self.is_full(*hit)).collect::<Vec<_>>();
        let (odd, base) = (full(odd), full(base));
        if odd.is_empty() || base.is_empty() {
            return false;
        }
        if odd.iter().any(|one| base.iter().any(|other| self.share_word(*one, *other))) {
            return false;
        }
        let (one, other) = (self.roles_of(&odd), self.roles_of(&base));
        one.any() && other.any() && !one.agree(&other)
    }

    /// Whether another word of the two mentions is the same, letter for letter.
    fn share_word(&self, one: Place, other: Place) -> bool {
        let words = self.others(one);
        self.others(other).iter().any(|word| words.contains(word))
    }

    /// The other words of a mention.
    fn others(&self, (hit, at): Place) -> Vec<WordNumber> {
        let words = self.found.words(&self.found.hits[hit]).iter().enumerate();
        words
            .filter(|(index, word)| *index != at && word.kind == PartKind::Word)
            .map(|(_, word)| word.number)
            .collect()
    }

    fn around(&self, hit: usize) -> Around<'_> {
        Around::new(self.found.text, self.found.hits[hit].span, english())
    }

    /// Each is introduced in full, and differently: by another age, by two roles with "a", or both in one
    /// sentence, where no one is named in full twice.
    fn are_introduced_as_two(&self, odd: Places, base: Places) -> bool {
        let ages = |places: Places| places.iter().find_map(|(hit, _)| self.around(*hit).age());
        let other_age = ages(odd).zip(ages(base)).is_some_and(|(one, other)| one != other);
        let anew = |places: Places| places.iter().any(|(hit, _)| self.around(*hit).is_introduced());
        let both_anew = || anew(odd) && anew(base) && !self.roles_of(odd).agree(&self.roles_of(base));
        let met = |one: Place, other: Place| {
            one.0 != other.0
                && self.is_presented(one.0)
                && self.is_presented(other.0)
                && self.between(one.0, other.0).is_some()
                && !self.share_word(one, other)
        };
        other_age || both_anew() || odd.iter().any(|one| base.iter().any(|other| met(*one, *other)))
    }

    /// Whether a mention is in full, or has a title that tells a role.
    fn is_presented(&self, hit: usize) -> bool {
        let lexicon = &english().lexicon;
        let courtesy = |title: &str| {
            lexicon.entry(lexicon.find(title.trim_end_matches('.'))).classes.any(Classes::COURTESY)
        };
        let title = self.found.hits[hit].title.map(|title| title.of(self.found.text));
        self.is_full(hit) || title.is_some_and(|title| !courtesy(title))
    }

    /// What stands between two mentions of one sentence.
    fn between(&self, one: usize, other: usize) -> Option<&str> {
        let (first, last) = (one.min(other), one.max(other));
        let (first, last) = (self.found.hits[first].span, self.found.hits[last].span);
        let words = self.found.text.get(first.end as usize..last.start as usize)?;
        // A paragraph may be as long as a draft: only what can be one sentence is looked through.
        let ends = || words.contains(['\n', '?', '!']) || words.contains(". ") || words.contains(".” ");
        (words.len() < SENTENCE && !ends()).then_some(words)
    }

    /// "No relation" beside one of them, another name of someone, or one succeeds the other.
    fn are_called_two(&self, odd: Places, base: Places) -> bool {
        let told = |(hit, _): &Place| {
            let around = self.around(*hit);
            around.denies_kinship() || around.is_other_name()
        };
        let unrelated = odd.iter().chain(base).any(told);
        unrelated
            || self.is_prophet(odd) != self.is_prophet(base)
            || odd.iter().any(|(one, _)| base.iter().any(|(other, _)| self.is_succession(*one, *other)))
    }

    /// Whether a word is the Prophet's name rather than someone's: no other name stands beside it, and
    /// faith is spoken of.
    fn is_prophet(&self, places: Places) -> bool {
        let bare = |(hit, _): &Place| !self.is_full(*hit) && self.around(*hit).speaks_of_faith();
        self.likeness.listed && self.is_muhammad() && places.iter().any(bare)
    }

    fn is_muhammad(&self) -> bool {
        let lists = self.found.vocabulary.lists();
        let lines = |letters: &str| lists.table(letters).next();
        lines("muhammad").is_some() && lines("muhammad") == lines(self.word(self.odd).letters())
    }

    /// Whether what stands between two mentions of one sentence makes one the other's successor.
    fn is_succession(&self, one: usize, other: usize) -> bool {
        let (first, last) = (one.min(other), one.max(other));
        let (first, last) = (self.found.hits[first].span, self.found.hits[last].span);
        let between = self.found.text.get(first.end as usize..last.start as usize).unwrap_or("");
        between.len() < SENTENCE && !between.contains(['\n', '?', '!']) && says_succession(between)
    }

    /// "Bo Lind Sr." and "Boe Lind Jr."
    fn have_other_suffixes(&self, odd: Places, base: Places) -> bool {
        let suffix = |(hit, _): &Place| {
            let words = self.found.words(&self.found.hits[*hit]);
            words.iter().find(|word| word.kind == PartKind::Suffix).map(|word| word.number)
        };
        let (ours, theirs) = (odd.iter().find_map(suffix), base.iter().find_map(suffix));
        ours.zip(theirs).is_some_and(|(one, other)| one != other)
    }

    /// "A. Lindgren" and "J. Lindgreen".
    fn have_other_initials(&self, odd: Places, base: Places) -> bool {
        let initials = |places: Places| {
            places.iter().filter_map(|(hit, at)| self.initial(*hit, *at)).collect::<Vec<_>>()
        };
        let (odd, base) = (initials(odd), initials(base));
        !odd.is_empty() && !base.is_empty() && !odd.iter().any(|letter| base.contains(letter))
    }

    /// The first initial directly before a word: at a line's start it is outside the mention.
    fn initial(&self, hit: usize, at: usize) -> Option<char> {
        let words = self.found.words(&self.found.hits[hit]);
        // "Bo J. Lindgren" may be "B. Lindgren".
        if words[..at].iter().any(|word| word.kind == PartKind::Word) {
            return None;
        }
        let start = words[at].span.start as usize;
        let before = self.found.text[..start].trim_end_matches(' ');
        let mut first = None;
        let mut rest = before;
        while let Some(head) = rest.strip_suffix('.') {
            let letter = head.chars().next_back().filter(|letter| letter.is_uppercase())?;
            rest = &head[..head.len() - letter.len_utf8()];
            if rest.ends_with(char::is_alphanumeric) {
                break;
            }
            first = Some(letter);
            rest = rest.trim_end_matches(' ');
        }
        first
    }

    /// "Her husband, Bo" and "Boe Lind, the harbour master": kin goes by the given name, and the other
    /// is introduced as someone else.
    fn is_kin_by_given_name(&self, kin: Places, other: Places) -> bool {
        let introduced = self.roles_of(other).any();
        let alone = kin.iter().all(|(hit, _)| !self.is_full(*hit));
        let given = other.iter().any(|(hit, at)| self.is_full(*hit) && !self.is_last(*hit, *at));
        introduced
            && alone
            && given
            && kin.iter().any(|(hit, _)| self.around(*hit).names_kin())
            && !other.iter().any(|(hit, _)| self.around(*hit).names_kin())
    }

    /// Entries of a list: "P. Lind, Leer; P. Lindt, Leer, Friesland". No one stands in it twice.
    fn stand_in_a_list(&self, odd: Places, base: Places) -> bool {
        odd.iter().chain(base).all(|(hit, _)| self.around(*hit).is_entry())
    }

    /// "Lind & Lind and Lint & Lind both declined" may be read as one long name.
    fn stand_in_one_mention(&self, odd: Places, base: Places) -> bool {
        odd.iter().any(|(hit, _)| {
            let words = self.found.words(&self.found.hits[*hit]);
            base.iter().any(|(other, _)| hit == other)
                && words
                    .iter()
                    .any(|word| word.kind == PartKind::Joint && word.span.of(self.found.text) == "and")
        })
    }
}

/// Bytes between two mentions of one sentence, at most.
const SENTENCE: usize = 160;

/// Whether words say that who follows takes another's place, or gives it up: nothing but a title may
/// stand between. "Ruiz succeeded Voss. Ruis said" tells of Voss.
fn says_succession(words: &str) -> bool {
    let lexicon = &english().lexicon;
    let title =
        |word: &str| lexicon.entry(lexicon.find(word)).classes.any(Classes::HONORIFIC.or(Classes::JOB));
    let mut last = words.split_whitespace().rev().take(SUCCESSION_WORDS);
    last.find_map(|word| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        if is_succession_word(bare) {
            Some(true)
        } else if title(bare) || !word.ends_with(['.', ';']) && !word.starts_with(char::is_uppercase) {
            None
        } else {
            Some(false)
        }
    })
    .unwrap_or(false)
}

/// Words before a mention among which one may tell of succession.
const SUCCESSION_WORDS: usize = 6;

fn is_succession_word(word: &str) -> bool {
    const WORDS: [&str; 10] = [
        "succeed",
        "succeeds",
        "succeeded",
        "succeeding",
        "successor",
        "predecessor",
        "replace",
        "replaces",
        "replaced",
        "replacing",
    ];
    WORDS.contains(&word)
}
