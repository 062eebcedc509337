//! Words that a language makes one from the other: plurals, demonyms, a wife's surname.

use super::Pair;
use crate::languages::Classes;
use crate::reading::names::keys::edits;
use crate::reading::names::words::Word;

impl Pair<'_> {
    /// A plural, a demonym, a woman's form of a man's name: two words by rule.
    pub(super) fn is_derived(&self, odd: Word, base: Word) -> bool {
        let (short, long) =
            if odd.letters().len() < base.letters().len() { (odd, base) } else { (base, odd) };
        if is_derived_ending(short.letters(), long.letters()) || is_couple(short.letters(), long.letters()) {
            return true;
        }
        if !self.likeness.listed && !self.likeness.grouped && !self.likeness.sounds {
            // Of one generation: Lee Jae-yong, Lee Jae-myung.
            if have_other_half(short.folded(), long.folded()) {
                return true;
            }
        }
        let people = short.classes.any(Classes::PEOPLE) || long.classes.any(Classes::PEOPLE);
        if people && are_plain_endings(short.letters(), long.letters()) {
            return true;
        }
        if self.is_pet_name(short, long) {
            return true;
        }
        let Some(ending) = long.letters().strip_prefix(short.letters()) else { return false };
        let named = short.classes.any(Classes::PLACE) || long.classes.any(Classes::PEOPLE);
        let both_borne = short.personal && long.personal;
        match ending {
            "s" => !short.letters().ends_with('s'),
            "n" | "i" | "er" => named || short.letters().ends_with("ia") && ending == "n",
            "a" => short.letters().ends_with("ov") || short.letters().ends_with("ev") || both_borne,
            "ka" | "ine" | "ina" | "ette" | "et" | "y" | "ie" => both_borne && !self.likeness.listed,
            // "Clinton'se-mails": a space is missing, and no name is misspelled.
            _ => ending.starts_with('s') && long.folded().contains("'s"),
        }
    }
}

impl Pair<'_> {
    /// Whether one is what the other is called at home: Pete and Peter, Annie and Anne. Spellings of one
    /// pet name, Debbie and Debby, are none.
    fn is_pet_name(&self, short: Word, long: Word) -> bool {
        let given = Classes::MALE.or(Classes::FEMALE);
        short.personal
            && long.personal
            && !self.likeness.listed
            && (short.classes.any(given) || long.classes.any(given))
            && (is_pet_name(short.letters(), long.letters()) || is_pet_name(long.letters(), short.letters()))
    }
}

/// Whether a word is a given name cut short, with -ie, -y or -e behind what is left, or with nothing.
fn is_pet_name(pet: &str, name: &str) -> bool {
    let homely = |word: &str| word.ends_with(['y', 'i']) || word.ends_with("ie");
    // "Julie" and "Julia" are two names, or a slip.
    if homely(name) || name.ends_with('a') {
        return false;
    }
    let stem = ["ie", "ey", "y", "i"].iter().find_map(|ending| pet.strip_suffix(ending));
    let doubled = |stem: &str| {
        let mut letters = stem.chars().rev();
        letters.next() == letters.next()
    };
    match stem {
        Some(stem) if stem.len() >= 3 && doubled(stem) => name.starts_with(&stem[..stem.len() - 1]),
        Some(stem) => stem.len() >= 2 && name.starts_with(stem),
        None => {
            // "Donal" is a slip for "Donald", "Dave" none for "David".
            let stem = pet.strip_suffix('e').filter(|stem| stem.len() >= 3);
            stem.is_some_and(|stem| pet.len() <= 5 && name.len() > pet.len() && name.starts_with(stem))
                || pet.len() == 3 && name.len() >= 5 && name.starts_with(pet)
        }
    }
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

/// Whether two names of halves that a hyphen joins share one half, and the other is more than a slip away.
fn have_other_half(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (one.split_once('-'), other.split_once('-')) else { return false };
    let apart = |a: &str, b: &str| edits(a, b, 1).is_none();
    one.0 == other.0 && apart(one.1, other.1) || one.1 == other.1 && apart(one.0, other.0)
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
