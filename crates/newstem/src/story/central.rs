//! Which article stands for its story.

use super::index::Index;

/// The article with the highest summed likeness to the others of its story; the first of equals.
pub fn most_central(members: &[usize], index: &Index) -> usize {
    let mut best = (members[0], f32::NEG_INFINITY);
    for &member in members {
        let sum = centrality(member, members, index);
        if sum > best.1 {
            best = (member, sum);
        }
    }
    best.0
}

fn centrality(member: usize, members: &[usize], index: &Index) -> f32 {
    let alike = index.alike(member);
    alike
        .filter(|(other, _)| members.binary_search(other).is_ok())
        .map(|(_, likeness)| likeness)
        .sum()
}
