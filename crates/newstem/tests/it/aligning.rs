//! The law of alignment: seen from the other side it is the same.

use newstem::align::{Alignment, align};
use newstem::text::{Rarity, Reading};
use proptest::prelude::*;

use crate::runner;
use crate::written::any_body;

const CASES: u32 = 100;
const ROUNDING: f64 = 1e-9;

fn mirrored(alignment: &Alignment) -> Vec<(usize, usize, f64)> {
    let turned = alignment.pairs.iter().map(|pair| (pair.right, pair.left, pair.similarity));
    let mut pairs: Vec<_> = turned.collect();
    pairs.sort_by_key(|&(left, right, _)| (left, right));
    pairs
}

fn all_close(left: &[f64], right: &[f64]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(a, b)| (a - b).abs() <= ROUNDING)
}

#[test]
fn alignment_mirrors() {
    let held = runner(CASES).run(&(any_body(), any_body()), |(left, right)| {
        let (left, right) = (Reading::new(&left, "en"), Reading::new(&right, "en"));
        let rarity = Rarity::of([&left, &right], &|_| -9.0);
        let ours = align(&left, &right, &rarity);
        let theirs = align(&right, &left, &rarity);
        prop_assert!(all_close(&ours.left_best, &theirs.right_best));
        prop_assert!(all_close(&ours.right_best, &theirs.left_best));
        let turned = mirrored(&theirs);
        prop_assert_eq!(ours.pairs.len(), turned.len());
        for (pair, (a, b, similarity)) in ours.pairs.iter().zip(turned) {
            prop_assert_eq!((pair.left, pair.right), (a, b));
            prop_assert!((pair.similarity - similarity).abs() <= ROUNDING);
        }
        Ok(())
    });
    assert_eq!(held, Ok(()));
}
