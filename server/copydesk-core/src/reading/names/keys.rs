//! Keys by which spellings of one name meet: letters alone, and letters as another script gives them.

/// The letters and digits of a folded word: case, accents, apostrophes, hyphens and spaces are gone.
pub(super) fn letters(folded: &str) -> String {
    folded.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// What different romanisations write for one sound, the longest first. A closing `$` asks for the
/// word's end.
const SOUNDS: &[(&str, &str)] = &[
    ("tsch", "C"),
    ("tch", "C"),
    ("dzh", "j"),
    ("sch", "s"),
    ("zh", "j"),
    ("dj", "j"),
    ("ch", "C"),
    ("cz", "C"),
    ("sh", "s"),
    ("sz", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
    ("tz", "s"),
    ("ts", "s"),
    ("ck", "k"),
    ("ce", "s"),
    ("ci", "s"),
    ("ff$", "v"),
    ("c", "k"),
    ("q", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("z", "s"),
];

/// A word as its consonants sound, whichever way they were romanised: "Dzhalilov" and "Jaliloff" meet.
/// Vowels count only at the start, where all are one.
pub(super) fn sound(letters: &str) -> String {
    let mut key = String::with_capacity(letters.len());
    let mut rest = letters;
    while let Some(first) = rest.chars().next() {
        let opens = rest.len() == letters.len();
        // The first letter rules nearly every line out, and costs one comparison.
        let opening = rest.as_bytes()[0];
        let mut lines = SOUNDS.iter().filter(|(from, _)| from.as_bytes()[0] == opening);
        let found = lines.find(|(from, _)| match from.strip_suffix('$') {
            Some(end) => rest == end,
            None => rest.starts_with(from),
        });
        match found {
            Some((from, to)) => {
                rest = &rest[from.trim_end_matches('$').len()..];
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
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b && a.is_ascii()).count();
    let (one, other) = (&one[same..], &other[same..]);
    let tail = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b && a.is_ascii()).count();
    let (one, other) = (&one[..one.len() - tail], &other[..other.len() - tail]);
    // What is left takes at least one edit for every two letters: a swap.
    if one.len().max(other.len()) > 2 * most + 2 && one.is_ascii() && other.is_ascii() && most < 4 {
        return None;
    }
    let edits = strsim::osa_distance(one, other);
    (edits <= most).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::sound;

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
