//! The one thread that writes, and the queue before it.
//!
//! A disk takes a thousand syncs a second at best, so requests that wait together are written
//! together: one transaction, one sync, and only then an answer to each. What waits is counted in
//! bytes, and beyond a limit senders are told to come back later. Rejected: a connection a request,
//! which would wait for each other's locks and sync each by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use newstem_store::{Incoming, Receipt, Store, StoreError};
use thiserror::Error;
use tokio::sync::oneshot;

use crate::clock;
use crate::metrics::Metrics;

/// So many articles are written in one transaction at most.
const ARTICLES_AT_ONCE: usize = 1024;
/// So many transactions are written before the log is moved into the file.
const CHECKPOINT_EVERY: u32 = 256;

/// Why something was not written.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum WriteError {
    /// Too much waits already.
    #[error("too much waits to be written")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The desk is closing.
    #[error("the desk is closing")]
    Closing,
    /// The store refuses.
    #[error("{0}")]
    Store(String),
}

impl From<StoreError> for WriteError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::DiskFull,
            other => Self::Store(with_sources(&other)),
        }
    }
}

/// An error with what caused it, on one line.
pub fn with_sources(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        told.push_str(": ");
        told.push_str(&source.to_string());
        next = source.source();
    }
    told
}

type Answer = oneshot::Sender<Result<Vec<Receipt>, WriteError>>;
type Task = Box<dyn FnOnce(&mut Store) + Send>;

enum Job {
    TakeIn { articles: Vec<Incoming>, bytes: usize, answer: Answer },
    Do(Task),
    Close,
}

/// Bytes that are counted among those that wait.
#[derive(Debug)]
pub struct Reserved {
    waiting_bytes: Arc<AtomicUsize>,
    bytes: usize,
}

impl Drop for Reserved {
    fn drop(&mut self) {
        self.waiting_bytes.fetch_sub(self.bytes, Ordering::AcqRel);
    }
}

/// What others write through.
#[derive(Clone)]
pub struct Writer {
    jobs: Sender<Job>,
    waiting_bytes: Arc<AtomicUsize>,
    waiting_bytes_max: usize,
}

impl Writer {
    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// Where the machine has no thread left.
    pub fn start(
        store: Store,
        waiting_bytes_max: usize,
        metrics: Arc<Metrics>,
    ) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (jobs, queue) = channel();
        let waiting_bytes = Arc::new(AtomicUsize::new(0));
        let mut work =
            Work { store, waiting_bytes: Arc::clone(&waiting_bytes), metrics, written: 0 };
        let thread =
            thread::Builder::new().name("writer".to_owned()).spawn(move || work.run(&queue))?;
        Ok((Self { jobs, waiting_bytes, waiting_bytes_max }, thread))
    }

    /// Takes articles in; the answer comes once they are on the disk.
    ///
    /// # Errors
    ///
    /// See [`WriteError`].
    pub async fn take_in(&self, articles: Vec<Incoming>) -> Result<Vec<Receipt>, WriteError> {
        let answered = self.queue(articles)?;
        answered.await.map_err(|_| WriteError::Closing)?
    }

    /// The same for threads of their own, which wait.
    ///
    /// # Errors
    ///
    /// See [`WriteError`].
    pub fn take_in_and_wait(&self, articles: Vec<Incoming>) -> Result<Vec<Receipt>, WriteError> {
        let answered = self.queue(articles)?;
        answered.blocking_recv().map_err(|_| WriteError::Closing)?
    }

    /// Counts bytes that are on their way to becoming articles among those that wait, until they are let go.
    ///
    /// # Errors
    ///
    /// Where too much waits already.
    pub fn reserve(&self, bytes: usize) -> Result<Reserved, WriteError> {
        let before = self.waiting_bytes.fetch_add(bytes, Ordering::AcqRel);
        let reserved = Reserved { waiting_bytes: Arc::clone(&self.waiting_bytes), bytes };
        if before > 0 && before + bytes > self.waiting_bytes_max {
            return Err(WriteError::Busy);
        }
        Ok(reserved)
    }

    /// Puts articles into the queue. Where nothing waits there is room for any number of them, or the
    /// largest would be told to come back for ever.
    fn queue(
        &self,
        articles: Vec<Incoming>,
    ) -> Result<oneshot::Receiver<Result<Vec<Receipt>, WriteError>>, WriteError> {
        let bytes = articles.iter().map(|one| one.article.body.len() + 512).sum();
        let before = self.waiting_bytes.fetch_add(bytes, Ordering::AcqRel);
        if before > 0 && before + bytes > self.waiting_bytes_max {
            self.waiting_bytes.fetch_sub(bytes, Ordering::AcqRel);
            return Err(WriteError::Busy);
        }
        let (answer, answered) = oneshot::channel();
        let sent = self.jobs.send(Job::TakeIn { articles, bytes, answer });
        sent.map_err(|_| WriteError::Closing)?;
        Ok(answered)
    }

    /// Has something done in turn; the answer comes when it is done.
    ///
    /// # Errors
    ///
    /// See [`WriteError`].
    pub async fn call<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, WriteError> {
        let answered = self.send(task)?;
        answered.await.map_err(|_| WriteError::Closing)?
    }

    /// The same for threads of their own, which wait.
    ///
    /// # Errors
    ///
    /// See [`WriteError`].
    pub fn call_and_wait<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, WriteError> {
        let answered = self.send(task)?;
        answered.blocking_recv().map_err(|_| WriteError::Closing)?
    }

    fn send<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, WriteError>>, WriteError> {
        let (answer, answered) = oneshot::channel();
        let task: Task = Box::new(move |store| {
            // Whoever asked may have gone; what was written stays written.
            let _ = answer.send(task(store).map_err(WriteError::from));
        });
        self.jobs.send(Job::Do(task)).map_err(|_| WriteError::Closing)?;
        Ok(answered)
    }

    /// How many bytes of articles wait.
    pub fn waiting_bytes(&self) -> usize {
        self.waiting_bytes.load(Ordering::Acquire)
    }

    /// Has everything that waits written, and nothing after it.
    pub fn close(&self) {
        let _ = self.jobs.send(Job::Close);
    }
}

struct Work {
    store: Store,
    waiting_bytes: Arc<AtomicUsize>,
    metrics: Arc<Metrics>,
    written: u32,
}

impl Work {
    fn run(&mut self, queue: &Receiver<Job>) {
        while let Ok(job) = queue.recv() {
            match self.do_one(job, queue) {
                Some(Job::Close) => break,
                Some(other) => {
                    if matches!(self.do_one(other, queue), Some(Job::Close)) {
                        break;
                    }
                }
                None => {}
            }
            self.checkpoint_sometimes();
        }
        if let Err(error) = self.store.checkpoint() {
            tracing::warn!(error = with_sources(&error), "the log was not moved into the file");
        }
    }

    /// Does a job; articles together with those that wait behind them. Gives the job that was met
    /// after these and is still to be done.
    fn do_one(&mut self, job: Job, queue: &Receiver<Job>) -> Option<Job> {
        match job {
            Job::TakeIn { articles, bytes, answer } => {
                let mut requests = vec![(articles, bytes, answer)];
                let next = gather(&mut requests, queue);
                self.take_in(requests);
                next
            }
            Job::Do(task) => {
                task(&mut self.store);
                None
            }
            Job::Close => Some(Job::Close),
        }
    }

    fn take_in(&mut self, requests: Vec<(Vec<Incoming>, usize, Answer)>) {
        let begun = Instant::now();
        let mut all = Vec::new();
        let mut answers = Vec::new();
        for (articles, bytes, answer) in requests {
            answers.push((articles.len(), bytes, answer));
            all.extend(articles);
        }
        let taken = self.store.take_in(&all, &clock::now()).map_err(WriteError::from);
        self.metrics.wrote(all.len(), begun.elapsed());
        let mut receipts = taken.as_ref().map(|receipts| receipts.iter().cloned());
        for (count, bytes, answer) in answers {
            self.waiting_bytes.fetch_sub(bytes, Ordering::AcqRel);
            let answered = match &mut receipts {
                Ok(receipts) => Ok(receipts.take(count).collect()),
                Err(error) => Err((*error).clone()),
            };
            let _ = answer.send(answered);
        }
        if let Err(error) = &taken {
            tracing::error!(%error, articles = all.len(), "articles were refused by the store");
        }
    }

    fn checkpoint_sometimes(&mut self) {
        self.written += 1;
        if self.written.is_multiple_of(CHECKPOINT_EVERY)
            && let Err(error) = self.store.checkpoint()
        {
            tracing::warn!(error = with_sources(&error), "the log was not moved into the file");
        }
    }
}

/// Adds the requests that wait, up to the first job of another kind, which is given back.
fn gather(
    requests: &mut Vec<(Vec<Incoming>, usize, Answer)>,
    queue: &Receiver<Job>,
) -> Option<Job> {
    let mut articles: usize = requests.iter().map(|(articles, ..)| articles.len()).sum();
    while articles < ARTICLES_AT_ONCE {
        match queue.try_recv() {
            Ok(Job::TakeIn { articles: more, bytes, answer }) => {
                articles += more.len();
                requests.push((more, bytes, answer));
            }
            Ok(other) => return Some(other),
            Err(_) => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reserved_waits_until_it_is_let_go() {
        let folder = tempfile::tempdir().expect("there is room");
        let store = Store::open(folder.path()).expect("there is room");
        let (writer, writing) = Writer::start(store, 100, Arc::default()).expect("a thread");
        let first = writer.reserve(80).expect("nothing waits");
        assert_eq!(writer.reserve(30).expect_err("that is too much"), WriteError::Busy);
        assert_eq!(writer.waiting_bytes(), 80, "what was refused does not wait");
        drop(first);
        drop(writer.reserve(500).expect("where nothing waits there is room for any number"));
        assert_eq!(writer.waiting_bytes(), 0);
        writer.close();
        writing.join().expect("it ends");
    }
}
