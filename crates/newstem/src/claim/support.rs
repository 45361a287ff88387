//! How many sources stand behind a claim: the roots along whose lines a value came to the
//! articles that carry it. A child that could have it from a parent in the pile counts for that
//! parent only; where no such parent has it, it came from an unseen one, or is the child's own.

use std::collections::BTreeSet;

use crate::article::Article;
use crate::lineage::Tree;

/// The distinct roots of the articles, by index, that carry a value.
pub(super) fn sources<'a>(
    carriers: &BTreeSet<usize>,
    articles: &[&'a Article],
    tree: &'a Tree,
) -> BTreeSet<&'a str> {
    let carrying: BTreeSet<&str> =
        carriers.iter().map(|&index| articles[index].id.as_str()).collect();
    let in_pile: BTreeSet<&str> = articles.iter().map(|article| article.id.as_str()).collect();
    carriers
        .iter()
        .flat_map(|&index| origins(&articles[index].id, &carrying, &in_pile, tree))
        .collect()
}

/// Walks up from one carrier to the places where the value entered.
fn origins<'a>(
    carrier: &'a str,
    carrying: &BTreeSet<&str>,
    in_pile: &BTreeSet<&str>,
    tree: &'a Tree,
) -> BTreeSet<&'a str> {
    let (mut found, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let mut open = vec![carrier];
    while let Some(node) = open.pop() {
        if !seen.insert(node) {
            continue;
        }
        let parents: Vec<&str> = tree.parents(node).collect();
        let having: Vec<&str> =
            parents.iter().copied().filter(|parent| carrying.contains(parent)).collect();
        let unseen = parents.iter().copied().filter(|parent| !in_pile.contains(parent));
        let above: Vec<&str> = if having.is_empty() { unseen.collect() } else { having };
        if above.is_empty() {
            found.insert(node);
        }
        open.extend(above);
    }
    found
}
