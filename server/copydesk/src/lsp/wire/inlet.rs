//! What the client writes, as far as it can be read.

use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use serde_json::json;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc;

use super::super::ending::Ending;
use super::super::frames::{Frame, Frames, TOO_LONG};
use super::super::tidy::{Aliases, PARSE_ERROR, Refused, tidy};
use super::{Outlet, framed};

/// How many messages may lie between the reading thread and the server.
const QUEUE: usize = 256;

/// What the server reads: the client's frames, without those that can't be read.
pub(in super::super) struct Inlet {
    messages: mpsc::Receiver<Bytes>,
    current: Bytes,
}

impl Inlet {
    /// Reads the input on a thread until it ends. Frames that can't be read are answered.
    pub(in super::super) fn read(
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
