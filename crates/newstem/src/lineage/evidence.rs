//! What speaks for a link, in figures and in the articles' own words.

use super::comparison::Comparison;
use super::member::Member;
use super::quotation::{is_whole_in, telling};
use super::tree::{Evidence, Kind, Value};
use super::wording::Wording;
use crate::published::{Sequence, sequence};

/// How many substitutions are shown.
const SUBSTITUTIONS_SHOWN: usize = 8;
/// Fewer matched sentences than this have no order to speak of.
const ORDERED_SENTENCES_MIN: u64 = 3;

/// What the likeness of two articles says for a link of this kind.
pub fn of_likeness(
    child: &Member,
    parent: &Member,
    comparison: &Comparison,
    wording: &Wording,
    kind: Kind,
) -> Evidence {
    let aligned = aligned_sentences(comparison);
    let mut evidence = Evidence::from([
        ("shared_words".into(), Value::Number(rounded(comparison.left.words))),
        ("shared_phrases".into(), Value::Number(rounded(comparison.left.phrases))),
        ("covered".into(), Value::Number(rounded(comparison.left.matched))),
        ("aligned_sentences".into(), Value::Count(aligned)),
        ("kept_words".into(), Value::Number(rounded(wording.kept))),
    ]);
    if aligned >= ORDERED_SENTENCES_MIN {
        evidence.insert("order".into(), Value::Number(rounded(comparison.order)));
    }
    let quotations = telling(&child.quotations).filter(|own| is_whole_in(own, &parent.quoted));
    let quotations = quotations.count() as u64;
    if quotations > 0 {
        evidence.insert("quotations".into(), Value::Count(quotations));
    }
    if let Some(credit) = child.credit_to(parent) {
        evidence.insert("credit".into(), Value::Text(credit.to_owned()));
    }
    if sequence(parent.published, child.published) == Sequence::Before {
        evidence.insert("time".into(), Value::Text("parent earlier".into()));
    }
    let swaps = shown_substitutions(wording, kind);
    if !swaps.is_empty() {
        evidence.insert("substitutions".into(), Value::List(swaps));
    }
    if kind == Kind::Spun {
        evidence.insert("synonyms".into(), Value::Number(rounded(wording.synonyms)));
    }
    evidence
}

fn aligned_sentences(comparison: &Comparison) -> u64 {
    let mut sentences: Vec<usize> = comparison.alignment.pairs.iter().map(|p| p.left).collect();
    sentences.dedup();
    sentences.len() as u64
}

/// The substitutions made most often, as `top -> high`. In a rewritten text most single ones are
/// chance; those of numbers are shown all the same, since they may be garbled.
fn shown_substitutions(wording: &Wording, kind: Kind) -> Vec<String> {
    let telling = |from: &str, to: &str, count: usize| {
        let numeric = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
        matches!(kind, Kind::Spun | Kind::Copy) || count > 1 || (numeric(from) && numeric(to))
    };
    let all = wording.substitutions.iter();
    let mut swaps: Vec<_> = all.filter(|((from, to), count)| telling(from, to, **count)).collect();
    swaps.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let shown = swaps.into_iter().take(SUBSTITUTIONS_SHOWN);
    shown.map(|((from, to), _)| format!("{from} -> {to}")).collect()
}

/// Three decimals, so that the last bits of a sum never show.
pub fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
