//! Drafts that read like news, made up from a seed: the same seed and size give the same draft on
//! every machine. Nobody in them lives, nothing in them happened.

mod dice;
mod people;
mod phrases;

use std::fmt::Write as _;

use dice::Dice;
use people::Person;

/// Words a paragraph has, about.
const PARAGRAPH: usize = 45;

/// How many paragraphs a person stays in the story.
const STAY: usize = 4;

/// A draft of about so many words, in Markdown: front matter under even seeds, a dateline under odd
/// ones. One paragraph in sixteen or so holds a fault, as drafts do.
pub(crate) fn draft(seed: u64, words: usize) -> String {
    let mut desk = Desk { dice: Dice::new(seed), text: String::with_capacity(words * 7), person: None };
    desk.head(seed.is_multiple_of(2));
    let mut told = 0;
    let mut counted = desk.text.len();
    for number in 0.. {
        if number % STAY == 0 {
            desk.person = Some(Person::new(seed.wrapping_mul(977).wrapping_add((number / STAY) as u64)));
            desk.introduction();
        }
        desk.paragraph(number);
        told += desk.text[counted..].split_ascii_whitespace().count();
        counted = desk.text.len();
        if told + PARAGRAPH / 2 >= words {
            break;
        }
    }
    desk.text
}

/// A draft that names so many people, each once and all different, three a sentence.
pub(crate) fn names(count: usize) -> String {
    let mut text = String::from("# Those who signed\n\n");
    for first in (0..count).step_by(3) {
        let people: Vec<_> = (first..count.min(first + 3)).map(|at| Person::new(at as u64).full()).collect();
        let _ = write!(text, "{} signed the letter. ", people.join(" and "));
        if first % 12 == 9 {
            text.push_str("\n\n");
        }
    }
    text
}

/// Where a draft is written.
struct Desk {
    dice: Dice,
    text: String,
    person: Option<Person>,
}

impl Desk {
    fn say(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// The headline, and what dates the draft: all of them are of Friday, March 15, 2019.
    fn head(&mut self, front_matter: bool) {
        let (whose, what) = (self.dice.pick(phrases::BODIES), self.dice.pick(phrases::MATTERS));
        let headline = format!("The {whose} decides on the {what}");
        if front_matter {
            let _ = write!(self.text, "---\ntitle: {headline}\ndate: 2019-03-15\n---\n\n");
        } else {
            let place = self.dice.pick(phrases::PLACES).to_uppercase();
            let _ = write!(self.text, "# {headline}\n\n{place}, March 15, 2019 — ");
        }
    }

    /// A person by the full name, with an office and an age.
    fn introduction(&mut self) {
        let (office, body) = (self.dice.pick(phrases::OFFICES), self.dice.pick(phrases::BODIES));
        let (place, age) = (self.dice.pick(phrases::PLACES), 25 + self.dice.below(50));
        let name = self.full();
        let fact = self.fact();
        let _ = write!(
            self.text,
            "{name}, {age}, {office} of the {body} in {place}, spoke on Thursday. {fact}\n\n"
        );
    }

    fn paragraph(&mut self, number: usize) {
        match self.dice.below(16) {
            0..5 => self.quotation(),
            5..8 => self.running_quotation(),
            8 => self.list(),
            9 => self.fault(),
            10 if number > 8 => self.section(),
            _ => self.narration(),
        }
        self.say("\n\n");
    }

    /// A quotation, attributed in one of the ways that papers use.
    fn quotation(&mut self) {
        let (quoted, name, verb) = (self.dice.pick(phrases::QUOTED), self.surname(), self.verb());
        let sentence = match self.dice.below(6) {
            0 => format!("“{quoted},” {name} {verb}."),
            1 => format!("“{quoted},” {verb} {name}."),
            2 => format!("{name} {verb}: “{quoted}.”"),
            3 => format!("{name} told reporters on Wednesday that “{}.”", phrases::small(quoted)),
            4 => format!("According to {name}, “{}.”", phrases::small(quoted)),
            _ => format!("In a letter of March 12, 2019, {name} {verb}, “{quoted}.”"),
        };
        let facts = format!(" {} {}", self.fact(), self.fact());
        self.say(&sentence);
        self.say(&facts);
    }

    /// A quotation in two parts, and a third that leans on them.
    fn running_quotation(&mut self) {
        let (first, second) = (self.dice.pick(phrases::QUOTED), self.dice.pick(phrases::QUOTED));
        let (third, name, verb) = (self.dice.pick(phrases::QUOTED), self.surname(), self.verb());
        let fact = self.fact();
        let _ = write!(self.text, "“{first},” {name} {verb}. “{second}. {third}.” {fact}");
    }

    fn narration(&mut self) {
        for _ in 0..2 + self.dice.below(3) {
            let fact = self.fact();
            self.say(&fact);
            self.say(" ");
        }
        let (weekday, day) = self.dice.pick(phrases::DAYS);
        let (body, matter) = (self.dice.pick(phrases::BODIES), self.dice.pick(phrases::MATTERS));
        let _ = write!(self.text, "The {body} takes up the {matter} again on {weekday}, {day}, 2019.");
    }

    fn list(&mut self) {
        self.say("What comes next:\n");
        for _ in 0..3 {
            let (matter, (_, day)) = (self.dice.pick(phrases::MATTERS), self.dice.pick(phrases::DAYS));
            let _ = write!(self.text, "\n- the {matter}, due {day}");
        }
    }

    fn section(&mut self) {
        let matter = self.dice.pick(phrases::MATTERS);
        let fact = self.fact();
        let _ = write!(self.text, "## Behind the {matter}\n\n{fact}");
    }

    /// What the desk is there for: words without a speaker, a slip in a name, a wrong weekday.
    fn fault(&mut self) {
        let fact = self.fact();
        match self.dice.below(8) {
            0 => {
                let quoted = self.dice.pick(phrases::QUOTED);
                let _ = write!(self.text, "{fact}\n\n“{quoted}.”");
            }
            1 => {
                let slip = self.person.as_ref().map_or_else(String::new, Person::slip);
                let _ = write!(self.text, "{slip} did not answer. {fact}");
            }
            2 => {
                let _ = write!(self.text, "The hearing on Monday, March 13, 2019, was put off. {fact}");
            }
            _ => self.narration(),
        }
    }

    /// A plain sentence.
    fn fact(&mut self) -> String {
        let (body, done) = (self.dice.pick(phrases::BODIES), self.dice.pick(phrases::DEEDS));
        let (matter, when) = (self.dice.pick(phrases::MATTERS), self.dice.pick(phrases::TIMES));
        let (place, sum) = (self.dice.pick(phrases::PLACES), 2 + self.dice.below(97));
        match self.dice.below(4) {
            0 => format!("The {body} {done} the {matter} {when}."),
            1 => format!("People in {place} paid ${sum} million for the {matter} {when}."),
            2 => format!("It {done} {sum} percent of the {matter}, and nobody in {place} asked why."),
            _ => format!("The {matter} of {place}, which the {body} {done}, cost ${sum},500."),
        }
    }

    fn verb(&mut self) -> &'static str {
        self.dice.pick(phrases::VERBS)
    }

    fn full(&self) -> String {
        self.person.as_ref().map_or_else(String::new, Person::full)
    }

    fn surname(&self) -> String {
        self.person.as_ref().map_or_else(String::new, |person| person.surname.clone())
    }
}
