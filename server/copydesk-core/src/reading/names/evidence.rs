//! Weighs whether two words that are alike are one name spelled two ways.
//!
//! Likeness alone is right in four cases of five at best; a desk needs better. So every weight is
//! here, with its reason, and a pair is reported from [`THRESHOLD`] on.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::candidates::Likeness;
use super::draft::Found;
use super::runs::PartKind;
use super::surroundings::Around;
use super::variants::Occurrences;
use super::vocabulary::{Word, WordNumber};
use crate::languages::{Classes, english};

/// Points from which a pair is reported.
pub(super) const THRESHOLD: i32 = 3;

/// A pair that is surely two names.
const NEVER: i32 = -100;

// Likeness. A long word is seldom another's neighbour by chance.

/// One edit in ten letters or more.
const ONE_EDIT_VERY_LONG: i32 = 3;
/// One edit in seven letters or more.
const ONE_EDIT_LONG: i32 = 2;
/// One edit in five or six letters.
const ONE_EDIT: i32 = 1;
/// One edit in fewer: Dan and Don, where all else must speak for it.
const ONE_EDIT_SHORT: i32 = 0;
/// Two edits in eight letters or more.
const TWO_EDITS_LONG: i32 = 1;
/// Two edits in fewer: Murray and Murphy.
const TWO_EDITS: i32 = -1;
/// Equal in another script's sounds, or in the table of variants.
const SAME_SOUND: i32 = 2;
/// Of one group in the large list, which holds slips and cousins too.
const GROUPED: i32 = 1;
/// The first letter never differs in a slip that reached print.
const OTHER_START: i32 = -5;

// Company: the words beside the two.

/// The same given name or surname stands beside both.
const SAME_COMPANY: i32 = 3;
/// One is introduced in full, the other never is: the second is likely the first.
const NEVER_INTRODUCED: i32 = 2;
/// The same of a given name, or of one word of a body's name.
const GIVEN_ALONE: i32 = 1;
/// Both are introduced as two people, and the odd form is a word that nobody knows.
const STRANGERS: i32 = -1;
/// Neither is introduced, and the base stands often.
const WELL_KNOWN_BASE: i32 = 1;
/// Neither is introduced in full, but one has a title or a role: "President Lind".
const PRESENTED: i32 = 1;
/// Neither is introduced, the base stands once too, and both are known or both unknown.
const NO_WITNESS: i32 = -1;
/// Titles or roles of both share a word.
const SAME_ROLE: i32 = 2;
/// Each has an introduction of its own, and the odd form is a word that nobody knows. A known one
/// is someone else: two people, two towns, two firms.
const OTHER_ROLE: i32 = -3;
/// Both have a title, and not the same.
const OTHER_TITLE: i32 = -2;

// Counts. A slip stands once, beside a form that stands often.

/// The odd form stands once.
const ONCE: i32 = 1;
/// The base stands twice or more often than the odd form.
const OFTEN: i32 = 1;
/// The odd form stands three times or more: a habit, or someone else.
const HABIT: i32 = -2;

// Other readings of the odd form.

/// It is borne by people, as far as the list knows: weak, for the list holds slips.
const BORNE: i32 = -1;
/// Both are given names that people bear, and no forms of one name: Mario and Marco.
const BOTH_BORNE: i32 = -2;
/// It is an ordinary word: Marlin, Prince.
const ORDINARY: i32 = -3;
/// The same, where the same name stands beside both.
const ORDINARY_IN_COMPANY: i32 = -1;
/// Both stand in one sentence: a writer sees what stands so near.
const ONE_SENTENCE: i32 = -1;
/// It is in no list, and the base is in one: a slip makes a word that nobody knows.
const UNLISTED: i32 = 1;
/// Kin is named beside one of them: two of a family.
const KIN: i32 = -5;

/// Mentions of a word that are looked at: more say nothing new.
const LOOKED_AT: usize = 8;

/// The two words of a pair, the odd one first.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    /// The mentions of the draft.
    pub found: &'a Found<'a>,
    /// Where each word stands.
    pub places: &'a Occurrences,
    /// Words that are alike, in both orders, sorted.
    pub alike: &'a [(WordNumber, WordNumber)],
    /// Roles found so far.
    pub roles: &'a RoleMemo,
    /// The rarer.
    pub odd: WordNumber,
    /// The other.
    pub base: WordNumber,
    /// How they are alike.
    pub likeness: Likeness,
}

impl Pair<'_> {
    /// The points of the pair.
    pub(super) fn weigh(&self) -> i32 {
        let (odd, base) = (self.word(self.odd), self.word(self.base));
        if self.is_derived(odd, base) || self.are_known_apart(odd, base) {
            return NEVER;
        }
        let likeness = self.likeness_points();
        // What is cheap to tell may settle it: company adds three points and roles two at most.
        if likeness + self.counts() + UNLISTED + SAME_COMPANY + SAME_ROLE < THRESHOLD {
            return NEVER;
        }
        let (odd_hits, base_hits) = (self.hits(self.odd), self.hits(self.base));
        if self.are_told_apart(&odd_hits, &base_hits) {
            return NEVER;
        }
        let (introduction, roles) = (self.introduction_points(), self.roles(&odd_hits, &base_hits));
        let company = introduction + roles;
        // Two edits make another word, unless one place is plainly the other's; so does one edit of an
        // ordinary word.
        let Likeness { edits, listed, sounds, .. } = self.likeness;
        let (odd_known, base_known) = (self.is_listed(odd), self.is_listed(base));
        let slip = sounds && edits == 2 && !odd_known && base_known;
        let weak = edits > 1 && !listed && !slip || base.ordinary && odd_known;
        if weak && introduction < NEVER_INTRODUCED && roles < SAME_ROLE {
            return NEVER;
        }
        likeness + company + self.counts() + self.other_readings(odd, base, company)
    }

    fn word(&self, number: WordNumber) -> &Word {
        self.found.vocabulary.word(number)
    }

    fn likeness_points(&self) -> i32 {
        let Likeness { edits, length, sounds, listed, grouped, same_start } = self.likeness;
        let letters = match (edits, length) {
            (1, 10..) => ONE_EDIT_VERY_LONG,
            (1, 7..) => ONE_EDIT_LONG,
            (1, 5..) => ONE_EDIT,
            (1, _) => ONE_EDIT_SHORT,
            (2, 8..) => TWO_EDITS_LONG,
            _ => TWO_EDITS,
        };
        let borne = self.word(self.odd).personal && self.word(self.base).personal;
        let told_apart = edits > 1 && borne && !grouped;
        let letters =
            if listed || sounds && length >= 5 && !told_apart { letters.max(SAME_SOUND) } else { letters };
        let grouped = if grouped && !listed { GROUPED } else { 0 };
        let start = if same_start || listed || sounds { 0 } else { OTHER_START };
        letters + grouped + start
    }

    /// A plural, a demonym, a woman's form of a man's name: two words by rule.
    fn is_derived(&self, odd: &Word, base: &Word) -> bool {
        let (short, long) = if odd.letters.len() < base.letters.len() { (odd, base) } else { (base, odd) };
        if is_derived_ending(&short.letters, &long.letters) || is_couple(&short.letters, &long.letters) {
            return true;
        }
        let people = short.classes.any(Classes::PEOPLE) || long.classes.any(Classes::PEOPLE);
        if people && are_plain_endings(&short.letters, &long.letters) {
            return true;
        }
        let Some(ending) = long.letters.strip_prefix(&*short.letters) else { return false };
        let named = short.classes.any(Classes::PLACE) || long.classes.any(Classes::PEOPLE);
        let both_borne = short.personal && long.personal;
        match ending {
            "s" => !short.letters.ends_with('s'),
            "n" | "i" | "er" => named || short.letters.ends_with("ia") && ending == "n",
            "a" => short.letters.ends_with("ov") || short.letters.ends_with("ev") || both_borne,
            "ka" | "ine" | "ina" | "ette" | "et" | "y" | "ie" => both_borne && !self.likeness.listed,
            // "Clinton'se-mails": a space is missing, and no name is misspelled.
            _ => ending.starts_with('s') && long.folded.contains("'s"),
        }
    }

    fn is_listed(&self, word: &Word) -> bool {
        word.personal || word.ordinary || word.classes.any(Classes::PLACE)
    }

    /// Two places a desk knows, a people, two acronyms.
    fn are_known_apart(&self, odd: &Word, base: &Word) -> bool {
        let place = Classes::PLACE.or(Classes::PEOPLE);
        let known = odd.classes.any(place);
        let variants = self.likeness.listed && !base.classes.any(Classes::PEOPLE);
        // "Dept." and "Dent": a head of bodies' names is no one's name.
        let head = Classes::ORGANIZATION.or(Classes::PLACE_WORD).or(Classes::HONORIFIC).or(Classes::JOB);
        known && !variants
            || odd.classes.any(head)
            || base.classes.any(head) && self.is_listed(odd)
            || base.classes.any(Classes::PEOPLE) && (odd.personal || odd.ordinary)
            || base.classes.any(Classes::PLACE)
                && (odd.ordinary
                    || odd.personal && self.likeness.edits > 0 && !variants && !self.likeness.grouped)
            || odd.ordinary && base.ordinary
            || self.is_acronym(self.odd)
            || self.is_acronym(self.base)
    }

    fn is_acronym(&self, number: WordNumber) -> bool {
        self.places.of(number).take(LOOKED_AT).all(|(hit, at)| {
            let words = self.found.words(&self.found.hits[hit])[at].span.of(self.found.text);
            !words.chars().any(char::is_lowercase)
        })
    }

    /// What the words beside the two say.
    fn introduction_points(&self) -> i32 {
        let (odd, base) = (self.hits(self.odd), self.hits(self.base));
        let introduced = |hits: &[(usize, usize)]| hits.iter().any(|(hit, _)| self.is_full(*hit));
        let pairs = || odd.iter().flat_map(|one| base.iter().map(move |other| (*one, *other)));
        let (odd_full, base_full) = (introduced(&odd), introduced(&base));
        let same = pairs().any(|(one, other)| self.share_company(one, other));
        // A place or a people takes no given name.
        let place = self.word(self.base).classes.any(Classes::PLACE.or(Classes::PEOPLE));
        if odd_full && (base_full || place) && !same {
            // A form that nobody knows beside one that many bear is a slip in someone else's name.
            let slip = !self.is_listed(self.word(self.odd)) && self.word(self.base).personal;
            return if slip && !place && self.likeness.edits == 1 { STRANGERS } else { NEVER };
        }
        if same {
            SAME_COMPANY
        } else if odd_full != base_full {
            self.introduction(&odd, &base)
        } else if base.len() >= 3 {
            WELL_KNOWN_BASE
        } else if self.has_role(&odd) != self.has_role(&base) {
            PRESENTED
        } else if base.len() == 1
            && self.is_listed(self.word(self.odd)) == self.is_listed(self.word(self.base))
        {
            NO_WITNESS
        } else {
            0
        }
    }

    /// The points of a form that is never introduced beside one that is: a surname's twin, rather than
    /// a given name's.
    fn introduction(&self, odd: &[(usize, usize)], base: &[(usize, usize)]) -> i32 {
        let closes = |list: &[(usize, usize)]| {
            list.iter().any(|(hit, at)| self.is_full(*hit) && self.is_last(*hit, *at))
        };
        let borne = self.word(self.odd).personal && self.word(self.base).personal;
        if borne && odd.iter().chain(base).any(|(hit, _)| self.is_body(*hit)) {
            // A person, and a college that bears another's name.
            NEVER
        } else if closes(odd) || closes(base) {
            NEVER_INTRODUCED
        } else {
            GIVEN_ALONE
        }
    }

    fn hits(&self, number: WordNumber) -> Vec<(usize, usize)> {
        self.places.of(number).take(LOOKED_AT).collect()
    }

    /// Whether a mention holds another word of its name.
    pub(super) fn is_full(&self, hit: usize) -> bool {
        let words = self.found.words(&self.found.hits[hit]);
        words.iter().filter(|word| matches!(word.kind, PartKind::Word | PartKind::Initial)).count() > 1
    }

    /// Whether a mention's last word makes it a body's or a place's.
    fn is_body(&self, hit: usize) -> bool {
        let last = self.found.words(&self.found.hits[hit]).iter().rfind(|word| word.kind == PartKind::Word);
        last.is_some_and(|last| {
            self.word(last.number).classes.any(Classes::ORGANIZATION.or(Classes::PLACE_WORD))
        }) && self.is_full(hit)
    }

    pub(super) fn is_last(&self, hit: usize, at: usize) -> bool {
        let words = self.found.words(&self.found.hits[hit]);
        words[at + 1..].iter().all(|word| word.kind != PartKind::Word)
    }

    /// Whether the two stand beside the same word, or one that is alike: given name or surname.
    pub(super) fn share_company(&self, (one, at): (usize, usize), (other, place): (usize, usize)) -> bool {
        let words = |hit: usize, except: usize| {
            let all = self.found.words(&self.found.hits[hit]).iter().enumerate();
            let names = all.filter(move |(index, word)| {
                *index != except && matches!(word.kind, PartKind::Word | PartKind::Initial)
            });
            names.map(|(_, word)| word.number).collect::<Vec<_>>()
        };
        if self.is_last(one, at) != self.is_last(other, place) {
            return false;
        }
        let (left, right) = (words(one, at), words(other, place));
        let same = |a: WordNumber, b: WordNumber| a == b || self.alike.binary_search(&(a, b)).is_ok();
        let generic = |number: WordNumber| self.word(number).classes.any(Classes::PLACE_OPENER);
        left.iter().any(|a| right.iter().any(|b| same(*a, *b) && !generic(*a)))
            && (self.is_last(one, at) || left.last().zip(right.last()).is_some_and(|(a, b)| same(*a, *b)))
    }

    /// What titles and roles say: the same one, or two.
    fn roles(&self, odd: &[(usize, usize)], base: &[(usize, usize)]) -> i32 {
        let (one, other) = (self.roles_of(odd), self.roles_of(base));
        if one.agree(&other) {
            return SAME_ROLE;
        }
        if one.after && other.after {
            let odd = self.word(self.odd);
            return if self.is_listed(odd) { NEVER } else { OTHER_ROLE };
        }
        if one.before && other.before { OTHER_TITLE } else { 0 }
    }

    fn has_role(&self, hits: &[(usize, usize)]) -> bool {
        self.roles_of(hits).any()
    }

    pub(super) fn roles_of(&self, hits: &[(usize, usize)]) -> Roles {
        let mut roles = Roles::default();
        let mut memo = self.roles.known.borrow_mut();
        for (hit, _) in hits {
            let (before, after) = memo.entry(*hit).or_insert_with(|| {
                let around = Around::new(self.found.text, self.found.hits[*hit].span, english());
                let before: Role = around.role_before().into();
                let apposed = !before.is_empty() && around.is_apposed();
                let after = if apposed { Role::default() } else { around.role_after().into() };
                (before, after)
            });
            roles.after |= !after.is_empty();
            roles.before |= !before.is_empty();
            let said = [&*after, &*before].into_iter().filter(|role| !role.is_empty());
            roles.all.extend(said.map(Rc::clone));
        }
        roles
    }

    fn counts(&self) -> i32 {
        let (odd, base) = (self.places.count(self.odd), self.places.count(self.base));
        let once = if odd == 1 { ONCE } else { 0 };
        let often = if base > odd && base >= 2 { OFTEN } else { 0 };
        let habit = if odd >= 3 { HABIT } else { 0 };
        once + often + habit
    }

    /// What else the odd form may be.
    fn other_readings(&self, odd: &Word, base: &Word, company: i32) -> i32 {
        let Likeness { listed, grouped, sounds, edits, .. } = self.likeness;
        let related = listed || grouped || sounds && edits < 2;
        let borne = match (odd.personal, base.personal) {
            (true, true) if !related => BOTH_BORNE,
            (true, _) => BORNE,
            _ => 0,
        };
        let ordinary = match odd.ordinary && !self.likeness.listed {
            true if company >= SAME_COMPANY => ORDINARY_IN_COMPANY,
            true => ORDINARY,
            false => 0,
        };
        let unlisted = if !self.is_listed(odd) && self.is_listed(base) { UNLISTED } else { 0 };
        borne + ordinary + unlisted + self.places_of_odd()
    }

    /// What the places of the odd form say.
    fn places_of_odd(&self) -> i32 {
        let mut points = 0;
        let (odd, base) = (self.hits(self.odd), self.hits(self.base));
        // Of two that stand as often, either may be the odd one.
        let tie = self.places.count(self.odd) == self.places.count(self.base);
        for (hit, _) in odd.iter().chain(base.iter().filter(|_| tie)) {
            let around = Around::new(self.found.text, self.found.hits[*hit].span, english());
            let twin = if odd.iter().any(|(one, _)| one == hit) { &base } else { &odd };
            let twin = twin.first().map_or("", |(hit, at)| {
                self.found.words(&self.found.hits[*hit])[*at].span.of(self.found.text)
            });
            if around.is_sic() || around.discusses_spelling(twin) {
                return NEVER;
            }
        }
        for (hit, at) in &odd {
            let hit = &self.found.hits[*hit];
            if base.iter().any(|(other, _)| self.joined(hit.span, self.found.hits[*other].span)) {
                return NEVER;
            }
            if self.near(self.found.words(hit)[*at].span) {
                points = points.min(ONE_SENTENCE);
            }
        }
        // A family shares its surname: kin tells given names apart.
        let given = |(hit, at): &(usize, usize)| self.is_full(*hit) && !self.is_last(*hit, *at);
        let family =
            odd.iter().chain(&base).filter(|place| given(place)).any(|(hit, _)| {
                Around::new(self.found.text, self.found.hits[*hit].span, english()).names_kin()
            });
        let two = odd.iter().any(given) && base.iter().any(given);
        if family && two && !self.likeness.listed { points + KIN } else { points }
    }

    /// Whether the base stands in the sentence of a place.
    fn near(&self, span: crate::text::Span) -> bool {
        self.places.around(self.found, self.base, span).any(|other| {
            let (first, last) = if other.start < span.start { (other, span) } else { (span, other) };
            let between = self.found.text.get(first.end as usize..last.start as usize).unwrap_or("");
            between.len() < 200 && !between.contains(". ") && !between.contains('\n')
        })
    }

    /// Whether two mentions are joined as two: "Lind and Lund".
    fn joined(&self, one: crate::text::Span, other: crate::text::Span) -> bool {
        let (first, last) = if one.start < other.start { (one, other) } else { (other, one) };
        let between = self.found.text.get(first.end as usize..last.start as usize).unwrap_or("");
        let between = between.trim();
        between.len() < 24
            && (between
                .split_whitespace()
                .any(|word| matches!(word, "and" | "or" | "&" | "nor" | "versus" | "vs." | "v.")))
    }
}

/// The words of a title or a role.
type Role = Rc<[String]>;

/// Titles and roles of mentions, before and after, by the mention: each is looked for once.
#[derive(Default)]
pub(super) struct RoleMemo {
    known: RefCell<HashMap<usize, (Role, Role), foldhash::fast::RandomState>>,
}

/// Titles and roles of a word's mentions.
#[derive(Default)]
pub(super) struct Roles {
    all: Vec<Role>,
    before: bool,
    after: bool,
}

impl Roles {
    /// Whether there are any.
    pub(super) fn any(&self) -> bool {
        self.before || self.after
    }

    /// Whether a title or a role of both is the same.
    pub(super) fn agree(&self, other: &Roles) -> bool {
        self.all.iter().any(|a| other.all.iter().any(|b| within(a, b) || within(b, a)))
    }
}

/// Whether every word of a role is said in another.
fn within(role: &[String], other: &[String]) -> bool {
    // "Sen." and "Senator" are one title.
    let same =
        |a: &str, b: &str| a == b || a.len() >= 3 && b.starts_with(a) || b.len() >= 3 && a.starts_with(b);
    role.iter().all(|word| other.iter().any(|one| same(word, one)))
}

/// Endings that a word may have by itself.
const PLAIN: [&str; 11] = ["", "a", "o", "e", "i", "u", "s", "n", "as", "os", "y"];

/// What is left of two words behind the letters that they share, if they share enough.
fn endings<'a>(one: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
    let differ = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    let same = differ.map_or(one.len().min(other.len()), |((at, _), _)| at);
    if same < 4 {
        return None;
    }
    Some((one.get(same..)?, other.get(same..)?))
}

/// Whether a people's name and another word differ in plain endings alone: American, Americas.
fn are_plain_endings(one: &str, other: &str) -> bool {
    endings(one, other).is_some_and(|(a, b)| PLAIN.contains(&a) && PLAIN.contains(&b))
}

/// Whether two words differ in nothing but the endings by which English makes one from the other:
/// Oromia and Oromo, Nevada and Nevadans.
fn is_derived_ending(one: &str, other: &str) -> bool {
    const MAKERS: [&str; 18] = [
        "es", "ian", "ians", "an", "ans", "ns", "ia", "ish", "ic", "ese", "ism", "ist", "ists", "ite",
        "ites", "esque", "als", "ae",
    ];
    let Some((a, b)) = endings(one, other) else { return false };
    // Bellia and Bella: a letter is missing.
    if matches!((a, b), ("ia", "a") | ("a", "ia")) {
        return false;
    }
    let makes = |ending: &str| MAKERS.contains(&ending);
    let ends = |ending: &str| makes(ending) || PLAIN.contains(&ending) && ending != "n";
    // "ae" is a Latin genitive: Auriga, Aurigae.
    makes(a) && ends(b) || makes(b) && ends(a) || a.is_empty() && b == "e" && one.ends_with('a')
}

/// Husband and wife of a Slavic or Baltic surname whose ending changes: Levsky, Levskaya.
fn is_couple(one: &str, other: &str) -> bool {
    const ENDINGS: [(&str, &str); 5] =
        [("sky", "skaya"), ("skiy", "skaya"), ("ski", "ska"), ("skis", "skiene"), ("ek", "kova")];
    let fits = |man: &str, woman: &str| {
        ENDINGS.iter().any(|(his, hers)| {
            man.strip_suffix(his).zip(woman.strip_suffix(hers)).is_some_and(|(a, b)| a == b)
        })
    };
    fits(one, other) || fits(other, one)
}
