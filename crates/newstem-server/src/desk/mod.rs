//! What goes on behind the answers: articles find their stories, stories are traced, the index of
//! search follows. Each is a thread that asks the store what there is to do, so that nothing is lost
//! when the desk stops, and what another process put into the store is found too.

mod courier;
mod indexer;
mod memory;
mod placer;
mod replay;
mod tracer;
mod wake;

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::{self, JoinHandle};

use newstem::Tracer;
use newstem::text::Rarity;
use newstem_fetch::{Fetcher, Outcome, Request};
use newstem_read::{Context, Document, GrowingContext};
use newstem_store::{Event, Searcher};
use tokio::sync::{Semaphore, broadcast};

use crate::metrics::Metrics;
use crate::readers::Readers;
use crate::settings::Settings;
use crate::watch;
use crate::writer::{Writer, with_sources};
pub use wake::Wake;

/// So many events may wait for one who follows; whoever is slower reads them from the store.
const EVENTS_WAITING: usize = 1024;

/// So many posts are read at a time.
const POSTS_READ_AT_ONCE: usize = 4;

/// What all threads of a desk share.
pub struct Desk {
    /// How it runs.
    pub settings: Settings,
    /// The way to write.
    pub writer: Writer,
    /// The way to read.
    pub readers: Readers,
    /// What stories are traced with.
    pub tracer: Tracer,
    /// Turns to read what was posted: were all read at once, whoever asks would wait behind them.
    pub reading: Semaphore,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// The way to ask the index of search, once it is open.
    searcher: RwLock<Option<Searcher>>,
    /// How rare words are among the articles in view.
    pub rarity: RwLock<Arc<Rarity>>,
    /// What outlets repeat under their articles, as far as these came in.
    outlets: Mutex<GrowingContext>,
    /// The way to the network.
    pub fetcher: Fetcher,
    /// Wakes the threads.
    pub wake: Wake,
    events: broadcast::Sender<Event>,
}

impl Desk {
    /// A desk whose threads do not run yet.
    pub fn new(settings: Settings, writer: Writer, tracer: Tracer, metrics: Arc<Metrics>) -> Self {
        Self {
            readers: Readers::new(settings.data.clone()),
            fetcher: Fetcher::new(settings.fetch.clone(), &settings.user_agent),
            settings,
            writer,
            tracer,
            reading: Semaphore::new(POSTS_READ_AT_ONCE),
            metrics,
            searcher: RwLock::new(None),
            rarity: RwLock::new(Arc::new(Rarity::default())),
            outlets: Mutex::default(),
            wake: Wake::default(),
            events: broadcast::channel(EVENTS_WAITING).0,
        }
    }

    /// Takes documents into account that come in; gives what is known of their outlets by now.
    pub fn meet(&self, documents: &[Document]) -> Context {
        let mut outlets = self.outlets.lock().unwrap_or_else(PoisonError::into_inner);
        documents.iter().for_each(|document| outlets.observe(document));
        outlets.context_of(documents)
    }

    /// Takes a document into account.
    pub fn observe(&self, document: &Document) {
        self.outlets.lock().unwrap_or_else(PoisonError::into_inner).observe(document);
    }

    /// What is known of the outlets of documents that do not come in.
    pub fn recall(&self, documents: &[Document]) -> Context {
        let mut outlets = self.outlets.lock().unwrap_or_else(PoisonError::into_inner);
        outlets.context_of(documents)
    }

    /// Tells those who follow.
    pub fn tell(&self, events: Vec<Event>) {
        for event in events {
            // Nobody may be following.
            let _ = self.events.send(event);
        }
    }

    /// What happens from now on.
    pub fn follow(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// The page behind an address, for a person who waits for it.
    ///
    /// # Errors
    ///
    /// Why it could not be had, for a person.
    pub fn fetch_page(&self, url: &str) -> Result<Vec<u8>, String> {
        let fetched =
            self.fetcher.fetch(&Request::new(url)).map_err(|error| with_sources(&error))?;
        match fetched.outcome {
            Outcome::Body { bytes, .. } => Ok(bytes),
            Outcome::NotModified => Err("the server sent nothing".to_owned()),
        }
    }

    /// How rare words are among the articles in view.
    pub fn rarity(&self) -> Arc<Rarity> {
        Arc::clone(&self.rarity.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The way to ask the index of search, while it is open.
    pub fn searcher(&self) -> Option<Searcher> {
        self.searcher.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_searcher(&self, searcher: Option<Searcher>) {
        *self.searcher.write().unwrap_or_else(PoisonError::into_inner) = searcher;
    }

    fn set_rarity(&self, rarity: &Rarity) {
        let rarity = Arc::new(rarity.clone());
        *self.rarity.write().unwrap_or_else(PoisonError::into_inner) = rarity;
    }

    /// Starts the threads.
    ///
    /// # Errors
    ///
    /// Where the machine has no thread left.
    pub fn start(self: &Arc<Self>) -> std::io::Result<Vec<JoinHandle<()>>> {
        let mut threads =
            vec![self.spawn("placer", placer::run)?, self.spawn("indexer", indexer::run)?];
        if self.settings.replay.is_some() {
            threads.push(self.spawn("replay", replay::run)?);
        }
        threads.push(self.spawn("courier", courier::run)?);
        threads.extend(watch::start(self)?);
        let busy = Arc::new(tracer::Busy::default());
        for number in 0..self.settings.tracing_threads {
            let busy = Arc::clone(&busy);
            let name = format!("tracer-{number}");
            threads.push(self.spawn(&name, move |desk| tracer::run(desk, &busy))?);
        }
        Ok(threads)
    }

    /// Runs work of its own on a thread of the desk.
    ///
    /// # Errors
    ///
    /// Where the machine has no thread left.
    pub fn spawn(
        self: &Arc<Self>,
        name: &str,
        work: impl FnOnce(&Desk) + Send + 'static,
    ) -> std::io::Result<JoinHandle<()>> {
        let desk = Arc::clone(self);
        thread::Builder::new().name(name.to_owned()).spawn(move || {
            give_way();
            work(&desk);
        })
    }
}

/// Lets the threads that answer go first: what comes in must be acknowledged while a large story is
/// traced. Linux alone has priorities of threads; elsewhere all are equal.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, 15) {
        tracing::debug!(%error, "a thread keeps its priority");
    }
}
