//! What can be told of the two pipes without waiting.

use std::fs::File;
use std::io::Write;
use std::time::Duration;

/// Where the server writes to.
pub(in super::super) trait Sink: Write + Send {
    /// Whether so many bytes can be written without waiting for the client. `false` where no one knows.
    fn has_room(&self, _bytes: usize) -> bool {
        false
    }
}

impl Sink for File {
    #[cfg(target_os = "linux")]
    fn has_room(&self, bytes: usize) -> bool {
        // Asked of anything else, for its size or for what lies in it, the system says no.
        rustix::pipe::fcntl_getpipe_size(self).is_ok_and(|size| {
            bytes <= size && rustix::io::ioctl_fionread(self).is_ok_and(|unread| unread == 0)
        })
    }
}

/// Whether something comes on the input before a while is over; its end comes too.
#[cfg(unix)]
pub(super) fn comes_within(input: &File, patience: Duration) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let Ok(patience) = Timespec::try_from(patience) else { return false };
    poll(&mut [PollFd::new(input, PollFlags::IN)], Some(&patience)).is_ok_and(|ready| ready > 0)
}

/// Elsewhere no one can tell without reading.
#[cfg(not(unix))]
pub(super) fn comes_within(_: &File, _: Duration) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Read;
    use std::os::fd::OwnedFd;

    use super::*;

    fn pipe() -> (File, File) {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        (File::from(OwnedFd::from(reader)), File::from(OwnedFd::from(writer)))
    }

    #[test]
    fn what_is_written_comes_and_so_does_the_end() {
        let (mut input, mut writer) = pipe();
        assert!(!comes_within(&input, Duration::ZERO));
        writer.write_all(b"a").expect("room");
        assert!(comes_within(&input, Duration::ZERO));
        input.read_exact(&mut [0]).expect("a byte");
        assert!(!comes_within(&input, Duration::from_millis(1)));
        drop(writer);
        assert!(comes_within(&input, Duration::from_secs(30)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn there_is_room_in_an_empty_pipe_for_what_it_holds() {
        let (mut reader, mut output) = pipe();
        assert!(output.has_room(4096) && !output.has_room(usize::MAX));
        output.write_all(b"a").expect("room");
        assert!(!output.has_room(1));
        reader.read_exact(&mut [0]).expect("a byte");
        assert!(output.has_room(1));
        let file = tempfile::tempfile().expect("a file");
        assert!(!file.has_room(1));
    }
}
