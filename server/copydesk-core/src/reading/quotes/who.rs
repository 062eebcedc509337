//! Whom a speaker's words mean: "he", "it", "the ministry", "Rouhani".
//!
//! A name is claimed only where one person or body fits. Where two were named since, the reader of
//! the draft has to guess as well, and nothing is claimed.

use crate::languages::{Classes, Lexicon, english};
use crate::reading::link::Paragraphs;
use crate::reading::names::{Mention, Name, NameKind, Names};
use crate::text::Span;

/// Mentions looked back at, so that a draft of any length costs the same a speaker.
const REACH: usize = 32;

/// Paragraphs that a pronoun reaches back over.
const PARAGRAPHS: usize = 2;

/// What is known of the draft's speakers while its paragraphs go by.
pub(super) struct Who<'a> {
    draft: &'a Paragraphs<'a>,
    names: &'a Names,
    lexicon: &'static Lexicon,
    /// The outermost quotations so far: who is named inside is no candidate. Disjoint and sorted.
    quoted: Vec<Span>,
    /// The last person and the last body that spoke, with the place of the words that say so.
    person: Option<(String, u32)>,
    body: Option<(String, u32)>,
}

/// Which persons a pronoun may mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    Male,
    Female,
}

/// Whether a subject is a person without a name.
pub(super) fn is_he_or_she(words: &str) -> bool {
    ["he", "she"].iter().any(|word| words.eq_ignore_ascii_case(word))
}

impl<'a> Who<'a> {
    /// Knows the names of a draft, and no speaker yet.
    pub(super) fn new(draft: &'a Paragraphs<'a>, names: &'a Names) -> Self {
        let lexicon = &english().lexicon;
        Self { draft, names, lexicon, quoted: Vec::new(), person: None, body: None }
    }

    /// Takes note of a paragraph's outermost quotations.
    pub(super) fn quoted(&mut self, quotations: impl Iterator<Item = Span>) {
        self.quoted.extend(quotations);
    }

    /// The fullest form of whoever a speaker's words stand for; `block` holds them.
    pub(super) fn name(&mut self, speaker: Span, block: usize) -> Option<String> {
        let words = speaker.of(self.draft.text);
        let name = match words.to_ascii_lowercase().as_str() {
            "he" | "him" | "his" => self.person(speaker, block, Gender::Male),
            "she" | "her" => self.person(speaker, block, Gender::Female),
            "who" => self.antecedent(speaker),
            "it" => self.body.clone().filter(|(_, at)| self.is_near(*at, block)).map(|(name, _)| name),
            "i" | "we" | "they" | "you" | "that" | "which" => None,
            _ => self.named(speaker).or_else(|| self.apposed(speaker)).or_else(|| self.described(speaker)),
        }?;
        self.spoke(&name, speaker);
        Some(name)
    }

    /// Takes note of who spoke.
    fn spoke(&mut self, name: &str, speaker: Span) {
        let pronoun = speaker.of(self.draft.text);
        let personal = ["he", "she", "who"].iter().any(|word| pronoun.eq_ignore_ascii_case(word));
        let person = personal || self.names.at(speaker).is_some_and(|name| name.kind == NameKind::Person);
        let last = if person { &mut self.person } else { &mut self.body };
        *last = Some((name.to_owned(), speaker.start));
    }

    fn is_near(&self, at: u32, block: usize) -> bool {
        self.draft.blocks[block.saturating_sub(PARAGRAPHS)].span.start <= at
    }

    /// The name that the words hold as their head: not "Ruiz" in "Ruiz’s lawyer", nor in "the Ruiz
    /// campaign".
    fn named(&self, speaker: Span) -> Option<String> {
        let text = self.draft.text;
        let (name, mention) = self.names.inside(speaker).find(|(_, mention)| {
            let rest = Span { start: mention.span.end, end: speaker.end }.of(text);
            rest.is_empty() || rest.starts_with(' ') && self.opens_phrase(rest)
        })?;
        let before = Span { start: speaker.start, end: mention.span.start }.of(text);
        // "the ministry’s Lena Ruiz" is Ruiz, "Russia’s Foreign Ministry" the whole.
        let owned = before.trim_end().ends_with("’s") || before.trim_end().ends_with("'s");
        if owned && name.kind != NameKind::Person && before.starts_with(char::is_uppercase) {
            let end = mention.span.end;
            return Some(without_article(Span { start: speaker.start, end }.of(text)).to_owned());
        }
        Some(name.full.clone())
    }

    /// Whether a preposition or "and" opens the words.
    fn opens_phrase(&self, words: &str) -> bool {
        let first = words.split_whitespace().next().unwrap_or("");
        let classes = self.lexicon.entry(self.lexicon.find(first)).classes;
        classes.any(Classes::PREPOSITION.or(Classes::COORDINATOR))
    }

    /// "the mayor, Bo Lind,": the name set behind.
    fn apposed(&self, speaker: Span) -> Option<String> {
        let rest = self.draft.text.get(speaker.end as usize..)?.strip_prefix(", ")?;
        let start = self.draft.text.len() - rest.len();
        let (name, mention) = self.names.inside(Span::new(start, self.draft.text.len())).next()?;
        (mention.span.start as usize == start && name.kind == NameKind::Person).then(|| name.full.clone())
    }

    /// "the ministry", "the senator": the nearest name that ends with the word, or the one person
    /// of that title.
    fn described(&self, speaker: Span) -> Option<String> {
        let words = speaker.of(self.draft.text);
        let head = words.strip_prefix("the ").or_else(|| words.strip_prefix("The "))?;
        if head.contains(' ') {
            return None;
        }
        let nearby = || self.names.before(speaker.start).take(REACH);
        let body = nearby().find(|(name, mention)| {
            name.kind != NameKind::Person && ends_with_word(mention.span.of(self.draft.text), head)
        });
        if let Some((name, mention)) = body {
            return Some(self.with_owner(name, mention));
        }
        let mut titled = nearby().filter(|(name, mention)| {
            name.kind == NameKind::Person
                && mention.title.is_some_and(|title| ends_with_word(title.of(self.draft.text), head))
        });
        let (first, _) = titled.next()?;
        titled.all(|(name, _)| std::ptr::eq(name, first)).then(|| first.full.clone())
    }

    /// A body's name with the country or body that owns it: "Russia’s Foreign Ministry".
    fn with_owner(&self, name: &Name, mention: &Mention) -> String {
        let start = mention.span.start as usize;
        let before = &self.draft.text[floor(self.draft.text, start)..start];
        let owner = before.strip_suffix(' ').and_then(|before| {
            let owner = before.strip_suffix("’s").or_else(|| before.strip_suffix("'s"))?;
            let word = owner.rsplit(char::is_whitespace).next()?;
            word.starts_with(char::is_uppercase).then(|| before.len() - (owner.len() - word.len()))
        });
        match owner {
            Some(length) => self.draft.text[start - 1 - length..mention.span.end as usize].to_owned(),
            None => name.full.clone(),
        }
    }

    /// The person before "who".
    fn antecedent(&self, speaker: Span) -> Option<String> {
        const GAP: u32 = 40;
        let (name, mention) = self.names.before(speaker.start).next()?;
        let near = speaker.start - mention.span.end <= GAP;
        (near && name.kind == NameKind::Person).then(|| name.full.clone())
    }

    /// The person whom "he" or "she" means: the only one named in the paragraph so far; otherwise
    /// the one who spoke last, if no one else was named since.
    fn person(&self, speaker: Span, block: usize, gender: Gender) -> Option<String> {
        let here = self.draft.blocks[block].span.start;
        match self.only(speaker.start, here, gender) {
            Found::One(name) => return Some(name.full.clone()),
            Found::Many => {
                // Whoever of them spoke in this paragraph already goes on.
                let spoke = self.person.clone().filter(|(name, at)| *at >= here && self.fits(name, gender));
                return spoke.map(|(name, _)| name);
            }
            Found::None => (),
        }
        let from = self.draft.blocks[block.saturating_sub(PARAGRAPHS)].span.start;
        match &self.person {
            Some((name, at)) if *at >= from && self.fits(name, gender) => {
                match self.only(speaker.start, *at, gender) {
                    Found::One(other) if other.full != *name => None,
                    Found::Many => None,
                    _ => Some(name.clone()),
                }
            }
            _ => {
                match self.only(speaker.start, self.draft.blocks[block.saturating_sub(1)].span.start, gender)
                {
                    Found::One(name) => Some(name.full.clone()),
                    _ => None,
                }
            }
        }
    }

    /// The only person named between two bytes, outside quotations.
    fn only(&self, end: u32, start: u32, gender: Gender) -> Found<'a> {
        let mut found = Found::None;
        let mentions = self.names.persons_before(end).take(REACH);
        for (name, mention) in mentions.take_while(|(_, mention)| mention.span.start >= start) {
            if self.is_quoted(mention.span) || self.is_other(&name.full, mention, gender) {
                continue;
            }
            match found {
                Found::One(one) if !std::ptr::eq(one, name) => return Found::Many,
                _ => found = Found::One(name),
            }
        }
        found
    }

    fn is_quoted(&self, span: Span) -> bool {
        let at = self.quoted.partition_point(|quoted| quoted.end <= span.start);
        self.quoted.get(at).is_some_and(|quoted| quoted.start <= span.start)
    }

    /// Whether a given name or a courtesy title tells of the other gender.
    fn is_other(&self, name: &str, mention: &Mention, gender: Gender) -> bool {
        let title = mention.title.map_or("", |title| title.of(self.draft.text).trim_end_matches('.'));
        let given = name.split(' ').next().unwrap_or("");
        let classes = self.lexicon.entry(self.lexicon.find(given)).classes;
        match gender {
            Gender::Male => {
                matches!(title, "Ms" | "Mrs" | "Miss" | "Dame" | "Lady" | "Queen" | "Princess")
                    || title != "Mr" && classes.any(Classes::FEMALE)
            }
            Gender::Female => {
                matches!(title, "Mr" | "Sir" | "Lord" | "King" | "Prince")
                    || title != "Ms" && title != "Mrs" && classes.any(Classes::MALE)
            }
        }
    }

    /// Whether a name can be that of the last person who spoke, as a pronoun has it.
    fn fits(&self, name: &str, gender: Gender) -> bool {
        let given = name.split(' ').next().unwrap_or("");
        let classes = self.lexicon.entry(self.lexicon.find(given)).classes;
        !classes.any(if gender == Gender::Male { Classes::FEMALE } else { Classes::MALE })
    }
}

/// The persons named in a stretch.
#[derive(Clone, Copy)]
enum Found<'a> {
    None,
    One(&'a Name),
    Many,
}

/// The first character boundary at most forty bytes before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.saturating_sub(40);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn ends_with_word(words: &str, word: &str) -> bool {
    words.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(word))
}

fn without_article(words: &str) -> &str {
    ["The ", "the "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words)
}
