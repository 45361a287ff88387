//! The best forest of a small story: every one is tried that could still be better (branch and
//! bound, Land and Doig 1960).
//!
//! A forest that is unsound stays so whatever parents the other articles get, and no article can
//! add more than its best choice does; most are given up after a few articles. The local search
//! gives the first bound. After so many steps the best so far is kept. Sets of articles are the
//! bits of a number, so that a step costs next to nothing.

use super::{Choices, Explains, Forest, LEAST_GAIN};

/// Forests are tried for stories of up to so many articles.
pub const ARTICLES_MAX: usize = 12;
const STEPS_MAX: usize = 400_000;

/// A set of articles, a bit each.
type Set = u16;

/// The best of all sound forests, or `start` where none is better.
pub fn best(start: Forest, choices: &[Choices], likelihood: &impl Explains) -> Forest {
    let nodes = start.parents.iter().enumerate();
    let total = nodes.map(|(child, parents)| likelihood.log_odds(child, parents)).sum();
    let (order, at_most) = order(choices);
    let impossible = impossible(choices.len(), likelihood);
    let parents = vec![0; choices.len()];
    let tried = Tried { parents, impossible };
    let mut search =
        Search { choices, order, at_most, tried, total, best: None, steps_left: STEPS_MAX };
    search.try_from(0, 0.0);
    let Some(best) = search.best else { return start };
    Forest { parents: best.iter().zip(choices).map(|(&place, of)| of[place].0.clone()).collect() }
}

/// For each article those that it cannot go back to.
fn impossible(count: usize, likelihood: &impl Explains) -> Vec<Set> {
    let of = |node: usize| set((0..count).filter(|&above| !likelihood.may_descend(node, above)));
    (0..count).map(of).collect()
}

/// The articles, those first whose best choice stands out most; and for each place among them what
/// it and those after it can add at most.
fn order(choices: &[Choices]) -> (Vec<usize>, Vec<f64>) {
    let score = |article: usize, place: usize| choices[article].get(place).map(|choice| choice.1);
    let lead = |article: usize| match (score(article, 0), score(article, 1)) {
        (Some(first), Some(second)) => first - second,
        _ => f64::INFINITY,
    };
    let mut order: Vec<usize> = (0..choices.len()).collect();
    order.sort_by(|&a, &b| lead(b).total_cmp(&lead(a)).then(a.cmp(&b)));
    let mut at_most = vec![0.0; order.len() + 1];
    for (place, &article) in order.iter().enumerate().rev() {
        at_most[place] = at_most[place + 1] + score(article, 0).unwrap_or(0.0);
    }
    (order, at_most)
}

struct Search<'a> {
    choices: &'a [Choices],
    order: Vec<usize>,
    at_most: Vec<f64>,
    tried: Tried,
    /// For each article which of its choices it has in the best forest found.
    best: Option<Vec<usize>>,
    total: f64,
    steps_left: usize,
}

impl Search<'_> {
    /// Tries all choices of the article at `place` and of those after it, where those before it
    /// have their parents and add up to `total`.
    fn try_from(&mut self, place: usize, total: f64) {
        let Some(&article) = self.order.get(place) else {
            self.total = total;
            self.best = Some(self.chosen());
            return;
        };
        let choices = &self.choices[article];
        for (parents, score) in choices {
            let reachable = total + score + self.at_most[place + 1];
            if reachable <= self.total + LEAST_GAIN || self.steps_left == 0 {
                break;
            }
            self.steps_left -= 1;
            self.tried.parents[article] = set(parents.iter().copied());
            if self.tried.is_sound() {
                self.try_from(place + 1, total + score);
            }
        }
        self.tried.parents[article] = 0;
    }

    fn chosen(&self) -> Vec<usize> {
        let chosen = |(choices, &parents): (&Choices, &Set)| {
            choices.iter().position(|(of, _)| set(of.iter().copied()) == parents).unwrap_or(0)
        };
        self.choices.iter().zip(&self.tried.parents).map(chosen).collect()
    }
}

/// A forest in the making.
struct Tried {
    parents: Vec<Set>,
    impossible: Vec<Set>,
}

impl Tried {
    /// Whether every article is sound by the same rules as in any other forest.
    fn is_sound(&self) -> bool {
        (0..self.parents.len()).all(|node| {
            let above = self.above(self.parents[node]);
            above & (1 << node | self.impossible[node]) == 0
                && self.are_unrelated(self.parents[node])
        })
    }

    /// These articles and everything above them.
    fn above(&self, articles: Set) -> Set {
        let mut found = articles;
        loop {
            let next = members(found).fold(found, |all, node| all | self.parents[node]);
            if next == found {
                return found;
            }
            found = next;
        }
    }

    fn are_unrelated(&self, parents: Set) -> bool {
        let first = parents & parents.wrapping_neg();
        self.roots(first) & self.roots(parents & !first) == 0
    }

    fn roots(&self, articles: Set) -> Set {
        let above = self.above(articles);
        set(members(above).filter(|&node| self.parents[node] == 0))
    }
}

fn set(articles: impl Iterator<Item = usize>) -> Set {
    articles.fold(0, |all, article| all | 1 << article)
}

fn members(set: Set) -> impl Iterator<Item = usize> {
    (0..Set::BITS as usize).filter(move |&article| set >> article & 1 == 1)
}
