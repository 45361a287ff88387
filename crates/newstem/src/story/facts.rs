//! The values that an article gives, and whether two articles that give many have none in common.
//!
//! Look-alike events share actors, places and words, but hardly a number, a time or a date; a report
//! of the same event from another angle nearly always has some. So it counts against two articles
//! that both give values and share none; one shared value that tells something takes most of that
//! away. Rejected: shared values as one more cosine, which weighs how many there are, and says less
//! on every collection.

use serde::{Deserialize, Serialize};

use crate::sketch::hash_words;
use crate::text::Fact;

/// Values as numbers, sorted, each once. The lowest two bits are what one tells, the others are a
/// hash of it; of two lists of twenty, one pair in two million would meet by chance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts(Box<[u32]>);

const TELLING: u32 = 0b11;
/// Values that tell so much together count no more for being more.
const ENOUGH: f64 = 4.0;
/// Values that tell so much together, or less, are few.
const FEW: f64 = 2.0;

impl Facts {
    /// From values as they stand; those that tell little are left out, days of the week among them,
    /// which are compared by themselves.
    pub fn new(facts: impl IntoIterator<Item = Fact>) -> Self {
        let told = facts.into_iter().filter(|fact| fact.telling >= 1.0);
        let mut numbers: Vec<u32> = told.map(|fact| number(&fact)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Self(numbers.into_boxed_slice())
    }

    /// How far two articles speak of other values: 0 where they share some or one gives none, to 4.
    pub fn apart(&self, other: &Self) -> f64 {
        let enough = self.told().min(other.told()).min(ENOUGH);
        if enough > 0.0 { enough * (-self.shared(other)).exp() } else { 0.0 }
    }

    /// The share of what these values tell that any of the others has too, where they are enough to be
    /// judged by; a few more that nobody has are added, so that few tell less.
    pub fn shared_with_any(&self, others: &[&Self]) -> Option<f64> {
        let told = self.told();
        let is_shared = |number: &&u32| others.iter().any(|other| other.has(**number));
        let shared: f64 = self.0.iter().filter(is_shared).map(|&number| telling(number)).sum();
        (told >= FEW).then(|| shared / (told + FEW))
    }

    fn has(&self, number: u32) -> bool {
        self.0.binary_search(&number).is_ok()
    }

    /// What all of them tell, in values that tell much.
    fn told(&self) -> f64 {
        self.0.iter().map(|&number| telling(number)).sum()
    }

    fn shared(&self, other: &Self) -> f64 {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0.0;
        while let (Some(&mine), Some(&theirs)) = (left.peek(), right.peek()) {
            if mine == theirs {
                shared += telling(*mine);
            }
            left.next_if(|_| mine <= theirs);
            right.next_if(|_| theirs <= mine);
        }
        shared
    }
}

fn number(fact: &Fact) -> u32 {
    (hash_words([fact.name.as_str()]) as u32) & !TELLING | fact.telling as u32
}

fn telling(number: u32) -> f64 {
    f64::from(number & TELLING) / f64::from(TELLING)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Facts;
    use crate::article::Article;
    use crate::story::{Lexis, Terms, Vocabulary};
    use crate::text::vector::Embedders;
    use crate::text::{Reading, read_values};

    fn facts(text: &str) -> Facts {
        let values = read_values(&Reading::new(text, "en"), "en");
        Facts::new(values.iter().map(|mention| mention.value.fact()))
    }

    fn check(left: &str, right: &str, apart: f64) {
        let found = facts(left).apart(&facts(right));
        assert!((found - apart).abs() < 1e-9, "{found} between {left:?} and {right:?}");
    }

    const FIRE: &str = "It broke out at 14:20 and 31 crews came from 17 towns on 4 May.";

    #[test]
    fn articles_that_give_other_values_are_apart() {
        check(FIRE, "It began at 09:15 on 2 June; 52 crews came from 23 villages.", 4.0);
        check(FIRE, "It began at 09:15.", 1.0);
    }

    #[test]
    fn a_shared_value_brings_them_together() {
        check(FIRE, "The 31 crews met at 09:15.", 2.0 * (-1.0_f64).exp());
        check(FIRE, FIRE, 4.0 * (-4.0_f64).exp());
    }

    #[test]
    fn values_skimmed_are_those_read() {
        let embedders = Embedders::new().expect("the embedded models can be read");
        let (title, body) = ("Fire in 17 towns", format!("{FIRE}\nIt cost a year and a half."));
        let both = facts(&format!("{title}\n{body}"));
        let (title, language) = (title.to_owned(), "en".to_owned());
        let article = Article { title, body, language, ..Article::default() };
        let terms = Terms::of(&article, &embedders, &mut Lexis::default(), &Vocabulary::default());
        assert_eq!(terms.traits.facts, both);
    }

    #[test]
    fn who_gives_no_values_is_apart_from_nobody() {
        check(FIRE, "It broke out on Tuesday.", 0.0);
        check("", "", 0.0);
    }

    proptest! {
        #[test]
        fn being_apart_is_mutual(left in "([0-9]{1,2} (men|km) ){0,9}", right in "([0-9]{1,2} (men|km) ){0,9}") {
            let (left, right) = (facts(&left), facts(&right));
            prop_assert_eq!(left.apart(&right), right.apart(&left));
        }
    }
}
