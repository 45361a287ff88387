//! The part of speech that a word has most often, by the names of the Penn Treebank.
//!
//! No tagger decides between the parts that a word may be: which it is here, the fields learn from the
//! tags around. A list holds the words whose ending misleads; it is that of Brill's tagger (1992).

use std::sync::LazyLock;

use indexmap::IndexMap;

use crate::text::Reading;

/// A part of speech and its words, a line each.
const LIST: &str = include_str!("../../../assets/speech/tags.txt");

static LISTED: LazyLock<IndexMap<&str, &str>> = LazyLock::new(|| {
    let tagged = LIST.lines().filter_map(|line| line.split_once(' '));
    tagged.flat_map(|(tag, words)| words.split(' ').map(move |word| (word, tag))).collect()
});

/// The tag of a word; a capital tells a name wherever it does not open a sentence.
pub(super) fn tag(reading: &Reading, token: usize, opens_sentence: bool) -> &'static str {
    let (text, form) = (reading.token_text(token), reading.folded[token].as_str());
    if !reading.tokens[token].is_word() {
        return mark(text);
    }
    let listed = LISTED.get(form).copied();
    let is_name = text.starts_with(char::is_uppercase) && !opens_sentence;
    match listed {
        _ if form == "that" => "that",
        _ if text.starts_with(char::is_numeric) => "CD",
        Some(tag) if !is_name || is_closed(tag) => tag,
        _ if is_name => "NNP",
        _ => told_by_ending(form),
    }
}

/// Whether a part of speech has few words, which capitals make no names.
fn is_closed(tag: &str) -> bool {
    matches!(tag, "IN" | "DT" | "PRP" | "PRP$" | "WP" | "WRB" | "WDT" | "MD" | "CC" | "TO")
}

fn told_by_ending(form: &str) -> &'static str {
    const ENDINGS: [(&str, &str); 4] = [("ed", "VBD"), ("ing", "VBG"), ("ly", "RB"), ("s", "NNS")];
    ENDINGS.iter().find(|(ending, _)| form.ends_with(ending)).map_or("NN", |&(_, tag)| tag)
}

fn mark(text: &str) -> &'static str {
    match text {
        "," => "comma",
        "." | "!" | "?" => "stop",
        "\"" | "“" | "”" | "«" | "»" | "„" | "'" | "‘" | "’" => "quote",
        ":" | ";" => "colon",
        _ => "mark",
    }
}

#[cfg(test)]
mod tests {
    use super::tag;
    use crate::text::Reading;

    #[test]
    fn words_have_the_part_of_speech_that_they_have_most_often() {
        let reading = Reading::new("The Bank of Harbour believes that 12 “ferries” sank.", "en");
        let is_space = |token: &usize| reading.token_text(*token).trim().is_empty();
        let tokens = (0..reading.tokens.len()).filter(|token| !is_space(token));
        let tags: Vec<&str> = tokens.map(|token| tag(&reading, token, token == 0)).collect();
        let expected =
            ["DT", "NNP", "IN", "NNP", "VBZ", "that", "CD", "quote", "NNS", "quote", "VBD", "stop"];
        assert_eq!(tags, expected);
    }
}
