//! How well a set of parents explains an article, as log-odds against its being a report of its
//! own.
//!
//! An article made from others is covered by them: each of its sentences has its like in one of
//! the parents. What counts is the coverage by all parents together, so an article made from two
//! is explained by neither alone, and a parent that explains nothing new is not worth its price.
//! How much of the *parent* is covered is left out: it is high for siblings and for descendants
//! too, and would decide the direction by accident.

use super::comparisons::Comparisons;
use super::credit::{Naming, unplaced};
use super::detail::details;
use super::fact::facts;
use super::member::Member;
use super::quotation::kept_short;
use super::search::Explains;
use super::shares::{NEUTRAL_SHARE, Shares};
use super::terms::{Terms, Weights};
use super::tree::Margins;
use crate::outlet::OutletName;
use crate::published::{Sequence, sequence};

/// Share of a credit's worth that is left where a parent has it too. Set, not fitted.
const INHERITED_SHARE: f64 = 0.5;
/// Share of a credit's worth where the outlet that it names is not known to be the other's, but may
/// be. Set, not fitted.
const UNPLACED_SHARE: f64 = 0.4;
/// Rewriting seldom leaves more coverage than this.
const REWRITTEN_MAX: f64 = 0.6;
/// Rewriting seldom leaves fewer of the phrases of a text than this share.
pub(super) const PHRASES_KEPT: f64 = 0.03;
/// Names, numbers and vectors match more often by chance than all words do: likeness across
/// languages up to this is none.
const CHANCE_ACROSS_LANGUAGES: f64 = 0.25;

/// Where an outlet is named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Dateline,
    Prose,
}

/// Explains articles of one story by others.
pub struct Likelihood<'a> {
    members: &'a [Member<'a>],
    comparisons: &'a Comparisons,
    namings: &'a [Naming],
    /// For each member the numbers of the namings that it takes part in.
    named_by: Vec<Vec<usize>>,
    /// For each member the outlets it names that no article is known to be of.
    unplaced: Vec<Vec<OutletName>>,
    details: Shares,
    facts: Shares,
    weights: Weights,
}

impl<'a> Likelihood<'a> {
    /// What each term is worth.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// `namings` are the outlets credited that have no article in the story.
    pub fn new(
        members: &'a [Member<'a>],
        comparisons: &'a Comparisons,
        namings: &'a [Naming],
        weights: Weights,
    ) -> Self {
        let mut named_by = vec![Vec::new(); members.len()];
        for (number, naming) in namings.iter().enumerate() {
            naming.by.iter().for_each(|by| named_by[by.member].push(number));
        }
        let (details, facts, unplaced) = (details(members), facts(members), unplaced(members));
        Self { members, comparisons, namings, named_by, unplaced, details, facts, weights }
    }

    /// Whether two articles are in one language.
    pub fn same_language(&self, one: usize, other: usize) -> bool {
        let profile = |member: usize| &self.members[member].subject.profile;
        profile(one).same_language(profile(other))
    }

    /// Share of the child's details that its parents have; neutral where languages differ.
    pub fn shared_details(&self, child: usize, parents: &[usize]) -> f64 {
        if parents.iter().any(|&parent| !self.same_language(parent, child)) {
            return NEUTRAL_SHARE;
        }
        self.details.shared(child, parents)
    }

    /// Share of the child's facts that its parents have.
    pub fn shared_facts(&self, child: usize, parents: &[usize]) -> f64 {
        self.facts.shared(child, parents)
    }

    /// Whether the child credits there an outlet that has no article in the story, which speaks for
    /// its having no parent in it; half of that where a parent has the credit too, with whose text
    /// it may have come.
    fn elsewhere(&self, child: usize, parents: &[usize], place: Place) -> f64 {
        let namings = self.named_by[child].iter().map(|&number| &self.namings[number]);
        let own = namings.filter_map(|naming| Some((naming, naming.by_member(child)?)));
        let there = own.filter(|(_, by)| by.is_dateline == (place == Place::Dateline));
        let worth = there.map(|(naming, _)| {
            let inherited = parents.iter().any(|&parent| naming.by_member(parent).is_some());
            match (parents.is_empty(), inherited) {
                (true, _) => 1.0,
                (false, true) => INHERITED_SHARE,
                (false, false) => 0.0,
            }
        });
        worth.fold(0.0, f64::max)
    }

    /// Mean over the child's words of the likeness of their sentence to its best match in any of
    /// the parents, 0 to 1. A parent that the child was not compared with has none.
    pub fn coverage(&self, child: usize, parents: &[usize]) -> f64 {
        let sentences = &self.members[child].subject.profile.sentences;
        let total: usize = sentences.iter().map(|sentence| sentence.words).sum();
        let mut best = vec![0.0_f64; sentences.len()];
        for &parent in parents {
            for (best, likeness) in best.iter_mut().zip(self.likenesses(child, parent)) {
                *best = best.max(likeness);
            }
        }
        let words = sentences.iter().map(|sentence| sentence.words as f64);
        let covered: f64 = words.zip(best).map(|(words, likeness)| words * likeness).sum();
        covered / total.max(1) as f64
    }

    /// How far the share of its phrases that a parent has is below what rewriting leaves, 0 to 1. Other
    /// languages have other phrases.
    fn phraseless(&self, child: usize, parents: &[usize]) -> f64 {
        let share = |&parent: &usize| match self.same_language(child, parent) {
            true => self.comparisons.between(child, parent).map_or(0.0, |both| both.left.phrases),
            false => PHRASES_KEPT,
        };
        let share = parents.iter().map(share).fold(0.0, f64::max);
        (1.0 - share / PHRASES_KEPT).max(0.0)
    }

    /// Share of the child's words whose sentences stand in a parent of another language, less the more they
    /// stand there in another order.
    fn parallel(&self, child: usize, parents: &[usize]) -> f64 {
        let foreign = parents.iter().filter(|&&parent| !self.same_language(parent, child));
        let compared = foreign.filter_map(|&parent| self.comparisons.between(child, parent));
        let share = compared.map(|both| both.left.matched * (2.0 * both.order - 1.0).max(0.0));
        share.fold(0.0, f64::max)
    }

    /// The coverage by a single parent, quoted words left out.
    pub fn reported(&self, child: usize, parent: usize) -> f64 {
        let sentences = &self.members[child].subject.profile.sentences;
        let reported: Vec<f64> = sentences
            .iter()
            .map(|sentence| sentence.words as f64 * (1.0 - sentence.quoted))
            .collect();
        let covered = self.likenesses(child, parent).zip(&reported);
        let covered: f64 = covered.map(|(likeness, words)| likeness * words).sum();
        covered / reported.iter().sum::<f64>().max(1.0)
    }

    /// For each sentence of the child its likeness to its best match in the parent.
    fn likenesses(&self, child: usize, parent: usize) -> impl Iterator<Item = f64> {
        let best =
            self.comparisons.between(child, parent).map(|c| c.alignment.left_best.as_slice());
        let chance = match self.same_language(child, parent) {
            true => 0.0,
            false => CHANCE_ACROSS_LANGUAGES,
        };
        let best = best.unwrap_or_default().iter();
        best.map(move |likeness| ((likeness - chance) / (1.0 - chance)).max(0.0))
    }

    /// Whether the parent and the child appeared in that order: 1 or 0.
    fn is_sequence(&self, child: usize, parent: usize, order: Sequence) -> f64 {
        let published = |member: usize| self.members[member].published;
        f64::from(u8::from(sequence(published(parent), published(child)) == order))
    }

    fn drift(&self, child: usize, parent: usize) -> f64 {
        self.comparisons.between(parent, child).map_or(0.0, |comparison| comparison.drift)
    }

    fn quotations(&self, child: usize, parents: &[usize]) -> f64 {
        let quoted = |member: usize| self.members[member].quoted.as_slice();
        let theirs: Vec<&[u64]> = parents.iter().map(|&parent| quoted(parent)).collect();
        kept_short(quoted(child), &theirs)
    }

    /// Whether the child may have a credit to a third article with the parent's text: 1 or 0.
    fn inherits_credit(&self, child: usize, parent: usize) -> f64 {
        let is_named =
            |by: usize, other: usize| self.members[by].credit_to(&self.members[other]).is_some();
        let mut others = self.candidates(child).into_iter().filter(|&other| other != parent);
        let inherits = others.any(|other| is_named(child, other) && is_named(parent, other));
        f64::from(u8::from(inherits))
    }

    fn own_outlet(&self, child: usize, parents: &[usize]) -> f64 {
        let own = &self.members[child];
        let is_own = parents.iter().any(|&parent| own.same_outlet(&self.members[parent]));
        f64::from(u8::from(is_own))
    }

    /// How far one article names another's outlet as its source, 0 to 1.
    fn names(&self, article: usize, other: usize) -> f64 {
        if self.members[article].credit_to(&self.members[other]).is_some() {
            return 1.0;
        }
        if self.may_name(article, other) { UNPLACED_SHARE } else { 0.0 }
    }

    /// Whether an article names an outlet that may be another's, in a story of which no outlet is
    /// known. One that names it as well is of another outlet; where some outlets are known, the one
    /// that is named is more likely missing than just one of the others.
    pub fn may_name(&self, article: usize, other: usize) -> bool {
        let is_named_there =
            |named: &OutletName| self.unplaced[other].iter().any(|theirs| theirs.may_be(named));
        self.members.iter().all(|member| member.outlet.is_none())
            && self.unplaced[article].iter().any(|named| !is_named_there(named))
    }
}

impl Likelihood<'_> {
    /// By how much more likely others were made from an article than it from them, by their words alone:
    /// log-odds, added up.
    pub fn precedence(&self, article: usize, others: &[usize]) -> f64 {
        let by_words = |child: usize, parent: usize| {
            let terms = self.terms(child, &[parent]);
            let timeless =
                Terms { earlier: 0.0, later: 0.0, credited: 0.0, inherited: 0.0, ..terms };
            timeless.log_odds(&self.weights)
        };
        let others = others.iter().filter(|&&other| other != article);
        others.map(|&other| by_words(other, article) - by_words(article, other)).sum()
    }

    /// What speaks for just these parents.
    pub fn terms(&self, child: usize, parents: &[usize]) -> Terms {
        let elsewhere = Terms {
            elsewhere_dateline: self.elsewhere(child, parents, Place::Dateline),
            elsewhere_prose: self.elsewhere(child, parents, Place::Prose),
            ..Terms::default()
        };
        if parents.is_empty() {
            return elsewhere;
        }
        let of_all = |of: &dyn Fn(usize) -> f64| parents.iter().map(|&parent| of(parent)).sum();
        let mean = |of: &dyn Fn(usize) -> f64| -> f64 {
            let sum: f64 = of_all(of);
            sum / parents.len() as f64
        };
        let (coverage, facts) = (self.coverage(child, parents), self.shared_facts(child, parents));
        let second = self.second(child, parents, coverage, facts);
        Terms {
            parents: 1.0,
            coverage,
            copied: (coverage - REWRITTEN_MAX).max(0.0),
            phraseless: self.phraseless(child, parents),
            parallel: self.parallel(child, parents),
            details: self.shared_details(child, parents) - NEUTRAL_SHARE,
            facts: facts - NEUTRAL_SHARE,
            drift: mean(&|parent| self.drift(child, parent)),
            quotations: self.quotations(child, parents),
            earlier: mean(&|parent| self.is_sequence(child, parent, Sequence::Before)),
            later: mean(&|parent| self.is_sequence(child, parent, Sequence::After)),
            credited: of_all(&|parent| self.names(child, parent) - self.names(parent, child)),
            inherited: mean(&|parent| self.inherits_credit(child, parent)),
            own_outlet: self.own_outlet(child, parents),
            second_parent: second.second_parent,
            second_coverage: second.second_coverage,
            second_facts: second.second_facts,
            ..elsewhere
        }
    }

    /// What the second of two parents adds to the better one.
    fn second(&self, child: usize, parents: &[usize], coverage: f64, facts: f64) -> Terms {
        if parents.len() < 2 {
            return Terms::default();
        }
        let best = |of: &dyn Fn(usize) -> f64| {
            parents.iter().map(|&parent| of(parent)).fold(f64::NEG_INFINITY, f64::max)
        };
        Terms {
            second_parent: 1.0,
            second_coverage: coverage - best(&|parent| self.coverage(child, &[parent])),
            second_facts: facts - best(&|parent| self.shared_facts(child, &[parent])),
            ..Terms::default()
        }
    }
}

impl Explains for Likelihood<'_> {
    fn candidates(&self, child: usize) -> Vec<usize> {
        self.comparisons.partners(child).collect()
    }

    fn log_odds(&self, child: usize, parents: &[usize]) -> f64 {
        self.terms(child, parents).log_odds(&self.weights)
    }

    fn may_descend(&self, descendant: usize, ancestor: usize) -> bool {
        let published = |member: usize| self.members[member].published;
        !self.members[descendant].refused.contains(&ancestor)
            && sequence(published(ancestor), published(descendant)) != Sequence::After
    }
}

/// The confidence of a link: a logistic function of what it won by (Platt 1999). A parent that wins
/// much over having none but little over the next best, or over its own child, is less sure.
pub fn confidence(margins: &Margins) -> f64 {
    let bounded = |margin: f64| margin.clamp(-MARGIN_MAX, MARGIN_MAX);
    let rejected = margins.over_rejected.unwrap_or(MARGIN_MAX);
    let sum = CONSTANT
        + OVER_NONE * bounded(margins.over_none)
        + OVER_REJECTED * bounded(rejected)
        + OVER_TURNED_ROUND * bounded(margins.over_turned_round);
    logistic(sum)
}

/// The confidence in a parent by itself: it won no more over any other than over having none.
pub fn confidence_alone(gain: f64) -> f64 {
    confidence(&Margins { over_none: gain, over_rejected: Some(gain), over_turned_round: gain })
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// Margins beyond this say no more.
const MARGIN_MAX: f64 = 8.0;
/// These four were fitted by `cargo xtask fit` on the links of the development families, each
/// traced with everything known, without times and without outlets.
const CONSTANT: f64 = -0.417;
const OVER_NONE: f64 = 0.213;
const OVER_REJECTED: f64 = 0.18;
const OVER_TURNED_ROUND: f64 = 0.178;
