//! English synonyms: pairs of words that share a common sense in WordNet 3.0 (Fellbaum 1998).
//!
//! The list holds base forms, so words of a text are brought to theirs first: by a list of irregular
//! forms, or else by WordNet's rules of detachment (`morphy`), with doubled consonants added. A
//! regular word stands for itself and for the first base form that the list knows, since *rising* is
//! listed and is *rise* too; *news*, no plural of *new*, is among the irregular. Comparatives are
//! left alone: taking off *-er* makes *corn* of *corner* more often than *cold* of *colder*.
//!
//! Senses are not told apart: *die* and *dice* are synonyms here. A pair is a hint where two aligned
//! sentences differ in one word, and worth little elsewhere.

use super::rows::{read_rows, rows_of};

/// Pairs of synonyms, each both ways round.
#[derive(Debug)]
pub(super) struct Synonyms {
    pairs: Vec<(&'static str, &'static str)>,
    irregular: Vec<(&'static str, &'static str)>,
}

/// Endings and what takes their place, those that leave a final *e* first: of *hoped*, *hope* comes
/// before *hop*.
const DETACHMENTS: [(&str, &str); 9] = [
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", "e"),
    ("ed", ""),
    ("ied", "y"),
    ("ing", "e"),
    ("ing", ""),
    ("men", "man"),
];

/// Shorter stems are accidents: *is*, *red*, *king*.
const SHORTEST_STEM_BYTES: usize = 2;

impl Synonyms {
    /// Reads the embedded lists.
    pub fn new() -> Self {
        let pairs = include_str!("../../../assets/lexicon/synonyms.tsv");
        let irregular = include_str!("../../../assets/lexicon/irregular-forms.tsv");
        Self { pairs: read_rows(pairs).collect(), irregular: read_rows(irregular).collect() }
    }

    /// True where a base form of one word is paired with one of the other, and none is shared.
    pub fn contains(&self, left: &str, right: &str) -> bool {
        let bases = self.base_forms(left);
        let others = self.base_forms(right);
        let shared = others.iter().any(|other| bases.contains(other));
        !shared && others.iter().any(|other| self.are_paired(&bases, other))
    }

    fn are_paired(&self, bases: &[&str], other: &str) -> bool {
        rows_of(&self.pairs, other).iter().any(|(_, synonym)| bases.contains(synonym))
    }

    /// The words of the list of which `word` may be a form, itself included.
    fn base_forms(&self, word: &str) -> Vec<&'static str> {
        if let Some(base) = self.irregular_base(word) {
            return vec![base];
        }
        let mut bases = Vec::new();
        bases.extend(self.listed(word));
        bases.extend(self.detached(word));
        bases
    }

    fn irregular_base(&self, word: &str) -> Option<&'static str> {
        let &(_, base) = rows_of(&self.irregular, word).first()?;
        self.listed(base)
    }

    fn detached(&self, word: &str) -> Option<&'static str> {
        DETACHMENTS.iter().find_map(|(ending, replacement)| {
            let stem = word.strip_suffix(ending)?;
            if stem.len() < SHORTEST_STEM_BYTES {
                return None;
            }
            self.listed(&format!("{stem}{replacement}"))
                .or_else(|| self.listed(without_doubling(stem)?))
        })
    }

    /// The word as the list spells it, if it is in it.
    fn listed(&self, word: &str) -> Option<&'static str> {
        rows_of(&self.pairs, word).first().map(|&(word, _)| word)
    }
}

/// *stopp* without its doubled consonant.
fn without_doubling(stem: &str) -> Option<&str> {
    let mut ends = stem.char_indices().rev();
    let ((last_start, last), (_, before)) = (ends.next()?, ends.next()?);
    (last == before && !"aeiou".contains(last)).then(|| &stem[..last_start])
}

#[cfg(test)]
mod tests {
    use super::Synonyms;

    fn check(left: &str, right: &str, expected: bool) {
        let synonyms = Synonyms::new();
        assert_eq!(synonyms.contains(left, right), expected, "{left}, {right}");
        assert_eq!(synonyms.contains(right, left), expected, "{right}, {left}");
    }

    #[test]
    fn pairs_hold_both_ways() {
        check("abandon", "desert", true);
        check("rise", "climb", true);
        check("rise", "ferry", false);
    }

    #[test]
    fn no_word_is_its_own_synonym() {
        check("rise", "rise", false);
        check("rises", "rise", false);
        check("", "", false);
        check("zzz", "zzz", false);
    }

    #[test]
    fn inflections_count_as_their_base_form() {
        check("rose", "climbed", true);
        check("rising", "climbs", true);
        check("collapsed", "tumbles", true);
        check("says", "stated", true);
        check("told", "said", true);
        check("sacked", "fired", true);
        check("halted", "stopping", true);
    }

    #[test]
    fn base_forms_are_found() {
        let synonyms = Synonyms::new();
        for (word, bases) in [
            ("hoped", &["hope"][..]),
            ("stopped", &["stop"]),
            ("crashes", &["crash"]),
            ("cities", &["city"]),
            ("carried", &["carry"]),
            ("women", &["woman"]),
            ("rising", &["rising", "rise"]),
            ("news", &["news"]),
            ("said", &["say"]),
            ("s", &[]),
            ("éé", &[]),
        ] {
            assert_eq!(synonyms.base_forms(word), bases, "{word}");
        }
    }
}
