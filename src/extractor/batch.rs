//! Many items on all cores, in order, few at a time.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

/// Items under way for every thread: enough to even out long and short articles.
const PER_THREAD: usize = 16;

/// `f` of every item, in the items' order. Of an input that comes slowly, what is done is given out before more is read.
pub(super) fn map_in_order<I, F, T>(items: I, f: F) -> impl Iterator<Item = T>
where
    I: Iterator,
    I::Item: Send + 'static,
    F: Fn(I::Item) -> T + Sync + Send + 'static,
    T: Send + 'static,
{
    let mut items = items.fuse();
    let f = Arc::new(f);
    let mut under_way: VecDeque<Pending<T>> = VecDeque::new();
    std::iter::from_fn(move || {
        while under_way.len() < PER_THREAD * rayon::current_num_threads() {
            if let Some(done) = under_way.front().and_then(Pending::poll) {
                under_way.pop_front();
                return Some(done);
            }
            let Some(item) = items.next() else { break };
            let f = Arc::clone(&f);
            under_way.push_back(Pending::spawn(move || f(item)));
        }
        under_way.pop_front().map(Pending::wait)
    })
}

/// A result that some thread of the pool is working on.
struct Pending<T>(Receiver<Result<T, Box<dyn Any + Send>>>);

impl<T: Send + 'static> Pending<T> {
    fn spawn(work: impl FnOnce() -> T + Send + 'static) -> Self {
        let (sender, receiver) = sync_channel(1);
        rayon::spawn(move || {
            // The caller may have stopped listening; a panic is the caller's, not the pool's.
            let _ = sender.send(catch_unwind(AssertUnwindSafe(work)));
        });
        Pending(receiver)
    }

    fn poll(&self) -> Option<T> {
        match self.0.try_recv() {
            Ok(done) => Some(done.unwrap_or_else(|panic| resume_unwind(panic))),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => unreachable!("every job sends one result"),
        }
    }

    fn wait(self) -> T {
        loop {
            if let Some(done) = self.poll() {
                return done;
            }
            // A thread of the pool lends a hand, since it may be the only one; another thread sleeps.
            match rayon::yield_now() {
                Some(rayon::Yield::Executed) => {}
                Some(rayon::Yield::Idle) => std::thread::yield_now(),
                None => {
                    let done = self.0.recv().expect("every job sends one result");
                    return done.unwrap_or_else(|panic| resume_unwind(panic));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;
    use std::time::Duration;

    use super::map_in_order;

    #[test]
    fn order_is_kept() {
        let squares: Vec<usize> = map_in_order(0..1000, |i: usize| i * i).collect();
        assert_eq!(squares, (0..1000).map(|i| i * i).collect::<Vec<_>>());
    }

    #[test]
    fn one_thread_of_a_pool_is_enough() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
        let sum: usize = pool.install(|| map_in_order(0..100, |i: usize| i).sum());
        assert_eq!(sum, 99 * 100 / 2);
    }

    #[test]
    fn what_is_done_is_given_out_before_more_is_read() {
        let taken = Rc::new(Cell::new(0));
        let slow = (0..40).inspect(|_| {
            taken.set(taken.get() + 1);
            std::thread::sleep(Duration::from_millis(50));
        });
        let mut squares = map_in_order(slow, |i: usize| i * i);
        assert_eq!(squares.next(), Some(0));
        assert!(taken.get() < 20, "read to the end before the first result");
    }

    #[test]
    #[should_panic(expected = "item 3")]
    fn a_panic_is_the_callers() {
        map_in_order(0..9, |i: usize| assert!(i != 3, "item {i}")).for_each(drop);
    }
}
