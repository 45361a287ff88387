//! `newstem check`: what a pile, or a trace made before, knows of a sentence or a number.

use std::path::Path;
use std::process::Output;

use crate::command::{Place, sample, stderr, stdout};

fn check(place: &Place, pile: &Path, question: &str, format: &str) -> Output {
    let mut command = place.command("check");
    command.arg(pile).arg(question).args(["--format", format]).output().unwrap()
}

/// A change that answers otherwise shows here, and must be meant.
#[test]
fn the_sample_answers_as_it_did() {
    let place = Place::new();
    let ask = |question| stdout(&check(&place, &sample(), question, "text"));
    let said = ask("the drone has a wingspan of 1.8 metres");
    let nobody = ask("the drone has a wingspan of 7 metres");
    let bare = ask("23:40");
    let unknown = ask("the trains to Larkwater are late");
    insta::assert_snapshot!([said, nobody, bare, unknown].join("\n----\n\n"));
}

#[test]
fn a_trace_answers_as_its_pile_does() {
    let place = Place::new();
    let output = place.command("trace -o trace.json").arg(sample()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let question = "three panes of the glass roof were broken";
    let of_pile = stdout(&check(&place, &sample(), question, "jsonl"));
    let of_trace = stdout(&check(&place, Path::new("trace.json"), question, "jsonl"));
    assert!(!of_pile.is_empty());
    assert_eq!(of_trace, of_pile);
}

#[test]
fn each_line_is_an_answer() {
    let lines = stdout(&check(&Place::new(), &sample(), "five panes were missing", "jsonl"));
    assert!(!lines.is_empty());
    for line in lines.lines() {
        let answer: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(answer["independent_sources"].is_u64(), "{line}");
    }
}

#[test]
fn a_question_without_a_pile_is_wrong_usage() {
    let output = Place::new().run("check only-one-thing");
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}
