//! What the room gives away: quotes and where each stands, in the vocabulary of the trace.

use serde::{Deserialize, Serialize};

/// How words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Whole clauses or sentences in quotation marks.
    Direct,
    /// A quoted fragment inside a reported sentence.
    Mixed,
    /// Reported speech without marks.
    Indirect,
}

/// What became of the words, against the wording at the top of the article's line of descent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fidelity {
    /// The same words.
    Verbatim,
    /// A part of them.
    Truncated,
    /// Other words inside the marks.
    Altered,
    /// Given to somebody else.
    Misattributed,
}

/// A quote where one article has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Occurrence {
    /// The article's id.
    pub article: String,
    /// Byte offset into the body of the first word, without its mark.
    pub start: usize,
    /// Byte offset just past the last word, without its mark.
    pub end: usize,
    /// The words.
    pub text: String,
    /// How they are given.
    pub form: Form,
    /// Who speaks, as resolved within this article.
    pub speaker: Option<String>,
    /// Who speaks, as printed.
    pub speaker_text: Option<String>,
    /// The cue verb.
    pub cue: Option<String>,
    /// What became of the words on the way here.
    pub fidelity: Fidelity,
}

/// One utterance across the articles of a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// `q1`, `q2`, … within its story.
    pub id: String,
    /// The fullest name that the articles give.
    pub speaker: Option<String>,
    /// What the speaker is, in the articles' words.
    pub role: Option<String>,
    /// Distinct roots that supplied it.
    pub independent_sources: usize,
    /// Where it stands, in the order of the story's articles, then of the text.
    pub occurrences: Vec<Occurrence>,
}
