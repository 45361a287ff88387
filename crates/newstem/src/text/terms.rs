//! Weighted terms: what texts are compared by, as lists sorted by term.

/// Dot product of two lists, each sorted by term with each term once.
pub fn dot<T: Ord>(left: &[(T, f64)], right: &[(T, f64)]) -> f64 {
    let (mut a, mut b, mut sum) = (0, 0, 0.0);
    while a < left.len() && b < right.len() {
        match left[a].0.cmp(&right[b].0) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                sum += left[a].1 * right[b].1;
                a += 1;
                b += 1;
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::dot;

    fn terms(list: &[(&str, f64)]) -> Vec<(String, f64)> {
        list.iter().map(|&(term, weight)| (term.to_owned(), weight)).collect()
    }

    #[test]
    fn only_shared_terms_count() {
        let left = terms(&[("dam", 2.0), ("fire", 3.0), ("roof", 1.0)]);
        let right = terms(&[("fire", 0.5), ("street", 9.0)]);
        assert_eq!(dot(&left, &right), 1.5);
        assert_eq!(dot(&right, &left), 1.5);
        assert_eq!(dot(&left, &terms(&[])), 0.0);
    }
}
