//! What the writer is at: the stretch of text that the latest edits write.
//!
//! A quotation that is still being typed has no closing mark and no speaker yet. To accuse it at
//! every key would be noise, so its accusations wait until the writer pauses or edits elsewhere.

use std::time::{Duration, Instant};

use copydesk_core::{Finding, Reading, Span};

/// How long a writer who types nothing is still at it.
pub(super) const PAUSE: Duration = Duration::from_millis(500);

/// The rules that speak of a quotation as a whole.
const HELD: [&str; 2] = ["unclosed-quote", "unattributed-quote"];

/// Edits that go on where the last one was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Typing {
    /// What they have written so far.
    written: Span,
    last: Instant,
}

impl Typing {
    /// Takes in an edit that put `inserted` bytes in the place of `removed`.
    pub(super) fn edited(run: Option<Self>, removed: Span, inserted: usize, now: Instant) -> Self {
        let edit = Span::new(removed.start as usize, removed.start as usize + inserted);
        let goes_on = run.filter(|run| now.duration_since(run.last) < PAUSE && run.touches(removed));
        let written = goes_on.map_or(edit, |run| {
            let kept = run.written.end.max(removed.end) as usize - removed.len() + inserted;
            let start = run.written.start.min(removed.start) as usize;
            Span::new(start, kept.max(edit.end as usize))
        });
        Self { written, last: now }
    }

    fn touches(self, span: Span) -> bool {
        span.start <= self.written.end && self.written.start <= span.end
    }

    /// How long it still is until the writer counts as pausing; `None` when that has come.
    pub(super) fn left(self, now: Instant) -> Option<Duration> {
        PAUSE.checked_sub(now.duration_since(self.last)).filter(|left| !left.is_zero())
    }

    /// The quotation that is being written, if it would be accused: the last one that the edits
    /// touch, by the place where it begins.
    pub(super) fn holds(self, reading: &Reading, findings: &[Finding]) -> Option<u32> {
        // An unclosed quotation is accused at its mark, and goes on to the end of its paragraph.
        let blocks = reading.blocks();
        let reached = blocks.get(blocks.partition_point(|block| block.span.end < self.written.start));
        let goes_on = |finding: &Finding| {
            finding.rule == "unclosed-quote"
                && reached.is_some_and(|block| block.span.start <= finding.span.start)
        };
        let begun = findings.partition_point(|finding| finding.span.start <= self.written.end);
        let mut held = findings[..begun].iter().rev().filter(|finding| HELD.contains(&finding.rule));
        held.find(|finding| self.touches(finding.span) || goes_on(finding)).map(|finding| finding.span.start)
    }
}

/// Whether a finding accuses the quotation that is being written.
pub(super) fn is_held(finding: &Finding, held: Option<u32>) -> bool {
    HELD.contains(&finding.rule) && held == Some(finding.span.start)
}

#[cfg(test)]
mod tests {
    use copydesk_core::{Draft, Memo, Stylebook};

    use super::*;

    fn type_out(edits: &[(usize, usize, usize)]) -> Typing {
        let now = Instant::now();
        let run = edits.iter().fold(None, |run, &(start, end, inserted)| {
            Some(Typing::edited(run, Span::new(start, end), inserted, now))
        });
        run.expect("an edit")
    }

    #[test]
    fn keys_one_after_the_other_are_one_run() {
        assert_eq!(type_out(&[(5, 5, 1), (6, 6, 1), (7, 7, 3)]).written, Span::new(5, 10));
        assert_eq!(type_out(&[(5, 5, 5), (9, 10, 0), (9, 9, 1)]).written, Span::new(5, 10));
        assert_eq!(type_out(&[(5, 5, 5), (2, 8, 1)]).written, Span::new(2, 5));
    }

    #[test]
    fn an_edit_elsewhere_begins_a_run() {
        assert_eq!(type_out(&[(5, 5, 5), (20, 20, 1)]).written, Span::new(20, 21));
    }

    #[test]
    fn a_pause_begins_a_run() {
        let now = Instant::now();
        let first = Typing::edited(None, Span::new(5, 5), 1, now);
        let second = Typing::edited(Some(first), Span::new(6, 6), 1, now + PAUSE);
        assert_eq!(second.written, Span::new(6, 7));
        assert_eq!(second.left(now + PAUSE), Some(PAUSE));
        assert_eq!(second.left(now + PAUSE + PAUSE), None);
    }

    #[test]
    fn only_the_quotation_being_written_is_held() {
        let draft = Draft::named("One “two\n\n“Three” four “five”\n", "a.txt");
        let reading = copydesk_core::read(&draft, &Stylebook::default(), &mut Memo::default());
        let accused = |rule, start, end| Finding { rule, ..Finding::at(Span::new(start, end), "") };
        let findings = [
            accused("unclosed-quote", 4, 7),
            accused("unattributed-quote", 12, 23),
            accused("unattributed-quote", 29, 39),
        ];
        let held = |at| type_out(&[(at, at, 1)]).holds(&reading, &findings);
        assert_eq!(held(9), Some(4), "an unclosed quotation goes on to its paragraph's end");
        assert_eq!(held(15), Some(12));
        assert_eq!(held(26), None);
        assert_eq!(findings.each_ref().map(|finding| is_held(finding, Some(12))), [false, true, false]);
    }
}
