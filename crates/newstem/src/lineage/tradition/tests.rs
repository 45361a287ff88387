//! Small traditions whose copyists are known.

use super::joining::{Branch, contracted, joined};
use super::*;

/// Distances along a tree of branches between nodes of which the first `texts` are texts.
fn along(branches: &[(usize, usize, f64)], texts: usize) -> Vec<Vec<f64>> {
    let nodes = branches.iter().flat_map(|&(a, b, _)| [a, b]).max().unwrap_or_default() + 1;
    let mut far = vec![vec![f64::INFINITY; nodes]; nodes];
    (0..nodes).for_each(|node| far[node][node] = 0.0);
    branches.iter().for_each(|&(a, b, length)| (far[a][b], far[b][a]) = (length, length));
    for by in 0..nodes {
        for a in 0..nodes {
            for b in 0..nodes {
                far[a][b] = far[a][b].min(far[a][by] + far[by][b]);
            }
        }
    }
    (0..texts).map(|text| far[text][..texts].to_vec()).collect()
}

/// The links of the tree by numbers; the lost come after the texts.
fn check(branches: &[(usize, usize, f64)], texts: usize, expected: &[(usize, usize)]) {
    let tree = contracted(joined(&along(branches, texts)), texts, VARIANTS_MIN);
    let mut lost: Vec<usize> = tree.iter().flat_map(|branch| branch.ends).collect();
    lost.retain(|&node| node >= texts);
    lost.sort_unstable();
    lost.dedup();
    let place = |node: usize| lost.binary_search(&node).map_or(node, |place| texts + place);
    let ends = |branch: &Branch| {
        let [a, b] = branch.ends.map(place);
        (a.min(b), a.max(b))
    };
    let mut links: Vec<(usize, usize)> = tree.iter().map(ends).collect();
    links.sort_unstable();
    assert_eq!(links, expected);
}

#[test]
fn a_copy_stands_where_those_made_from_it_part() {
    let chain = [(0, 1, 9.0), (1, 2, 7.0), (1, 3, 8.0), (3, 4, 5.0)];
    check(&chain, 5, &[(0, 1), (1, 2), (1, 3), (3, 4)]);
}

#[test]
fn a_lost_text_stands_where_no_copy_does() {
    let fork = [(0, 4, 9.0), (1, 4, 7.0), (4, 2, 6.0), (2, 3, 8.0)];
    check(&fork, 4, &[(0, 4), (1, 4), (2, 3), (2, 4)]);
}

#[test]
fn one_variant_parts_nobody() {
    let nearly = [(0, 4, 1.0), (4, 1, 7.0), (4, 2, 6.0), (4, 3, 8.0)];
    check(&nearly, 4, &[(0, 1), (0, 2), (0, 3)]);
}

#[test]
fn equal_texts_hang_together() {
    check(
        &[(0, 1, 0.0), (0, 2, 0.0), (0, 3, 0.0), (0, 4, 0.0)],
        5,
        &[(0, 1), (0, 2), (0, 3), (0, 4)],
    );
}

fn check_share(left: &str, right: &str, expected: f64) {
    let [left, right] = [left, right].map(|text| text.split(' ').collect::<Vec<_>>());
    assert_eq!(variant_share(&left, &right), expected);
    assert_eq!(variant_share(&right, &left), expected);
}

#[test]
fn a_variant_is_a_place_and_a_gap_is_none() {
    check_share("a b c d e f", "a b c d e f", 0.0);
    check_share("a b c d e f", "a x c d e f", 1.0 / 6.0);
    check_share("a b c d e f", "a x y z c d e f", 1.0 / 6.0);
    check_share("a b c d e f", "a c d e f", 1.0 / 6.0);
    check_share("a b c d e f g h i j k l", "a b k l", 0.0);
}
