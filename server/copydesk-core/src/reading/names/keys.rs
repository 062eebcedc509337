//! Keys by which spellings of one name meet: letters alone, and letters as another script gives them.

/// The letters and digits of a folded word: case, accents, apostrophes, hyphens and spaces are gone.
pub(super) fn letters(folded: &str) -> String {
    folded.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// What different romanisations write for one sound, by the first letter and then the longest first. A
/// closing `$` asks for the word's end.
const SOUNDS: &[(&str, &str)] = &[
    ("bh", "b"),
    ("ch", "C"),
    ("ck", "k"),
    ("ce", "s"),
    ("ci", "s"),
    ("cz", "C"),
    ("c", "k"),
    ("dzh", "j"),
    ("dh", "d"),
    ("dj", "j"),
    ("ff$", "v"),
    ("gh", "g"),
    ("kh", "k"),
    ("ph", "f"),
    ("q", "k"),
    ("sch", "s"),
    ("sh", "s"),
    ("sz", "s"),
    ("tsch", "C"),
    ("tch", "C"),
    ("th", "t"),
    ("ts", "s"),
    ("tz", "s"),
    ("w", "v"),
    ("x", "ks"),
    ("zh", "j"),
    ("z", "s"),
];

/// The lines of [`SOUNDS`] that open with each small letter: the first and the one after the last.
const BY_LETTER: [(u8, u8); 26] = by_letter();

const fn by_letter() -> [(u8, u8); 26] {
    let mut lines = [(0, 0); 26];
    let mut at = 0;
    while at < SOUNDS.len() {
        let line = &mut lines[(SOUNDS[at].0.as_bytes()[0] - b'a') as usize];
        if line.1 == 0 {
            line.0 = at as u8;
        }
        line.1 = at as u8 + 1;
        at += 1;
    }
    lines
}

/// A word as its consonants sound, whichever way they were romanised: "Dzhalilov" and "Jaliloff" meet.
/// Vowels count only at the start, where all are one.
pub(super) fn sound(letters: &str) -> String {
    let mut key = String::with_capacity(letters.len());
    let mut rest = letters;
    while let Some(first) = rest.chars().next() {
        let opens = rest.len() == letters.len();
        match romanised(rest) {
            Some((from, to)) => {
                rest = &rest[from..];
                to.chars().for_each(|letter| push(&mut key, letter, opens));
            }
            None => {
                rest = &rest[first.len_utf8()..];
                // "Yevgeny" and "Evgeny".
                let glide = first == 'y' && rest.starts_with(['a', 'e', 'i', 'o', 'u']);
                push(&mut key, if glide { 'e' } else { first }, opens);
            }
        }
    }
    key
}

/// How many bytes of a text write a sound that others write otherwise, and the sound.
fn romanised(text: &str) -> Option<(usize, &'static str)> {
    let first = text.as_bytes()[0].wrapping_sub(b'a');
    let (from, to) = *BY_LETTER.get(usize::from(first))?;
    let mut lines = SOUNDS[from.into()..to.into()].iter();
    let (from, to) = lines.find(|(from, _)| match from.strip_suffix('$') {
        Some(end) => text == end,
        None => text.starts_with(from),
    })?;
    Some((from.trim_end_matches('$').len(), to))
}

/// Adds a sound, unless it is a vowel or a breath inside the word, or the sound before again.
fn push(key: &mut String, letter: char, opens: bool) {
    match letter {
        'a' | 'e' | 'i' | 'o' | 'u' if opens => key.push('a'),
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' if !opens => (),
        // One Arabic letter is written g, k and q where it opens a name.
        'g' if opens => key.push('k'),
        _ if key.ends_with(letter) => (),
        _ => key.push(letter),
    }
}

/// The edits from one word to another, if there are at most `most`: letters inserted, left out,
/// replaced, or swapped with their neighbour.
pub(super) fn edits(one: &str, other: &str, most: usize) -> Option<usize> {
    let (same, tail) = shared_ends(one.as_bytes(), other.as_bytes());
    let (one, other) = (&one[same..one.len() - tail], &other[same..other.len() - tail]);
    if one.is_ascii() && other.is_ascii() {
        return edits_between(one, other, most);
    }
    let edits = strsim::osa_distance(one, other);
    (edits <= most).then_some(edits)
}

/// Whether two words of up to [`MOST_EDITED`] letters of a byte are at most `most` edits apart.
pub(super) fn are_near(one: &[u8], other: &[u8], most: usize) -> bool {
    let (same, tail) = shared_ends(one, other);
    let (one, other) = (&one[same..one.len() - tail], &other[same..other.len() - tail]);
    !are_far(one, other, most) && distance(one, other) <= most
}

/// How many letters of a byte two words open with alike, and how many more they close with.
fn shared_ends(one: &[u8], other: &[u8]) -> (usize, usize) {
    let is_shared = |(a, b): &(&u8, &u8)| a == b && a.is_ascii();
    let same = one.iter().zip(other).take_while(is_shared).count();
    let tail = one[same..].iter().rev().zip(other[same..].iter().rev()).take_while(is_shared).count();
    (same, tail)
}

/// The edits between words of letters of a byte whose ends differ.
fn edits_between(one: &str, other: &str, most: usize) -> Option<usize> {
    if are_far(one.as_bytes(), other.as_bytes(), most) {
        return None;
    }
    let edits = match one.len().max(other.len()) {
        ..=MOST_EDITED => distance(one.as_bytes(), other.as_bytes()),
        _ => strsim::osa_distance(one, other),
    };
    (edits <= most).then_some(edits)
}

/// Whether what two words differ in is too long: it takes at least one edit for every two letters, a swap.
fn are_far(one: &[u8], other: &[u8], most: usize) -> bool {
    one.len().max(other.len()) > 2 * most + 2 && most < 4
}

/// Letters of the longest words that are compared without taking memory for it.
const MOST_EDITED: usize = 31;

/// The edits from one word to another, both of up to [`MOST_EDITED`] letters of a byte.
fn distance(one: &[u8], other: &[u8]) -> usize {
    if one.is_empty() || other.is_empty() {
        return one.len().max(other.len());
    }
    // The edits to each start of the other word, from the start of the first word up to this letter,
    // to the letter before, and to the one before that.
    let (mut row, mut before, mut last) =
        ([0_u8; MOST_EDITED + 1], [0; MOST_EDITED + 1], [0; MOST_EDITED + 1]);
    for (at, edits) in before.iter_mut().enumerate() {
        *edits = at as u8;
    }
    for (i, letter) in one.iter().enumerate() {
        row[0] = i as u8 + 1;
        for (j, twin) in other.iter().enumerate() {
            let replaced = before[j] + u8::from(letter != twin);
            row[j + 1] = replaced.min(row[j] + 1).min(before[j + 1] + 1);
            if i > 0 && j > 0 && *letter == other[j - 1] && one[i - 1] == *twin {
                row[j + 1] = row[j + 1].min(last[j - 1] + 1);
            }
        }
        (last, before) = (before, row);
    }
    before[other.len()].into()
}

#[cfg(test)]
mod tests {
    use super::{distance, sound};

    #[test]
    fn a_distance_is_that_of_the_library() {
        let words = [
            "",
            "a",
            "ab",
            "ba",
            "leer",
            "lere",
            "ruiz",
            "riuz",
            "ruitz",
            "anaruiz",
            "abcabcabc",
            "acbacbacb",
        ];
        for one in words {
            for other in words {
                let edits = distance(one.as_bytes(), other.as_bytes());
                assert_eq!(edits, strsim::osa_distance(one, other), "{one} {other}");
            }
        }
    }

    #[test]
    fn romanisations_of_one_name_sound_alike() {
        for (one, other) in [
            ("dzhalilov", "jaliloff"),
            ("yevdokimov", "evdokimov"),
            ("qadirov", "kadirow"),
            ("bulghani", "bulgani"),
            ("muhandasi", "mohandesi"),
            ("tchernov", "chernoff"),
            ("soerabaja", "surabaja"),
        ] {
            assert_eq!(sound(one), sound(other), "{one} {other}");
        }
        assert_ne!(sound("iran"), sound("iraq"));
    }
}
