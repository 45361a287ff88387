//! The best parents for all articles together.
//!
//! Each article may have none, one or two; what is sought is the assignment without cycles whose
//! log-odds add up to the most. The best forest of single parents (see
//! [`arborescence`](super::arborescence)) is the start; from there the parents of two articles at a
//! time are chosen anew, since turning a link round changes both its ends, until nothing is gained.
//! This finds a local optimum, which in a small story is the first bound of an exact search.

mod exact;

use super::arborescence::best_parents;
use super::forest::Forest;

/// How many single parents of an article are considered.
const PARENTS_CONSIDERED: usize = 6;
/// How many parent sets of an article are considered, none included.
const SETS_CONSIDERED: usize = 16;
/// Above this many articles only articles that are linked are looked at two at a time.
const SMALL_STORY: usize = 40;
/// Rounds over all pairs; a story that moves longer is left as it is.
const ROUNDS_MAX: usize = 12;
/// A change must gain this much, so that rounding never decides.
const LEAST_GAIN: f64 = 1e-9;

/// Parents that an article may have, with their log-odds, the best first.
type Choices = Vec<(Vec<usize>, f64)>;

/// Whatever tells how well parents explain an article.
pub trait Explains {
    /// The articles that may be parents of `child`, in order.
    fn candidates(&self, child: usize) -> Vec<usize>;

    /// Log-odds that `child` was made from just these parents.
    fn log_odds(&self, child: usize, parents: &[usize]) -> f64;

    /// Whether an article may go back to another, however many lie between.
    fn may_descend(&self, descendant: usize, ancestor: usize) -> bool;
}

/// Chooses the parents of `count` articles.
pub fn best_forest(count: usize, likelihood: &impl Explains) -> Forest {
    let singles: Vec<Vec<(usize, f64)>> =
        (0..count).map(|child| best_singles(child, likelihood)).collect();
    let gains: Vec<Vec<(usize, f64)>> =
        (0..count).map(|child| gains(child, &singles[child], likelihood)).collect();
    let choices: Vec<Choices> =
        (0..count).map(|child| choices(child, &singles[child], likelihood)).collect();
    let mut forest = Forest::of_single_parents(&best_parents(&gains));
    cut_impossible(&mut forest, likelihood);
    for _ in 0..ROUNDS_MAX {
        if !improve(&mut forest, &choices, likelihood) {
            break;
        }
    }
    cut_impossible(&mut forest, likelihood);
    if count <= exact::ARTICLES_MAX { exact::best(forest, &choices, likelihood) } else { forest }
}

/// Takes their parents from articles that cannot go back to all that is above them. Each link may
/// be possible by itself: an undated article between two hides that the upper one is the later.
fn cut_impossible(forest: &mut Forest, likelihood: &impl Explains) {
    for node in 0..forest.parents.len() {
        if !is_possible(forest, node, likelihood) {
            forest.parents[node].clear();
        }
    }
}

fn is_possible(forest: &Forest, node: usize, likelihood: &impl Explains) -> bool {
    let mut above = forest.ancestry(node);
    above.remove(&node);
    above.into_iter().all(|ancestor| likelihood.may_descend(node, ancestor))
}

/// The few parents that would each explain an article best, the best first, with their log-odds.
fn best_singles(child: usize, likelihood: &impl Explains) -> Vec<(usize, f64)> {
    let candidates = likelihood.candidates(child).into_iter();
    let mut singles: Vec<(usize, f64)> =
        candidates.map(|parent| (parent, likelihood.log_odds(child, &[parent]))).collect();
    singles.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    singles.truncate(PARENTS_CONSIDERED);
    singles
}

/// What each single parent gains over having none, in the order of the parents.
fn gains(child: usize, singles: &[(usize, f64)], likelihood: &impl Explains) -> Vec<(usize, f64)> {
    let alone = likelihood.log_odds(child, &[]);
    let mut gains: Vec<(usize, f64)> =
        singles.iter().map(|&(parent, log_odds)| (parent, log_odds - alone)).collect();
    gains.sort_by_key(|&(parent, _)| parent);
    gains
}

fn choices(child: usize, singles: &[(usize, f64)], likelihood: &impl Explains) -> Choices {
    let alone = likelihood.log_odds(child, &[]);
    let some = sets_of(singles).into_iter().filter(|set| !set.is_empty());
    let scored = some.map(|set| (likelihood.log_odds(child, &set), set));
    let mut choices: Choices = scored.map(|(score, set)| (set, score)).collect();
    choices.retain(|&(_, score)| score > alone);
    choices.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    choices.truncate(SETS_CONSIDERED - 1);
    choices.push((Vec::new(), alone));
    choices
}

/// All sets of parents that are considered for an article, the empty one first.
pub fn parent_sets(child: usize, likelihood: &impl Explains) -> Vec<Vec<usize>> {
    sets_of(&best_singles(child, likelihood))
}

fn sets_of(singles: &[(usize, f64)]) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for (place, &(first, _)) in singles.iter().enumerate() {
        sets.push(vec![first]);
        sets.extend(singles[place + 1..].iter().map(|&(second, _)| vec![first, second]));
    }
    sets
}

/// Chooses the parents of each two articles anew; whether anything was gained.
fn improve(forest: &mut Forest, choices: &[Choices], likelihood: &impl Explains) -> bool {
    let count = choices.len();
    let mut gained = false;
    for first in 0..count {
        for second in first..count {
            if count <= SMALL_STORY || first == second || linked(forest, first, second) {
                gained |= improve_two(forest, first, second, choices, likelihood);
            }
        }
    }
    gained
}

fn linked(forest: &Forest, first: usize, second: usize) -> bool {
    forest.parents[first].contains(&second) || forest.parents[second].contains(&first)
}

fn improve_two(
    forest: &mut Forest,
    first: usize,
    second: usize,
    choices: &[Choices],
    likelihood: &impl Explains,
) -> bool {
    let score_of = |node: usize, parents: &[usize]| likelihood.log_odds(node, parents);
    let held = (forest.parents[first].clone(), forest.parents[second].clone());
    let mut best = score_of(first, &held.0) + score_of(second, &held.1) + LEAST_GAIN;
    let mut chosen = None;
    for (mine, my_score) in &choices[first] {
        for (theirs, their_score) in &choices[second] {
            if my_score + their_score <= best || (first == second && mine != theirs) {
                continue;
            }
            forest.parents[first].clone_from(mine);
            forest.parents[second].clone_from(theirs);
            if is_sound_for(forest, &[first, second], likelihood) {
                best = my_score + their_score;
                chosen = Some((mine.clone(), theirs.clone()));
            }
        }
    }
    let gained = chosen.is_some();
    let (mine, theirs) = chosen.unwrap_or(held);
    forest.parents[first] = mine;
    forest.parents[second] = theirs;
    gained
}

/// Whether the articles changed, and in a small story every other, have sound parents: a link
/// turned round may make relatives of somebody else's two parents.
fn is_sound_for(forest: &Forest, changed: &[usize], likelihood: &impl Explains) -> bool {
    if forest.parents.len() <= SMALL_STORY {
        return (0..forest.parents.len()).all(|node| is_sound(forest, node, likelihood));
    }
    changed.iter().all(|&node| is_sound(forest, node, likelihood))
}

/// No cycle runs through the node, it may go back to all that is above it, and its two parents are
/// no relatives: what a relative explains is explained already.
fn is_sound(forest: &Forest, node: usize, likelihood: &impl Explains) -> bool {
    let cyclic = forest.parents[node].iter().any(|&parent| !forest.may_adopt(parent, node));
    if cyclic || !is_possible(forest, node, likelihood) {
        return false;
    }
    match forest.parents[node][..] {
        [first, second] => forest.roots(first).is_disjoint(&forest.roots(second)),
        _ => true,
    }
}

#[cfg(test)]
mod tests;
