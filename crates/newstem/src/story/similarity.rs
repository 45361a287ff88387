//! How alike two articles are as reports of one event, 0 to 1.
//!
//! Each comparison of two lists becomes a logarithm, their weighted sum the log-odds of one event
//! (logistic regression, Cox 1958), tempered, because the lists are far from independent of each
//! other. Beside words and names, what tells look-alike events apart is numbers, words that
//! follow each other, the values that are given, and the years and days of the week that the texts
//! name. Rejected: a product of two cosines, which cannot weigh a third.
//!
//! The weights were fitted by `xtask/fit-stories.py` on ECB+ topics, MEANTIME and the families of
//! `evaluation/`. Headlines have too few words for most of it: they are compared by words and
//! meaning, by numbers that were set.

use std::sync::LazyLock;

use super::archive::Known;
use super::features::{Lengths, Scale};
use super::meaning::Middle;
use super::opened::Opened;
use crate::published::Interval;
use crate::text::TermId;

/// An article with what its lists weigh.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The article.
    pub known: &'a Known,
    /// The lengths of its lists.
    pub lengths: Lengths,
}

/// What each comparison counts, within a language or across languages.
struct Weighting {
    words: f64,
    anchors: f64,
    numbers: f64,
    pairs: f64,
    apart: f64,
    constant: f64,
}

const SAME_LANGUAGE: Weighting = Weighting {
    words: 0.869,
    anchors: 0.893,
    numbers: 0.243,
    pairs: 0.762,
    apart: 0.560,
    constant: 7.132,
};
const OTHER_LANGUAGE: Weighting =
    Weighting { words: 0.0, anchors: 1.751, numbers: 0.0, pairs: 0.0, apart: 0.0, constant: 3.295 };
/// What agreement in the latest year, in a day of the week and in time counts in both.
const YEAR: f64 = 0.179;
const WEEKDAY: f64 = 0.327;
const TIME: f64 = 1.906;

/// A cosine is taken for at least this, so that its logarithm has an end.
const LEAST: f64 = 0.02;
/// Log-odds that make a likeness of 1, and by how much they are tempered.
const CERTAIN: f64 = 4.0;
const TEMPERATURE: f64 = 2.0;
/// Beyond this likeness grows by hardly more, so that copies do not make a group so close that nothing
/// else fits, and yet an article without a time goes to its copy rather than to a look-alike.
const GREAT: f64 = 0.6;
const BEYOND: f64 = 0.01;
/// Days, in eights, after which time tells no more, and what a missing time counts as.
const EIGHTS_MAX: f64 = 1.6;
const UNDATED: f64 = 0.25;

/// How much of the likeness of headlines is left, so that it compares with that of full texts.
const HEADLINES: f64 = 0.8;
/// What headlines without a word in common have in common.
const HEADLINES_LEAST: f64 = 0.05;
/// Days after which the likeness of two headlines has fallen to 1/e.
const HEADLINES_FADE_DAYS: f64 = 2.0;
/// What remains of it where a time is not known.
const HEADLINES_UNDATED: f64 = 0.8;

impl Scale<'_> {
    /// How alike two articles are, of which the left one is open; the order makes no difference.
    pub fn likeness(
        &self,
        opened: &Opened,
        left: Side<'_>,
        right: Side<'_>,
        middle: &Middle,
    ) -> f64 {
        let likeness = match (&left.known.traits.meaning, &right.known.traits.meaning) {
            (Some(mine), Some(theirs)) => {
                let languages =
                    [left.known.traits.language.as_str(), right.known.traits.language.as_str()];
                let nearness = middle.nearness(mine, theirs, languages);
                self.likeness_of_headlines(opened, left, right, nearness)
            }
            _ => ((self.log_odds(opened, left, right) - CERTAIN) / TEMPERATURE).exp(),
        };
        held_back(likeness)
    }

    /// The geometric mean of words, or of names across languages, and meaning.
    fn likeness_of_headlines(
        &self,
        opened: &Opened,
        left: Side<'_>,
        right: Side<'_>,
        nearness: f64,
    ) -> f64 {
        let theirs = &right.known.counts;
        let common = if left.known.traits.language == right.known.traits.language {
            let weight = |stem, _, _| squared(self.weights.of(stem));
            let common = overlap(&theirs.stems, opened.stems(), weight);
            cosine(common, left.lengths.distinct, right.lengths.distinct)
        } else {
            let weight = |anchor, _, _| squared(self.anchor(anchor));
            let common = overlap(&theirs.anchors, opened.anchors(), weight);
            cosine(common, left.lengths.anchors, right.lengths.anchors)
        };
        let both = (common + HEADLINES_LEAST) * (nearness + HEADLINES_LEAST);
        let fading = match days_between(left.known.traits.published, right.known.traits.published) {
            Some(days) => (-days / HEADLINES_FADE_DAYS).exp(),
            None => HEADLINES_UNDATED,
        };
        HEADLINES * (both.sqrt() - HEADLINES_LEAST) * fading
    }

    fn log_odds(&self, opened: &Opened, left: Side<'_>, right: Side<'_>) -> f64 {
        let is_same = left.known.traits.language == right.known.traits.language;
        let weighting = if is_same { SAME_LANGUAGE } else { OTHER_LANGUAGE };
        let (a, b) = (&left.known.counts, &right.known.counts);
        let (mine, theirs) = (left.lengths, right.lengths);
        let weight = |anchor, a, b| damped(a) * damped(b) * squared(self.anchor(anchor));
        let anchors = overlap(&b.anchors, opened.anchors(), weight);
        let mut log_odds = weighting.constant
            + weighting.anchors * log(cosine(anchors, mine.anchors, theirs.anchors))
            + YEAR * agreement(left.known.traits.year, right.known.traits.year)
            + WEEKDAY * agreement_of_days(left.known.traits.weekdays, right.known.traits.weekdays)
            + TIME * nearness_in_time(left.known.traits.published, right.known.traits.published);
        if is_same {
            let has_number = |number: &&TermId| a.numbers.binary_search(number).is_ok();
            let is_said = |number: TermId| opened.anchors()[number as usize] > 0;
            let numbers = b.numbers.iter().filter(|&&number| is_said(number));
            let numbers = numbers.filter(has_number).map(|&number| squared(self.anchor(number)));
            let numbers = numbers.fold(0.0, |sum, weight| sum + weight);
            let mut pairs = 0.0;
            each_of(
                &b.pairs,
                |&pair| opened.may_have(pair),
                |pair| {
                    if a.pairs.binary_search(pair).is_ok() {
                        pairs += squared(self.pair(*pair));
                    }
                },
            );
            let weight = |stem, a, b| damped(a) * damped(b) * squared(self.weights.of(stem));
            let stems = overlap(&b.stems, opened.stems(), weight);
            log_odds += weighting.words * log(cosine(stems, mine.stems, theirs.stems))
                + weighting.numbers * log(cosine(numbers, mine.numbers, theirs.numbers))
                + weighting.pairs * log(cosine(pairs, mine.pairs, theirs.pairs))
                - weighting.apart * left.known.traits.facts.apart(&right.known.traits.facts);
        }
        log_odds
    }
}

/// Sum over the terms of a list that the open article has too; both counts go into the weight.
fn overlap(
    theirs: &[(TermId, u16)],
    mine: &[u16],
    weight: impl Fn(TermId, u16, u16) -> f64,
) -> f64 {
    let mut sum = 0.0;
    each_of(
        theirs,
        |&(term, _)| mine[term as usize] != 0,
        |&(term, count)| {
            sum += weight(term, mine[term as usize], count);
        },
    );
    sum
}

/// Hands over those of a list that are wanted, in order. Whether one is wanted cannot be foretold, so
/// they are sought out without a branch before any is handed over.
fn each_of<T>(list: &[T], is_wanted: impl Fn(&T) -> bool, mut take: impl FnMut(&T)) {
    const AT_ONCE: usize = 64;
    for some in list.chunks(AT_ONCE) {
        let (mut wanted, mut count) = ([0_u8; AT_ONCE], 0);
        for (one, place) in some.iter().zip(0_u8..) {
            wanted[count] = place;
            count += usize::from(is_wanted(one));
        }
        wanted[..count].iter().for_each(|&place| take(&some[usize::from(place)]));
    }
}

/// A likeness of any size, at most so much beyond a great one.
fn held_back(likeness: f64) -> f64 {
    if likeness <= GREAT { likeness } else { GREAT + BEYOND * (1.0 - GREAT / likeness) }
}

fn cosine(product: f64, left: f64, right: f64) -> f64 {
    let lengths = left * right;
    if lengths > 0.0 { (product / lengths).min(1.0) } else { 0.0 }
}

fn log(cosine: f64) -> f64 {
    (cosine + LEAST).ln()
}

/// Damped frequency of a term.
pub(super) fn damped(count: u16) -> f64 {
    // Most terms stand once or a few times, of which the logarithm need not be asked again.
    static OF_FEW: LazyLock<[f64; 32]> =
        LazyLock::new(|| std::array::from_fn(|count| 1.0 + (count as f64).ln()));
    match count {
        1 => 1.0,
        _ => OF_FEW.get(usize::from(count)).map_or_else(|| 1.0 + f64::from(count).ln(), |&of| of),
    }
}

fn squared(weight: f64) -> f64 {
    weight * weight
}

/// 1 where both name one year, -1 where they name others, 0 where one names none.
fn agreement(left: Option<u16>, right: Option<u16>) -> f64 {
    match (left, right) {
        (Some(left), Some(right)) if left == right => 1.0,
        (Some(_), Some(_)) => -1.0,
        _ => 0.0,
    }
}

/// The same for days of the week, of which both may name several.
fn agreement_of_days(left: u8, right: u8) -> f64 {
    match (left, right) {
        (0, _) | (_, 0) => 0.0,
        _ if left & right != 0 => 1.0,
        _ => -1.0,
    }
}

fn nearness_in_time(left: Option<Interval>, right: Option<Interval>) -> f64 {
    match days_between(left, right) {
        Some(days) => -(days / 8.0).min(EIGHTS_MAX),
        None => -UNDATED,
    }
}

/// Days that lie between two times at least.
fn days_between(left: Option<Interval>, right: Option<Interval>) -> Option<f64> {
    const DAY: f64 = 86_400.0;
    let (left, right) = (left?, right?);
    let gap = (left.earliest - right.latest).max(right.earliest - left.latest).max(0);
    Some(gap as f64 / DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::story::{Archive, Counts, Lexis, Terms, Weights};
    use crate::text::vector::Embedders;

    /// Likeness of the first two of these articles, given by language, time and body.
    fn likeness(articles: &[[&str; 3]]) -> f64 {
        let embedders = Embedders::new().expect("the embedded models can be read");
        let mut archive = Archive::default();
        for (id, [language, published, body]) in articles.iter().enumerate() {
            let article = Article {
                id: id.to_string(),
                language: (*language).to_owned(),
                published: Some((*published).to_owned()),
                body: (*body).to_owned(),
                ..Article::default()
            };
            let mut terms =
                Terms::of(&article, &embedders, &mut Lexis::default(), &archive.vocabulary);
            archive.vocabulary.number(&mut terms.words, &embedders.multilingual);
            let counts = Counts::of(&terms);
            archive.keep(terms, counts);
        }
        let mut weights = Weights::default();
        weights.refresh(&archive.vocabulary);
        let scale = Scale { vocabulary: &archive.vocabulary, weights: &weights };
        let side = |place: usize| {
            let known = &archive.known[place];
            Side { known, lengths: scale.lengths(&known.counts) }
        };
        let both = [(0, 1), (1, 0)];
        let [one, other] = both.map(|(a, b)| {
            let mut opened = Opened::default();
            opened.open(&archive.known[a].counts, &archive.vocabulary);
            scale.likeness(&opened, side(a), side(b), &Middle::default())
        });
        assert_eq!(one, other);
        one
    }

    const REPORT: &str = "The swing bridge at Lowe was shut on Tuesday after a barge struck its \
                          northern pier, said Anna Krall of the Harbour Board, and 46 boats wait.";
    const OTHER: &str = "Some 46 vessels were stuck all of Tuesday, a spokesman told reporters, \
                         as engineers looked at the pier which a barge damaged. Krall gave no date.";

    fn check_falls(first: [&str; 3], second: [&str; 3]) {
        let same = ["en", "2026-03-04", OTHER];
        let base = ["en", "2026-03-04", REPORT];
        let (greater, less) = (likeness(&[base, same]), likeness(&[first, second]));
        assert!(less < greater, "{less} is not below {greater}");
    }

    #[test]
    fn likeness_falls_with_what_tells_events_apart() {
        let base = ["en", "2026-03-04", REPORT];
        check_falls(base, ["en", "2026-03-09", OTHER]);
        check_falls(base, ["en", "", OTHER]);
        check_falls(base, ["es", "2026-03-04", OTHER]);
        check_falls(base, ["en", "2026-03-04", &OTHER.replace("Tuesday", "Friday")]);
        check_falls(base, ["en", "2026-03-04", &OTHER.replace("46", "52")]);
        check_falls(base, ["en", "2026-03-04", &OTHER.replace("Krall", "Adrin")]);
        let years = [REPORT, OTHER].map(|text| format!("{text} It was built in 1950."));
        let later = years[1].replace("1950", "1977");
        let [one, other] =
            [&years[1], &later].map(|text| likeness(&[["en", "", &years[0]], ["en", "", text]]));
        assert!(other < one, "{other} is not below {one}");
    }

    #[test]
    fn copies_are_hardly_more_alike_than_anything_that_is_very_alike() {
        let copy = ["en", "2026-03-04", REPORT];
        let most = likeness(&[copy, copy]);
        assert!(GREAT < most && most <= GREAT + BEYOND, "{most}");
        assert!(held_back(0.7) < held_back(0.8));
        assert_eq!(held_back(0.5), 0.5);
    }

    #[test]
    fn headlines_are_compared_by_words_and_meaning() {
        let headline = |body| ["en", "2026-03-04", body];
        let one = headline("Barge hits bridge at Lowe");
        let near = likeness(&[one, headline("Lowe bridge shut after barge strike")]);
        let far = likeness(&[one, headline("Spring fair opens in the valley")]);
        assert!(near > far, "{near} is not above {far}");
        assert!(likeness(&[one, ["en", "2026-03-14", one[2]]]) < near);
    }
}
