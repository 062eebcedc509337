//! Lays out a text that was edited: no more of it than the edit can have changed.
//!
//! A block that begins behind an empty line while nothing is open is a [`Start`]: what stands before
//! it says nothing of what follows. So a window between two starts around the edit is laid out by
//! itself, and if the start at its end is found again, all behind it is as it was.

use std::ops::Range;
use std::sync::Arc;

use super::{Format, Outline, Part, Start, Stretch, front_matter};
use crate::text::{Change, Span};

/// A text laid out, with what the next version of it can be laid out by.
#[derive(Debug)]
pub struct Laid {
    /// The outline.
    pub outline: Arc<Outline>,
    starts: Vec<Start>,
    /// The byte behind the front matter.
    body: usize,
    /// Whether only the whole text can be laid out.
    entangled: bool,
}

/// The blocks that were replaced from one version to the next: all others are the same, moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The old version's.
    pub old: Range<usize>,
    /// The new version's.
    pub new: Range<usize>,
}

/// The outline of a text.
pub(super) fn whole(format: &Format, text: &str) -> Outline {
    Arc::unwrap_or_clone(all(format, text).outline)
}

/// Lays a text out, by an earlier version of it and what changed since, where there is one. Tells what
/// was replaced; `None` where that isn't known.
pub fn lay_out(format: &Format, text: &str, old: Option<(Laid, Option<Change>)>) -> (Laid, Option<Replaced>) {
    if let Some((mut laid, change)) = old {
        let Some(change) = change else {
            return (laid, Some(Replaced { old: 0..0, new: 0..0 }));
        };
        if let Some(replaced) = laid.edit(format, text, change) {
            return (laid, Some(replaced));
        }
    }
    (all(format, text), None)
}

fn all(format: &Format, text: &str) -> Laid {
    let (front_matter, body) = front_matter::split(text);
    let opened = text.trim_start_matches('\u{FEFF}').starts_with(['-', '+', '{']) && front_matter.is_none();
    let part = (format.part)(text, Stretch { bytes: body..text.len(), headed: false });
    Laid {
        outline: Arc::new(Outline { front_matter, blocks: part.blocks, comments: part.comments }),
        starts: part.starts,
        body,
        // What looks like the start of front matter may find its end in any line.
        entangled: opened || (format.entangled)(&text.as_bytes()[body..]),
    }
}

/// Starts by which the window grows where the one at its end isn't found again.
const GROWTH: [usize; 3] = [1, 16, 256];

impl Laid {
    /// Takes an edit in; `None` where the whole text is to be laid out again.
    fn edit(&mut self, format: &Format, text: &str, change: Change) -> Option<Replaced> {
        let before = self.starts.partition_point(|start| start.byte <= change.old.start);
        if self.entangled || before == 0 {
            return None;
        }
        // A whole block stands between the window's start and the edit: what ends it is untouched.
        let body = Start { byte: self.body as u32, blocks: 0, comments: 0, headed: false };
        let kept = before.saturating_sub(2);
        let first = if before < 2 { body } else { self.starts[kept] };
        let after = self.starts.partition_point(|start| start.byte < change.old.end);
        for ahead in GROWTH {
            let Some(window) = self.window(text, change, first, after + ahead) else { break };
            if (format.entangled)(&text.as_bytes()[window.clone()]) {
                return None;
            }
            let part = (format.part)(text, Stretch { bytes: window, headed: first.headed });
            let sought = self.starts[after + ahead];
            let found = |start: &Start| {
                start.byte == sought.byte.wrapping_add_signed(change.shift()) && start.headed == sought.headed
            };
            if let Some(at) = part.starts.iter().position(found) {
                return Some(self.splice(part, at, first, kept, after + ahead, change.shift()));
            }
        }
        None
    }

    /// From a start before the edit to the start behind the one that is to be found again.
    fn window(&self, text: &str, change: Change, first: Start, sought: usize) -> Option<Range<usize>> {
        self.starts.get(sought)?;
        let end = self.starts.get(sought + 1);
        let end = end.map_or(text.len(), |start| start.byte.wrapping_add_signed(change.shift()) as usize);
        Some(first.byte as usize..end)
    }

    /// Puts what stands before the start `at` of a part in the place of all from `first` up to `last`.
    fn splice(
        &mut self,
        mut part: Part,
        at: usize,
        first: Start,
        kept: usize,
        last: usize,
        shift: i32,
    ) -> Replaced {
        let (found, sought) = (part.starts[at], self.starts[last]);
        let old = &*self.outline;
        let blocks = first.blocks as usize..sought.blocks as usize;
        let comments = first.comments as usize..sought.comments as usize;
        part.blocks.truncate(found.blocks as usize);
        part.comments.truncate(found.comments as usize);
        let replaced = Replaced { old: blocks.clone(), new: blocks.start..blocks.start + part.blocks.len() };

        let (new_blocks, new_comments) = (first.blocks + found.blocks, first.comments + found.comments);
        let moved = |start: &Start| Start {
            byte: start.byte.wrapping_add_signed(shift),
            blocks: start.blocks - sought.blocks + new_blocks,
            comments: start.comments - sought.comments + new_comments,
            headed: start.headed,
        };
        let own = part.starts[..at].iter().map(|start| Start {
            blocks: start.blocks + first.blocks,
            comments: start.comments + first.comments,
            ..*start
        });
        let starts = own.chain(self.starts[last..].iter().map(moved)).collect::<Vec<_>>();
        self.outline = Arc::new(Outline {
            front_matter: old.front_matter.clone(),
            blocks: spliced(&old.blocks, blocks, part.blocks, |block| super::Block {
                span: block.span.moved(shift),
                ..block.clone()
            }),
            comments: spliced(&old.comments, comments, part.comments, |comment: &Span| comment.moved(shift)),
        });
        self.starts.truncate(kept);
        self.starts.extend(starts);
        replaced
    }
}

/// A list with a range of it replaced, and all behind it moved.
fn spliced<T: Clone>(old: &[T], range: Range<usize>, new: Vec<T>, moved: impl Fn(&T) -> T) -> Vec<T> {
    let mut all = Vec::with_capacity(old.len() - range.len() + new.len());
    all.extend_from_slice(&old[..range.start]);
    all.extend(new);
    all.extend(old[range.end..].iter().map(moved));
    all
}
