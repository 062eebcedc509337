//! Work on every processor, answered in the order given.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How long no answer may come before that is told.
const WHILE: Duration = Duration::from_millis(100);

/// How long answers are kept back so that several go over at once: to wake a thread for each would
/// cost more than a short draft's check.
const TOGETHER: Duration = Duration::from_millis(5);

/// Answers each piece of work, many at a time, and hands the answers over in the work's order as
/// soon as their turn comes; nothing, now and then, while none comes. The one who takes them may end
/// it early.
pub(super) fn take_turns<W: Sync, A: Send>(
    work: &[W],
    answer: impl Fn(&W) -> A + Sync,
    mut take: impl FnMut(Option<A>) -> ControlFlow<()>,
) {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(work.len().max(1));
    thread::scope(|scope| {
        let (sender, answers) = mpsc::sync_channel(threads * 8);
        for _ in 0..threads {
            let (sender, next, answer) = (sender.clone(), &next, &answer);
            scope.spawn(move || {
                let mut turns = std::iter::from_fn(|| {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    Some((turn, work.get(turn)?))
                });
                while let Some(first) = turns.next() {
                    let begun = Instant::now();
                    let mut together = vec![(first.0, answer(first.1))];
                    while begun.elapsed() < TOGETHER
                        && let Some((turn, one)) = turns.next()
                    {
                        together.push((turn, answer(one)));
                    }
                    if sender.send(together).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        in_order(answers, &mut take);
    });
}

fn in_order<A>(
    answers: mpsc::Receiver<Vec<(usize, A)>>,
    take: &mut impl FnMut(Option<A>) -> ControlFlow<()>,
) {
    let mut waiting = BTreeMap::new();
    let mut turn = 0;
    loop {
        match answers.recv_timeout(WHILE) {
            Ok(together) => waiting.extend(together),
            Err(RecvTimeoutError::Timeout) if take(None).is_continue() => continue,
            Err(_) => return,
        };
        while let Some(answer) = waiting.remove(&turn) {
            turn += 1;
            if take(Some(answer)).is_break() {
                return;
            }
        }
    }
}
