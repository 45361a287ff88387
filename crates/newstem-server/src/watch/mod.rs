//! Watched sources: feeds and sitemaps of the web, folders of this machine.
//!
//! One thread, the watcher, asks the store which sources there are and when each is to be looked at;
//! a look is a [`Job`], which a few other threads carry on step by step, a request a step. Between two
//! steps a job lies on the [`Board`], so that a source with a thousand pages and a host that wants a
//! second between them hold up nobody. A job has its source's state to itself and gives it back to the
//! store when it is done; killed between, it is done again, and what it had brought in is known by its
//! address or its hash. Rejected: a thread a source, of which slow hosts would need hundreds; a queue
//! of pages in the store, which every page would have to be written to twice.
//!
//! A page is fetched only where the host's `robots.txt` allows it. What a person gave, the address of
//! the feed or sitemap itself, is asked for in any case: it was made to be fetched by programs.

mod board;
mod entry;
mod feed;
mod folder;
mod job;
mod page;
mod sitemap;
mod state;
mod taking;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use newstem_fetch::Schedule;
use newstem_store::{Source, SourceKind};

use self::board::Board;
use self::job::{Job, Next};
use self::state::State;
use crate::clock;
use crate::desk::Desk;
use crate::watched::WatchedSource;
use crate::writer::{WriteError, with_sources};

/// The watcher looks so often which sources there are.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// Threads look so often for jobs that nobody told them of.
const PATIENCE: Duration = Duration::from_millis(100);

/// Starts the watcher and those who fetch.
///
/// # Errors
///
/// Where the machine has no thread left.
pub fn start(desk: &Arc<Desk>) -> io::Result<Vec<JoinHandle<()>>> {
    let board = Arc::new(Board::new(desk.settings.host_delay));
    let of_watcher = Arc::clone(&board);
    let mut threads = vec![desk.spawn("watcher", move |desk| watch(desk, &of_watcher))?];
    for number in 0..desk.settings.fetch_threads.max(1) {
        let board = Arc::clone(&board);
        threads.push(desk.spawn(&format!("fetcher-{number}"), move |desk| work(desk, &board))?);
    }
    Ok(threads)
}

/// When a source is looked at next, in milliseconds since 1970, and how often it failed since it last
/// went well; nothing before it was looked at.
pub fn next_look(source: &Source) -> Option<(u64, u32)> {
    let schedule = State::of(source).schedule?;
    Some((schedule.next_at_ms, schedule.failures))
}

/// A source as it stands in the store. Paths are kept from the root, so that they mean the same
/// wherever the desk is started.
pub fn stored_name(source: &WatchedSource) -> String {
    if source.kind != SourceKind::Folder {
        return source.address.clone();
    }
    let path = std::path::absolute(Path::new(&source.address));
    path.map_or_else(|_| source.address.clone(), |path| path.to_string_lossy().into_owned())
}

fn watch(desk: &Desk, board: &Board) {
    if let Err(error) = add_missing(desk) {
        tracing::error!(%error, "the sources of the settings are not watched");
    }
    while !desk.wake.is_closing() {
        if let Err(error) = look(desk, board) {
            tracing::error!(error, "sources cannot be looked at");
        }
        let now = clock::unix_ms();
        let due = board.next_due_ms().map(|at| Duration::from_millis(at.saturating_sub(now)));
        desk.wake
            .rest(due.map_or(LOOK_EVERY, |due| due.clamp(Duration::from_millis(5), LOOK_EVERY)));
    }
}

fn add_missing(desk: &Desk) -> Result<(), WriteError> {
    let sources = desk.settings.sources.clone();
    desk.writer.call_and_wait(move |store| {
        sources.iter().try_for_each(|one| store.add_source(&stored_name(one), one.kind))
    })
}

/// Begins a job for each source whose time has come.
fn look(desk: &Desk, board: &Board) -> Result<(), String> {
    let read = |error| with_sources(&error);
    let names = desk.readers.with(|reader| reader.source_names()).map_err(read)?;
    let now_ms = clock::unix_ms();
    for name in board.due(&names, now_ms) {
        let source = desk.readers.with(|reader| reader.source(&name)).map_err(read)?;
        let Some(source) = source else { continue };
        let state = State::of(&source);
        match state.schedule.as_ref().filter(|schedule| !is_due(desk, &source, schedule, now_ms)) {
            Some(schedule) => board.rest(&name, schedule.next_at_ms),
            None => board.begin(Job::new(source, state, desk)),
        }
    }
    Ok(())
}

/// A source that was to be looked at later than its interval allows was so under other settings, or by
/// another clock. One that failed or was asked to wait keeps its pause.
fn is_due(desk: &Desk, source: &Source, schedule: &Schedule, now_ms: u64) -> bool {
    let interval_ms = job::interval_ms(desk, source.kind);
    let policy = job::schedule_policy(interval_ms);
    let longest_ms = policy.longest_rest_ms().max(interval_ms).saturating_mul(2);
    let is_astray =
        schedule.failures == 0 && schedule.next_at_ms > now_ms.saturating_add(longest_ms);
    schedule.is_due(now_ms) || is_astray
}

fn work(desk: &Desk, board: &Board) {
    while !desk.wake.is_closing() {
        let Some(mut job) = board.take(desk, clock::unix_ms()) else {
            board.wait(PATIENCE);
            continue;
        };
        match job.step(desk, board) {
            Next::Again => board.give_back(job),
            Next::RestUntil(at_ms) => board.done(job, at_ms),
        }
    }
}
