//! Drafts that read like news, made up from a seed: the same seed and size give the same draft on
//! every machine. Nobody in them lives, nothing in them happened.
//!
//! A paragraph has about as many quotations, names, days and figures as one of a published article;
//! `tests/core/benchmarks.rs` holds that the desk is as silent on this copy as on good copy.

#[path = "copy/dice.rs"]
mod dice;
#[path = "copy/people.rs"]
mod people;
#[path = "copy/phrases.rs"]
mod phrases;
#[path = "copy/sentences.rs"]
mod sentences;
#[path = "copy/words.rs"]
mod words;

use std::fmt::Write as _;

use people::Person;
use sentences::Writer;
use words::capital;

/// Words a paragraph has, about.
const PARAGRAPH: usize = 38;

/// How many paragraphs a person stays in the story.
const STAY: usize = 2;

/// One paragraph in so many holds a fault.
const FAULT: usize = 100;

/// A draft of about so many words, in Markdown: front matter under even seeds, a dateline under odd
/// ones. Few of its paragraphs hold a fault, as few of published ones do.
pub(crate) fn draft(seed: u64, words: usize) -> String {
    let mut desk = Desk::new(seed, words * 7);
    desk.head(seed.is_multiple_of(2));
    let (mut told, mut counted) = (0, desk.text.len());
    for number in 0.. {
        if number % STAY == 0 {
            desk.person = Person::new(seed.wrapping_mul(977).wrapping_add((number / STAY) as u64));
            desk.introduction();
        }
        desk.paragraph();
        told += desk.text[counted..].split_ascii_whitespace().count();
        counted = desk.text.len();
        if told + PARAGRAPH / 2 >= words {
            break;
        }
    }
    desk.text
}

/// A draft of about so many bytes in which every paragraph brings what no paragraph before it had: a
/// person, a quotation, a date. What links a draft together has the most to do in such a one.
pub(crate) fn news(seed: u64, bytes: usize) -> String {
    let mut desk = Desk::new(seed, bytes + 1_000);
    desk.head(true);
    for number in 0.. {
        desk.person = Person::rare(number);
        desk.fresh();
        if desk.text.len() >= bytes {
            break;
        }
    }
    desk.text
}

/// A draft that names so many people, each once and all different, three a sentence.
pub(crate) fn names(count: usize) -> String {
    let mut text = String::from("# Those who signed\n\n");
    for first in (0..count).step_by(3) {
        let people: Vec<_> = (first..count.min(first + 3)).map(|at| Person::rare(at as u64).full()).collect();
        let _ = write!(text, "{} signed the letter. ", people.join(" and "));
        if first % 12 == 9 {
            text.push_str("\n\n");
        }
    }
    text
}

/// Where a draft is written.
struct Desk {
    writer: Writer,
    text: String,
    /// Whom the story is with.
    person: Person,
}

impl Desk {
    fn new(seed: u64, room: usize) -> Self {
        Self { writer: Writer::new(seed), text: String::with_capacity(room), person: Person::new(seed) }
    }

    fn say(&mut self, words: &str) {
        self.text.push_str(words);
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        self.writer.dice.pick(list)
    }

    /// The headline, and what dates the draft: all of them are of Friday, March 15, 2019.
    fn head(&mut self, front_matter: bool) {
        let (whose, what) = (self.writer.body(), self.writer.thing());
        let headline = format!("The {whose} decides on the {what}");
        if front_matter {
            let _ = write!(self.text, "---\ntitle: {headline}\ndate: 2019-03-15\n---\n\n");
        } else {
            let place = self.writer.place().to_uppercase();
            let _ = write!(self.text, "# {headline}\n\n{place}, March 15, 2019 — ");
        }
    }

    /// A person by the full name, with an office and an age.
    fn introduction(&mut self) {
        let (name, age) = (self.person.full(), 25 + self.writer.dice.below(50));
        let (office, body, place) = (self.pick(phrases::OFFICES), self.writer.body(), self.writer.place());
        let fact = self.writer.fact();
        let _ = write!(
            self.text,
            "{name}, {age}, {office} of the {body} in {place}, spoke on Thursday. {fact}\n\n"
        );
    }

    fn paragraph(&mut self) {
        match self.writer.dice.below(32) {
            _ if self.writer.one_in(FAULT) => self.fault(),
            0..7 => self.quotation(),
            7..12 => self.running_quotation(),
            12..18 => self.fragment(),
            18 => self.list(),
            19 => self.section(),
            _ => self.narration(),
        }
        self.say("\n\n");
    }

    /// A quotation, attributed in one of the ways that papers use.
    fn quotation(&mut self) {
        let (small, name, verb) =
            (self.writer.speech(), self.person.surname.clone(), self.pick(phrases::VERBS));
        let quoted = capital(&small);
        let sentence = match self.writer.dice.below(6) {
            0 | 1 => format!("“{quoted},” {name} {verb}."),
            2 => format!("“{quoted},” {verb} {name}."),
            3 => format!("{name} {verb}: “{quoted}.”"),
            4 => format!("{name} told reporters on Wednesday that “{small}.”"),
            _ => format!("According to {name}, “{small}.”"),
        };
        let fact = self.writer.fact();
        let _ = write!(self.text, "{sentence} {fact}");
    }

    /// A quotation in two parts, and a third that leans on them.
    fn running_quotation(&mut self) {
        let [first, second, third] = [(); 3].map(|()| capital(&self.writer.speech()));
        let (name, verb) = (&self.person.surname, self.writer.dice.pick(phrases::VERBS));
        let _ = write!(self.text, "“{first},” {name} {verb}. “{second}. {third}.”");
    }

    /// Words of someone within the paper's own.
    fn fragment(&mut self) {
        let (thing, words, fact) = (self.writer.thing(), self.writer.fragment(), self.writer.fact());
        let name = &self.person.surname;
        let _ = write!(self.text, "{name} called the {thing} “{words}.” {fact}");
    }

    fn narration(&mut self) {
        let (first, second, (weekday, day)) =
            (self.writer.fact(), self.writer.fact(), self.pick(phrases::DAYS));
        let name = self.person.surname.clone();
        let last = match self.writer.dice.below(4) {
            0 => format!("The {} meets again on {weekday}, {day}, 2019.", self.writer.body()),
            1 => format!("{name} works for the {} in {}.", self.writer.organisation(), self.writer.place()),
            _ => self.writer.fact(),
        };
        let _ = write!(self.text, "{first} {second} {last}");
    }

    fn list(&mut self) {
        self.say("What comes next:\n");
        for _ in 0..3 {
            let (matter, (_, day)) = (self.writer.thing(), self.pick(phrases::DAYS));
            let _ = write!(self.text, "\n- the {matter}, due {day}");
        }
    }

    fn section(&mut self) {
        let (matter, fact) = (self.writer.thing(), self.writer.fact());
        let _ = write!(self.text, "## Behind the {matter}\n\n{fact}");
    }

    /// What the desk is there for: words without a speaker, a slip in a name, a wrong weekday.
    fn fault(&mut self) {
        let (fact, other) = (self.writer.fact(), self.writer.fact());
        let _ = match self.writer.dice.below(3) {
            0 => write!(self.text, "{fact}\n\n“{}.”", capital(&self.writer.speech())),
            1 => write!(self.text, "{} did not answer. {fact} {other}", self.person.slip()),
            _ => write!(self.text, "The hearing on Monday, March 13, 2019, was put off. {fact} {other}"),
        };
    }

    /// A paragraph with a person, a quotation and a date of its own.
    fn fresh(&mut self) {
        let (month, day) = (self.pick(phrases::MONTHS), 1 + self.writer.dice.below(28));
        let (year, quoted) = (1930 + self.writer.dice.below(89), self.writer.speech());
        let (fact, other) = (self.writer.fact(), self.writer.fact());
        let (full, name, place) = (self.person.full(), &self.person.surname, self.writer.place());
        let _ = write!(
            self.text,
            "{full} came to {place} on {month} {day}, {year}. {fact} “{},” {name} said. {other}\n\n",
            capital(&quoted)
        );
    }
}
