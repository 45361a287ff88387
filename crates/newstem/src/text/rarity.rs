//! How much a term tells: rare ones much, common ones little (inverse document frequency, Spärck
//! Jones 1972).
//!
//! A pile may be five articles of one event, in which the words of the event look common and
//! everything else looks rare. So how often a word stands in news at large is counted in as if a
//! few dozen articles of other events lay beside the pile; in a large pile its own counts decide.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Reading;

/// Document frequencies of stems over a pile and a background.
#[derive(Clone, Debug)]
pub struct Rarity {
    documents: f64,
    /// Stems by their text; the place of one is its [`TermId`].
    stems: IndexMap<String, Counts>,
}

/// A term's number, by which it is stored and compared.
pub type TermId = u32;

/// In how many articles a stem stands.
#[derive(Clone, Copy, Debug)]
struct Counts {
    background: f64,
    with_pile: f64,
}

/// How many articles the background stands for.
const BACKGROUND_ARTICLES: f64 = 40.0;
/// However common its event makes a word in the pile, it keeps this share of its weight in the
/// background; set, since the development families do not react to it.
const LEAST_SHARE: f64 = 0.3;
/// How many words an article of the background has.
const BACKGROUND_WORDS: f64 = 300.0;

impl Default for Rarity {
    fn default() -> Self {
        Self { documents: BACKGROUND_ARTICLES, stems: IndexMap::new() }
    }
}

impl Rarity {
    /// Counts in how many of the readings each stem occurs. `log_probability` tells how often a
    /// folded word stands in running text (natural logarithm of its share of all words).
    pub fn of<'a>(
        readings: impl IntoIterator<Item = &'a Reading>,
        log_probability: &dyn Fn(&str) -> f64,
    ) -> Self {
        let mut rarity = Self::default();
        for reading in readings {
            let terms: BTreeSet<(&String, &String)> =
                reading.words().map(|word| (&reading.stems[word], &reading.folded[word])).collect();
            let mut ids: Vec<TermId> = terms
                .iter()
                .map(|(stem, word)| rarity.learn(stem, word, log_probability))
                .collect();
            ids.dedup();
            rarity.count(ids);
        }
        rarity
    }

    /// The number of a stem, which is counted in no article yet where it is new; then a folded word
    /// that has the stem tells how common it is in the background.
    pub fn learn(
        &mut self,
        stem: &str,
        word: &str,
        log_probability: &dyn Fn(&str) -> f64,
    ) -> TermId {
        if let Some(id) = self.stems.get_index_of(stem) {
            return id as TermId;
        }
        let background = background_count(log_probability(word));
        let counts = Counts { background, with_pile: background };
        self.stems.insert_full(stem.to_owned(), counts).0 as TermId
    }

    /// Learns a stem of which it is known in how many articles of a pile it stands. The pile's
    /// articles are counted by [`Self::count_articles`].
    pub fn learn_counted(
        &mut self,
        stem: &str,
        word: &str,
        articles: usize,
        log_probability: &dyn Fn(&str) -> f64,
    ) -> TermId {
        let id = self.learn(stem, word, log_probability);
        self.stems[id as usize].with_pile += articles as f64;
        id
    }

    /// Counts so many articles, of which every stem was learned with its count.
    pub fn count_articles(&mut self, articles: usize) {
        self.documents += articles as f64;
    }

    /// The number of a stem that was learned.
    pub fn find(&self, stem: &str) -> Option<TermId> {
        self.stems.get_index_of(stem).map(|id| id as TermId)
    }

    /// Counts one more article, of which these are the stems, each once.
    pub fn count(&mut self, stems: impl IntoIterator<Item = TermId>) {
        self.documents += 1.0;
        for stem in stems {
            self.stems[stem as usize].with_pile += 1.0;
        }
    }

    /// Forgets all articles, but no stem and no number of one.
    pub fn forget_articles(&mut self) {
        self.documents = BACKGROUND_ARTICLES;
        for counts in self.stems.values_mut() {
            counts.with_pile = counts.background;
        }
    }

    /// The stem of a number.
    pub fn stem(&self, id: TermId) -> &str {
        self.stems.get_index(id as usize).map_or("", |(stem, _)| stem)
    }

    /// Inverse document frequency, at least a share of what it is in the background alone: 0 for a
    /// stem that every article has.
    pub fn weight(&self, stem: &str) -> f64 {
        let unseen = Counts { background: 0.0, with_pile: 0.0 };
        self.weight_of_counts(self.stems.get(stem).copied().unwrap_or(unseen))
    }

    /// The same by a stem's number.
    pub fn weight_of(&self, id: TermId) -> f64 {
        self.weight_of_counts(self.stems[id as usize])
    }

    /// How many articles there are, those of the background among them.
    pub fn documents(&self) -> f64 {
        self.documents
    }

    /// How many stems are known; their numbers are those below it.
    pub fn stems(&self) -> usize {
        self.stems.len()
    }

    /// How many of the articles counted have a stem.
    pub fn articles_with(&self, id: TermId) -> usize {
        let counts = self.stems[id as usize];
        (counts.with_pile - counts.background).round() as usize
    }

    /// Inverse document frequency where the background stands for so many articles.
    pub fn weight_among(&self, id: TermId, articles: f64) -> f64 {
        let counts = self.stems[id as usize];
        let pile = self.documents - BACKGROUND_ARTICLES;
        let in_background = counts.background * articles / BACKGROUND_ARTICLES;
        let in_pile = counts.with_pile - counts.background;
        inverse_frequency(articles + pile, in_background + in_pile)
    }

    fn weight_of_counts(&self, counts: Counts) -> f64 {
        let background = inverse_frequency(BACKGROUND_ARTICLES, counts.background);
        inverse_frequency(self.documents, counts.with_pile).max(LEAST_SHARE * background)
    }
}

fn inverse_frequency(documents: f64, count: f64) -> f64 {
    ((documents + 1.0) / (count + 0.5)).ln().max(0.0)
}

/// In how many of the background's articles a word of this probability stands.
fn background_count(log_probability: f64) -> f64 {
    let in_one = -(-BACKGROUND_WORDS * log_probability.exp()).exp_m1();
    BACKGROUND_ARTICLES * in_one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log_probability(word: &str) -> f64 {
        if word == "the" { -3.0 } else { -14.0 }
    }

    #[test]
    fn in_a_small_pile_the_background_tells_common_words_from_the_event() {
        let pile = [Reading::new("the drone", "en"), Reading::new("the drone", "en")];
        let rarity = Rarity::of(&pile, &log_probability);
        assert!(rarity.weight("the") < 0.1);
        assert!(rarity.weight("drone") > 2.0);
    }

    #[test]
    fn what_fewer_articles_have_tells_more() {
        let pile = [Reading::new("drone roof", "en"), Reading::new("drone", "en")];
        let rarity = Rarity::of(&pile, &log_probability);
        assert!(rarity.weight("roof") > rarity.weight("drone"));
    }
}
