//! `-o FILE`: everything or nothing.

use std::fs;

use crate::command::Place;

#[test]
fn a_file_is_written_in_the_form_of_its_name() {
    let check = |name: &str, start: &str| {
        let place = Place::new();
        let output = place.run(&format!("trace pile.jsonl -o {name}"));
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stdout.is_empty());
        assert!(place.read(name).starts_with(start), "{name}");
        assert_eq!(place.names().len(), 2, "{:?}", place.names());
    };
    check("out.json", "{\n  \"schema\": 1,");
    check("out.html", "<!DOCTYPE html>");
    check("out.txt", "2 articles");
}

#[test]
fn a_failure_leaves_the_old_file_as_it_was() {
    let place = Place::new();
    place.write("empty.jsonl", "");
    place.write("out.json", "old");
    let output = place.run("trace empty.jsonl -o out.json");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(place.read("out.json"), "old");
    assert_eq!(place.names(), ["empty.jsonl", "out.json", "pile.jsonl"]);
}

#[test]
fn a_failure_makes_no_file() {
    let place = Place::new();
    place.write("empty.jsonl", "");
    place.run("trace empty.jsonl -o out.json");
    assert_eq!(place.names(), ["empty.jsonl", "pile.jsonl"]);
}

#[test]
fn the_file_has_the_bytes_of_standard_output() {
    let place = Place::new();
    for format in ["text", "json", "html", "graphml", "dot", "passim"] {
        place.run(&format!("trace pile.jsonl -o out --format {format}"));
        let shown = place.run(&format!("trace pile.jsonl --format {format}"));
        assert_eq!(fs::read(place.path("out")).unwrap(), shown.stdout, "{format}");
    }
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_permissions_and_its_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new();
    place.write("real.json", "old");
    let private = fs::Permissions::from_mode(0o600);
    fs::set_permissions(place.path("real.json"), private).unwrap();
    symlink(place.path("real.json"), place.path("link.json")).unwrap();
    place.run("trace pile.jsonl -o link.json");
    assert!(place.read("real.json").starts_with('{'));
    assert!(place.path("link.json").is_symlink());
    let mode = fs::metadata(place.path("real.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn a_new_file_has_the_permissions_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.run("trace pile.jsonl -o out.json");
    let mode = |name| fs::metadata(place.path(name)).unwrap().permissions().mode();
    // The pile was made by this test in the ordinary way.
    assert_eq!(mode("out.json"), mode("pile.jsonl"));
}
