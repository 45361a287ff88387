//! Events as those see them who follow.

use serde_json::{Value, json};

use crate::desk::{TestDesk, folder, settings};

#[test]
fn whoever_follows_hears_when_a_story_is_traced() {
    let data = folder();
    let desk = TestDesk::open(settings(data.path(), &[]));
    let article =
        json!({ "id": "a", "text": "A crane fell across the northern quay of Nordhafen." });
    assert_eq!(desk.post("/v1/articles", &article).status, 200);
    let mut lines = desk.follow("/v1/events?after=0");
    let named = lines.by_ref().skip_while(|line| line != "event: traced");
    let told =
        named.filter_map(|line| Some(line.strip_prefix("data: ")?.to_owned())).next().unwrap();
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["story"], desk.story_of("a"));
    let trace = desk.get(&format!("/v1/stories/{}", told["story"].as_str().unwrap()));
    assert_eq!(trace.status, 200, "{}", trace.body);
    assert_eq!(told["data"]["articles"], 1);
}
