//! Finds the messages in what a client writes.
//!
//! The base ends at the first header it doesn't know, so nothing reaches it but frames that are
//! sound. The protocol gives no way to tell where a broken frame ends; one thing helps: a line end
//! inside a JSON string is always escaped, so the bytes `Content-Length: 5` and a line end are
//! never part of a message. Wherever they stand, a frame begins.

use bytes::{Buf, Bytes, BytesMut};
use memchr::memchr;

/// The longest message that is read; a longer one is refused and skipped.
const LONGEST: usize = 64 << 20;

/// A message that is longer is longer than most.
pub(super) const LONG: usize = 64 << 10;

/// Why it is refused.
pub(super) const TOO_LONG: &str = "a message of more than 64 MiB";

/// How much of a line without an end is kept: more than any header that tells a length has.
const LONGEST_HEADER: usize = 256;

const LENGTH: &[u8] = b"content-length:";

/// What stood in the input.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The body of a frame, as long as its header said.
    Body(Bytes),
    /// A frame that can't be read, and why.
    Broken(&'static str),
}

/// The input as it comes, cut into frames.
#[derive(Debug, Default)]
pub(super) struct Frames {
    /// Bytes not yet told apart.
    bytes: BytesMut,
    /// How many of them have been searched for the start of another frame.
    searched: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, Default)]
enum State {
    /// Before a frame: everything but a header is garbage.
    #[default]
    Between,
    /// In a header, that has told the length or not yet.
    Header(Option<usize>),
    /// In a body of that length.
    Body(usize),
}

impl Frames {
    /// Takes in what was read.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The next frame, if it has come whole.
    pub(super) fn next(&mut self) -> Option<Frame> {
        loop {
            match self.state {
                State::Body(length) => return self.body(length),
                State::Between | State::Header(_) => match self.header()? {
                    Some(broken) => return Some(broken),
                    None => continue,
                },
            }
        }
    }

    /// Puts a body back that turned out to be no message, to look for frames inside: a length
    /// too long swallows the frame behind.
    pub(super) fn reconsider(&mut self, body: &[u8]) {
        let rest = std::mem::take(&mut self.bytes);
        self.bytes.extend_from_slice(body);
        self.bytes.extend_from_slice(&rest);
        self.state = State::Between;
        self.searched = 0;
    }

    /// Reads one line of a header: `None` without a whole line, `Some(None)` to go on.
    #[expect(clippy::option_option, reason = "the outer is about input, the inner about faults")]
    fn header(&mut self) -> Option<Option<Frame>> {
        let Some(end) = self.line_end() else {
            self.forget_garbage();
            return None;
        };
        let line = self.bytes[..end].trim_ascii().to_vec();
        self.drop(end + 1);
        Some(self.header_line(&line))
    }

    fn header_line(&mut self, line: &[u8]) -> Option<Frame> {
        if let Some((length, _)) = length_in(line) {
            self.state = State::Header(Some(length));
            return None;
        }
        match self.state {
            State::Header(length) if line.is_empty() => self.end_of_header(length),
            // Between frames only a line that looks like a header begins one.
            State::Between if is_header(line) => {
                self.state = State::Header(None);
                None
            }
            // Other headers don't matter, and a line that is none was garbage.
            _ => None,
        }
    }

    fn end_of_header(&mut self, length: Option<usize>) -> Option<Frame> {
        self.state = State::Between;
        match length {
            None => Some(Frame::Broken("a header without Content-Length")),
            Some(length) if length > LONGEST => Some(Frame::Broken(TOO_LONG)),
            Some(length) => {
                if length > LONG {
                    // Room that grows piece by piece ends at twice as much.
                    self.bytes.reserve(length.saturating_sub(self.bytes.len()));
                }
                self.state = State::Body(length);
                None
            }
        }
    }

    fn body(&mut self, length: usize) -> Option<Frame> {
        let have = self.bytes.len().min(length);
        if let Some(start) = next_frame(&self.bytes[..have], self.searched) {
            self.drop(start);
            self.state = State::Between;
            return Some(Frame::Broken("a message shorter than its Content-Length"));
        }
        if have < length {
            self.searched = have;
            return None;
        }
        self.state = State::Between;
        self.searched = 0;
        let body = self.bytes.split_to(length).freeze();
        if length > LONG {
            // A long message has its room for itself: else that would be kept for the short ones behind.
            self.bytes = BytesMut::from(&self.bytes[..]);
        }
        Some(Frame::Body(body))
    }

    fn line_end(&mut self) -> Option<usize> {
        let found = memchr(b'\n', &self.bytes[self.searched..]).map(|end| end + self.searched);
        self.searched = self.bytes.len();
        found
    }

    /// Garbage has no end of its own, and must not fill the memory.
    fn forget_garbage(&mut self) {
        if self.bytes.len() > LONGEST_HEADER {
            self.drop(self.bytes.len() - LONGEST_HEADER / 2);
            self.searched = self.bytes.len();
        }
    }

    fn drop(&mut self, count: usize) {
        self.bytes.advance(count);
        self.searched = 0;
    }
}

/// The length that a line tells, and where in it the header begins: garbage may stand before.
fn length_in(line: &[u8]) -> Option<(usize, usize)> {
    let start = line.windows(LENGTH.len()).rposition(|window| window.eq_ignore_ascii_case(LENGTH))?;
    let digits = line[start + LENGTH.len()..].trim_ascii();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // A number too large for the machine is too long in any case.
    let length = std::str::from_utf8(digits).ok()?.parse().unwrap_or(usize::MAX);
    Some((length, start))
}

/// Whether a line has the form `Name: value`.
fn is_header(line: &[u8]) -> bool {
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    name.len() < line.len()
        && !name.is_empty()
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// Where in a body another frame begins. Lines that end before `from` have been searched.
fn next_frame(body: &[u8], from: usize) -> Option<usize> {
    memchr::memchr_iter(b'\n', &body[from..]).find_map(|end| {
        let end = from + end;
        let start = end.saturating_sub(LONGEST_HEADER);
        let (_, header) = length_in(&body[start..end])?;
        Some(start + header)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All frames of an input that comes in pieces of every size.
    fn frames(input: &[u8]) -> Vec<Frame> {
        let whole = cut(input, input.len().max(1));
        for size in 1..input.len() {
            assert_eq!(cut(input, size), whole, "in pieces of {size}");
        }
        whole
    }

    fn cut(input: &[u8], size: usize) -> Vec<Frame> {
        let mut frames = Frames::default();
        let mut found = Vec::new();
        for piece in input.chunks(size) {
            frames.push(piece);
            found.extend(std::iter::from_fn(|| frames.next()));
        }
        found
    }

    fn body(text: &str) -> Frame {
        Frame::Body(Bytes::copy_from_slice(text.as_bytes()))
    }

    #[test]
    fn headers_come_in_any_case_number_and_order() {
        let input = b"Content-Length: 2\r\n\r\n{}content-length:3\r\nX-A: b\r\nX-B: c\r\n\r\n{ }\
            Content-Type: application/vscode-jsonrpc\r\nCONTENT-LENGTH: 2\n\n[]";
        assert_eq!(frames(input), [body("{}"), body("{ }"), body("[]")]);
    }

    #[test]
    fn garbage_is_skipped() {
        let input = b"hello\n\n\x00\xff Content-Length: 2\r\n\r\n{}\r\n\r\nmore Content-Length: 2\r\n\r\n[]";
        assert_eq!(frames(input), [body("{}"), body("[]")]);
    }

    #[test]
    fn a_length_too_long_loses_no_frame_behind() {
        let input = b"Content-Length: 90\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}";
        assert_eq!(frames(input), [Frame::Broken("a message shorter than its Content-Length"), body("{}")]);
    }

    #[test]
    fn a_length_too_short_loses_no_frame_behind() {
        let input = b"Content-Length: 3\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}";
        assert_eq!(frames(input), [body("{\"a"), body("{}")]);
    }

    #[test]
    fn a_swallowed_header_is_found_when_the_body_is_put_back() {
        let mut input = Frames::default();
        input.push(b"Content-Length: 9\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}");
        let Some(Frame::Body(swallowing)) = input.next() else { panic!("no body") };
        assert_eq!(&swallowing[..], b"{\"a\":1}Co");
        input.reconsider(&swallowing);
        assert_eq!(input.next(), Some(body("{}")));
    }

    #[test]
    fn lengths_that_cannot_be_are_refused() {
        let input = b"Content-Length: 99999999999999999999999\r\n\r\n{}Content-Length: 2\r\n\r\n{}\
            X: y\r\n\r\n{}Content-Length: -2\r\n\r\n{}Content-Length: 2\r\n\r\n{}";
        let found = frames(input);
        assert_eq!(found.iter().filter(|frame| **frame == body("{}")).count(), 2, "{found:?}");
        assert!(found.contains(&Frame::Broken(TOO_LONG)));
        assert!(found.contains(&Frame::Broken("a header without Content-Length")));
    }

    #[test]
    fn garbage_without_end_fills_no_memory() {
        let mut frames = Frames::default();
        for _ in 0..1000 {
            frames.push(&[b'x'; 10_000]);
            assert_eq!(frames.next(), None);
        }
        assert!(frames.bytes.len() <= LONGEST_HEADER);
    }
}
