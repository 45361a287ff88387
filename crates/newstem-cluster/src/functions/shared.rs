//! What the calls of a process share: models, and what a run's folder says of the whole pile.
//!
//! A run is named as `URL#ID-ROUND`; what was read of one is kept until another is asked for, shelves until
//! others take their room, and all of it until a function of a later stage is called, which needs the room
//! for itself. Calls wait for each other while something is read, and only then.

use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use datafusion::error::Result;
use newstem::story::{Asked, Lexis, Measure, Weighed};
use newstem::text::vector::Embedders;
use newstem::{Options, TraceError, Tracer};
use newstem_read::Context;

use super::adapter::failed;
use crate::kept;
use crate::memory::{Held, hold, to_keep_bytes};

/// Articles of a shelf take so many times the bytes that they are written down in.
const SHELF_FACTOR: usize = 4;
/// Words of a pile take so many times the bytes that they are written down in.
const WORDS_FACTOR: usize = 8;

/// A shelf.
pub struct Shelf {
    /// Its articles, in the order of time.
    pub articles: Vec<Weighed>,
    bytes: usize,
    _held: Held,
}

/// The words of a pile.
struct Words {
    measure: Arc<Measure>,
    _held: Held,
}

/// A shelf by its run and number.
type KnownShelf = ((String, u32), Arc<Shelf>);

static TRACER: LazyLock<std::result::Result<Tracer, TraceError>> =
    LazyLock::new(|| Tracer::new(Options::default().weights));
static LEXES: Mutex<Vec<Lexis>> = Mutex::new(Vec::new());
static CONTEXT: Mutex<Option<(String, Arc<Context>)>> = Mutex::new(None);
static WORDS: Mutex<Option<(String, Arc<Words>)>> = Mutex::new(None);
static SHELVES: Mutex<Vec<KnownShelf>> = Mutex::new(Vec::new());

/// What stories are traced with.
pub fn tracer() -> Result<&'static Tracer> {
    TRACER.as_ref().map_err(|error| failed(std::io::Error::other(error.to_string())))
}

/// The models of words.
pub fn embedders() -> Result<&'static Embedders> {
    tracer().map(Tracer::embedders)
}

/// A store of words that nobody uses.
pub fn take_lexis() -> Lexis {
    locked(&LEXES).pop().unwrap_or_default()
}

/// Leaves a store of words to the next.
pub fn give_back(lexis: Lexis) {
    locked(&LEXES).push(lexis);
}

/// What the pile says of its outlets.
pub fn context(run: &str) -> Result<Arc<Context>> {
    last_or(&CONTEXT, run, kept::context)
}

/// The words of the pile.
pub fn measure(run: &str) -> Result<Arc<Measure>> {
    last_or(&WORDS, run, words).map(|words| words.measure.clone())
}

fn words(address: &str) -> Result<Words> {
    let (measure, bytes) = kept::measure(address)?;
    Ok(Words { measure: Arc::new(measure), _held: hold("words", bytes * WORDS_FACTOR) })
}

/// Lets go of what only stages before this one need: articles are not sketched again once copies are told.
pub fn end_of_sketching() {
    locked(&LEXES).clear();
    *locked(&CONTEXT) = None;
}

/// The same once stories are traced: nothing is compared again.
pub fn end_of_comparing() {
    end_of_sketching();
    locked(&SHELVES).clear();
}

/// What is asked of a shelf in this round.
pub fn asked(run: &str, shelf: u32) -> Result<Asked> {
    kept::asked(address(run), round(run), shelf)
}

/// A shelf of the pile, the same in all rounds.
pub fn shelf(run: &str, number: u32) -> Result<Arc<Shelf>> {
    let key = (of_all_rounds(run).to_owned(), number);
    let known = |shelves: &[KnownShelf]| {
        shelves.iter().find(|(known, _)| *known == key).map(|(_, shelf)| shelf.clone())
    };
    if let Some(shelf) = known(&locked(&SHELVES)) {
        return Ok(shelf);
    }
    let (articles, written_bytes) = kept::shelf(address(run), number)?;
    let bytes = written_bytes * SHELF_FACTOR;
    let shelf = Arc::new(Shelf { articles, bytes, _held: hold("shelf", bytes) });
    keep(key, shelf.clone());
    Ok(shelf)
}

/// Keeps a shelf, in place of those that were read first.
fn keep(key: (String, u32), shelf: Arc<Shelf>) {
    let mut shelves = locked(&SHELVES);
    shelves.push((key, shelf));
    let mut bytes: usize = shelves.iter().map(|(_, shelf)| shelf.bytes).sum();
    while bytes > to_keep_bytes() && !shelves.is_empty() {
        bytes -= shelves.remove(0).1.bytes;
    }
}

fn last_or<T>(
    last: &Mutex<Option<(String, Arc<T>)>>,
    run: &str,
    read: fn(&str) -> Result<T>,
) -> Result<Arc<T>> {
    let run = of_all_rounds(run);
    let mut last = locked(last);
    if let Some((_, known)) = last.as_ref().filter(|(known, _)| known == run) {
        return Ok(known.clone());
    }
    let new = Arc::new(read(address(run))?);
    *last = Some((run.to_owned(), new.clone()));
    Ok(new)
}

/// A run's name without its round.
fn of_all_rounds(run: &str) -> &str {
    run.rsplit_once('-').map_or(run, |(without_round, _)| without_round)
}

/// The round that a run is in.
fn round(run: &str) -> &str {
    run.rsplit_once('-').map_or("0", |(_, round)| round)
}

/// The folder of a run, without its id.
fn address(run: &str) -> &str {
    run.rsplit_once('#').map_or(run, |(address, _)| address)
}

/// What a panic elsewhere left is as good as before: nothing is half written.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
