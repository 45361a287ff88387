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
mod features;
mod linking;
mod page;
mod tags;
#[cfg(test)]
mod tests;

use std::io;
use std::ops::Range;

use crfs::{Attribute, Model, Tagger};

use super::lexicon::Lexicon;
use super::marks::marked_spans;
use super::page::Page;
use super::record::Form;
use crate::text::Reading;
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
    /// The features of each.
    pub features: Vec<Vec<Attribute>>,
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
    /// As the models have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outside => "O",
            Self::Begin => "B",
            Self::Inside => "I",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "B" => Self::Begin,
            "I" => Self::Inside,
            _ => Self::Outside,
        }
    }
}

/// The paragraphs of a text with the features for one layer, which sees those found before it.
pub fn sequences(reading: &Reading, before: &[Labels]) -> Vec<Sequence> {
    let (lexicon, spans) = (Lexicon::new(ENGLISH), marked_spans(reading));
    let page = TaggedPage::new(reading, &lexicon, &spans);
    let sequence = |tokens| {
        let mut sequence = features::sequence(&page, tokens);
        features::add_layer(&page, &mut sequence, before);
        sequence
    };
    page.paragraphs().into_iter().map(sequence).collect()
}

/// Whether contents, each given in its parts, stand in quotation marks.
pub fn forms_of(reading: &Reading, contents: &[Vec<Range<usize>>]) -> Vec<Form> {
    let (lexicon, spans) = (Lexicon::new(ENGLISH), marked_spans(reading));
    let page = TaggedPage::new(reading, &lexicon, &spans);
    contents.iter().map(|content| linking::form_of(&page, content)).collect()
}

const CUE: &[u8] = include_bytes!("../../../assets/speech/cue.crfsuite");
const SOURCE: &[u8] = include_bytes!("../../../assets/speech/source.crfsuite");
const CONTENT: &[u8] = include_bytes!("../../../assets/speech/content.crfsuite");

/// Why attributions could not be found.
#[derive(Debug, thiserror::Error)]
#[error("read a model of reported speech")]
pub struct SpeechError(#[from] io::Error);

/// The fitted models of all layers.
pub struct SpeechModels<'a> {
    layers: [Model<'a>; 3],
}

impl SpeechModels<'static> {
    /// Those that ship.
    ///
    /// # Errors
    ///
    /// Where they are broken, which the tests rule out.
    pub fn embedded() -> Result<Self, SpeechError> {
        Self::new([CUE, SOURCE, CONTENT])
    }
}

impl<'a> SpeechModels<'a> {
    /// From the bytes of three models in the form of CRFsuite, in the order of [`LAYERS`].
    ///
    /// # Errors
    ///
    /// Where the bytes are no such models.
    pub fn new(bytes: [&'a [u8]; 3]) -> Result<Self, SpeechError> {
        let [cue, source, content] = bytes;
        Ok(Self { layers: [Model::new(cue)?, Model::new(source)?, Model::new(content)?] })
    }

    /// Ready to label.
    ///
    /// # Errors
    ///
    /// Where a model is broken inside.
    pub fn tagger(&self) -> Result<SpeechTagger<'_>, SpeechError> {
        let [cue, source, content] = &self.layers;
        Ok(SpeechTagger { layers: [cue.tagger()?, source.tagger()?, content.tagger()?] })
    }
}

/// Finds who is said to hold what.
pub struct SpeechTagger<'a> {
    layers: [Tagger<'a>; 3],
}

impl SpeechTagger<'_> {
    /// The labels of all layers.
    ///
    /// # Errors
    ///
    /// Where a model is broken inside.
    pub fn labels(&self, reading: &Reading) -> Result<[Labels; 3], SpeechError> {
        let (lexicon, spans) = (Lexicon::new(ENGLISH), marked_spans(reading));
        self.labels_where(&TaggedPage::new(reading, &lexicon, &spans), |_| true)
    }

    /// All that somebody is said to hold, in the order of the text.
    ///
    /// # Errors
    ///
    /// Where a model is broken inside.
    pub fn attributed(&self, reading: &Reading) -> Result<Vec<Attributed>, SpeechError> {
        let (lexicon, spans) = (Lexicon::new(ENGLISH), marked_spans(reading));
        let page = TaggedPage::new(reading, &lexicon, &spans);
        let labels = self.labels_where(&page, |_| true)?;
        Ok(linking::linked(&page, &labels))
    }

    /// What somebody is told to hold by a verb of speech; paragraphs without one are passed over.
    pub(super) fn spoken(&self, page: &Page<'_>) -> Result<Vec<Attributed>, SpeechError> {
        let page = TaggedPage::new(page.reading, &page.lexicon, &page.spans);
        let has_cue = |tokens: &[usize]| tokens.iter().any(|&token| page.is_cue[token]);
        let labels = self.labels_where(&page, has_cue)?;
        Ok(linking::linked(&page, &labels))
    }

    fn labels_where(
        &self,
        page: &TaggedPage<'_>,
        is_wanted: impl Fn(&[usize]) -> bool,
    ) -> Result<[Labels; 3], SpeechError> {
        let mut found = [(); 3].map(|()| vec![Label::Outside; page.reading.tokens.len()]);
        for tokens in page.paragraphs().into_iter().filter(|tokens| is_wanted(tokens)) {
            self.label_paragraph(page, features::sequence(page, tokens), &mut found)?;
        }
        Ok(found)
    }

    fn label_paragraph(
        &self,
        page: &TaggedPage<'_>,
        mut sequence: Sequence,
        found: &mut [Labels; 3],
    ) -> Result<(), SpeechError> {
        let shared: Vec<usize> = sequence.features.iter().map(Vec::len).collect();
        for (layer, tagger) in self.layers.iter().enumerate() {
            let (before, now) = found.split_at_mut(layer);
            features::add_layer(page, &mut sequence, before);
            label(tagger, &sequence, &mut now[0])?;
            match before {
                [cues] => according::add_sources(page, &sequence.tokens, cues, &mut now[0]),
                [cues, sources] => {
                    according::add_contents(page, &sequence.tokens, [cues, sources], &mut now[0]);
                }
                _ => {}
            }
            let features = sequence.features.iter_mut().zip(&shared);
            features.for_each(|(features, &count)| features.truncate(count));
        }
        Ok(())
    }
}

/// The labels that one model gives.
///
/// # Errors
///
/// Where the model is broken inside.
pub fn labels(
    tagger: &Tagger<'_>,
    reading: &Reading,
    sequences: &[Sequence],
) -> io::Result<Labels> {
    let mut labels = vec![Label::Outside; reading.tokens.len()];
    sequences.iter().try_for_each(|sequence| label(tagger, sequence, &mut labels))?;
    Ok(labels)
}

/// Labels one paragraph; spaces within a span are part of it.
fn label(tagger: &Tagger<'_>, sequence: &Sequence, labels: &mut Labels) -> io::Result<()> {
    let mut next = 0;
    for (&token, name) in sequence.tokens.iter().zip(tagger.tag(&sequence.features)?) {
        let label = Label::named(name);
        let first = if label == Label::Inside { next } else { token };
        labels[first..=token].fill(label);
        next = token + 1;
    }
    Ok(())
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
