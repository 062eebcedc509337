//! Gathers mentions into names: the full name at first, the surname later, initials, titles.

use std::collections::HashMap;

use super::draft::{Found, Hit, Word};
use super::kinds;
use super::runs::PartKind;
use super::vocabulary::WordNumber;
use super::{Form, Mention, Name, NameKind, Names};
use crate::text::Span;

type Map<Key, Value> = HashMap<Key, Value, foldhash::fast::RandomState>;

/// Names with one pair of words beyond which no further one is compared: no draft has so many.
const NEIGHBOURS: usize = 8;

/// Which mentions are whose.
pub(super) struct Clusters {
    entities: Vec<Entity>,
    /// The entity of each mention, by its number.
    pub of: Vec<usize>,
}

/// Gathers the mentions of a draft.
pub(super) fn gather(found: &Found) -> Clusters {
    let mut gatherer = Gatherer {
        found,
        entities: Vec::new(),
        exact: Map::default(),
        pairs: Map::default(),
        surnames: Map::default(),
        given: Map::default(),
        singles: Map::default(),
        recent: Map::default(),
        of_full: vec![None; found.hits.len()],
    };
    gatherer.full_forms();
    gatherer.all_mentions();
    let mut of = vec![0; found.hits.len()];
    for (number, entity) in gatherer.entities.iter().enumerate() {
        for (hit, _) in &entity.mentions {
            of[*hit] = number;
        }
    }
    Clusters { entities: gatherer.entities, of }
}

/// Someone or something, while its mentions are gathered.
struct Entity {
    /// The words of its fullest form, initials, particles and suffix left out.
    words: Vec<WordNumber>,
    initials: Vec<WordNumber>,
    suffix: Option<WordNumber>,
    person_like: bool,
    /// The mention with the fullest form.
    fullest: usize,
    mentions: Vec<(usize, Form)>,
}

struct Gatherer<'a> {
    found: &'a Found<'a>,
    entities: Vec<Entity>,
    /// Entities by all their words.
    exact: Map<Vec<WordNumber>, Vec<usize>>,
    /// Persons by a given or middle name and the surname.
    pairs: Map<(WordNumber, WordNumber), Vec<usize>>,
    /// Persons by surname, in order.
    surnames: Map<WordNumber, Vec<usize>>,
    /// Persons by first word, in order.
    given: Map<WordNumber, Vec<usize>>,
    singles: Map<WordNumber, usize>,
    /// The person of a surname who was named last.
    recent: Map<WordNumber, usize>,
    /// The entity of each mention that is a full form.
    of_full: Vec<Option<usize>>,
}

impl Gatherer<'_> {
    /// Makes an entity of every form with two words or more, or with an initial.
    fn full_forms(&mut self) {
        for (at, hit) in self.found.hits.iter().enumerate() {
            let form = FormOf::new(self.found.words(hit));
            if form.is_full() {
                self.full_form(at, hit, form);
            }
        }
    }

    fn full_form(&mut self, at: usize, hit: &Hit, form: FormOf) {
        let person_like = kinds::is_person_like(self.found, hit);
        if let Some(known) = self.known(&form, person_like) {
            self.of_full[at] = Some(known);
            return self.widen(known, at, form, person_like);
        }
        let entity = self.entities.len();
        self.of_full[at] = Some(entity);
        self.entities.push(Entity {
            words: form.words,
            initials: form.initials,
            suffix: form.suffix,
            person_like,
            fullest: at,
            mentions: Vec::new(),
        });
        self.index(entity);
    }

    /// Files an entity under its words.
    fn index(&mut self, entity: usize) {
        let Entity { words, person_like, .. } = &self.entities[entity];
        let list = self.exact.entry(words.clone()).or_default();
        push_once(list, entity);
        let (Some(last), true) = (words.last(), *person_like) else { return };
        push_once(self.surnames.entry(*last).or_default(), entity);
        if let [first, _, ..] = words.as_slice() {
            push_once(self.given.entry(*first).or_default(), entity);
        }
        for word in &words[..words.len() - 1] {
            push_once(self.pairs.entry((*word, *last)).or_default(), entity);
        }
    }

    /// An entity that a full form is another form of.
    fn known(&self, form: &FormOf, person_like: bool) -> Option<usize> {
        let exact = self.exact.get(&form.words).into_iter().flatten().take(NEIGHBOURS);
        let exact = exact.copied().find(|&entity| self.entities[entity].allows(form));
        if exact.is_some() || !person_like {
            return exact;
        }
        let (last, before) = form.words.split_last()?;
        let pairs = before.iter().filter_map(|word| self.pairs.get(&(*word, *last)));
        let with_initial = before.is_empty().then(|| self.surnames.get(last)).flatten();
        let near = pairs
            .flat_map(|list| list.iter().take(NEIGHBOURS))
            .chain(with_initial.into_iter().flatten().take(NEIGHBOURS));
        near.copied().find(|&entity| self.entities[entity].allows(form) && self.nests(entity, form))
    }

    /// Whether one form's words are the other's with some left out, given names abbreviated.
    fn nests(&self, entity: usize, form: &FormOf) -> bool {
        let words = &self.entities[entity].words;
        let (short, long) =
            if words.len() < form.words.len() { (words, &form.words) } else { (&form.words, words) };
        let mut rest = long.iter();
        let inside = short.iter().all(|word| rest.any(|other| other == word));
        // "A. Lind" and "Ana Lind".
        let initial_fits = form.words.len() > 1
            || words.len() == 1
            || form.initials.first().is_some_and(|initial| self.starts_with(words[0], *initial));
        inside && initial_fits
    }

    fn starts_with(&self, word: WordNumber, initial: WordNumber) -> bool {
        let folded = |number| self.found.vocabulary.word(number).folded();
        folded(initial).chars().next().is_some_and(|letter| folded(word).starts_with(letter))
    }

    /// Takes a form that says more than what is known of an entity.
    fn widen(&mut self, known: usize, at: usize, form: FormOf, person_like: bool) {
        let entity = &mut self.entities[known];
        let longer = form.words.len() > entity.words.len();
        entity.person_like |= person_like;
        if longer || form.words.len() == entity.words.len() && form.initials.len() > entity.initials.len() {
            entity.fullest = at;
            entity.initials = form.initials;
        }
        if entity.suffix.is_none() {
            entity.suffix = form.suffix;
        }
        if longer {
            entity.words = form.words;
            self.index(known);
        }
    }

    /// Gives every mention to its entity, in the draft's order.
    fn all_mentions(&mut self) {
        for at in 0..self.found.hits.len() {
            let hit = &self.found.hits[at];
            let form = FormOf::new(self.found.words(hit));
            let (entity, how) = match self.of_full[at] {
                Some(entity) => (entity, Form::Full),
                None => self.single(at, form),
            };
            if how == Form::Full
                && let (true, Some(last)) =
                    (self.entities[entity].person_like, self.entities[entity].words.last())
            {
                self.recent.insert(*last, entity);
            }
            self.entities[entity].mentions.push((at, how));
        }
    }

    /// Whom or what a single word means.
    fn single(&mut self, at: usize, form: FormOf) -> (usize, Form) {
        let word = form.words.first().copied().unwrap_or_default();
        let junior = |entity: &&usize| self.entities[**entity].suffix == form.suffix;
        if form.suffix.is_some()
            && let Some(entity) = self.surnames.get(&word).into_iter().flatten().take(NEIGHBOURS).find(junior)
        {
            return (*entity, Form::Surname);
        }
        if let Some(entity) = self.recent.get(&word) {
            return (*entity, Form::Surname);
        }
        if let Some(entity) = self.surnames.get(&word).and_then(|list| list.first()) {
            return (*entity, Form::Surname);
        }
        let place = kinds::is_place_word(self.found.vocabulary.word(word));
        if let Some([entity]) = self.given.get(&word).map(Vec::as_slice)
            && !place
        {
            return (*entity, Form::Given);
        }
        let next = self.entities.len();
        let entity = *self.singles.entry(word).or_insert(next);
        if entity == next {
            self.entities.push(Entity {
                words: form.words,
                initials: Vec::new(),
                suffix: None,
                person_like: false,
                fullest: at,
                mentions: Vec::new(),
            });
        }
        (entity, Form::Single)
    }
}

impl Clusters {
    /// Which mentions are a person's.
    pub(super) fn persons(&self, found: &Found) -> Vec<bool> {
        let mut persons = vec![false; found.hits.len()];
        for entity in &self.entities {
            let hits = entity.mentions.iter().map(|(at, _)| *at);
            let is_person = !entity.mentions.is_empty() && entity.kind(found) == NameKind::Person;
            hits.for_each(|at| persons[at] = is_person);
        }
        persons
    }

    /// The names, in order of their first mention.
    pub(super) fn names(&self, found: &Found) -> Names {
        let mut names: Vec<Name> = self.entities.iter().filter_map(|entity| entity.name(found)).collect();
        names.sort_by_key(|name| name.mentions[0].span);
        Names::new(names)
    }
}

impl Entity {
    fn kind(&self, found: &Found) -> NameKind {
        let hits = self.mentions.iter().map(|(at, _)| &found.hits[*at]);
        kinds::of(found, &found.hits[self.fullest], hits, self.person_like)
    }

    fn name(&self, found: &Found) -> Option<Name> {
        self.mentions.first()?;
        let kind = self.kind(found);
        let mentions = self.mentions.iter().map(|(at, form)| mention(found, *at, *form, kind)).collect();
        let full = found.hits[self.fullest].span.of(found.text);
        Some(Name { full: clean(full), kind, mentions })
    }
}

fn mention(found: &Found, at: usize, form: Form, kind: NameKind) -> Mention {
    let hit = &found.hits[at];
    let person = kind == NameKind::Person;
    let surname = if person && form != Form::Given { surname(found.words(hit)) } else { hit.span };
    let form = if form == Form::Single && person { Form::Surname } else { form };
    Mention { span: hit.span, title: hit.title, surname, form }
}

impl Entity {
    /// Whether initials and suffix of a form are no one else's.
    fn allows(&self, form: &FormOf) -> bool {
        let shared = self.initials.len().min(form.initials.len());
        let initials = self.words.len() == 1
            || form.words.len() == 1
            || self.initials[..shared] == form.initials[..shared];
        initials && self.suffix == form.suffix
    }
}

/// The words of a mention by what they are.
struct FormOf {
    words: Vec<WordNumber>,
    initials: Vec<WordNumber>,
    suffix: Option<WordNumber>,
}

impl FormOf {
    fn new(words: &[Word]) -> Self {
        let of = |kind| words.iter().filter(move |word| word.kind == kind).map(|word| word.number);
        Self {
            words: of(PartKind::Word).collect(),
            initials: of(PartKind::Initial).collect(),
            suffix: of(PartKind::Suffix).next(),
        }
    }

    fn is_full(&self) -> bool {
        self.words.len() + self.initials.len() > 1
    }
}

/// The surname in a person's name, with the particles before it.
fn surname(words: &[Word]) -> Span {
    let last = words.iter().rposition(|word| word.kind == PartKind::Word).unwrap_or(0);
    let first = words[..last].iter().rposition(|word| word.kind != PartKind::Particle).map_or(0, |at| at + 1);
    words[first].span.to(words[last].span)
}

/// A name in one line, without markup.
fn clean(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push_once(list: &mut Vec<usize>, entity: usize) {
    if list.last() != Some(&entity) && !list.iter().take(NEIGHBOURS).any(|known| *known == entity) {
        list.push(entity);
    }
}
