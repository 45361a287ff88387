//! Neighbour joining (Saitou and Nei 1987; Studier and Keppler 1988): a tree whose ways between texts are as long as the
//! texts are apart.

/// Two nodes beside each other; those from the number of texts on are forks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Branch {
    /// The nodes.
    pub ends: [usize; 2],
    /// How far apart they are; where distances are at odds this may be below 0.
    pub length: f64,
}

impl Branch {
    /// The other end, where `node` is one.
    pub fn across(&self, node: usize) -> Option<usize> {
        match self.ends {
            [one, other] if one == node => Some(other),
            [one, other] if other == node => Some(one),
            _ => None,
        }
    }
}

/// The tree over texts at these distances; of equals the first are joined.
pub fn joined(distances: &[Vec<f64>]) -> Vec<Branch> {
    let mut distances = distances.to_vec();
    let mut open: Vec<usize> = (0..distances.len()).collect();
    let mut branches = Vec::new();
    while open.len() > 2 {
        let sums: Vec<f64> =
            open.iter().map(|&one| open.iter().map(|&other| distances[one][other]).sum()).collect();
        let (left, right) = neighbours(&open, &sums, &distances);
        let [one, other] = [open[left], open[right]];
        let apart = distances[one][other];
        let lead = (sums[left] - sums[right]) / (open.len() - 2) as f64;
        let fork = distances.len();
        add_fork(&mut distances, one, other);
        branches.push(Branch { ends: [fork, one], length: (apart + lead) / 2.0 });
        branches.push(Branch { ends: [fork, other], length: (apart - lead) / 2.0 });
        open.retain(|&node| node != one && node != other);
        open.push(fork);
    }
    if let [one, other] = open[..] {
        branches.push(Branch { ends: [one, other], length: distances[one][other] });
    }
    branches
}

/// The places of the two that are closest beside how far they are from all others.
fn neighbours(open: &[usize], sums: &[f64], distances: &[Vec<f64>]) -> (usize, usize) {
    let others = (open.len() - 2) as f64;
    let mut best = (f64::INFINITY, (0, 1));
    for right in 0..open.len() {
        for left in 0..right {
            let criterion = others * distances[open[left]][open[right]] - sums[left] - sums[right];
            if criterion < best.0 - LEAST_LEAD {
                best = (criterion, (left, right));
            }
        }
    }
    best.1
}

/// So that rounding never decides.
const LEAST_LEAD: f64 = 1e-9;

/// Adds a node between two others, as far from each third one as it lies off the way between them.
fn add_fork(distances: &mut Vec<Vec<f64>>, one: usize, other: usize) {
    let apart = distances[one][other];
    let mut fork: Vec<f64> =
        distances.iter().map(|row| (row[one] + row[other] - apart) / 2.0).collect();
    for (row, &distance) in distances.iter_mut().zip(&fork) {
        row.push(distance);
    }
    fork.push(0.0);
    distances.push(fork);
}

/// The tree without branches shorter than `least` that end at a fork, the shortest first and of equals that of the first
/// text: both ends are one, a text where one of them is.
pub fn contracted(mut branches: Vec<Branch>, texts: usize, least: f64) -> Vec<Branch> {
    let is_short =
        |branch: &&Branch| branch.length < least && branch.ends.iter().any(|&end| end >= texts);
    let first_end = |branch: &Branch| branch.ends[0].min(branch.ends[1]);
    let order = |a: &&Branch, b: &&Branch| {
        a.length.total_cmp(&b.length).then_with(|| first_end(a).cmp(&first_end(b)))
    };
    while let Some(&short) = branches.iter().filter(is_short).min_by(order) {
        let [one, other] = short.ends;
        let (kept, gone) = (one.min(other), one.max(other));
        branches.retain(|branch| branch.ends != short.ends);
        for end in branches.iter_mut().flat_map(|branch| &mut branch.ends) {
            if *end == gone {
                *end = kept;
            }
        }
    }
    branches
}

/// The node from which the ways to all texts and forks are shortest together; of equals the first.
pub fn middle(branches: &[Branch], nodes: usize) -> usize {
    let ways = (0..nodes).map(|node| (ways_from(node, branches, nodes), node));
    ways.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0, |(_, node)| node)
}

fn ways_from(node: usize, branches: &[Branch], nodes: usize) -> f64 {
    let mut lengths: Vec<Option<f64>> = vec![None; nodes];
    lengths[node] = Some(0.0);
    let mut open = vec![(node, 0.0)];
    while let Some((node, length)) = open.pop() {
        for branch in branches {
            if let Some(other) = branch.across(node).filter(|&other| lengths[other].is_none()) {
                let length = length + branch.length.max(0.0);
                lengths[other] = Some(length);
                open.push((other, length));
            }
        }
    }
    lengths.into_iter().flatten().sum()
}
