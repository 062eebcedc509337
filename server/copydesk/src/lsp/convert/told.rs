//! What was told of a draft last, as it was written.
//!
//! At a key most of a long draft's findings say what they said, where they said it, and still all of
//! them go out. So the next message is made of pieces of the last one, and only what changed is written.

use std::io::Write;
use std::ops::Range;

use bytes::Bytes;
use copydesk_core::text::{Change, Steady};
use copydesk_core::{Finding, Span, Text};
use serde::Serialize;

use super::super::document::View;
use super::super::manner::Manner;
use super::super::telling::{Note, Telling};
use super::super::wire::written;
use super::slips::{Scribe, remark};

/// The last message that told of a draft.
#[derive(Default)]
pub(in super::super) struct Told(Option<Last>);

struct Last {
    text: Text,
    /// The number of the judgement that it told.
    judgement: u64,
    message: Bytes,
    pieces: Vec<Piece>,
}

/// What was written of one note.
struct Piece {
    note: Note,
    /// Where it stands in the message, the version that it may end with left out.
    json: Range<usize>,
}

impl Told {
    /// The message that tells of a view what `telling` names.
    pub(in super::super) fn publication(
        &mut self,
        sent_uri: &str,
        view: &View,
        telling: &Telling,
        manner: Manner,
    ) -> Bytes {
        let last = self.0.take();
        let mut known = last.as_ref().map(|last| Known::of(last, view, telling));
        let mut scribe = Scribe::new(view, manner);
        // A slip ends with what it carries, and that with the version.
        let carried = format!("{}}}}}", view.version);
        let (mut pieces, mut length) = (Vec::with_capacity(telling.notes.len()), 0);
        let message = written(|frame| {
            frame.reserve(last.as_ref().map_or(0, |last| last.message.len() + 1024));
            frame.extend_from_slice(b"{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\",");
            frame.extend_from_slice(b"\"params\":{\"uri\":");
            json(frame, &sent_uri);
            write!(frame, ",\"version\":{},\"diagnostics\":[", view.version).expect("memory takes it");
            for note in &telling.notes {
                let start = frame.len();
                let carries = manner.data && !note.other;
                if let Some(same) = known.as_mut().and_then(|known| known.piece(note)) {
                    frame.extend_from_slice(same);
                } else {
                    json(frame, &scribe.note(note));
                    let tail = if carries { carried.len() } else { 0 };
                    debug_assert!(!carries || frame.ends_with(carried.as_bytes()));
                    frame.truncate(frame.len() - tail);
                }
                pieces.push(Piece { note: *note, json: start..frame.len() });
                frame.extend_from_slice(if carries { carried.as_bytes() } else { b"" });
                frame.push(b',');
            }
            match &telling.surplus {
                Some(surplus) => json(frame, &remark(surplus)),
                None => frame.truncate(frame.len() - usize::from(!pieces.is_empty())),
            }
            frame.extend_from_slice(b"]}}");
            length = frame.len();
        });
        // The header takes less room than was left for it.
        let unused = length - message.len();
        for piece in &mut pieces {
            piece.json = piece.json.start - unused..piece.json.end - unused;
        }
        let (text, judgement) = (view.draft.text.clone(), view.since.number);
        self.0 = Some(Last { text, judgement, message: message.clone(), pieces });
        message
    }
}

fn json(frame: &mut Vec<u8>, what: &impl Serialize) {
    serde_json::to_writer(frame, what).expect("diagnostics are JSON");
}

/// What of the last message can be said again.
struct Known<'a> {
    last: &'a Last,
    /// What changed since; `None` where nothing did.
    change: Option<Change>,
    /// The last view's finding that each of the new view's is still, all at its place.
    same: Vec<Option<usize>>,
    /// The next piece of each finding of the last view, and the one behind each piece.
    next: Vec<Option<usize>>,
    behind: Vec<Option<usize>>,
}

impl<'a> Known<'a> {
    fn of(last: &'a Last, view: &View, telling: &Telling) -> Self {
        let change = Change::between(&last.text, &view.draft.text);
        let count = |notes: &mut dyn Iterator<Item = &Note>| {
            notes.map(|note| note.finding).max().map_or(0, |last| last + 1)
        };
        let told = count(&mut last.pieces.iter().map(|piece| &piece.note));
        let (mut next, mut behind) = (vec![None; told], vec![None; last.pieces.len()]);
        for (at, piece) in last.pieces.iter().enumerate().rev() {
            behind[at] = next[piece.note.finding].replace(at);
        }
        let steady = change.map(|change| Steady::after(change, &last.text, &view.draft.text));
        let holds = |place: Span| steady.is_none_or(|steady| steady.holds(place));
        let still = |(at, finding): (usize, &Finding)| {
            let old = view.since.same(at, last.judgement).filter(|old| *old < told);
            old.filter(|_| finding.places().all(holds))
        };
        let telling = count(&mut telling.notes.iter());
        let same = view.findings[..telling].iter().enumerate().map(still).collect();
        Self { last, change, same, next, behind }
    }

    /// What was written of a note.
    fn piece(&mut self, note: &Note) -> Option<&'a [u8]> {
        let old = self.same.get(note.finding).copied().flatten()?;
        let at = self.next[old]?;
        self.next[old] = self.behind[at];
        let piece = &self.last.pieces[at];
        let moved = self.change.map_or(piece.note.place, |change| change.moved(piece.note.place));
        let same = moved == note.place && piece.note.other == note.other;
        same.then(|| &self.last.message[piece.json.clone()])
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use copydesk_core::Draft;
    use copydesk_core::rules::RULES;
    use serde_json::Value;

    use super::super::super::document::{Kept, Snapshot};
    use super::super::types;
    use super::*;

    const MANNER: fn() -> Manner =
        || Manner { related: true, code_pages: true, data: true, tags: true, ..Manner::default() };

    fn view(text: &Text, version: i32, memo: &mut Kept) -> View {
        let draft = Draft { text: text.clone(), ..Draft::named("", "a.md") };
        let uri = "file:///a.md".parse().expect("a URI");
        Snapshot { draft, version, edition: version as u64 }.read(uri, Arc::default(), &RULES, memo)
    }

    fn told(told: &mut Told, view: &View, held: Option<u32>) -> Bytes {
        told.publication("file:///a.md", view, &Telling::of(view, held), MANNER())
    }

    #[test]
    fn a_message_made_of_the_last_one_is_what_is_written_afresh() {
        let paragraph = "It rained on Monday. “Well,” 👍.\n\nAdam Kowalczyk spoke on Friday, Jan. 2, 2020. \
                         Mr. Kowalczyk sang. Adam Kowalczik sang on Feb. 30.\n\nThe “memo came.\r\n\r\n";
        let mut text = Text::from(paragraph.repeat(12));
        let (mut kept, mut memo) = (Told::default(), Kept::default());
        let scraps = ["x", "", "\n", "\n\n", "\r", " “No.” ", "”", "👍", " Feb. 30 ", "k"];
        for turn in 0..600_usize {
            let start = turn * 7919 % (text.len() + 1);
            text.replace(Span::new(start, start + turn * 31 % 4), scraps[turn * 13 % scraps.len()]);
            let view = view(&text, turn as i32 * 3, &mut memo);
            let held = (turn % 5 == 0).then(|| view.findings.first().map(|first| first.span.start)).flatten();
            assert_eq!(told(&mut kept, &view, held), told(&mut Told::default(), &view, held), "{turn}");
        }
    }

    #[test]
    fn what_is_written_is_what_the_base_would_write() {
        let text = Text::from("The “memo of Friday, Jan. 2, 2020, came.\n\nFeb. 30 too.\n");
        let view = view(&text, 7, &mut Kept::default());
        let message = told(&mut Told::default(), &view, None);
        let body = message.windows(4).position(|end| end == b"\r\n\r\n").expect("a header") + 4;
        let told: Value = serde_json::from_slice(&message[body..]).expect("JSON");
        let mut scribe = Scribe::new(&view, MANNER());
        let slips: Vec<types::Diagnostic> =
            view.findings.iter().map(|finding| (&scribe.slip(finding)).into()).collect();
        let plain = super::super::publication("file:///a.md", Some(7), &slips);
        let body = plain.windows(4).position(|end| end == b"\r\n\r\n").expect("a header") + 4;
        assert_eq!(told, serde_json::from_slice::<Value>(&plain[body..]).expect("JSON"));
        assert!(slips.len() > 1, "{slips:?}");
    }
}
