//! The line classifier: how likely a line is furniture, by the trees of `data/line-trees.txt`,
//! which `data/train/fit.py` fits.

use std::sync::LazyLock;

use super::features::Feature;
use crate::boosted::Trees;

static TREES: LazyLock<Trees> = LazyLock::new(|| {
    let text = include_str!("../../data/line-trees.txt");
    Trees::parse(text).unwrap_or_default()
});

/// How likely a line is furniture, from 0 to 1.
pub(super) fn likelihood(features: &[Feature]) -> f64 {
    let row: Vec<f32> = features.iter().map(|(_, number)| *number as f32).collect();
    TREES.probability(&row)
}

#[cfg(test)]
mod tests {
    use super::TREES;
    use crate::clean::line_looks;
    use crate::context::Context;
    use crate::document::Document;

    #[test]
    fn the_trees_that_ship_know_the_features_by_the_same_names() {
        let document = Document { text: "It rained.".to_owned(), ..Document::default() };
        let looks = line_looks(&document, &Context::default());
        let names: Vec<&str> = looks[0].features.iter().map(|(name, _)| *name).collect();
        assert_eq!(TREES.names(), names);
    }
}
