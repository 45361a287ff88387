//! The sentences of a story's articles, and where each comes from.
//!
//! A link tells which sentence of the parent each sentence of the child is most like. Followed
//! upwards while the words stay the same, these lead to the article whose words they are; a sentence
//! in other words is its own article's, made from the parent's. Rejected: naming the root for both,
//! which lays a changed number at the door of the one who had it right. Below an unseen ancestor
//! the line ends: who had it before cannot be shown.

use std::collections::BTreeMap;

use newstem::lineage::{Link, Match};
use newstem::text::{split_sentences, tokenize};
use newstem::{Article, Story};

/// Sentences less alike than this are told apart: the one is not taken from the other.
pub(crate) const LIKENESS_MIN: f64 = 0.3;
/// Sentences at least as alike have the same words but for house style.
const SAME_WORDS_FROM: f64 = 0.95;

/// A stretch of a body, as byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    /// Offset of its first byte.
    pub(crate) start: usize,
    /// Offset just past its last byte.
    pub(crate) end: usize,
}

impl Span {
    /// The words, or nothing where the trace and the body do not fit.
    pub(crate) fn of(self, body: &str) -> &str {
        body.get(self.start..self.end).unwrap_or_default()
    }
}

/// From where an article has a sentence, as far as the pile shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin<'a> {
    /// No parent at hand has one like it.
    Here,
    /// The words are those of this article, the highest in the tree that has them.
    Words(&'a str),
    /// It says in other words what this parent says.
    Reworded(&'a str),
}

/// A sentence of some article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place<'a> {
    /// The article's id.
    pub(crate) article: &'a str,
    /// Where its sentence begins.
    pub(crate) start: usize,
}

/// The sentences of every article of a story, and from which sentence each was made.
pub(crate) struct Sentences<'a> {
    spans: BTreeMap<&'a str, Vec<Span>>,
    sources: BTreeMap<Place<'a>, Source<'a>>,
}

/// The sentence that another was made from.
#[derive(Clone, Copy)]
struct Source<'a> {
    place: Place<'a>,
    likeness: f64,
}

impl<'a> Sentences<'a> {
    /// Reads a story; `articles` are those of the whole trace, by id.
    pub(crate) fn of(story: &'a Story, articles: &BTreeMap<&str, &'a Article>) -> Self {
        let members = story.articles.iter().filter_map(|id| articles.get(id.as_str()).copied());
        let spans = members.map(|article| (article.id.as_str(), sentences_of(article))).collect();
        let mut sources = BTreeMap::new();
        for link in &story.tree.links {
            link.sentences.iter().for_each(|pair| add_source(&mut sources, link, pair));
        }
        Self { spans, sources }
    }

    /// The sentences of an article, in order.
    pub(crate) fn in_article(&self, id: &str) -> &[Span] {
        self.spans.get(id).map_or(&[], Vec::as_slice)
    }

    /// From where an article has a sentence.
    pub(crate) fn origin(&self, article: &'a str, start: usize) -> Origin<'a> {
        let Some(source) = self.sources.get(&Place { article, start }) else {
            return Origin::Here;
        };
        if source.likeness < SAME_WORDS_FROM {
            return Origin::Reworded(source.place.article);
        }
        Origin::Words(self.first_with_words(source.place))
    }

    /// The highest article that has a sentence in the same words.
    fn first_with_words(&self, place: Place<'a>) -> &'a str {
        let mut first = place;
        for _ in 0..self.spans.len() {
            match self.sources.get(&first) {
                Some(above) if above.likeness >= SAME_WORDS_FROM => first = above.place,
                _ => break,
            }
        }
        first.article
    }
}

fn sentences_of(article: &Article) -> Vec<Span> {
    let tokens = tokenize(&article.body);
    let sentences = split_sentences(&article.body, &article.language, &tokens);
    sentences.into_iter().map(|s| Span { start: s.start, end: s.end }).collect()
}

/// Of several parents the one with the more alike sentence had it.
fn add_source<'a>(sources: &mut BTreeMap<Place<'a>, Source<'a>>, link: &'a Link, pair: &Match) {
    if pair.likeness < LIKENESS_MIN {
        return;
    }
    let own = Place { article: &link.child, start: pair.start };
    let place = Place { article: &link.parent, start: pair.parent_start };
    let source = Source { place, likeness: pair.likeness };
    let held = sources.entry(own).or_insert(source);
    if pair.likeness > held.likeness {
        *held = source;
    }
}
