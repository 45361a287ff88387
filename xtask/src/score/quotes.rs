//! Quotes in quotation marks. The gold list is not exhaustive, so what is measured is recall, and
//! what the trace says of those it found.

use std::collections::BTreeMap;

use newstem::quote::{Fidelity, Form, Occurrence, Quote};

use super::count::{Counts, Hits};
use crate::gold::{Family, GoldOccurrence, GoldQuote};
use crate::said::Said;
use crate::words::{alike, surname, words};

/// What was counted about quotes.
#[derive(Default)]
pub struct QuoteScore {
    pub found: Hits,
    pub speaker: Hits,
    pub grouped: Counts,
    pub altered: Counts,
}

/// An occurrence that the trace gives, with its quote.
#[derive(Clone, Copy)]
struct Heard<'a> {
    number: usize,
    quote: &'a Quote,
    occurrence: &'a Occurrence,
}

/// Which gold quote an occurrence belongs to, and in which quote of the trace it was found.
struct Match {
    gold: usize,
    said: usize,
}

type HeardIn<'a> = BTreeMap<&'a str, Vec<Heard<'a>>>;

pub fn score(said: &Said, families: &[Family]) -> QuoteScore {
    let heard = heard_in(said);
    let mut score = QuoteScore::default();
    for family in families {
        let mut matches = Vec::new();
        for (gold, quote) in family.quotes.iter().enumerate() {
            for occurrence in asked(family, quote) {
                let found = score.look_up(&heard, quote, occurrence);
                matches.extend(found.map(|heard| Match { gold, said: heard.number }));
            }
        }
        score.add_groups(&matches);
    }
    score
}

fn heard_in<'a>(said: &Said<'a>) -> HeardIn<'a> {
    let mut heard = HeardIn::new();
    for (number, &quote) in said.quotes.iter().enumerate() {
        for occurrence in &quote.occurrences {
            let article = heard.entry(occurrence.article.as_str()).or_default();
            article.push(Heard { number, quote, occurrence });
        }
    }
    heard
}

fn asked<'a>(family: &'a Family, quote: &'a GoldQuote) -> impl Iterator<Item = &'a GoldOccurrence> {
    quote.occurrences.iter().filter(|occurrence| {
        occurrence.form != Form::Indirect && family.is_in_pile(&occurrence.article)
    })
}

impl QuoteScore {
    fn look_up<'a>(
        &mut self,
        heard: &HeardIn<'a>,
        quote: &GoldQuote,
        gold: &GoldOccurrence,
    ) -> Option<Heard<'a>> {
        let here = heard.get(gold.article.as_str()).map_or(&[][..], Vec::as_slice);
        let mut candidates = here.iter().copied();
        let found = candidates.find(|heard| alike(&heard.occurrence.text, &gold.text));
        self.found.add(found.is_some());
        let told = found.is_some_and(|heard| is_changed(heard.occurrence.fidelity));
        self.altered.add(is_changed(gold.fidelity), told);
        if let Some(heard) = found {
            self.speaker.add(is_right_speaker(heard, quote, gold));
        }
        found
    }

    /// Counts every pair of found occurrences: is it one utterance, and is it said to be one?
    fn add_groups(&mut self, matches: &[Match]) {
        for (index, first) in matches.iter().enumerate() {
            for second in &matches[index + 1..] {
                let is_one = first.gold == second.gold;
                self.grouped.add(is_one, first.said == second.said);
            }
        }
    }
}

fn is_changed(fidelity: Fidelity) -> bool {
    matches!(fidelity, Fidelity::Altered | Fidelity::Misattributed)
}

/// By surname, resolved or as printed; or by the very words that name the speaker. A misattributed
/// quote's right speaker is the one whom the article names.
fn is_right_speaker(heard: Heard, quote: &GoldQuote, gold: &GoldOccurrence) -> bool {
    let truth = match gold.fidelity {
        Fidelity::Misattributed => surname(&gold.speaker_text),
        _ => surname(&quote.speaker),
    };
    let printed = heard.occurrence.speaker_text.as_deref().unwrap_or_default();
    let printed_truth = words(&gold.speaker_text);
    truth == surname(resolved(heard))
        || truth == surname(printed)
        || !printed_truth.is_empty() && words(printed) == printed_truth
}

fn resolved(heard: Heard<'_>) -> &str {
    let here = heard.occurrence.speaker.as_deref();
    let overall = heard.quote.speaker.as_deref();
    here.filter(|name| !name.is_empty()).or(overall).unwrap_or_default()
}
