//! Laws of the text room.

use newstem::text::{Reading, find_anchors, find_quoted, fold, read_values};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::runner;
use crate::written::{any_language, any_text};

const CASES: u32 = 400;

fn check(law: fn(&Reading) -> Result<(), TestCaseError>) {
    let readings = (any_text(), any_language());
    let held = runner(CASES).run(&readings, |(text, language)| law(&Reading::new(&text, language)));
    assert_eq!(held, Ok(()));
}

#[test]
fn tokens_put_together_are_the_text() {
    check(|reading| {
        let whole: String = (0..reading.tokens.len()).map(|t| reading.token_text(t)).collect();
        prop_assert_eq!(&whole, &reading.text);
        prop_assert!(reading.tokens.iter().all(|token| token.start < token.end));
        Ok(())
    });
}

#[test]
fn sentences_stand_in_order_and_apart() {
    check(|reading| {
        for (index, sentence) in reading.sentences.iter().enumerate() {
            prop_assert!(!reading.sentence_text(index).trim().is_empty());
            prop_assert!(sentence.first_token < sentence.last_token);
        }
        for pair in reading.sentences.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start);
            prop_assert!(pair[0].last_token <= pair[1].first_token);
            prop_assert!(pair[0].paragraph <= pair[1].paragraph);
        }
        Ok(())
    });
}

#[test]
fn nothing_but_white_space_lies_between_sentences() {
    check(|reading| {
        let mut left = reading.text.clone();
        for sentence in reading.sentences.iter().rev() {
            left.replace_range(sentence.start..sentence.end, "");
        }
        prop_assert_eq!(left.trim(), "");
        Ok(())
    });
}

#[test]
fn every_word_is_whole_in_just_one_sentence() {
    check(|reading| {
        let inside: Vec<usize> =
            (0..reading.sentences.len()).flat_map(|s| reading.sentence_words(s)).collect();
        prop_assert_eq!(inside, reading.words().collect::<Vec<usize>>());
        for sentence in &reading.sentences {
            prop_assert_eq!(reading.tokens[sentence.first_token].start, sentence.start);
            prop_assert_eq!(reading.tokens[sentence.last_token - 1].end, sentence.end);
        }
        Ok(())
    });
}

#[test]
fn any_text_has_anchors_quotations_and_values() {
    check(|reading| {
        prop_assert_eq!(find_anchors(reading).len(), reading.tokens.len());
        prop_assert_eq!(find_quoted(reading).len(), reading.tokens.len());
        for mention in read_values(reading, &reading.language) {
            prop_assert!(mention.first_token < mention.last_token);
            prop_assert!(mention.last_token <= reading.tokens.len());
        }
        Ok(())
    });
}

#[test]
fn folding_twice_is_folding_once() {
    let held = runner(CASES).run(&any_text(), |text| {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
        Ok(())
    });
    assert_eq!(held, Ok(()));
}

#[test]
fn both_normal_forms_read_alike() {
    let held = runner(CASES).run(&(any_text(), any_language()), |(text, language)| {
        let composed = Reading::new(&text.nfc().collect::<String>(), language);
        let decomposed = Reading::new(&text.nfd().collect::<String>(), language);
        let words = |reading: &Reading| {
            reading.words().map(|word| reading.folded[word].clone()).collect::<Vec<_>>()
        };
        prop_assert_eq!(words(&composed), words(&decomposed));
        Ok(())
    });
    assert_eq!(held, Ok(()));
}
