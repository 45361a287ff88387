//! What people decide, and what is refused.

use serde_json::{Value, json};

use crate::client::encoded;
use crate::desk::{TOKEN, TestDesk, folder, settings};

const FERRY: &str = "The ferry Corrie Maid caught fire off Port Ansley on Wednesday morning, and \
                     fourteen people were treated for smoke at Ansley General Hospital.";
const COUNCIL: &str = "The council of Nordhafen voted on Tuesday to close its three libraries in \
                       autumn, which the mayor called a sad but needed step.";

/// A desk with two stories of one article each.
fn desk_of_two(data: &std::path::Path) -> TestDesk {
    let desk = TestDesk::open(settings(data, &[]));
    let articles = json!([{ "id": "ferry", "text": FERRY }, { "id": "council", "text": COUNCIL }]);
    assert_eq!(desk.post("/v1/articles", &articles).status, 200);
    assert_ne!(desk.story_of("ferry"), desk.story_of("council"));
    desk
}

fn split(story: &str, article: &str) -> Value {
    json!({ "decision": "split", "story": story, "articles": [article], "by": "Ada" })
}

#[test]
fn an_article_is_taken_only_out_of_the_story_that_it_is_in() {
    let data = folder();
    let desk = desk_of_two(data.path());
    let story = desk.story_of("ferry");
    let refused = desk.post("/v1/overrides", &split(&story, "council"));
    assert_eq!(refused.status, 422, "{}", refused.body);
    let told = refused.json();
    assert_eq!(told["code"], "unprocessable");
    let message = format!("the article \"council\" is not in the story \"{story}\"");
    assert_eq!((&told["message"], told["hint"].is_string()), (&message.into(), true));
    assert_eq!(desk.get("/v1/overrides").json()["overrides"], json!([]));
    assert_eq!(desk.post("/v1/overrides", &split(&story, "ferry")).status, 201);
}

/// The values of the boxes of a page, as a browser reads them.
fn boxes(page: &str) -> Vec<String> {
    let values = page.split("name=\"article\" value=\"").skip(1);
    let values = values.map(|rest| rest.split('"').next().unwrap());
    values.map(|value| value.replace("&#x202E;", "\u{202E}").replace("&amp;", "&")).collect()
}

#[test]
fn an_article_is_taken_out_by_the_form_whatever_it_is_called() {
    let data = folder();
    let desk = TestDesk::open(settings(data.path(), &[]));
    let odd = "b\r\n\u{202E}\u{1}%41 & c";
    let articles = json!([{ "id": "a", "text": FERRY }, { "id": odd, "text": FERRY }]);
    assert_eq!(desk.post("/v1/articles", &articles).status, 200);
    let story = desk.story_of("a");
    assert_eq!(desk.story_of(odd), story);
    let form = boxes(&desk.get(&format!("/stories/{story}/corrections")).body);
    let odd_box = form.iter().find(|value| value.starts_with('b')).unwrap();
    let fields = format!("decision=split&story={story}&by=Ada&article={}", encoded(odd_box));
    let token = format!("Authorization: Bearer {TOKEN}");
    let headers = [token.as_str(), "Content-Type: application/x-www-form-urlencoded"];
    let decided = desk.send(&["POST", "/corrections"], &headers, &fields);
    assert_eq!(decided.status, 303, "{}", decided.body);
    assert_ne!(desk.story_of(odd), story);
}

#[test]
fn the_page_says_that_an_article_is_in_another_story() {
    let data = folder();
    let desk = desk_of_two(data.path());
    let form = format!("decision=split&story={}&article=council&by=Ada", desk.story_of("ferry"));
    let token = format!("Authorization: Bearer {TOKEN}");
    let headers = [token.as_str(), "Content-Type: application/x-www-form-urlencoded"];
    let refused = desk.send(&["POST", "/corrections"], &headers, &form);
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.header("content-type").unwrap().starts_with("text/html"));
    assert!(refused.body.contains("role=\"alert\">the article"), "{}", refused.body);
}
