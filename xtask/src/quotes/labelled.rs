//! Articles in which every attribution is labelled.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use newstem::quote::tagging::{Label, Labels, Layer};
use newstem::text::Reading;
use serde::Deserialize;

/// An article and what is attributed in it.
pub(super) struct Labelled {
    pub(super) id: String,
    pub(super) reading: Reading,
    pub(super) quotes: Vec<Gold>,
}

/// One attribution, by byte ranges.
pub(super) struct Gold {
    pub(super) content: Vec<Range<usize>>,
    pub(super) source: Option<Range<usize>>,
    pub(super) cue: Vec<Range<usize>>,
}

/// Why labels could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LabelsError {
    /// The file could not be read.
    #[error("cannot read {}", .0.display())]
    File(PathBuf, #[source] io::Error),
    /// A line is no labelled article.
    #[error("{}, line {}: no labelled article", .0.display(), .1)]
    Line(PathBuf, usize, #[source] serde_json::Error),
}

/// A line of the file; all offsets count characters.
#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    quotes: Vec<Quote>,
}

#[derive(Deserialize)]
struct Quote {
    spans: Vec<[usize; 2]>,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
    #[serde(default)]
    cue_spans: Vec<[usize; 2]>,
}

/// Reads the labelled articles of a file.
pub(super) fn read(path: &Path) -> Result<Vec<Labelled>, LabelsError> {
    let text =
        fs::read_to_string(path).map_err(|error| LabelsError::File(path.to_owned(), error))?;
    let lines = text.lines().zip(1..);
    let labelled = |(line, number)| {
        let record = serde_json::from_str(line);
        record.map(labelled).map_err(|error| LabelsError::Line(path.to_owned(), number, error))
    };
    lines.map(labelled).collect()
}

fn labelled(record: Record) -> Labelled {
    let offsets = record.text.char_indices().map(|(offset, _)| offset);
    let offsets: Vec<usize> = offsets.chain([record.text.len()]).collect();
    let byte = |character: usize| offsets[character.min(offsets.len() - 1)];
    let bytes = |[start, end]: [usize; 2]| byte(start)..byte(end);
    let gold = |quote: Quote| Gold {
        content: quote.spans.into_iter().map(bytes).collect(),
        source: quote.speaker_start.zip(quote.speaker_end).map(|(start, end)| bytes([start, end])),
        cue: quote.cue_spans.into_iter().map(bytes).collect(),
    };
    let quotes = record.quotes.into_iter().map(gold).collect();
    Labelled { id: record.id, reading: Reading::new(&record.text, "en"), quotes }
}

impl Labelled {
    /// The labels of one layer; of spans within each other the outer one.
    pub(super) fn labels(&self, layer: Layer) -> Labels {
        let mut spans: Vec<Range<usize>> =
            self.quotes.iter().flat_map(|quote| quote.spans(layer)).collect();
        spans.sort_by_key(|span| (span.start, usize::MAX - span.end));
        let mut labels = vec![Label::Outside; self.reading.tokens.len()];
        let mut end = 0;
        for span in spans {
            if span.start >= end {
                self.mark(&mut labels, &span);
                end = span.end;
            }
        }
        labels
    }

    fn mark(&self, labels: &mut Labels, span: &Range<usize>) {
        let mut label = Label::Begin;
        for token in self.tokens(span) {
            labels[token] = label;
            label = Label::Inside;
        }
    }

    /// The tokens of a byte range, without spaces at its ends.
    pub(super) fn tokens(&self, bytes: &Range<usize>) -> Range<usize> {
        let tokens = &self.reading.tokens;
        let start = tokens.partition_point(|token| token.end <= bytes.start);
        let end = tokens.partition_point(|token| token.start < bytes.end);
        let is_space = |&token: &usize| self.reading.token_text(token).trim().is_empty();
        let first = (start..end).find(|token| !is_space(token)).unwrap_or(end);
        let last = (first..end).rfind(|token| !is_space(token)).map_or(first, |last| last + 1);
        first..last
    }
}

impl Gold {
    fn spans(&self, layer: Layer) -> Vec<Range<usize>> {
        match layer {
            Layer::Cue => self.cue.clone(),
            Layer::Source => self.source.iter().cloned().collect(),
            Layer::Content => self.content.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use newstem::quote::tagging::{Layer, spans_of};

    use super::{Record, labelled};

    #[test]
    fn offsets_count_characters_and_spans_become_tokens() {
        let line = r#"{"id": "a", "text": "“Ça va,” said Zoë.", "quotes": [{"kind": "direct",
            "spans": [[0, 8]], "speaker_start": 14, "speaker_end": 17, "cue_spans": [[9, 13]]}]}"#;
        let record: Record = serde_json::from_str(line).expect("a labelled article");
        let article = labelled(record);
        let check = |layer: Layer, expected: &str| {
            let spans = spans_of(&article.labels(layer));
            let tokens = &article.reading.tokens[spans[0].clone()];
            let text = &article.reading.text[tokens[0].start..tokens[tokens.len() - 1].end];
            assert_eq!((spans.len(), text), (1, expected));
        };
        check(Layer::Content, "“Ça va,”");
        check(Layer::Cue, "said");
        check(Layer::Source, "Zoë");
    }
}
