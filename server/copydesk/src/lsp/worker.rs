//! The threads that read drafts.
//!
//! Reading is work for the processor and never happens on the thread that serves. A draft has a
//! [`Lane`]: its jobs run one after the other, in the order they came, so that no draft is read
//! twice at once and none keeps another waiting for long.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

type Job = Box<dyn FnOnce() + Send>;

/// A fixed number of threads. A clone is the same pool.
#[derive(Clone)]
pub(super) struct Pool(Arc<Shared>);

struct Shared {
    queue: Mutex<Queue>,
    /// Wakes each thread.
    changed: Vec<Condvar>,
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    /// Jobs whose time hasn't come, the next first. The number keeps those of one instant apart.
    later: BTreeMap<(Instant, u64), Job>,
    numbered: u64,
    /// Threads that wait. The first of all is woken first: it reads every draft where one is read at a
    /// time, and what room one took serves the next. What another thread gives back is of no use to it.
    idle: BTreeSet<usize>,
}

impl Pool {
    /// As many threads as serve an editor well: two at least, so that a long draft doesn't keep
    /// the others waiting, and no more than four, for the machine is the writer's. The first does `first`
    /// before the others begin.
    pub(super) fn new(first: impl FnOnce() + Send + 'static) -> Self {
        let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
        let changed = (0..threads).map(|_| Condvar::new()).collect();
        let pool = Self(Arc::new(Shared { queue: Mutex::default(), changed }));
        let begin = move |pool: &Self| {
            run_guarded(Box::new(first));
            // Where there can be no other, one reads all.
            (1..threads).for_each(|number| drop(pool.hire(number, |_| ())));
        };
        pool.hire(0, begin).expect("a thread to read drafts on");
        pool
    }

    /// A thread more, which begins with `first`.
    fn hire(&self, number: usize, first: impl FnOnce(&Self) + Send + 'static) -> io::Result<()> {
        let pool = self.clone();
        let work = move || {
            first(&pool);
            pool.work(number);
        };
        std::thread::Builder::new().name(format!("reader {number}")).spawn(work).map(drop)
    }

    /// Runs a job as soon as a thread is free.
    pub(super) fn run(&self, job: impl FnOnce() + Send + 'static) {
        let mut queue = self.queue();
        queue.jobs.push_back(Box::new(job));
        self.wake(queue);
    }

    /// The same, said by a thread of the pool that is about to be free: no other needs to be woken.
    fn run_next(&self, job: impl FnOnce() + Send + 'static) {
        self.queue().jobs.push_back(Box::new(job));
    }

    /// Runs a job after a while.
    pub(super) fn run_after(&self, delay: Duration, job: impl FnOnce() + Send + 'static) {
        let mut queue = self.queue();
        queue.numbered += 1;
        let number = queue.numbered;
        queue.later.insert((Instant::now() + delay, number), Box::new(job));
        self.wake(queue);
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake(&self, mut queue: MutexGuard<'_, Queue>) {
        if let Some(number) = queue.idle.pop_first() {
            drop(queue);
            self.0.changed[number].notify_one();
        }
    }

    fn work(&self, number: usize) {
        loop {
            let job = self.next(number);
            run_guarded(job);
        }
    }

    /// Waits for a job, and leaves it to another thread to wait for the next.
    fn next(&self, number: usize) -> Job {
        let mut queue = self.queue();
        loop {
            let mut wait = queue.wait();
            if wait == Some(Duration::ZERO)
                && let Some(first) = queue.idle.range(..number).next().copied()
            {
                // Who waited for the time to come needn't be who had better read. That one wakes others.
                queue.idle.remove(&first);
                self.0.changed[first].notify_one();
                wait = None;
            } else if let Some(job) = queue.take(wait) {
                if !queue.jobs.is_empty() || !queue.later.is_empty() {
                    self.wake(queue);
                }
                return job;
            }
            queue.idle.insert(number);
            let changed = &self.0.changed[number];
            queue = match wait {
                Some(wait) => changed.wait_timeout(queue, wait).unwrap_or_else(PoisonError::into_inner).0,
                None => changed.wait(queue).unwrap_or_else(PoisonError::into_inner),
            };
            queue.idle.remove(&number);
        }
    }
}

impl Queue {
    /// How long it is until a job's time has come.
    fn wait(&self) -> Option<Duration> {
        let ((due, _), _) = self.later.first_key_value()?;
        Some(due.saturating_duration_since(Instant::now()))
    }

    /// Jobs whose time has come go before those that are merely next.
    fn take(&mut self, wait: Option<Duration>) -> Option<Job> {
        if wait == Some(Duration::ZERO) {
            return self.later.pop_first().map(|(_, job)| job);
        }
        self.jobs.pop_front()
    }
}

/// A job that panics takes no thread with it.
fn run_guarded(job: Job) {
    if catch_unwind(AssertUnwindSafe(job)).is_err() {
        tracing::error!("a job panicked");
    }
}

/// Whose thread it is.
#[derive(Clone, Copy)]
enum Caller {
    /// The pool's, and it has no more to do than to say so.
    Reader,
    Other,
}

/// The jobs of one draft.
pub(super) struct Lane {
    pool: Pool,
    jobs: Mutex<Jobs>,
}

#[derive(Default)]
struct Jobs {
    waiting: VecDeque<Job>,
    running: bool,
}

impl Lane {
    /// A lane with no jobs yet.
    pub(super) fn new(pool: Pool) -> Arc<Self> {
        Arc::new(Self { pool, jobs: Mutex::default() })
    }

    /// Runs a job behind those that wait here.
    pub(super) fn run(self: &Arc<Self>, job: impl FnOnce() + Send + 'static) {
        let mut jobs = self.jobs();
        jobs.waiting.push_back(Box::new(job));
        if !jobs.running {
            jobs.running = true;
            drop(jobs);
            self.take_turn(Caller::Other);
        }
    }

    /// Runs a job on the caller's own thread, unless jobs of the draft are at work or wait: then
    /// behind those.
    pub(super) fn run_here(self: &Arc<Self>, job: impl FnOnce() + Send + 'static) {
        self.run_by(Caller::Other, job);
    }

    fn run_by(self: &Arc<Self>, caller: Caller, job: impl FnOnce() + Send + 'static) {
        let mut jobs = self.jobs();
        if jobs.running {
            jobs.waiting.push_back(Box::new(job));
            return;
        }
        jobs.running = true;
        drop(jobs);
        run_guarded(Box::new(job));
        self.end_turn(caller);
    }

    /// Runs a job here after a while.
    pub(super) fn run_after(self: &Arc<Self>, delay: Duration, job: impl FnOnce() + Send + 'static) {
        let lane = Arc::clone(self);
        self.pool.run_after(delay, move || lane.run_by(Caller::Reader, job));
    }

    fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs one job on the pool; then other lanes have their turn.
    fn take_turn(self: &Arc<Self>, caller: Caller) {
        let lane = Arc::clone(self);
        let turn = move || {
            let job = lane.jobs().waiting.pop_front();
            if let Some(job) = job {
                run_guarded(job);
            }
            lane.end_turn(Caller::Reader);
        };
        match caller {
            Caller::Reader => self.pool.run_next(turn),
            Caller::Other => self.pool.run(turn),
        }
    }

    fn end_turn(self: &Arc<Self>, caller: Caller) {
        let mut jobs = self.jobs();
        jobs.running = !jobs.waiting.is_empty();
        if jobs.running {
            drop(jobs);
            self.take_turn(caller);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_long_job_keeps_no_other_waiting() {
        let pool = Pool::new(|| ());
        let (release, held) = channel::<()>();
        let (sender, ran) = channel();
        let (later, next) = (sender.clone(), sender);
        pool.run_after(Duration::from_millis(1), move || later.send("later").expect("a test"));
        pool.run(move || held.recv().expect("a test"));
        pool.run(move || next.send("next").expect("a test"));
        let mut names = [(), ()].map(|()| ran.recv_timeout(Duration::from_secs(30)).expect("a job"));
        names.sort_unstable();
        assert_eq!(names, ["later", "next"]);
        release.send(()).expect("a test");
    }

    #[test]
    fn a_job_runs_here_only_where_no_other_runs() {
        let lane = Lane::new(Pool::new(|| ()));
        let (sender, ran) = channel();
        let (first, second) = (sender.clone(), sender);
        let own = Arc::clone(&lane);
        let here = std::thread::current().id();
        lane.run_here(move || {
            own.run_here(move || second.send(("second", std::thread::current().id())).expect("a test"));
            first.send(("first", std::thread::current().id())).expect("a test");
        });
        let next = || ran.recv_timeout(Duration::from_secs(30)).expect("a job");
        assert_eq!(next(), ("first", here));
        let (name, thread) = next();
        assert!(name == "second" && thread != here);
    }
}
