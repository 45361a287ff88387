//! A store from the command line: filled, looked through, copied.

use crate::command::{PILE, Place, stderr, stdout};

/// Runs and compares the exit code and what is said.
fn check(place: &Place, arguments: &str, code: i32, told: &str) {
    let output = place.run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments}: {}", stderr(&output));
    let said = stdout(&output) + &stderr(&output);
    assert!(said.contains(told), "{told:?} is not in: {said}");
}

#[test]
fn the_same_pile_is_kept_once() {
    let place = Place::new();
    check(&place, "ingest pile.jsonl --data desk", 0, "2 new, 0 changed, 0 known");
    check(&place, "ingest pile.jsonl --data desk", 0, "0 new, 0 changed, 2 known");
    place.write("pile.jsonl", &PILE.replace("Nobody was hurt", "Two people were hurt"));
    check(&place, "ingest pile.jsonl --data desk", 0, "0 new, 2 changed, 0 known");
    check(&place, "reindex --data desk", 0, "");
    check(&place, "verify --data desk", 0, "2 articles in 0 stories, all as they were written");
}

#[test]
fn a_copy_is_whole_and_replaces_nothing() {
    let place = Place::new();
    check(&place, "ingest pile.jsonl --data desk", 0, "2 new");
    check(&place, "backup copy --data desk", 0, "newstem.sqlite");
    check(&place, "backup copy --data desk", 4, "exists");
    check(&place, "reindex --data copy", 0, "");
    check(&place, "verify --data copy", 0, "2 articles");
}

#[test]
fn what_is_no_store_is_said_to_be_none() {
    let place = Place::new();
    check(&place, "verify --data nowhere", 2, "there is no store in `nowhere`");
    place.write("newstem.sqlite", "no database, only words that are long enough to be looked at");
    check(&place, "verify --data .", 4, "failed to open");
}

#[test]
fn a_damaged_store_has_an_exit_code_of_its_own() {
    let place = Place::new();
    check(&place, "ingest pile.jsonl --data desk", 0, "2 new");
    check(&place, "verify --data desk", 5, "`newstem reindex` mends it");
}

#[test]
fn a_setting_that_makes_no_sense_is_refused() {
    let place = Place::new();
    place.write("desk.toml", "listen = \"nowhere\"\n");
    check(&place, "serve --data desk --config desk.toml", 2, "`listen` in desk.toml: ");
}
