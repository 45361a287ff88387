//! Forms for other programs: tables in a folder, graphs and passages as documents.

use std::fs;

use crate::command::{Place, stderr, stdout};

const TABLES: [&str; 6] = ["articles", "claims", "links", "quotes", "stories", "unseen"];

/// Names of everything in a folder, hidden files too.
fn names(place: &Place, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(place.path(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Fails with exit code 2 before anything is made, and says why.
fn check_refused(place: &Place, arguments: &str, told: &[&str]) {
    let before = place.names();
    let output = place.run(arguments);
    let stderr = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{arguments}: {stderr}");
    for piece in told {
        assert!(stderr.contains(piece), "{piece:?} is not in: {stderr}");
    }
    assert_eq!(place.names(), before);
}

#[test]
fn tables_are_files_of_a_folder_that_is_made() {
    for format in ["parquet", "csv", "jsonl"] {
        let place = Place::new();
        let output = place.run(&format!("trace pile.jsonl --format {format} -o new/tables"));
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(output.stdout.is_empty());
        assert_eq!(names(&place, "new/tables"), TABLES.map(|table| format!("{table}.{format}")));
    }
}

#[test]
fn a_trace_kept_before_gives_the_same_tables() {
    let place = Place::new();
    place.run("trace pile.jsonl -o trace.json");
    for format in ["parquet", "csv", "jsonl"] {
        place.run(&format!("trace pile.jsonl --format {format} -o one"));
        place.run(&format!("report trace.json --format {format} -o two"));
    }
    for name in names(&place, "one") {
        let read = |folder| fs::read(place.path(folder).join(&name)).unwrap();
        assert_eq!(read("one"), read("two"), "{name}");
    }
}

#[test]
fn other_files_of_the_folder_are_left_alone_and_old_tables_replaced() {
    let place = Place::new();
    fs::create_dir(place.path("tables")).unwrap();
    place.write("tables/notes.txt", "mine");
    place.write("tables/links.csv", "old");
    place.run("trace pile.jsonl --format csv -o tables");
    assert_eq!(place.read("tables/notes.txt"), "mine");
    assert!(place.read("tables/links.csv").starts_with("story,child,"));
    assert_eq!(names(&place, "tables").len(), TABLES.len() + 1);
}

#[test]
fn a_failure_leaves_all_old_tables_as_they_were() {
    let place = Place::new();
    fs::create_dir(place.path("tables")).unwrap();
    place.write("empty.jsonl", "");
    place.write("tables/links.csv", "old");
    let output = place.run("trace empty.jsonl --format csv -o tables");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(names(&place, "tables"), ["links.csv"]);
    assert_eq!(place.read("tables/links.csv"), "old");
}

#[test]
fn tables_need_a_folder() {
    let place = Place::new();
    place.write("file", "mine");
    for format in ["parquet", "csv", "jsonl"] {
        let told = [&format!("tables ({format}) need a folder"), "hint: give one, such as -o"];
        check_refused(&place, &format!("trace pile.jsonl --format {format}"), &told);
    }
    let told = ["\"file\" is not a folder", "hint: "];
    check_refused(&place, "trace pile.jsonl --format csv -o file", &told);
    check_refused(&place, "trace pile.jsonl --format csv -o file/tables", &told);
    check_refused(&place, "report nowhere.json --format csv", &["need a folder"]);
    assert_eq!(place.read("file"), "mine");
}

#[test]
fn graphs_and_passages_are_documents() {
    let check = |arguments: &str, name: &str, start: &str| {
        let place = Place::new();
        place.run(&format!("trace pile.jsonl {arguments} -o {name}"));
        assert!(place.read(name).starts_with(start), "{}", place.read(name));
    };
    check("", "out.graphml", "<?xml version=\"1.0\"");
    check("", "out.dot", "digraph newstem {");
    check("", "out.gv", "digraph newstem {");
    check("--format passim", "out.jsonl", "{\"cluster\":1,\"size\":2,");
    let shown = stdout(&Place::new().run("trace pile.jsonl --format graphml"));
    assert!(shown.starts_with("<?xml version=\"1.0\""));
}
