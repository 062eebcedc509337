//! The words that say who speaks: verbs of speech with their subjects, "according to", labels,
//! credits.

use super::line::{Line, Noun, Part, is_own_cue};
use super::subjects::{self, Finder as Subjects, Subject};
use crate::languages::Classes;
use crate::reading::paragraph::Paragraph;
use crate::reading::tokens::Kind;

/// How a cue tells of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// A verb of speech: said.
    Says,
    /// A verb that frames a quotation: condemned it as.
    Frames,
    /// Any other verb of someone who can speak: "the mayor pushed for".
    Acts,
    /// according to.
    According,
    /// A label with its colon, or a credit behind a dash.
    Label,
    /// A passive without an agent: "was described as".
    Passive,
}

/// Words that say who speaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// How they tell of speech.
    pub manner: Manner,
    /// The item of the verb, of "according", or of the label.
    pub item: usize,
    /// The first item of cue and subject together.
    pub first: usize,
    /// The last item of cue and subject together.
    pub last: usize,
    /// The tokens that are the cue itself; nothing for a label.
    pub words: Option<(usize, usize)>,
    /// The tokens that name the speaker.
    pub speaker: Option<(usize, usize)>,
    /// What the speaker's noun phrase can be.
    pub noun: Noun,
    /// The first item of the subject, wherever it stands.
    pub subject: usize,
    /// Whether "that" follows: "found that".
    pub that: bool,
    /// Whether the subject was taken over from another verb.
    pub shared: bool,
    /// Whether the verb is an infinitive: "to ask".
    pub infinitive: bool,
    /// Whether it tells of speech only beside a quotation.
    pub beside: bool,
    /// Whether the verb is yet to happen: "will report".
    pub coming: bool,
    /// Whether the speaker is a relative pronoun.
    pub relative: bool,
    /// Whether it tells of speech even away from a quotation.
    pub tells: bool,
    /// The sentence of the line, counted from 0.
    pub sentence: usize,
}

/// What is found in a line.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The cues, in order.
    pub cues: Vec<Cue>,
    /// The sentence of each quotation.
    pub sentences: Vec<usize>,
}

/// Finds the cues of a line; what `found` held before is dropped.
pub(super) fn find(paragraph: &Paragraph, line: &Line, found: &mut Found) {
    let Found { cues, sentences } = found;
    cues.clear();
    sentences.clear();
    let mut subjects = Subjects::new(paragraph, line);
    let mut finder = Finder { paragraph, line, cues, sentence: 0 };
    for (at, item) in line.items.iter().enumerate() {
        match item.part {
            Part::Noun(_) | Part::Comma => (),
            Part::End => {
                finder.sentence += 1;
                subjects.end();
            }
            Part::Quote(_) => sentences.push(finder.sentence),
            Part::Verb(form) => finder.verb(at, subjects.verb(at, form)),
            Part::Auxiliary => subjects.auxiliary(at),
            Part::Preposition => finder.preposition(at),
            Part::Colon => finder.label(at),
            Part::Dash => finder.credit(at),
            _ => (),
        }
    }
}

struct Finder<'a> {
    paragraph: &'a Paragraph<'a>,
    line: &'a Line,
    cues: &'a mut Vec<Cue>,
    sentence: usize,
}

impl Finder<'_> {
    fn part(&self, at: usize) -> Part {
        self.line.items.get(at).map_or(Part::End, |item| item.part)
    }

    fn word(&self, at: usize) -> &str {
        self.line.items.get(at).map_or("", |item| self.paragraph.word(item.start))
    }

    fn classes(&self, at: usize) -> Classes {
        self.paragraph.classes(self.line.items[at].start)
    }

    fn noun(&self, at: usize) -> Option<Noun> {
        match self.part(at) {
            Part::Noun(noun) => Some(noun),
            _ => None,
        }
    }

    /// "per the bylaws", and no "$2 per gallon"; "in Ruiz’s words".
    fn preposition(&mut self, at: usize) {
        if self.classes(at).any(Classes::SOURCE) && self.word(at) == "per" && self.is_source(at + 1) {
            self.according(at, at + 1);
        } else if self.noun(at + 1).is_some() && self.word(at).eq_ignore_ascii_case("in") {
            self.in_words_of(at);
        }
    }

    fn is_source(&self, at: usize) -> bool {
        let determined = || self.classes(at).any(Classes::DETERMINER);
        self.noun(at).is_some_and(|noun| noun.proper || noun.can_speak() && determined())
    }

    /// "in Ruiz’s words", "in the mayor’s view".
    fn in_words_of(&mut self, at: usize) {
        let Some(item) = self.line.items.get(at + 1) else { return };
        let owned = self.paragraph.tokens[item.end - 2..item.end - 1]
            .iter()
            .all(|token| matches!(token.kind, Kind::Clitic | Kind::SingleMark));
        if item.end - item.start < 3 || !owned || !self.paragraph.is(item.end - 1, Classes::WORDING) {
            return;
        }
        let speaker = Subject { first: at + 1, head: at + 1, last: at + 1, behind: true, shared: false };
        self.push(Manner::According, at, Some(speaker), false);
        if let Some(cue) = self.cues.last_mut() {
            cue.speaker = Some((item.start, item.end - 2));
            cue.words = Some((item.end - 1, item.end));
        }
    }

    fn is_according(&self, at: usize) -> bool {
        self.classes(at).any(Classes::SOURCE)
            && self.word(at).eq_ignore_ascii_case("according")
            && self.word(at + 1) == "to"
    }

    fn push(&mut self, manner: Manner, item: usize, speaker: Option<Subject>, words: bool) {
        let range = speaker.map(|subject| subjects::tokens(&self.line.items, subject));
        let noun = speaker.and_then(|subject| self.noun(subject.head)).unwrap_or_default();
        let (first, last) = match speaker {
            Some(subject) if !subject.shared => (item.min(subject.first), item.max(subject.last)),
            _ => (item, item),
        };
        let own = self.line.items[item];
        let words = words.then_some((own.start, own.end));
        let sentence = self.sentence;
        let shared = speaker.is_some_and(|subject| subject.shared);
        let infinitive = item > 0 && self.part(item - 1) == Part::To;
        let beside = manner == Manner::Says && self.classes(item).any(Classes::BESIDE);
        let relative = speaker.is_some_and(|subject| matches!(self.part(subject.head), Part::Relative));
        let tells = match manner {
            Manner::Says => {
                let told = !beside || self.part(item + 1) == Part::That;
                (noun.can_speak() || relative) && told
            }
            Manner::According => true,
            Manner::Frames => noun.can_speak(),
            _ => false,
        };
        self.cues.push(Cue {
            manner,
            item,
            first,
            last,
            words,
            speaker: range,
            noun,
            subject: speaker.map_or(item, |subject| subject.first),
            that: self.part(item + 1) == Part::That,
            shared,
            infinitive,
            beside,
            coming: self.is_coming(item),
            relative,
            tells,
            sentence,
        });
    }

    /// "according to Ruiz": `head` is the item of the source.
    fn according(&mut self, at: usize, head: usize) {
        if self.noun(head).is_some() {
            let mut last = head;
            while matches!(self.part(last + 1), Part::Preposition) && self.noun(last + 2).is_some() {
                last += 2;
            }
            let speaker = Subject { first: head, head, last, behind: true, shared: false };
            self.push(Manner::According, at, Some(speaker), true);
            let end = self.line.items[head - 1].end;
            if let Some(cue) = self.cues.last_mut() {
                cue.words = cue.words.map(|(start, _)| (start, end));
            }
        }
    }

    fn verb(&mut self, at: usize, subject: Option<Subject>) {
        if self.is_according(at) {
            return self.according(at, at + 2);
        }
        let classes = self.classes(at);
        let own = is_own_cue(self.paragraph, self.line.items[at].start);
        let manner = if classes.any(Classes::CUE) || own {
            Manner::Says
        } else if classes.any(Classes::FRAME) {
            Manner::Frames
        } else {
            Manner::Acts
        };
        let behind = subject.is_some_and(|subject| subject.behind);
        if manner != Manner::Acts && !behind && self.is_passive(at) {
            return self.passive(at, manner);
        }
        // "“Police!” Everyone froze." tells of no one who spoke.
        let crowd = |subject: Subject| {
            ["everyone", "everybody"].iter().any(|word| self.word(subject.head).eq_ignore_ascii_case(word))
        };
        if manner == Manner::Acts && subject.is_some_and(crowd) {
            return;
        }
        let can_speak = subject.is_some_and(|subject| {
            self.noun(subject.head).is_none_or(|noun| noun.can_speak() || manner != Manner::Acts)
        });
        // "a song called “…”" names it.
        let names = manner == Manner::Frames
            && matches!(self.part(at + 1), Part::Quote(_))
            && subject.is_some_and(|subject| !subject.behind && self.is_thing(subject.head));
        if names {
            return;
        }
        // "Saying, “…”": no one in the sentence, and yet said.
        let headless = subject.is_none() && manner == Manner::Says;
        if can_speak || headless {
            self.push(manner, at, subject, true);
        }
    }

    /// Whether a noun phrase is no speaker, or a work.
    fn is_thing(&self, at: usize) -> bool {
        let head = self.line.items[at].end - 1;
        self.noun(at)
            .is_some_and(|noun| !noun.can_speak() || self.paragraph.is(head, Classes::WORK) && !noun.proper)
    }

    /// Whether the auxiliary before the verb, adverbs between left out, puts it off.
    fn is_coming(&self, verb: usize) -> bool {
        let before = (0..verb).rev().take(4).find(|at| self.part(*at) != Part::Adverb);
        before.is_some_and(|at| {
            self.part(at) == Part::Auxiliary
                && matches!(
                    self.word(at),
                    "will" | "shall" | "may" | "might" | "must" | "should" | "’ll" | "'ll"
                )
        })
    }

    /// Whether a form of "be" stands before the verb, adverbs between left out.
    fn is_passive(&self, verb: usize) -> bool {
        let mut at = verb;
        while at > 0 && matches!(self.part(at - 1), Part::Adverb) {
            at -= 1;
        }
        let word = self.word(verb);
        at > 0
            && self.part(at - 1) == Part::Auxiliary
            && self.classes(at - 1).any(Classes::COPULA)
            && !word.ends_with("ing")
            && !matches!(word, "quoted" | "concerned" | "worried" | "agreed")
    }

    /// A passive: its agent speaks, if it names one.
    fn passive(&mut self, at: usize, manner: Manner) {
        const REACH: usize = 8;
        for next in at + 1..(at + REACH).min(self.line.items.len()) {
            match self.part(next) {
                Part::End => break,
                Part::Preposition
                    if self.word(next) == "by" && self.noun(next + 1).is_some_and(Noun::can_speak) =>
                {
                    let head = next + 1;
                    let speaker = Subject { first: head, head, last: head, behind: true, shared: true };
                    return self.push(Manner::Frames, at, Some(speaker), true);
                }
                _ => (),
            }
        }
        // "was asked “…”" leaves it to the scene who asked; "was called “…”" hides the critic.
        let framed = matches!(self.part(at + 1), Part::Quote(_)) || self.word(at + 1) == "as";
        if manner == Manner::Frames && framed {
            self.push(Manner::Passive, at, None, true);
        }
    }

    /// "Ruiz:" at a sentence's start, before a quotation or the words of an interview.
    fn label(&mut self, at: usize) {
        let Some(before) = at.checked_sub(1) else { return };
        // "It did not surprise the pollster Lena Ruiz: “…”": whoever is named last speaks.
        let leads = matches!(self.part(at + 1), Part::Quote(_));
        if leads && self.noun(before).is_some_and(|noun| noun.proper) {
            let speaker = Subject { first: before, head: before, last: before, behind: false, shared: false };
            self.push(Manner::Acts, at, Some(speaker), false);
        }
        let starts = before == 0 || self.part(before - 1) == Part::End;
        // "Review: ‘The River Road’ is", "Poll: How": what the piece is, no one who speaks.
        let kind =
            |noun: &Noun| noun.document && !noun.proper && !self.classes(before).any(Classes::DETERMINER);
        let noun = self.noun(before).filter(|noun| noun.can_speak() && !kind(noun));
        if starts && noun.is_some() {
            let speaker = Subject { first: before, head: before, last: before, behind: false, shared: false };
            self.push(Manner::Label, at, Some(speaker), false);
        }
    }

    /// "“…” — Ruiz" at the sentence's end.
    fn credit(&mut self, at: usize) {
        let after_quote = at > 0 && matches!(self.part(at - 1), Part::Quote(_))
            || at > 1 && self.part(at - 1) == Part::End && matches!(self.part(at - 2), Part::Quote(_));
        let noun = self.noun(at + 1).filter(|noun| noun.can_speak());
        if after_quote && noun.is_some() && matches!(self.part(at + 2), Part::End | Part::Comma) {
            let head = at + 1;
            let speaker = Subject { first: head, head, last: head, behind: true, shared: false };
            self.push(Manner::Label, at, Some(speaker), false);
        }
    }
}
