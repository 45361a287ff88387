//! What a desk knows of a sentence.

use serde_json::json;

use crate::client::{Answer, encoded};
use crate::desk::{TestDesk, folder, settings, wait_for};

/// A desk with three articles of one story that do not agree.
fn desk_of_a_fire(data: &std::path::Path) -> TestDesk {
    let desk = TestDesk::open(settings(data, &[]));
    let article = |id: &str, number: &str| {
        let text = format!(
            "The ferry Corrie Maid caught fire off Port Ansley on Wednesday morning.\n\
             {number} people were treated for smoke at Ansley General Hospital.\n\
             The fire broke out at 06:52 in the engine room and was out by nine."
        );
        json!({ "id": id, "title": "Smoke over the Sound as the Corrie Maid burns", "text": text })
    };
    let articles = [article("a", "Fourteen"), article("b", "Fourteen"), article("c", "Forty")];
    assert_eq!(desk.post("/v1/articles", &json!(articles)).status, 200);
    let story = desk.story_of("c");
    wait_for("the trace", || {
        let trace = desk.get(&format!("/v1/stories/{story}"));
        (trace.status == 200 && trace.json()["articles"].as_array()?.len() == 3).then_some(())
    });
    wait_for("the index", || {
        let found = desk.get("/v1/search?q=Corrie&kind=article").json()["found"].clone();
        (found.as_array()?.len() == 3).then_some(())
    });
    desk
}

fn pasted(desk: &TestDesk, text: &str) -> Answer {
    let form = ["Content-Type: application/x-www-form-urlencoded", "HX-Request: true"];
    desk.send(&["POST", "/check"], &form, &format!("text={}", encoded(text)))
}

#[test]
fn the_box_shows_the_sentences_that_say_so_and_those_that_do_not() {
    let data = folder();
    let desk = desk_of_a_fire(data.path());
    let check = |asked: &str, expected: &[&str]| {
        let answer = pasted(&desk, asked);
        assert_eq!(answer.status, 200, "{answer:?}");
        let mut rest = answer.body.as_str();
        for text in expected {
            let Some((_, after)) = rest.split_once(text) else { panic!("{text}: {}", answer.body) };
            rest = after;
        }
    };
    check(
        "Forty people were treated for smoke",
        &[
            ">Forty people were treated",
            "1 independent source behind 1 article",
            "So in ",
            "<q dir=\"auto\">Forty people",
            "Otherwise in ",
            "<q dir=\"auto\">Fourteen people",
        ],
    );
    let headline = "Smoke over the Sound as the Corrie Maid burns";
    check(headline, &[&format!(">{headline}"), "behind 3 articles", "So in "]);
    let nobody = ["No article says so; this is what is said instead.", "Otherwise in "];
    check("Ninety people were treated for smoke", &nobody);
}
