//! What the shipped models find in plain sentences, and the laws of spans.

use proptest::prelude::*;

use super::*;

fn attributed(text: &str) -> Vec<String> {
    let models = SpeechModels::embedded().expect("the embedded models can be read");
    let reading = Reading::new(text, "en");
    let of = |tokens: &Range<usize>| {
        let (first, last) = (&reading.tokens[tokens.start], &reading.tokens[tokens.end - 1]);
        reading.text[first.start..last.end].to_owned()
    };
    let line = |found: &Attributed| {
        let [source, cue] =
            [&found.source, &found.cue].map(|span| span.as_ref().map_or("-".to_owned(), of));
        let content: Vec<String> = found.content.iter().map(of).collect();
        format!("{:?} | {source} | {cue} | {}", found.form, content.join(" … "))
    };
    models.attributed(&reading).iter().map(line).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(attributed(text), expected, "in {text}");
}

#[test]
fn reported_speech_has_source_cue_and_content() {
    check(
        "The bridge was shut on Tuesday. The Harbour Board said that it would stay shut for a week.",
        &["Indirect | The Harbour Board | said | that it would stay shut for a week"],
    );
    check(
        "A barge struck the pier. The ship was not insured, according to the coastguard.",
        &["Indirect | the coastguard | according to | The ship was not insured"],
    );
}

#[test]
fn according_to_has_its_source_behind_it() {
    check(
        "Nobody was hurt, according to two people at the meeting.",
        &["Indirect | two people at the meeting | according to | Nobody was hurt"],
    );
    check(
        "According to two people at the meeting, three men were held overnight.",
        &["Indirect | two people at the meeting | According to | three men were held overnight"],
    );
    check("The lamps were hung according to the rules.", &[]);
}

#[test]
fn parts_around_a_cue_are_one_content() {
    check(
        "A barge struck the pier. “We saw it come,” said Anna Krall. “It did not slow down.”",
        &["Direct | Anna Krall | said | “We saw it come,” … “It did not slow down.”"],
    );
}

#[test]
fn where_nobody_holds_anything_nothing_is_found() {
    check("The bridge was shut on Tuesday. A barge had struck its northern pier.", &[]);
    check("", &[]);
}

#[test]
fn a_long_paragraph_is_parted_between_sentences() {
    let sentence = "The Harbour Board said that it would stay shut for a week. ";
    let reading = Reading::new(&sentence.repeat(400), "en");
    let parts = sequences(&reading, &[]);
    let lengths: Vec<usize> = parts.iter().map(|part| part.tokens.len()).collect();
    assert_eq!(lengths, [1027, 1027, 1027, 1027, 1027, 65]);
    let found = attributed(&reading.text);
    assert!(found.len() >= 400, "{} were found", found.len());
}

/// Labels in any order, sound or not.
fn any_labels() -> impl Strategy<Value = Labels> {
    let label = prop::sample::select(vec![Label::Outside, Label::Begin, Label::Inside]);
    prop::collection::vec(label, 0..40)
}

proptest! {
    #[test]
    fn spans_are_in_order_and_hold_what_is_labelled(labels in any_labels()) {
        let spans = spans_of(&labels);
        for pair in spans.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start);
        }
        for (token, &label) in labels.iter().enumerate() {
            let is_held = spans.iter().any(|span| span.contains(&token));
            prop_assert_eq!(is_held, label != Label::Outside);
        }
    }

    #[test]
    fn any_text_is_labelled_without_failing(text in "[a-zA-Z“”\"'.,: \n0-9é中]{0,200}") {
        let models = SpeechModels::embedded().expect("the embedded models can be read");
        let reading = Reading::new(&text, "en");
        for attributed in models.attributed(&reading) {
            prop_assert!(attributed.extent().end <= reading.tokens.len());
            prop_assert!(!attributed.content.is_empty());
        }
    }
}
