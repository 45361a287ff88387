//! From how many roots a quote came: the lines of descent that supplied it, not every line of the
//! articles that carry it. A merged article counts for the parent that had it.

use std::collections::BTreeSet;

use super::descent::Descent;
use crate::lineage::{Tree, supplied};

/// The distinct roots along whose lines a quote came to `articles`, all of which have it.
pub(super) fn independent_sources(
    articles: &BTreeSet<usize>,
    descent: &Descent<'_>,
    tree: &Tree,
) -> usize {
    let possible = |&article: &usize| (article, possible_roots(article, articles, descent, tree));
    supplied(&articles.iter().map(possible).collect::<Vec<_>>()).len()
}

/// The roots that an article may have a quote from; none where a parent at hand has it, too.
fn possible_roots(
    article: usize,
    articles: &BTreeSet<usize>,
    descent: &Descent<'_>,
    tree: &Tree,
) -> BTreeSet<String> {
    if descent.parents(article).iter().any(|(parent, _)| articles.contains(parent)) {
        return BTreeSet::new();
    }
    let unseen = descent.unseen_roots(article);
    if unseen.is_empty() {
        return BTreeSet::from([descent.ids[article].to_owned()]);
    }
    tree.roots_of(unseen.iter().copied()).into_iter().map(str::to_owned).collect()
}
