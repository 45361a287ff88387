//! Average sign similarity of two family trees (Roos and Heikkilä 2009): of each text and two others,
//! whether both trees say alike which of the two is nearer.
//!
//! Near is what few links lead to, in any direction, over whatever texts lie between; texts that only one tree has
//! lengthen its ways and are not asked about. Where one tree calls two equally near and the other does not, half is
//! right. Rejected: comparing links, which says nothing once one tree has a lost text that the other lacks.

use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};

/// Which text derives from which, or the other way round.
pub type Links = [(String, String)];

/// The similarity over all triples of these texts, 0 to 1; 1 where there are fewer than three.
pub fn average_sign_similarity(texts: &[String], one: &Links, other: &Links) -> f64 {
    let ways = [one, other].map(|links| ways_between(texts, links));
    let (mut sum, mut count) = (0.0, 0_usize);
    for from in 0..texts.len() {
        for left in (0..texts.len()).filter(|&left| left != from) {
            for right in (left + 1..texts.len()).filter(|&right| right != from) {
                let nearer = |way: &[Vec<usize>]| way[from][left].cmp(&way[from][right]);
                sum += agreement(nearer(&ways[0]), nearer(&ways[1]));
                count += 1;
            }
        }
    }
    if count == 0 { 1.0 } else { sum / count as f64 }
}

/// 1 - |difference of the signs| / 2.
fn agreement(one: Ordering, other: Ordering) -> f64 {
    1.0 - f64::from((one as i8 - other as i8).abs()) / 2.0
}

/// The number of links between each two texts; where none lead there, more than any.
fn ways_between(texts: &[String], links: &Links) -> Vec<Vec<usize>> {
    let mut beside: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (one, other) in links {
        beside.entry(one).or_default().push(other);
        beside.entry(other).or_default().push(one);
    }
    let way = |steps: &BTreeMap<&str, usize>, to: &String| {
        steps.get(to.as_str()).copied().unwrap_or(usize::MAX)
    };
    let from_each = texts.iter().map(|from| steps_from(from, &beside));
    from_each.map(|steps| texts.iter().map(|to| way(&steps, to)).collect()).collect()
}

fn steps_from<'a>(
    from: &'a str,
    beside: &BTreeMap<&'a str, Vec<&'a str>>,
) -> BTreeMap<&'a str, usize> {
    let mut steps = BTreeMap::from([(from, 0)]);
    let mut open = VecDeque::from([(from, 0)]);
    while let Some((text, taken)) = open.pop_front() {
        for &next in beside.get(text).into_iter().flatten() {
            if !steps.contains_key(next) {
                steps.insert(next, taken + 1);
                open.push_back((next, taken + 1));
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::average_sign_similarity;

    fn check(texts: &str, one: &[&str], other: &[&str], expected: f64) {
        let texts: Vec<String> = texts.chars().map(String::from).collect();
        let links = |pairs: &[&str]| -> Vec<(String, String)> {
            pairs.iter().map(|pair| (pair[..1].to_owned(), pair[1..].to_owned())).collect()
        };
        let said = average_sign_similarity(&texts, &links(one), &links(other));
        assert!((said - expected).abs() < 1e-9, "{texts:?} {one:?} {other:?}: {said}");
    }

    #[test]
    fn a_tree_is_like_itself_however_its_links_are_turned() {
        check("ABCD", &["AB", "BC", "CD"], &["BA", "BC", "DC"], 1.0);
    }

    #[test]
    fn nearer_against_equally_near_is_half_right_and_against_farther_wrong() {
        // The middle changes from B to A: each of them calls two equally near where the other tree does not, and C
        // turns round which is nearer.
        check("ABC", &["AB", "BC"], &["BA", "AC"], (0.5 + 0.5 + 0.0) / 3.0);
    }

    #[test]
    fn a_lost_text_lengthens_the_way_and_is_not_asked_about() {
        // x lies between all three: all are equally near.
        check("ABC", &["xA", "xB", "xC"], &["AB", "BC"], (0.5 + 1.0 + 0.5) / 3.0);
    }

    #[test]
    fn a_text_with_two_parents_is_reached_by_the_shorter_way() {
        check("ABCD", &["AB", "AC", "BD", "CD"], &["AB", "AC", "BD", "CD"], 1.0);
        check("ABD", &["AB", "AC", "BD", "CD"], &["AB", "BD"], 1.0);
    }

    #[test]
    fn what_no_link_leads_to_is_farthest() {
        check("ABC", &["AB"], &["AB", "BC"], (1.0 + 0.5 + 0.5) / 3.0);
    }
}
