//! Many items on all cores, in order, few at a time.

use std::collections::VecDeque;

use rayon::prelude::*;

/// Items taken at once for every thread: enough to even out long and short articles.
const PER_THREAD: usize = 16;

/// `f` of every item, in the items' order.
pub(super) fn map_in_order<I, F, T>(items: I, f: F) -> impl Iterator<Item = T>
where
    I: Iterator,
    I::Item: Send,
    F: Fn(I::Item) -> T + Sync + Send,
    T: Send,
{
    let mut items = items.fuse();
    let mut done: VecDeque<T> = VecDeque::new();
    std::iter::from_fn(move || {
        if done.is_empty() {
            let chunk: Vec<I::Item> =
                items.by_ref().take(PER_THREAD * rayon::current_num_threads()).collect();
            done = chunk.into_par_iter().map(&f).collect::<Vec<T>>().into();
        }
        done.pop_front()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn order_is_kept() {
        let squares: Vec<usize> = super::map_in_order(0..1000, |i: usize| i * i).collect();
        assert_eq!(squares, (0..1000).map(|i| i * i).collect::<Vec<_>>());
    }
}
