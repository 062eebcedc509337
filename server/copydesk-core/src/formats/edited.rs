//! Lays out a text that was edited: no more of it than the edit can have changed.
//!
//! A block that begins behind an empty line while nothing is open is a [`Start`]: what stands before
//! it says nothing of what follows. So a window between two starts around the edit is laid out by
//! itself, and if the start at its end is found again, all behind it is as it was.

use std::ops::Range;
use std::sync::Arc;

use super::{Block, Format, Outline, Part, Start, Stretch, front_matter};
use crate::text::Change;

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
#[derive(Debug, Default)]
pub struct Replaced {
    /// Where the old version's stood.
    pub old: Range<usize>,
    /// Where the new version's stand.
    pub new: Range<usize>,
    /// The old version's.
    pub gone: Vec<Block>,
    /// Whether the front matter may be another.
    pub head: bool,
}

/// The outline of a text.
pub(super) fn whole(format: &Format, text: &str) -> Outline {
    Arc::unwrap_or_clone(lay_out(format, text).outline)
}

/// Lays a text out that was edited, and tells what was replaced.
pub fn lay_out_again(format: &Format, text: &str, laid: &mut Laid, change: Change) -> Replaced {
    laid.edit_head(text, change).or_else(|| laid.edit(format, text, change)).unwrap_or_else(|| {
        let old = std::mem::replace(laid, lay_out(format, text)).outline;
        let head = old.front_matter != laid.outline.front_matter;
        let gone = Arc::unwrap_or_clone(old).blocks;
        Replaced { old: 0..gone.len(), new: 0..laid.outline.blocks.len(), gone, head }
    })
}

/// Lays a text out.
pub fn lay_out(format: &Format, text: &str) -> Laid {
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

/// Bytes before the article that may tell what it begins with: an empty line.
const BEFORE: u32 = 4;

impl Laid {
    /// Takes in an edit of the front matter that leaves the article alone; `None` where it may not.
    fn edit_head(&mut self, text: &str, change: Change) -> Option<Replaced> {
        let (body, shift) = (self.body as u32, change.shift());
        if self.entangled || self.outline.front_matter.is_none() || change.old.end + BEFORE > body {
            return None;
        }
        let (front_matter, new_body) = front_matter::split(text);
        if front_matter.is_none() || new_body != body.wrapping_add_signed(shift) as usize {
            return None;
        }
        let outline = Arc::make_mut(&mut self.outline);
        let head = outline.front_matter != front_matter;
        (outline.front_matter, self.body) = (front_matter, new_body);
        outline.blocks.iter_mut().for_each(|block| block.span = block.span.moved(shift));
        outline.comments.iter_mut().for_each(|comment| *comment = comment.moved(shift));
        self.starts.iter_mut().for_each(|start| start.byte = start.byte.wrapping_add_signed(shift));
        Some(Replaced { head, ..Replaced::default() })
    }

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
        part.blocks.truncate(found.blocks as usize);
        part.comments.truncate(found.comments as usize);
        let come = part.blocks.len();

        let outline = Arc::make_mut(&mut self.outline);
        let blocks = first.blocks as usize..sought.blocks as usize;
        let comments = first.comments as usize..sought.comments as usize;
        outline.blocks[blocks.end..].iter_mut().for_each(|block| block.span = block.span.moved(shift));
        outline.comments[comments.end..].iter_mut().for_each(|comment| *comment = comment.moved(shift));
        make_room(&mut outline.blocks, come);
        let gone = outline.blocks.splice(blocks.clone(), part.blocks).collect();
        outline.comments.splice(comments, part.comments);

        let (new_blocks, new_comments) = (first.blocks + found.blocks, first.comments + found.comments);
        for start in &mut self.starts[last..] {
            start.byte = start.byte.wrapping_add_signed(shift);
            start.blocks = start.blocks - sought.blocks + new_blocks;
            start.comments = start.comments - sought.comments + new_comments;
        }
        let own = part.starts[..at].iter().map(|start| Start {
            blocks: start.blocks + first.blocks,
            comments: start.comments + first.comments,
            ..*start
        });
        make_room(&mut self.starts, at);
        self.starts.splice(kept..last, own);
        Replaced { new: blocks.start..blocks.start + come, old: blocks, gone, head: false }
    }
}

/// Makes room for so many more in a long list that is kept: a little more, and not as much again. What
/// moves to a larger place leaves a hole behind, so that a new list has some room too.
pub fn make_room<T>(list: &mut Vec<T>, more: usize) {
    let length = list.len() + more;
    if list.capacity() < length {
        list.reserve_exact(more + length / 16 + 4);
    }
}

/// Puts entries in the place of some of a list that is kept. Where those are all of it, the new list is
/// the one: a long one is not written twice.
pub fn exchange<T>(list: &mut Vec<T>, gone: Range<usize>, come: Vec<T>) {
    if gone.len() == list.len() && list.capacity() < come.len() {
        *list = come;
        return;
    }
    make_room(list, come.len());
    drop(list.splice(gone, come));
}
