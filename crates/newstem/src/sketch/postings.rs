//! Candidates: which articles share rare terms with a new one (inverted index; Zobel and Moffat
//! 2006).
//!
//! Postings stand in the order of time, so that a look-up takes those of a window around the new
//! article and no others. A term of very many articles in that window finds nothing, for what it
//! finds grows with them and it tells of a topic, not of an event; what that costs is counted, so
//! that a large pile never loses pairs in silence. Rejected: the first articles of a long list only,
//! which would find pairs by the accident of their order.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::published::Interval;

/// What the limit on how many articles a term may find has cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capped {
    /// Terms of so many articles that no pairs were looked up by them.
    pub terms: usize,
    /// Articles left with too few other terms: they were paired by copied wording only.
    pub articles: usize,
}

/// A term in more articles of the window than this finds nothing.
const LONGEST_POSTING: usize = 400;
/// A pair must share this many terms.
const SHARED_TERMS: usize = 2;
/// How far two articles may lie apart in time: a report that long after another tells of it as
/// history. Copies are found however late they come.
const WINDOW_SECONDS: i64 = 45 * 86_400;

/// An inverted index over the terms that tell most of each article.
#[derive(Clone, Debug, Default)]
pub struct Postings {
    /// By the numbers of terms.
    lists: Vec<List>,
    capped: BTreeSet<u32>,
    cut_off: usize,
}

/// How many terms each article shares with the one that is looked up; all zero in between.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    shared: Vec<u16>,
    /// The articles that share any.
    sharing: Vec<u32>,
}

/// What a look-up found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// The articles within the window that share enough terms, in order.
    pub articles: Vec<usize>,
    /// Terms of too many articles, in the order in which terms were given.
    pub capped: Vec<u32>,
    /// Whether too few terms were left.
    is_cut_off: bool,
}

/// The articles of one term.
#[derive(Clone, Debug, Default)]
struct List {
    /// With the earliest second that each may be of, in that order.
    dated: Vec<(i64, u32)>,
    undated: Vec<u32>,
}

impl Postings {
    /// Adds an article.
    pub fn add(&mut self, article: usize, terms: &[u32], published: Option<Interval>) {
        let room = terms.iter().map(|&term| term as usize + 1).max().unwrap_or(0);
        self.lists.resize(room.max(self.lists.len()), List::default());
        for &term in terms {
            self.lists[term as usize].add(article as u32, published);
        }
    }

    /// Looks up what shares terms, all of which articles below `articles` may.
    pub fn find(
        &self,
        terms: &[u32],
        published: Option<Interval>,
        articles: usize,
        tally: &mut Tally,
    ) -> Candidates {
        tally.shared.resize(articles.max(tally.shared.len()), 0);
        let mut capped = Vec::new();
        for &term in terms {
            let (dated, undated) = self.within(term, published);
            if dated.len() + undated.len() > LONGEST_POSTING {
                capped.push(term);
                continue;
            }
            dated.iter().for_each(|&(_, article)| tally.count(article));
            undated.iter().for_each(|&article| tally.count(article));
        }
        let asked = terms.len() - capped.len();
        let is_cut_off = asked < SHARED_TERMS && terms.len() >= SHARED_TERMS;
        Candidates { articles: tally.take_shared(SHARED_TERMS), capped, is_cut_off }
    }

    /// Which of some terms are of too many articles to find any.
    pub fn too_common(&self, terms: &[u32], published: Option<Interval>) -> Vec<u32> {
        let is_too_common = |&term: &u32| {
            let (dated, undated) = self.within(term, published);
            dated.len() + undated.len() > LONGEST_POSTING
        };
        terms.iter().copied().filter(is_too_common).collect()
    }

    /// Forgets what articles have these terms, all of which were added.
    pub fn forget(&mut self, terms: &[u32]) {
        for &term in terms {
            let list = &mut self.lists[term as usize];
            list.dated.clear();
            list.undated.clear();
        }
    }

    fn within(&self, term: u32, published: Option<Interval>) -> (&[(i64, u32)], &[u32]) {
        let list = self.lists.get(term as usize);
        list.map(|list| list.within(published)).unwrap_or_default()
    }

    /// Takes down what the limit cost a look-up.
    pub fn note(&mut self, found: &Candidates) {
        self.capped.extend(&found.capped);
        self.cut_off += usize::from(found.is_cut_off);
    }

    /// What the limit has cost until now.
    pub fn capped(&self) -> Capped {
        Capped { terms: self.capped.len(), articles: self.cut_off }
    }
}

impl Tally {
    fn count(&mut self, article: u32) {
        let shared = &mut self.shared[article as usize];
        if *shared == 0 {
            self.sharing.push(article);
        }
        *shared += 1;
    }

    /// The articles that share so many terms, in order; the tally is zero after that.
    fn take_shared(&mut self, terms: usize) -> Vec<usize> {
        let mut articles = Vec::new();
        for article in self.sharing.drain(..) {
            if usize::from(std::mem::take(&mut self.shared[article as usize])) >= terms {
                articles.push(article as usize);
            }
        }
        articles.sort_unstable();
        articles
    }
}

impl List {
    fn add(&mut self, article: u32, published: Option<Interval>) {
        let Some(published) = published else { return self.undated.push(article) };
        // Articles mostly come in order, so this is mostly the end.
        let place = self.dated.partition_point(|&(time, _)| time <= published.earliest);
        self.dated.insert(place, (published.earliest, article));
    }

    /// The articles that may lie within the window around a time, those without a time apart.
    fn within(&self, published: Option<Interval>) -> (&[(i64, u32)], &[u32]) {
        let Some(published) = published else { return (&self.dated, &self.undated) };
        let (first, last) =
            (published.earliest - WINDOW_SECONDS, published.latest + WINDOW_SECONDS);
        let start = self.dated.partition_point(|&(time, _)| time < first);
        let end = self.dated.partition_point(|&(time, _)| time <= last);
        (&self.dated[start..end], &self.undated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::interval;

    /// Adds articles of these terms and times, and looks up the last of them before it is added.
    fn check(articles: &[(&[u32], &str)], found: &[usize], capped: Capped) {
        let mut postings = Postings::default();
        let (last, before) = articles.split_last().expect("an article to look up");
        for (index, (terms, published)) in before.iter().enumerate() {
            postings.add(index, terms, interval(published));
        }
        for _ in 0..2 {
            let candidates =
                postings.find(last.0, interval(last.1), before.len(), &mut Tally::default());
            postings.note(&candidates);
            assert_eq!(candidates.articles, found);
        }
        assert_eq!(postings.capped(), Capped { articles: 2 * capped.articles, ..capped });
    }

    #[test]
    fn two_shared_terms_make_a_pair_and_one_does_not() {
        let articles: [(&[u32], &str); 4] =
            [(&[1, 2, 3], ""), (&[1, 5], ""), (&[2], ""), (&[1, 2], "")];
        check(&articles, &[0], Capped::default());
    }

    #[test]
    fn what_lies_far_apart_in_time_is_no_pair() {
        let at = |published| (&[1_u32, 2][..], published);
        let articles =
            [at("2026-05-30"), at("2026-03-04"), at(""), at("2026-04-10"), at("2026-03-01")];
        check(&articles, &[1, 2, 3], Capped::default());
        let undated = [at("2026-05-30"), at("2026-03-04"), at(""), at("")];
        check(&undated, &[0, 1, 2], Capped::default());
    }

    #[test]
    fn a_term_of_too_many_articles_finds_nothing_and_is_counted() {
        let mut crowd: Vec<(&[u32], &str)> = vec![(&[1, 2], ""); LONGEST_POSTING];
        crowd.push((&[1, 2, 3, 4], ""));
        let mut plain = crowd.clone();
        plain.push((&[3, 4, 5], ""));
        check(&plain, &[LONGEST_POSTING], Capped::default());
        let mut common = crowd.clone();
        common.push((&[1, 3, 4], ""));
        check(&common, &[LONGEST_POSTING], Capped { terms: 1, articles: 0 });
        crowd.push((&[1, 2, 3], ""));
        check(&crowd, &[], Capped { terms: 2, articles: 1 });
    }
}
