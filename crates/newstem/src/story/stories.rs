//! Articles in their stories, and the place of the next.
//!
//! The stories that a new article is like are grouped anew together with it, article by article, so
//! that the order in which they came makes no difference; where they hold very many, whole stories
//! are joined and none is taken apart. Rejected: putting each article into the story most like it
//! and leaving it there (single pass), which never mends what the first few articles got wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::archive::Archive;
use super::credited;
use super::grouping::{Between, Unit, group};
use super::index::{Found, Index, Standing};
use super::ledger::{Ledger, Rearranged, StoryId};
use super::second_look;
use crate::parallel;

/// So many articles of a story stand for themselves; later ones stand behind these.
const EXEMPLARS: usize = 48;
/// So many articles are grouped anew when another comes.
const REGROUPED: usize = 256;
/// Articles less alike than this share of the threshold can be joined by others only: groups that
/// are loose within are closer than their articles are alike, but no looser than joins allow.
const REACH: f64 = 0.6;

/// Whether two articles are alike enough for a join of their groups.
fn is_near(likeness: f32, threshold: f64) -> bool {
    f64::from(likeness) >= REACH * threshold
}

/// The articles that were placed.
#[derive(Clone, Debug, Default)]
pub struct Stories {
    /// The articles, in reach of the next.
    pub index: Index,
    /// The stories that they are in.
    pub ledger: Ledger,
    room: Room,
}

/// For each article one more than the place of its unit; all zero but while units are grouped.
#[derive(Clone, Debug, Default)]
struct Room(Vec<u32>);

impl Stories {
    /// No articles, and a ledger to put them in.
    pub fn new(ledger: Ledger) -> Self {
        Self { ledger, ..Self::default() }
    }

    /// Puts an article that was counted, and searched for unless it is a copy, into a story. Groups
    /// are one story from a closeness of `threshold` (see [`group`]).
    pub fn place(
        &mut self,
        number: usize,
        found: Option<Found>,
        archive: &Archive,
        threshold: f64,
    ) -> Rearranged<usize> {
        if let Standing::CopyOf(original) = self.index.standing(number) {
            return self.follow(number, original);
        }
        let terms = found.map(|found| self.index.accept(number, found, archive));
        let terms = terms.unwrap_or_default();
        let near = self.stories_near(number, threshold);
        if let Some(exemplar) = self.exemplar(number, &near, threshold) {
            self.index.put_behind(number, exemplar);
            return self.follow(number, exemplar);
        }
        self.index.stand(number, &terms, archive.known[number].traits.published);
        let stories = near.into_values().chain([vec![number]]);
        let mut room = std::mem::take(&mut self.room);
        let groups = self.grouped(units(stories.collect(), archive), archive, threshold, &mut room);
        self.room = room;
        self.ledger.arrange(&groups)
    }

    /// Puts an article that was counted, and searched for unless it is a copy, into the story that it
    /// was in before.
    pub fn restore(
        &mut self,
        number: usize,
        story: StoryId,
        found: Option<Found>,
        archive: &Archive,
        threshold: f64,
    ) {
        if let Some(found) = found {
            let terms = self.index.accept(number, found, archive);
            let near = self.stories_near(number, threshold);
            match self.exemplar(number, &near, threshold) {
                Some(exemplar) if self.ledger.story_of(exemplar) == Some(story) => {
                    self.index.put_behind(number, exemplar);
                }
                _ => self.index.stand(number, &terms, archive.known[number].traits.published),
            }
        }
        self.ledger.restore(number, story);
    }

    /// Groups all articles, whatever story they are in.
    pub fn regroup(&self, archive: &Archive, threshold: f64, threads: usize) -> Vec<Vec<usize>> {
        let islands = self.islands(archive.known.len(), threshold);
        let mut rooms = vec![Room::default(); threads.max(1)];
        let groups = parallel::map_with(&mut rooms, islands.len(), |room, island| {
            self.grouped(singles(islands[island].clone(), archive), archive, threshold, room)
        });
        let mut groups = groups.concat();
        groups.sort();
        groups
    }

    fn follow(&mut self, number: usize, other: usize) -> Rearranged<usize> {
        if let Some(story) = self.ledger.story_of(other) {
            self.ledger.join(number, story);
        }
        Rearranged::default()
    }

    /// The stories with an article that is alike enough for a join, with those of their articles
    /// that stand for themselves.
    fn stories_near(&self, number: usize, threshold: f64) -> BTreeMap<StoryId, Vec<usize>> {
        let near = self.index.alike(number);
        let near = near.filter(|&(_, likeness)| is_near(likeness, threshold));
        let near: BTreeSet<StoryId> =
            near.filter_map(|(other, _)| self.ledger.story_of(other)).collect();
        near.into_iter().map(|story| (story, self.standing_in(story))).collect()
    }

    fn standing_in(&self, story: StoryId) -> Vec<usize> {
        let articles = self.ledger.articles_of(story).iter().copied();
        articles.filter(|&article| self.index.standing(article) == Standing::ForItself).collect()
    }

    /// Of the story that an article is most like, the article most like it, where that story has
    /// enough that stand for themselves.
    fn exemplar(
        &self,
        number: usize,
        near: &BTreeMap<StoryId, Vec<usize>>,
        threshold: f64,
    ) -> Option<usize> {
        let alike: BTreeMap<usize, f32> = self.index.alike(number).collect();
        let likeness = |other: &usize| f64::from(alike.get(other).copied().unwrap_or(0.0));
        let mean =
            |articles: &[usize]| articles.iter().map(likeness).sum::<f64>() / articles.len() as f64;
        let means = near.values().map(|articles| (mean(articles), articles));
        let (best, articles) = means.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
        if best < threshold || articles.len() < EXEMPLARS {
            return None;
        }
        articles.iter().copied().reduce(|a, b| if likeness(&b) > likeness(&a) { b } else { a })
    }

    /// Groups of all articles behind these units.
    fn grouped(
        &self,
        units: Vec<Vec<usize>>,
        archive: &Archive,
        threshold: f64,
        room: &mut Room,
    ) -> Vec<Vec<usize>> {
        let (sizes, between) = self.likenesses(&units, room);
        let groups = group(&sizes, &between, threshold);
        let members = |group: Vec<usize>| -> Vec<usize> {
            group.into_iter().flat_map(|unit| units[unit].iter().copied()).collect()
        };
        let mut groups: Vec<Vec<usize>> = groups.into_iter().map(members).collect();
        // Whole stories are not taken apart.
        if units.iter().all(|unit| unit.len() == 1) {
            groups = second_look::without_strangers(groups, archive);
        }
        let (sizes, between) = self.likenesses(&groups, room);
        let groups = second_look::joined(groups, &sizes, &between, archive, threshold);
        let groups = self.joined_by_credits(groups, archive, room);
        groups.into_iter().map(|group| self.index.with_followers(&group)).collect()
    }

    /// The groups with those joined of which one credits an article of the other.
    fn joined_by_credits(
        &self,
        mut groups: Vec<Vec<usize>>,
        archive: &Archive,
        room: &mut Room,
    ) -> Vec<Vec<usize>> {
        while let Some((left, right)) = self.surest_credit(&groups, archive, room) {
            let joining = groups.remove(right);
            groups[left].extend(joining);
        }
        groups
    }

    /// The two groups that a credit most surely makes one; nothing where none does.
    fn surest_credit(
        &self,
        groups: &[Vec<usize>],
        archive: &Archive,
        room: &mut Room,
    ) -> Option<credited::Link> {
        let links = credited::links(groups, &self.index, archive);
        if links.is_empty() {
            return None;
        }
        let (units, between) = self.likenesses(groups, room);
        links.into_iter().find(|&(left, right)| {
            let mut both = between.iter().filter(|&&(one, two, _)| (one, two) == (left, right));
            both.any(|&(.., between)| credited::agree(units[left], units[right], between))
        })
    }

    /// Units as they are grouped, with what is between them where it is anything.
    fn likenesses(
        &self,
        units: &[Vec<usize>],
        Room(unit_of): &mut Room,
    ) -> (Vec<Unit>, Vec<(usize, usize, Between)>) {
        let mut told: Vec<Unit> =
            units.iter().map(|unit| Unit { articles: unit.len(), within: 0.0 }).collect();
        let mut sums = Vec::new();
        unit_of.resize(self.index.articles().max(unit_of.len()), 0);
        for (unit, number) in units.iter().zip(1..) {
            unit.iter().for_each(|&article| unit_of[article] = number);
        }
        let mut articles: Vec<usize> = units.iter().flatten().copied().collect();
        articles.sort_unstable();
        for &article in &articles {
            let unit = unit_of[article];
            for (other, likeness) in self.index.alike(article) {
                let later = unit_of[other];
                if later == unit {
                    // Both articles of a pair tell of it.
                    told[unit as usize - 1].within += f64::from(likeness) / 2.0;
                } else if later > unit {
                    sums.push((unit as usize - 1, later as usize - 1, f64::from(likeness)));
                }
            }
        }
        articles.iter().for_each(|&article| unit_of[article] = 0);
        (told, summed(sums))
    }

    /// Articles that stand for themselves, in the sets that no likeness great enough for a join
    /// connects: they bound the work, groups are found within them.
    fn islands(&self, articles: usize, threshold: f64) -> Vec<Vec<usize>> {
        let mut islands = Vec::new();
        let mut seen = vec![false; articles];
        for first in (0..articles).filter(|&n| self.index.standing(n) == Standing::ForItself) {
            if std::mem::replace(&mut seen[first], true) {
                continue;
            }
            let mut island = vec![first];
            let mut next = 0;
            while let Some(&article) = island.get(next) {
                next += 1;
                for (other, likeness) in self.index.alike(article) {
                    if is_near(likeness, threshold) && !std::mem::replace(&mut seen[other], true) {
                        island.push(other);
                    }
                }
            }
            islands.push(island);
        }
        islands
    }
}

/// What each two units have in all, added up in the order in which it was found.
fn summed(mut found: Vec<(usize, usize, f64)>) -> Vec<(usize, usize, Between)> {
    found.sort_by_key(|&(left, right, _)| (left, right));
    let units = found.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
    let summed = units.map(|pairs| {
        let mut between = Between::default();
        pairs.iter().for_each(|&(_, _, likeness)| between.count(likeness));
        (pairs[0].0, pairs[0].1, between)
    });
    summed.collect()
}

/// What is grouped when an article comes: single articles, where they are not too many.
fn units(stories: Vec<Vec<usize>>, archive: &Archive) -> Vec<Vec<usize>> {
    if stories.iter().map(Vec::len).sum::<usize>() > REGROUPED {
        return stories;
    }
    singles(stories.concat(), archive)
}

/// Each article by itself, in an order that does not depend on who came first.
fn singles(mut articles: Vec<usize>, archive: &Archive) -> Vec<Vec<usize>> {
    archive.sort(&mut articles);
    articles.into_iter().map(|article| vec![article]).collect()
}
