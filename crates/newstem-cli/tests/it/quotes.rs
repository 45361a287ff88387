//! `newstem quotes`: what each article gives to a speaker.

use std::path::PathBuf;

use crate::command::{Place, sample, stderr, stdout};

/// Standard output of the quotations of `paths`.
fn quotes(place: &Place, arguments: &str, paths: &[PathBuf]) -> String {
    let output = place.command(&format!("quotes {arguments}")).args(paths).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

/// A change that finds another quotation or speaker shows here, and must be meant.
#[test]
fn the_sample_is_quoted_as_it_was() {
    insta::assert_snapshot!(quotes(&Place::new(), "--format text", &[sample()]));
}

#[test]
fn each_line_is_a_quotation_in_the_order_of_the_text() {
    let place = Place::new();
    let lines = quotes(&place, "", &[sample()]);
    let lines = lines.lines().map(|line| {
        let quotation: newstem::Quotation = serde_json::from_str(line).unwrap();
        newstem_report::quotations::line(&quotation)
    });
    let lines: Vec<String> = lines.collect();
    assert_eq!(lines.concat(), quotes(&place, "--format text", &[sample()]));
}

#[test]
fn neither_the_order_of_the_files_nor_the_threads_change_a_byte() {
    let place = Place::new();
    let mut files: Vec<PathBuf> =
        sample().read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let first = quotes(&place, "--threads 1", &files);
    files.reverse();
    assert_eq!(quotes(&place, "--threads 4", &files), first);
}
