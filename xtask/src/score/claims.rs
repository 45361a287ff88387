//! Claims. The gold list is not exhaustive: recall, and what the trace says of those it found.
//!
//! A gold claim is taken to be the trace's claim that covers its span in the most articles, and
//! found where those are at least half of the articles that make it.

use std::collections::BTreeMap;

use newstem::claim::{Claim, Status};

use super::count::{Counts, Hits};
use crate::gold::{Family, GoldClaim};
use crate::said::Said;
use crate::words::{covers, words};

/// What was counted about claims.
#[derive(Default)]
pub struct ClaimScore {
    pub found: Hits,
    pub sources: Hits,
    pub conflicts: Counts,
}

/// Words of spans, by article.
type Spans<'a> = BTreeMap<&'a str, Vec<Vec<String>>>;

struct SaidClaim<'a> {
    claim: &'a Claim,
    spans: Spans<'a>,
}

pub fn score(said: &Said, families: &[Family]) -> ClaimScore {
    let claims: Vec<SaidClaim> = said.claims.iter().map(|claim| said_claim(claim)).collect();
    let mut score = ClaimScore::default();
    for family in families {
        for gold in &family.claims {
            score.add(gold, best_match(&gold_spans(family, gold), &claims));
        }
    }
    score
}

fn said_claim(claim: &Claim) -> SaidClaim<'_> {
    let mut spans = Spans::new();
    for assertion in &claim.asserted {
        let article = spans.entry(assertion.article.as_str()).or_default();
        article.push(words(&assertion.text));
    }
    SaidClaim { claim, spans }
}

/// The gold span in each article of the pile; where an article asserts twice, the last.
fn gold_spans<'a>(family: &Family, gold: &'a GoldClaim) -> BTreeMap<&'a str, Vec<String>> {
    let in_pile = gold.asserted.iter().filter(|a| family.is_in_pile(&a.article));
    in_pile.map(|assertion| (assertion.article.as_str(), words(&assertion.text))).collect()
}

fn best_match<'a>(
    gold: &BTreeMap<&str, Vec<String>>,
    claims: &[SaidClaim<'a>],
) -> Option<&'a Claim> {
    let covered = |said: &SaidClaim| gold.iter().filter(|span| said.covers(span)).count();
    let first_best = claims.iter().rev().max_by_key(|said| covered(said))?;
    let most = covered(first_best);
    (most > 0 && 2 * most >= gold.len()).then_some(first_best.claim)
}

impl SaidClaim<'_> {
    fn covers(&self, (article, gold): &(&&str, &Vec<String>)) -> bool {
        let here = self.spans.get(**article);
        here.is_some_and(|spans| spans.iter().any(|span| covers(span, gold)))
    }
}

impl ClaimScore {
    fn add(&mut self, gold: &GoldClaim, found: Option<&Claim>) {
        let told = found.is_some_and(|claim| claim.status == Status::Conflict);
        self.found.add(found.is_some());
        self.conflicts.add(gold.status == Status::Conflict, told);
        if let Some(claim) = found {
            let is_right = claim.independent_sources == gold.independent_sources;
            self.sources.add(is_right);
        }
    }
}
