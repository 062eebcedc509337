//! What the client is to read, whether it reads or not.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::io::AsyncWrite;

use super::super::ending::Ending;
use super::pipe::Sink;

/// Answers that the client hasn't read pile up to this many bytes; then requests wait.
const BACKLOG: usize = 64 << 20;

/// What the server writes: frames in order, and the newest diagnostics of each draft.
pub(in super::super) struct Outlet {
    queue: Mutex<Queue>,
    /// Wakes the writing thread, and whoever waits for it to be done.
    changed: Condvar,
    output: Mutex<Box<dyn Sink>>,
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

    /// How many bytes wait.
    fn length(&self) -> usize {
        self.bytes.len() + self.news.values().map(Bytes::len).sum::<usize>()
    }

    fn take(&mut self) -> Bytes {
        let mut bytes = std::mem::take(&mut self.bytes);
        if bytes.is_empty() && self.order.len() == 1 {
            return self.order.pop_front().and_then(|draft| self.news.remove(&draft)).unwrap_or_default();
        }
        for draft in self.order.drain(..) {
            bytes.extend_from_slice(&self.news.remove(&draft).unwrap_or_default());
        }
        bytes.into()
    }
}

impl Outlet {
    /// Writes to `output`, on a thread of its own where it has to wait for the client.
    pub(in super::super) fn write(output: impl Sink + 'static, ending: Arc<Ending>) -> Arc<Self> {
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
    pub(in super::super) fn send(&self, frame: &[u8]) {
        self.queue().bytes.extend_from_slice(frame);
        self.changed.notify_all();
    }

    /// Sends the diagnostics of a draft, in the place of those that haven't been written yet.
    /// Never waits for the client.
    pub(in super::super) fn publish(&self, draft: &str, frame: Bytes) {
        let mut queue = self.queue();
        if queue.news.insert(draft.to_owned(), frame).is_none() {
            queue.order.push_back(draft.to_owned());
        }
        drop(queue);
        self.changed.notify_all();
    }

    /// Sends diagnostics like [`Outlet::publish`], but no one is told of them before
    /// [`Outlet::deliver`].
    pub(in super::super) fn post(&self, draft: &str, frame: Bytes) {
        let mut queue = self.queue();
        if queue.news.insert(draft.to_owned(), frame).is_none() {
            queue.order.push_back(draft.to_owned());
        }
    }

    /// Has what was posted written: by the caller itself, if the client has read all before it, for
    /// another thread would have to wake.
    pub(in super::super) fn deliver(&self) {
        let queue = self.queue();
        // Whoever is writing looks again when it is done.
        if queue.writing || queue.is_empty() || queue.broken {
            return;
        }
        let has_room = self.output().has_room(queue.length());
        if has_room {
            drop(self.write_once(queue));
        } else {
            drop(queue);
            self.changed.notify_all();
        }
    }

    /// Waits until all is written, or until `patience` is over.
    pub(in super::super) fn flush(&self, patience: Duration) {
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

    fn output(&self) -> MutexGuard<'_, Box<dyn Sink>> {
        self.output.lock().unwrap_or_else(PoisonError::into_inner)
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
            let mut output = self.output();
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
pub(in super::super) struct Responses(pub(in super::super) Arc<Outlet>);

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

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    /// An output that takes one piece each time it is told to.
    struct Slow(Receiver<()>, Sender<Vec<u8>>);

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.0.recv();
            let _ = self.1.send(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Sink for Slow {}

    /// Who doesn't read gets the newest diagnostics of each draft only, and every answer.
    #[test]
    fn diagnostics_that_no_one_has_read_are_overtaken() {
        let ((go, told), (sender, written)) = (channel(), channel());
        let outlet = Outlet::write(Slow(told, sender), Arc::default());
        // The writer holds this one and waits.
        outlet.send(b"first ");
        while !outlet.queue().writing {
            std::thread::yield_now();
        }
        for number in 0..1_000 {
            outlet.publish("a", format!("a{number} ").into_bytes().into());
            outlet.publish("b", format!("b{number} ").into_bytes().into());
        }
        outlet.send(b"answer ");
        drop(go);
        outlet.flush(Duration::from_secs(30));
        let written: Vec<u8> = written.try_iter().flatten().collect();
        assert_eq!(String::from_utf8_lossy(&written), "first answer a999 b999 ");
    }
}
