//! Which of a draft's findings count in this run: those that no baseline knows and that touch
//! changed lines.

use std::path::Path;

use copydesk_core::{Edit, Finding, Span};

use super::baseline::{Baseline, Entry};

/// What is looked at in one draft.
pub(super) struct Lens<'a> {
    pub(super) file: &'a Path,
    pub(super) baseline: Option<&'a Baseline>,
    /// The changed lines; all, if `None`.
    pub(super) touched: Option<Vec<Span>>,
}

impl Lens<'_> {
    /// The findings that count, and what the baseline knows that stands no longer.
    pub(super) fn pick(&self, whole: &str, findings: &[Finding]) -> (Vec<Finding>, Vec<Entry>) {
        let (mut new, stale) = match self.baseline {
            Some(baseline) => baseline.part(self.file, whole, findings.to_vec()),
            None => (findings.to_vec(), Vec::new()),
        };
        if let Some(touched) = &self.touched {
            new.retain(|finding| touches(finding, touched));
        }
        (new, stale)
    }

    /// Follows the changed lines through edits of the text.
    pub(super) fn follow(&mut self, edits: &[Edit]) {
        for span in self.touched.iter_mut().flatten() {
            *span = moved(*span, edits);
        }
    }
}

/// Whether a finding or one of its partners lies in a changed line: a misspelling whose correct
/// twin stands in an old line counts, and so does the old one of a pair whose new one doesn't.
fn touches(finding: &Finding, touched: &[Span]) -> bool {
    let related = finding.related.iter().map(|related| related.span);
    let mut places = std::iter::once(finding.span).chain(related);
    places.any(|place| touched.iter().any(|line| meet(place, *line)))
}

/// Whether two stretches share a byte, an empty one the byte it stands before.
fn meet(one: Span, other: Span) -> bool {
    let end = |span: Span| span.end.max(span.start + 1);
    one.start < end(other) && other.start < end(one)
}

/// Where a stretch lies after edits, which are disjoint and sorted. An end inside an edit goes to
/// the edit's own end.
pub(super) fn moved(span: Span, edits: &[Edit]) -> Span {
    let mut shift = 0i64;
    let (mut start, mut end) = (i64::from(span.start), i64::from(span.end));
    for edit in edits {
        let (from, to, length) =
            (i64::from(edit.span.start), i64::from(edit.span.end), edit.text.len() as i64);
        if from >= i64::from(span.end) {
            break;
        }
        if to <= i64::from(span.start) {
            shift += length - (to - from);
            start = i64::from(span.start) + shift;
            end = i64::from(span.end) + shift;
            continue;
        }
        start = start.min(from + shift);
        shift += length - (to - from);
        end = (i64::from(span.end.max(edit.span.end)) + shift).max(start);
    }
    Span { start: start as u32, end: end as u32 }
}
