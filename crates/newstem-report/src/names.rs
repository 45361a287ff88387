//! What to call an article in running text.
//!
//! Its outlet, as people do; where two articles of a story share one, or none is known, the id
//! follows in brackets. The alternative, always the id, is exact and reads like a log.

use std::collections::BTreeMap;

use newstem::{Article, Story};

use crate::words;

/// The names of one story's articles and unseen ancestors.
pub(crate) struct Names {
    by_id: BTreeMap<String, String>,
}

impl Names {
    /// Names everything in a story; `articles` are those of the whole trace, by id.
    pub(crate) fn of(story: &Story, articles: &BTreeMap<&str, &Article>) -> Self {
        let members: Vec<&Article> =
            story.articles.iter().filter_map(|id| articles.get(id.as_str()).copied()).collect();
        let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
        for outlet in members.iter().filter_map(|a| a.outlet.as_deref()) {
            *outlets.entry(outlet).or_default() += 1;
        }
        let mut by_id = BTreeMap::new();
        for article in members {
            let shared = article.outlet.as_deref().and_then(|o| outlets.get(o));
            by_id.insert(article.id.clone(), article_name(article, shared == Some(&1)));
        }
        for unseen in &story.tree.unseen {
            by_id.insert(unseen.id.clone(), unseen_name(&unseen.id, unseen.label.as_deref()));
        }
        Self { by_id }
    }

    /// The name of an article or unseen ancestor.
    pub(crate) fn of_id(&self, id: &str) -> String {
        match self.by_id.get(id) {
            Some(name) => name.clone(),
            None => tag(id),
        }
    }

    /// Several names, each once, as a list in words.
    pub(crate) fn list<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in ids {
            let name = self.of_id(id);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        words::list(&names)
    }
}

/// An article's outlet, or words that say that it is not known.
pub(crate) fn outlet(article: &Article) -> String {
    match article.outlet.as_deref().map(words::plain) {
        Some(outlet) if !outlet.is_empty() => outlet,
        _ => "outlet unknown".to_owned(),
    }
}

/// An article's title, or words that say that there is none.
pub(crate) fn title(article: &Article) -> String {
    let title = words::plain(&article.title);
    if title.is_empty() {
        return "(no title)".to_owned();
    }
    title
}

/// `[003.txt]`: the id as it stands in the trace.
pub(crate) fn tag(id: &str) -> String {
    format!("[{}]", words::plain(id))
}

fn article_name(article: &Article, is_only_one: bool) -> String {
    let outlet = article.outlet.as_deref().map(words::plain);
    match outlet {
        Some(outlet) if is_only_one => outlet,
        Some(outlet) => format!("{outlet} {}", tag(&article.id)),
        None => tag(&article.id),
    }
}

fn unseen_name(id: &str, label: Option<&str>) -> String {
    let id = words::plain(id);
    match label {
        Some(label) => format!("{id} ({})", words::plain(label)),
        None => id,
    }
}
