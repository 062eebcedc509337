//! English. The lists were written for copydesk, from general knowledge of the language and of
//! its style guides; no list was taken from elsewhere.

use std::sync::LazyLock;

use super::times::Lists;
use super::{Classes, Language, Lexicon, Times};

const LISTS: &[(Classes, &str)] = &[
    (Classes::MONTH, include_str!("en/months.txt")),
    (Classes::WEEKDAY, include_str!("en/weekdays.txt")),
    (Classes::HONORIFIC, include_str!("en/honorifics.txt")),
    (Classes::ABBREVIATION, include_str!("en/abbreviations.txt")),
    (Classes::ABBREVIATION.or(Classes::PREPOSED), include_str!("en/preposed.txt")),
    (Classes::ABBREVIATION.or(Classes::LOWER_STOP), include_str!("en/small_abbreviations.txt")),
    (Classes::ABBREVIATION.or(Classes::LOWER_STOP).or(Classes::CLOCK), include_str!("en/clock.txt")),
    (Classes::CUE, include_str!("en/cues.txt")),
    (Classes::PRONOUN, include_str!("en/pronouns.txt")),
    (Classes::DETERMINER, include_str!("en/determiners.txt")),
    (Classes::PREPOSITION, include_str!("en/prepositions.txt")),
    (Classes::CONJUNCTION, include_str!("en/conjunctions.txt")),
    (Classes::AUXILIARY, include_str!("en/auxiliaries.txt")),
    (Classes::ORDINARY, include_str!("en/ordinary.txt")),
];

const TIMES: Lists = Lists {
    words: include_str!("en/times.txt"),
    holidays: include_str!("en/holidays.txt"),
    named_days: include_str!("en/named_days.txt"),
    tenses: include_str!("en/tenses.txt"),
};

/// The pack, made at its first use.
pub(super) fn language() -> &'static Language {
    static ENGLISH: LazyLock<Language> = LazyLock::new(|| {
        let mut lexicon = Lexicon::new(LISTS);
        let times = Times::new(&TIMES, &mut lexicon);
        Language { code: "en", lexicon, times }
    });
    &ENGLISH
}
