//! Sentences. A paragraph (a line) never shares a sentence with the next; inside a paragraph
//! `sentencex` decides, which measured best of the splitters tried (43 of 48 golden rules).

use super::Token;

/// A sentence, as byte offsets and token indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Offset of its first byte.
    pub start: usize,
    /// Offset just past its last byte.
    pub end: usize,
    /// Index of its first token.
    pub first_token: usize,
    /// Index just past its last token.
    pub last_token: usize,
    /// Number of the paragraph it stands in, from 0; empty paragraphs do not count.
    pub paragraph: usize,
}

/// Splits a text into sentences; white space at their ends is left out.
pub fn split_sentences(text: &str, language: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut paragraph = 0;
    let mut offset = 0;
    for line in text.split('\n') {
        let before = sentences.len();
        for (start, end) in line_sentences(line, language) {
            let span = (offset + start, offset + end);
            sentences.extend(trimmed(text, span).map(|span| sentence(span, tokens, paragraph)));
        }
        paragraph += usize::from(sentences.len() > before);
        offset += line.len() + 1;
    }
    sentences
}

fn line_sentences(line: &str, language: &str) -> Vec<(usize, usize)> {
    if line.trim().is_empty() {
        return Vec::new();
    }
    let primary = language.split('-').next().unwrap_or_default();
    let language = if primary.is_empty() || primary == "und" { "en" } else { primary };
    let mut spans = Vec::new();
    let mut start = 0;
    for piece in sentencex::segment(language, line) {
        spans.push((start, start + piece.len()));
        start += piece.len();
    }
    if start != line.len() {
        return vec![(0, line.len())];
    }
    spans
}

fn trimmed(text: &str, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let piece = &text[start..end];
    let kept = piece.trim();
    let lead = piece.len() - piece.trim_start().len();
    (!kept.is_empty()).then_some((start + lead, start + lead + kept.len()))
}

fn sentence((start, end): (usize, usize), tokens: &[Token], paragraph: usize) -> Sentence {
    let first_token = tokens.partition_point(|token| token.end <= start);
    let last_token = tokens.partition_point(|token| token.start < end);
    Sentence { start, end, first_token, last_token, paragraph }
}

#[cfg(test)]
mod tests {
    use crate::text::Reading;

    fn check(text: &str, expected: &[&str]) {
        let reading = Reading::new(text, "en");
        let found: Vec<&str> =
            (0..reading.sentences.len()).map(|i| reading.sentence_text(i)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn titles_and_initials_do_not_end_a_sentence() {
        check(
            "Mr. Pesk of St. Olen's said so. It took 1.5 hours.",
            &["Mr. Pesk of St. Olen's said so.", "It took 1.5 hours."],
        );
    }

    #[test]
    fn a_paragraph_ends_a_sentence() {
        check("ADRIN\n\n  The roof broke. ", &["ADRIN", "The roof broke."]);
    }

    #[test]
    fn a_quotation_stays_with_its_closing_mark() {
        check("\"It fell.\" He ran.", &["\"It fell.\"", "He ran."]);
    }
}
