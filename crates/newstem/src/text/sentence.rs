//! Sentences. A paragraph (a line) never shares a sentence with the next; inside a paragraph
//! `sentencex` decides, which measured best of the splitters tried (43 of 48 golden rules), and a
//! few of its cuts are mended: none falls inside a word (`U.S.`), none behind a title before a
//! name, and an opening mark goes with the words that it opens.
//!
//! Its running time grows faster than the text where quotation marks abound, so a long line is
//! handed over in pieces, and a piece that is mostly marks is cut by a plain rule instead. No
//! sentence is therefore longer than a piece, unless it is one endless word.

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

/// Longest piece of a line that is looked at as a whole. No measured paragraph of news is longer.
const PIECE_BYTES_MAX: usize = 4096;
/// A piece shorter than this costs little, whatever is in it.
const DENSE_PIECE_BYTES_MIN: usize = 1024;
/// A piece with more marks than one in so many bytes is no running text.
const BYTES_PER_MARK_MIN: usize = 16;

/// Splits a text into sentences; white space at their ends is left out.
pub fn split_sentences(text: &str, language: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut paragraph = 0;
    let mut offset = 0;
    for line in text.split('\n') {
        let before = sentences.len();
        let mut start = offset;
        for cut in line_cuts(line, language).into_iter().chain([line.len()]) {
            let end = offset + cut;
            if is_inside_token(end, tokens) {
                continue;
            }
            sentences.extend(trimmed(text, (start, end)).map(|s| sentence(s, tokens, paragraph)));
            start = end;
        }
        paragraph += usize::from(sentences.len() > before);
        offset += line.len() + 1;
    }
    sentences
}

/// Where sentences begin inside a line, in order.
fn line_cuts(line: &str, language: &str) -> Vec<usize> {
    if line.trim().is_empty() {
        return Vec::new();
    }
    let mut cuts = Vec::new();
    let mut start = 0;
    while start < line.len() {
        let piece = &line[start..start + piece_length(&line[start..])];
        cuts.push(start);
        cuts.extend(piece_cuts(piece, language).into_iter().map(|cut| start + cut));
        start += piece.len();
    }
    let mut cuts: Vec<usize> = cuts.into_iter().filter_map(|cut| mended(line, cut)).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// How much of a line to look at: all of it, or up to the last sentence end, else the last space,
/// that the limit allows.
fn piece_length(rest: &str) -> usize {
    if rest.len() <= PIECE_BYTES_MAX {
        return rest.len();
    }
    let window = &rest[..rest.floor_char_boundary(PIECE_BYTES_MAX)];
    let is_end = |cut: &usize| ends_sentence(&window[..*cut]);
    let sentence_end = spaces(window).rev().find(is_end);
    let full_stop = || window.rmatch_indices(['。', '！', '？']).next().map(|(at, m)| at + m.len());
    sentence_end.or_else(full_stop).or_else(|| spaces(window).next_back()).unwrap_or(window.len())
}

/// Offsets of white space after the first character.
fn spaces(text: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
    let white = |&(at, character): &(usize, char)| at > 0 && character.is_whitespace();
    text.char_indices().filter(white).map(|(at, _)| at)
}

/// A full stop, and at most a few closing marks after it.
fn ends_sentence(text: &str) -> bool {
    const MARKS_MAX: usize = 3;
    let mut last = text.chars().rev().take(MARKS_MAX + 1);
    let mark = last.find(|mark| !matches!(mark, '"' | '\'' | '”' | '’' | '»' | ')' | ']'));
    matches!(mark, Some('.' | '!' | '?' | '…'))
}

/// Where sentences begin inside a piece, in order.
fn piece_cuts(piece: &str, language: &str) -> Vec<usize> {
    if is_dense(piece) {
        return spaces(piece).filter(|&at| ends_sentence(&piece[..at])).collect();
    }
    let mut cuts = Vec::new();
    let mut start = 0;
    for sentence in sentencex::segment(primary(language), piece) {
        cuts.extend(ellipses(sentence).map(|cut| start + cut));
        start += sentence.len();
        cuts.push(start);
    }
    // The pieces that it gives are those of the text, or its cuts mean nothing.
    if start == piece.len() { cuts } else { Vec::new() }
}

fn is_dense(piece: &str) -> bool {
    let is_mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, '.' | ',');
    piece.len() >= DENSE_PIECE_BYTES_MIN
        && piece.chars().filter(is_mark).count() > piece.len() / BYTES_PER_MARK_MIN
}

fn primary(language: &str) -> &str {
    match language.split('-').next().unwrap_or_default() {
        "" | "und" => "en",
        primary => primary,
    }
}

/// `nodded…Then`: ends that lack their space, outside quotations.
fn ellipses(sentence: &str) -> impl Iterator<Item = usize> + '_ {
    let unquoted = sentence.find(['"', '“', '„', '«', '‘', '\'']).unwrap_or(sentence.len());
    sentence[..unquoted].match_indices('…').map(|(at, mark)| at + mark.len()).filter(|&cut| {
        let mut before = sentence[..cut].chars().rev().skip(1);
        before.next().is_some_and(char::is_lowercase)
            && sentence[cut..].starts_with(char::is_uppercase)
    })
}

/// How much of the text on either side of a cut decides whether it is one.
const CONTEXT_BYTES: usize = 64;

/// The place where a cut belongs, or nothing where it cuts a sentence in two.
fn mended(line: &str, cut: usize) -> Option<usize> {
    let before = &line[line.ceil_char_boundary(cut.saturating_sub(CONTEXT_BYTES))..cut];
    let after = &line[cut..line.floor_char_boundary(cut + CONTEXT_BYTES)];
    (!goes_on(before.trim_end(), after.trim_start())).then(|| cut - opening_length(before))
}

/// Titles that stand before a name.
const TITLES: [&str; 23] = [
    "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Rev.", "Hon.", "Gen.", "Col.", "Maj.", "Capt.", "Cmdr.",
    "Lt.", "Sgt.", "Cpl.", "Sen.", "Rep.", "Gov.", "Sra.", "Mme.", "Supt.", "Cllr.", "Det.",
];
/// Words that stand before a number.
const COUNTED: [&str; 14] = [
    "No.", "Nos.", "Nr.", "approx.", "ca.", "c.", "fig.", "Fig.", "vol.", "Vol.", "pp.", "p.",
    "art.", "Art.",
];
/// Halves of the day, and the days that follow them: `5 p.m. Tuesday`.
const HALF_DAYS: [&str; 2] = ["a.m.", "p.m."];
const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Whether the sentence that ends in `before` goes on in `after`, full stop or not.
fn goes_on(before: &str, after: &str) -> bool {
    let name = after.starts_with(char::is_uppercase) && ends_in(before, &TITLES);
    let number = after.starts_with(|c: char| c.is_ascii_digit()) && ends_in(before, &COUNTED);
    let day = DAYS.iter().any(|day| after.starts_with(day)) && ends_in(before, &HALF_DAYS);
    name || number || day
}

fn ends_in(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

/// The length of the opening mark at the end of `before`, with what follows it: `left. '`.
fn opening_length(before: &str) -> usize {
    let trimmed = before.trim_end();
    let Some(mark) = trimmed.chars().next_back() else {
        return 0;
    };
    let kept = &trimmed[..trimmed.len() - mark.len_utf8()];
    let opens = match mark {
        '“' | '‘' | '„' | '«' | '¿' | '¡' => true,
        '"' | '\'' => trimmed.len() == before.len(),
        _ => false,
    };
    if opens && kept.ends_with(char::is_whitespace) { before.len() - kept.len() } else { 0 }
}

fn is_inside_token(offset: usize, tokens: &[Token]) -> bool {
    let token = tokens.get(tokens.partition_point(|token| token.end <= offset));
    token.is_some_and(|token| token.is_word() && token.start < offset)
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

    #[test]
    fn an_opening_mark_goes_with_the_words_it_opens() {
        check("They left. 'Tis done.", &["They left.", "'Tis done."]);
        check("Il part. « Oui », dit-il.", &["Il part.", "« Oui », dit-il."]);
    }

    #[test]
    fn titles_go_with_any_name_and_counting_words_with_their_number() {
        check("Dr. No came at approx. 5 km/h.", &["Dr. No came at approx. 5 km/h."]);
        check("Lt. Col. Will Byrd read vol. 3.", &["Lt. Col. Will Byrd read vol. 3."]);
        check("It shut at 5 p.m. Tuesday.", &["It shut at 5 p.m. Tuesday."]);
        check("It shut at 5 p.m. The end.", &["It shut at 5 p.m.", "The end."]);
    }

    #[test]
    fn a_dotted_abbreviation_ends_a_sentence_only_where_one_begins() {
        check(
            "The U.S. Senate met in the U.S. He left.",
            &["The U.S. Senate met in the U.S.", "He left."],
        );
    }

    #[test]
    fn an_ellipsis_without_its_space_ends_a_sentence() {
        check("He nodded…Then he left.", &["He nodded…", "Then he left."]);
        check("“I nodded…Then I left,” he said.", &["“I nodded…Then I left,” he said."]);
    }

    #[test]
    fn a_line_of_marks_takes_no_longer_than_its_length() {
        let line = "(\"'“‘ ".repeat(40_000);
        let reading = Reading::new(&line, "en");
        assert!(reading.sentences.iter().all(|s| s.end - s.start <= super::PIECE_BYTES_MAX));
        assert_eq!(reading.sentences.last().map(|s| s.end), Some(line.trim_end().len()));
    }

    #[test]
    fn a_long_line_is_cut_at_ends_of_sentences() {
        let line = "Nobody was on the Ridge Road, said Mr. Pesk. ".repeat(400);
        let reading = Reading::new(&line, "en");
        assert_eq!(reading.sentences.len(), 400);
    }

    #[test]
    fn a_word_without_end_is_not_cut() {
        check(&"x".repeat(10_000), &[&"x".repeat(10_000)]);
    }
}
