//! What of a view is told: no more than anyone reads, in the draft's order.

use copydesk_core::{Finding, Span};

use super::document::View;
use super::typing;

/// How many findings of one draft are told. No one reads more, and no editor shows more.
const MOST: usize = 1000;

/// What is told at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The finding, by its index.
    pub(super) finding: usize,
    /// Where.
    pub(super) place: Span,
    /// Whether it is another place of a finding that is told elsewhere.
    pub(super) other: bool,
}

/// What is told of one view.
pub(super) struct Telling {
    /// By place.
    pub(super) notes: Vec<Note>,
    /// What says that there is more.
    pub(super) surplus: Option<String>,
}

impl Telling {
    /// What is told of a view: findings first, then, as far as there is room, their other places.
    /// `held` tells of accusations that are held back.
    pub(super) fn of(view: &View, held: Option<u32>) -> Self {
        let all = view.findings.iter().enumerate();
        let tellable = all.filter(|(_, finding)| !typing::is_held(finding, held));
        let surplus = tellable.clone().count().checked_sub(MOST).filter(|more| *more > 0);
        let told = tellable.take(MOST);
        let note = |(finding, one): (usize, &Finding)| Note { finding, place: one.span, other: false };
        let mut notes: Vec<_> = told.clone().map(note).collect();
        for (finding, one) in told {
            let room = MOST - notes.len();
            let others = other_places(view, one).take(room);
            notes.extend(others.map(|place| Note { finding, place, other: true }));
        }
        notes.sort_by_key(|note| note.place.start);
        let surplus = surplus.map(|more| format!("{more} more findings aren’t shown; {MOST} are"));
        Self { notes, surplus }
    }
}

/// The other places of a spelling that is reported at its first place only. One finding a pair
/// of spellings is enough to read; an editor shows where else to look.
fn other_places<'a>(view: &'a View, finding: &'a Finding) -> impl Iterator<Item = Span> + 'a {
    let reading = &view.reading;
    let spelling = reading.words(finding.span);
    let spread = if finding.rule == "inconsistent-name" { &finding.related[..] } else { &[] };
    let places = spread.iter().map(|related| related.span);
    places.filter(move |place| *place != finding.span && reading.words(*place) == spelling)
}
