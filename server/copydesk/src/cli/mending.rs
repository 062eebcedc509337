//! Fixes applied, in rounds, until none is left that helps.
//!
//! A round takes the fixes that don't touch one another. It stands only if the draft, checked
//! again, has fewer findings and none that it did not have; else each of its fixes is tried alone,
//! and one that brings something new is left to the writer. So every round has fewer findings than
//! the one before, and the rounds end.

use std::cell::Cell;
use std::path::Path;

use copydesk_core::rules::{Rule, Verdict, verdict};
use copydesk_core::{Applicability, Draft, Edit, Finding, Fix, Memo, Reading, Span, Stylebook, Text, read};

use super::lens::{Lens, moved};

/// What a draft is held against.
#[derive(Clone, Copy)]
pub(super) struct Standard<'a> {
    pub(super) rules: &'a [&'static Rule],
    pub(super) stylebook: &'a Stylebook,
}

/// A draft with all that is found in it.
pub(super) struct State {
    pub(super) draft: Draft,
    pub(super) reading: Reading,
    pub(super) findings: Vec<Finding>,
    /// Rules that panicked, in their order: their findings are missing.
    pub(super) failed: Vec<&'static str>,
}

thread_local! {
    /// What a thread looked up for the drafts it read before.
    static MEMO: Cell<Option<Box<Memo>>> = const { Cell::new(None) };
}

impl State {
    pub(super) fn read(draft: Draft, standard: Standard) -> Self {
        // Taken out meanwhile: a reading that panics may leave anything behind.
        let mut memo = MEMO.take().unwrap_or_else(|| Box::new(Memo::none()));
        let reading = read(&draft, standard.stylebook, &mut memo);
        MEMO.set(Some(memo));
        let Verdict { findings, failed } = verdict(standard.rules, &reading, standard.stylebook);
        Self { draft, reading, findings, failed }
    }

    pub(super) fn whole(&self) -> &str {
        &self.reading.text
    }

    /// The draft after edits, if that has fewer findings and none that this one doesn't have.
    pub(super) fn better(&self, edits: &[Edit], standard: Standard) -> Option<State> {
        let text = Text::from(edited(self.whole(), edits));
        let after = State::read(Draft { text, ..self.draft.clone() }, standard);
        let is_old = |finding: &Finding| {
            let same = self.findings.iter().filter(|before| before.rule == finding.rule);
            let mut places = same.flat_map(places);
            places.any(|place| {
                let place = moved(place, edits);
                place.start <= finding.span.end && finding.span.start <= place.end
            })
        };
        // Where a rule has newly failed, less is found because less is looked for.
        let is_whole = after.failed.iter().all(|rule| self.failed.contains(rule));
        let is_less = after.findings.len() < self.findings.len();
        let better = is_whole && is_less && after.findings.iter().all(is_old);
        better.then_some(after)
    }
}

/// Where a finding shows: at its own place and at its partners'.
fn places(finding: &Finding) -> impl Iterator<Item = Span> {
    std::iter::once(finding.span).chain(finding.related.iter().map(|related| related.span))
}

/// Mends what the lens shows. Gives the mended draft and how many fixes it took.
pub(super) fn mend(mut state: State, lens: &mut Lens, standard: Standard, all: bool) -> (State, usize) {
    let mut mended = 0;
    loop {
        let (findings, _) = lens.pick(state.whole(), &state.findings);
        let fixes: Vec<&Fix> = findings.iter().filter_map(|finding| wanted(finding, all)).collect();
        let round = disjoint(&fixes);
        // Alone each may try, also one that stood back for a neighbour that then brings something new.
        let single = fixes.iter().filter(|fix| !fix.edits.is_empty()).map(|fix| vec![*fix]);
        let tries = std::iter::once(round).filter(|fixes| !fixes.is_empty()).chain(single);
        let step = tries.into_iter().find_map(|fixes| {
            let edits = sorted(&fixes);
            state.better(&edits, standard).map(|after| (after, edits, fixes.len()))
        });
        let Some((after, edits, number)) = step else { return (state, mended) };
        lens.follow(&edits);
        mended += number;
        state = after;
    }
}

/// The best fix of a finding that may be applied.
fn wanted(finding: &Finding, all: bool) -> Option<&Fix> {
    finding.fixes.iter().find(|fix| match fix.applicability {
        Applicability::Safe => true,
        Applicability::Unsafe => all,
        Applicability::DisplayOnly => false,
    })
}

/// Fixes of which no two touch, the first ones first.
fn disjoint<'a>(fixes: &[&'a Fix]) -> Vec<&'a Fix> {
    let mut taken: Vec<&Fix> = Vec::new();
    for fix in fixes {
        let touch = |edit: &Edit, other: &Edit| {
            edit.span.start <= other.span.end && other.span.start <= edit.span.end
        };
        let free = taken
            .iter()
            .flat_map(|taken| &taken.edits)
            .all(|other| fix.edits.iter().all(|edit| !touch(edit, other)));
        if free && !fix.edits.is_empty() {
            taken.push(fix);
        }
    }
    taken
}

fn sorted(fixes: &[&Fix]) -> Vec<Edit> {
    let mut edits: Vec<_> = fixes.iter().flat_map(|fix| fix.edits.clone()).collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// A text after edits, which are disjoint and sorted.
pub(super) fn edited(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out += text.get(at..edit.span.start as usize).unwrap_or_default();
        out += &edit.text;
        at = edit.span.end as usize;
    }
    out + text.get(at..).unwrap_or_default()
}

/// Writes a mended text over its file.
pub(super) fn write(file: &Path, old: &str, new: &str) -> Result<(), String> {
    if old == new { Ok(()) } else { super::replace::replace(file, old, new) }
}
