//! The two pipes to the client: what is read, what is written, and how the two end.
//!
//! A thread of its own reads standard input and hands on sound frames only. Another writes; no
//! one who has something to say waits for a client that doesn't read. Diagnostics that haven't
//! been written yet are overtaken by newer ones of the same draft.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use bytes::Bytes;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::mpsc;

use super::ending::Ending;
use super::frames::{Frame, Frames};
use super::tidy::{Aliases, PARSE_ERROR, Refused, tidy};

/// How many messages may lie between the reading thread and the server.
const QUEUE: usize = 256;

/// Answers that the client hasn't read pile up to this many bytes; then requests wait.
const BACKLOG: usize = 64 << 20;

/// What the server reads: the client's frames, without those that can't be read.
pub(super) struct Inlet {
    messages: mpsc::Receiver<Bytes>,
    current: Bytes,
}

impl Inlet {
    /// Reads the input on a thread until it ends. Frames that can't be read are answered.
    pub(super) fn read(
        input: impl Read + Send + 'static,
        outlet: Arc<Outlet>,
        aliases: Aliases,
        ending: Arc<Ending>,
    ) -> Self {
        let (sender, messages) = mpsc::channel(QUEUE);
        let reader = move || {
            let _ = pump(input, &sender, &outlet, &aliases);
            ending.input_ended();
        };
        std::thread::Builder::new().name("input".to_owned()).spawn(reader).expect("a thread to read with");
        Self { messages, current: Bytes::new() }
    }
}

impl AsyncRead for Inlet {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.current.is_empty() {
            match self.messages.poll_recv(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(Ok(())),
                Poll::Ready(Some(message)) => self.current = message,
            }
        }
        let count = buffer.remaining().min(self.current.len());
        let piece = self.current.split_to(count);
        buffer.put_slice(&piece);
        Poll::Ready(Ok(()))
    }
}

fn pump(
    mut input: impl Read,
    messages: &mpsc::Sender<Bytes>,
    outlet: &Outlet,
    aliases: &Aliases,
) -> io::Result<()> {
    let mut frames = Frames::default();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = match input.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            count => count?,
        };
        frames.push(&buffer[..count]);
        while let Some(frame) = frames.next() {
            if let Some(message) = sound(frame, &mut frames, outlet, aliases)
                && messages.blocking_send(framed(&message)).is_err()
            {
                return Ok(());
            }
        }
    }
}

/// The message of a frame, fit for the server; one that isn't is answered here.
fn sound(frame: Frame, frames: &mut Frames, outlet: &Outlet, aliases: &Aliases) -> Option<Bytes> {
    let refused = match frame {
        Frame::Broken(why) => Refused { id: json!(null), code: PARSE_ERROR, message: why.to_owned() },
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

/// A message with its header.
pub(super) fn framed(body: &[u8]) -> Bytes {
    written(|frame| frame.extend_from_slice(body))
}

/// A message with its header, written in its place: the header tells the length, so it comes last.
pub(super) fn written(body: impl FnOnce(&mut Vec<u8>)) -> Bytes {
    const ROOM: usize = 48;
    let mut frame = vec![0; ROOM];
    body(&mut frame);
    let header = format!("Content-Length: {}\r\n\r\n", frame.len() - ROOM);
    let start = ROOM - header.len();
    frame[start..ROOM].copy_from_slice(header.as_bytes());
    Bytes::from(frame).split_off(start)
}

/// What the server writes: frames in order, and the newest diagnostics of each draft.
pub(super) struct Outlet {
    queue: Mutex<Queue>,
    /// Wakes the writing thread, and whoever waits for it to be done.
    changed: Condvar,
    output: Mutex<Box<dyn Write + Send>>,
    ending: Arc<Ending>,
}

#[derive(Default)]
struct Queue {
    bytes: Vec<u8>,
    /// The newest diagnostics by draft, and the order in which the drafts came.
    news: HashMap<String, Bytes>,
    order: VecDeque<String>,
    /// Someone holds bytes that were taken from here and aren't written yet.
    writing: bool,
    broken: bool,
    /// Someone waits for all to be written.
    flushing: bool,
    /// The server, where it waits for room.
    waiting: Option<Waker>,
}

impl Queue {
    fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.order.is_empty()
    }

    fn take(&mut self) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.bytes);
        for draft in self.order.drain(..) {
            bytes.extend_from_slice(&self.news.remove(&draft).unwrap_or_default());
        }
        bytes
    }
}

impl Outlet {
    /// Writes to `output` on a thread of its own.
    pub(super) fn write(output: impl Write + Send + 'static, ending: Arc<Ending>) -> Arc<Self> {
        let outlet = Arc::new(Self {
            queue: Mutex::default(),
            changed: Condvar::new(),
            output: Mutex::new(Box::new(output)),
            ending,
        });
        let writer = Arc::clone(&outlet);
        let write = move || writer.write_on();
        std::thread::Builder::new().name("output".to_owned()).spawn(write).expect("a thread to write with");
        outlet
    }

    /// Sends a frame behind all others.
    pub(super) fn send(&self, frame: &[u8]) {
        self.queue().bytes.extend_from_slice(frame);
        self.changed.notify_all();
    }

    /// Sends the diagnostics of a draft, in the place of those that haven't been written yet.
    /// Never waits for the client.
    pub(super) fn publish(&self, draft: &str, frame: Bytes) {
        let mut queue = self.queue();
        if queue.news.insert(draft.to_owned(), frame).is_none() {
            queue.order.push_back(draft.to_owned());
        }
        drop(queue);
        self.changed.notify_all();
    }

    /// Sends diagnostics like [`Outlet::publish`], but has the caller write them where no one
    /// else is writing: one thread fewer to wake on the way from a key to its squiggle.
    pub(super) fn post(&self, draft: &str, frame: Bytes) {
        let mut queue = self.queue();
        if queue.news.insert(draft.to_owned(), frame).is_none() {
            queue.order.push_back(draft.to_owned());
        }
    }

    /// Writes what was posted. May wait for the client: the caller holds no lock.
    pub(super) fn deliver(&self) {
        let queue = self.queue();
        // Whoever is writing looks again when it is done.
        if !queue.writing && !queue.is_empty() && !queue.broken {
            drop(self.write_once(queue));
        }
    }

    /// Waits until all is written, or until `patience` is over.
    pub(super) fn flush(&self, patience: Duration) {
        let end = Instant::now() + patience;
        let mut queue = self.queue();
        queue.flushing = true;
        while (queue.writing || !queue.is_empty()) && !queue.broken {
            let Some(left) = end.checked_duration_since(Instant::now()) else { return };
            queue = self.changed.wait_timeout(queue, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_on(&self) {
        let mut queue = self.queue();
        while !queue.broken {
            queue = if queue.writing || queue.is_empty() {
                self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner)
            } else {
                self.write_once(queue)
            };
        }
    }

    /// Writes what there is, with the queue open to others meanwhile.
    fn write_once<'a>(&'a self, mut queue: MutexGuard<'a, Queue>) -> MutexGuard<'a, Queue> {
        let bytes = queue.take();
        queue.writing = true;
        drop(queue);
        let written = {
            let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
            output.write_all(&bytes).and_then(|()| output.flush())
        };
        let mut queue = self.queue();
        queue.writing = false;
        if written.is_err() {
            queue.broken = true;
            self.ending.output_broke();
        }
        if let Some(waiting) = queue.waiting.take() {
            waiting.wake();
        }
        if !queue.is_empty() || queue.broken || queue.flushing {
            self.changed.notify_all();
        }
        queue
    }
}

/// The server's end of the outlet.
pub(super) struct Responses(pub(super) Arc<Outlet>);

impl AsyncWrite for Responses {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let mut queue = self.0.queue();
        if queue.broken {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        if queue.bytes.len() > BACKLOG {
            queue.waiting = Some(cx.waker().clone());
            return Poll::Pending;
        }
        queue.bytes.extend_from_slice(bytes);
        drop(queue);
        self.0.changed.notify_all();
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
