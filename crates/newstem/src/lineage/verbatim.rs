//! Articles that quote, word for word, what nothing has that they were found to go back to.
//!
//! Who makes one article of two rewrites what they tell, so that the second explains little more of it than
//! any report of the event does, but keeps what it quotes. Two reporters who hear one speech seldom write
//! down the same words. So a whole quotation that stands in articles of one other line of descent alone
//! was taken from there: of 18 articles of the families with ten pairs of words and more in such quotations,
//! and with one parent at most, all go back to that line, though some of them to a text above the article that
//! shows it. As a term of the likelihood, which knows what parents quote and not what those above
//! them do, the same words led other articles astray.
//!
//! Fails on: words that were broadcast or handed out, if just two lines of descent have them; where more do
//! they prove nothing.

use std::collections::BTreeSet;

use super::forest::Forest;
use super::quotation::{is_whole_in, share_in, telling};
use super::search::Explains;
use super::writing::{CHILDREN_ASKED_MAX, Findings};

/// So many pairs in whole quotations show where they were taken from. From 10 on all 18 articles are right, of
/// six with fewer five. Bounds from 5 to 20 gave `same_root` 0.925 to 0.904 and `parents` 0.906 to 0.914 on 63
/// families, before more was asked of reports.
const PAIRS_MIN: usize = 9;
/// Two reports of one press conference share a sentence, so one without a parent must share so many.
const QUOTATIONS_OF_A_REPORT: usize = 2;
/// What has more than this of a quotation may have had all of it.
const KNOWN: f64 = 0.4;

/// Gives articles without a parent, or with one, the article from which they quote, those first that quote most.
pub fn join(forest: &mut Forest, findings: &Findings) {
    let articles = 0..findings.members.len();
    let of_article = |article| Quoting { article, forest, findings }.borrowings();
    let mut borrowings: Vec<Borrowing> = articles.flat_map(of_article).collect();
    borrowings.sort_by(|a, b| {
        let by_weight = b.pairs.cmp(&a.pairs).then(b.gain.total_cmp(&a.gain));
        by_weight.then((a.article, a.source).cmp(&(b.article, b.source)))
    });
    let mut settled = BTreeSet::new();
    for Borrowing { article, source, .. } in borrowings {
        let quoting = Quoting { article, forest, findings };
        let is_open =
            !settled.contains(&article) && quoting.pairs_from(source, &quoting.lacking()).is_some();
        let parents = is_open.then(|| quoting.parents_with(source)).flatten();
        if let Some(parents) = parents {
            forest.parents[article] = parents;
            settled.insert(article);
        }
    }
}

/// An article quotes what may be from another.
struct Borrowing {
    article: usize,
    source: usize,
    /// How many pairs of words the whole quotations have.
    pairs: usize,
    /// By how much in log-odds the source explains the article better than its parents alone.
    gain: f64,
}

/// An article as the forest has it, asked for what it quotes.
struct Quoting<'a> {
    article: usize,
    forest: &'a Forest,
    findings: &'a Findings<'a>,
}

impl<'a> Quoting<'a> {
    fn borrowings(&self) -> Vec<Borrowing> {
        let lacking = self.lacking();
        if lacking.is_empty() {
            return Vec::new();
        }
        let sources = self.findings.likelihood.candidates(self.article).into_iter();
        sources.filter_map(|source| self.borrowing(source, &lacking)).collect()
    }

    fn borrowing(&self, source: usize, lacking: &[&[u64]]) -> Option<Borrowing> {
        let pairs = self.pairs_from(source, lacking)?;
        self.parents_with(source)?;
        let gain = self.gain(source);
        let is_first = gain >= self.gain_turned_round(source);
        is_first.then_some(Borrowing { article: self.article, source, pairs, gain })
    }

    /// The quotations that nothing above the article has, and that articles of one line of descent have.
    fn lacking(&self) -> Vec<&'a [u64]> {
        let members = self.findings.members;
        let above = self.above();
        let is_known = |quotation: &[u64]| {
            above.iter().any(|&node| share_in(quotation, &members[node].quoted) > KNOWN)
        };
        let told = telling(&members[self.article].quotations);
        told.filter(|quotation| !is_known(quotation) && self.is_of_one_line(quotation)).collect()
    }

    /// The articles that show what the article has from above: those it goes back to, and for each that is
    /// not there its other children.
    fn above(&self) -> Vec<usize> {
        let ancestry = self.forest.ancestry(self.article).into_iter();
        let (at_hand, unseen): (Vec<usize>, Vec<usize>) = ancestry
            .filter(|&node| node != self.article)
            .partition(|&node| node < self.findings.members.len());
        let shown = unseen.into_iter().flat_map(|node| {
            let children = self.findings.articles_below(self.forest, node).into_iter();
            children.take(CHILDREN_ASKED_MAX).filter(|&other| !self.is_above(other))
        });
        at_hand.into_iter().chain(shown).collect()
    }

    /// Whether another was made from the article, or is the article.
    fn is_above(&self, other: usize) -> bool {
        self.forest.ancestry(other).contains(&self.article)
    }

    /// Whether all others that have a quotation go back to one root.
    fn is_of_one_line(&self, quotation: &[u64]) -> bool {
        let has = |other: usize| is_whole_in(quotation, &self.findings.members[other].quoted);
        let others = self.findings.likelihood.candidates(self.article).into_iter();
        let holders = others.filter(|&other| has(other) && !self.is_above(other));
        let roots = holders.map(|holder| self.forest.roots(holder));
        roots.reduce(|common, roots| &common & &roots).is_some_and(|common| !common.is_empty())
    }

    /// How many pairs of words those of the quotations have that stand in a source as a whole; nothing where
    /// they do not show that they are from there.
    fn pairs_from(&self, source: usize, quotations: &[&[u64]]) -> Option<usize> {
        let quoted = &self.findings.members[source].quoted;
        let whole = quotations.iter().filter(|quotation| is_whole_in(quotation, quoted));
        let pairs: Vec<usize> = whole.map(|quotation| quotation.len()).collect();
        let is_report = self.forest.parents[self.article].is_empty();
        let least = if is_report { QUOTATIONS_OF_A_REPORT } else { 1 };
        let total = pairs.iter().sum();
        (pairs.len() >= least && total >= PAIRS_MIN).then_some(total)
    }

    /// The article's parents if it quotes from this source; nothing where it can not. What goes back to a
    /// text that is not there has its quotations from another that does, or from a second text that is not
    /// there.
    fn parents_with(&self, source: usize) -> Option<Vec<usize>> {
        let may_descend = self.findings.likelihood.may_descend(self.article, source)
            && self.forest.may_adopt(source, self.article)
            && !self.findings.names_as_source(source, self.article);
        if !may_descend {
            return None;
        }
        match self.forest.parents[self.article].as_slice() {
            [] => Some(vec![source]),
            &[parent] if parent < self.findings.members.len() => Some(vec![parent, source]),
            [parent] if self.forest.ancestry(source).contains(parent) => Some(vec![source]),
            _ => None,
        }
    }

    fn gain(&self, source: usize) -> f64 {
        let mut parents = self.forest.parents[self.article].clone();
        parents.retain(|&parent| parent < self.findings.members.len());
        let log_odds = |parents: &[usize]| self.findings.likelihood.log_odds(self.article, parents);
        let before = log_odds(&parents);
        parents.push(source);
        log_odds(&parents) - before
    }

    /// The same if the source had been made from the article; nothing is worse than what can not be.
    fn gain_turned_round(&self, source: usize) -> f64 {
        let turned_round = Quoting { article: source, ..*self };
        let likelihood = self.findings.likelihood;
        match likelihood.may_descend(source, self.article)
            && self.forest.may_adopt(self.article, source)
        {
            true => turned_round.gain(self.article),
            false => f64::NEG_INFINITY,
        }
    }
}
