//! The figures of an evaluation: plain data, in the form in which they are printed and compared.

use serde::{Deserialize, Serialize};

/// How a yes-or-no finding agrees with the truth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Share of what was said that is true; 1 where nothing was said.
    #[serde(rename = "p")]
    pub precision: f64,
    /// Share of what is true that was said; 1 where nothing was to be said.
    #[serde(rename = "r")]
    pub recall: f64,
    /// Harmonic mean of the two; 0 where both are 0.
    pub f1: f64,
    /// How many there were to find.
    pub n: usize,
}

impl Agreement {
    /// From precision and recall over `n` things to find.
    pub fn new(precision: f64, recall: f64, n: usize) -> Self {
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1, n }
    }
}

/// The share of answers that are right; 1 where nothing was asked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The share.
    #[serde(rename = "acc")]
    pub accuracy: f64,
    /// How many were asked.
    pub n: usize,
}

/// Everything measured about one trace. All are fractions from 0 to 1, higher is better, but for
/// `sources_mae`. `evaluation/README.md` defines each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Articles grouped into stories, by BCubed.
    pub stories: Agreement,
    /// Characters of furniture taken away.
    pub furniture: Agreement,
    /// Articles said to derive from something.
    pub derived: Agreement,
    /// Pairs of articles said to share a root.
    pub same_root: Agreement,
    /// Links between articles of the pile.
    pub parents: Agreement,
    /// Ancestors that are not in the pile.
    pub unseen: Agreement,
    /// Credited unseen ancestors that carry the name which the pile prints.
    pub unseen_label: Share,
    /// Kinds of the links of derived articles.
    pub kind: Share,
    /// The same, told apart only as same words or new words.
    pub kind_coarse: Share,
    /// Families whose number of roots is right.
    pub sources_exact: Share,
    /// By how many roots a family is off, on average; lower is better.
    pub sources_mae: f64,
    /// Quotes in quotation marks that were found.
    pub quotes_found: Share,
    /// Found quotes given to the right speaker.
    pub speaker: Share,
    /// Pairs of found quotes said to be one utterance.
    pub quotes_grouped: Agreement,
    /// Quotes said to be altered or given to somebody else.
    pub quotes_altered: Agreement,
    /// Claims found in at least half of the articles that make them.
    pub claims_found: Share,
    /// Found claims whose number of independent sources is right.
    pub claim_sources: Share,
    /// Claims said to be in conflict.
    pub claim_conflicts: Agreement,
}

/// One figure, whatever its shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// Precision, recall and F1.
    Agreement(Agreement),
    /// A share of right answers.
    Share(Share),
    /// A mean distance, where lower is better.
    Distance(f64),
}

impl Figures {
    /// Name and value of every figure, in the order in which they are printed.
    pub fn rows(&self) -> Vec<(&'static str, Figure)> {
        use Figure::{Agreement, Distance, Share};
        vec![
            ("stories", Agreement(self.stories)),
            ("furniture", Agreement(self.furniture)),
            ("derived", Agreement(self.derived)),
            ("same_root", Agreement(self.same_root)),
            ("parents", Agreement(self.parents)),
            ("unseen", Agreement(self.unseen)),
            ("unseen_label", Share(self.unseen_label)),
            ("kind", Share(self.kind)),
            ("kind_coarse", Share(self.kind_coarse)),
            ("sources_exact", Share(self.sources_exact)),
            ("sources_mae", Distance(self.sources_mae)),
            ("quotes_found", Share(self.quotes_found)),
            ("speaker", Share(self.speaker)),
            ("quotes_grouped", Agreement(self.quotes_grouped)),
            ("quotes_altered", Agreement(self.quotes_altered)),
            ("claims_found", Share(self.claims_found)),
            ("claim_sources", Share(self.claim_sources)),
            ("claim_conflicts", Agreement(self.claim_conflicts)),
        ]
    }
}
