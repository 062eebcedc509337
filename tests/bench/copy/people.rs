//! People nobody ever met: names put together from syllables.

/// No two of these sound alike in another script's terms.
const ONSETS: [&str; 12] = ["b", "d", "f", "k", "l", "m", "n", "p", "r", "s", "t", "v"];

const ENDINGS: [&str; 5] = ["a", "el", "on", "ur", "as"];

/// Syllables that are used: a prime, so that what is reckoned with them can be undone.
const SYLLABLES: u64 = 59;

/// A person of a draft.
pub(super) struct Person {
    given: String,
    pub(super) surname: String,
}

impl Person {
    /// The person of a number. Every other one has a name that returns after some thousand people, as names
    /// do in an archive; the rest are [`Self::rare`].
    pub(super) fn new(number: u64) -> Self {
        if number.is_multiple_of(2) { Self::of(number / 2, 2) } else { Self::rare(number) }
    }

    /// The person of a number, with a long name: two hundred thousand numbers in a row have different
    /// surnames.
    pub(super) fn rare(number: u64) -> Self {
        Self::of(number, 3)
    }

    /// A person whose surname is reckoned from so many syllables.
    fn of(number: u64, syllables: u32) -> Self {
        // Factors without a common one with 59 visit every name once, neighbours far apart.
        let surname = number.wrapping_mul(104_729) % SYLLABLES.pow(syllables);
        let given = [number.wrapping_mul(2_741), number.wrapping_mul(41)].map(|part| part % SYLLABLES);
        Self { given: written(&given), surname: spelled(surname, syllables) }
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

/// A number in syllables. Two more syllables are reckoned from the others,
/// as a code that finds errors does (Reed and Solomon), so that words differ in three or in none.
fn spelled(number: u64, syllables: u32) -> String {
    let mut digits: Vec<u64> = (0..syllables).map(|at| number / SYLLABLES.pow(at) % SYLLABLES).collect();
    let sum: u64 = digits.iter().sum();
    let weighted: u64 = digits.iter().zip(1..).map(|(digit, weight)| digit * weight).sum();
    digits.extend([sum % SYLLABLES, weighted % SYLLABLES]);
    written(&digits)
}

/// Syllables as a name, the first letter a capital.
fn written(digits: &[u64]) -> String {
    let mut word: String = digits.iter().map(|digit| syllable(*digit as usize)).collect();
    word[..1].make_ascii_uppercase();
    word
}

fn syllable(number: usize) -> String {
    format!("{}{}", ONSETS[number / ENDINGS.len()], ENDINGS[number % ENDINGS.len()])
}
