//! How the server ends, and who says so.
//!
//! The base ends when it likes; an editor wants the process gone at once, with the right code.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Whether the server is to end. Shared by all who may find out.
#[derive(Debug, Default)]
pub(super) struct Ending {
    shut_down: AtomicBool,
    gone: AtomicBool,
    ended: Notify,
}

impl Ending {
    /// The client asked the server to shut down, and was answered.
    pub(super) fn shut_down(&self) {
        self.shut_down.store(true, Ordering::Release);
    }

    /// Whether the client has asked so.
    pub(super) fn is_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::Acquire)
    }

    /// The client sent `exit`.
    pub(super) fn exit(&self) {
        self.ended.notify_one();
    }

    /// The input is at its end: no one will ever ask again.
    pub(super) fn input_ended(&self) {
        self.ended.notify_one();
    }

    /// No one reads the output any more.
    pub(super) fn output_broke(&self) {
        self.gone.store(true, Ordering::Release);
        self.ended.notify_one();
    }

    /// The process that started the server is gone.
    pub(super) fn client_gone(&self) {
        self.output_broke();
    }

    /// Waits until the server is to end.
    pub(super) async fn ended(&self) {
        self.ended.notified().await;
    }

    /// Whether someone may still read what is written.
    pub(super) fn is_heard(&self) -> bool {
        !self.gone.load(Ordering::Acquire)
    }

    /// The exit code that the protocol wants.
    pub(super) fn code(&self) -> u8 {
        u8::from(!self.shut_down.load(Ordering::Acquire))
    }
}
