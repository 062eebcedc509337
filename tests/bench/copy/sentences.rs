//! Sentences, as news has them: plain statements about places, bodies and things, and what people say.

use super::dice::Dice;
use super::phrases;
use super::words::{ADJECTIVES, NOUNS, VERBS, a, capital, past};

/// Who makes sentences up.
pub(super) struct Writer {
    pub(super) dice: Dice,
    /// Where the story plays: most of its places are of these.
    home: [String; 3],
}

impl Writer {
    pub(super) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let home = [(); 3].map(|()| phrases::place(&mut dice));
        Self { dice, home }
    }

    /// A plain sentence of about seventeen words. One in four says when, one in five counts something.
    pub(super) fn fact(&mut self) -> String {
        let (opening, subject, deed) = (self.opening(), self.subject(), self.deed());
        let tail = match self.dice.below(8) {
            0 => format!(" after {} in {}", a(&self.thing()), self.place()),
            1 => format!(", while {} {}", self.subject(), self.deed()),
            2 => format!(" because {} {}", self.subject(), self.deed()),
            3 => format!(", according to {} of the {}", self.paper(), self.body()),
            4 => format!(" and {} the {} in {}", self.done(), self.thing(), self.place()),
            5 => format!(", which cost the {} ${} million", self.noun(), 2 + self.dice.below(97)),
            _ => String::new(),
        };
        let when =
            if self.one_in(5) { format!(" {}", self.dice.pick(phrases::TIMES)) } else { String::new() };
        capital(&format!("{opening}{subject} {deed}{when}{tail}."))
    }

    /// What someone says: a whole sentence without its stop, its first letter small unless it is "I".
    pub(super) fn speech(&mut self) -> String {
        match self.dice.below(7) {
            0 => self.dice.pick(phrases::QUOTED).to_owned(),
            1 => format!(
                "nobody {} the {}, and the {} only {} it",
                self.done(),
                self.thing(),
                self.plural(),
                self.done()
            ),
            2 => format!(
                "we will {} the {} and {} every {} that we can",
                self.verb(),
                self.thing(),
                self.verb(),
                self.noun()
            ),
            3 => format!("the {} is {}, and so are the {}", self.noun(), self.adjective(), self.plural()),
            4 => format!(
                "I {} the {} myself, because no one else would {} it",
                self.done(),
                self.thing(),
                self.verb()
            ),
            5 => format!("you can’t {} {} with {}", self.verb(), a(&self.noun_of()), self.plural()),
            _ => format!(
                "they {} our {} before we {} the {}",
                self.done(),
                self.noun(),
                self.done(),
                self.thing()
            ),
        }
    }

    /// The few words that a paper quotes within its own.
    pub(super) fn fragment(&mut self) -> String {
        format!("{} and {}", a(&self.thing()), a(&self.noun_of()))
    }

    fn opening(&mut self) -> String {
        match self.dice.below(12) {
            0 => format!("in {}, ", self.place()),
            1 => format!("as the {} {} the {}, ", self.plural(), self.done(), self.noun()),
            2 => format!("despite the {} of the {}, ", self.noun(), self.thing()),
            3 => self.dice.pick(phrases::OPENINGS).to_owned(),
            _ => String::new(),
        }
    }

    fn subject(&mut self) -> String {
        match self.dice.below(8) {
            0 => format!("the {}", self.organisation()),
            1 => format!("{}’s {}", self.place(), self.noun()),
            2 => format!("officials in {}", self.place()),
            3 => format!("the {}", self.body()),
            4 => format!("the {} of the {}", self.noun(), self.thing()),
            5 => format!("{} {} from {}", self.adjective(), self.plural(), self.place()),
            _ => format!("the {}", self.thing()),
        }
    }

    fn deed(&mut self) -> String {
        let done = self.done();
        match self.dice.below(6) {
            0 => format!("{done} {}", a(&self.thing())),
            1 => format!("{done} more than {} {}", 3 + self.dice.below(800), self.plural()),
            2 => format!("did not {} the {}", self.verb(), self.bill()),
            3 => format!("{done} the {} of the {}", self.thing(), self.body()),
            4 => format!("quietly {done} the {} for its {}", self.thing(), self.plural()),
            _ => format!("{done} the {} and the {}", self.thing(), self.noun()),
        }
    }

    /// A body with a name of its own: Harrow Falls Housing Authority.
    pub(super) fn organisation(&mut self) -> String {
        format!("{} {}", self.place(), self.dice.pick(phrases::ORGANISATIONS))
    }

    fn bill(&mut self) -> String {
        if self.one_in(2) { self.dice.pick(phrases::BILLS).to_owned() } else { self.thing() }
    }

    /// A place, most often one of the story's.
    pub(super) fn place(&mut self) -> String {
        match self.dice.below(self.home.len() + 1) {
            home if home < self.home.len() => self.home[home].clone(),
            _ => phrases::place(&mut self.dice),
        }
    }

    pub(super) fn body(&mut self) -> &'static str {
        self.dice.pick(phrases::BODIES)
    }

    pub(super) fn thing(&mut self) -> String {
        if self.one_in(3) { self.noun().to_owned() } else { self.noun_of() }
    }

    fn noun_of(&mut self) -> String {
        format!("{} {}", self.adjective(), self.noun())
    }

    fn paper(&mut self) -> String {
        format!("the {}", self.dice.pick(phrases::PAPERS))
    }

    pub(super) fn noun(&mut self) -> &'static str {
        self.dice.pick(&NOUNS)
    }

    fn plural(&mut self) -> String {
        format!("{}s", self.noun())
    }

    fn adjective(&mut self) -> &'static str {
        self.dice.pick(&ADJECTIVES)
    }

    fn verb(&mut self) -> &'static str {
        self.dice.pick(&VERBS)
    }

    fn done(&mut self) -> String {
        past(self.verb())
    }

    pub(super) fn one_in(&mut self, count: usize) -> bool {
        self.dice.below(count) == 0
    }
}
