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
use super::detail::{Details, NEUTRAL_SHARE};
use super::member::Member;
use super::outlet::OutletName;
use super::search::Explains;
use super::tree::Margins;
use crate::published::{Sequence, sequence};

/// What the log-odds are made of. The defaults were fitted on the fictional development families
/// by `cargo xtask fit`, which prints what they score on families left out of the fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Log-odds gained for each unit of coverage; 20 by default.
    pub coverage_slope: f64,
    /// Coverage that speaks neither for descent nor against it; 0.41 by default.
    pub neutral_coverage: f64,
    /// Log-odds gained for each unit of details shared; 2 by default.
    pub detail_slope: f64,
    /// What each parent known to be earlier adds; 2.4 by default.
    pub earlier: f64,
    /// What naming the parent's outlet adds; 5 by default.
    pub credited: f64,
    /// The price of a second parent; 3.9 by default.
    pub second_parent: f64,
    /// What naming in a dateline or source line an outlet that has no article in the story adds
    /// to having no parent in it; 2.6 by default.
    pub elsewhere_dateline: f64,
    /// The same, where the name stands in the running text; 2.7 by default.
    pub elsewhere_prose: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            coverage_slope: 20.0,
            neutral_coverage: 0.41,
            detail_slope: 2.0,
            earlier: 2.4,
            credited: 5.0,
            second_parent: 3.9,
            elsewhere_dateline: 2.6,
            elsewhere_prose: 2.7,
        }
    }
}

/// Share of a credit's worth that is left where a parent has it too. Set, not fitted.
const INHERITED_SHARE: f64 = 0.5;
/// Share of a credit's worth where the outlet that it names is not known to be the other's, but may
/// be. Set, not fitted.
const UNPLACED_SHARE: f64 = 0.4;
/// What a parent known to be later takes away: more than full coverage can give, since clocks err
/// less often than texts mislead. Set, not fitted.
const LATER: f64 = 30.0;
/// Names, numbers and vectors match more often by chance than all words do: likeness across
/// languages up to this is none.
const CHANCE_ACROSS_LANGUAGES: f64 = 0.25;

/// Explains articles of one story by others.
pub struct Likelihood<'a> {
    members: &'a [Member<'a>],
    comparisons: &'a Comparisons,
    namings: &'a [Naming],
    /// For each member the numbers of the namings that it takes part in.
    named_by: Vec<Vec<usize>>,
    /// For each member the outlets it names that no article is known to be of.
    unplaced: Vec<Vec<OutletName>>,
    details: Details,
    weights: Weights,
}

impl<'a> Likelihood<'a> {
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
        let (details, unplaced) = (Details::of(members), unplaced(members));
        Self { members, comparisons, namings, named_by, unplaced, details, weights }
    }

    /// Share of the child's details that its parents have; neutral where languages differ.
    pub fn shared_details(&self, child: usize, parents: &[usize]) -> f64 {
        let profile = |member: usize| &self.members[member].subject.profile;
        let foreign = |&parent: &usize| !profile(parent).same_language(profile(child));
        if parents.iter().any(foreign) {
            return NEUTRAL_SHARE;
        }
        self.details.shared(child, parents)
    }

    /// What the child's credits to outlets that have no article in the story add to having no
    /// parent in it; half of that where a parent has the credit too, with whose text it may have
    /// come.
    fn elsewhere(&self, child: usize, parents: &[usize]) -> f64 {
        let namings = self.named_by[child].iter().map(|&number| &self.namings[number]);
        let own = namings.filter_map(|naming| Some((naming, naming.by_member(child)?)));
        let worth = own.map(|(naming, by)| {
            let whole = match by.is_dateline {
                true => self.weights.elsewhere_dateline,
                false => self.weights.elsewhere_prose,
            };
            let inherited = parents.iter().any(|&parent| naming.by_member(parent).is_some());
            match (parents.is_empty(), inherited) {
                (true, _) => whole,
                (false, true) => INHERITED_SHARE * whole,
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

    /// The same of a single parent, quoted words left out.
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
        let (child, parent) = (&self.members[child].subject, &self.members[parent].subject);
        let chance = match child.profile.same_language(&parent.profile) {
            true => 0.0,
            false => CHANCE_ACROSS_LANGUAGES,
        };
        let best = best.unwrap_or_default().iter();
        best.map(move |likeness| ((likeness - chance) / (1.0 - chance)).max(0.0))
    }

    fn time(&self, child: usize, parent: usize) -> f64 {
        match sequence(self.members[parent].published, self.members[child].published) {
            Sequence::Before => self.weights.earlier,
            Sequence::After => -LATER,
            Sequence::Unknown => 0.0,
        }
    }

    fn credit(&self, child: usize, parent: usize) -> f64 {
        self.weights.credited * (self.names(child, parent) - self.names(parent, child))
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

/// What the log-odds of an article's parents are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Terms {
    /// How much of the article they cover.
    pub coverage: f64,
    /// How many of its details they have.
    pub details: f64,
    /// When they appeared.
    pub times: f64,
    /// Who names whom as its source.
    pub credits: f64,
    /// What credits to outlets elsewhere add.
    pub elsewhere: f64,
    /// The price of a second parent.
    pub price: f64,
}

impl Terms {
    /// The log-odds.
    pub fn sum(&self) -> f64 {
        self.coverage + self.details + self.times + self.credits + self.elsewhere - self.price
    }
}

impl Likelihood<'_> {
    /// What speaks for just these parents.
    pub fn terms(&self, child: usize, parents: &[usize]) -> Terms {
        let elsewhere = self.elsewhere(child, parents);
        if parents.is_empty() {
            return Terms { elsewhere, ..Terms::default() };
        }
        let Weights { coverage_slope, neutral_coverage, detail_slope, .. } = self.weights;
        let times: f64 = parents.iter().map(|&parent| self.time(child, parent)).sum();
        Terms {
            coverage: coverage_slope * (self.coverage(child, parents) - neutral_coverage),
            details: detail_slope * (self.shared_details(child, parents) - NEUTRAL_SHARE),
            times: times / parents.len() as f64,
            credits: parents.iter().map(|&parent| self.credit(child, parent)).sum(),
            elsewhere,
            price: self.weights.second_parent * (parents.len() - 1) as f64,
        }
    }
}

impl Explains for Likelihood<'_> {
    fn candidates(&self, child: usize) -> Vec<usize> {
        self.comparisons.partners(child).collect()
    }

    fn log_odds(&self, child: usize, parents: &[usize]) -> f64 {
        self.terms(child, parents).sum()
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

/// The confidence in a parent that has no rival.
pub fn confidence_alone(gain: f64) -> f64 {
    let over_turned_round = gain;
    confidence(&Margins { over_none: gain, over_rejected: None, over_turned_round })
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// Margins beyond this say no more.
const MARGIN_MAX: f64 = 8.0;
/// These four were fitted by `cargo xtask fit` on the links of the development families, each traced
/// with everything known, without times and without outlets.
const CONSTANT: f64 = -1.69;
const OVER_NONE: f64 = 0.376;
const OVER_REJECTED: f64 = 0.193;
const OVER_TURNED_ROUND: f64 = 0.119;
