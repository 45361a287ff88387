//! What speaks for or against some parents of an article, term by term.
//!
//! The same list holds what was found, what each unit of it is worth in log-odds, or the two
//! multiplied. Worth is fitted as a conditional logit (McFadden 1974): each article chooses among
//! sets of parents, the empty one among them.

use serde::{Deserialize, Serialize};

/// Number of terms.
const COUNT: usize = 19;

/// One number a term. Of an empty set of parents all are zero but those of credits elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// Having parents at all, before anything is compared.
    pub parents: f64,
    /// Share of the article that its parents cover, 0 to 1.
    pub coverage: f64,
    /// How far that is above what rewriting leaves.
    pub copied: f64,
    /// How far it lacks the phrases that even rewriting leaves, 0 to 1.
    pub phraseless: f64,
    /// Share of the article that stands in a parent of another language in the same order.
    pub parallel: f64,
    /// Share of its details that they have, above what says nothing.
    pub details: f64,
    /// Share of its facts that they have, above what says nothing.
    pub facts: f64,
    /// Having a second parent.
    pub second_parent: f64,
    /// What the second parent adds to coverage.
    pub second_coverage: f64,
    /// What the second parent adds to facts shared.
    pub second_facts: f64,
    /// By how much rarer its words are that stand in the place of theirs.
    pub drift: f64,
    /// By how much more of its quotations stand in theirs than the other way round, -1 to 1.
    pub quotations: f64,
    /// Share of the parents that are known to be earlier.
    pub earlier: f64,
    /// Share of the parents that are known to be later.
    pub later: f64,
    /// Credits to the parents' outlets, less theirs to its own.
    pub credited: f64,
    /// Share of the parents that name as their source another article which it names too.
    pub inherited: f64,
    /// Whether a parent is of the article's own outlet.
    pub own_outlet: f64,
    /// Naming in a dateline or source line an outlet that has no article in the story.
    pub elsewhere_dateline: f64,
    /// The same, where the name stands in the running text.
    pub elsewhere_prose: f64,
}

/// What each unit of a term is worth in log-odds. The defaults were fitted on the fictional
/// development families; `cargo xtask fit` tells what such weights give on families left out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weights(pub Terms);

impl Default for Weights {
    fn default() -> Self {
        Self(FITTED)
    }
}

impl Terms {
    /// The terms in the order of the fields.
    fn listed(&self) -> [f64; COUNT] {
        [
            self.parents,
            self.coverage,
            self.copied,
            self.phraseless,
            self.parallel,
            self.details,
            self.facts,
            self.second_parent,
            self.second_coverage,
            self.second_facts,
            self.drift,
            self.quotations,
            self.earlier,
            self.later,
            self.credited,
            self.inherited,
            self.own_outlet,
            self.elsewhere_dateline,
            self.elsewhere_prose,
        ]
    }

    /// The log-odds.
    pub fn log_odds(&self, weights: &Weights) -> f64 {
        self.listed().into_iter().zip(weights.0.listed()).map(|(term, weight)| term * weight).sum()
    }

    /// What the terms come to in log-odds, those together that a reader would name together.
    pub fn reasons(&self, weights: &Weights) -> [(&'static str, f64); 9] {
        let by = &weights.0;
        let times = self.earlier * by.earlier + self.later * by.later;
        let dateline = self.elsewhere_dateline * by.elsewhere_dateline;
        let second = self.second_coverage * by.second_coverage;
        let rewritten = self.copied * by.copied + self.phraseless * by.phraseless;
        let parallel = self.parallel * by.parallel;
        let coverage = self.coverage * by.coverage + rewritten + parallel + second;
        [
            ("coverage", coverage),
            ("details", self.details * by.details),
            ("facts", self.facts * by.facts + self.second_facts * by.second_facts),
            ("drift", self.drift * by.drift),
            ("quotations", self.quotations * by.quotations),
            ("times", times),
            ("credits", self.credited * by.credited + self.inherited * by.inherited),
            ("own_outlet", self.own_outlet * by.own_outlet),
            ("elsewhere", dateline + self.elsewhere_prose * by.elsewhere_prose),
        ]
    }
}

/// Fitted, but for two that are set and the price of parents, which is lowered. A later parent takes
/// away more than all the others can give, since clocks err less often than texts mislead. Standing in
/// another text almost word for word is worth much, since in a crowd of copies no detail and no fact
/// is rare; the families have no such crowds.
const FITTED: Terms = Terms {
    parents: -3.6,
    coverage: 3.52,
    copied: 12.0,
    phraseless: -2.09,
    parallel: 0.69,
    details: 3.36,
    facts: 4.92,
    second_parent: -7.08,
    second_coverage: 7.48,
    second_facts: 8.94,
    drift: 3.48,
    quotations: 5.22,
    earlier: 2.13,
    later: -30.0,
    credited: 4.31,
    inherited: 2.41,
    own_outlet: 2.16,
    elsewhere_dateline: 3.69,
    elsewhere_prose: 0.28,
};
