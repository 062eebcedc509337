//! What was found in a draft, kept for its next version.
//!
//! At a key most of a long draft's findings say what they said. To find a fault again is a matter of a
//! glance; to word it, with every place and every fix that belongs to it, is not. So a rule tells what a
//! finding hangs on, its [`Ground`], and a finding that hangs on the same as before is the one that was
//! worded before, moved.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Rule, hear};
use crate::finding::{Finding, Severity};
use crate::reading::Reading;
use crate::reading::dates::Written;
use crate::stylebook::Stylebook;
use crate::text::{Change, Span, Text};

/// The findings of a draft's last version.
///
/// They are edited in place once no one else holds them, and copied before else.
#[derive(Default)]
pub struct Docket(Option<Last>);

struct Last {
    number: u64,
    text: Text,
    stylebook: Stylebook,
    findings: Arc<Vec<Finding>>,
    kept: Kept,
}

/// What rules say of one version of a draft.
#[derive(Debug)]
pub struct Judgement {
    /// What they find and nothing allows, sorted by place, then by rule.
    pub findings: Arc<Vec<Finding>>,
    /// Rules that panicked: their findings are missing, no others.
    pub failed: Vec<&'static str>,
    /// What of it was said before.
    pub since: Since,
}

/// What of a judgement the one before it said.
#[derive(Debug)]
pub struct Since {
    /// No two judgements have one number.
    pub number: u64,
    /// The number of the judgement before.
    before: Option<u64>,
    /// Of each finding, the one of the judgement before that it is, moved with the text.
    same: Vec<Option<u32>>,
}

impl Since {
    /// The finding of an earlier judgement that one of this still is, all at its place; known of the
    /// judgement before this one only.
    pub fn same(&self, finding: usize, before: u64) -> Option<usize> {
        let same = self.same.get(finding).filter(|_| self.before == Some(before))?;
        same.map(|old| old as usize)
    }
}

impl Docket {
    /// What some rules find in a reading, as [`super::verdict`] has it.
    pub fn judge(&mut self, rules: &[&'static Rule], reading: &Reading, stylebook: &Stylebook) -> Judgement {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let last = self.0.take().filter(|last| last.stylebook == *stylebook);
        let (before, known) = match last {
            Some(last) => (Some(last.number), last.known(&reading.text)),
            None => (None, Known::default()),
        };
        let (told, failed) =
            hear(rules, reading, stylebook, Findings { keeps: true, known, ..Findings::default() });
        let (findings, same, kept) = told.in_order();
        let (number, findings) = (NEXT.fetch_add(1, Ordering::Relaxed), Arc::new(findings));
        let (text, stylebook) = (reading.text.clone(), stylebook.clone());
        self.0 = Some(Last { number, text, stylebook, findings: Arc::clone(&findings), kept });
        Judgement { findings, failed, since: Since { number, before, same } }
    }
}

/// What a finding hangs on, beside the words that it quotes and the newsroom's decisions. What of it
/// stands at a place of the draft moves with the draft.
pub(super) trait Ground: PartialEq + Send + Sync + 'static {
    /// Moves every place, and says whether the change left them all alone.
    fn follow(&mut self, _: Change) -> bool {
        true
    }
}

impl Ground for () {}

impl Ground for bool {}

impl Ground for Span {
    fn follow(&mut self, change: Change) -> bool {
        let left = change.leaves(*self);
        *self = change.moved(*self);
        left
    }
}

impl Ground for Vec<Span> {
    fn follow(&mut self, change: Change) -> bool {
        self.iter_mut().fold(true, |left, place| left & place.follow(change))
    }
}

impl Ground for Written {
    fn follow(&mut self, change: Change) -> bool {
        let weekday = self.weekday.as_mut().map(|(_, place)| place);
        self.day_span.iter_mut().chain(weekday).fold(true, |left, place| left & place.follow(change))
    }
}

/// A ground of whatever kind.
trait AnyGround: Send + Sync {
    fn moves(&mut self, change: Change) -> bool;
    fn equals(&self, other: &dyn Any) -> bool;
}

impl<G: Ground> AnyGround for G {
    fn moves(&mut self, change: Change) -> bool {
        self.follow(change)
    }

    fn equals(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<G>().is_some_and(|other| self == other)
    }
}

/// What is kept of the findings of each rule, in the order of their places.
pub(super) type Kept = Vec<(&'static str, Vec<Entry>)>;

pub(super) struct Entry {
    /// Where the finding stands.
    span: Span,
    /// The words that it quotes.
    words: Option<Span>,
    ground: Box<dyn AnyGround>,
    /// Its index among all findings.
    finding: u32,
}

/// What was found in the version before, all at its place in the new one.
#[derive(Default)]
struct Known {
    findings: Vec<Option<Finding>>,
    kept: Kept,
}

impl Last {
    fn known(self, text: &Text) -> Known {
        let Self { text: old, findings, mut kept, .. } = self;
        let mut findings = Arc::unwrap_or_clone(findings);
        if let Some(change) = Change::between(&old, text) {
            findings.iter_mut().for_each(|finding| finding.follow(change));
            for (_, entries) in &mut kept {
                entries.retain_mut(|entry| entry.follow(change));
            }
        }
        Known { findings: findings.into_iter().map(Some).collect(), kept }
    }
}

impl Entry {
    /// Moves with its draft; not, if the change touches the words or a place of the ground.
    fn follow(&mut self, change: Change) -> bool {
        let Change { old, .. } = change;
        let touched = |words: Span| words.start <= old.end && old.start <= words.end;
        if self.words.is_some_and(touched) || !self.ground.moves(change) {
            return false;
        }
        self.span = change.moved(self.span);
        self.words = self.words.map(|words| change.moved(words));
        true
    }
}

/// What rules find.
#[derive(Default)]
pub struct Findings {
    told: Vec<Told>,
    /// The rules that were heard, the one that speaks last.
    rules: Vec<&'static str>,
    /// Whether grounds are kept for the next version.
    keeps: bool,
    known: Known,
    /// What is known of the rule that speaks.
    entries: Vec<Entry>,
}

struct Told {
    finding: Finding,
    /// The rule, by its index among those that were heard.
    rule: usize,
    /// What is kept of it.
    entry: Option<Entry>,
    /// Which of the version before it is.
    same: Option<u32>,
}

impl Findings {
    /// Finds something that is worded anew at every version.
    pub fn push(&mut self, finding: Finding) {
        self.tell(finding, None, None);
    }

    fn tell(&mut self, finding: Finding, entry: Option<Entry>, same: Option<u32>) {
        let rule = self.rules.len().saturating_sub(1);
        self.told.push(Told { finding, rule, entry, same });
    }

    /// Finds something at a place, which is worded by `tell` unless it was before: that may look at the
    /// ground, at `words` of the draft and at the stylebook, and at nothing else.
    pub(super) fn say<G: Ground, F: Into<Option<Finding>>>(
        &mut self,
        span: Span,
        words: Option<Span>,
        ground: G,
        tell: impl FnOnce(&G) -> F,
    ) {
        if let Some((entry, finding)) = self.again(span, words, &ground) {
            let same = Some(entry.finding);
            self.tell(finding, Some(entry), same);
        } else if let Some(finding) = tell(&ground).into() {
            let entry = self.keeps.then(|| Entry { span, words, ground: Box::new(ground), finding: 0 });
            self.tell(finding, entry, None);
        }
    }

    /// What was said before on the same ground.
    fn again(&mut self, span: Span, words: Option<Span>, ground: &dyn Any) -> Option<(Entry, Finding)> {
        let first = self.entries.partition_point(|entry| entry.span.start < span.start);
        let here = self.entries[first..].iter_mut().take_while(|entry| entry.span.start == span.start);
        let mut same =
            here.filter(|entry| (entry.span, entry.words) == (span, words) && entry.ground.equals(ground));
        same.find_map(|entry| {
            let finding = self.known.findings[entry.finding as usize].take()?;
            let ground = std::mem::replace(&mut entry.ground, Box::new(()));
            Some((Entry { ground, ..*entry }, finding))
        })
    }

    /// Hears a rule, under the severity that the stylebook gives it. Of one that panics nothing is heard.
    pub(super) fn hear(
        &mut self,
        rule: &'static Rule,
        loudest: Severity,
        speak: impl FnOnce(&mut Self),
    ) -> bool {
        let kept = self.known.kept.iter_mut().find(|(name, _)| *name == rule.name);
        self.entries = kept.map(|(_, entries)| std::mem::take(entries)).unwrap_or_default();
        self.rules.push(rule.name);
        let start = self.told.len();
        let spoke = catch_unwind(AssertUnwindSafe(|| speak(self))).is_ok();
        if !spoke {
            self.told.truncate(start);
        }
        for Told { finding, .. } in self.told[start..].iter_mut().filter(|told| told.same.is_none()) {
            finding.rule = rule.name;
            // What the rule grades lower than itself stays lower than the newsroom's level.
            finding.severity = Some(finding.severity.map_or(loudest, |graded| graded.max(loudest)));
        }
        spoke
    }

    /// Leaves out what is allowed.
    pub(super) fn retain(&mut self, mut wanted: impl FnMut(&Finding) -> bool) {
        self.told.retain(|told| wanted(&told.finding));
    }

    /// All findings by place, then by rule; of each, the one of the version before that it is; and what is
    /// kept of them.
    pub(super) fn in_order(mut self) -> (Vec<Finding>, Vec<Option<u32>>, Kept) {
        self.told.sort_by(|Told { finding: a, .. }, Told { finding: b, .. }| {
            (a.span, a.rule, &a.message).cmp(&(b.span, b.rule, &b.message))
        });
        let mut kept: Kept = self.rules.into_iter().map(|rule| (rule, Vec::new())).collect();
        let mut told = |(at, told): (usize, Told)| {
            let entry = told.entry.map(|entry| Entry { finding: at as u32, ..entry });
            kept[told.rule].1.extend(entry);
            (told.finding, told.same)
        };
        let (findings, same) = self.told.into_iter().enumerate().map(&mut told).unzip();
        (findings, same, kept)
    }
}
