//! How much of one text is in another, by runs of four words: the measure of the
//! article-extraction benchmark (Korobov and others, Scrapinghub 2020), so that its published
//! figures compare. Runs are counted as often as they occur.

use std::collections::BTreeMap;

const RUN_WORDS: usize = 4;

/// Runs of words with how often each occurs.
#[derive(Debug, Default)]
pub struct Runs<'a>(BTreeMap<Vec<&'a str>, usize>);

impl<'a> Runs<'a> {
    /// The runs of a text; a text shorter than a run is one.
    pub fn of(text: &'a str) -> Self {
        let outside = |c: char| !(c.is_alphanumeric() || c == '_');
        let words: Vec<&str> = text.split(outside).filter(|word| !word.is_empty()).collect();
        let mut runs = BTreeMap::new();
        for run in words.windows(RUN_WORDS.min(words.len()).max(1)) {
            *runs.entry(run.to_vec()).or_default() += 1;
        }
        Self(runs)
    }

    /// How many runs there are.
    pub fn count(&self) -> usize {
        self.0.values().sum()
    }

    /// How many runs both texts have.
    pub fn shared(&self, other: &Self) -> usize {
        let shared =
            |(run, count): (&Vec<&str>, &usize)| other.0.get(run).map(|more| *more.min(count));
        self.0.iter().filter_map(shared).sum()
    }
}

/// Precision and recall of extracted texts, averaged over pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    precision: f64,
    recall: f64,
    with_text: usize,
    with_truth: usize,
    /// Pages of which nothing was extracted.
    pub empty: usize,
}

impl Found {
    /// Counts one page.
    pub fn add(&mut self, said: &str, truth: &str) {
        let (said, truth) = (Runs::of(said), Runs::of(truth));
        let shared = said.shared(&truth) as f64;
        match said.count() {
            0 => self.empty += 1,
            count => {
                self.precision += shared / count as f64;
                self.with_text += 1;
            }
        }
        if truth.count() > 0 {
            self.recall += shared / truth.count() as f64;
            self.with_truth += 1;
        }
    }

    /// The mean part of what was extracted that is article, over pages with text.
    pub fn precision(&self) -> f64 {
        self.precision / self.with_text.max(1) as f64
    }

    /// The mean part of the article that was extracted.
    pub fn recall(&self) -> f64 {
        self.recall / self.with_truth.max(1) as f64
    }

    /// The harmonic mean of the two means.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 {
            0.0
        } else {
            2.0 * precision * recall / (precision + recall)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Found;

    fn check(said: &str, truth: &str, precision: f64, recall: f64) {
        let mut found = Found::default();
        found.add(said, truth);
        assert!((found.precision() - precision).abs() < 1e-9, "{}", found.precision());
        assert!((found.recall() - recall).abs() < 1e-9, "{}", found.recall());
    }

    #[test]
    fn runs_of_four_words_are_compared_as_often_as_they_occur() {
        check("It rained all day.", "It rained all day, again", 1.0, 0.5);
        check("a b c d a b c d", "a b c d", 0.2, 1.0);
        check("too short", "too short", 1.0, 1.0);
        check("", "It rained all day.", 0.0, 0.0);
    }
}
