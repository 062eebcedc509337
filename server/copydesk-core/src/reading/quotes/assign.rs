//! Which cue belongs to which quotation: every cue near one is a candidate, weighed by how the
//! two stand to each other, and the heaviest wins.

use super::cues::{Cue, Manner};
use super::kinds::Inside;
use super::line::{Form, Line, Part};

/// Candidates looked at before and behind a quotation.
const CANDIDATES: usize = 6;

/// Items between a quotation and a cue behind it.
const REACH: usize = 48;

/// A quotation in its line, to be given a cue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// Its item.
    pub item: usize,
    /// The sentence of the line, counted from 0.
    pub sentence: usize,
    /// What its words show.
    pub inside: Inside,
}

/// How a quotation came by its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// The cue stands in its sentence, or right behind it.
    Own,
    /// The cue stands in another sentence of the paragraph.
    Near,
}

/// The cue of a quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    /// Its place among the cues.
    pub cue: usize,
    /// How it came by it.
    pub tie: Tie,
    /// How much speaks for it; 100 is beyond doubt.
    pub weight: i32,
}

impl<'a> Chooser<'a> {
    /// Chooses among the cues of a line; `mains` is room for the first ones of its sentences.
    pub(super) fn new(line: &'a Line, cues: &'a [Cue], mains: &'a mut Vec<(usize, usize)>) -> Self {
        list_mains(cues, mains);
        Self { line, cues, owner: None, mains }
    }
}

/// The first cue of speech of each sentence that has one, by sentence.
fn list_mains(cues: &[Cue], mains: &mut Vec<(usize, usize)>) {
    mains.clear();
    for (index, cue) in cues.iter().enumerate() {
        let speaks = cue.tells || cue.manner == Manner::Label;
        if speaks
            && cue.speaker.is_some()
            && mains.last().is_none_or(|(sentence, _)| *sentence < cue.sentence)
        {
            mains.push((cue.sentence, index));
        }
    }
}

/// Gives the quotations of a line their cues, one after the other.
pub(super) struct Chooser<'a> {
    line: &'a Line,
    cues: &'a [Cue],
    /// The cue of the quotation before, and the sentence in which it held.
    owner: Option<(usize, usize)>,
    /// The first cue of speech of each sentence that has one.
    mains: &'a [(usize, usize)],
}

impl Chooser<'_> {
    fn part(&self, at: usize) -> Part {
        self.line.items.get(at).map_or(Part::End, |item| item.part)
    }

    /// The cue of the next quotation, if one is good enough.
    pub(super) fn one(&mut self, slot: Slot) -> Option<Choice> {
        let sentence = slot.sentence;
        let split = self.cues.partition_point(|cue| cue.item < slot.item);
        let mut best: Option<Choice> = None;
        let mut offer = |cue: usize, tie: Tie, weight: i32| {
            if weight > best.map_or(20, |best| best.weight) {
                best = Some(Choice { cue, tie, weight });
            }
        };
        for (index, cue) in self.cues.iter().enumerate().skip(split).take(CANDIDATES) {
            offer(index, Tie::Own, self.behind(slot, sentence, cue));
        }
        for index in (split.saturating_sub(CANDIDATES)..split).rev() {
            offer(index, Tie::Own, self.before(slot, sentence, &self.cues[index]));
        }
        if let Some((index, weight)) = self.earlier(sentence) {
            offer(index, Tie::Near, weight);
        }
        if let Some((index, weight)) = self.later(sentence) {
            offer(index, Tie::Near, weight);
        }
        if let Some(best) = &mut best
            && best.tie == Tie::Own
            && self.cues[best.cue].item < slot.item
        {
            for _ in 0..CANDIDATES {
                let Some(outer) = self.governor(best.cue) else { break };
                best.cue = outer;
            }
        }
        // "Adding, “…”": whoever spoke before.
        if let Some(best) = &mut best
            && self.cues[best.cue].manner == Manner::Says
            && self.cues[best.cue].speaker.is_none()
            && let Some((earlier, _)) = self.earlier(sentence)
        {
            best.cue = earlier;
        }
        if let Some(best) = best
            && self.cues[best.cue].speaker.is_some()
        {
            self.owner = Some((best.cue, sentence));
        }
        best
    }

    /// A cue behind the quotation: "“…,” she said".
    fn behind(&self, slot: Slot, sentence: usize, cue: &Cue) -> i32 {
        if cue.first > slot.item + REACH {
            return 0;
        }
        let between = &self.line.items[slot.item + 1..cue.first.max(slot.item + 1)];
        let bridged = |part: Part| {
            // "as a memo put it" stands behind a quotation as "a memo put it" does.
            matches!(
                part,
                Part::Comma | Part::Dash | Part::End | Part::Adverb | Part::And | Part::Preposition
            )
        };
        let adjacent = cue.first > slot.item && between.iter().all(|item| bridged(item.part));
        let stops = between.iter().filter(|item| item.part == Part::End).count();
        let base = match cue.manner {
            Manner::Says | Manner::According | Manner::Label => 0,
            Manner::Frames => 15,
            Manner::Acts => 40,
            Manner::Passive => 70,
        };
        if adjacent && stops == 0 {
            // "“…,” claiming that": the same speaker goes on, named before.
            let goes_on = cue.shared && !slot.inside.asked && cue.first == cue.item;
            if goes_on && cue.manner != Manner::According {
                return 62 - base;
            }
            let joined = between.iter().any(|item| item.part == Part::And);
            if cue.relative || cue.manner != Manner::According && self.has_complement(cue) {
                return 60 - base;
            }
            return 110 - base - if joined { 60 } else { 0 } + if slot.inside.comma { 20 } else { 0 };
        }
        // "“…” A coroner will report": what is yet to come said nothing before.
        if cue.coming && stops > 0 {
            return 0;
        }
        if adjacent && stops == 1 && cue.sentence == sentence + 1 {
            return match (slot.inside.asked, self.is_bare(cue)) {
                (true, true) => 85 - base,
                (false, true) => 46 - base,
                _ => 36 - base,
            };
        }
        if cue.sentence != sentence {
            return 0;
        }
        let distance = (cue.first.saturating_sub(slot.item) as i32).min(20);
        let aside = cue.first > 0 && matches!(self.part(cue.first - 1), Part::Comma | Part::Dash);
        if aside && self.is_bare(cue) {
            return 66 - distance / 2 - base;
        }
        40 - distance - base
    }

    /// Whether a cue has nothing to say but the quotation before it: "she said.".
    fn is_bare(&self, cue: &Cue) -> bool {
        let mut at = cue.last + 1;
        for _ in 0..12 {
            match self.part(at) {
                Part::End | Part::Comma | Part::Dash => return true,
                Part::That | Part::Quote(_) | Part::Colon | Part::Verb(_) | Part::Auxiliary => return false,
                _ => at += 1,
            }
        }
        false
    }

    /// Whether a cue goes on to something else that is said: "he claimed they had".
    fn has_complement(&self, cue: &Cue) -> bool {
        let next = cue.last + 1;
        match self.part(next) {
            Part::That => !matches!(self.part(next + 1), Part::Noun(_) | Part::Time | Part::End),
            Part::To => true,
            Part::Noun(_) => matches!(self.part(next + 1), Part::Auxiliary | Part::Verb(Form::Plain)),
            _ => false,
        }
    }

    /// A cue before the quotation: "she said that …".
    fn before(&self, slot: Slot, sentence: usize, cue: &Cue) -> i32 {
        if cue.sentence != sentence {
            return 0;
        }
        let gap = slot.item - cue.item - 1;
        let near = (gap as i32).min(14);
        let colon = gap > 0 && self.part(slot.item - 1) == Part::Colon;
        match cue.manner {
            // Nothing stands between: it governs, whatever comes behind.
            Manner::Says | Manner::Frames if gap == 0 => 132,
            Manner::Says if gap > 2 && !colon && (cue.infinitive || cue.beside) => 58 - near,
            Manner::Says if cue.relative && gap > 1 && !colon && !self.introduced(slot) => 66 - 2 * near,
            Manner::Says => 92 - 2 * near + if colon { 6 } else { 0 },
            Manner::According => 74 - near,
            Manner::Label => 95 - near,
            Manner::Frames => 92 - 4 * near,
            Manner::Acts if cue.that => 74 - near,
            Manner::Acts => 54 - near + if colon { 10 } else { 0 },
            // "criticised as a “use it or lose it” approach": a word for the thing.
            Manner::Passive if gap <= 3 && !matches!(self.part(slot.item + 1), Part::Noun(_)) => {
                84 - 6 * near
            }
            Manner::Passive => 0,
        }
    }

    /// Whether a comma or "that" leads to a quotation.
    fn introduced(&self, slot: Slot) -> bool {
        slot.item > 0 && matches!(self.part(slot.item - 1), Part::Comma | Part::That)
    }

    /// The cue that governs another one: "Ruiz said" over "she felt it was …", and the sentence's
    /// first over "what she called …". The pronoun only takes up the speaker named before.
    fn governor(&self, index: usize) -> Option<usize> {
        let cue = &self.cues[index];
        if !cue.noun.pronoun || cue.subject > cue.item {
            return None;
        }
        let mut at = cue.subject;
        while at > 0 && matches!(self.part(at - 1), Part::That | Part::Time | Part::Adverb) {
            at -= 1;
        }
        let before = at.checked_sub(1)?;
        let outer = (index.saturating_sub(CANDIDATES)..index).rev();
        match self.part(before) {
            Part::Verb(_) => outer
                .into_iter()
                .find(|outer| self.cues[*outer].item == before && self.cues[*outer].manner == Manner::Says),
            Part::Clause if cue.manner == Manner::Frames => {
                outer.into_iter().rfind(|outer| self.cues[*outer].sentence == cue.sentence)
            }
            _ => None,
        }
    }

    /// The speaker who holds the floor from an earlier sentence of the paragraph.
    fn earlier(&self, sentence: usize) -> Option<(usize, i32)> {
        let split = self.mains.partition_point(|(main, _)| *main < sentence);
        let main = split.checked_sub(1).map(|index| self.mains[index]);
        let (from, cue) = match (self.owner, main) {
            (Some((cue, held)), Some((from, _))) if held >= from => (held, cue),
            (_, Some((from, cue))) => (from, cue),
            (Some((cue, held)), None) => (held, cue),
            (None, None) => return None,
        };
        let apart = sentence.saturating_sub(from).min(6) as i32;
        Some((cue, 52 - 2 * apart))
    }

    /// The speaker whom a later sentence of the paragraph names.
    fn later(&self, sentence: usize) -> Option<(usize, i32)> {
        if self.owner.is_some() {
            return None;
        }
        let split = self.mains.partition_point(|(main, _)| *main <= sentence);
        let (from, cue) = self.mains.get(split).filter(|(_, cue)| !self.cues[*cue].coming)?;
        let apart = (from - sentence).min(6) as i32;
        Some((*cue, 40 - 3 * apart))
    }
}
