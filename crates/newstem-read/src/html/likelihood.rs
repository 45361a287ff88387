//! How likely a block is article, by the trees of `data/block-trees.txt` over the numbers of
//! `feature`. `xtask/fit-blocks.py` fits them.

use std::sync::LazyLock;

use crate::boosted::Trees;

static TREES: LazyLock<Trees> = LazyLock::new(|| {
    let text = include_str!("../../data/block-trees.txt");
    Trees::parse(text).unwrap_or_default()
});

/// How likely the block with this row is article, from 0 to 1.
pub(super) fn likelihood(row: &[f32]) -> f64 {
    TREES.probability(row)
}

#[cfg(test)]
mod tests {
    use super::TREES;
    use crate::html::feature::names;

    #[test]
    fn the_trees_that_ship_know_the_features_by_the_same_names() {
        assert_eq!(TREES.names(), names());
    }
}
