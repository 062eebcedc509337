//! People nobody ever met: names put together from syllables.

const ONSETS: [&str; 16] = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br"];

const ENDINGS: [&str; 4] = ["a", "el", "on", "ur"];

/// Syllables that there are.
const SYLLABLES: u64 = (ONSETS.len() * ENDINGS.len()) as u64;

/// Surnames that there are: three syllables each.
const SURNAMES: u64 = SYLLABLES.pow(3);

/// A person of a draft.
pub(super) struct Person {
    given: String,
    pub(super) surname: String,
}

impl Person {
    /// The person of a number. A quarter of a million numbers in a row have different surnames,
    /// and neighbours have none that are alike: an odd factor visits every surname once.
    pub(super) fn new(number: u64) -> Self {
        let surname = number.wrapping_mul(104_729) % SURNAMES;
        let given = number.wrapping_mul(2_741) % SYLLABLES.pow(2);
        Self { given: spelled(given, 2), surname: spelled(surname, 3) }
    }

    pub(super) fn full(&self) -> String {
        format!("{} {}", self.given, self.surname)
    }

    /// The full name with the slip of a tired hand.
    pub(super) fn slip(&self) -> String {
        let (front, last) = self.surname.split_at(self.surname.len() - 1);
        format!("{} {front}{last}{last}", self.given)
    }
}

/// A number in syllables, the first letter a capital.
fn spelled(mut number: u64, syllables: usize) -> String {
    let mut word = String::new();
    for _ in 0..syllables {
        let syllable = (number % SYLLABLES) as usize;
        word.push_str(ONSETS[syllable / ENDINGS.len()]);
        word.push_str(ENDINGS[syllable % ENDINGS.len()]);
        number /= SYLLABLES;
    }
    word[..1].make_ascii_uppercase();
    word
}
