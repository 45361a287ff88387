//! How right spans and attributions are.
//!
//! Spans of a layer count where both ends are right. Contents count where their words agree (F1 of at
//! least 0.8), as far as they have more than three words, and of those found whose speaker is
//! labelled, the speaker counts where the last word is the same. The kind of a content is what its
//! marks say, of those labelled as of those found: labels differ in what they take for marks.

use std::fmt::Write;
use std::ops::Range;

use newstem::quote::Form;
use newstem::quote::tagging::{Attributed, LAYERS, Labels, forms_of, spans_of};

use super::labelled::{Gold, Labelled};

const AGREEING: f64 = 0.8;
const SHORT: usize = 3;
const KINDS: [&str; 3] = ["direct", "mixed", "indirect"];

/// What was right, made up and missed.
#[derive(Clone, Copy, Default)]
struct Counted {
    right: usize,
    made_up: usize,
    missed: usize,
}

impl Counted {
    fn line(self) -> String {
        let share = |of: usize| if of > 0 { self.right as f64 / of as f64 } else { 0.0 };
        let (p, r) = (share(self.right + self.made_up), share(self.right + self.missed));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        format!("p {p:.3}  r {r:.3}  f1 {f1:.3}  (n={})", self.right + self.missed)
    }
}

/// All figures.
#[derive(Default)]
pub(super) struct Figures {
    layers: [Counted; 3],
    kinds: [Counted; 3],
    any: Counted,
    speakers: [[usize; 2]; 3],
    errors: String,
}

impl Figures {
    /// Counts one article.
    pub(super) fn count(&mut self, article: &Labelled, labels: &[Labels; 3], said: &[Attributed]) {
        for ((layer, labels), counted) in LAYERS.into_iter().zip(labels).zip(&mut self.layers) {
            count_spans(&spans_of(labels), &spans_of(&article.labels(layer)), counted);
        }
        let forms = forms(article);
        for (kind, name) in KINDS.into_iter().enumerate() {
            let said: Vec<&Attributed> =
                said.iter().filter(|one| kind_of(one.form) == name).collect();
            let quotes = article.quotes.iter().zip(&forms);
            let gold = quotes.filter(|&(_, &form)| kind_of(form) == name);
            let gold: Vec<&Gold> = gold.map(|(gold, _)| gold).collect();
            self.count_contents(kind, article, &said, &gold);
        }
        let all: Vec<&Attributed> = said.iter().collect();
        let pairs = matched(article, &all, &article.quotes.iter().collect::<Vec<_>>());
        pairs.add_to(&mut self.any);
    }

    fn count_contents(
        &mut self,
        kind: usize,
        article: &Labelled,
        said: &[&Attributed],
        gold: &[&Gold],
    ) {
        let matched = matched(article, said, gold);
        matched.add_to(&mut self.kinds[kind]);
        for &(mine, theirs) in &matched.pairs {
            let Some(source) = &gold[theirs].source else { continue };
            let named = words(&article.reading.text[source.clone()]);
            let told = said[mine].source.as_ref().map(|tokens| words(&text(article, tokens)));
            self.speakers[kind][1] += 1;
            let is_right = told.is_some_and(|told| told.last() == named.last());
            self.speakers[kind][0] += usize::from(is_right);
        }
        for missed in matched.missed {
            let _ = writeln!(self.errors, "{} missed {} {missed:?}", article.id, KINDS[kind]);
        }
        for made_up in matched.made_up {
            let _ = writeln!(self.errors, "{} made up {} {made_up:?}", article.id, KINDS[kind]);
        }
    }

    /// A line for each layer and kind.
    pub(super) fn table(&self) -> String {
        let mut table = String::new();
        for (layer, counted) in LAYERS.iter().zip(self.layers) {
            let _ = writeln!(table, "{:10}{}", format!("{layer:?}").to_lowercase(), counted.line());
        }
        for ((kind, counted), [right, of]) in KINDS.iter().zip(self.kinds).zip(self.speakers) {
            let speaker = right as f64 / of.max(1) as f64;
            let _ = writeln!(table, "{kind:10}{}  speaker {speaker:.3} (n={of})", counted.line());
        }
        let _ = writeln!(table, "{:10}{}", "all", self.any.line());
        table
    }

    /// What was missed and made up, a line each.
    pub(super) fn errors(&self) -> String {
        self.errors.clone()
    }
}

fn forms(article: &Labelled) -> Vec<Form> {
    let parts = |gold: &Gold| gold.content.iter().map(|part| article.tokens(part)).collect();
    let contents: Vec<Vec<Range<usize>>> = article.quotes.iter().map(parts).collect();
    forms_of(&article.reading, &contents)
}

fn kind_of(form: Form) -> &'static str {
    match form {
        Form::Direct => "direct",
        Form::Mixed => "mixed",
        Form::Indirect => "indirect",
    }
}

fn count_spans(said: &[Range<usize>], gold: &[Range<usize>], counted: &mut Counted) {
    let right = said.iter().filter(|span| gold.contains(span)).count();
    counted.right += right;
    counted.made_up += said.len() - right;
    counted.missed += gold.len() - right;
}

/// Which contents were found.
struct Matched {
    pairs: Vec<(usize, usize)>,
    missed: Vec<String>,
    made_up: Vec<String>,
}

impl Matched {
    fn add_to(&self, counted: &mut Counted) {
        counted.right += self.pairs.len();
        counted.missed += self.missed.len();
        counted.made_up += self.made_up.len();
    }
}

fn matched(article: &Labelled, said: &[&Attributed], gold: &[&Gold]) -> Matched {
    let said: Vec<String> = said.iter().map(|one| text(article, &one.extent())).collect();
    let gold: Vec<String> = gold.iter().map(|one| one.text(article)).collect();
    let (mine, theirs) = (said.iter().map(|text| words(text)), gold.iter().map(|text| words(text)));
    let (mine, theirs): (Vec<_>, Vec<_>) = (mine.collect(), theirs.collect());
    let mut likely: Vec<(f64, usize, usize)> = Vec::new();
    for (i, mine) in mine.iter().enumerate().filter(|(_, words)| words.len() > SHORT) {
        for (j, theirs) in theirs.iter().enumerate().filter(|(_, words)| words.len() > SHORT) {
            likely.push((agreement(mine, theirs), i, j));
        }
    }
    likely.retain(|&(score, ..)| score >= AGREEING);
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in likely {
        if !pairs.iter().any(|&(mine, theirs)| mine == i || theirs == j) {
            pairs.push((i, j));
        }
    }
    let left = |all: &[Vec<String>], texts: &[String], used: &dyn Fn(usize) -> bool| {
        let long = (0..all.len()).filter(|&place| all[place].len() > SHORT && !used(place));
        long.map(|place| texts[place].clone()).collect()
    };
    let missed = left(&theirs, &gold, &|place| pairs.iter().any(|&(_, theirs)| theirs == place));
    let made_up = left(&mine, &said, &|place| pairs.iter().any(|&(mine, _)| mine == place));
    Matched { pairs, missed, made_up }
}

impl Gold {
    fn text(&self, article: &Labelled) -> String {
        let start = self.content.iter().map(|part| part.start).min().unwrap_or_default();
        let end = self.content.iter().map(|part| part.end).max().unwrap_or_default();
        article.reading.text[start..end].to_owned()
    }
}

fn text(article: &Labelled, tokens: &Range<usize>) -> String {
    article.reading.tokens[tokens.clone()]
        .iter()
        .map(|token| &article.reading.text[token.start..token.end])
        .collect()
}

fn words(text: &str) -> Vec<String> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let words = text.split(|letter| !is_part(letter)).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn agreement(left: &[String], right: &[String]) -> f64 {
    let mut rest: Vec<&String> = right.iter().collect();
    let mut common = 0;
    for word in left {
        if let Some(place) = rest.iter().position(|other| *other == word) {
            rest.swap_remove(place);
            common += 1;
        }
    }
    2.0 * common as f64 / (left.len() + right.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::{agreement, words};

    #[test]
    fn contents_agree_as_far_as_their_words_do() {
        let check = |left: &str, right: &str, expected: f64| {
            assert_eq!(agreement(&words(left), &words(right)), expected, "{left} and {right}");
        };
        check("“It fell,” she said", "it fell she said", 1.0);
        check("it fell", "it fell it fell", 2.0 / 3.0);
        check("it fell", "nothing else", 0.0);
        check("", "", 0.0);
    }
}
