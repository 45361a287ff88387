//! How a word looks, and what part it plays as far as lists and its ending tell.

use super::AUXILIARIES;
use crate::quote::lexicon::Lexicon;
use crate::text::Reading;

/// The letters of a word: their case, or that they are digits.
pub(super) fn shape(reading: &Reading, token: usize) -> &'static str {
    if !reading.tokens[token].is_word() {
        return "mark";
    }
    let mut letters = reading.token_text(token).chars();
    match letters.next() {
        Some(first) if first.is_numeric() => "digits",
        Some(first) if first.is_uppercase() => {
            if letters.any(char::is_lowercase) {
                "Xx"
            } else {
                "XX"
            }
        }
        _ => "x",
    }
}

/// What part a word that is no cue plays in a sentence, or what mark it is; `form` is the word as it is folded.
pub(super) fn class(lexicon: &Lexicon, form: &str, shape: &'static str) -> &'static str {
    if shape == "mark" {
        return class_of_mark(form);
    }
    match form {
        "that" | "whether" | "if" | "how" | "why" | "what" => "that",
        "to" => "to",
        "and" | "or" | "but" => "and",
        "who" | "which" | "whose" | "where" | "when" => "wh",
        _ if AUXILIARIES.contains(&form) => "aux",
        _ if lexicon.pronoun(form).is_some() || matches!(form, "i" | "we" | "you") => "pron",
        _ if lexicon.is_preposition(form) => "prep",
        _ if lexicon.is_determiner(form) => "det",
        _ => told_by_shape(form, shape),
    }
}

fn class_of_mark(form: &str) -> &'static str {
    match form {
        "," => "comma",
        "." | "!" | "?" => "stop",
        "\"" | "'" => "quote",
        ":" | ";" => "colon",
        _ => "mark",
    }
}

fn told_by_shape(form: &str, shape: &'static str) -> &'static str {
    match shape {
        "Xx" | "XX" => "Name",
        "digits" => "num",
        _ if form.ends_with("ed") => "ed",
        _ if form.ends_with("ing") => "ing",
        _ if form.ends_with("ly") => "ly",
        _ if form.ends_with('s') => "s",
        _ => "x",
    }
}
