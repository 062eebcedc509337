//! Cuts prose into tokens, in one pass, and looks each word up once.
//!
//! A word ends where its clitic begins ("Ruiz" and "’s"), at a hyphen and at a slash; an
//! abbreviation keeps its stop ("Gen.", "U.S."). Blanked markup is no token and parts no others.

mod letters;
mod places;

use self::letters::{Letters, Run};
use crate::formats::{MARKUP, OBJECT};
use crate::languages::{Classes, Lexicon, WordId};
use crate::text::Span;

pub use places::Places;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with inner apostrophes; an abbreviation with its stops.
    Word,
    /// A clitic with its apostrophe: ’s, ’d, ’ll, ’re, ’ve, ’m. A bare possessive apostrophe is a mark.
    Clitic,
    /// Digits with inner stops, commas, colons and slashes, and letters that follow: 3rd, 1990s, 1,000, 12:05.
    Number,
    /// A double quote mark of any form: " “ ” „ « » and two straight or curly single ones.
    DoubleMark,
    /// A single quote mark or apostrophe that stands at a word's edge: ' ‘ ’ ‚ ‹ › `.
    SingleMark,
    /// A hyphen: - ‐ ‑.
    Hyphen,
    /// A dash: – — ― -- and longer runs.
    Dash,
    /// An ellipsis: … or three stops and more, with or without spaces.
    Ellipsis,
    /// A stop, exclamation or question mark.
    Stop,
    /// A handle, a tag, a web or mail address: no words.
    Link,
    /// Something that is no prose and yet holds a place in the sentence: code.
    Object,
    /// Any other character: comma, colon, bracket, sign.
    Mark,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Its first letter is small: house, iPhone.
    Lower,
    /// Its first letter alone is a capital: House, J.
    Capitalised,
    /// All its letters are capitals, and it has more than one: HOUSE, U.S.
    Upper,
    /// Capitals inside: McDonald, O'Neill.
    Mixed,
    /// It has no letters.
    None,
}

/// A piece of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it lies in the paragraph.
    pub span: Span,
    /// The word in the lexicon; a stop of its own is left out of the look-up.
    pub word: WordId,
    /// What the word can be.
    pub classes: Classes,
    /// What it is.
    pub kind: Kind,
    /// How it is written.
    pub shape: Shape,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Whether a line ends before it.
    pub new_line: bool,
}

impl Token {
    /// Whether it is a word whose first letter is a capital.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capitalised | Shape::Upper | Shape::Mixed)
    }
}

/// A paragraph cut into tokens, and where the tokens are that one room or another looks for, so that
/// none has to pass over all of them. To be used again for the next paragraph.
#[derive(Clone, Debug, Default)]
pub struct Cut {
    /// The tokens, in order.
    pub tokens: Vec<Token>,
    /// Stops, and words that keep theirs.
    pub stops: Places,
    /// Quote marks of all kinds, and apostrophes at a word's edge.
    pub marks: Places,
    /// Words that a name may open with: capitals, particles, and those with an apostrophe inside.
    pub capitals: Places,
    /// Words and figures that an expression of time may open with, and quote marks.
    pub times: Places,
    /// What any of its words can be.
    pub classes: Classes,
    letters: Letters,
}

/// Cuts a paragraph; what `cut` held before is dropped.
pub fn cut(text: &str, lexicon: &Lexicon, cut: &mut Cut) {
    cut.clear();
    cut.letters.mark(text.as_bytes());
    let mut cutter =
        Cutter { text, bytes: text.as_bytes(), lexicon, at: 0, spaced: true, new_line: false, cut };
    while cutter.at < cutter.bytes.len() {
        if !cutter.plain_ascii() {
            cutter.step();
        }
    }
    cut.places().into_iter().for_each(Places::turn);
}

impl Cut {
    fn clear(&mut self) {
        self.tokens.clear();
        self.places().into_iter().for_each(Places::clear);
        self.classes = Classes::default();
    }

    /// Puts away what was noted of sixty-four tokens.
    #[cold]
    fn turn(&mut self) {
        self.tokens.reserve(64);
        self.places().into_iter().for_each(Places::turn);
    }

    fn places(&mut self) -> [&mut Places; 4] {
        [&mut self.stops, &mut self.marks, &mut self.capitals, &mut self.times]
    }
}

/// Classes of words that can open an expression of time.
const OPENERS: Classes = Classes::TIME.or(Classes::MONTH).or(Classes::WEEKDAY).or(Classes::HOLIDAY);

/// How a run of letters ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The word ends with it.
    Plain,
    /// A stop that belongs to the word follows.
    Stopped,
    /// "’s" follows.
    Clitic,
    /// More than the letters has to be looked at.
    Unsure,
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    lexicon: &'a Lexicon,
    at: usize,
    spaced: bool,
    new_line: bool,
    cut: &'a mut Cut,
}

impl Cutter<'_> {
    fn step(&mut self) {
        match self.bytes[self.at] {
            b' ' | b'\t' => self.space(1),
            b'\n' | b'\r' => {
                self.new_line = true;
                self.space(1);
            }
            byte if byte.is_ascii_alphabetic() => self.word(),
            MARKUP => self.at += 1,
            OBJECT => self.object(),
            b'0'..=b'9' => self.number(),
            b'@' | b'#' if self.letter_at(self.at + 1) => self.link(),
            b'.' => self.stops(),
            b'!' | b'?' => self.push(Kind::Stop, 1),
            b'"' => self.push(Kind::DoubleMark, 1),
            b'\'' | b'`' => self.apostrophe(1),
            b'-' => self.hyphens(),
            byte if byte < 0x80 => self.push(Kind::Mark, 1),
            _ => self.wide(),
        }
    }

    /// A character beyond ASCII.
    fn wide(&mut self) {
        let Some(c) = self.char_at(self.at) else {
            self.at += 1;
            return;
        };
        let length = c.len_utf8();
        match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '〝' | '〞' | '＂' => {
                self.push(Kind::DoubleMark, length);
            }
            '‘' | '’' | '‚' | '‛' | '‹' | '›' => self.apostrophe(length),
            '‐' | '‑' => self.push(Kind::Hyphen, length),
            '–' | '—' | '―' | '‒' => self.push(Kind::Dash, length),
            '…' => self.push(Kind::Ellipsis, length),
            '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{AD}' | '\u{2060}' => self.at += length,
            _ if c.is_whitespace() => self.space(length),
            _ if c.is_alphabetic() => self.word(),
            _ if c.is_numeric() => self.push(Kind::Number, length),
            _ => self.push(Kind::Mark, length),
        }
    }

    fn space(&mut self, length: usize) {
        self.spaced = true;
        self.at += length;
    }

    /// Adds what is no word.
    fn push(&mut self, kind: Kind, length: usize) {
        let at = self.add(kind, length, (WordId::UNKNOWN, Classes::default()), Shape::None);
        let marks = matches!(kind, Kind::SingleMark | Kind::DoubleMark);
        self.cut.stops.note(at, matches!(kind, Kind::Stop | Kind::Ellipsis));
        self.cut.marks.note(at, marks);
        self.cut.times.note(at, marks || kind == Kind::Number);
    }

    /// Adds a word; `stopped` if its own stop is taken in. Its index.
    #[inline]
    fn push_word(&mut self, length: usize, word: (WordId, Classes), shape: Shape, stopped: bool) -> usize {
        let at = self.add(Kind::Word, length + usize::from(stopped), word, shape);
        let capital = !matches!(shape, Shape::Lower | Shape::None);
        self.cut.stops.note(at, stopped);
        self.cut.capitals.note(at, capital | word.1.any(Classes::LEADING_PARTICLE));
        self.cut.times.note(at, word.1.any(OPENERS));
        self.cut.classes = self.cut.classes.or(word.1);
        at
    }

    #[inline]
    fn add(&mut self, kind: Kind, length: usize, (word, classes): (WordId, Classes), shape: Shape) -> usize {
        let at = self.cut.tokens.len();
        if at.is_multiple_of(64) && at > 0 {
            self.cut.turn();
        }
        let span = Span::new(self.at, self.at + length);
        let (spaced, new_line) = (self.spaced, self.new_line);
        self.cut.tokens.push(Token { span, word, classes, kind, shape, spaced, new_line });
        self.at += length;
        self.spaced = false;
        self.new_line = false;
        at
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn byte_at(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    fn letter_at(&self, at: usize) -> bool {
        match self.byte_at(at) {
            byte if byte < 0x80 => byte.is_ascii_alphabetic(),
            _ => self.char_at(at).is_some_and(char::is_alphabetic),
        }
    }

    /// The length of an apostrophe at a byte, straight or curly; 0 if there is none.
    fn apostrophe_at(&self, at: usize) -> usize {
        match self.byte_at(at) {
            b'\'' => 1,
            0xE2 if self.bytes[at..].starts_with("’".as_bytes()) => "’".len(),
            _ => 0,
        }
    }

    fn object(&mut self) {
        let length = self.bytes[self.at..].iter().take_while(|byte| **byte == OBJECT).count();
        self.push(Kind::Object, length);
    }

    /// The byte after the letters, digits and combining marks from `at` on.
    fn letters_end(&self, mut at: usize) -> usize {
        loop {
            match self.byte_at(at) {
                byte if byte < 0x80 => {
                    if at >= self.bytes.len() || !byte.is_ascii_alphanumeric() {
                        return at;
                    }
                    at += 1;
                }
                _ => match self.char_at(at) {
                    Some(c) if c.is_alphanumeric() || is_combining(c) => at += c.len_utf8(),
                    _ => return at,
                },
            }
        }
    }

    /// A word of ASCII letters with a plain mark, a stop or a clitic behind it: nearly all are. Whether
    /// it was one.
    #[inline]
    fn plain_ascii(&mut self) -> bool {
        let Some(run) = self.cut.letters.run(self.bytes, self.at, self.lexicon) else { return false };
        let next = self.byte_at(run.end);
        let end = if next == b' ' { End::Plain } else { self.end(&run, next) };
        if end == End::Unsure {
            return false;
        }
        self.push_word(run.end - self.at, run.word, run.shape, end == End::Stopped);
        if next == b' ' {
            // Past the end stands no space, but none is read either.
            self.spaced = true;
            self.at += 1;
        } else if end == End::Clitic {
            self.push(Kind::Clitic, self.apostrophe_at(self.at) + 1);
        }
        true
    }

    /// How a run of letters ends before a byte that is no space.
    #[inline(never)]
    fn end(&self, run: &Run, next: u8) -> End {
        match next {
            b'.' => self.end_before_stop(run),
            b'\'' => self.end_before_apostrophe(run.end + 1),
            0xE2 if self.byte_at(run.end + 1) != 0x80 => End::Unsure,
            0xE2 if self.byte_at(run.end + 2) == 0x99 => self.end_before_apostrophe(run.end + "’".len()),
            // Other marks that begin with these bytes are no letters.
            0xE2 => End::Plain,
            b'0'..=b'9' | b'@' | b':' | 0x80.. => End::Unsure,
            _ => End::Plain,
        }
    }

    /// How a run of letters ends before a stop.
    fn end_before_stop(&self, run: &Run) -> End {
        let word = &self.bytes[self.at..run.end];
        if word.len() < 2 || word.eq_ignore_ascii_case(b"www") || !self.is_free(run.end + 1) {
            return End::Unsure;
        }
        let stopped = self.byte_at(run.end + 1) != b'.' && takes_stop(run.word.1, run.shape);
        if stopped { End::Stopped } else { End::Plain }
    }

    /// How a run of letters ends before an apostrophe that opens "’s" or ends the word; `next` is the
    /// byte behind the apostrophe.
    fn end_before_apostrophe(&self, next: usize) -> End {
        if self.is_free(next) {
            End::Plain
        } else if matches!(self.byte_at(next), b's' | b'S') && self.is_free(next + 1) {
            End::Clitic
        } else {
            End::Unsure
        }
    }

    /// Whether no letter or digit stands at a byte for certain.
    fn is_free(&self, at: usize) -> bool {
        match self.byte_at(at) {
            0xE2 => self.byte_at(at + 1) == 0x80,
            byte => byte < 0x80 && !byte.is_ascii_alphanumeric(),
        }
    }

    fn word(&mut self) {
        let start = self.at;
        let mut end = self.letters_end(start);
        if self.opens_address(end) {
            return self.link();
        }
        loop {
            let apostrophe = self.apostrophe_at(end);
            if apostrophe == 0 || !self.letter_at(end + apostrophe) {
                break;
            }
            let rest_end = self.letters_end(end + apostrophe);
            if is_clitic(&self.text[end + apostrophe..rest_end]) {
                self.any_word(start, end);
                return self.push(Kind::Clitic, rest_end - end);
            }
            end = rest_end;
        }
        self.any_word(start, end);
    }

    /// A word with no clitic, with its stops if it is an abbreviation.
    fn any_word(&mut self, start: usize, end: usize) {
        let end = self.initials_end(start, end);
        let letters = &self.text[start..end];
        let id = self.lexicon.find(letters);
        let word = (id, self.lexicon.entry(id).classes);
        let shape = shape(letters);
        let stopped = self.byte_at(end) == b'.'
            && self.byte_at(end + 1) != b'.'
            && (letters.contains('.') || self.is_initial(start, end) || takes_stop(word.1, shape));
        let at = self.push_word(end - start, word, shape, stopped);
        // "d’Estaing" opens a name with a small letter.
        self.cut.capitals.note(at, letters.contains(['\'', '’']));
    }

    /// The end of a run of letters each with a stop ("U.S.A"), its last stop left out; `end` where
    /// the word is none.
    fn initials_end(&self, start: usize, mut end: usize) -> usize {
        if self.byte_at(end) != b'.' {
            return end;
        }
        let single = |from: usize, to: usize| self.text[from..to].chars().nth(1).is_none();
        let mut from = start;
        while single(from, end) && self.byte_at(end) == b'.' && self.letter_at(end + 1) {
            let next = self.letters_end(end + 1);
            // "Ph.D." has two letters first, "J.Smith" is no abbreviation.
            if !single(end + 1, next) || self.apostrophe_at(next) > 0 && !single(end + 1, next) {
                break;
            }
            from = end + 1;
            end = next;
        }
        if end - start == 2 && &self.text[start..end] == "Ph" && self.bytes[end..].starts_with(b".D") {
            return end + 2;
        }
        end
    }

    fn is_initial(&self, start: usize, end: usize) -> bool {
        let mut letters = self.text[start..end].chars();
        let capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        // "I." ends a sentence more often than it begins a name.
        capital && &self.text[start..end] != "I"
    }

    fn opens_address(&self, end: usize) -> bool {
        match self.byte_at(end) {
            b':' => self.bytes[end..].starts_with(b"://"),
            b'@' => self.letter_at(end + 1),
            b'.' => {
                let word = &self.text[self.at..end];
                word.eq_ignore_ascii_case("www") || self.ends_in_domain(end)
            }
            _ => false,
        }
    }

    /// Whether a name of the web follows the stop at `end`: "example.com".
    fn ends_in_domain(&self, end: usize) -> bool {
        let next = self.letters_end(end + 1);
        let label = self.text.get(end + 1..next).unwrap_or("");
        let known = matches!(label, "com" | "org" | "net" | "gov" | "edu" | "info" | "co");
        known && !self.letter_at(next)
    }

    /// A handle, tag or address: all up to white space, less what closes the sentence.
    fn link(&mut self) {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '<' | '>' | '\0' | ')' | '—'))
            .unwrap_or(rest.len());
        let end = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']).len();
        self.push(Kind::Link, end.max(1));
    }

    fn number(&mut self) {
        let mut end = self.digits_end(self.at);
        while matches!(self.byte_at(end), b'.' | b',' | b':' | b'/') && self.byte_at(end + 1).is_ascii_digit()
        {
            end = self.digits_end(end + 1);
        }
        let letters = self.letters_end(end);
        self.push(Kind::Number, letters - self.at);
    }

    fn digits_end(&self, at: usize) -> usize {
        at + self.bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    fn stops(&mut self) {
        let run = self.bytes[self.at..].iter().take_while(|byte| **byte == b'.').count();
        if run >= 3 {
            return self.push(Kind::Ellipsis, run);
        }
        // ". . ." as some papers set it; one more stop may follow.
        let mut end = self.at + 1;
        let mut stops = 1;
        while self.byte_at(end) == b' ' && self.byte_at(end + 1) == b'.' {
            end += 2;
            stops += 1;
        }
        if stops >= 3 { self.push(Kind::Ellipsis, end - self.at) } else { self.push(Kind::Stop, 1) }
    }

    fn hyphens(&mut self) {
        let run = self.bytes[self.at..].iter().take_while(|byte| **byte == b'-').count();
        let aside = run == 1 && self.spaced && self.byte_at(self.at + 1).is_ascii_whitespace();
        self.push(if run > 1 || aside { Kind::Dash } else { Kind::Hyphen }, run);
    }

    /// A single mark, or two that stand for a double one.
    fn apostrophe(&mut self, length: usize) {
        let mark = &self.bytes[self.at..self.at + length];
        let doubled = self.bytes[self.at + length..].starts_with(mark);
        let third = doubled && self.bytes[self.at + 2 * length..].starts_with(mark);
        if doubled && !third {
            self.push(Kind::DoubleMark, 2 * length);
        } else {
            self.push(Kind::SingleMark, length);
        }
    }
}

/// Whether a character belongs to the letter before it.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}')
}

/// Whether a stop behind a word is its own.
fn takes_stop(classes: Classes, shape: Shape) -> bool {
    classes.any(Classes::ABBREVIATION) && (shape != Shape::Lower || classes.any(Classes::LOWER_STOP))
}

fn is_clitic(letters: &str) -> bool {
    matches!(letters, "s" | "d" | "m" | "ll" | "re" | "ve" | "S" | "D" | "M" | "LL" | "RE" | "VE")
}

fn shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::None };
    if !first.is_uppercase() {
        return Shape::Lower;
    }
    let (mut capitals, mut small) = (false, false);
    for letter in letters {
        if letter.is_uppercase() {
            capitals = true;
        } else {
            small = true;
        }
    }
    match (capitals, small) {
        (false, _) => Shape::Capitalised,
        (true, false) => Shape::Upper,
        (true, true) => Shape::Mixed,
    }
}
