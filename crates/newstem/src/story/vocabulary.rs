//! The numbers that stand for words, and how much each of them weighs.
//!
//! Articles hold words as numbers, which takes a fifth of the room of their letters and compares
//! ten times as fast. What a word weighs is asked when two articles are compared, not kept with
//! them, since every article counted changes it.

use indexmap::IndexSet;
use serde::{Deserialize, Serialize};

use super::terms::{NewWord, Terms, Word};
use crate::text::vector::Multilingual;
use crate::text::{Rarity, TermId};

/// All words of the articles read.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Stems, with how many articles have each.
    pub rarity: Rarity,
    /// Names and numbers as they are folded.
    anchors: IndexSet<String>,
    /// The stem of each of them.
    stems: Vec<TermId>,
}

/// An article's words by number. Lists are sorted and hold each number once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Stems with how often each stands.
    pub stems: Vec<(TermId, u16)>,
    /// Words that stand as part of names, and numbers, with how often each does.
    pub anchors: Vec<(TermId, u16)>,
    /// Those of them that are numbers.
    pub numbers: Vec<TermId>,
    /// Stems that follow each other where common words are left out.
    pub pairs: Vec<(TermId, TermId)>,
}

impl Vocabulary {
    /// Gives numbers to words that have none, in the order of their letters.
    pub fn number(&mut self, words: &mut [Word], model: &Multilingual) {
        let mut new: Vec<(Box<NewWord>, &mut Word)> =
            words.iter_mut().filter_map(|word| Some((word.new.take()?, word))).collect();
        new.sort_unstable_by(|a, b| a.0.folded.cmp(&b.0.folded));
        let log_probability = |folded: &str| model.log_probability(folded);
        for (letters, word) in new {
            let stem = self.rarity.learn(&letters.stem, &letters.folded, &log_probability);
            word.stem = Some(stem);
            word.anchor = (word.as_anchor > 0).then(|| self.learn_anchor(letters.folded, stem));
        }
    }

    /// Gives words the numbers that their letters have here; those that are not known stay as they
    /// are.
    pub fn find(&self, words: &mut [Word]) {
        for word in words {
            let Some(letters) = word.new.take() else { continue };
            word.stem = self.rarity.find(&letters.stem);
            word.anchor = if word.as_anchor > 0 { self.find_anchor(&letters.folded) } else { None };
            let is_known = word.stem.is_some() && (word.as_anchor == 0 || word.anchor.is_some());
            word.new = (!is_known).then_some(letters);
        }
    }

    /// Learns a name or number by its letters and its stem, which was learned before; an unknown stem
    /// is learned as of no article.
    pub fn add_anchor(&mut self, folded: String, stem: &str, model: &Multilingual) -> TermId {
        let log_probability = |folded: &str| model.log_probability(folded);
        let stem = self.rarity.learn(stem, &folded, &log_probability);
        self.learn_anchor(folded, stem)
    }

    /// The letters of a name or number.
    pub fn anchor(&self, id: TermId) -> &str {
        self.anchors.get_index(id as usize).map_or("", String::as_str)
    }

    /// The number of a name or number by its letters, where it was learned.
    pub fn find_anchor(&self, folded: &str) -> Option<TermId> {
        self.anchors.get_index_of(folded).map(|id| id as TermId)
    }

    /// How many names and numbers are known; their numbers are those below it.
    pub fn anchors(&self) -> usize {
        self.anchors.len()
    }

    /// The stem of a name or number, which weighs it.
    pub fn stem_of(&self, anchor: TermId) -> TermId {
        self.stems[anchor as usize]
    }

    fn learn_anchor(&mut self, folded: String, stem: TermId) -> TermId {
        let (id, is_new) = self.anchors.insert_full(folded);
        if is_new {
            self.stems.push(stem);
        }
        id as TermId
    }
}

impl Counts {
    /// The words of an article, all of which have numbers.
    pub fn of(terms: &Terms) -> Self {
        let mut counts = Self::with_room_for(terms);
        let stem = |word: &Word| word.stem.unwrap_or_default();
        for word in &terms.words {
            counts.stems.push((stem(word), word.count));
            if let Some(anchor) = word.anchor {
                counts.anchors.push((anchor, word.as_anchor));
                counts.numbers.extend(word.is_number.then_some(anchor));
            }
        }
        let stem = |place: u32| stem(&terms.words[place as usize]);
        counts.pairs.extend(terms.pairs.iter().map(|&(left, right)| (stem(left), stem(right))));
        counts.sort();
        counts
    }

    /// Lists that take no more room than they need.
    fn with_room_for(terms: &Terms) -> Self {
        let anchors = terms.words.iter().filter(|word| word.anchor.is_some());
        let numbers = anchors.clone().filter(|word| word.is_number).count();
        Self {
            stems: Vec::with_capacity(terms.words.len()),
            anchors: Vec::with_capacity(anchors.count()),
            numbers: Vec::with_capacity(numbers),
            pairs: Vec::with_capacity(terms.pairs.len()),
        }
    }

    fn sort(&mut self) {
        self.anchors.sort_unstable();
        self.numbers.sort_unstable();
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self.stems.sort_unstable();
        self.stems.dedup_by(|next, first| {
            let is_same = next.0 == first.0;
            if is_same {
                first.1 = first.1.saturating_add(next.1);
            }
            is_same
        });
    }
}
