//! One thread for what takes long and hurries no one: reports on a whole workspace. However many
//! a client asks for, they are made one after the other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};

type Job = Box<dyn FnOnce() + Send>;

/// The thread, once there is something to do.
#[derive(Default)]
pub(super) struct Clerk(OnceLock<Sender<Job>>);

impl Clerk {
    /// Does a job behind those that wait.
    pub(super) fn run(&self, job: impl FnOnce() + Send + 'static) {
        let _ = self.0.get_or_init(begin).send(Box::new(job));
    }
}

fn begin() -> Sender<Job> {
    let (sender, jobs) = channel::<Job>();
    let work = move || {
        while let Ok(job) = jobs.recv() {
            if catch_unwind(AssertUnwindSafe(job)).is_err() {
                tracing::error!("a report panicked");
            }
        }
    };
    // Without a thread jobs are dropped, and so answered by an error.
    let _ = std::thread::Builder::new().name("clerk".to_owned()).spawn(work);
    sender
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_are_done_one_after_the_other_whatever_becomes_of_them() {
        let (clerk, (sender, done)) = (Clerk::default(), channel());
        clerk.run(|| panic!("as the test wants it"));
        for number in 0..100 {
            let sender = sender.clone();
            clerk.run(move || sender.send((number, std::thread::current().id())).expect("the test waits"));
        }
        drop(sender);
        let done: Vec<_> = done.iter().collect();
        assert!(done.iter().map(|(number, _)| *number).eq(0..100));
        assert!(done.iter().all(|(_, thread)| *thread == done[0].1));
    }
}
