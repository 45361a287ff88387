//! Whether links are as often right as their confidence says, and the numbers that make it so.
//!
//! Confidence is a logistic function of a link's margins (Platt 1999). Its few numbers are fitted
//! on the links of all families but one and judged on that one. Rejected: isotonic regression,
//! which needs more wrong links than the families have.

use std::io::{self, Write};

use newstem::lineage::Margins;

/// A link of a family, by weights that were fitted on the other families.
pub struct Judged {
    /// Number of its family.
    pub family: usize,
    /// How sure the tree is of it.
    pub confidence: f64,
    /// What that was made from; nothing of a link to an unseen ancestor.
    pub margins: Option<Margins>,
    /// Whether it is right.
    pub right: bool,
}

/// A confidence, and whether the link is right.
pub type Said = (f64, bool);

const BANDS: [f64; 7] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];
const NUMBERS: usize = 4;
/// Margins beyond this say no more.
const MARGIN_MAX: f64 = 8.0;
const STEPS: usize = 20_000;
const STEP: f64 = 0.05;
/// Holds the numbers to what few wrong links can tell.
const RIDGE: f64 = 0.003;

/// The numbers of the logistic function: its constant, and what each margin counts, over none, over
/// the next best parent and over the link turned round.
type Numbers = [f64; NUMBERS];

/// Prints how right the links are, as the tree has them and as the fitted numbers would have them.
pub fn print(out: &mut impl Write, title: &str, links: &[Judged]) -> io::Result<()> {
    let said: Vec<Said> = links.iter().map(|link| (link.confidence, link.right)).collect();
    table(out, &format!("{title}, as the tree has them"), &said)?;
    let to_articles: Vec<&Judged> = links.iter().filter(|link| link.margins.is_some()).collect();
    let before: Vec<Said> = to_articles.iter().map(|link| (link.confidence, link.right)).collect();
    table(out, &format!("{title}, links to articles"), &before)?;
    table(out, &format!("{title}, links to articles refitted"), &refitted(&to_articles))?;
    writeln!(out, "fitted on all: {:.3?}", fit(&to_articles))
}

/// The confidence of each link by numbers fitted on the other families.
fn refitted(links: &[&Judged]) -> Vec<Said> {
    let count = links.iter().map(|link| link.family + 1).max().unwrap_or(0);
    let mut said = Vec::new();
    for family in 0..count {
        let (own, others): (Vec<&Judged>, Vec<&Judged>) =
            links.iter().copied().partition(|link| link.family == family);
        let numbers = fit(&others);
        said.extend(own.iter().map(|link| (predict(&numbers, &features(link)), link.right)));
    }
    said
}

fn features(link: &Judged) -> Numbers {
    let bounded = |margin: f64| margin.clamp(-MARGIN_MAX, MARGIN_MAX);
    let Some(margins) = link.margins else { return [1.0, 0.0, 0.0, 0.0] };
    let rejected = margins.over_rejected.unwrap_or(MARGIN_MAX);
    [1.0, bounded(margins.over_none), bounded(rejected), bounded(margins.over_turned_round)]
}

fn predict(numbers: &Numbers, features: &Numbers) -> f64 {
    let sum: f64 = numbers.iter().zip(features).map(|(a, b)| a * b).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Logistic regression by gradient descent; no margin may count against a link.
fn fit(links: &[&Judged]) -> Numbers {
    let mut numbers = [0.0; NUMBERS];
    let count = links.len().max(1) as f64;
    for _ in 0..STEPS {
        let mut gradient = [0.0; NUMBERS];
        for link in links {
            let features = features(link);
            let error = f64::from(u8::from(link.right)) - predict(&numbers, &features);
            gradient.iter_mut().zip(features).for_each(|(sum, part)| *sum += error * part);
        }
        for (place, (number, sum)) in numbers.iter_mut().zip(gradient).enumerate() {
            *number += STEP * (sum / count - RIDGE * *number);
            *number = if place > 0 { number.max(0.0) } else { *number };
        }
    }
    numbers
}

fn table(out: &mut impl Write, title: &str, said: &[Said]) -> io::Result<()> {
    writeln!(out, "\n{title}: {} links", said.len())?;
    for band in BANDS.windows(2) {
        let inside = within(said, band);
        let right = inside.iter().filter(|(_, right)| *right).count();
        let mean = inside.iter().map(|(c, _)| c).sum::<f64>() / inside.len().max(1) as f64;
        let count = inside.len();
        writeln!(
            out,
            "  {:.1}-{:.1}  said {mean:.3}  right {right:3} of {count:3}",
            band[0], band[1]
        )?;
    }
    writeln!(out, "  expected calibration error {:.3}", calibration_error(said))
}

/// By how much the share of right links in a band differs from what was said, the bands weighted
/// by their links (Naeini, Cooper and Hauskrecht 2015).
fn calibration_error(said: &[Said]) -> f64 {
    let apart = BANDS.windows(2).map(|band| {
        let inside = within(said, band);
        inside.iter().map(|(c, right)| c - f64::from(u8::from(*right))).sum::<f64>().abs()
    });
    apart.sum::<f64>() / said.len().max(1) as f64
}

fn within(said: &[Said], band: &[f64]) -> Vec<Said> {
    let last = band[1] >= 1.0;
    let inside = said.iter().filter(|(c, _)| *c >= band[0] && (last || *c < band[1]));
    inside.copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_distance_of_said_from_right() {
        let check = |said: &[Said], expected: f64| {
            let found = calibration_error(said);
            assert!((found - expected).abs() < 1e-9, "{found}");
        };
        check(&[], 0.0);
        check(&[(0.75, true), (0.75, true), (0.75, true), (0.75, false)], 0.0);
        check(&[(0.95, false), (0.55, true)], 0.7);
    }
}
