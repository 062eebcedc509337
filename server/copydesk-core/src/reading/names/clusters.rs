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
    bearers: Vec<Bearer>,
    /// The bearer of each mention, by its number.
    pub of: Vec<usize>,
    /// How each mention names its bearer.
    forms: Vec<Form>,
}

/// Someone or something that bears a name.
struct Bearer {
    /// The mention with the fullest form.
    fullest: usize,
    person_like: bool,
    /// Whether some mention has a title.
    titled: bool,
}

/// Gathers the mentions of a draft.
pub(super) fn gather(found: &Found) -> Clusters {
    let forms = Forms::new(found);
    let mut gatherer = Gatherer {
        found,
        forms: &forms,
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
    let (of, forms) = gatherer.all_mentions();
    let bearer =
        |one: &Entity| Bearer { fullest: one.fullest, person_like: one.person_like, titled: one.titled };
    Clusters { bearers: gatherer.entities.iter().map(bearer).collect(), of, forms }
}

/// Someone or something, while its mentions are gathered.
struct Entity<'a> {
    /// The words of its fullest form, initials, particles and suffix left out.
    words: &'a [WordNumber],
    initials: &'a [WordNumber],
    suffix: Option<WordNumber>,
    person_like: bool,
    titled: bool,
    /// The mention with the fullest form.
    fullest: usize,
}

/// Entities of one key, in order: most often there is one.
struct List {
    first: usize,
    others: Vec<usize>,
}

impl List {
    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        [self.first].into_iter().chain(self.others.iter().copied())
    }

    /// Adds an entity, unless it is known.
    fn push(&mut self, entity: usize) {
        let last = self.others.last().unwrap_or(&self.first);
        if *last != entity && !self.iter().take(NEIGHBOURS).any(|known| known == entity) {
            self.others.push(entity);
        }
    }

    /// The entity, if there is no other.
    fn only(&self) -> Option<usize> {
        self.others.is_empty().then_some(self.first)
    }
}

fn push_once<Key: Eq + std::hash::Hash>(lists: &mut Map<Key, List>, key: Key, entity: usize) {
    let list = lists.entry(key).or_insert(List { first: entity, others: Vec::new() });
    list.push(entity);
}

struct Gatherer<'a> {
    found: &'a Found<'a>,
    forms: &'a Forms,
    entities: Vec<Entity<'a>>,
    /// Entities by all their words.
    exact: Map<&'a [WordNumber], List>,
    /// Persons by a given or middle name and the surname.
    pairs: Map<(WordNumber, WordNumber), List>,
    /// Persons by surname, in order.
    surnames: Map<WordNumber, List>,
    /// Persons by first word, in order.
    given: Map<WordNumber, List>,
    singles: Map<WordNumber, usize>,
    /// The person of a surname who was named last.
    recent: Map<WordNumber, usize>,
    /// The entity of each mention that is a full form.
    of_full: Vec<Option<usize>>,
}

impl<'a> Gatherer<'a> {
    /// Makes an entity of every form with two words or more, or with an initial.
    fn full_forms(&mut self) {
        for (at, hit) in self.found.hits.iter().enumerate() {
            let form = self.forms.of(at);
            if form.is_full() {
                self.full_form(at, hit, form);
            }
        }
    }

    fn full_form(&mut self, at: usize, hit: &Hit, form: FormOf<'a>) {
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
            titled: false,
            fullest: at,
        });
        self.index(entity);
    }

    /// Files an entity under its words.
    fn index(&mut self, entity: usize) {
        let Entity { words, person_like, .. } = self.entities[entity];
        push_once(&mut self.exact, words, entity);
        let (Some(last), true) = (words.last(), person_like) else { return };
        push_once(&mut self.surnames, *last, entity);
        if let [first, _, ..] = words {
            push_once(&mut self.given, *first, entity);
        }
        for word in &words[..words.len() - 1] {
            push_once(&mut self.pairs, (*word, *last), entity);
        }
    }

    /// An entity that a full form is another form of.
    fn known(&self, form: &FormOf, person_like: bool) -> Option<usize> {
        let near = |list: Option<&'_ List>| {
            let fits = |entity: &usize| self.entities[*entity].allows(form);
            list.and_then(|list| list.iter().take(NEIGHBOURS).find(fits))
        };
        let exact = near(self.exact.get(form.words));
        if exact.is_some() || !person_like {
            return exact;
        }
        let (last, before) = form.words.split_last()?;
        let pairs = before.iter().filter_map(|word| self.pairs.get(&(*word, *last)));
        let with_initial = before.is_empty().then(|| self.surnames.get(last)).flatten();
        let near = pairs.chain(with_initial).flat_map(|list| list.iter().take(NEIGHBOURS));
        let mut known = near.filter(|&entity| self.entities[entity].allows(form) && self.nests(entity, form));
        known.next()
    }

    /// Whether one form's words are the other's with some left out, given names abbreviated.
    fn nests(&self, entity: usize, form: &FormOf) -> bool {
        let words = self.entities[entity].words;
        let (short, long) =
            if words.len() < form.words.len() { (words, form.words) } else { (form.words, words) };
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
    fn widen(&mut self, known: usize, at: usize, form: FormOf<'a>, person_like: bool) {
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

    /// Gives every mention to its entity, in the draft's order: the entity of each, and how it names it.
    fn all_mentions(&mut self) -> (Vec<usize>, Vec<Form>) {
        let (mut of, mut forms) = (Vec::new(), Vec::new());
        for (at, hit) in self.found.hits.iter().enumerate() {
            let (number, how) = match self.of_full[at] {
                Some(entity) => (entity, Form::Full),
                None => self.single(at, self.forms.of(at)),
            };
            let entity = &mut self.entities[number];
            entity.titled |= hit.title.is_some();
            if how == Form::Full
                && let (true, Some(last)) = (entity.person_like, entity.words.last())
            {
                self.recent.insert(*last, number);
            }
            of.push(number);
            forms.push(how);
        }
        (of, forms)
    }

    /// Whom or what a single word means.
    fn single(&mut self, at: usize, form: FormOf<'a>) -> (usize, Form) {
        let word = form.words.first().copied().unwrap_or_default();
        let surnames = self.surnames.get(&word);
        let junior = |entity: &usize| self.entities[*entity].suffix == form.suffix;
        if form.suffix.is_some()
            && let Some(entity) = surnames.and_then(|list| list.iter().take(NEIGHBOURS).find(junior))
        {
            return (entity, Form::Surname);
        }
        if let Some(entity) = self.recent.get(&word) {
            return (*entity, Form::Surname);
        }
        if let Some(list) = surnames {
            return (list.first, Form::Surname);
        }
        let place = kinds::is_place_word(self.found.vocabulary.word(word));
        if let Some(entity) = self.given.get(&word).and_then(List::only)
            && !place
        {
            return (entity, Form::Given);
        }
        let next = self.entities.len();
        let entity = *self.singles.entry(word).or_insert(next);
        if entity == next {
            self.entities.push(Entity {
                words: form.words,
                initials: &[],
                suffix: None,
                person_like: false,
                titled: false,
                fullest: at,
            });
        }
        (entity, Form::Single)
    }
}

impl Clusters {
    /// Whether a bearer is a person.
    pub(super) fn is_person(&self, found: &Found, bearer: usize) -> bool {
        self.bearers[bearer].kind(found) == NameKind::Person
    }

    /// Whether a bearer has a name like a person's, of which the given name may stand alone.
    pub(super) fn is_person_like(&self, bearer: usize) -> bool {
        self.bearers[bearer].person_like
    }

    /// Which mentions are a person's.
    pub(super) fn persons(&self, found: &Found) -> Vec<bool> {
        // Someone without mentions is asked too, and no one asks for the answer.
        let kinds = self.bearers.iter().map(|bearer| bearer.kind(found) == NameKind::Person);
        let kinds: Vec<bool> = kinds.collect();
        self.of.iter().map(|bearer| kinds[*bearer]).collect()
    }

    /// The names, in order of their first mention.
    pub(super) fn names(&self, found: &Found) -> Names {
        let mut names = Vec::new();
        let mut of_bearer = vec![usize::MAX; self.bearers.len()];
        for (at, (number, form)) in self.of.iter().zip(&self.forms).enumerate() {
            let bearer = &self.bearers[*number];
            if of_bearer[*number] == usize::MAX {
                of_bearer[*number] = names.len();
                let full = clean(found.hits[bearer.fullest].span.of(found.text));
                names.push(Name { full, kind: bearer.kind(found), mentions: Vec::new() });
            }
            let name = &mut names[of_bearer[*number]];
            name.mentions.push(mention(found, at, *form, name.kind));
        }
        names.sort_by_key(|name| name.mentions[0].span);
        Names::new(names)
    }
}

impl Bearer {
    fn kind(&self, found: &Found) -> NameKind {
        kinds::of(found, &found.hits[self.fullest], self.titled, self.person_like)
    }
}

fn mention(found: &Found, at: usize, form: Form, kind: NameKind) -> Mention {
    let hit = &found.hits[at];
    let person = kind == NameKind::Person;
    let surname = if person && form != Form::Given { surname(found.words(hit)) } else { hit.span };
    let form = if form == Form::Single && person { Form::Surname } else { form };
    Mention { span: hit.span, title: hit.title, surname, form }
}

impl Entity<'_> {
    /// Whether initials and suffix of a form are no one else's.
    fn allows(&self, form: &FormOf) -> bool {
        let shared = self.initials.len().min(form.initials.len());
        let initials = self.words.len() == 1
            || form.words.len() == 1
            || self.initials[..shared] == form.initials[..shared];
        initials && self.suffix == form.suffix
    }
}

/// The words of every mention by what they are, in one row.
struct Forms {
    words: Vec<WordNumber>,
    initials: Vec<WordNumber>,
    /// Where the words and the initials of each begin, its suffix; and the ends of all.
    starts: Vec<(u32, u32, Option<WordNumber>)>,
}

/// The words of a mention by what they are.
#[derive(Clone, Copy)]
struct FormOf<'a> {
    words: &'a [WordNumber],
    initials: &'a [WordNumber],
    suffix: Option<WordNumber>,
}

impl Forms {
    fn new(found: &Found) -> Self {
        let count = found.hits.len();
        let starts = Vec::with_capacity(count + 1);
        let mut forms = Self { words: Vec::with_capacity(2 * count), initials: Vec::new(), starts };
        for hit in found.hits {
            let words = found.words(hit);
            let suffix = words.iter().find(|word| word.kind == PartKind::Suffix).map(|word| word.number);
            forms.start(suffix);
            for word in words {
                match word.kind {
                    PartKind::Word => forms.words.push(word.number),
                    PartKind::Initial => forms.initials.push(word.number),
                    _ => (),
                }
            }
        }
        forms.start(None);
        forms
    }

    fn start(&mut self, suffix: Option<WordNumber>) {
        self.starts.push((self.words.len() as u32, self.initials.len() as u32, suffix));
    }

    /// The words of a mention.
    fn of(&self, hit: usize) -> FormOf<'_> {
        let (from, to) = (self.starts[hit], self.starts[hit + 1]);
        FormOf {
            words: &self.words[from.0 as usize..to.0 as usize],
            initials: &self.initials[from.1 as usize..to.1 as usize],
            suffix: from.2,
        }
    }
}

impl FormOf<'_> {
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
