use newstem::Trace;
use newstem_export::passim;
use serde_json::Value;

use crate::fixture::well;

fn passages(trace: &Trace) -> Vec<Value> {
    passim(trace).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Clusters, each as its passages: article and words.
fn check(trace: &Trace, expected: &[&[(&str, &str)]]) {
    let mut clusters: Vec<Vec<(String, String)>> = Vec::new();
    for passage in passages(trace) {
        let number = passage["cluster"].as_u64().unwrap() as usize;
        clusters.resize_with(number.max(clusters.len()), Vec::new);
        let text = |name| passage[name].as_str().unwrap().to_owned();
        clusters[number - 1].push((text("id"), text("text")));
    }
    let owned = |(id, text): &(&str, &str)| ((*id).to_owned(), (*text).to_owned());
    let expected: Vec<Vec<_>> =
        expected.iter().map(|cluster| cluster.iter().map(owned).collect()).collect();
    assert_eq!(clusters, expected);
}

const FIRST: &str = "The old well at Café Brandt in Marl gave water again on Monday, sixty years \
                     after it was sealed. Workers found it under the kitchen floor.";
const REWORDED: &str = "Water rose on Monday in the well of Café Brandt, sealed sixty years ago. \
                        Workers came upon it beneath the kitchen floor.";
const QUOTE: &str = "“We only wanted a new sink,” said the owner, Ilse Brandt.";

#[test]
fn all_passages() {
    insta::assert_snapshot!(passim(&well()));
}

#[test]
fn neighbours_in_the_same_articles_are_one_passage() {
    let first_of_wire = format!("MARL (Halyard) - {FIRST}");
    check(
        &well(),
        &[
            &[("a.html", &first_of_wire), ("b.html", FIRST), ("c.txt", REWORDED)],
            &[("a.html", QUOTE), ("b.html", QUOTE)],
        ],
    );
}

#[test]
fn a_likelier_source_takes_a_sentence_from_another() {
    let mut trace = well();
    // The paraphrase of the second sentence is now likest to the quote, which joins that cluster.
    let quote = trace.stories[0].tree.links[1].sentences[2];
    let mut second = trace.stories[0].tree.links[2].sentences[1];
    (second.parent_start, second.parent_end) = (quote.start, quote.end);
    second.likeness = 0.9;
    trace.stories[0].tree.links[2].sentences.push(second);
    let second = "Workers came upon it beneath the kitchen floor.";
    let found = passages(&trace);
    let of_second = found.iter().find(|passage| passage["text"] == second).unwrap();
    let of_quote = found.iter().find(|passage| passage["text"] == QUOTE).unwrap();
    assert_eq!(of_second["cluster"], of_quote["cluster"]);
}

#[test]
fn places_count_code_points() {
    let trace = well();
    for passage in passages(&trace) {
        let body = &trace.articles.iter().find(|it| passage["id"] == it.id).unwrap().body;
        let place = |name| passage[name].as_u64().unwrap() as usize;
        let words: String =
            body.chars().skip(place("begin")).take(place("end") - place("begin")).collect();
        assert_eq!(passage["text"], words);
    }
}

#[test]
fn sources_are_passages_of_the_same_cluster() {
    let found = passages(&well());
    for passage in &found {
        for source in passage["src"].as_array().unwrap() {
            let is_it = |other: &&Value| {
                ["uid", "begin", "end"].iter().all(|name| other[name] == source[name])
            };
            assert_eq!(found.iter().find(is_it).unwrap()["cluster"], passage["cluster"]);
        }
    }
}

#[test]
fn broken_traces_are_survived() {
    let mut trace = well();
    let links = &mut trace.stories[0].tree.links;
    // Beyond the body, inside a character, turned round, unknown.
    links[1].sentences[0].end = 1_000_000;
    links[1].sentences[1].start = 20;
    links[1].sentences[2].start = usize::MAX;
    links[2].parent = "gone".to_owned();
    passim(&trace);
    // In a ring.
    let mut trace = well();
    let links = &mut trace.stories[0].tree.links;
    for mut link in links.clone() {
        std::mem::swap(&mut link.child, &mut link.parent);
        for pair in &mut link.sentences {
            std::mem::swap(&mut pair.start, &mut pair.parent_start);
            std::mem::swap(&mut pair.end, &mut pair.parent_end);
        }
        links.push(link);
    }
    passim(&trace);
    // An article's own sentences.
    let mut trace = well();
    trace.stories[0].tree.links[1].child = "a.html".to_owned();
    passim(&trace);
}
