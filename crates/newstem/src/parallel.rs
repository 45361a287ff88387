//! Work on many threads, with results in the order of what was worked on, so that their number
//! makes no difference.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What `work` makes of each of `0..count`, in order, on at most `threads` threads.
pub fn map<T: Send>(count: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    map_with(&mut vec![(); threads], count, |(), item| work(item))
}

/// The same on as many threads as there are `states`, each with one that it may change and that is
/// there again next time; what is made of an item must not depend on it.
pub fn map_with<S: Send + Default, T: Send>(
    states: &mut [S],
    count: usize,
    work: impl Fn(&mut S, usize) -> T + Sync,
) -> Vec<T> {
    if states.len() <= 1 || count <= 1 {
        let mut none = S::default();
        let state = states.first_mut().unwrap_or(&mut none);
        return (0..count).map(|item| work(state, item)).collect();
    }
    let next = AtomicUsize::new(0);
    let take = |state: &mut S| {
        let mut made = Vec::new();
        loop {
            let item = next.fetch_add(1, Ordering::Relaxed);
            if item >= count {
                return made;
            }
            made.push((item, work(state, item)));
        }
    };
    let mut made: Vec<(usize, T)> = thread::scope(|scope| {
        let working = states.iter_mut().take(count);
        let workers: Vec<_> = working.map(|state| scope.spawn(|| take(state))).collect();
        workers.into_iter().flat_map(joined).collect()
    });
    made.sort_by_key(|(item, _)| *item);
    made.into_iter().map(|(_, made)| made).collect()
}

/// What a worker made; a panic of its goes on here.
fn joined<T>(worker: thread::ScopedJoinHandle<'_, T>) -> T {
    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::{map, map_with};

    #[test]
    fn results_stand_in_order_whatever_the_threads() {
        let expected: Vec<usize> = (0..100).map(|n| n * n).collect();
        for threads in [0, 1, 2, 8, 200] {
            assert_eq!(map(100, threads, |n| n * n), expected);
        }
        assert!(map(0, 2, |n| n).is_empty());
    }

    #[test]
    fn states_are_there_again_next_time() {
        let mut seen = [0, 0, 0];
        for _ in 0..2 {
            map_with(&mut seen, 50, |seen, _| *seen += 1);
        }
        assert_eq!(seen.iter().sum::<usize>(), 100);
    }
}
