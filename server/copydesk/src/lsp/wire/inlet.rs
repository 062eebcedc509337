//! What the client writes, as far as it can be read.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::thread::Thread;
use std::time::{Duration, Instant};

use bytes::Bytes;
use serde_json::json;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc;

use super::super::ending::Ending;
use super::super::frames::{Frame, Frames, LONG, TOO_LONG};
use super::super::tidy::{Aliases, PARSE_ERROR, Refused, tidy};
use super::change::{Changes, Waiting, change_in};
use super::opening::Opening;
use super::pipe::comes_within;
use super::{Outlet, framed};

/// How many messages may lie between the reading thread and the server.
const QUEUE: usize = 256;

/// A client that writes nothing for so long has written all that it writes in haste.
const LULL: Duration = Duration::from_micros(20);

/// How long a client may write in haste before it is answered all the same.
const LONGEST_WAIT: Duration = Duration::from_millis(10);

/// How long the server may take to handle what stands before a long text.
const LONGEST_TURN: Duration = Duration::from_secs(1);

/// What the server reads: the client's frames, without those that can't be read.
pub(in super::super) struct Inlet {
    messages: mpsc::Receiver<Bytes>,
    current: Bytes,
    taken: u64,
    handled: Arc<AtomicU64>,
    /// The thread that reads, which may wait for what was sent to be handled.
    reader: Thread,
}

impl Inlet {
    /// Reads the input on a thread of its own until it ends. Frames that can't be read are answered.
    pub(in super::super) fn read(
        input: File,
        outlet: Arc<Outlet>,
        aliases: Aliases,
        ending: Arc<Ending>,
        changes: impl Changes,
    ) -> Self {
        let (sender, messages) = mpsc::channel(QUEUE);
        let handled = Arc::<AtomicU64>::default();
        let mut pump = Pump {
            input,
            messages: sender,
            sent: 0,
            handled: Arc::clone(&handled),
            outlet,
            aliases,
            changes,
            due: None,
        };
        let read = move || {
            // However it ends, no more comes.
            let _ = pump.read();
            drop(pump);
            ending.input_ended();
        };
        let reader = std::thread::Builder::new().name("input".to_owned()).spawn(read);
        let reader = reader.expect("a thread to read with").thread().clone();
        Self { messages, current: Bytes::new(), taken: 0, handled, reader }
    }
}

impl AsyncRead for Inlet {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.current.is_empty() {
            // The base asks for more when it has done what each message before wants done at once.
            self.handled.store(self.taken, Ordering::Release);
            self.reader.unpark();
            match self.messages.poll_recv(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(Ok(())),
                Poll::Ready(Some(message)) => {
                    self.taken += 1;
                    self.current = message;
                }
            }
        }
        let count = buffer.remaining().min(self.current.len());
        let piece = self.current.split_to(count);
        buffer.put_slice(&piece);
        Poll::Ready(Ok(()))
    }
}

/// Reads the input, and does at once what is quickly done.
struct Pump<C: Changes> {
    input: File,
    messages: mpsc::Sender<Bytes>,
    /// How many messages were sent to the server, and how many of them have been handled.
    sent: u64,
    handled: Arc<AtomicU64>,
    outlet: Arc<Outlet>,
    aliases: Aliases,
    changes: C,
    due: Option<Due<C::Draft>>,
}

/// What is left to do of changes that have come together, or so quickly that they are done together.
struct Due<D> {
    last: Waiting<D>,
    since: Instant,
}

impl<C: Changes> Pump<C> {
    /// Reads to the end, or until the server is gone.
    fn read(&mut self) -> io::Result<()> {
        let (mut frames, mut buffer) = (Frames::default(), vec![0; 1 << 16]);
        loop {
            while let Some(frame) = frames.next() {
                let Some(frame) = self.shorten(frame) else { continue };
                self.settle();
                let Some(frame) = self.open(frame) else { continue };
                let Some(message) = sound(frame, &mut frames, &self.outlet, &self.aliases) else { continue };
                self.sent += 1;
                if self.messages.blocking_send(framed(&message)).is_err() {
                    return Ok(());
                }
            }
            if !self.is_in_haste() {
                self.settle();
            }
            match self.input.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => frames.push(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
                Err(error) => return Err(error),
            }
        }
        self.settle();
        Ok(())
    }

    /// Spares a change of a draft the way through the server, where nothing before it is on that
    /// way still: the order of the messages stays. Anything else is given back.
    fn shorten(&mut self, frame: Frame) -> Option<Frame> {
        let Frame::Body(body) = &frame else { return Some(frame) };
        if self.handled.load(Ordering::Acquire) != self.sent {
            return Some(frame);
        }
        let Some(last) = change_in(body).and_then(|changed| self.changes.change(changed)) else {
            return Some(frame);
        };
        let other = self.due.take_if(|due| due.last.draft != last.draft);
        other.into_iter().for_each(|due| self.changes.check(due.last.draft));
        let since = self.due.as_ref().map_or_else(Instant::now, |due| due.since);
        self.due = Some(Due { last, since });
        None
    }

    /// Spares a draft that is opened the same way, on which a long text would stand in memory several
    /// times at once: it had better wait until the way is free.
    fn open(&mut self, frame: Frame) -> Option<Frame> {
        let Frame::Body(body) = frame else { return Some(frame) };
        let Some(opening) = Opening::of(&body) else { return Some(Frame::Body(body)) };
        let patience = if body.len() > LONG { LONGEST_TURN } else { Duration::ZERO };
        if !self.all_is_handled_within(patience) || !self.changes.is_served() {
            return Some(Frame::Body(body));
        }
        self.changes.open(opening.take(body));
        None
    }

    /// Whether the server has handled all that was sent to it, or has so before a while is over.
    fn all_is_handled_within(&self, patience: Duration) -> bool {
        let end = Instant::now() + patience;
        while self.handled.load(Ordering::Acquire) != self.sent {
            let Some(left) = end.checked_duration_since(Instant::now()) else { return false };
            std::thread::park_timeout(left);
        }
        true
    }

    /// Whether changes come in such haste that what is due had better wait for the next.
    fn is_in_haste(&self) -> bool {
        let is_waited_for = |due: &Due<_>| due.last.in_haste && due.since.elapsed() < LONGEST_WAIT;
        self.due.as_ref().is_some_and(is_waited_for) && comes_within(&self.input, LULL)
    }

    /// Does what is due.
    fn settle(&mut self) {
        if let Some(due) = self.due.take() {
            self.changes.check(due.last.draft);
        }
    }
}

/// The message of a frame, fit for the server; one that isn't is answered here.
fn sound(frame: Frame, frames: &mut Frames, outlet: &Outlet, aliases: &Aliases) -> Option<Bytes> {
    let refused = match frame {
        Frame::Broken(why) => {
            if why == TOO_LONG {
                show(outlet, "copydesk: a draft or a change of more than 64 MiB can’t be read");
            }
            Refused { id: json!(null), code: PARSE_ERROR, message: why.to_owned() }
        }
        Frame::Body(body) => match tidy(body.clone(), aliases) {
            Ok(message) => return Some(message),
            Err(refused) => {
                if refused.code == PARSE_ERROR {
                    frames.reconsider(&body);
                }
                refused
            }
        },
    };
    tracing::warn!(why = refused.message, "a message that can't be read");
    let error = json!({ "code": refused.code, "message": refused.message });
    let answer = json!({ "jsonrpc": "2.0", "id": refused.id, "error": error });
    outlet.send(&framed(answer.to_string().as_bytes()));
    None
}

/// Shows a message to the user.
fn show(outlet: &Outlet, message: &str) {
    let params = json!({ "type": 2, "message": message });
    let notice = json!({ "jsonrpc": "2.0", "method": "window/showMessage", "params": params });
    outlet.send(&framed(notice.to_string().as_bytes()));
}
