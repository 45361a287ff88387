//! Stories as they grow: articles go in one by one, what each of them changes comes out.
//!
//! A whole pile is grouped by the same steps in the order of time, but with every word counted
//! before the first article is placed, and with a last pass over all ([`Grouper::settle`]). Until
//! that pass stories may differ from those of the whole pile, because early articles were weighed by
//! the few words counted when they came, and because articles that came late in the wrong order met
//! stories that had already been joined.

use thiserror::Error;

use super::archive::Archive;
use super::central::most_central;
use super::follows::Told;
use super::index::{Found, Index, Search, Standing};
use super::ledger::{Ledger, Rearranged, Split, StoryId};
use super::lexis::Lexis;
use super::stories::Stories;
use super::terms::{Terms, Traits};
use super::vocabulary::Counts;
use crate::article::Article;
use crate::parallel;
use crate::text::vector::Embedders;

/// Why an article was not added.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum AddError {
    /// There is an article of this id.
    #[error("two articles have the id `{0}`")]
    DuplicateId(String),
}

/// What an arrival changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryChange {
    /// The story of the new article.
    pub story: StoryId,
    /// What became of the stories that were there before.
    pub rearranged: Rearranged<String>,
}

/// So many articles are read before they are kept, in a tenth of the room that reading takes.
const READ_AT_ONCE: usize = 2048;
/// So many articles are searched for at once before they are placed.
const SEARCHED_AT_ONCE: usize = 256;

/// Groups articles into stories.
pub struct Grouper<'a> {
    embedders: &'a Embedders,
    lexis: Lexis,
    search: Search,
    threshold: f64,
    archive: Archive,
    stories: Stories,
}

impl<'a> Grouper<'a> {
    /// A grouper that knows no article. Groups are one story from a closeness of
    /// `threshold`: their mean likeness, held against that within them.
    pub fn new(embedders: &'a Embedders, threshold: f64) -> Self {
        let (archive, stories) = (Archive::default(), Stories::default());
        let (lexis, search) = (Lexis::default(), Search::default());
        Self { embedders, lexis, search, threshold, archive, stories }
    }

    /// Adds an article and tells what that changes.
    ///
    /// # Errors
    ///
    /// Where the article's id is known; then nothing changes.
    pub fn add(&mut self, article: &Article) -> Result<StoryChange, AddError> {
        if self.archive.has(&article.id) {
            return Err(AddError::DuplicateId(article.id.clone()));
        }
        let vocabulary = &mut self.archive.vocabulary;
        let mut terms = Terms::of(article, self.embedders, &mut self.lexis, vocabulary);
        vocabulary.number(&mut terms.words, &self.embedders.multilingual);
        let counts = Counts::of(&terms);
        let number = self.keep_read(terms, counts)?;
        self.stories.index.count(number, &mut self.archive);
        self.stories.index.weigh(&self.archive);
        let found = search(number, &self.stories.index, &self.archive, &mut self.search);
        let rearranged = self.stories.place(number, found, &self.archive, self.threshold);
        let story = self.stories.ledger.story_of(number).unwrap_or(StoryId(0));
        Ok(StoryChange { story, rearranged: self.named(rearranged) })
    }

    /// Adds articles that are placed when stories are settled, on as many threads as there are
    /// stores of words.
    ///
    /// # Errors
    ///
    /// Where an article's id is known; the articles before it are added then.
    pub fn keep(&mut self, articles: &[Article], known: &mut [Lexis]) -> Result<(), AddError> {
        for some in articles.chunks(READ_AT_ONCE) {
            let (embedders, vocabulary) = (self.embedders, &self.archive.vocabulary);
            let mut read = parallel::map_with(known, some.len(), |lexis, number| {
                Terms::of(&some[number], embedders, lexis, vocabulary)
            });
            for terms in &mut read {
                self.archive.vocabulary.number(&mut terms.words, &embedders.multilingual);
            }
            let counts = parallel::map(read.len(), known.len(), |number| Counts::of(&read[number]));
            for (terms, counts) in read.into_iter().zip(counts) {
                self.keep_read(terms, counts)?;
            }
        }
        Ok(())
    }

    fn keep_read(&mut self, terms: Terms, counts: Counts) -> Result<usize, AddError> {
        let id = terms.id.clone();
        self.archive.keep(terms, counts).ok_or(AddError::DuplicateId(id))
    }

    /// Holds each article that was kept, in the order in which they came, in the story that it was in
    /// before, and gives the next new story the id `next` or a later one. Likeness is worked out
    /// anew, by the words of just these articles; nothing is grouped.
    pub fn restore(&mut self, homes: &[StoryId], next: StoryId, threads: usize) {
        let numbers: Vec<usize> = (0..self.archive.known.len().min(homes.len())).collect();
        let mut stories = Stories::new(Ledger::beginning_at(next));
        let threshold = self.threshold;
        self.in_turn(&numbers, &mut stories, threads, |stories, number, found, archive| {
            stories.restore(number, homes[number], found, archive, threshold);
        });
        self.stories = stories;
    }

    /// Groups everything anew, as if all articles had come at once, and tells what that changes. The
    /// order in which they came makes no difference to the stories, only to their ids; neither does
    /// the number of threads.
    pub fn settle(&mut self, threads: usize) -> Rearranged<String> {
        let mut numbers: Vec<usize> = (0..self.archive.known.len()).collect();
        self.archive.sort(&mut numbers);
        let mut anew = Stories::default();
        let threshold = self.threshold;
        self.in_turn(&numbers, &mut anew, threads, |stories, number, found, archive| {
            stories.place(number, found, archive, threshold);
        });
        let groups = anew.regroup(&self.archive, self.threshold, threads);
        self.stories.index = anew.index;
        let rearranged = self.stories.ledger.arrange(&groups);
        self.named(rearranged)
    }

    /// Adds an article of which only its traits are at hand, to be placed by
    /// [`Self::settle_compared`].
    ///
    /// # Errors
    ///
    /// Where the article's id is known; then nothing changes.
    pub fn keep_traits(&mut self, id: String, traits: Traits) -> Result<usize, AddError> {
        let terms = Terms { id, words: Vec::new(), pairs: Vec::new(), traits };
        self.keep_read(terms, Counts::default())
    }

    /// Groups articles that were compared elsewhere, just as [`Self::settle`] does. For each article
    /// `originals` has the one that it is a near-duplicate of, and `alike` the earlier ones that it is
    /// like, in order; both by the numbers in which they came.
    pub fn settle_compared(
        &mut self,
        originals: &[Option<usize>],
        alike: &[Vec<(u32, f32)>],
        threads: usize,
    ) {
        let mut numbers: Vec<usize> = (0..self.archive.known.len()).collect();
        self.archive.sort(&mut numbers);
        let mut anew = Stories::default();
        for &number in &numbers {
            anew.index.count_compared(number, originals[number]);
        }
        for &number in &numbers {
            let is_copy = originals[number].is_some();
            let found = (!is_copy).then(|| anew.index.found_elsewhere(&alike[number]));
            anew.place(number, found, &self.archive, self.threshold);
        }
        let groups = anew.regroup(&self.archive, self.threshold, threads);
        self.stories.index = anew.index;
        self.stories.ledger.arrange(&groups);
    }

    /// The articles that stand behind others of large stories, where no later one finds them.
    pub fn behind(&self) -> Vec<usize> {
        self.index().behind()
    }

    /// Counts these articles, searches for each among those before it, and hands it on in turn with
    /// what was found.
    fn in_turn(
        &mut self,
        numbers: &[usize],
        stories: &mut Stories,
        threads: usize,
        mut take: impl FnMut(&mut Stories, usize, Option<Found>, &Archive),
    ) {
        self.archive.vocabulary.rarity.forget_articles();
        for &number in numbers {
            stories.index.count(number, &mut self.archive);
        }
        stories.index.weigh(&self.archive);
        let mut searches = vec![Search::default(); threads.max(1)];
        for some in numbers.chunks(SEARCHED_AT_ONCE) {
            stories.index.begin_batch();
            let (index, archive) = (&stories.index, &self.archive);
            let found = parallel::map_with(&mut searches, some.len(), |room, place| {
                search(some[place], index, archive, room)
            });
            for (&number, found) in some.iter().zip(found) {
                take(stories, number, found, &self.archive);
            }
        }
        stories.index.end_batches();
    }

    /// The stories and the articles in them.
    pub fn ledger(&self) -> &Ledger {
        &self.stories.ledger
    }

    /// The number of the article that stands for its story: the one most like the others. Nothing
    /// where the story is no more.
    pub fn most_central(&self, story: StoryId) -> Option<usize> {
        let articles = self.ledger().articles_of(story);
        (!articles.is_empty()).then(|| most_central(articles, self.index()))
    }

    /// The earlier story that one is a later development of.
    pub fn followed(&self, story: StoryId) -> Option<StoryId> {
        let (ledger, index) = (self.ledger(), self.index());
        Told { ledger, index, archive: &self.archive }.followed(story)
    }

    /// What articles are compared by.
    pub fn index(&self) -> &Index {
        &self.stories.index
    }

    /// The articles that came.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    fn named(&self, rearranged: Rearranged<usize>) -> Rearranged<String> {
        let name = |&number: &usize| self.archive.known[number].id.clone();
        let split = |split: Split<usize>| Split {
            from: split.from,
            into: split.into,
            articles: split.articles.iter().map(name).collect(),
        };
        Rearranged {
            splits: rearranged.splits.into_iter().map(split).collect(),
            merges: rearranged.merges,
        }
    }
}

/// The articles like one, unless it is a copy, which is not compared.
fn search(number: usize, index: &Index, archive: &Archive, room: &mut Search) -> Option<Found> {
    let is_copy = matches!(index.standing(number), Standing::CopyOf(_));
    (!is_copy).then(|| index.search(number, archive, room))
}
