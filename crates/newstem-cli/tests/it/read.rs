//! `newstem read`: articles out, in the form in which they go in again.

use crate::command::{PILE, Place, stderr, stdout};

fn read(place: &Place, arguments: &str) -> String {
    let output = place.run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments}: {}", stderr(&output));
    stdout(&output)
}

#[test]
fn each_article_is_a_line_of_the_trace() {
    let place = Place::new();
    let articles: Vec<newstem::Article> = read(&place, "read pile.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let json = read(&place, "trace pile.jsonl --format json");
    let trace: newstem::Trace = serde_json::from_str(&json).unwrap();
    assert_eq!(articles, trace.articles);
}

#[test]
fn what_was_read_once_stays_as_it_is() {
    let place = Place::new();
    place.write(
        "page.txt",
        "Rain stops play\n\nIt rained all day in the valley, they said.\nShare this\n",
    );
    place.write("once.jsonl", &read(&place, "read page.txt pile.jsonl"));
    place.write("twice.jsonl", &read(&place, "read once.jsonl"));
    let bodies = |name: &str| -> Vec<(String, String, usize)> {
        let articles = place.read(name);
        let articles = articles.lines().map(|line| {
            let article: newstem::Article = serde_json::from_str(line).unwrap();
            (article.id, article.body, article.furniture.len())
        });
        articles.collect()
    };
    assert_eq!(bodies("once.jsonl")[0].2, 1);
    assert_eq!(bodies("once.jsonl"), bodies("twice.jsonl"));
}

#[test]
fn the_words_alone() {
    let place = Place::new();
    place.write("rain.txt", "Rain stops play\n\nIt rained all day in the valley, they said.\n");
    let expected = "Rain stops play\n\nIt rained all day in the valley, they said.\n\n";
    assert_eq!(read(&place, "read rain.txt --format text"), expected);
}

#[test]
fn columns_may_have_other_names() {
    let place = Place::new();
    place.write("table.csv", "key,story\na,It rained all day.\n");
    let line = read(&place, "read table.csv --map text=story --map id=key");
    assert!(line.contains("\"id\":\"a\"") && line.contains("\"body\":\"It rained all day.\""));
    let output = place.run("read table.csv --map words=story");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("there is no field \"words\"; fields are id, title, text"));
}

#[test]
fn what_is_skipped_is_told_and_the_rest_is_written() {
    let place = Place::new();
    place.write("half.jsonl", &format!("{PILE}{{\"id\": \n"));
    let output = place.run("read half.jsonl nowhere.txt -o articles.jsonl");
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("skipped \"nowhere.txt\": does not exist"));
    let place_of_fault = format!("skipped \"half.jsonl\", record 3 at byte {}:", PILE.len());
    assert!(stderr(&output).contains(&place_of_fault));
    assert_eq!(place.read("articles.jsonl").lines().count(), 2);
}
