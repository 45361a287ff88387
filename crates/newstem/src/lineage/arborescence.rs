//! The best forest of single parents: every article hangs from at most one other, without
//! cycles, so that the weights of the links chosen add up to the most (Chu and Liu 1965;
//! Edmonds 1967). An article that gains by no parent stays a root. Rejected: taking each
//! article's best parent by itself, which runs in circles where two texts explain each other.

use std::collections::{BTreeMap, BTreeSet};

/// Chooses the parents. `gains[child]` holds the parents that are considered, in order, each with
/// the gain of that link, which is not to be chosen at 0 or below.
pub fn best_parents(gains: &[Vec<(usize, f64)>]) -> Vec<Option<usize>> {
    let root = gains.len();
    let edges = edges(gains, root);
    let chosen = solve(root + 1, root, &edges);
    let mut parents = vec![None; root];
    for index in chosen {
        let edge = &edges[index];
        if edge.from != root {
            parents[edge.to] = Some(edge.from);
        }
    }
    parents
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    from: usize,
    to: usize,
    weight: f64,
}

/// The links that gain something, and one from the virtual root to each article.
fn edges(gains: &[Vec<(usize, f64)>], root: usize) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (to, row) in gains.iter().enumerate() {
        edges.push(Edge { from: root, to, weight: 0.0 });
        for &(from, weight) in row {
            if from != to && weight > 0.0 {
                edges.push(Edge { from, to, weight });
            }
        }
    }
    edges
}

/// Indices of the edges of the heaviest arborescence over `nodes` nodes.
fn solve(nodes: usize, root: usize, edges: &[Edge]) -> Vec<usize> {
    let best = best_incoming(nodes, root, edges);
    let cycles = find_cycles(&best, edges);
    if cycles.is_empty() {
        return best.into_iter().flatten().collect();
    }
    let numbers = renumber(&cycles, nodes);
    let (smaller, origin) = contract(&numbers, &cycles, &best, edges);
    let merged_nodes = numbers.iter().max().map_or(0, |last| last + 1);
    let chosen = solve(merged_nodes, numbers[root], &smaller);
    expand(&chosen, &origin, &cycles, &best, edges)
}

/// For each node, its heaviest incoming edge; the first of equals.
fn best_incoming(nodes: usize, root: usize, edges: &[Edge]) -> Vec<Option<usize>> {
    let mut best: Vec<Option<usize>> = vec![None; nodes];
    for (index, edge) in edges.iter().enumerate() {
        let heavier = best[edge.to].is_none_or(|held: usize| edge.weight > edges[held].weight);
        if edge.to != root && heavier {
            best[edge.to] = Some(index);
        }
    }
    best
}

/// All cycles, which share no node. They are contracted together: one at a time, a large story
/// of near-copies would need as many rounds as it has pairs that explain each other.
fn find_cycles(best: &[Option<usize>], edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut seen_from: Vec<Option<usize>> = vec![None; best.len()];
    let mut cycles = Vec::new();
    for start in 0..best.len() {
        let mut node = start;
        while seen_from[node].is_none() {
            seen_from[node] = Some(start);
            let Some(edge) = best[node] else { break };
            node = edges[edge].from;
        }
        if seen_from[node] == Some(start) && best[node].is_some() {
            cycles.push(cycle_through(node, best, edges));
        }
    }
    cycles
}

fn cycle_through(node: usize, best: &[Option<usize>], edges: &[Edge]) -> Vec<usize> {
    let mut cycle = vec![node];
    let mut next = node;
    while let Some(edge) = best[next] {
        next = edges[edge].from;
        if next == node {
            break;
        }
        cycle.push(next);
    }
    cycle.sort_unstable();
    cycle
}

/// For each node its number once each cycle has become one node, those last.
fn renumber(cycles: &[Vec<usize>], nodes: usize) -> Vec<usize> {
    let mut numbers = vec![None; nodes];
    let single_nodes = nodes - cycles.iter().map(Vec::len).sum::<usize>();
    for (cycle, members) in cycles.iter().enumerate() {
        for &node in members {
            numbers[node] = Some(single_nodes + cycle);
        }
    }
    let mut next = 0..single_nodes;
    numbers.into_iter().map(|held| held.or_else(|| next.next()).unwrap_or_default()).collect()
}

/// The graph with each cycle as one node, and for each of its edges the one it came from.
fn contract(
    numbers: &[usize],
    cycles: &[Vec<usize>],
    best: &[Option<usize>],
    edges: &[Edge],
) -> (Vec<Edge>, Vec<usize>) {
    let on_cycle: BTreeSet<usize> = cycles.iter().flatten().copied().collect();
    let mut heaviest: BTreeMap<(usize, usize), (f64, usize)> = BTreeMap::new();
    for (index, edge) in edges.iter().enumerate() {
        let (from, to) = (numbers[edge.from], numbers[edge.to]);
        if from == to {
            continue;
        }
        let enters = on_cycle.contains(&edge.to);
        let given_up = best[edge.to].filter(|_| enters).map_or(0.0, |held| edges[held].weight);
        let gain = edge.weight - given_up;
        let held = heaviest.entry((from, to)).or_insert((gain, index));
        if gain > held.0 {
            *held = (gain, index);
        }
    }
    let kept = heaviest.into_iter();
    kept.map(|((from, to), (weight, index))| (Edge { from, to, weight }, index)).unzip()
}

/// The edges of the larger graph: those chosen, and the cycles' but for the ones replaced.
fn expand(
    chosen: &[usize],
    origin: &[usize],
    cycles: &[Vec<usize>],
    best: &[Option<usize>],
    edges: &[Edge],
) -> Vec<usize> {
    let mut kept: Vec<usize> = chosen.iter().map(|&index| origin[index]).collect();
    let entered: BTreeSet<usize> = kept.iter().map(|&index| edges[index].to).collect();
    let rest = cycles.iter().flatten().filter(|node| !entered.contains(node));
    kept.extend(rest.filter_map(|&node| best[node]));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(weights: &[Vec<f64>], parents: &[Option<usize>]) -> f64 {
        parents.iter().enumerate().filter_map(|(c, p)| p.map(|p| weights[c][p])).sum()
    }

    fn is_acyclic(parents: &[Option<usize>]) -> bool {
        (0..parents.len()).all(|start| {
            let mut node = Some(start);
            (0..=parents.len()).any(|_| {
                node = node.and_then(|n| parents[n]);
                node.is_none()
            })
        })
    }

    fn exhaustive(weights: &[Vec<f64>]) -> f64 {
        let count = weights.len();
        let choices = (count + 1).pow(count as u32);
        let decode = |mut code: usize| -> Vec<Option<usize>> {
            (0..count)
                .map(|_| {
                    let digit = code % (count + 1);
                    code /= count + 1;
                    (digit < count).then_some(digit)
                })
                .collect()
        };
        (0..choices)
            .map(decode)
            .filter(|parents| parents.iter().enumerate().all(|(c, p)| *p != Some(c)))
            .filter(|parents| is_acyclic(parents))
            .map(|parents| total(weights, &parents))
            .fold(0.0, f64::max)
    }

    /// A small linear congruential generator: the same weights on every run.
    fn weights(seed: u64, count: usize) -> Vec<Vec<f64>> {
        let mut state = seed;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % 2000) as f64 / 100.0 - 6.0
        };
        (0..count).map(|_| (0..count).map(|_| next()).collect()).collect()
    }

    fn considered(weights: &[Vec<f64>]) -> Vec<Vec<(usize, f64)>> {
        weights.iter().map(|row| row.iter().copied().enumerate().collect()).collect()
    }

    #[test]
    fn it_finds_what_exhaustive_search_finds() {
        for seed in 0..300 {
            let weights = weights(seed, 2 + (seed % 4) as usize);
            let parents = best_parents(&considered(&weights));
            assert!(is_acyclic(&parents), "seed {seed}: {parents:?}");
            let difference = total(&weights, &parents) - exhaustive(&weights);
            assert!(difference.abs() < 1e-9, "seed {seed}: {difference}");
        }
    }

    #[test]
    fn a_link_that_gains_nothing_is_not_made() {
        assert_eq!(best_parents(&[vec![(1, -1.0)], vec![(0, 0.0)]]), [None, None]);
    }
}
