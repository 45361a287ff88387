//! Which passages are one text, copied and reworded.
//!
//! Each sentence of an article was made from at most one sentence, the likest that a link gives it;
//! followed upwards these lead to the sentence that all of a cluster go back to. So clusters are
//! trees, and no sentence can chain two of them together, as it can where whoever is alike is
//! joined. Neighbours that have a cluster each, in the same articles, are one passage.
//!
//! Fails on: children of one unseen ancestor, which are not linked to each other and so have
//! clusters apart; a sentence made from two.

use std::collections::{BTreeMap, BTreeSet};

use newstem::lineage::{Link, Match};
use newstem::{Article, Story, Trace};

/// Sentences less alike than this are told apart, as in the reports.
const LIKENESS_MIN: f64 = 0.4;

/// A stretch of a body, in bytes; its article by its place in the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Place of the article.
    pub article: usize,
    /// Its first byte.
    pub start: usize,
    /// Just past its last byte.
    pub end: usize,
}

impl Span {
    /// The words.
    pub fn of(self, body: &str) -> &str {
        body.get(self.start..self.end).unwrap_or_default()
    }

    fn holds(&self, other: Span) -> bool {
        self.article == other.article && self.start <= other.start && other.end <= self.end
    }
}

/// A passage that other articles have, too.
pub struct Passage {
    /// Where it stands.
    pub span: Span,
    /// The passages of its cluster that it was made from.
    pub sources: BTreeSet<Span>,
}

/// Passages that are one text.
pub struct Cluster<'t> {
    /// The id of the story.
    pub story: &'t str,
    /// Its passages, by article, then in the order of the text.
    pub passages: Vec<Passage>,
}

impl Cluster<'_> {
    /// How many articles have it.
    pub fn documents(&self) -> usize {
        documents(self.passages.iter().map(|passage| passage.span))
    }
}

fn documents(spans: impl Iterator<Item = Span>) -> usize {
    spans.map(|span| span.article).collect::<BTreeSet<usize>>().len()
}

/// All clusters, the largest first, then in the order of the trace.
pub fn find(trace: &Trace) -> Vec<Cluster<'_>> {
    let places = trace.articles.iter().enumerate().map(|(place, article)| (&*article.id, place));
    let pile = Pile { articles: &trace.articles, places: places.collect() };
    let mut clusters: Vec<Cluster> =
        trace.stories.iter().flat_map(|story| of_story(story, &pile)).collect();
    clusters.sort_by_key(|cluster| std::cmp::Reverse(cluster.documents()));
    clusters
}

fn of_story<'t>(story: &'t Story, pile: &Pile<'_>) -> Vec<Cluster<'t>> {
    let descent = Descent::of(story, pile);
    let texts = descent.texts().into_values().map(|sentences| pile.passages(sentences));
    let texts = texts.filter(|spans| documents(spans.iter().copied()) > 1);
    let cluster =
        |spans: Vec<Span>| Cluster { story: &story.id, passages: descent.sourced(&spans) };
    pile.joined(texts).into_iter().map(cluster).collect()
}

/// The articles, to look into their bodies.
struct Pile<'t> {
    articles: &'t [Article],
    places: BTreeMap<&'t str, usize>,
}

impl Pile<'_> {
    /// The stretch of an article, where it is one of its body.
    fn span(&self, id: &str, start: usize, end: usize) -> Option<Span> {
        let article = *self.places.get(id)?;
        let words = self.articles[article].body.get(start..end)?;
        (!words.trim().is_empty()).then_some(Span { article, start, end })
    }

    /// Whether nothing but space stands between two stretches, in this order.
    fn are_neighbours(&self, first: Span, second: Span) -> bool {
        let between = || self.articles[first.article].body.get(first.end..second.start);
        first.article == second.article && between().is_some_and(|gap| gap.trim().is_empty())
    }

    /// Sentences of one text, neighbours put together.
    fn passages(&self, sentences: BTreeSet<Span>) -> Vec<Span> {
        let mut passages: Vec<Span> = Vec::new();
        for next in sentences {
            match passages.last_mut() {
                Some(last) if last.article == next.article && next.start < last.end => {
                    last.end = last.end.max(next.end);
                }
                Some(last) if self.are_neighbours(*last, next) => last.end = next.end,
                _ => passages.push(next),
            }
        }
        passages
    }

    /// Texts that follow each other in every article that has them, put together.
    fn joined(&self, texts: impl Iterator<Item = Vec<Span>>) -> Vec<Vec<Span>> {
        let mut joined: Vec<Vec<Span>> = Vec::new();
        for text in texts {
            match joined.last_mut() {
                Some(last) if self.is_followed_by(last, &text) => {
                    last.iter_mut().zip(&text).for_each(|(span, next)| span.end = next.end);
                }
                _ => joined.push(text),
            }
        }
        joined
    }

    fn is_followed_by(&self, text: &[Span], next: &[Span]) -> bool {
        let mut pairs = text.iter().zip(next);
        text.len() == next.len() && pairs.all(|(&span, &next)| self.are_neighbours(span, next))
    }
}

/// From which sentence each was made.
struct Descent {
    sources: BTreeMap<Span, (Span, f64)>,
    /// No line of descent is longer, unless a trace is broken.
    steps_max: usize,
}

impl Descent {
    fn of(story: &Story, pile: &Pile<'_>) -> Self {
        let mut descent = Self { sources: BTreeMap::new(), steps_max: story.articles.len() };
        for link in &story.tree.links {
            for pair in link.sentences.iter().filter(|pair| pair.likeness >= LIKENESS_MIN) {
                descent.add(link, pair, pile);
            }
        }
        descent
    }

    /// Of several parents the first with the likest sentence had it.
    fn add(&mut self, link: &Link, pair: &Match, pile: &Pile<'_>) {
        let child = pile.span(&link.child, pair.start, pair.end);
        let parent = pile.span(&link.parent, pair.parent_start, pair.parent_end);
        let (Some(child), Some(parent)) = (child, parent) else { return };
        let held = self.sources.entry(child).or_insert((parent, pair.likeness));
        if pair.likeness > held.1 {
            *held = (parent, pair.likeness);
        }
    }

    /// The sentences of each text, by the one that all go back to.
    fn texts(&self) -> BTreeMap<Span, BTreeSet<Span>> {
        let mut texts: BTreeMap<Span, BTreeSet<Span>> = BTreeMap::new();
        for (&child, &(parent, _)) in &self.sources {
            texts.entry(self.first(child)).or_default().extend([child, parent]);
        }
        texts
    }

    fn first(&self, sentence: Span) -> Span {
        let mut first = sentence;
        for _ in 0..self.steps_max {
            match self.sources.get(&first) {
                Some(&(above, _)) => first = above,
                None => break,
            }
        }
        first
    }

    /// The passages of a cluster, each with those that it was made from.
    fn sourced(&self, spans: &[Span]) -> Vec<Passage> {
        let holder = |sentence: Span| {
            let next = spans.partition_point(|span| {
                (span.article, span.start) <= (sentence.article, sentence.start)
            });
            next.checked_sub(1).map(|place| spans[place]).filter(|span| span.holds(sentence))
        };
        let sourced = |&span: &Span| {
            let from = Span { end: 0, ..span };
            let to = Span { start: span.end, end: 0, ..span };
            let made_from =
                self.sources.range(from..to).filter_map(|(_, &(source, _))| holder(source));
            Passage { span, sources: made_from.filter(|&source| source != span).collect() }
        };
        spans.iter().map(sourced).collect()
    }
}
