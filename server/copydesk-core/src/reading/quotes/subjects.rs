//! Whose each verb is: the subject, looked for to the left of the verb, and behind it where the
//! verb stands before its subject ("said Ana Ruiz").

mod phrases;

use super::line::{Form, Item, Line, Noun, Part, is_own_cue};
use crate::languages::Classes;
use crate::reading::paragraph::Paragraph;

/// Items searched for a subject, so that a sentence of any length costs the same a verb.
const REACH: usize = 48;

/// The subject of a verb, as items of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// Its first item.
    pub first: usize,
    /// The item that names it: the head, what belongs to it left out.
    pub head: usize,
    /// Its last item before the verb, or the last one behind it.
    pub last: usize,
    /// Whether it stands behind the verb.
    pub behind: bool,
    /// Whether it was taken over from another verb of the sentence.
    pub shared: bool,
}

impl Subject {
    /// One item of the phrase, and nothing it hangs on.
    fn alone(self, at: usize) -> Self {
        Self { first: at, head: at, last: at, ..self }
    }
}

/// Finds the subjects of a line, verb by verb.
pub(super) struct Finder<'a> {
    paragraph: &'a Paragraph<'a>,
    line: &'a Line,
    /// The subject of the sentence's last verb that has one.
    last: Option<Subject>,
    /// That of its last verb of speech.
    last_cue: Option<Subject>,
    /// That of its last verb whose clause hangs on no other.
    main: Option<Subject>,
}

impl<'a> Finder<'a> {
    /// Stands before the first item of a line.
    pub(super) fn new(paragraph: &'a Paragraph<'a>, line: &'a Line) -> Self {
        Self { paragraph, line, last: None, last_cue: None, main: None }
    }

    /// A sentence ends.
    pub(super) fn end(&mut self) {
        (self.last, self.last_cue, self.main) = (None, None, None);
    }

    /// The subject of the next verb.
    pub(super) fn verb(&mut self, at: usize, form: Form) -> Option<Subject> {
        let subject = self.subject(at, form)?;
        self.note(at, subject);
        Some(subject)
    }

    /// The next auxiliary: what has no verb but one has a subject too: "He was a “founder”".
    pub(super) fn auxiliary(&mut self, at: usize) {
        if let Some(subject) = self.left(at) {
            self.note(at, subject);
        }
    }

    fn part(&self, at: usize) -> Part {
        self.line.items.get(at).map_or(Part::End, |item| item.part)
    }

    fn noun(&self, at: usize) -> Option<Noun> {
        match self.part(at) {
            Part::Noun(noun) => Some(noun),
            _ => None,
        }
    }

    /// Takes note of a verb, for those that share its subject.
    fn note(&mut self, verb: usize, subject: Subject) {
        let relative = matches!(self.part(subject.head), Part::Relative | Part::That);
        if relative && self.last.is_some() {
            return;
        }
        self.last = Some(subject);
        let infinitive = verb > 0 && self.part(verb - 1) == Part::To;
        if self.is_speech(verb) && self.part(verb) != Part::Auxiliary && !infinitive {
            self.last_cue = Some(subject);
        }
        let hangs = subject.first.checked_sub(1).is_some_and(|before| {
            matches!(
                self.part(before),
                Part::That | Part::Clause | Part::Relative | Part::Verb(_) | Part::Preposition
            )
        });
        if !hangs && !subject.shared {
            self.main = Some(subject);
        }
    }

    fn is_cue(&self, at: usize) -> bool {
        let item = self.line.items[at];
        self.paragraph.is(item.start, Classes::CUE) || is_own_cue(self.paragraph, item.start)
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        self.line.items.get(at).is_some_and(|item| self.paragraph.word(item.start) == word)
    }

    fn subject(&self, verb: usize, form: Form) -> Option<Subject> {
        if form == Form::Ing {
            return self.of_participle(verb);
        }
        // "a forum sponsored by": a participle, the verb of no one.
        if !self.is_cue(verb)
            && self.is_word(verb + 1, "by")
            && !matches!(self.part(verb.saturating_sub(1)), Part::Auxiliary)
        {
            return None;
        }
        if self.is_cue(verb)
            && !self.paragraph.is(self.line.items[verb].start, Classes::ADDRESSED)
            && let Some(behind) = self.inverted(verb)
        {
            return Some(behind);
        }
        self.left(verb)
    }

    fn is_speech(&self, at: usize) -> bool {
        self.is_cue(at) || self.paragraph.is(self.line.items[at].start, Classes::FRAME)
    }

    /// The item before a verb that counts: adverbs, auxiliaries, times and brackets left out.
    fn before(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        let floor = verb.saturating_sub(REACH);
        while at > floor {
            at -= 1;
            match self.part(at) {
                Part::Adverb | Part::Auxiliary | Part::Time => (),
                Part::Preposition if self.part(at + 1) == Part::Time => (),
                Part::Close => at = self.bracket(at)?,
                _ => return Some(at),
            }
        }
        None
    }

    fn left(&self, verb: usize) -> Option<Subject> {
        let at = self.before(verb)?;
        match self.part(at) {
            Part::Noun(_) => Some(self.noun_phrase(at)),
            Part::Comma | Part::Dash => self.parted(at).or_else(|| self.shared()),
            Part::Relative | Part::That => self.relative(at),
            Part::And if self.is_speech(verb) => self.shared_speech(),
            Part::And | Part::To | Part::Verb(_) | Part::Preposition => self.shared(),
            Part::Quote(_) if self.is_title(at) => Some(self.noun_phrase(at)),
            _ => None,
        }
    }

    /// "who", or "that" after a noun: the pronoun itself names the speaker.
    fn relative(&self, at: usize) -> Option<Subject> {
        if self.part(at) == Part::That && !(at > 0 && self.noun(at - 1).is_some()) {
            return self.shared();
        }
        Some(Subject { first: at, head: at, last: at, behind: false, shared: false })
    }

    /// The subject of the sentence's last verb.
    fn shared(&self) -> Option<Subject> {
        self.last.map(|subject| Subject { shared: true, ..subject })
    }

    /// The subject of the sentence's last verb of speech: "said … but added".
    fn shared_speech(&self) -> Option<Subject> {
        let subject = self.last_cue.or(self.main).or(self.last);
        subject.map(|subject| Subject { shared: true, ..subject })
    }

    /// The subject of "saying": that of the sentence's verb, the noun it follows, or, at the
    /// sentence's start, the one that comes.
    fn of_participle(&self, verb: usize) -> Option<Subject> {
        let before = self.before(verb);
        match before.map(|at| self.part(at)) {
            Some(Part::Noun(noun))
                if noun.document && self.is_word(verb, "reading") || self.last.is_none() =>
            {
                before.map(|at| self.noun_phrase(at))
            }
            // "footage of Ruiz saying".
            Some(Part::Noun(noun)) if noun.proper && self.after_preposition(before) => {
                before.map(|at| self.noun_phrase(at).alone(at))
            }
            // "He was saying": the auxiliary was left out on the way.
            Some(Part::Noun(_)) if self.part(verb - 1) == Part::Auxiliary => {
                before.map(|at| self.noun_phrase(at))
            }
            _ if self.is_speech(verb) => self.shared_speech().or_else(|| self.coming(verb)),
            _ => self.shared().or_else(|| self.coming(verb)),
        }
    }

    fn after_preposition(&self, noun: Option<usize>) -> bool {
        noun.and_then(|at| at.checked_sub(1)).is_some_and(|at| self.part(at) == Part::Preposition)
    }

    /// The first noun phrase after the next comma.
    fn coming(&self, verb: usize) -> Option<Subject> {
        let end = (verb + REACH).min(self.line.items.len());
        for at in verb + 1..end {
            match self.part(at) {
                Part::End => return None,
                Part::Comma | Part::Quote(_) if self.noun(at + 1).is_some_and(Noun::can_speak) => {
                    let at = at + 1;
                    return Some(Subject { first: at, head: at, last: at, behind: true, shared: true });
                }
                _ => (),
            }
        }
        None
    }

    /// The subject behind a verb of speech: "“…,” said Ruiz", "Said Ruiz: “…”".
    fn inverted(&self, verb: usize) -> Option<Subject> {
        let mut next = verb + 1;
        while matches!(self.part(next), Part::Adverb | Part::Time) {
            next += 1;
        }
        let noun = self.noun(next).filter(|noun| !noun.object)?;
        let before = verb.checked_sub(1).map_or(Part::End, |at| self.part(at));
        let after_quote = match before {
            Part::Quote(_) | Part::End => true,
            Part::Comma | Part::Dash | Part::Adverb => {
                verb < 2
                    || matches!(self.part(verb - 2), Part::Quote(_))
                    || noun.can_speak() && !noun.pronoun && self.ends_phrase(next)
            }
            _ => false,
        };
        // "said the mayor was": what stands behind has a verb of its own.
        let governed = matches!(self.part(next + 1), Part::Verb(Form::Plain) | Part::Auxiliary);
        // "as Ruiz put it".
        let filler = noun.pronoun && self.is_word(next, "it") && !self.is_word(verb, "said");
        if !after_quote || governed || filler {
            return None;
        }
        Some(Subject { first: next, head: next, last: next, behind: true, shared: false })
    }

    fn ends_phrase(&self, at: usize) -> bool {
        matches!(self.part(at + 1), Part::Comma | Part::End | Part::Dash)
    }
}

/// The tokens of a subject that the draft prints: its head with what "of" and "for" tie to it.
pub(super) fn tokens(items: &[Item], subject: Subject) -> (usize, usize) {
    let mut last = subject.head;
    while last + 2 <= subject.last
        && matches!(items[last + 1].part, Part::Preposition | Part::And)
        && matches!(items[last + 2].part, Part::Noun(_))
    {
        last += 2;
    }
    (items[subject.head].start, items[last].end)
}
