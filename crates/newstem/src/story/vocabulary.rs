//! The numbers that stand for words, and how much each of them weighs.
//!
//! Articles hold words as numbers, which takes a fifth of the room of their letters and compares
//! ten times as fast. What a word weighs is asked when two articles are compared, not kept with
//! them, since every article counted changes it.

use indexmap::IndexMap;

use super::terms::Terms;
use crate::text::vector::Multilingual;
use crate::text::{Rarity, TermId};

/// All words of the articles read.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Stems, with how many articles have each.
    pub rarity: Rarity,
    /// Names and numbers as they are folded, with the stem of each.
    anchors: IndexMap<String, TermId>,
}

/// An article's words by number. Lists are sorted and hold each number once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// Numbers an article's words, new ones among them.
    pub fn learn(&mut self, terms: &Terms, model: &Multilingual) -> Counts {
        let mut stems = Vec::with_capacity(terms.words.len());
        let mut counts = Counts::default();
        for word in &terms.words {
            let log_probability = |folded: &str| model.log_probability(folded);
            let stem = self.rarity.learn(&word.stem, &word.folded, &log_probability);
            stems.push(stem);
            counts.stems.push((stem, word.count));
            if word.as_anchor > 0 {
                let anchor = self.anchor_id(&word.folded, stem);
                counts.anchors.push((anchor, word.as_anchor));
                counts.numbers.extend(word.folded.starts_with(char::is_numeric).then_some(anchor));
            }
        }
        let pairs = terms.pairs.iter().map(|&(left, right)| (stems[left], stems[right]));
        counts.pairs = pairs.collect();
        counts.sort();
        counts
    }

    /// The letters of a name or number.
    pub fn anchor(&self, id: TermId) -> &str {
        self.anchors.get_index(id as usize).map_or("", |(anchor, _)| anchor)
    }

    /// How many names and numbers are known; their numbers are those below it.
    pub fn anchors(&self) -> usize {
        self.anchors.len()
    }

    /// The stem of a name or number, which weighs it.
    pub fn stem_of(&self, anchor: TermId) -> TermId {
        self.anchors[anchor as usize]
    }

    fn anchor_id(&mut self, folded: &str, stem: TermId) -> TermId {
        if let Some(id) = self.anchors.get_index_of(folded) {
            return id as TermId;
        }
        self.anchors.insert_full(folded.to_owned(), stem).0 as TermId
    }
}

impl Counts {
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
        self.anchors.shrink_to_fit();
        self.numbers.shrink_to_fit();
        self.pairs.shrink_to_fit();
        self.stems.shrink_to_fit();
    }
}
