//! Exit codes, and what standard error says with each.

use crate::command::{Place, stderr, stdout};

/// Runs and compares the exit code and every piece that standard error must hold; with none it
/// must be silent.
fn check(arguments: &str, code: i32, told: &[&str]) {
    let place = Place::new();
    place.write("empty.jsonl", "");
    place.write("half.jsonl", &format!("{}{{\"id\": \n", crate::command::PILE));
    let output = place.run(arguments);
    let stderr = stderr(&output);
    assert_eq!(output.status.code(), Some(code), "{arguments}: {stderr}");
    assert_eq!(stderr.is_empty(), told.is_empty(), "{arguments}: {stderr}");
    for piece in told {
        assert!(stderr.contains(piece), "{piece:?} is not in: {stderr}");
    }
}

#[test]
fn done() {
    check("trace pile.jsonl", 0, &[]);
    check("trace pile.jsonl --format json", 0, &[]);
    check("trace pile.jsonl --format html", 0, &[]);
    check("stories pile.jsonl", 0, &[]);
    check("stories pile.jsonl --format text", 0, &[]);
    check("completions bash", 0, &[]);
    check("man", 0, &[]);
    check("man trace", 0, &[]);
    check("--version", 0, &[]);
}

#[test]
fn nothing_to_trace() {
    check("trace empty.jsonl", 1, &["found no article", "hint: "]);
    check("stories empty.jsonl", 1, &["found no article", "hint: "]);
}

#[test]
fn wrong_usage() {
    check("trace", 2, &["PILE"]);
    check("trace pile.jsonl --format xml", 2, &["xml", "json"]);
    check("stories", 2, &["PILE"]);
    check("stories pile.jsonl --format html", 2, &["html", "jsonl"]);
    check("stories nowhere.txt", 2, &["\"nowhere.txt\" does not exist", "hint: "]);
    check("man nonsense", 2, &["there is no command \"nonsense\"", "hint: "]);
    check("trace nowhere.txt", 2, &["\"nowhere.txt\" does not exist", "hint: "]);
    check("trace a.txt b.txt", 2, &["\"a.txt\", \"b.txt\" do not exist"]);
    check(
        "trace pile.jsonl -o nowhere/report.html",
        2,
        &["the folder of \"nowhere/report.html\" does not exist", "hint: "],
    );
}

#[test]
fn traced_but_some_was_skipped() {
    let missing = ["skipped \"nowhere.txt\": does not exist", "hint: "];
    check("trace pile.jsonl nowhere.txt", 3, &missing);
    check("stories pile.jsonl nowhere.txt", 3, &missing);
    // The third record is cut off in the middle.
    check("trace half.jsonl", 3, &["skipped ", "half.jsonl", "record 3", "hint: "]);
}

#[test]
fn what_was_not_skipped_is_still_traced() {
    let output = Place::new().run("trace pile.jsonl nowhere.txt --format json");
    assert!(stdout(&output).contains("Bridge shut after barge strike"));
}

#[cfg(target_os = "linux")]
#[test]
fn findings_that_cannot_be_written() {
    check("stories pile.jsonl -o /dev/full", 4, &["failed to write \"/dev/full\"", "hint: "]);
    check("trace pile.jsonl -o /dev/full", 4, &["failed to write \"/dev/full\"", "hint: "]);
}
