//! Links: which articles derive from something, from what, and how they were made.
//!
//! Left out: articles whose parents are all unseen and without evidence in the pile. Not held
//! against the trace: a link to an in-pile copy of an unseen parent, which nothing tells from the
//! parent itself.

use std::collections::BTreeSet;

use newstem::lineage::Kind;

use super::count::{Counts, Hits};
use crate::gold::{Family, GoldArticle};
use crate::said::{Node, Said, article_id};

/// What was counted about links.
#[derive(Default)]
pub struct TreeScore {
    pub derived: Counts,
    pub parents: Counts,
    pub kind: Hits,
    pub kind_coarse: Hits,
}

pub fn score(said: &Said, families: &[Family]) -> TreeScore {
    let mut score = TreeScore::default();
    for family in families {
        let ancestors = family.evident_ancestors();
        let evident = ancestors.iter().map(|ancestor| ancestor.id).collect();
        for article in family.pile() {
            if can_be_told(family, article, &evident) {
                score.add(said, family, article);
            }
        }
    }
    score
}

fn can_be_told(family: &Family, article: &GoldArticle, evident: &BTreeSet<&str>) -> bool {
    let is_known = |id: &str| family.is_in_pile(id) || evident.contains(id);
    let mut parents = article.parents.iter();
    article.parents.is_empty() || parents.any(|parent| is_known(&parent.id))
}

impl TreeScore {
    fn add(&mut self, said: &Said, family: &Family, article: &GoldArticle) {
        let links = said.links(Node::Article(&article.id));
        let (is_derived, is_said) = (!article.parents.is_empty(), !links.is_empty());
        self.derived.add(is_derived, is_said);
        let named = links.iter().filter_map(|&(parent, _)| article_id(parent));
        self.add_parents(family, article, named.collect());
        if is_derived && is_said {
            self.add_kinds(article, links.iter().map(|&(_, kind)| kind).collect());
        }
    }

    fn add_parents(&mut self, family: &Family, article: &GoldArticle, named: BTreeSet<&str>) {
        let parents: BTreeSet<&str> = article.parents.iter().map(|p| p.id.as_str()).collect();
        let either: BTreeSet<&str> = parents.iter().flat_map(|p| family.stand_ins(p)).collect();
        let excused = |id: &str| either.contains(id) && id != article.id && !parents.contains(id);
        let truth = parents.iter().copied().filter(|id| family.is_in_pile(id));
        let said = named.into_iter().filter(|id| !excused(id));
        self.parents.add_sets(&truth.collect(), &said.collect());
    }

    fn add_kinds(&mut self, article: &GoldArticle, said: BTreeSet<Kind>) {
        let truth: BTreeSet<Kind> = article.parents.iter().map(|parent| parent.kind).collect();
        let keeps_words = |kinds: &BTreeSet<Kind>| -> BTreeSet<bool> {
            kinds.iter().copied().map(keeps_words).collect()
        };
        self.kind.add(!truth.is_disjoint(&said));
        let coarse = !keeps_words(&truth).is_disjoint(&keeps_words(&said));
        self.kind_coarse.add(coarse);
    }
}

fn keeps_words(kind: Kind) -> bool {
    matches!(kind, Kind::Copy | Kind::Spun)
}
