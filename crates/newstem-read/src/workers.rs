//! Work on several cores, its results in the order in which it was given.
//!
//! Streams are read by one thread; what takes long, taking web pages apart, is handed to workers.
//! At most a few pieces of work a worker are under way or waiting, so memory stays bounded. What a
//! reader finds between two pieces waits for the first of them: nothing depends on which worker
//! is faster.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use crate::document::Document;
use crate::problem::Problem;
use crate::sink::{Gathered, Sink, Work};

/// So many pieces of work may be open for each worker.
const OPEN_PER_WORKER: usize = 4;

/// Runs `read` with a sink that hands work to `threads` threads and passes all that is found on to
/// `sink`, in order. With one thread everything is done at once.
pub(crate) fn with_workers(threads: usize, sink: &mut dyn Sink, read: impl FnOnce(&mut dyn Sink)) {
    if threads < 2 {
        return read(sink);
    }
    let open_max = threads * OPEN_PER_WORKER;
    let (work_in, work_out) = mpsc::sync_channel(open_max);
    let (done_in, done_out) = mpsc::channel();
    let work_out = Mutex::new(work_out);
    thread::scope(|scope| {
        for _ in 0..threads {
            let done_in = done_in.clone();
            let work_out = &work_out;
            scope.spawn(move || run_worker(work_out, &done_in));
        }
        drop(done_in);
        let found = BTreeMap::new();
        let mut ordered =
            Ordered { sink, work: work_in, done: done_out, found, given: 0, passed: 0, open_max };
        read(&mut ordered);
        ordered.finish();
    });
}

type Done = (usize, Gathered);

fn run_worker(work: &Mutex<Receiver<(usize, Work)>>, done: &mpsc::Sender<Done>) {
    loop {
        // Whoever panicked while it held the lock left nothing half done.
        let next = work.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
        let Ok((number, work)) = next else {
            return;
        };
        let mut report = Report { number, found: Gathered::default(), done };
        work(&mut report.found);
    }
}

/// Sends what was found when it is dropped, so that nobody waits for work that panicked; the
/// panic itself goes on when the threads are joined.
struct Report<'a> {
    number: usize,
    found: Gathered,
    done: &'a mpsc::Sender<Done>,
}

impl Drop for Report<'_> {
    fn drop(&mut self) {
        // Where nobody listens any more, nobody misses it.
        let _ = self.done.send((self.number, std::mem::take(&mut self.found)));
    }
}

/// Passes on what is found in the order of what was given.
struct Ordered<'a> {
    sink: &'a mut dyn Sink,
    work: SyncSender<(usize, Work)>,
    done: Receiver<Done>,
    /// What is done, by its number, and waits for what comes before it.
    found: BTreeMap<usize, Gathered>,
    /// How many pieces were given.
    given: usize,
    /// How many of them have been passed on.
    passed: usize,
    open_max: usize,
}

impl Ordered<'_> {
    fn take_number(&mut self) -> usize {
        self.given += 1;
        self.given - 1
    }

    fn pass_on(&mut self) {
        while let Some(found) = self.found.remove(&self.passed) {
            self.passed += 1;
            found.problems.into_iter().for_each(|problem| self.sink.problem(problem));
            found.documents.into_iter().for_each(|document| self.sink.document(document));
        }
    }

    /// Waits until fewer than `open` pieces are open.
    fn wait_below(&mut self, open: usize) {
        while self.given - self.passed >= open.max(1) {
            let Ok((number, found)) = self.done.recv() else {
                return;
            };
            self.found.insert(number, found);
            self.pass_on();
        }
    }

    fn add(&mut self, found: Gathered) {
        let number = self.take_number();
        self.found.insert(number, found);
        self.pass_on();
        self.wait_below(self.open_max);
    }

    fn finish(mut self) {
        self.wait_below(1);
    }
}

impl Sink for Ordered<'_> {
    fn document(&mut self, document: Document) {
        self.add(Gathered { documents: vec![document], problems: Vec::new() });
    }

    fn problem(&mut self, problem: Problem) {
        self.add(Gathered { documents: Vec::new(), problems: vec![problem] });
    }

    fn work(&mut self, work: Work) {
        self.wait_below(self.open_max);
        let number = self.take_number();
        if let Err(refused) = self.work.send((number, work)) {
            let mut found = Gathered::default();
            (refused.0.1)(&mut found);
            self.found.insert(number, found);
            self.pass_on();
        }
    }

    fn wait(&mut self) {
        self.wait_below(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: usize) -> Document {
        Document { id: id.to_string(), ..Document::default() }
    }

    /// Every third is found at once, the others take longer the earlier they come.
    fn found_by(threads: usize) -> Vec<String> {
        let mut gathered = Gathered::default();
        with_workers(threads, &mut gathered, |sink| {
            for id in 0..60 {
                if id % 3 == 0 {
                    sink.document(document(id));
                } else {
                    sink.work(Box::new(move |found| {
                        let turns = (60 - id) * 2000;
                        let spent =
                            (0..turns).fold(id, |sum, turn| std::hint::black_box(sum ^ turn));
                        std::hint::black_box(spent);
                        found.document(document(id));
                    }));
                }
            }
        });
        gathered.documents.into_iter().map(|document| document.id).collect()
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_is_passed_on_and_nobody_waits_for_ever() {
        with_workers(2, &mut Gathered::default(), |sink| {
            for id in 0..60 {
                sink.work(Box::new(move |_| assert_ne!(id, 1)));
            }
        });
    }

    #[test]
    fn the_order_is_that_of_the_giving_whatever_the_threads() {
        let expected: Vec<String> = (0..60).map(|id: usize| id.to_string()).collect();
        for threads in [1, 2, 8] {
            assert_eq!(found_by(threads), expected, "{threads}");
        }
    }
}
