//! Work on many threads, with results in the order of what was worked on, so that their number
//! makes no difference.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What `work` makes of each of `0..count`, in order, on at most `threads` threads.
pub fn map<T: Send>(count: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    if threads <= 1 || count <= 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut made = Vec::new();
        loop {
            let item = next.fetch_add(1, Ordering::Relaxed);
            if item >= count {
                return made;
            }
            made.push((item, work(item)));
        }
    };
    let mut made: Vec<(usize, T)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.min(count)).map(|_| scope.spawn(take)).collect();
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
    use super::map;

    #[test]
    fn results_stand_in_order_whatever_the_threads() {
        let expected: Vec<usize> = (0..100).map(|n| n * n).collect();
        for threads in [0, 1, 2, 8, 200] {
            assert_eq!(map(100, threads, |n| n * n), expected);
        }
        assert!(map(0, 2, |n| n).is_empty());
    }
}
