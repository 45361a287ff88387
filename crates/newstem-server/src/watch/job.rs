//! One look at a source, from the first request to what is kept of it.
//!
//! A job goes by steps of a request each, between which others have their turn. What the source's
//! answer says of itself (`ETag`) is kept only once all of that answer was taken: were it kept before,
//! a desk that is killed would be told that there is nothing new and never see the rest.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::time::Duration;

use newstem_fetch::{
    AskedRest, FetchError, Fetched, Outcome, Request, RetryAfter, Schedule, SchedulePolicy,
    feed_rest,
};
use newstem_read::Problem;
use newstem_store::{Source, SourceKind};

use super::board::{Board, host_of};
use super::entry::Entry;
use super::feed;
use super::folder;
use super::sitemap::Maps;
use super::state::{FileMark, Known, State, hash};
use super::taking::{note, skipped_of};
use crate::clock;
use crate::desk::Desk;
use crate::writer::{WriteError, with_sources};

/// So many new pages of one source are fetched at a look; the others wait for the next.
const PAGES_AT_A_LOOK: usize = 500;
/// What is known so far is written down after so many pages or files.
const KEEP_EVERY: u32 = 25;
/// The state of a folder in which nothing happened is written down no oftener than this.
const KEEP_QUIET_MS: u64 = 60 * 1000;
/// Shortest interval of sources of the web, unless a shorter one was set.
const INTERVAL_MS_MIN: u64 = 60 * 1000;
/// A folder that cannot be read is looked at so often at least.
const FOLDER_BACKOFF_MS_MAX: u64 = 60 * 1000;
/// So many complaints are told as a source's last error.
const COMPLAINTS_TOLD: usize = 3;
const SITEMAP_ACCEPT: &str = "application/xml, text/xml;q=0.9, text/plain;q=0.8, */*;q=0.5";

/// A look at a source.
pub struct Job {
    pub(super) source: Source,
    pub(super) state: State,
    /// The host that this step may ask, while the job is in hand.
    pub(super) host: Option<String>,
    step: Step,
    answer: Answer,
    complaints: BTreeMap<String, usize>,
    steps: u32,
    activity: Activity,
}

/// What is to be done next.
#[derive(Default)]
pub enum Step {
    /// Ask the source itself, or list the folder.
    #[default]
    Ask,
    /// Read further sitemaps.
    Maps(Maps),
    /// Take in items.
    Entries(VecDeque<Entry>),
    /// Read files.
    Files(VecDeque<(String, FileMark)>),
}

/// What the source's answer says of itself.
#[derive(Default)]
struct Answer {
    etag: Option<String>,
    last_modified: Option<String>,
    max_age: Option<Duration>,
    extent: Taken,
}

/// How much of what was wanted was taken.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Taken {
    #[default]
    Whole,
    InPart,
}

/// Whether there is more to write down than that the source was looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Activity {
    Quiet,
    Busy,
}

/// Whether anybody still wants a source watched.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Watched {
    Still,
    NoLonger,
}

/// Why a look ends before its time.
pub enum Stop {
    /// Something failed.
    Failed {
        /// What, for a person.
        told: String,
        /// When the server wants to be asked again.
        retry_after: Option<RetryAfter>,
    },
    /// The desk closes, or the source is watched no longer.
    Left,
}

impl Stop {
    pub(super) fn failed(told: impl Into<String>) -> Self {
        Self::Failed { told: told.into(), retry_after: None }
    }
}

impl From<WriteError> for Stop {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Closing => Self::Left,
            other => Self::failed(other.to_string()),
        }
    }
}

/// The next step; nothing where all is done.
pub type Stepped = Result<Option<Step>, Stop>;

/// What becomes of a job after a step.
pub enum Next {
    /// It has more to do.
    Again,
    /// It is done; the source rests until then, in milliseconds since 1970.
    RestUntil(u64),
}

/// How often sources of a kind are looked at.
pub fn interval_ms(desk: &Desk, kind: SourceKind) -> u64 {
    let every = match kind {
        SourceKind::Feed => desk.settings.poll_interval.feed,
        SourceKind::Sitemap => desk.settings.poll_interval.sitemap,
        SourceKind::Folder => desk.settings.poll_interval.folder,
    };
    u64::try_from(every.as_millis()).unwrap_or(u64::MAX)
}

/// Whoever sets an interval below the usual least means it.
pub fn schedule_policy(interval_ms: u64) -> SchedulePolicy {
    SchedulePolicy {
        interval_ms_min: interval_ms.min(INTERVAL_MS_MIN),
        ..SchedulePolicy::default()
    }
}

impl Job {
    /// A look that has not begun.
    pub fn new(source: Source, mut state: State, desk: &Desk) -> Self {
        let interval_ms = interval_ms(desk, source.kind);
        let fresh = || Schedule::new(&*source.source, interval_ms, clock::unix_ms());
        state.schedule.get_or_insert_with(fresh).interval_ms = interval_ms;
        Self {
            source,
            state,
            host: None,
            step: Step::Ask,
            answer: Answer::default(),
            complaints: BTreeMap::new(),
            steps: 0,
            activity: Activity::Quiet,
        }
    }

    /// The name of its source.
    pub fn name(&self) -> &str {
        &self.source.source
    }

    /// The address that the next step asks for; nothing where it asks for none.
    pub fn next_url(&self) -> Option<&str> {
        match &self.step {
            Step::Ask if self.source.kind == SourceKind::Folder => None,
            Step::Ask => Some(self.address()),
            Step::Maps(maps) => maps.next_url(),
            Step::Entries(entries) => entries.front()?.document.url.as_deref(),
            Step::Files(_) => None,
        }
    }

    fn address(&self) -> &str {
        self.state.moved_to.as_deref().unwrap_or(&self.source.source)
    }

    /// Does the next step.
    pub fn step(&mut self, desk: &Desk, board: &Board) -> Next {
        let stepped = match std::mem::take(&mut self.step) {
            Step::Ask if self.source.kind == SourceKind::Folder => self.list(),
            Step::Ask => self.ask(desk, board),
            Step::Maps(maps) => self.read_map(desk, maps),
            Step::Entries(entries) => self.visit(desk, board, entries),
            Step::Files(files) => self.read_file(desk, files),
        };
        match stepped {
            Ok(Some(step)) => {
                self.step = step;
                Next::Again
            }
            Ok(None) => self.succeeded(desk),
            Err(Stop::Failed { told, retry_after }) => self.failed(desk, told, retry_after),
            Err(Stop::Left) => Next::RestUntil(0),
        }
    }

    fn ask(&mut self, desk: &Desk, board: &Board) -> Stepped {
        let is_feed = self.source.kind == SourceKind::Feed;
        let request = Request {
            url: self.address().to_owned(),
            etag: self.state.etag.clone(),
            last_modified: self.state.last_modified.clone(),
            accept: Some(if is_feed { feed::ACCEPT } else { SITEMAP_ACCEPT }.to_owned()),
        };
        let fetched = desk.fetcher.fetch(&request);
        let fetched = fetched.map_err(|error| self.unanswered(desk, board, &error))?;
        let bytes = match self.heard(fetched) {
            Outcome::NotModified => return Ok(None),
            Outcome::Body { bytes, .. } => bytes,
        };
        self.activity = Activity::Busy;
        match is_feed {
            true => self.read_feed(desk, &bytes),
            false => self.read_sitemap(desk, &bytes),
        }
    }

    /// Notes what an answer says of itself.
    fn heard(&mut self, fetched: Fetched) -> Outcome {
        let Fetched { permanent_url, etag, last_modified, max_age, outcome, .. } = fetched;
        self.answer = Answer { etag, last_modified, max_age, extent: Taken::Whole };
        if permanent_url.is_some() {
            self.state.moved_to = permanent_url;
        }
        outcome
    }

    /// A source that is not found where it moved to is looked for at its own address the next time.
    fn unanswered(&mut self, desk: &Desk, board: &Board, error: &FetchError) -> Stop {
        let retry_after = error.retry_after();
        let now_ms = clock::unix_ms();
        if let (Some(host), Some(at)) = (host_of(desk, self.address()), retry_after) {
            board.postpone(&host, at.at_ms(now_ms), now_ms);
        }
        self.state.moved_to = None;
        Stop::Failed { told: with_sources(error), retry_after }
    }

    fn read_feed(&mut self, desk: &Desk, bytes: &[u8]) -> Stepped {
        let found = feed::read(bytes, self.name());
        if let Some(problem) = found.problems.first().filter(|_| found.documents.is_empty()) {
            return Err(Stop::failed(&*problem.reason));
        }
        self.tell(desk, found.problems)?;
        let rest = feed_rest(bytes).and_then(|rest| u64::try_from(rest.as_millis()).ok());
        self.state.rest_ms = rest;
        let name = self.name().to_owned();
        let entries = found.documents.into_iter().map(|one| Entry::of_feed(one, &name));
        self.begin_entries(desk, entries.collect())
    }

    fn read_sitemap(&mut self, desk: &Desk, bytes: &[u8]) -> Stepped {
        let (maps, problems) = Maps::new(bytes, self.address());
        self.go_on(desk, maps, problems)
    }

    fn read_map(&mut self, desk: &Desk, mut maps: Maps) -> Stepped {
        let Some((url, depth)) = maps.take() else { return self.go_on(desk, maps, Vec::new()) };
        let request = Request { accept: Some(SITEMAP_ACCEPT.to_owned()), ..Request::new(&*url) };
        let problems = match desk.fetcher.fetch(&request) {
            Ok(Fetched { outcome: Outcome::Body { bytes, .. }, .. }) => maps.read(&bytes, depth),
            Ok(_) => Vec::new(),
            Err(error) => {
                self.answer.extent = Taken::InPart;
                vec![format!("the sitemap {url} cannot be had: {}", with_sources(&error))]
            }
        };
        self.go_on(desk, maps, problems)
    }

    fn go_on(&mut self, desk: &Desk, maps: Maps, problems: Vec<String>) -> Stepped {
        let is_over = maps.next_url().is_none();
        let pages =
            if is_over { maps.into_pages() } else { return self.more_maps(desk, maps, problems) };
        if let Some(told) = problems.first().filter(|_| pages.is_empty()) {
            return Err(Stop::failed(&**told));
        }
        self.tell(desk, problems.iter().map(|told| self.problem(told)).collect())?;
        self.begin_entries(desk, pages.into_iter().map(Entry::of_sitemap).collect())
    }

    fn more_maps(&mut self, desk: &Desk, maps: Maps, problems: Vec<String>) -> Stepped {
        self.tell(desk, problems.iter().map(|told| self.problem(told)).collect())?;
        Ok(Some(Step::Maps(maps)))
    }

    fn problem(&self, told: &str) -> Problem {
        Problem::of_file(self.name(), told, "what could be read of it is taken")
    }

    /// Writes problems down, each once for as long as it is remembered.
    fn tell(&mut self, desk: &Desk, problems: Vec<Problem>) -> Result<(), Stop> {
        let mut new = Vec::new();
        for problem in problems {
            let key = hash(&["problem", &problem.reason]);
            if self.state.seen.look_up(key, 0) == Known::New {
                new.push(skipped_of(self.name(), &problem));
            }
            self.state.seen.settle(key, 0);
        }
        Ok(note(desk, new)?)
    }

    fn begin_entries(&mut self, desk: &Desk, entries: Vec<Entry>) -> Stepped {
        let mut wanted = feed::wanted(entries, &mut self.state.seen, desk).map_err(Stop::failed)?;
        if wanted.len() > PAGES_AT_A_LOOK {
            wanted.truncate(PAGES_AT_A_LOOK);
            self.took_part();
        }
        Ok((!wanted.is_empty()).then_some(Step::Entries(wanted)))
    }

    fn list(&mut self) -> Stepped {
        let folder = self.name().to_owned();
        let (there, beyond) = folder::list(Path::new(&folder))
            .map_err(|error| Stop::failed(format!("the folder cannot be listed: {error}")))?;
        if beyond > 0 {
            let told = format!("files beyond the first {} are not watched", folder::FILES_MAX);
            self.complain(told);
        }
        let changed = folder::changed(&there, &self.state.files, clock::unix_ms());
        let before = self.state.files.len();
        self.state.files.retain(|name, _| there.contains_key(name));
        if !changed.is_empty() || self.state.files.len() < before {
            self.activity = Activity::Busy;
        }
        let files: VecDeque<(String, FileMark)> = changed
            .into_iter()
            .filter_map(|name| there.get(&name).map(|mark| (name, *mark)))
            .collect();
        Ok((!files.is_empty()).then_some(Step::Files(files)))
    }

    fn read_file(&mut self, desk: &Desk, mut files: VecDeque<(String, FileMark)>) -> Stepped {
        let Some((name, mark)) = files.pop_front() else { return Ok(None) };
        self.source.articles += folder::read(desk, self.name(), &name)?;
        self.state.files.insert(name, mark);
        self.count_step(desk)?;
        Ok((!files.is_empty()).then_some(Step::Files(files)))
    }

    /// Writes down now and then what is known, and learns whether it is still wanted.
    pub(super) fn count_step(&mut self, desk: &Desk) -> Result<(), Stop> {
        self.steps += 1;
        if self.steps.is_multiple_of(KEEP_EVERY) && self.keep(desk)? == Watched::NoLonger {
            return Err(Stop::Left);
        }
        Ok(())
    }

    /// Something was wanted and is left for the next look.
    pub(super) fn took_part(&mut self) {
        self.answer.extent = Taken::InPart;
    }

    /// Something to tell as the source's last error, though the look goes on.
    pub(super) fn complain(&mut self, told: String) {
        *self.complaints.entry(told).or_default() += 1;
    }

    fn succeeded(&mut self, desk: &Desk) -> Next {
        let now_ms = clock::unix_ms();
        let is_whole = self.answer.extent == Taken::Whole;
        self.state.etag = self.answer.etag.take().filter(|_| is_whole);
        self.state.last_modified = self.answer.last_modified.take().filter(|_| is_whole);
        let (next_at_ms, was_quiet) = match &mut self.state.schedule {
            Some(schedule) => {
                let before = schedule.succeeded_at_ms.filter(|_| schedule.failures == 0);
                let policy = schedule_policy(schedule.interval_ms);
                // An answer that nothing changed does not say again what the feed asks.
                let by_feed = self.state.rest_ms.map(Duration::from_millis);
                let rest = AskedRest { by_feed, by_server: self.answer.max_age };
                schedule.succeeded(rest, now_ms, &policy);
                let is_fresh = before.is_some_and(|at| now_ms.saturating_sub(at) < KEEP_QUIET_MS);
                (schedule.next_at_ms, is_fresh)
            }
            None => (now_ms, false),
        };
        let is_folder = self.source.kind == SourceKind::Folder;
        if is_folder && was_quiet && self.activity == Activity::Quiet {
            return Next::RestUntil(next_at_ms);
        }
        self.source.last_success = Some(clock::now());
        if let Some(told) = self.complaints_told() {
            self.note_error(told);
        }
        self.keep_and_rest(desk, next_at_ms)
    }

    fn complaints_told(&self) -> Option<String> {
        let told = self.complaints.iter().take(COMPLAINTS_TOLD).map(|(told, count)| match count {
            1 => told.clone(),
            _ => format!("{told} ({count} times)"),
        });
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| told.join("; "))
    }

    fn failed(&mut self, desk: &Desk, told: String, retry_after: Option<RetryAfter>) -> Next {
        let now_ms = clock::unix_ms();
        let is_folder = self.source.kind == SourceKind::Folder;
        let next_at_ms = self.state.schedule.as_mut().map_or(now_ms, |schedule| {
            let mut policy = schedule_policy(schedule.interval_ms);
            if is_folder {
                policy.backoff_ms_max = FOLDER_BACKOFF_MS_MAX;
            }
            schedule.failed(retry_after, now_ms, &policy);
            schedule.next_at_ms
        });
        tracing::warn!(source = self.name(), error = told, "a source cannot be read");
        self.note_error(told);
        self.keep_and_rest(desk, next_at_ms)
    }

    fn note_error(&mut self, told: String) {
        self.source.last_error = Some(told);
        self.source.last_error_at = Some(clock::now());
    }

    /// Ends a look: what is known is kept.
    fn keep_and_rest(&mut self, desk: &Desk, until_ms: u64) -> Next {
        if let Err(error) = self.keep(desk) {
            tracing::error!(source = self.name(), %error, "how a source fares was not kept");
        }
        Next::RestUntil(until_ms)
    }

    /// Gives the store what is known, if the source is still watched.
    fn keep(&mut self, desk: &Desk) -> Result<Watched, WriteError> {
        self.source.state = serde_json::to_value(&self.state).unwrap_or_default();
        let source = self.source.clone();
        let is_watched = desk.writer.call_and_wait(move |store| store.update_source(&source))?;
        Ok(if is_watched { Watched::Still } else { Watched::NoLonger })
    }
}
