//! The trace at a glance: which stories have something to tell, and their measure in a line.

use std::collections::BTreeSet;

use newstem::sketch::Capped;
use newstem::{Article, Statistics, Story, Trace};

use crate::words;

/// The stories of more than one article.
pub(crate) fn told(trace: &Trace) -> impl Iterator<Item = &Story> {
    trace.stories.iter().filter(|story| story.articles.len() > 1)
}

/// The articles that share their story with no other, in the order of the trace.
pub(crate) fn alone(trace: &Trace) -> Vec<&Article> {
    let together: BTreeSet<&str> =
        told(trace).flat_map(|story| story.articles.iter().map(String::as_str)).collect();
    trace.articles.iter().filter(|article| !together.contains(article.id.as_str())).collect()
}

/// The story of a trace that holds one article and nothing else.
pub(crate) fn lone(trace: &Trace) -> Option<&Story> {
    match (&trace.stories[..], &trace.articles[..]) {
        ([story], [_]) if story.articles.len() == 1 => Some(story),
        _ => None,
    }
}

/// `10 articles; 1 story told by more than one of them`.
pub(crate) fn summary(trace: &Trace) -> String {
    let articles = words::count(trace.articles.len(), "article", "articles");
    if lone(trace).is_some() {
        return articles;
    }
    let stories = words::count(told(trace).count(), "story", "stories");
    format!("{articles}; {stories} told by more than one of them")
}

/// What limits may have hidden: `Not looked up: 3 terms of too many articles.` Nothing where they
/// hid nothing.
pub(crate) fn left_out(statistics: &Statistics) -> Option<String> {
    let Capped { terms, articles } = statistics.capped;
    if terms == 0 {
        return None;
    }
    let mut told =
        format!("Not looked up: {} of too many articles.", words::count(terms, "term", "terms"));
    if articles > 0 {
        let articles = words::count(articles, "article", "articles");
        told += &format!(" Paired by copied wording only, for want of other terms: {articles}.");
    }
    Some(told)
}

/// `9 articles, 3 independent sources, started 4 March 2026; follows “Council votes” (s4)`.
pub(crate) fn measure(trace: &Trace, story: &Story) -> String {
    let articles = words::count(story.articles.len(), "article", "articles");
    let sources =
        words::count(story.independent_sources, "independent source", "independent sources");
    let measure = match &story.started {
        Some(started) => {
            let started = words::moment(Some(started));
            format!("{articles}, {sources}, started {started}")
        }
        None => format!("{articles}, {sources}, start unknown"),
    };
    let uncompared = (story.tree.uncompared_pairs > 0).then(|| {
        let pairs = words::count(story.tree.uncompared_pairs, "pair", "pairs");
        format!("{pairs} of its articles not compared")
    });
    let parts = [Some(measure), uncompared, followed(trace, story)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// `Circular sourcing: Courier and Digest name each other as their source.` A line for each ring.
pub(crate) fn circles(story: &Story) -> impl Iterator<Item = String> {
    story.circular.iter().map(|ring| {
        let outlets: Vec<String> = ring.outlets.iter().map(|name| words::plain(name)).collect();
        let outlets = words::list(&outlets);
        format!("Circular sourcing: {outlets} name each other as their source.")
    })
}

/// The earlier story that a story is a later development of.
fn followed(trace: &Trace, story: &Story) -> Option<String> {
    let id = story.follows.as_ref()?;
    let earlier = trace.stories.iter().find(|other| other.id == *id)?;
    Some(format!("follows “{}” ({id})", words::plain(&earlier.headline)))
}
