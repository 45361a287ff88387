//! Which of two texts a program made from the other, by the words it put in.
//!
//! Whoever swaps words for synonyms takes the plain word out and puts a rarer one in: there are
//! more rare synonyms than common ones, and a dictionary does not know which is usual. So where
//! words stand in each other's place, those of the text that was made are the rarer ones. Texts
//! that people rewrote have few such places, and no side is rarer.

use crate::align::{Alignment, Profile, align_words};

/// Sentences less alike than this are not one sentence with words swapped.
const LEAST_LIKENESS: f64 = 0.4;
/// So many swaps without drift are mixed in, so that a handful proves nothing.
const PRIOR_SWAPS: f64 = 20.0;

/// By how much the words that the right text has in the place of the left one's are rarer, in the
/// mean over all swaps: positive where the right one was made from the left one.
pub fn drift(left: &Profile, right: &Profile, alignment: &Alignment) -> f64 {
    let (mut sum, mut swaps) = (0.0, PRIOR_SWAPS);
    for pair in &alignment.pairs {
        let is_best = pair.similarity >= alignment.left_best[pair.left]
            && pair.similarity >= alignment.right_best[pair.right];
        if !is_best || pair.similarity < LEAST_LIKENESS {
            continue;
        }
        let (own, other) = (&left.sentences[pair.left], &right.sentences[pair.right]);
        for (a, b) in align_words(&own.sequence, &other.sequence).swapped {
            sum += other.rarities[b] - own.rarities[a];
            swaps += 1.0;
        }
    }
    sum / swaps
}

#[cfg(test)]
mod tests {
    use super::drift;
    use crate::align::{Profile, align_profiles};
    use crate::text::{Rarity, Reading};

    const PLAIN: &str = "The mayor said the road would be shut until the new bridge was built.";
    const SPUN: &str =
        "The mayor said the roadway would be shut until the new viaduct was erected.";

    fn between(left: &str, right: &str) -> f64 {
        let readings = [left, right].map(|text| Reading::new(text, "en"));
        let is_rare = |word: &str| ["roadway", "viaduct", "erected"].contains(&word);
        let rarity = Rarity::of(&readings, &|word| if is_rare(word) { -14.0 } else { -8.0 });
        let [left, right] = readings.map(|reading| Profile::new(&reading, &rarity));
        drift(&left, &right, &align_profiles(&left, &right))
    }

    #[test]
    fn the_text_with_the_rarer_words_was_made_from_the_other() {
        assert!(between(PLAIN, SPUN) > 0.05);
        assert_eq!(between(SPUN, PLAIN), -between(PLAIN, SPUN));
        assert_eq!(between(PLAIN, PLAIN), 0.0);
    }
}
