//! English. The lists were written for copydesk, from general knowledge of the language and of
//! its style guides; no list was taken from elsewhere.

use std::sync::LazyLock;

use super::lexicon::Gathered;
use super::times::Lists;
use super::{Classes, Language, NameLists, Times};

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
    (Classes::PARTICLE, include_str!("en/particles.txt")),
    (Classes::LEADING_PARTICLE, include_str!("en/leading_particles.txt")),
    (Classes::ARABIC_ARTICLE, include_str!("en/articles_arabic.txt")),
    (Classes::SUFFIX, include_str!("en/suffixes.txt")),
    (Classes::STATE, include_str!("en/states_short.txt")),
    (Classes::NO_NAME, include_str!("en/no_names.txt")),
    (Classes::MODIFIER_TAIL, include_str!("en/modifier_tails.txt")),
    (Classes::SURNAME_TITLE, include_str!("en/surname_titles.txt")),
    (Classes::ROLE_MODIFIER, include_str!("en/role_modifiers.txt")),
    (Classes::JOB, include_str!("en/jobs.txt")),
    (Classes::ORGANIZATION, include_str!("en/org_heads.txt")),
    (Classes::PLACE_WORD, include_str!("en/place_heads.txt")),
    (Classes::PLACE, include_str!("en/places.txt")),
    (Classes::PEOPLE, include_str!("en/peoples.txt")),
    (Classes::GIVEN_WORD, include_str!("en/given_words.txt")),
    (Classes::PLACE_OPENER, include_str!("en/place_openers.txt")),
    (Classes::FRAME, include_str!("en/frames.txt")),
    (Classes::NOMINAL, include_str!("en/nominal_cues.txt")),
    (Classes::ADVERB, include_str!("en/adverbs.txt")),
    (Classes::ROLE, include_str!("en/roles.txt")),
    (Classes::BODY, include_str!("en/bodies.txt")),
    (Classes::DOCUMENT, include_str!("en/documents.txt")),
    (Classes::ELISION, include_str!("en/elisions.txt")),
    (Classes::NAMING, include_str!("en/naming.txt")),
    (Classes::WORK, include_str!("en/works.txt")),
    (Classes::TIME_NOUN, include_str!("en/time_nouns.txt")),
    (Classes::VERB, include_str!("en/verbs.txt")),
    (Classes::OBJECT_PRONOUN, include_str!("en/object_pronouns.txt")),
    (Classes::COPULA, include_str!("en/copulas.txt")),
    (Classes::ADDRESSED, include_str!("en/addressed.txt")),
    (Classes::COORDINATOR, include_str!("en/coordinators.txt")),
    (Classes::RELATIVE, include_str!("en/relatives.txt")),
    (Classes::ALONE, include_str!("en/alone.txt")),
    (Classes::BESIDE, include_str!("en/beside.txt")),
    (Classes::WORDING, include_str!("en/wordings.txt")),
    (Classes::SOUND, include_str!("en/sounds.txt")),
    (Classes::MALE, include_str!("en/given_male.txt")),
    (Classes::FEMALE, include_str!("en/given_female.txt")),
    (Classes::KIN, include_str!("en/kin.txt")),
    (Classes::COURTESY, include_str!("en/courtesy.txt")),
    (Classes::SPELLING, include_str!("en/spelling.txt")),
    (Classes::SOURCE, include_str!("en/sources.txt")),
];

/// Ordinary words, and people's names; `LICENSES.md` beside them says where they come from.
const WORDS: &[u8] = include_bytes!("en/words.fst");
const PEOPLE: &[u8] = include_bytes!("en/people.fst");

const TIMES: Lists = Lists {
    words: include_str!("en/times.txt"),
    holidays: include_str!("en/holidays.txt"),
    marks: include_str!("en/date_marks.txt"),
    tenses: include_str!("en/tenses.txt"),
};

/// The pack, made at its first use.
pub(super) fn language() -> &'static Language {
    static ENGLISH: LazyLock<Language> = LazyLock::new(|| {
        let mut words = Gathered::new(LISTS);
        let times = Times::new(&TIMES, &mut words);
        Language {
            code: "en",
            lexicon: words.finish(),
            names: NameLists::new(WORDS, PEOPLE, include_str!("en/variants.txt")),
            times,
        }
    });
    &ENGLISH
}
