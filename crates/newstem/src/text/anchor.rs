//! Anchors: the names and numbers of a text, which survive rewriting and translation.
//!
//! A name is a capitalised word that stands inside a sentence, or that opens one and stands
//! capitalised inside another of the same text; no tagger is asked, because capital letters
//! measured better than any that was light enough to ship. In languages that capitalise every
//! noun, and in scripts without case, this finds too many and too few.

use std::collections::BTreeSet;

use super::{Reading, TokenKind};

/// For each token of a reading: whether it is part of a name or is a number.
pub fn find_anchors(reading: &Reading) -> Vec<bool> {
    let openers = sentence_openers(reading);
    let names: BTreeSet<&str> = reading
        .words()
        .filter(|word| !openers.contains(word) && is_capitalised(reading, *word))
        .map(|word| reading.folded[word].as_str())
        .collect();
    (0..reading.tokens.len())
        .map(|token| is_number(reading, token) || is_name(reading, token, &openers, &names))
        .collect()
}

fn is_number(reading: &Reading, token: usize) -> bool {
    let begins_with_digit =
        || reading.token_text(token).chars().next().is_some_and(|first| first.is_numeric());
    reading.tokens[token].is_word() && begins_with_digit()
}

fn is_name(
    reading: &Reading,
    token: usize,
    openers: &BTreeSet<usize>,
    names: &BTreeSet<&str>,
) -> bool {
    let known = || names.contains(reading.folded[token].as_str());
    is_capitalised(reading, token) && (!openers.contains(&token) || known())
}

fn is_capitalised(reading: &Reading, token: usize) -> bool {
    let text = reading.token_text(token);
    reading.tokens[token].kind == TokenKind::Word
        && text.chars().next().is_some_and(char::is_uppercase)
        && text != "I"
}

/// Words that a capital says nothing about: the first of a sentence or of a quotation.
fn sentence_openers(reading: &Reading) -> BTreeSet<usize> {
    let firsts =
        (0..reading.sentences.len()).filter_map(|sentence| reading.sentence_words(sentence).next());
    let after_mark = reading.words().filter(|&word| follows_opening_mark(reading, word));
    firsts.chain(after_mark).collect()
}

fn follows_opening_mark(reading: &Reading, word: usize) -> bool {
    let Some(before) = word.checked_sub(1) else {
        return true;
    };
    matches!(reading.token_text(before), "\"" | "“" | "‘" | "«" | "„" | "'" | "¿" | "¡")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let reading = Reading::new(text, "en");
        let anchors = find_anchors(&reading);
        let found: Vec<&str> =
            (0..anchors.len()).filter(|&t| anchors[t]).map(|t| reading.token_text(t)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_is_no_name_alone() {
        check("Radar saw it at 23:40. Then Mr Pesk ran.", &["23:40", "Mr", "Pesk"]);
    }

    #[test]
    fn a_name_known_from_elsewhere_is_one_at_the_start_too() {
        check("Krall spoke. Asked again, Krall left.", &["Krall", "Krall"]);
    }

    #[test]
    fn the_first_word_of_a_quotation_is_no_name() {
        check("He said \"Nobody ran\" twice.", &[]);
    }
}
