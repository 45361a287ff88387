//! How alike two articles are as reports of one event, 0 to 1.

use super::Features;
use crate::published::Interval;
use crate::text::dot;

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

/// How much the meaning of short texts counts beside their words: within the 0.2 to 0.35 that
/// was measured to help headlines.
const MEANING_SHARE: f64 = 0.3;
/// Cosine of English texts that have nothing to do with each other, and of texts that mean the same.
const ENGLISH_CHANCE: f64 = 0.2;
const ENGLISH_SAME: f64 = 1.0;
/// The same for the multilingual model.
const MULTILINGUAL_CHANCE: f64 = 0.1;
const MULTILINGUAL_SAME: f64 = 0.8;

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
    with_meaning(content, left, right) * time_factor(left.published, right.published)
}

/// Where both are short, what they mean counts beside their words.
fn with_meaning(content: f64, left: &Features, right: &Features) -> f64 {
    let (Some(mine), Some(theirs)) = (&left.meaning, &right.meaning) else { return content };
    let nearness = if left.language == "en" && right.language == "en" {
        above(mine.english.cosine(&theirs.english), ENGLISH_CHANCE, ENGLISH_SAME)
    } else {
        above(
            mine.multilingual.cosine(&theirs.multilingual),
            MULTILINGUAL_CHANCE,
            MULTILINGUAL_SAME,
        )
    };
    (1.0 - MEANING_SHARE) * content + MEANING_SHARE * nearness
}

/// 0 at the cosine of unrelated texts, 1 at that of texts that mean the same.
fn above(cosine: f32, chance: f64, same: f64) -> f64 {
    ((f64::from(cosine) - chance) / (same - chance)).clamp(0.0, 1.0)
}

fn time_factor(left: Option<Interval>, right: Option<Interval>) -> f64 {
    let (Some(left), Some(right)) = (left, right) else { return UNDATED };
    let gap = (left.earliest - right.latest).max(right.earliest - left.latest).max(0);
    FLOOR + (1.0 - FLOOR) * (-(gap as f64) / DAY / FADING_DAYS).exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::interval;

    fn features(language: &str, terms: &[&str], published: Option<&str>) -> Features {
        let weight = 1.0 / (terms.len() as f64).sqrt();
        let vector: Vec<_> = terms.iter().map(|term| ((*term).to_owned(), weight)).collect();
        Features {
            words: vector.clone(),
            anchors: vector,
            meaning: None,
            language: language.to_owned(),
            published: published.and_then(interval),
        }
    }

    fn check(left: &Features, right: &Features, expected: f64) {
        for likeness in [similarity(left, right), similarity(right, left)] {
            assert!((likeness - expected).abs() < 1e-9, "{likeness}");
        }
    }

    #[test]
    fn likeness_fades_with_the_days_down_to_a_floor() {
        let on = |day| features("en", &["lisk", "torvald"], Some(day));
        check(&on("2026-03-01"), &on("2026-03-01"), 1.0);
        let (midnight, days_later) = ("2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z");
        check(&on(midnight), &on(days_later), FLOOR + (1.0 - FLOOR) * (-1.0_f64).exp());
        check(&on("2026-03-01"), &on("2029-03-01"), FLOOR);
        check(&on("2026-03-01"), &features("en", &["lisk", "torvald"], None), UNDATED);
    }

    #[test]
    fn across_languages_only_names_and_numbers_count() {
        let english = features("en", &["lisk", "torvald"], Some("2026-03-01"));
        let mut spanish = features("es", &["lisk", "puente"], Some("2026-03-01"));
        spanish.words.clear();
        check(&english, &spanish, 0.5);
        spanish.language = "en".to_owned();
        check(&english, &spanish, 0.0);
    }
}
