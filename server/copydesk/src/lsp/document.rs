//! A draft that an editor has open: its text, and what was last read in it.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use copydesk_core::rules::{Docket, Judgement, Rule, Since};
use copydesk_core::text::{Encoding, Position, Stretch};
use copydesk_core::{Draft, Finding, Memo, Reading, Span, Stylebook, Text};

use crate::project::SETTINGS_FILE;

use super::convert::told::Told;
use super::convert::types::Uri;
use super::publish::{MOMENT, OVERDUE};
use super::typing::Typing;
use super::worker::Lane;

/// An open draft, or an open settings file. Its text is the editor's: the file on disk is never
/// read meanwhile.
pub(super) struct Document {
    /// What it is called inside the server.
    pub(super) uri: Uri,
    /// What the client calls it.
    pub(super) sent_uri: String,
    /// Where it lies, if it lies anywhere.
    pub(super) path: Option<PathBuf>,
    /// Whether it is a settings file.
    pub(super) is_settings: bool,
    /// Where its jobs run, one after the other.
    pub(super) lane: Arc<Lane>,
    state: Mutex<State>,
    desk: Mutex<Desk>,
    /// What was told of it last.
    told: Mutex<Told>,
    /// The decisions that hold for it, and the generation of settings they are of.
    stylebook: Mutex<Option<(u64, Arc<Stylebook>)>>,
}

/// What changes from key to key.
pub(super) struct State {
    /// The text and the format, as the editor has them but for the stretch.
    draft: Draft,
    /// The latest edits, as long as they lie in one place and no one asked for the text.
    stretch: Option<Stretch>,
    /// The editor's count of changes.
    pub(super) version: i32,
    /// Our own count: editors have been seen to send a version twice.
    pub(super) edition: u64,
    /// Whether the editor still has it open.
    pub(super) open: bool,
    /// What the writer is at.
    pub(super) typing: Option<Typing>,
    /// A check is on its way that will see every change made until it begins.
    pub(super) check_queued: bool,
    /// When the last change came.
    pub(super) changed: Instant,
    /// When the first change came that no diagnostics have answered.
    pub(super) unanswered: Option<Instant>,
    /// How long a check takes: the shorter of the last two, for the first one reads everything,
    /// and any may have had to wait for the processor.
    pub(super) cost: Duration,
    /// How long the last one took.
    last_cost: Duration,
}

/// The text at one moment.
#[derive(Clone)]
pub(super) struct Snapshot {
    /// Text and format; a clone of them costs nothing.
    pub(super) draft: Draft,
    /// The editor's count of changes then.
    pub(super) version: i32,
    /// Our own.
    pub(super) edition: u64,
}

/// All that was read in a draft at one moment.
pub(super) struct View {
    /// What the draft is called.
    pub(super) uri: Uri,
    /// Text and format.
    pub(super) draft: Draft,
    /// The editor's count of changes then.
    pub(super) version: i32,
    /// Our own.
    pub(super) edition: u64,
    /// The decisions it was judged by.
    pub(super) stylebook: Arc<Stylebook>,
    /// What the draft says.
    pub(super) reading: Reading,
    /// What the desk has to say, sorted.
    pub(super) findings: Arc<Vec<Finding>>,
    /// Rules that panicked, whose findings are missing.
    pub(super) failed: Vec<&'static str>,
    /// What of the findings was found before.
    pub(super) since: Since,
}

/// What is kept between two checks of a draft.
#[derive(Default)]
struct Desk {
    kept: Kept,
    last: Option<Arc<View>>,
}

/// What one version of a draft leaves to the next.
#[derive(Default)]
pub(super) struct Kept {
    memo: Memo,
    docket: Docket,
}

/// A change of the text, in the editor's terms: a range, or the whole text.
pub(super) type Change<'a> = (Option<(Position, Position)>, Cow<'a, str>);

impl Document {
    /// A draft that was just opened; `path` is where it lies.
    pub(super) fn open(
        uri: Uri,
        sent_uri: String,
        path: Option<PathBuf>,
        opened: Snapshot,
        lane: Arc<Lane>,
    ) -> Self {
        let is_settings = path.as_ref().is_some_and(|path| path.ends_with(SETTINGS_FILE));
        let state = State {
            draft: opened.draft,
            stretch: None,
            version: opened.version,
            edition: opened.edition,
            open: true,
            typing: None,
            check_queued: false,
            changed: Instant::now(),
            unanswered: None,
            cost: MOMENT,
            last_cost: MOMENT,
        };
        let (desk, told, stylebook) = (Mutex::default(), Mutex::default(), Mutex::default());
        Self { uri, sent_uri, path, is_settings, lane, state: Mutex::new(state), desk, told, stylebook }
    }

    /// The decisions that hold for the draft, asked for anew when settings have changed.
    pub(super) fn stylebook(&self, generation: u64, ask: impl FnOnce() -> Arc<Stylebook>) -> Arc<Stylebook> {
        let mut known = self.stylebook.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((of, stylebook)) if *of == generation => Arc::clone(stylebook),
            _ => {
                let stylebook = ask();
                *known = Some((generation, Arc::clone(&stylebook)));
                stylebook
            }
        }
    }

    /// The draft's state, for a moment.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The text as it is now.
    pub(super) fn snapshot(&self) -> Snapshot {
        self.state().snapshot()
    }

    /// What was told of it last.
    pub(super) fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets go of all but the text: the writer is at another draft, and what is asked of this one can be
    /// read again. A draft that is at work is left alone.
    pub(super) fn set_aside(&self) {
        let Ok(mut desk) = self.desk.try_lock() else { return };
        *desk = Desk::default();
        *self.told() = Told::default();
        self.state().set_aside();
    }

    /// Whether what was read in it is kept.
    #[cfg(test)]
    pub(super) fn is_read(&self) -> bool {
        self.desk.lock().expect("no one panicked").last.is_some()
    }

    /// Lets go of all that was read but the last view, which is handed on.
    pub(super) fn give_up(&self) -> Option<Arc<View>> {
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *desk).last
    }

    /// Reads a snapshot, or remembers having done so.
    pub(super) fn read(
        &self,
        snapshot: Snapshot,
        stylebook: Arc<Stylebook>,
        rules: &[&'static Rule],
    ) -> Arc<View> {
        self.read_unless(snapshot, stylebook, rules, &|| false).expect("nothing stops it")
    }

    /// The same, unless `stop` says that no one waits for it any more.
    pub(super) fn read_unless(
        &self,
        snapshot: Snapshot,
        stylebook: Arc<Stylebook>,
        rules: &[&'static Rule],
        stop: &dyn Fn() -> bool,
    ) -> Option<Arc<View>> {
        let mut desk = match self.desk.lock() {
            Ok(desk) => desk,
            Err(poison) => {
                // A check that panicked may have left anything behind: begin anew.
                self.desk.clear_poison();
                let mut desk = poison.into_inner();
                *desk = Desk::default();
                desk
            }
        };
        if let Some(last) = &desk.last
            && last.edition == snapshot.edition
            && Arc::ptr_eq(&last.stylebook, &stylebook)
        {
            return Some(Arc::clone(last));
        }
        // What no view holds any more is edited in place.
        desk.last = None;
        let view = snapshot.read_unless(self.uri.clone(), stylebook, rules, &mut desk.kept, stop)?;
        let view = Arc::new(view);
        desk.last = Some(Arc::clone(&view));
        Some(view)
    }
}

impl Snapshot {
    /// Reads and judges the text.
    pub(super) fn read(
        self,
        uri: Uri,
        stylebook: Arc<Stylebook>,
        rules: &[&'static Rule],
        kept: &mut Kept,
    ) -> View {
        self.read_unless(uri, stylebook, rules, kept, &|| false).expect("nothing stops it")
    }

    fn read_unless(
        self,
        uri: Uri,
        stylebook: Arc<Stylebook>,
        rules: &[&'static Rule],
        kept: &mut Kept,
        stop: &dyn Fn() -> bool,
    ) -> Option<View> {
        let Snapshot { draft, version, edition } = self;
        let reading = copydesk_core::read_unless(&draft, &stylebook, &mut kept.memo, stop)?;
        if stop() {
            return None;
        }
        let Judgement { findings, failed, since } = kept.docket.judge(rules, &reading, &stylebook);
        Some(View { uri, draft, version, edition, stylebook, reading, findings, failed, since })
    }
}

impl State {
    /// The text as it is now.
    pub(super) fn snapshot(&mut self) -> Snapshot {
        self.settle();
        Snapshot { draft: self.draft.clone(), version: self.version, edition: self.edition }
    }

    /// Whether a check of an edition is to be left for a newer one. Not, where the writer has waited for
    /// an answer long enough.
    pub(super) fn has_left(&self, edition: u64) -> bool {
        self.edition != edition && self.unanswered.is_none_or(|since| since.elapsed() < OVERDUE)
    }

    /// Expects that the next check reads all of it.
    fn set_aside(&mut self) {
        (self.cost, self.last_cost) = (MOMENT, MOMENT);
        self.draft.text.set_aside();
    }

    /// Learns how long a check took.
    pub(super) fn learn(&mut self, cost: Duration) {
        self.cost = cost.min(self.last_cost);
        self.last_cost = cost;
    }

    /// Applies the changes of one message, each to the text that the one before it left.
    pub(super) fn apply<'a>(
        &mut self,
        version: i32,
        changes: impl Iterator<Item = Change<'a>>,
        encoding: Encoding,
    ) {
        let now = Instant::now();
        for (range, text) in changes {
            let (removed, inserted) = self.change(range, text, encoding);
            self.typing = Some(Typing::edited(self.typing, removed, inserted, now));
        }
        self.version = version;
        self.edition += 1;
        self.changed = now;
        self.unanswered.get_or_insert(now);
    }

    /// Puts `new` in the place of a range, and says what was replaced by how many bytes.
    fn change(
        &mut self,
        range: Option<(Position, Position)>,
        new: Cow<'_, str>,
        encoding: Encoding,
    ) -> (Span, usize) {
        let Some((start, end)) = range else {
            self.settle();
            let changed = difference(&self.draft.text, &new);
            self.draft.text = Text::from(new.into_owned());
            return changed;
        };
        if let Some(changed) =
            self.stretch.as_mut().and_then(|stretch| stretch.take(start, end, &new, encoding))
        {
            return changed;
        }
        self.settle();
        let begun = Stretch::new(&self.draft.text, start, end, new.into_owned(), encoding);
        self.stretch.insert(begun).edit()
    }

    /// Makes the edits that were gathered.
    fn settle(&mut self) {
        if let Some(stretch) = self.stretch.take() {
            stretch.put_into(&mut self.draft.text);
        }
    }
}

/// Where two texts differ: what goes of the old one, and how many bytes come in its place. For
/// editors that send the whole text at every key.
pub(super) fn difference(old: &str, new: &str) -> (Span, usize) {
    let pairs = old.chars().zip(new.chars());
    let start: usize = pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let pairs = old[start..].chars().rev().zip(new[start..].chars().rev());
    let end: usize = pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    (Span::new(start, old.len() - end), new.len() - end - start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_of_two_texts_is_what_was_edited() {
        assert_eq!(difference("one two", "one big two"), (Span::new(4, 4), 4));
        assert_eq!(difference("ää", "ä"), (Span::new(2, 4), 0));
        assert_eq!(difference("👍", "👎"), (Span::new(0, 4), 4));
        assert_eq!(difference("same", "same"), (Span::new(4, 4), 0));
    }
}
