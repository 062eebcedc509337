//! The two pipes to the client: what is read, what is written, and how the two end.
//!
//! A thread of its own reads standard input and hands on sound frames only. Another writes; no
//! one who has something to say waits for a client that doesn't read. Diagnostics that haven't
//! been written yet are overtaken by newer ones of the same draft.

mod inlet;
mod outlet;

use std::io::Write;

use bytes::Bytes;

pub(super) use inlet::Inlet;
pub(super) use outlet::{Outlet, Responses};

/// A message with its header.
pub(super) fn framed(body: &[u8]) -> Bytes {
    let mut frame = Vec::with_capacity(body.len() + 32);
    let _ = write!(frame, "Content-Length: {}\r\n\r\n", body.len());
    frame.extend_from_slice(body);
    frame.into()
}
