//! The numbers that stand for terms, and how much each term weighs.
//!
//! Articles hold terms as numbers, which takes a fifth of the room of their letters and compares
//! ten times as fast. Weights are asked for when an article is placed, not when it is read, since
//! every article counted changes them.

use indexmap::IndexMap;

use super::terms::Terms;
use crate::text::vector::Multilingual;
use crate::text::{Rarity, TermId};

/// All terms of the articles read.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Stems, with how many articles have each.
    pub rarity: Rarity,
    /// Names and numbers as they are folded, with the stem of each, which weighs them.
    anchors: IndexMap<String, TermId>,
}

/// An article's terms by number, with how often each stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Stems, sorted.
    pub words: Vec<(TermId, u32)>,
    /// Names and numbers, sorted.
    pub anchors: Vec<(TermId, u32)>,
}

impl Vocabulary {
    /// Numbers an article's terms, new ones among them.
    pub fn learn(&mut self, terms: &Terms, model: &Multilingual) -> Counts {
        let mut learn = |stem: &str, word: &str| {
            self.rarity.learn(stem, word, &|word| model.log_probability(word))
        };
        let words = terms.words.iter().map(|word| (learn(&word.term, &word.other), word.count));
        let mut words: Vec<(TermId, u32)> = words.collect();
        let anchors = terms.anchors.iter().map(|anchor| {
            let stem = learn(&anchor.other, &anchor.term);
            let entry = self.anchors.entry(anchor.term.clone());
            let id = entry.index() as TermId;
            entry.or_insert(stem);
            (id, anchor.count)
        });
        let mut anchors: Vec<(TermId, u32)> = anchors.collect();
        words.sort_unstable();
        anchors.sort_unstable();
        Counts { words, anchors }
    }

    /// The letters of a name or number.
    pub fn anchor(&self, id: TermId) -> &str {
        self.anchors.get_index(id as usize).map_or("", |(anchor, _)| anchor)
    }

    /// The stem of a name or number, which weighs it.
    pub fn stem_of_anchor(&self, id: TermId) -> TermId {
        self.anchors[id as usize]
    }
}
