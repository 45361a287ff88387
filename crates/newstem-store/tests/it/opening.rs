use newstem_store::{OpenError, Reader, Store};
use rusqlite::Connection;

use crate::{desk, incoming, moment};

fn file(folder: &std::path::Path) -> Connection {
    Connection::open(folder.join("newstem.sqlite")).expect("SQLite opens it")
}

#[test]
fn a_store_of_a_newer_format_is_refused() {
    let desk = desk();
    file(desk.folder.path()).pragma_update(None, "user_version", 99).expect("it can be written");
    let error = Store::open(desk.folder.path()).err().expect("it is refused").to_string();
    assert!(error.ends_with("has format 99, and this program knows formats up to 1"), "{error}");
}

#[test]
fn a_file_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().expect("there is room");
    file(folder.path()).execute_batch("CREATE TABLE songs (name TEXT)").expect("it can be written");
    assert!(matches!(Store::open(folder.path()), Err(OpenError::Foreign(_))));
    assert!(matches!(Reader::open(folder.path()), Err(OpenError::Foreign(_))));
}

#[test]
fn a_reader_makes_no_store() {
    let folder = tempfile::tempdir().expect("there is room");
    assert!(matches!(Reader::open(folder.path()), Err(OpenError::Missing(_))));
}

#[test]
fn a_copy_is_a_store() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 1)]);
    let target = tempfile::tempdir().expect("there is room");
    desk.reader.backup(target.path()).expect("the folder is empty");
    desk.store.take_in(&[incoming("c", "later")], &moment()).expect("there is room");
    let copy = Reader::open(target.path()).expect("it is a store");
    assert_eq!(copy.counts().expect("it can be read").articles, 2);
    let error = desk.reader.backup(target.path()).expect_err("there is a copy").to_string();
    assert!(error.ends_with("newstem.sqlite` exists"), "{error}");
}
