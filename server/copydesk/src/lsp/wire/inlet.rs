//! What the client writes, as far as it can be read.

use std::io::{self, Read};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc;

use super::super::convert::types;
use super::super::ending::Ending;
use super::super::frames::{Frame, Frames, TOO_LONG};
use super::super::tidy::{Aliases, PARSE_ERROR, Refused, tidy};
use super::{Outlet, framed};

/// How many messages may lie between the reading thread and the server.
const QUEUE: usize = 256;

/// How far into a message its method is looked for.
const HEAD: usize = 256;

/// What is left to do of a change: by the thread that read it if it has the time, else by others.
pub(in super::super) struct Job {
    /// Which draft was changed: what is left to do of its last change is enough.
    pub(in super::super) draft: usize,
    /// Does it.
    pub(in super::super) run: Box<dyn FnOnce(Whose) + Send>,
}

/// Who does a job.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Whose {
    /// The thread that has it.
    Own,
    /// Whoever is free.
    Anyone,
}

/// Takes a change of a draft and says what is left to do; `None` where the server must take it.
pub(in super::super) type Changes =
    Box<dyn Fn(types::DidChangeTextDocumentParams) -> Option<Job> + Send + Sync>;

/// What the server reads: the client's frames, without those that can't be read.
pub(in super::super) struct Inlet {
    messages: mpsc::Receiver<Bytes>,
    current: Bytes,
    taken: u64,
    handled: Arc<AtomicU64>,
}

impl Inlet {
    /// Reads the input on threads of its own until it ends. Frames that can't be read are answered.
    pub(in super::super) fn read(
        input: impl Read + Send + 'static,
        outlet: Arc<Outlet>,
        aliases: Aliases,
        ending: Arc<Ending>,
        changes: Changes,
    ) -> Self {
        let (sender, messages) = mpsc::channel(QUEUE);
        let handled = Arc::<AtomicU64>::default();
        let pump = Pump {
            input,
            frames: Frames::default(),
            buffer: vec![0; 1 << 16],
            messages: Some(sender),
            sent: 0,
        };
        let desk = Arc::new(Desk {
            pump: Mutex::new(pump),
            handled: Arc::clone(&handled),
            away: AtomicBool::new(false),
            outlet,
            aliases,
            ending,
            changes,
        });
        for _ in 0..2 {
            let desk = Arc::clone(&desk);
            let read = move || desk.read();
            std::thread::Builder::new().name("input".to_owned()).spawn(read).expect("a thread to read with");
        }
        Self { messages, current: Bytes::new(), taken: 0, handled }
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

/// Two threads that take turns: while one does what it read, the other reads on.
struct Desk<R> {
    pump: Mutex<Pump<R>>,
    /// How many of the messages sent to the server have been handled.
    handled: Arc<AtomicU64>,
    /// One of the two is doing what it read, so that the other must not leave the input.
    away: AtomicBool,
    outlet: Arc<Outlet>,
    aliases: Aliases,
    ending: Arc<Ending>,
    changes: Changes,
}

/// The input, and how far it has been read.
struct Pump<R> {
    input: R,
    frames: Frames,
    buffer: Vec<u8>,
    /// None when the input has ended.
    messages: Option<mpsc::Sender<Bytes>>,
    sent: u64,
}

impl<R: Read> Desk<R> {
    fn read(&self) {
        while let Some(job) = self.next() {
            (job.run)(Whose::Own);
            self.away.store(false, Ordering::Release);
        }
    }

    /// Reads until there is something to do for the thread itself; `None` at the end.
    fn next(&self) -> Option<Job> {
        let mut pump = self.pump.lock().unwrap_or_else(PoisonError::into_inner);
        let job = pump.messages.is_some().then(|| self.pump(&mut pump).ok().flatten()).flatten();
        match job {
            Some(_) => self.away.store(true, Ordering::Release),
            None if pump.messages.take().is_some() => self.ending.input_ended(),
            None => (),
        }
        job
    }

    fn pump(&self, pump: &mut Pump<R>) -> io::Result<Option<Job>> {
        let leave = |job: Option<Job>| job.into_iter().for_each(|job| (job.run)(Whose::Anyone));
        loop {
            // Changes that have come together are checked together.
            let mut due: Option<Job> = None;
            while let Some(frame) = pump.frames.next() {
                if let Some(job) = self.shorten(pump, &frame) {
                    let draft = job.draft;
                    leave(due.replace(job).filter(|before| before.draft != draft));
                    continue;
                }
                leave(due.take());
                let Some(message) = sound(frame, &mut pump.frames, &self.outlet, &self.aliases) else {
                    continue;
                };
                pump.sent += 1;
                let messages = pump.messages.as_ref();
                if messages.is_none_or(|messages| messages.blocking_send(framed(&message)).is_err()) {
                    return Ok(None);
                }
            }
            match due {
                Some(job) if !self.away.load(Ordering::Acquire) => return Ok(Some(job)),
                due => leave(due),
            }
            let count = match pump.input.read(&mut pump.buffer) {
                Ok(0) => return Ok(None),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                count => count?,
            };
            pump.frames.push(&pump.buffer[..count]);
        }
    }

    /// Spares a change of a draft the way through the server, where nothing before it is on that
    /// way still: the order of the messages stays.
    fn shorten(&self, pump: &Pump<R>, frame: &Frame) -> Option<Job> {
        let Frame::Body(body) = frame else { return None };
        let is_next = self.handled.load(Ordering::Acquire) == pump.sent;
        if is_next { (self.changes)(change_in(body)?) } else { None }
    }
}

/// A change of a draft that is written as it should be; all else is left to the server.
fn change_in(body: &[u8]) -> Option<types::DidChangeTextDocumentParams> {
    #[derive(Deserialize)]
    struct Message<'a> {
        jsonrpc: &'a str,
        method: &'a str,
        #[serde(default)]
        id: Option<IgnoredAny>,
        params: types::DidChangeTextDocumentParams,
    }
    // Every client writes the method before the text, and most messages are something else.
    memchr::memmem::find(&body[..body.len().min(HEAD)], b"textDocument/didChange\"")?;
    let message: Message = serde_json::from_slice(body).ok()?;
    let is_sound =
        message.jsonrpc == "2.0" && message.method == "textDocument/didChange" && message.id.is_none();
    is_sound.then_some(message.params)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sound_change_is_one() {
        let change = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.md","version":2},"contentChanges":[{"text":"a"}]}}"#;
        assert_eq!(change_in(change.as_bytes()).expect("a change").text_document.version, 2);
        for (from, to) in [
            (r#""2.0""#, r#""1.0""#),
            (r#""method""#, r#""id":1,"method""#),
            (r#"didChange""#, r#"didClose""#),
            ("file:///a.md", "file:///a b.md"),
            (r#":2}"#, r#":2147483648}"#),
            (r#":"a""#, r#":"\ud83d""#),
            ("]}}", "]}"),
        ] {
            let odd = change.replacen(from, to, 1);
            assert!(change_in(odd.as_bytes()).is_none(), "{odd}");
        }
    }
}
