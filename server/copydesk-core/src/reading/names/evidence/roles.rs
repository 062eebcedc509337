//! Titles and roles of the two: the same one, or two.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::weights::*;
use super::{Pair, Place};
use crate::languages::english;
use crate::reading::names::surroundings::Around;

impl Pair<'_> {
    /// What titles and roles say: the same one, or two.
    pub(super) fn roles(&self, odd: &[Place], base: &[Place]) -> i32 {
        let (one, other) = (self.roles_of(odd), self.roles_of(base));
        if one.agree(&other) {
            return SAME_ROLE;
        }
        if one.after && other.after {
            let odd = self.word(self.odd);
            return if self.is_listed(odd) { NEVER } else { OTHER_ROLE };
        }
        // Two of one surname bear two titles, and a slip makes a third form that nobody knows.
        let slip = !self.is_listed(self.word(self.odd)) && self.word(self.base).personal;
        if one.before && other.before && !slip { OTHER_TITLE } else { 0 }
    }

    /// Whether any mention of a word has a title or a role.
    pub(super) fn has_role(&self, hits: &[Place]) -> bool {
        self.roles_of(hits).any()
    }

    /// The titles and roles of a word's mentions.
    pub(super) fn roles_of(&self, hits: &[Place]) -> Roles {
        let mut roles = Roles::default();
        let mut memo = self.roles.known.borrow_mut();
        for (hit, _) in hits {
            let (before, after) = memo.entry(*hit).or_insert_with(|| {
                let around = Around::new(self.found.text, self.found.hits[*hit].span, english());
                let before: Role = around.role_before().into();
                let apposed = !before.is_empty() && around.is_apposed();
                let after = if apposed { Role::default() } else { around.role_after().into() };
                (before, after)
            });
            roles.after |= !after.is_empty();
            roles.before |= !before.is_empty();
            let said = [&*after, &*before].into_iter().filter(|role| !role.is_empty());
            roles.all.extend(said.map(Rc::clone));
        }
        roles
    }
}

/// The words of a title or a role.
type Role = Rc<[String]>;

/// Titles and roles of mentions, before and after, by the mention: each is looked for once.
#[derive(Default)]
pub(in super::super) struct RoleMemo {
    known: RefCell<HashMap<usize, (Role, Role), foldhash::fast::RandomState>>,
}

/// Titles and roles of a word's mentions.
#[derive(Default)]
pub(super) struct Roles {
    all: Vec<Role>,
    before: bool,
    after: bool,
}

impl Roles {
    /// Whether there are any.
    pub(super) fn any(&self) -> bool {
        self.before || self.after
    }

    /// Whether a title or a role of both is the same.
    pub(super) fn agree(&self, other: &Roles) -> bool {
        self.all.iter().any(|a| other.all.iter().any(|b| within(a, b) || within(b, a)))
    }
}

/// Whether every word of a role is said in another.
fn within(role: &[String], other: &[String]) -> bool {
    // "Sen." and "Senator" are one title.
    let same =
        |a: &str, b: &str| a == b || a.len() >= 3 && b.starts_with(a) || b.len() >= 3 && a.starts_with(b);
    role.iter().all(|word| other.iter().any(|one| same(word, one)))
}
