//! `newstem stories`: the place of each article among the stories.

use std::path::PathBuf;

use crate::command::{Place, sample, stderr, stdout};

/// Standard output of the stories of `paths`.
fn stories(place: &Place, arguments: &str, paths: &[PathBuf]) -> String {
    let output = place.command(&format!("stories {arguments}")).args(paths).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

/// A change that moves an article to another story shows here, and must be meant.
#[test]
fn the_sample_is_grouped_as_it_was() {
    insta::assert_snapshot!(stories(&Place::new(), "--format text", &[sample()]));
}

#[test]
fn each_line_is_a_placement_in_the_order_of_the_text() {
    let place = Place::new();
    let text = stories(&place, "--format text", &[sample()]);
    let lines: Vec<String> = stories(&place, "", &[sample()])
        .lines()
        .map(|line| {
            let placement: newstem::Placement = serde_json::from_str(line).unwrap();
            newstem_report::stories::line(&placement)
        })
        .collect();
    assert_eq!(lines.len(), 12);
    assert_eq!(lines.concat(), text);
}

#[test]
fn the_form_of_a_line() {
    let place = Place::new();
    let copied = concat!(
        r#"{"id":"one","story":"s1","evidence":null}"#,
        "\n",
        r#"{"id":"two","story":"s1","evidence":{"copy_of":"one"}}"#,
        "\n"
    );
    assert_eq!(stories(&place, "pile.jsonl", &[]), copied);
    assert_eq!(stories(&place, "pile.jsonl --format text", &[]), "one\ts1\ntwo\ts1\tcopy of one\n");
}

#[test]
fn neither_the_order_of_the_files_nor_the_threads_change_a_byte() {
    let place = Place::new();
    let mut files: Vec<PathBuf> =
        sample().read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let first = stories(&place, "--threads 1", &files);
    files.reverse();
    assert_eq!(stories(&place, "--threads 4", &files), first);
}

#[test]
fn a_file_has_the_bytes_of_standard_output() {
    let place = Place::new();
    let output = place.run("stories pile.jsonl -o stories.jsonl");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    assert_eq!(place.read("stories.jsonl"), stories(&place, "pile.jsonl", &[]));
}
