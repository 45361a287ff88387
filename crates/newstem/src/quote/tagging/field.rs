//! A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) that labels words: its weights as they were
//! fitted, and the likeliest row of labels (Viterbi 1967).
//!
//! Own code where a library reads the models of CRFsuite, because that one takes features as strings, looks each up in
//! a table by its letters and allocates for each: half the time of a trace went there (`docs/quotes.md`).

use super::Label;
use super::name::{Numbers, number};

/// The labels, in the order of the weights.
const LABELS: [Label; 3] = [Label::Outside, Label::Begin, Label::Inside];
/// Features are kept in so many parts, by the first bits of their numbers, each of one or two.
const PART_BITS: u32 = 15;

type Scores = [f32; LABELS.len()];

/// Why the weights of a field cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("line {line} of a field is not a name with three weights")]
pub struct FieldError {
    /// Counted from one.
    pub line: usize,
}

/// The weights of one field.
#[derive(Clone, Debug)]
pub struct Field {
    /// For each label those of going on to each.
    transitions: [Scores; LABELS.len()],
    /// For each part of the features where it begins.
    parts: Vec<u32>,
    /// The numbers of the features, in order.
    numbers: Vec<u64>,
    /// For each those of having each label.
    weights: Vec<Scores>,
}

impl Field {
    /// From three lines of labels with the weights of going on to each, then lines of features with those of having
    /// each label; names and weights between tabs.
    ///
    /// # Errors
    ///
    /// Where a line is none of these.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let mut transitions = [Scores::default(); LABELS.len()];
        let mut features = Vec::new();
        for (place, line) in text.lines().enumerate() {
            let (name, weights) = row(line).ok_or(FieldError { line: place + 1 })?;
            match transitions.get_mut(place) {
                Some(transition) if name == LABELS[place].name() => *transition = weights,
                Some(_) => return Err(FieldError { line: place + 1 }),
                None => features.push((number(&[name]), weights)),
            }
        }
        features.sort_unstable_by_key(|&(number, _)| number);
        Ok(Self::with(transitions, &features))
    }

    fn with(transitions: [Scores; LABELS.len()], features: &[(u64, Scores)]) -> Self {
        let start = |part| features.partition_point(|&(number, _)| part_of(number) < part) as u32;
        Self {
            transitions,
            parts: (0..=1 << PART_BITS).map(start).collect(),
            numbers: features.iter().map(|&(number, _)| number).collect(),
            weights: features.iter().map(|&(_, weights)| weights).collect(),
        }
    }

    /// What speaks for each label of a word by itself.
    pub(super) fn add_scores(&self, features: &Numbers, scores: &mut Scores) {
        for weights in features.iter().filter_map(|&number| self.weights(number)) {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
    }

    fn weights(&self, number: u64) -> Option<&Scores> {
        let part = part_of(number) as usize;
        let places = self.parts[part] as usize..self.parts[part + 1] as usize;
        let place = self.numbers[places.clone()].iter().position(|&known| known == number)?;
        Some(&self.weights[places.start + place])
    }

    /// The likeliest labels of words in a row; of equally likely ones the first.
    pub(super) fn likeliest(&self, words: &[Scores]) -> Vec<Label> {
        let mut before: Vec<[usize; LABELS.len()]> = Vec::with_capacity(words.len());
        let mut sums = Scores::default();
        for (place, word) in words.iter().enumerate() {
            let ways = [0, 1, 2].map(|label| match place {
                0 => (label, 0.0),
                _ => self.best_way(&sums, label),
            });
            before.push(ways.map(|(from, _)| from));
            sums = [0, 1, 2].map(|label| ways[label].1 + word[label]);
        }
        let mut label = best(sums).0;
        let mut labels: Vec<Label> = Vec::with_capacity(words.len());
        for from in before.iter().rev() {
            labels.push(LABELS[label]);
            label = from[label];
        }
        labels.reverse();
        labels
    }

    fn best_way(&self, sums: &Scores, to: usize) -> (usize, f32) {
        best([0, 1, 2].map(|from| sums[from] + self.transitions[from][to]))
    }
}

fn part_of(number: u64) -> u64 {
    number >> (u64::BITS - PART_BITS)
}

fn row(line: &str) -> Option<(&str, Scores)> {
    let mut cells = line.split('\t');
    let name = cells.next()?;
    let mut weights = Scores::default();
    for weight in &mut weights {
        *weight = cells.next()?.parse().ok()?;
    }
    cells.next().is_none().then_some((name, weights))
}

fn best(scores: Scores) -> (usize, f32) {
    let mut best = (0, scores[0]);
    for (label, &score) in scores.iter().enumerate().skip(1) {
        if score > best.1 {
            best = (label, score);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{CONTENT, CUE, SOURCE};
    use super::*;

    #[test]
    fn no_two_features_of_a_shipped_field_have_one_number() {
        for text in [CUE, SOURCE, CONTENT] {
            let field = Field::parse(text).expect("the weights are whole");
            assert!(field.numbers.windows(2).all(|pair| pair[0] < pair[1]));
            assert_eq!(field.numbers.len(), text.lines().count() - LABELS.len());
        }
    }

    const RAIN: &str = "O\t0.5\t0\t-9\nB\t0\t-1\t1\nI\t0.5\t0\t1\nwet\t0\t2\t0.5\ndry\t2\t0\t0\n";

    fn labelled(words: &[&[&str]]) -> String {
        let field = Field::parse(RAIN).expect("the weights are whole");
        let scores = words.iter().map(|features| {
            let mut scores = Scores::default();
            let numbers = features.iter().map(|name| number(&[name])).collect();
            field.add_scores(&numbers, &mut scores);
            scores
        });
        let labels = field.likeliest(&scores.collect::<Vec<_>>());
        labels.into_iter().map(Label::name).collect()
    }

    #[test]
    fn labels_follow_the_features_and_each_other() {
        assert_eq!(labelled(&[&["dry"], &["wet"], &["wet"], &["dry"]]), "OBIO");
        assert_eq!(labelled(&[&["dry", "wet"], &["never seen"]]), "BI");
        assert_eq!(labelled(&[]), "");
    }

    #[test]
    fn what_is_no_row_is_told_by_its_line() {
        let line = |text: &str| Field::parse(text).expect_err("it is broken").line;
        assert_eq!(line("B\t0\t0\t0\n"), 1);
        assert_eq!(line("O\t0\t0\t0\nB\t0\t0\n"), 2);
        assert_eq!(line("O\t0\t0\t0\nB\t0\t0\t0\nI\t0\t0\t0\nx\t0\tmuch\t0\n"), 4);
        assert_eq!(line("O\t0\t0\t0\t0\n"), 1);
    }

    /// Every row of labels, tried out.
    fn best_of_all(field: &Field, words: &[Scores]) -> f32 {
        let rows = LABELS.len().pow(words.len() as u32);
        let rows = (0..rows).map(|row| {
            let label = |place: usize| row / LABELS.len().pow(place as u32) % LABELS.len();
            (0..words.len()).map(label).collect::<Vec<_>>()
        });
        rows.map(|row| sum(field, words, &row)).fold(f32::NEG_INFINITY, f32::max)
    }

    fn sum(field: &Field, words: &[Scores], row: &[usize]) -> f32 {
        let own: f32 = words.iter().zip(row).map(|(word, &label)| word[label]).sum();
        own + row.windows(2).map(|pair| field.transitions[pair[0]][pair[1]]).sum::<f32>()
    }

    proptest! {
        #[test]
        fn no_other_row_is_likelier(
            words in prop::collection::vec(prop::array::uniform3(-4.0_f32..4.0), 1..7),
        ) {
            let field = Field::parse(RAIN).expect("the weights are whole");
            let labels = field.likeliest(&words);
            let place = |label: &Label| LABELS.iter().position(|known| known == label).unwrap();
            let row: Vec<usize> = labels.iter().map(place).collect();
            prop_assert!((sum(&field, &words, &row) - best_of_all(&field, &words)).abs() < 1e-3);
        }
    }
}
