//! Who is said to hold what, marked or not: sources, cues and contents of English articles.
//!
//! Reported speech has no marks, and where it begins and ends is a matter of grammar, which lists of
//! verbs do not know. Three linear-chain conditional random fields (Lafferty, McCallum, Pereira
//! 2001) label the words, one after another: `cue` (said, according to), `source` (who) and
//! `content` (what), each seeing what the ones before it said. Their features are what stands on the
//! page and the part of speech that a word has most often, so that they need no parser. Where
//! they pass over the source of `according to`, a rule has it (`according`); what belongs together is
//! decided by rules (`linking`). Rejected: one field for all three, which cannot mark the source
//! inside a content; a parser, which weighs more than all else here; clusters of words by their
//! vectors, with which less was found (`docs/quotes.md`).

mod according;
mod class;
mod features;
mod field;
mod linking;
mod name;
mod page;
mod tags;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use field::{Field, FieldError};

use super::marks::marked_spans;
use super::page::Page;
use super::record::Form;
use crate::text::Reading;
use name::Numbers;
use page::TaggedPage;

/// What a word may be part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The words that tell that somebody holds something.
    Cue,
    /// Who holds it.
    Source,
    /// What is held.
    Content,
}

/// The language that the models know.
pub(super) const ENGLISH: &str = "en";

/// The layers in the order in which they are found.
pub const LAYERS: [Layer; 3] = [Layer::Cue, Layer::Source, Layer::Content];

/// Words that go with verbs in English.
pub(super) const AUXILIARIES: &[&str] = &[
    "has", "have", "had", "having", "was", "were", "is", "are", "be", "been", "being", "am",
    "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does",
    "did", "not", "also", "never", "n't",
];

/// Something that an article says that somebody holds; all by ranges of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributed {
    /// Who, where that is said.
    pub source: Option<Range<usize>>,
    /// By which words, where there are any.
    pub cue: Option<Range<usize>>,
    /// What, in parts where other words come between.
    pub content: Vec<Range<usize>>,
    /// Whether the content stands in quotation marks.
    pub form: Form,
}

impl Attributed {
    /// From the first word of the content to past the last.
    pub fn extent(&self) -> Range<usize> {
        let start = self.content.first().map_or(0, |part| part.start);
        start..self.content.last().map_or(start, |part| part.end)
    }
}

/// The words of one paragraph with their features.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// The tokens, spaces left out.
    pub tokens: Vec<usize>,
    /// The names of the features of each.
    pub features: Vec<Vec<String>>,
}

/// Labels of one layer, for each token of a text whether it begins or goes on with a span.
pub type Labels = Vec<Label>;

/// What a token is in one layer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Label {
    /// Part of no span.
    #[default]
    Outside,
    /// The first of a span.
    Begin,
    /// A later one.
    Inside,
}

impl Label {
    /// As the fields have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outside => "O",
            Self::Begin => "B",
            Self::Inside => "I",
        }
    }
}

/// The paragraphs of a text with the features for one layer, which sees those found before it.
pub fn sequences(reading: &Reading, before: &[Labels]) -> Vec<Sequence> {
    let page = TaggedPage::new(reading, &marked_spans(reading));
    let sequence = |tokens: Vec<usize>| {
        let mut features: Vec<Vec<String>> = features::shared(&page, &tokens);
        let of_layer = features::of_layer::<Vec<String>>(&page, &tokens, before);
        features.iter_mut().zip(of_layer).for_each(|(features, more)| features.extend(more));
        Sequence { tokens, features }
    };
    page.paragraphs().into_iter().map(sequence).collect()
}

/// Whether contents, each given in its parts, stand in quotation marks.
pub fn forms_of(reading: &Reading, contents: &[Vec<Range<usize>>]) -> Vec<Form> {
    let page = TaggedPage::new(reading, &marked_spans(reading));
    contents.iter().map(|content| linking::form_of(&page, content)).collect()
}

const CUE: &str = include_str!("../../../assets/speech/cue.field");
const SOURCE: &str = include_str!("../../../assets/speech/source.field");
const CONTENT: &str = include_str!("../../../assets/speech/content.field");

/// Finds who is said to hold what.
#[derive(Clone, Debug)]
pub struct SpeechModels {
    layers: [Field; 3],
}

impl SpeechModels {
    /// Those that ship.
    ///
    /// # Errors
    ///
    /// Where they are broken, which the tests rule out.
    pub fn embedded() -> Result<Self, FieldError> {
        Self::new([CUE, SOURCE, CONTENT])
    }

    /// From the weights of three fields, in the order of [`LAYERS`].
    ///
    /// # Errors
    ///
    /// Where a line is none of weights.
    pub fn new(weights: [&str; 3]) -> Result<Self, FieldError> {
        let [cue, source, content] = weights.map(Field::parse);
        Ok(Self { layers: [cue?, source?, content?] })
    }

    /// The labels of all layers.
    pub fn labels(&self, reading: &Reading) -> [Labels; 3] {
        self.labels_where(&TaggedPage::new(reading, &marked_spans(reading)), |_| true)
    }

    /// All that somebody is said to hold, in the order of the text.
    pub fn attributed(&self, reading: &Reading) -> Vec<Attributed> {
        let page = TaggedPage::new(reading, &marked_spans(reading));
        linking::linked(&page, &self.labels_where(&page, |_| true))
    }

    /// What somebody is told to hold by a verb of speech; paragraphs without one are passed over.
    pub(super) fn spoken(&self, page: &Page<'_>) -> Vec<Attributed> {
        let page = TaggedPage::new(page.reading, &page.spans);
        let has_cue = |tokens: &[usize]| tokens.iter().any(|&token| page.is_cue[token]);
        linking::linked(&page, &self.labels_where(&page, has_cue))
    }

    fn labels_where(
        &self,
        page: &TaggedPage<'_>,
        is_wanted: impl Fn(&[usize]) -> bool,
    ) -> [Labels; 3] {
        let mut found = [(); 3].map(|()| vec![Label::Outside; page.reading.tokens.len()]);
        for tokens in page.paragraphs().into_iter().filter(|tokens| is_wanted(tokens)) {
            self.label_paragraph(page, &tokens, &mut found);
        }
        found
    }

    fn label_paragraph(&self, page: &TaggedPage<'_>, tokens: &[usize], found: &mut [Labels; 3]) {
        let shared: Vec<Numbers> = features::shared(page, tokens);
        for (layer, field) in self.layers.iter().enumerate() {
            let (before, now) = found.split_at_mut(layer);
            label(field, page, tokens, &shared, before, &mut now[0]);
            match before {
                [cues] => according::add_sources(page, tokens, cues, &mut now[0]),
                [cues, sources] => {
                    according::add_contents(page, tokens, [cues, sources], &mut now[0]);
                }
                _ => {}
            }
        }
    }
}

/// The labels that one field gives to a text, of which those before it said so much.
pub fn labels(field: &Field, reading: &Reading, before: &[Labels]) -> Labels {
    let page = TaggedPage::new(reading, &marked_spans(reading));
    let mut labels = vec![Label::Outside; reading.tokens.len()];
    for tokens in page.paragraphs() {
        label(field, &page, &tokens, &features::shared(&page, &tokens), before, &mut labels);
    }
    labels
}

/// Labels one paragraph; spaces within a span are part of it.
fn label(
    field: &Field,
    page: &TaggedPage<'_>,
    tokens: &[usize],
    shared: &[Numbers],
    before: &[Labels],
    labels: &mut Labels,
) {
    let of_layer: Vec<Numbers> = features::of_layer(page, tokens, before);
    let scores = shared.iter().zip(&of_layer).map(|(shared, of_layer)| {
        let mut scores = [0.0; 3];
        field.add_scores(shared, &mut scores);
        field.add_scores(of_layer, &mut scores);
        scores
    });
    let likeliest = field.likeliest(&scores.collect::<Vec<_>>());
    let mut next = 0;
    for (&token, label) in tokens.iter().zip(likeliest) {
        let first = if label == Label::Inside { next } else { token };
        labels[first..=token].fill(label);
        next = token + 1;
    }
}

/// The spans of one layer, as ranges of tokens.
pub fn spans_of(labels: &[Label]) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (token, &label) in labels.iter().enumerate() {
        match (label, spans.last_mut().filter(|_| open)) {
            (Label::Inside, Some(span)) => span.end = token + 1,
            (Label::Begin | Label::Inside, _) => {
                spans.push(token..token + 1);
                open = true;
            }
            (Label::Outside, _) => open = false,
        }
    }
    spans
}
