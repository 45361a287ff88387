//! Facts: the values that an article reports, by what they are and not by how they are written.
//!
//! Whoever rewrites every sentence still keeps the numbers. A report of its own has other numbers,
//! but for those that everybody has. So shared facts tell a heavy paraphrase from a report of its
//! own where hardly a word is kept, and across languages. Values in quotation marks are left out:
//! two reporters who heard one speech share them. Rejected: names, whose worth the details have
//! already.

use std::collections::BTreeMap;

use super::member::Member;
use super::shares::{Shares, article_counts};
use crate::align::{Term, term};
use crate::text::{Reading, find_quoted, read_values};

const PRIOR_WEIGHT: f64 = 3.0;

/// The facts of one article, each once and sorted, with what they would tell if no other had them.
pub fn read_facts(reading: &Reading) -> Vec<(Term, f64)> {
    let quoted = find_quoted(reading);
    let mentions = read_values(reading, &reading.language).into_iter();
    let reported = mentions.filter(|mention| !quoted[mention.first_token]);
    let facts = reported.map(|mention| mention.value.fact());
    let facts: BTreeMap<Term, f64> = facts.map(|fact| (term(&fact.name), fact.telling)).collect();
    facts.into_iter().collect()
}

/// The facts of each article of a story; the fewer articles have one, the more it tells.
pub fn facts(members: &[Member]) -> Shares {
    let all = members.iter().flat_map(|member| &member.facts);
    let articles = article_counts(all.map(|&(fact, _)| fact));
    let rarity = |fact: Term| ((members.len() + 1) as f64 / articles[&fact] as f64).ln();
    let weigh = |&(fact, telling): &(Term, f64)| (fact, telling * rarity(fact));
    let facts = members.iter().map(|member| member.facts.iter().map(weigh).collect());
    Shares::new(facts.collect(), PRIOR_WEIGHT)
}

#[cfg(test)]
mod tests {
    use super::read_facts;
    use crate::align::Term;
    use crate::text::Reading;

    fn facts(text: &str, language: &str) -> Vec<Term> {
        let facts = read_facts(&Reading::new(text, language));
        facts.into_iter().map(|(fact, _)| fact).collect()
    }

    fn check(left: (&str, &str), right: (&str, &str), same: bool) {
        let (ours, theirs) = (facts(left.0, left.1), facts(right.0, right.1));
        assert!(!ours.is_empty(), "{left:?}");
        assert_eq!(ours == theirs, same, "{left:?} and {right:?}");
    }

    #[test]
    fn a_fact_is_the_same_however_it_is_written() {
        check(("It fell at 14:20.", "en"), ("It fell at twenty past two.", "en"), true);
        check(("Shares fell 9 percent.", "en"), ("Shares fell nine per cent.", "en"), true);
        check(("It employs about 140.", "en"), ("It employs 140 people.", "en"), true);
        check(("Some 31 men were below.", "en"), ("Unten waren 31 Männer.", "de"), true);
        check(("Some 31 men were below.", "en"), ("Some 32 men were below.", "en"), false);
        check(("It weighs 31 kg.", "en"), ("It weighs 31 tonnes.", "en"), false);
    }

    #[test]
    fn what_is_said_in_quotation_marks_is_nobodys_fact() {
        assert_eq!(facts("He said: \"We lost 31 men.\"", "en"), [] as [Term; 0]);
    }
}
