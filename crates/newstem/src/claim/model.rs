//! Claims as data, in the vocabulary of the trace.

use serde::{Deserialize, Serialize};

use crate::text::{Reading, Value, read_values};

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// How many or how much.
    Number,
    /// When.
    Time,
    /// Where.
    Place,
    /// Who.
    Person,
    /// Why.
    Cause,
    /// What was done.
    Action,
}

impl ClaimKind {
    /// Its name in the trace.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Time => "time",
            Self::Place => "place",
            Self::Person => "person",
            Self::Cause => "cause",
            Self::Action => "action",
        }
    }
}

/// Whether the articles agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// No article gives an incompatible value.
    Agree,
    /// Some article gives an incompatible value.
    Conflict,
}

/// A claim where one article makes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assertion {
    /// The article's id.
    pub article: String,
    /// Byte offset into the body.
    pub start: usize,
    /// Byte offset into the body, exclusive.
    pub end: usize,
    /// The words that assert it.
    pub text: String,
    /// The value given: `21`, `Friday`.
    pub value: String,
}

impl Assertion {
    /// The value as something that can be compared, read again from the words; nothing where a name or
    /// nothing is given. `language` is the article's.
    pub fn read_value(&self, language: &str) -> Option<Value> {
        let mentions = read_values(&Reading::new(&self.text, language), language);
        let mut values = mentions.into_iter().map(|mention| mention.value);
        values.find(|value| value.to_string() == self.value)
    }
}

/// From this confidence a claim is surely disputed: it stands before all others, and reports make no
/// reserve.
pub const SURELY_DISPUTED: f64 = 0.5;

/// One proposition across the articles of a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// `c1`, `c2`, … within its story.
    pub id: String,
    /// The proposition, in the words of one article.
    pub statement: String,
    /// What it is about.
    pub kind: ClaimKind,
    /// Distinct roots that supplied a value compatible with the statement.
    pub independent_sources: usize,
    /// Where it comes from: the speakers whose words it is, and the roots that tell it in their own.
    /// Several sources that heard one speaker are one origin.
    #[serde(default)]
    pub origins: usize,
    /// The roots that bear witness to it: as many as independent sources.
    #[serde(default)]
    pub witnesses: usize,
    /// Whose words it is, where every source gives it to one speaker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Whether the articles agree.
    pub status: Status,
    /// How surely some article contradicts the statement, from 0 to 1; nothing where all agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict_confidence: Option<f64>,
    /// Who asserts it, in the order of the story's articles, then of the text.
    pub asserted: Vec<Assertion>,
}
