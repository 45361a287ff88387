//! Which article stands for its story.

/// The member with the highest summed likeness to the others; the first of equals.
pub fn most_central(members: &[usize], likeness: impl Fn(usize, usize) -> f64) -> usize {
    let centrality = |member: usize| -> f64 {
        members.iter().filter(|&&other| other != member).map(|&other| likeness(member, other)).sum()
    };
    let mut best = (members[0], f64::NEG_INFINITY);
    for &member in members {
        let sum = centrality(member);
        if sum > best.1 {
            best = (member, sum);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::most_central;

    #[test]
    fn the_hub_of_a_star_is_central() {
        let likeness = |a: usize, b: usize| if a == 5 || b == 5 { 0.8 } else { 0.1 };
        assert_eq!(most_central(&[3, 5, 7], likeness), 5);
        assert_eq!(most_central(&[3, 7], likeness), 3);
    }
}
