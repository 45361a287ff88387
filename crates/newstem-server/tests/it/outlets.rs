//! What outlets print under all their articles, which come one by one.

use serde_json::{Value, json};

use crate::desk::{TestDesk, folder, settings};

const LINE: &str =
    "The editors of this paper have met on the quay of Nordhafen every morning for many years.";

/// Sends an article with the line at its end, under the text of the event with a number.
fn send(desk: &TestDesk, id: &str, event: usize, last: &str) -> Value {
    let happened = ["fell across the quay", "sank in the harbour", "burnt on the hill"][event];
    let thing = ["A crane", "The ferry Corrie Maid", "The old library of Nordhafen"][event];
    let paragraph = |n: usize| {
        let who = ["the mayor", "a sailor", "the harbour master", "a teacher", "the police"][n];
        format!("{thing} {happened} on Tuesday, {who} said, and nobody was hurt in it.")
    };
    let text: Vec<String> = (0..5).map(paragraph).collect();
    let text = format!("{}\n{last}\n{LINE}", text.join("\n"));
    let article = json!({ "id": id, "title": thing, "outlet": "Harbour Post", "text": text });
    assert_eq!(desk.post("/v1/articles", &article).status, 200);
    desk.version(id, 1)
}

fn is_kept(article: &Value) -> bool {
    article["body"].as_str().unwrap().contains(LINE)
}

#[test]
fn what_an_outlet_repeats_is_set_aside_also_after_a_restart() {
    let data = folder();
    let desk = TestDesk::open(settings(data.path(), &[]));
    let first = send(&desk, "a", 0, "That was all.");
    let second = send(&desk, "b", 1, "That was it.");
    assert!(is_kept(&first), "nothing is known yet: {first}");
    assert!(!is_kept(&second), "{second}");
    assert_eq!(second["furniture"][0]["reason"], "repeated-line", "{second}");
    for id in ["a", "b"] {
        desk.story_of(id);
    }
    drop(desk);
    let desk = TestDesk::open(settings(data.path(), &[]));
    // What the store holds is looked at before anything new is placed.
    let other =
        json!({ "id": "other", "text": "The parliament of Sudland voted for a new budget." });
    assert_eq!(desk.post("/v1/articles", &other).status, 200);
    desk.story_of("other");
    assert!(!is_kept(&send(&desk, "c", 2, "The end.")));
}

#[test]
fn what_the_desk_learned_meanwhile_is_no_change_of_an_article() {
    let data = folder();
    let desk = TestDesk::open(settings(data.path(), &[]));
    assert!(is_kept(&send(&desk, "a", 0, "That was all.")));
    send(&desk, "b", 1, "That was it.");
    send(&desk, "a", 0, "That was not all.");
    assert!(!is_kept(&desk.version("a", 2)));
    let page = desk.get("/articles/a").body;
    assert!(page.contains("<ins>not "), "{page}");
    assert!(
        !page.contains(&format!("<del>{LINE}")) && !page.contains("<del>The editors"),
        "{page}"
    );
}
