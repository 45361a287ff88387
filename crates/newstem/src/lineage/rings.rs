//! Circular sourcing: outlets that name each other as their source.
//!
//! Where A writes "B reported" and B writes "A reported", neither confirms the other. Outlets are
//! held together where each can be reached from the other over credits; an outlet that credits
//! itself is no ring, nor is one that another only quotes ("told A").

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::credit::names_a_source;
use super::tree::Tree;
use crate::article::Article;
use crate::outlet::OutletName;

/// Outlets that credit each other, directly or in a ring.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ring {
    /// Their names, in order.
    pub outlets: Vec<String>,
    /// Their articles that credit another of them, in the order of the story.
    pub articles: Vec<String>,
    /// The one root that all those articles go back to, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
}

/// The rings of a story.
pub fn rings(articles: &[&Article], tree: &Tree) -> Vec<Ring> {
    let credits = Credits::of(articles);
    let mut taken = BTreeSet::new();
    let mut rings = Vec::new();
    for outlet in credits.outlets.keys() {
        if taken.contains(outlet) {
            continue;
        }
        let from = credits.reached(outlet);
        let back = |other: &&&str| *other != outlet && credits.reached(other).contains(outlet);
        let mut ring: Vec<&str> = from.iter().filter(back).copied().collect();
        if ring.is_empty() {
            continue;
        }
        ring.push(outlet);
        ring.sort_unstable();
        taken.extend(ring.iter().copied());
        rings.push(credits.ring(&ring, articles, tree));
    }
    rings
}

/// Which outlet credits which.
struct Credits<'a> {
    outlets: BTreeMap<&'a str, OutletName>,
    /// For each outlet those that it credits.
    credited: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Credits<'a> {
    fn of(articles: &[&'a Article]) -> Self {
        let names = articles.iter().filter_map(|article| article.outlet.as_deref());
        let outlets = names.map(|name| (name, OutletName::new(name))).collect();
        let mut credits = Self { outlets, credited: BTreeMap::new() };
        for article in articles {
            let Some(outlet) = article.outlet.as_deref() else { continue };
            let credited = credits.credited_by(article);
            credits.credited.entry(outlet).or_default().extend(credited);
        }
        credits
    }

    /// The other outlets of the story that an article names as its source.
    fn credited_by(&self, article: &Article) -> BTreeSet<&'a str> {
        let own = article.outlet.as_deref().unwrap_or_default();
        let own_name = OutletName::new(own);
        let sources = article.credits.iter().filter(|credit| names_a_source(credit));
        let names: Vec<OutletName> =
            sources.map(|credit| OutletName::new(&credit.outlet)).collect();
        let is_credited = |name: &OutletName| {
            names.iter().any(|named| named.may_be(name)) && !name.may_be(&own_name)
        };
        let credited = self.outlets.iter().filter(|(_, name)| is_credited(name));
        credited.map(|(&outlet, _)| outlet).collect()
    }

    /// The outlets that an outlet's credits lead to.
    fn reached(&self, outlet: &'a str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut open = vec![outlet];
        while let Some(next) = open.pop() {
            let credited = self.credited.get(next).into_iter().flatten();
            open.extend(credited.copied().filter(|&other| reached.insert(other)));
        }
        reached
    }

    fn ring(&self, outlets: &[&str], articles: &[&Article], tree: &Tree) -> Ring {
        let is_of_ring = |article: &&&Article| {
            let own = article.outlet.as_deref().is_some_and(|own| outlets.contains(&own));
            own && self.credited_by(article).iter().any(|other| outlets.contains(other))
        };
        let articles: Vec<String> =
            articles.iter().filter(is_of_ring).map(|article| article.id.clone()).collect();
        let roots = tree.roots_of(articles.iter().map(String::as_str));
        let root = (roots.len() == 1).then(|| roots.first().map(|&root| root.to_owned())).flatten();
        Ring { outlets: outlets.iter().map(|&name| name.to_owned()).collect(), articles, root }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Credit;

    /// Articles as `id outlet credited…`; expected are the outlets of each ring.
    fn check(articles: &[&str], expected: &[&str]) {
        let articles: Vec<Article> = articles.iter().map(|line| article(line)).collect();
        let articles: Vec<&Article> = articles.iter().collect();
        let found = rings(&articles, &Tree::default());
        let told: Vec<String> = found.iter().map(|ring| ring.outlets.join(" ")).collect();
        assert_eq!(told, expected);
    }

    fn article(line: &str) -> Article {
        let mut words = line.split(' ');
        let mut next = || words.next().map(str::to_owned);
        let (id, outlet) = (next().unwrap_or_default(), next());
        let credit = |name: &str| Credit {
            outlet: name.to_owned(),
            text: format!("{name} reported"),
            ..Credit::default()
        };
        let credits = line.split(' ').skip(2).map(credit).collect();
        Article { id, outlet, credits, ..Article::default() }
    }

    #[test]
    fn outlets_that_credit_each_other_are_a_ring() {
        check(&["a Courier Digest", "b Digest Courier"], &["Courier Digest"]);
        check(
            &["a Courier Digest", "b Digest Mercury", "c Mercury Courier"],
            &["Courier Digest Mercury"],
        );
        // A later article of the same outlet closes the ring, too.
        check(&["a Courier", "b Digest Courier", "c Courier Digest"], &["Courier Digest"]);
    }

    #[test]
    fn a_chain_is_no_ring() {
        check(&["a Courier", "b Digest Courier", "c Mercury Digest"], &[]);
        check(&["a Courier Courier"], &[]);
        check(&["a Courier Elsewhere", "b Digest Elsewhere"], &[]);
    }

    #[test]
    fn a_ring_names_its_articles_and_their_one_root() {
        let articles = ["a Courier", "b Digest Courier", "c Courier Digest"].map(article);
        let articles: Vec<&Article> = articles.iter().collect();
        let found = rings(&articles, &Tree::default());
        assert_eq!(found[0].articles, ["b", "c"]);
        assert_eq!(found[0].root, None);
    }
}
