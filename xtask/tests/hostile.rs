//! Hostile files, read within this process: what is read of each, and what is told of the rest.
//!
//! With `HOSTILE_ACCEPT=1` in the environment the files of cases are brought in line with what is
//! read; look at the difference before it is kept.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use xtask::hostile::outcome::{self, Outcome};
use xtask::hostile::{Case, Size, place, read_cases, rewritten};

fn path_of(group: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("hostile/{group}.cases"))
}

fn cases_of(group: &str) -> Vec<Case> {
    let path = path_of(group);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    read_cases(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

/// A fresh folder for a case.
fn folder_of(group: &str, case: &Case) -> PathBuf {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(group).join(&case.name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

/// Reads every case of a group and compares documents and problems.
fn check(group: &str) {
    let mut wrong = String::new();
    let mut all = Vec::new();
    for case in cases_of(group) {
        let found = outcome_of(group, &case);
        all.push(found.clone());
        if found != Outcome::expected(&case) {
            wrong += &format!("case {} ({})\n{}\n", case.name, case.why, found.lines());
        }
    }
    if env::var_os("HOSTILE_ACCEPT").is_some() {
        let text = fs::read_to_string(path_of(group)).expect("the cases can be read");
        return fs::write(path_of(group), rewritten(&text, &all))
            .expect("the cases can be written");
    }
    assert!(wrong.is_empty(), "{group}: these were read otherwise than expected:\n{wrong}");
}

fn outcome_of(group: &str, case: &Case) -> Outcome {
    let folder = folder_of(group, case);
    place::lay(case, &folder, Size::Small).unwrap_or_else(|e| panic!("{}: {e}", case.name));
    let (found, pile) = outcome::read(&folder);
    let _ = fs::remove_dir_all(&folder);
    for problem in &pile.problems {
        assert!(is_a_message(&problem.reason) && is_a_message(&problem.hint), "{problem:?}");
    }
    found
}

/// Messages are fragments: no capital at their start, no stop at their end, and nothing in them
/// that a terminal would obey.
fn is_a_message(text: &str) -> bool {
    let is_fragment = !text.starts_with(char::is_uppercase) && !text.ends_with('.');
    !text.is_empty() && is_fragment && !text.contains(char::is_control)
}

#[test]
fn html() {
    check("html");
}

#[test]
fn json_lines() {
    check("json-lines");
}

#[test]
fn json() {
    check("json");
}

#[test]
fn csv() {
    check("csv");
}

#[test]
fn text() {
    check("text");
}

#[test]
fn compression() {
    check("compression");
}

#[test]
fn zip() {
    check("zip");
}

#[test]
fn tar() {
    check("tar");
}

#[test]
fn folders() {
    check("folders");
}

#[test]
fn encodings() {
    check("encodings");
}

#[test]
fn feed() {
    check("feed");
}

#[test]
fn warc() {
    check("warc");
}

#[test]
fn mail() {
    check("mail");
}

#[test]
fn parquet() {
    check("parquet");
}

#[test]
fn there_are_two_hundred() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("hostile");
    let groups = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".cases").map(str::to_owned));
    assert!(groups.map(|group| cases_of(&group).len()).sum::<usize>() >= 200);
}
