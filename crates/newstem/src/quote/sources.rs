//! From how many roots a quote came: the lines of descent that supplied it, not every line of the
//! articles that carry it. A merged article counts for the parent that had it.

use std::collections::BTreeSet;

use super::descent::Descent;
use crate::lineage::Tree;

/// The distinct roots along whose lines a quote came to `articles`, all of which have it.
pub(super) fn independent_sources(
    articles: &BTreeSet<usize>,
    descent: &Descent<'_>,
    tree: &Tree,
) -> usize {
    let mut roots: BTreeSet<String> = BTreeSet::new();
    for &article in articles {
        let seen_above = descent.parents(article);
        if seen_above.iter().any(|(parent, _)| articles.contains(parent)) {
            continue;
        }
        let unseen = descent.unseen_roots(article);
        if unseen.is_empty() {
            roots.insert(descent.ids[article].to_owned());
        }
        let above = tree.roots_of(unseen.iter().copied());
        roots.extend(above.into_iter().map(str::to_owned));
    }
    roots.len()
}
