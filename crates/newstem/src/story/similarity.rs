//! How alike two articles are as reports of one event, 0 to 1.

use super::archive::Known;
use super::features::{Features, dot};
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
pub fn similarity(left: (&Known, &Features), right: (&Known, &Features)) -> f64 {
    let anchors = dot(&left.1.anchors, &right.1.anchors);
    let content = if left.0.language == right.0.language {
        let words = dot(&left.1.words, &right.1.words);
        words.powf(WORDS_EXPONENT) * anchors.powf(1.0 - WORDS_EXPONENT)
    } else {
        anchors
    };
    with_meaning(content, left.0, right.0) * time_factor(left.0.published, right.0.published)
}

/// Where both are short, what they mean counts beside their words.
fn with_meaning(content: f64, left: &Known, right: &Known) -> f64 {
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
    use crate::story::vocabulary::Counts;
    use crate::text::TermId;

    type Side = (Known, Features);

    fn side(language: &str, words: &[TermId], anchors: &[TermId], published: &str) -> Side {
        let known = Known {
            id: String::new(),
            counts: Counts::default(),
            signature: None,
            meaning: None,
            language: language.to_owned(),
            published: interval(published),
        };
        let unit = |terms: &[TermId]| {
            terms.iter().map(|&term| (term, 1.0 / (terms.len() as f32).sqrt())).collect()
        };
        (known, Features { words: unit(words), anchors: unit(anchors) })
    }

    fn check(left: &Side, right: &Side, expected: f64) {
        for (left, right) in [(left, right), (right, left)] {
            let likeness = similarity((&left.0, &left.1), (&right.0, &right.1));
            assert!((likeness - expected).abs() < 1e-6, "{likeness}");
        }
    }

    #[test]
    fn likeness_fades_with_the_days_down_to_a_floor() {
        let on = |day| side("en", &[1, 2], &[1, 2], day);
        check(&on("2026-03-01"), &on("2026-03-01"), 1.0);
        let (midnight, days_later) = ("2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z");
        check(&on(midnight), &on(days_later), FLOOR + (1.0 - FLOOR) * (-1.0_f64).exp());
        check(&on("2026-03-01"), &on("2029-03-01"), FLOOR);
        check(&on("2026-03-01"), &on(""), UNDATED);
    }

    #[test]
    fn across_languages_only_names_and_numbers_count() {
        let english = side("en", &[1, 2], &[1, 2], "2026-03-01");
        check(&english, &side("es", &[], &[1, 3], "2026-03-01"), 0.5);
        check(&english, &side("en", &[], &[1, 3], "2026-03-01"), 0.0);
    }
}
