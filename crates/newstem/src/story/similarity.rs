//! How alike two articles are as reports of one event, 0 to 1.

use super::Features;
use crate::published::Interval;

const DAY: f64 = 86_400.0;
/// After this many days between two articles their likeness has fallen to 1/e of the way to the
/// floor.
const FADING_DAYS: f64 = 8.0;
/// What of the likeness remains however far apart two articles are.
const FLOOR: f64 = 0.2;
/// What of the likeness remains where a time is not known.
const UNDATED: f64 = 0.8;
/// How much the words count beside the names and numbers, 0 to 1.
const WORDS_EXPONENT: f64 = 0.8;

/// Words times names and numbers, faded by the time between the two. Across languages only names
/// and numbers can be compared.
pub fn similarity(left: &Features, right: &Features) -> f64 {
    let anchors = dot(&left.anchors, &right.anchors);
    let content = if left.language == right.language {
        let words = dot(&left.words, &right.words);
        words.powf(WORDS_EXPONENT) * anchors.powf(1.0 - WORDS_EXPONENT)
    } else {
        anchors
    };
    content * time_factor(left.published, right.published)
}

fn time_factor(left: Option<Interval>, right: Option<Interval>) -> f64 {
    let (Some(left), Some(right)) = (left, right) else { return UNDATED };
    let gap = (left.earliest - right.latest).max(right.earliest - left.latest).max(0);
    FLOOR + (1.0 - FLOOR) * (-(gap as f64) / DAY / FADING_DAYS).exp()
}

fn dot(left: &[(String, f64)], right: &[(String, f64)]) -> f64 {
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
