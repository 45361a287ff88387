//! Puts arrivals into stories, in the order in which they came.
//!
//! The grouper holds the last articles in view, bounded by a setting; when it holds a quarter more, and
//! when the desk starts, it is made anew from the store, every article in the story that it was in. The
//! weights of words are then those of the articles in view, so what comes next may be grouped a little
//! otherwise than by a desk that never stopped. A long queue is grouped all at once, as a pile is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::time::Duration;

use newstem::story::Lexis;
use newstem::{Article, Grouper, Rearranged, StoryId};
use newstem_store::{Kept, Placed, Placing};

use super::Desk;
use super::memory::remember;
use crate::clock;
use crate::writer::with_sources;

/// How long it sleeps where nothing wakes it.
const PATIENCE: Duration = Duration::from_millis(500);
/// So many arrivals are placed one by one and written together.
const AT_ONCE: u32 = 32;
/// From so many waiting arrivals on they are grouped all at once.
const QUEUE_LONG: u32 = 4_000;
/// At most so many then.
const QUEUE_AT_ONCE: u32 = 25_000;
/// Word counts are handed to the tracers after so many articles, a tenth more than before.
const RARITY_EVERY: usize = 64;

/// Places until the desk closes.
pub fn run(desk: &Desk) {
    let mut seen = 0;
    remember(desk);
    while !desk.wake.is_closing() {
        if let Err(error) = place_in_view(desk) {
            tracing::error!(error, "articles are not placed in stories");
            desk.wake.wait(&mut seen, PATIENCE);
        }
    }
}

/// The articles in view.
struct View<'a> {
    grouper: Grouper<'a>,
    /// For each of the grouper's articles its number in the store.
    rows: Vec<i64>,
    titles: Vec<String>,
    numbers: BTreeMap<String, usize>,
    /// How many articles the tracers' word counts are of.
    counted: usize,
}

/// Restores the articles in view and goes on until there are too many of them.
fn place_in_view(desk: &Desk) -> Result<(), String> {
    let mut view = View::restore(desk)?;
    let most = desk.settings.window_articles as usize / 4 * 5;
    let mut seen = 0;
    while !desk.wake.is_closing() && view.rows.len() <= most.max(QUEUE_LONG as usize) {
        if !view.place_some(desk)? {
            desk.wake.wait(&mut seen, PATIENCE);
        }
    }
    Ok(())
}

impl<'a> View<'a> {
    fn restore(desk: &'a Desk) -> Result<Self, String> {
        let grouper = Grouper::new(desk.tracer.embedders(), desk.settings.story_threshold);
        let mut view = Self {
            grouper,
            rows: Vec::new(),
            titles: Vec::new(),
            numbers: BTreeMap::new(),
            counted: 0,
        };
        let read = desk.readers.with(|reader| {
            let placed = reader.placed_last(desk.settings.window_articles)?;
            Ok((placed, reader.progress("next_story")?))
        });
        let (placed, next) = read.map_err(|error| with_sources(&error))?;
        let (mut articles, mut homes) = (Vec::new(), Vec::new());
        for (row, article, story) in placed {
            view.know(row, &article);
            articles.push(article);
            homes.push(story);
        }
        view.grouper.keep(&articles, &mut lexes()).map_err(|error| error.to_string())?;
        drop(articles);
        view.grouper.restore(&homes, StoryId(next.cast_unsigned()), THREADS);
        view.hand_on_rarity(desk);
        Ok(view)
    }

    fn know(&mut self, row: i64, article: &Article) {
        self.numbers.insert(article.id.clone(), self.rows.len());
        self.rows.push(row);
        self.titles.push(article.title.clone());
    }

    fn hand_on_rarity(&mut self, desk: &Desk) {
        self.counted = self.rows.len();
        desk.set_rarity(&self.grouper.archive().vocabulary.rarity);
    }

    /// Places what waits; whether anything did.
    fn place_some(&mut self, desk: &Desk) -> Result<bool, String> {
        let read = desk.readers.with(|reader| {
            let placed = reader.progress("placed")?;
            let is_long = reader.unplaced()? >= u64::from(QUEUE_LONG);
            let limit = if is_long { QUEUE_AT_ONCE } else { AT_ONCE };
            Ok((reader.arrivals_after(placed, limit)?, is_long))
        });
        let (arrivals, is_long) = read.map_err(|error| with_sources(&error))?;
        let Some(last) = arrivals.last() else { return Ok(false) };
        let mut placing = Placing { through: last.arrival, ..Placing::default() };
        let new = self.sort_out(arrivals, &mut placing);
        let mut touched = match is_long {
            true => self.place_all(new, &mut placing)?,
            false => self.place_each(new, &mut placing)?,
        };
        touched.retain(|story| !self.grouper.ledger().articles_of(*story).is_empty());
        placing.headlines = touched.into_iter().map(|story| self.headline(story)).collect();
        placing.next_story = self.grouper.ledger().next_id().0;
        let count = placing.placed.len() as u64;
        let told = desk.writer.call_and_wait(move |store| store.place(&placing, &clock::now()));
        desk.tell(told.map_err(|error| error.to_string())?);
        desk.metrics.articles_placed.fetch_add(count, Ordering::Relaxed);
        if self.rows.len() >= self.counted + self.counted / 10 + RARITY_EVERY {
            self.hand_on_rarity(desk);
        }
        desk.wake.all();
        Ok(true)
    }

    /// Tells new articles from new versions of articles that are in a story.
    fn sort_out(&self, arrivals: Vec<Kept>, placing: &mut Placing) -> Vec<Kept> {
        let (new, revised): (Vec<Kept>, Vec<Kept>) = arrivals
            .into_iter()
            .partition(|kept| kept.version == 1 && !self.numbers.contains_key(&kept.text.id));
        placing.revised = revised.into_iter().map(|kept| kept.article).collect();
        new
    }

    fn place_each(
        &mut self,
        new: Vec<Kept>,
        placing: &mut Placing,
    ) -> Result<BTreeSet<StoryId>, String> {
        let mut touched = BTreeSet::new();
        for kept in new {
            self.know(kept.article, &kept.text);
            let change = self.grouper.add(&kept.text).map_err(|error| error.to_string())?;
            touched.insert(change.story);
            placing.placed.push(Placed { article: kept.article, story: change.story });
            self.rearranged(change.rearranged, placing, &mut touched);
        }
        Ok(touched)
    }

    fn place_all(
        &mut self,
        new: Vec<Kept>,
        placing: &mut Placing,
    ) -> Result<BTreeSet<StoryId>, String> {
        let first = self.rows.len();
        for kept in &new {
            self.know(kept.article, &kept.text);
        }
        let articles: Vec<Article> = new.into_iter().map(|kept| kept.text).collect();
        self.grouper.keep(&articles, &mut lexes()).map_err(|error| error.to_string())?;
        drop(articles);
        let changes = self.grouper.settle(THREADS);
        let mut touched = BTreeSet::new();
        for number in first..self.rows.len() {
            let Some(story) = self.grouper.ledger().story_of(number) else { continue };
            touched.insert(story);
            placing.placed.push(Placed { article: self.rows[number], story });
        }
        self.rearranged(changes, placing, &mut touched);
        Ok(touched)
    }

    fn rearranged(
        &self,
        changes: Rearranged<String>,
        placing: &mut Placing,
        touched: &mut BTreeSet<StoryId>,
    ) {
        for split in changes.splits {
            touched.extend([split.from, split.into]);
            for id in split.articles {
                let Some(&number) = self.numbers.get(&id) else { continue };
                placing.placed.push(Placed { article: self.rows[number], story: split.into });
            }
        }
        for merge in changes.merges {
            touched.insert(merge.into);
            placing.merges.push(merge);
        }
    }

    fn headline(&self, story: StoryId) -> (StoryId, String, Option<StoryId>) {
        let central = self.grouper.most_central(story);
        let title = central.map(|number| self.titles[number].clone()).unwrap_or_default();
        (story, title, self.grouper.followed(story))
    }
}

/// Threads for what is done all at once.
const THREADS: usize = 2;

fn lexes() -> Vec<Lexis> {
    (0..THREADS).map(|_| Lexis::default()).collect()
}
