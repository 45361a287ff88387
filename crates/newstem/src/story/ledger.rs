//! Which story each article is in, under ids that last.
//!
//! A story keeps its id for as long as its founder, the first article that came, is in it. Of two
//! stories that become one the older id stays and the other points to it for ever; of a story that
//! falls apart the founder's part keeps the id. Whoever follows the changes one by one knows at any
//! time what the ledger knows. Rejected: ids made from the members, which change with each of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// A story's id: how many stories were founded before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StoryId(pub u64);

/// What became of stories that were there before; articles are named by `A`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rearranged<A> {
    /// What happened first.
    pub splits: Vec<Split<A>>,
    /// What happened to those that were left.
    pub merges: Vec<Merge>,
}

impl<A> Default for Rearranged<A> {
    fn default() -> Self {
        Self { splits: Vec::new(), merges: Vec::new() }
    }
}

/// Some articles left a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split<A> {
    /// The story that they were in, which keeps its founder.
    pub from: StoryId,
    /// The story that they are in now: a new one, or another that was there.
    pub into: StoryId,
    /// The articles, in order of arrival.
    pub articles: Vec<A>,
}

/// All that was left of a story went into another, to which its id points from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The story that is no more.
    pub from: StoryId,
    /// The older one.
    pub into: StoryId,
}

/// The stories and their articles.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The story of each article that was placed.
    homes: Vec<Option<StoryId>>,
    stories: BTreeMap<StoryId, Vec<usize>>,
    /// The founder of each story that was founded or restored here.
    founders: BTreeMap<StoryId, usize>,
    /// The id of the next story.
    next: u64,
    /// The older story that each story that is no more went into.
    redirects: BTreeMap<StoryId, StoryId>,
}

impl Ledger {
    /// The story of an article; nothing for one that was never placed.
    pub fn story_of(&self, article: usize) -> Option<StoryId> {
        self.homes.get(article).copied().flatten()
    }

    /// The articles of a story, in order; none where it is no more.
    pub fn articles_of(&self, story: StoryId) -> &[usize] {
        self.stories.get(&story).map_or(&[], Vec::as_slice)
    }

    /// A ledger whose first new story gets the id `next`.
    pub fn beginning_at(next: StoryId) -> Self {
        Self { next: next.0, ..Self::default() }
    }

    /// The id that the next new story gets.
    pub fn next_id(&self) -> StoryId {
        StoryId(self.next)
    }

    /// Puts an article, which comes after all others, into the story that it was in before. The
    /// first one of a story that is restored stands for its founder.
    pub fn restore(&mut self, article: usize, story: StoryId) {
        self.next = self.next.max(story.0 + 1);
        self.founders.entry(story).or_insert(article);
        self.join(article, story);
    }

    /// The stories in the order in which they were founded, with their articles.
    pub fn stories(&self) -> impl Iterator<Item = (StoryId, &[usize])> {
        self.stories.iter().map(|(&id, articles)| (id, articles.as_slice()))
    }

    /// The story that an id stands for now; nothing for an id that was never given.
    pub fn resolve(&self, id: StoryId) -> Option<StoryId> {
        let mut now = id;
        while let Some(&next) = self.redirects.get(&now) {
            now = next;
        }
        self.stories.contains_key(&now).then_some(now)
    }

    /// Puts a new article, which comes after all others, into a story that is there.
    pub fn join(&mut self, article: usize, story: StoryId) {
        self.set_home(article, story);
        self.stories.entry(story).or_default().push(article);
    }

    /// Puts articles into these groups, each in order. Together they hold all articles of every
    /// story that they touch, and may hold new ones.
    pub fn arrange(&mut self, groups: &[Vec<usize>]) -> Rearranged<usize> {
        let names: Vec<StoryId> = groups.iter().map(|group| self.name(group)).collect();
        let mut rearranged = Rearranged::default();
        for (group, &into) in groups.iter().zip(&names) {
            for from in self.homes_of(group).into_iter().filter(|&from| from != into) {
                if self.is_founded_in(from, group) {
                    rearranged.merges.push(Merge { from, into });
                } else {
                    let articles = self.members_from(from, group);
                    rearranged.splits.push(Split { from, into, articles });
                }
            }
        }
        self.write_down(groups, &names, &rearranged.merges);
        rearranged
    }

    /// The oldest story whose founder is in the group, else a new one.
    fn name(&mut self, group: &[usize]) -> StoryId {
        let mut homes = self.homes_of(group).into_iter();
        if let Some(id) = homes.find(|&id| self.is_founded_in(id, group)) {
            return id;
        }
        let id = StoryId(self.next);
        self.next += 1;
        self.founders.insert(id, group[0]);
        id
    }

    fn homes_of(&self, group: &[usize]) -> BTreeSet<StoryId> {
        group.iter().filter_map(|&article| self.story_of(article)).collect()
    }

    fn is_founded_in(&self, story: StoryId, group: &[usize]) -> bool {
        self.founders.get(&story).is_some_and(|founder| group.binary_search(founder).is_ok())
    }

    fn members_from(&self, story: StoryId, group: &[usize]) -> Vec<usize> {
        group.iter().copied().filter(|&article| self.story_of(article) == Some(story)).collect()
    }

    fn write_down(&mut self, groups: &[Vec<usize>], names: &[StoryId], merges: &[Merge]) {
        for story in groups.iter().flat_map(|group| self.homes_of(group)).collect::<Vec<_>>() {
            self.stories.remove(&story);
        }
        self.redirects.extend(merges.iter().map(|merge| (merge.from, merge.into)));
        for (group, &name) in groups.iter().zip(names) {
            group.iter().for_each(|&article| self.set_home(article, name));
            self.stories.insert(name, group.clone());
        }
    }

    fn set_home(&mut self, article: usize, story: StoryId) {
        self.homes.resize(self.homes.len().max(article + 1), None);
        self.homes[article] = Some(story);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the ledger says after each arrangement of letters, and the changes on the way.
    fn check(arrangements: &[&[&str]], stories: &str, last: &str) {
        let mut ledger = Ledger::default();
        let mut told = String::new();
        for groups in arrangements {
            let numbers = |group: &&str| group.bytes().map(|b| usize::from(b - b'a')).collect();
            let groups: Vec<Vec<usize>> = groups.iter().map(numbers).collect();
            told = words(&ledger.arrange(&groups));
        }
        let listed =
            ledger.stories().map(|(id, articles)| format!("{}:{}", id.0, letters(articles)));
        assert_eq!(listed.collect::<Vec<_>>().join(" "), stories);
        assert_eq!(told, last);
    }

    fn letters(articles: &[usize]) -> String {
        articles.iter().map(|&article| char::from(b'a' + article as u8)).collect()
    }

    fn words(changes: &Rearranged<usize>) -> String {
        let split = |split: &Split<usize>| {
            format!("{}-{}>{}", split.from.0, letters(&split.articles), split.into.0)
        };
        let merge = |merge: &Merge| format!("{}>{}", merge.from.0, merge.into.0);
        let told = changes.splits.iter().map(split).chain(changes.merges.iter().map(merge));
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_merge_keeps_the_older_id() {
        check(&[&["a"], &["b"], &["abc"]], "0:abc", "1>0");
    }

    #[test]
    fn a_split_leaves_the_id_with_the_founder() {
        check(&[&["abcd"], &["bc", "ad"]], "0:ad 1:bc", "0-bc>1");
    }

    #[test]
    fn articles_move_to_a_story_that_is_there() {
        check(&[&["ab"], &["c"], &["a", "bc"]], "0:a 1:bc", "0-b>1");
        check(&[&["ab"], &["c"], &["ac", "b"]], "0:ac 2:b", "0-b>2 1>0");
    }

    #[test]
    fn an_id_that_is_no_more_points_on() {
        let mut ledger = Ledger::default();
        for groups in
            [vec![vec![0]], vec![vec![1]], vec![vec![2]], vec![vec![1, 2]], vec![vec![0, 1, 2]]]
        {
            ledger.arrange(&groups);
        }
        assert_eq!(ledger.resolve(StoryId(2)), Some(StoryId(0)));
        assert_eq!(ledger.resolve(StoryId(3)), None);
    }
}
