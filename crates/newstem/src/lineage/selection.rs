//! Which articles of a story are compared with which.
//!
//! In a story of common size every article is compared with every other. A large one would take
//! time and memory that grow with the square, so there each article meets only those that may be
//! its parents:
//!
//! - of its near-duplicates the first few, since a copy was made from the text when it was new;
//! - of the rest of the story, if it is the first of its near-duplicates itself, the first of all
//!   others, where those are few; else the ones that share most words and phrases with it, rare
//!   ones counting more, and that are not known to be later;
//! - whichever its outlet is or its credits name, the last few before it.
//!
//! What this leaves out is counted, for the tree to tell. Rejected: near-duplicates alone as the
//! measure, which leaves all pairs of a thousand different rewrites; and candidates by sketches of
//! the whole pile, which are made to find stories and leave out the words that a story has in
//! common.

use std::collections::{BTreeMap, BTreeSet};

use super::member::Member;
use crate::outlet::OutletName;
use crate::published::{Sequence, sequence};
use crate::sketch::{Duplicates, signature};

/// Up to so many articles each is compared with each.
const COMPARED_ALL_MAX: usize = 100;
/// Near-duplicates are compared with so many of the first of their kind.
const FIRST_COPIES: usize = 4;
/// An article is compared with so many others of its language that share most with it.
const LIKELIEST: usize = 20;
/// The same of all other languages.
const LIKELIEST_FOREIGN: usize = 6;
/// Of an outlet that is credited or the article's own, so many articles.
const OF_AN_OUTLET: usize = 4;
/// A term that more articles have finds none.
const POSTING_MAX: usize = 400;

/// For each article those that it is compared with, in order; whoever is compared with one is
/// compared by it.
pub fn partners(members: &[Member]) -> Vec<Vec<usize>> {
    let count = members.len();
    let all: Vec<usize> = (0..count).collect();
    let mut pairs = Pairs::default();
    if count <= COMPARED_ALL_MAX {
        pairs.add_all(&all);
        return pairs.by_article(count);
    }
    let kinds = near_duplicates(members);
    for kind in &kinds {
        let firsts = &kind[..kind.len().min(FIRST_COPIES)];
        kind.iter().for_each(|&copy| pairs.add(copy, firsts));
    }
    let leaders: Vec<usize> = kinds.iter().map(|kind| kind[0]).collect();
    match leaders.len() {
        ..=COMPARED_ALL_MAX => pairs.add_all(&leaders),
        _ => add_likeliest(&mut pairs, members, &leaders),
    }
    add_named(&mut pairs, members);
    pairs.by_article(count)
}

/// Pairs of articles, each once.
#[derive(Default)]
struct Pairs(BTreeSet<(usize, usize)>);

impl Pairs {
    fn add(&mut self, article: usize, others: &[usize]) {
        let others = others.iter().filter(|&&other| other != article);
        self.0.extend(others.map(|&other| (article.min(other), article.max(other))));
    }

    fn add_all(&mut self, articles: &[usize]) {
        articles.iter().for_each(|&article| self.add(article, articles));
    }

    fn by_article(&self, count: usize) -> Vec<Vec<usize>> {
        let mut partners = vec![Vec::new(); count];
        for &(left, right) in &self.0 {
            partners[left].push(right);
            partners[right].push(left);
        }
        partners.iter_mut().for_each(|partners| partners.sort_unstable());
        partners
    }
}

/// The articles by the text of which they are near-duplicates, the first to appear in front.
fn near_duplicates(members: &[Member]) -> Vec<Vec<usize>> {
    let mut known = Duplicates::default();
    let mut kinds: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, member) in members.iter().enumerate() {
        let signature = signature(&member.article.body);
        let original = signature.as_ref().and_then(|signature| known.find(signature));
        if let (Some(signature), None) = (signature, original) {
            known.add(index, signature);
        }
        kinds.entry(original.unwrap_or(index)).or_default().push(index);
    }
    let mut kinds: Vec<Vec<usize>> = kinds.into_values().collect();
    kinds.iter_mut().for_each(|kind| kind.sort_by_key(|&index| appeared(&members[index], index)));
    kinds
}

/// Sorts articles by when they appeared, those of unknown times last; of equal ones the longest
/// goes first, since copies are cut more often than they grow.
fn appeared(member: &Member, index: usize) -> (i64, std::cmp::Reverse<usize>, usize) {
    let earliest = member.published.map_or(i64::MAX, |published| published.earliest);
    (earliest, std::cmp::Reverse(member.subject.words), index)
}

/// Pairs each of the leaders with those that share most with it.
fn add_likeliest(pairs: &mut Pairs, members: &[Member], leaders: &[usize]) {
    let terms: Vec<Vec<u64>> = leaders.iter().map(|&leader| terms(&members[leader])).collect();
    let postings = Postings::of(&terms);
    let mut scores = vec![0.0; leaders.len()];
    for (place, own) in terms.iter().enumerate() {
        postings.score(own, &mut scores);
        let likeliest = likeliest(place, &scores, members, leaders);
        pairs.add(leaders[place], &likeliest);
    }
}

/// Stems, phrases, names and numbers, sorted, each once.
fn terms(member: &Member) -> Vec<u64> {
    let subject = &member.subject;
    let anchors = subject.profile.sentences.iter().flat_map(|sentence| &sentence.anchors);
    let words = subject.stems.iter().chain(anchors).map(|&(term, _)| term);
    let mut terms: Vec<u64> = words.chain(subject.phrases.iter().copied()).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Which articles have a term.
struct Postings {
    /// Terms that several articles have, sorted, each with its place in `articles`.
    terms: Vec<(u64, std::ops::Range<usize>)>,
    articles: Vec<usize>,
    /// Of how many.
    count: usize,
}

impl Postings {
    fn of(terms: &[Vec<u64>]) -> Self {
        let mut all: Vec<(u64, usize)> = Vec::new();
        for (article, terms) in terms.iter().enumerate() {
            all.extend(terms.iter().map(|&term| (term, article)));
        }
        all.sort_unstable();
        let mut postings = Self { terms: Vec::new(), articles: Vec::new(), count: terms.len() };
        for posting in all.chunk_by(|a, b| a.0 == b.0) {
            if (2..=POSTING_MAX).contains(&posting.len()) {
                let start = postings.articles.len();
                postings.articles.extend(posting.iter().map(|&(_, article)| article));
                postings.terms.push((posting[0].0, start..postings.articles.len()));
            }
        }
        postings
    }

    /// For each article the weight of the terms that it has of these.
    fn score(&self, terms: &[u64], scores: &mut [f64]) {
        scores.fill(0.0);
        for term in terms {
            let Ok(at) = self.terms.binary_search_by_key(term, |(known, _)| *known) else {
                continue;
            };
            let articles = &self.articles[self.terms[at].1.clone()];
            let weight = (self.count as f64 / articles.len() as f64).ln();
            articles.iter().for_each(|&article| scores[article] += weight);
        }
    }
}

/// The articles that share most with a leader, save those known to be later.
fn likeliest(place: usize, scores: &[f64], members: &[Member], leaders: &[usize]) -> Vec<usize> {
    let own = &members[leaders[place]];
    let mut others: Vec<usize> = (0..leaders.len())
        .filter(|&other| other != place && scores[other] > 0.0)
        .filter(|&other| {
            sequence(members[leaders[other]].published, own.published) != Sequence::After
        })
        .collect();
    others.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let (mut native, mut foreign) = (LIKELIEST, LIKELIEST_FOREIGN);
    let mut chosen = Vec::new();
    for other in others.into_iter().map(|other| leaders[other]) {
        let is_native = members[other].subject.profile.same_language(&own.subject.profile);
        let left = if is_native { &mut native } else { &mut foreign };
        if *left > 0 {
            *left -= 1;
            chosen.push(other);
        }
    }
    chosen
}

/// Pairs each article with the last few before it of its own outlet and of those that it names.
fn add_named(pairs: &mut Pairs, members: &[Member]) {
    let mut in_time: Vec<usize> = (0..members.len()).collect();
    in_time.sort_by_key(|&index| appeared(&members[index], index));
    let place: BTreeMap<usize, usize> =
        in_time.iter().enumerate().map(|(place, &index)| (index, place)).collect();
    let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, member) in members.iter().enumerate() {
        let own = member.article.outlet.as_deref().zip(member.outlet.as_ref());
        let named = member.credits().map(|(credit, name)| (credit.outlet.as_str(), name));
        for (outlet, name) in own.into_iter().chain(named) {
            let of_outlet = found.entry(outlet).or_insert_with(|| places(name, members, &in_time));
            let before = &of_outlet[..of_outlet.partition_point(|&other| other < place[&index])];
            let last = before.iter().rev().take(OF_AN_OUTLET);
            let last: Vec<usize> = last.map(|&other| in_time[other]).collect();
            pairs.add(index, &last);
        }
    }
}

/// The places in time of an outlet's articles.
fn places(name: &OutletName, members: &[Member], in_time: &[usize]) -> Vec<usize> {
    (0..in_time.len()).filter(|&place| members[in_time[place]].may_be_of(name)).collect()
}
