//! Ancestors that nobody names: what two articles share that neither can have from the other.
//!
//! Two rewrites of one release each drop and reword what they like. Neither covers the other well
//! enough to be its source, yet they are more alike, in what they report rather than quote, than
//! reports of their own ever are, and share details that the other reports lack (Choi, Tan,
//! Anandkumar, Willsky 2011 find hidden nodes by such distances). Then both go back to a text that
//! is not there, or the one to the ancestor that the other hangs from. Speech in quotation marks is
//! left out: two reporters who heard one speech share it.
//!
//! Where the one names the other as its source there is nothing to look for: it goes back to the other, and
//! so does the ancestor of which it is a copy.
//!
//! What stands in one of them as a whole may as well be the source of the other, which added to it:
//! then no ancestor is needed.
//!
//! What rewriting changes least is the values that a text gives: two rewrites that share hardly a phrase
//! give the same numbers and times. Across languages, where words say nothing, these take their place.
//! In a story of several languages, or of few articles, the words that few articles have are no
//! details, so that only likeness counts.
//!
//! Fails on: reports of one hearing or press conference, which give the same values in the same order.

use super::credit::Naming;
use super::forest::Forest;
use super::search::Explains;
use super::unseen::Ancestor;
use super::writing::{CHILDREN_ASKED_MAX, Findings};

/// From this likeness on two articles go back to one text. Set between the pairs of fifteen
/// families that do (0.36 and more among those found) and those that do not (0.26 and less).
const SIBLINGS: f64 = 0.3;
/// The same across languages, where the share of facts is what is alike: pairs of five families that
/// go back to one text and of which neither has a parent had 0.57 and more, other pairs 0.25 and less, but for one link.
const SIBLINGS_ACROSS_LANGUAGES: f64 = 0.5;
/// The same within a language of the share of facts, that of the article of which less is shared and so much of
/// the other's: logistic regression over 639 pairs of the families, each left out in turn, 71 of which go
/// back to one text, gives an average precision of 0.72, where likeness and details give 0.40. From here on 30 of the
/// 38 found so are right, and what is true of such pairs in three of four is taken for true.
const SIBLINGS_BY_FACTS: f64 = 0.45;
const OF_THE_OTHER: f64 = 0.56;
/// What is asked of values where no credit tells of a source, in the measure of [`SIBLINGS`]: reports of one hearing or
/// press conference reach 0.33.
const UNTOLD: f64 = 0.4;
/// What shared details count beside likeness, and what share of them is chance.
const DETAILS: f64 = 0.5;
const CHANCE_DETAILS: f64 = 0.05;
/// A story of fewer articles has no details to speak of.
const ARTICLES_MIN: usize = 7;
/// So much of the values that an article shares with its sibling stand in other children of an ancestor, if the
/// ancestor gave them.
const SHOWN: f64 = 0.3;
/// An article that another covers so far stands in it as a whole.
const WHOLE: f64 = 0.6;

/// Hangs articles that share what neither has from the other below one ancestor, the most alike
/// first: an article without a parent beside one that has none but an ancestor that is not there.
pub fn join(forest: &mut Forest, ancestors: &mut Vec<Ancestor>, findings: &Findings) {
    let kinship = Kinship::of(findings);
    for (article, sibling) in kin(forest, &kinship) {
        let Some(top) = top_of(sibling, forest, ancestors) else { continue };
        let is_open = forest.parents[article].is_empty() && forest.may_adopt(sibling, article);
        if !is_open || is_kin_of_other_parent(article, sibling, top, forest, &kinship) {
            continue;
        }
        let is_free = top == sibling;
        if findings.names_as_source(sibling, article) {
            hang_below(forest, sibling, article);
        } else if is_source(article, findings) && !kinship.are_alike(article, sibling) {
            let is_told = is_free && kinship.shows_a_source(article, sibling);
            if is_told && is_first(article, sibling, findings) {
                forest.parents[sibling] = vec![article];
            }
        } else if is_within(sibling, article, findings) {
            forest.parents[article] = vec![sibling];
        } else if is_free && is_within(article, sibling, findings) {
            forest.parents[sibling] = vec![article];
        } else if !is_free && is_in(top, article, sibling, forest, findings) {
            forest.parents[article] = vec![top];
        } else if !is_free {
            if findings.likelihood.may_descend(sibling, article)
                && forest.may_adopt(article, sibling)
            {
                forest.parents[sibling].push(article);
            }
        } else if kinship.shows_a_source(article, sibling) {
            let above = new_ancestor_of(sibling, forest, ancestors);
            forest.parents[article] = vec![above];
        }
    }
}

/// Whether what an article and its sibling share stands in the ancestor that the sibling hangs from: then its
/// other children show some of it. What the sibling alone has of it, it has from the article.
fn is_in(
    ancestor: usize,
    article: usize,
    sibling: usize,
    forest: &Forest,
    findings: &Findings,
) -> bool {
    let mut others = findings.articles_below(forest, ancestor);
    others.retain(|&other| other != sibling);
    others.truncate(CHILDREN_ASKED_MAX);
    let shared = |others: &[usize]| findings.likelihood.shared_facts(article, others);
    others.is_empty() || shared(&others) >= SHOWN * shared(&[sibling])
}

/// Whether any article names this one as its source. Then the same values alone do not make it a rewrite of
/// what nobody names.
fn is_source(article: usize, findings: &Findings) -> bool {
    let members = findings.members;
    let mut others = (0..members.len()).filter(|&n| !members[n].same_outlet(&members[article]));
    others.any(|other| findings.names_as_source(other, article))
}

/// Whether a source may have been there before an article, which is no source itself or is later.
fn is_first(source: usize, article: usize, findings: &Findings) -> bool {
    let may_descend = |one, other| findings.likelihood.may_descend(one, other);
    may_descend(article, source) && (!is_source(article, findings) || !may_descend(source, article))
}

/// Hangs an article from the one that it names; what it copied named it, where it is a copy.
fn hang_below(forest: &mut Forest, article: usize, named: usize) {
    let child = forest.parents[article].first().copied().unwrap_or(article);
    if forest.may_adopt(named, child) {
        forest.parents[child].push(named);
    }
}

/// Whether an article stands in a longer one as a whole and may be its source.
fn is_within(article: usize, longer: usize, findings: &Findings) -> bool {
    findings.likelihood.reported(article, longer) >= WHOLE
        && findings.likelihood.reported(longer, article) < WHOLE
        && findings.likelihood.may_descend(longer, article)
}

/// What an article and its sibling may both go back to: the sibling itself where it has no parent, or the
/// ancestor that it hangs from.
fn top_of(sibling: usize, forest: &Forest, ancestors: &[Ancestor]) -> Option<usize> {
    let parents = &forest.parents[sibling];
    let is_unseen = |node: &&usize| ancestors.iter().any(|ancestor| ancestor.node == **node);
    match parents.is_empty() {
        true => Some(sibling),
        false => parents.iter().find(is_unseen).copied(),
    }
}

/// Whether an article is as near to another parent of its sibling as siblings are: what both share may
/// be from there.
fn is_kin_of_other_parent(
    article: usize,
    sibling: usize,
    top: usize,
    forest: &Forest,
    kinship: &Kinship,
) -> bool {
    let count = kinship.findings.members.len();
    let mut others = forest.parents[sibling].iter().filter(|&&parent| parent != top);
    others.any(|&other| other >= count || kinship.between(article, other) >= SIBLINGS)
}

/// A new ancestor above an article that has none.
fn new_ancestor_of(article: usize, forest: &mut Forest, ancestors: &mut Vec<Ancestor>) -> usize {
    let node = forest.add_node();
    ancestors.push(Ancestor { node, naming: Naming::default() });
    forest.parents[article] = vec![node];
    node
}

/// Articles without a parent, each with those that were compared with it and go back to the same
/// text; the most alike first.
fn kin(forest: &Forest, kinship: &Kinship) -> Vec<(usize, usize)> {
    let findings = kinship.findings;
    let mut kin = Vec::new();
    for article in (0..findings.members.len()).filter(|&n| forest.parents[n].is_empty()) {
        for sibling in findings.likelihood.candidates(article) {
            let alike = kinship.between(article, sibling);
            if alike >= SIBLINGS {
                kin.push((alike, article, sibling));
            }
        }
    }
    kin.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    kin.into_iter().map(|(_, article, sibling)| (article, sibling)).collect()
}

/// What kinship is judged by.
struct Kinship<'a> {
    findings: &'a Findings<'a>,
    /// Whether words that few articles have are details.
    has_details: bool,
}

impl<'a> Kinship<'a> {
    fn of(findings: &'a Findings<'a>) -> Self {
        let members = findings.members;
        let is_one_language = members
            .windows(2)
            .all(|two| two[0].subject.profile.same_language(&two[1].subject.profile));
        Self { findings, has_details: members.len() >= ARTICLES_MIN && is_one_language }
    }

    /// How surely two articles go back to one text, [`SIBLINGS`] being sure enough: by how alike they are in
    /// what they report, or by the values that they give.
    fn between(&self, left: usize, right: usize) -> f64 {
        let members = self.findings.members;
        let facts = |article, other| self.findings.likelihood.shared_facts(article, &[other]);
        let (one, other) = (facts(left, right), facts(right, left));
        if !members[left].subject.profile.same_language(&members[right].subject.profile) {
            return one.min(other) * SIBLINGS / SIBLINGS_ACROSS_LANGUAGES;
        }
        let by_facts = one.min(other) + OF_THE_OTHER * one.max(other);
        self.likeness(left, right).max(by_facts * SIBLINGS / SIBLINGS_BY_FACTS)
    }

    /// Whether two articles are alike enough by what they say, not by values alone.
    fn are_alike(&self, left: usize, right: usize) -> bool {
        self.likeness(left, right) >= SIBLINGS
    }

    /// Whether what two articles share shows a source of which nothing else tells: values alone must be nearly
    /// all the same.
    fn shows_a_source(&self, left: usize, right: usize) -> bool {
        self.are_alike(left, right) || self.between(left, right) >= UNTOLD
    }

    /// How alike two articles are in what they report, by the one that is covered less.
    fn likeness(&self, left: usize, right: usize) -> f64 {
        let likelihood = self.findings.likelihood;
        let likeness = likelihood.reported(left, right).min(likelihood.reported(right, left));
        if !self.has_details {
            return likeness;
        }
        let shared =
            likelihood.shared_details(left, &[right]) + likelihood.shared_details(right, &[left]);
        likeness + DETAILS * (shared / 2.0 - CHANCE_DETAILS).max(0.0)
    }
}
