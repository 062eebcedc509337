//! Which marks belong together: a reading on two levels, double and single.
//!
//! Marks are no brackets. An apostrophe may be any of them, inches end with one, and a writer
//! types one the wrong way round; so each mark is first asked what it can be where it stands. What
//! no mark closes is left out, and what stands inside it counts as if it weren't there.

use super::Convention;
use crate::languages::Classes;
use crate::reading::paragraph::Paragraph;
use crate::reading::tokens::{Kind, Token};

/// A stretch in quote marks, in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// The opening mark.
    pub open: usize,
    /// The closing mark; the paragraph's last token where none closes it.
    pub close: usize,
    /// How many stretches hold it.
    pub depth: u32,
    /// Whether a mark closes it.
    pub closed: bool,
    /// Whether its marks are double.
    pub double: bool,
}

/// The marks of a paragraph, paired.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Stretches, sorted; a nested one follows the one that holds it.
    pub all: Vec<Marked>,
    /// Opening marks that nothing in the paragraph closes, as tokens, sorted.
    pub unclosed: Vec<usize>,
    /// Marks that wait for their closing ones.
    open: Vec<Opening>,
    /// The closing marks of the stretches around one.
    around: Vec<usize>,
}

/// Pairs the marks of a paragraph; what `marks` held before is dropped.
pub(super) fn pair(paragraph: &Paragraph, marks: &mut Marks) {
    marks.all.clear();
    marks.unclosed.clear();
    marks.open.clear();
    if paragraph.cut.marks.is_empty() {
        return;
    }
    let mut pairing = Pairing { paragraph, marks, singles: 0, doubles: 0 };
    for at in paragraph.cut.marks.iter() {
        match paragraph.tokens[at].kind {
            Kind::DoubleMark => pairing.double(at),
            _ => pairing.single(at),
        }
    }
    pairing.finish();
}

/// A mark that waits for its closing one.
#[derive(Debug)]
struct Opening {
    token: usize,
    double: bool,
}

struct Pairing<'a> {
    paragraph: &'a Paragraph<'a>,
    marks: &'a mut Marks,
    /// How many single marks are open, and how many double ones.
    singles: usize,
    doubles: usize,
}

impl Pairing<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.paragraph.tokens.get(at)
    }

    /// Whether a mark stands where one may open: after white space or an opening sign, and tight
    /// against what follows.
    fn can_open(&self, at: usize) -> bool {
        let before = at == 0 || self.paragraph.tokens[at].spaced || self.opens_after(at - 1);
        before && self.token(at + 1).is_some_and(|next| !next.spaced && !self.ends_something(at + 1))
    }

    /// Whether a token closes what stands before it, so that no quotation opens with it.
    fn ends_something(&self, at: usize) -> bool {
        match self.paragraph.tokens[at].kind {
            Kind::Stop => true,
            Kind::Mark => matches!(self.paragraph.word(at), "," | ";" | ":" | ")" | "]" | "}"),
            _ => false,
        }
    }

    fn opens_after(&self, at: usize) -> bool {
        match self.paragraph.tokens[at].kind {
            Kind::Dash | Kind::Hyphen | Kind::Ellipsis => true,
            Kind::SingleMark | Kind::DoubleMark => {
                self.marks.open.last().is_some_and(|open| open.token == at)
            }
            Kind::Mark => matches!(self.paragraph.word(at), "(" | "[" | "{" | "/" | "<" | ">" | "¿" | "¡"),
            _ => false,
        }
    }

    /// Whether a mark stands where one may close: tight against what precedes.
    fn can_close(&self, at: usize) -> bool {
        let next_is_word = self
            .token(at + 1)
            .is_some_and(|next| !next.spaced && matches!(next.kind, Kind::Word | Kind::Number));
        at > 0 && !self.paragraph.tokens[at].spaced && !next_is_word
    }

    fn double(&mut self, at: usize) {
        let word = self.paragraph.word(at);
        let (can_open, can_close) = (self.can_open(at), self.can_close(at));
        let wrong_way = can_close && !can_open;
        match word {
            "“" | "„" | "‟" | "«" | "〝" if self.doubles > 0 && wrong_way => self.close(at, true),
            "“" | "„" | "‟" | "«" | "〝" => self.push(at, true),
            "”" | "»" | "〞" if self.doubles > 0 => self.close(at, true),
            "”" | "»" | "〞" if can_open && !can_close => self.push(at, true),
            "”" | "»" | "〞" => (),
            _ => self.straight(at, can_open, can_close),
        }
    }

    /// A mark that looks the same at both ends.
    fn straight(&mut self, at: usize, can_open: bool, can_close: bool) {
        if self.is_inches(at, can_open) {
            return;
        }
        if self.doubles == 0 {
            if can_open || !can_close {
                self.push(at, true);
            }
        } else if can_close || !can_open {
            self.close(at, true);
        } else {
            self.push(at, true);
        }
    }

    /// Whether a straight mark after a figure measures: 18" by 24".
    fn is_inches(&self, at: usize, can_open: bool) -> bool {
        let measures = at > 0
            && !can_open
            && self.paragraph.tokens[at - 1].kind == Kind::Number
            && !self.paragraph.tokens[at].spaced;
        measures && (self.doubles == 0 || self.followed_by_closing(at))
    }

    /// Whether the next double mark closes, so that this one needn't. Looks a few words ahead.
    fn followed_by_closing(&self, at: usize) -> bool {
        const REACH: usize = 60;
        let ahead = self.paragraph.tokens.iter().enumerate().skip(at + 1).take(REACH);
        for (next, token) in ahead {
            if token.kind == Kind::DoubleMark {
                return self.can_close(next) && !self.can_open(next);
            }
        }
        false
    }

    fn single(&mut self, at: usize) {
        let word = self.paragraph.word(at);
        if self.singles > 0
            && self.marks.open.last().is_some_and(|open| !open.double)
            && self.can_close(at)
            && word != "‘"
            && !self.is_possessive(at)
        {
            return self.close(at, false);
        }
        let opens = matches!(word, "‘" | "'" | "`" | "‚" | "‛" | "‹");
        if opens && self.can_open(at) && !self.is_elision(at, word) {
            self.push(at, false);
        }
    }

    /// Whether an apostrophe stands for letters left out: ’tis, ’90s.
    fn is_elision(&self, at: usize, mark: &str) -> bool {
        let Some(next) = self.token(at + 1) else { return true };
        match next.kind {
            Kind::Word => mark != "‘" && self.paragraph.is(at + 1, Classes::ELISION),
            Kind::Number => {
                let word = self.paragraph.word(at + 1);
                word.ends_with('s') || word.len() == 2
            }
            _ => false,
        }
    }

    /// Whether an apostrophe after s is a plural's, a better closing mark being near.
    fn is_possessive(&self, at: usize) -> bool {
        const REACH: usize = 60;
        let plural = self.paragraph.word(at - 1).ends_with(['s', 'S', 'x', 'z'])
            && self.paragraph.tokens[at - 1].kind == Kind::Word
            && self.token(at + 1).is_some_and(|next| next.spaced && next.kind == Kind::Word);
        if !plural {
            return false;
        }
        let ahead = self.paragraph.tokens.iter().enumerate().skip(at + 1).take(REACH);
        for (next, token) in ahead {
            match token.kind {
                Kind::SingleMark => return self.can_close(next) && !self.can_open(next),
                Kind::DoubleMark => return false,
                _ => (),
            }
        }
        false
    }

    fn push(&mut self, token: usize, double: bool) {
        self.marks.open.push(Opening { token, double });
        *(if double { &mut self.doubles } else { &mut self.singles }) += 1;
    }

    /// Closes the innermost open mark of a kind; single ones inside it were apostrophes.
    fn close(&mut self, close: usize, double: bool) {
        while let Some(opening) = self.marks.open.pop() {
            *(if opening.double { &mut self.doubles } else { &mut self.singles }) -= 1;
            if opening.double == double {
                // Marks with nothing between them quote nothing.
                if close > opening.token + 1 {
                    let open = opening.token;
                    self.marks.all.push(Marked { open, close, depth: 0, closed: true, double });
                }
                return;
            }
        }
    }

    fn finish(mut self) {
        for at in 0..self.marks.open.len() {
            let open = &self.marks.open[at];
            if open.double || self.opens_curly(open.token) {
                self.marks.unclosed.push(open.token);
            }
        }
        self.marks.all.sort_by_key(|marked| marked.open);
        self.run_on();
        let Marks { all, around, .. } = self.marks;
        around.clear();
        for marked in all {
            while around.last().is_some_and(|close| *close < marked.open) {
                around.pop();
            }
            marked.depth = around.len() as u32;
            around.push(marked.close);
        }
    }

    fn opens_curly(&self, token: usize) -> bool {
        self.paragraph.context.convention == Convention::SingleOutside && self.paragraph.word(token) == "‘"
    }

    /// What the last open mark holds, up to the paragraph's end: a quotation that may run on. Not
    /// where a whole quotation stands after the mark: then its closing mark was forgotten.
    fn run_on(&mut self) {
        let Some(last) = self.marks.open.iter().rfind(|open| open.double || self.opens_curly(open.token))
        else {
            return;
        };
        let (open, double) = (last.token, last.double);
        // A mark of another form inside is a quotation in the quotation.
        let same = |other: usize| self.paragraph.word(other) == self.paragraph.word(open);
        let forgotten = self.marks.all.last().is_some_and(|marked| marked.open > open && same(marked.open));
        let close = self.paragraph.tokens.len().saturating_sub(1);
        if !forgotten && close > open {
            let at = self.marks.all.partition_point(|marked| marked.open < open);
            self.marks.all.insert(at, Marked { open, close, depth: 0, closed: false, double });
        }
    }
}
