//! The two pipes to the client: what is read, what is written, and how the two end.
//!
//! A thread of its own reads standard input and hands on sound frames only; a change of a draft goes
//! the shortest way there is. Another writes what can't be written at once; no one who has something to
//! say waits for a client that doesn't read. Diagnostics that haven't been written yet are overtaken by
//! newer ones of the same draft.

mod change;
mod inlet;
mod outlet;
mod pipe;

use bytes::Bytes;

pub(super) use change::{Changed, Changes, Waiting};
pub(super) use inlet::Inlet;
pub(super) use outlet::{Outlet, Responses};
#[cfg(test)]
pub(super) use pipe::Sink;

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
