//! Standard input, standard output and colour.

use std::io::Write;
use std::process::Stdio;

use crate::command::{PILE, Place, stderr, stdout};

#[test]
fn a_pile_from_standard_input() {
    let output = Place::new().run_with("trace - --format json", PILE);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("Bridge shut after barge strike"));
}

#[test]
fn the_json_is_a_trace_and_the_same_bytes_every_time() {
    let place = Place::new();
    let first = place.run("trace pile.jsonl --format json");
    let trace: newstem::Trace = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!(trace.schema, 1);
    assert_eq!(trace.articles.len(), 2);
    assert_eq!(place.run("trace pile.jsonl --format json").stdout, first.stdout);
}

#[test]
fn colour_only_where_it_is_asked_for() {
    let place = Place::new();
    let check = |arguments: &str, no_color: &str, expected: bool| {
        let mut command = place.command(arguments);
        let output = command.env("NO_COLOR", no_color).output().unwrap();
        assert_eq!(stdout(&output).contains('\x1b'), expected, "{arguments}");
    };
    check("trace pile.jsonl", "", false);
    check("trace pile.jsonl --color never", "", false);
    check("trace pile.jsonl --color always", "", true);
    // A choice on the command line goes before the environment.
    check("trace pile.jsonl --color always", "1", true);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    for format in ["text", "json", "html"] {
        let place = Place::new();
        let mut child = place
            .command(&format!("trace - --format {format}"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Gone before there is anything to write: the pile has not been given yet.
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(PILE.as_bytes()).unwrap();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(stderr(&output), "");
    }
}
