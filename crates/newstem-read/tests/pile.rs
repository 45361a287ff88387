//! Whole piles: the sample as a snapshot, and folders full of what no reader expects.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use newstem::Article;
use newstem_read::{Input, Pile, ReadOptions, read_pile};

fn read(path: &Path) -> Pile {
    read_pile(&[Input::Path(path.to_owned())], &ReadOptions::default())
}

fn problems(pile: &Pile) -> Vec<String> {
    pile.problems.iter().map(ToString::to_string).collect()
}

fn ids(pile: &Pile) -> Vec<&str> {
    pile.articles.iter().map(|article| article.id.as_str()).collect()
}

/// What the snapshot shows of an article.
fn shown(article: &Article) -> String {
    let known = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
    let mut text = format!("{} ({})\n", article.id, article.source);
    let (outlet, published) = (known(&article.outlet), known(&article.published));
    let _ = writeln!(text, "  {outlet} | {published} | {} | {}", article.language, article.title);
    for credit in &article.credits {
        let _ = writeln!(text, "  credit {}: {}", credit.outlet, credit.text);
    }
    for furniture in &article.furniture {
        let _ = writeln!(text, "  {}: {}", furniture.reason, furniture.text);
    }
    let last = article.body.lines().last().unwrap_or_default();
    let _ = writeln!(text, "  body: {} lines, the last: {last}\n", article.body.lines().count());
    text
}

#[test]
fn the_sample_pile_reads_as_it_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/council-house-drone");
    let pile = read(&folder);
    let found: String = pile.articles.iter().map(shown).collect();
    let none: Vec<String> = Vec::new();
    assert_eq!(problems(&pile), none);
    assert_eq!(found, include_str!("expected/council-house-drone.txt"), "{found}");
}

/// A fresh folder with the given files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    for (file, bytes) in files {
        let path = folder.join(file);
        let made = fs::create_dir_all(path.parent().unwrap_or(&folder));
        made.and_then(|()| fs::write(&path, bytes)).expect("the test folder can be written");
    }
    folder
}

#[test]
fn a_folder_is_read_in_the_order_of_its_paths() {
    let text: &[u8] = b"It rained all day in the valley, the warden said.";
    let folder = folder(
        "order",
        &[
            ("b.txt", text),
            ("a/z.txt", text),
            ("a/b/c.md", text),
            (".hidden.txt", text),
            ("c.jsonl", b"{\"text\": \"It rained.\"}"),
        ],
    );
    let pile = read(&folder);
    assert_eq!(ids(&pile), ["a/b/c.md", "a/z.txt", "b.txt", "c.jsonl#1"]);
    assert!(pile.problems.is_empty());
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_goes_on() {
    let deep = "<div>".repeat(100_000);
    let long = "x".repeat(9 << 20);
    let folder = folder(
        "hostile",
        &[
            ("a.txt", b"It rained all day in the valley, the warden said."),
            ("binary.txt", b"\x89PNG\0\0"),
            ("deep.html", deep.as_bytes()),
            ("empty.md", b""),
            ("image.png", b"\x89PNG"),
            ("long.txt", long.as_bytes()),
            ("lines.jsonl", b"{\"id\": \"a.txt\", \"text\": \"It \\u0000rained.\"}\n{broken\n"),
        ],
    );
    let pile = read(&folder);
    assert_eq!(ids(&pile), ["a.txt", "a.txt~2"]);
    assert_eq!(pile.articles[1].body, "It rained.");
    let reasons: Vec<&str> = pile.problems.iter().map(|problem| problem.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "the file is not text",
            "the page nests more than 512 elements",
            "the file is empty",
            "not a kind of file that newstem reads",
            "the record is not valid JSON: key must be a string at its byte 2",
            "the file is larger than 8388608 bytes",
            "the id \"a.txt\" is taken; this article is called \"a.txt~2\"",
        ]
    );
}

#[test]
fn a_file_that_is_not_there_is_a_problem() {
    let pile = read(Path::new("no/such/file.txt"));
    assert!(pile.articles.is_empty());
    assert!(problems(&pile)[0].starts_with("no/such/file.txt: the file could not be opened"));
}

#[test]
fn standard_input_is_json_lines() {
    let bytes = b"{\"text\": \"It rained.\"}".to_vec();
    let pile = read_pile(&[Input::Bytes { name: "-".to_owned(), bytes }], &ReadOptions::default());
    assert_eq!(ids(&pile), ["-#1"]);
}
