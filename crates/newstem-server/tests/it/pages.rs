//! What browsers and programs are told where something goes wrong, and what all pages have.

use crate::client::Answer;
use crate::desk::{TOKEN, TestDesk, folder, settings, wait_for};

const BROWSER: &str = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";
const PROGRAM: &str = "Accept: */*";

fn ask(desk: &TestDesk, line: &str, accepts: &str) -> Answer {
    let token = format!("Authorization: Bearer {TOKEN}");
    let line: Vec<&str> = line.split(' ').collect();
    desk.send(&line, &[accepts, &token, "Content-Type: text/plain"], "{")
}

#[test]
fn a_browser_is_told_in_a_page_what_went_wrong() {
    let data = folder();
    let desk = TestDesk::open(settings(data.path(), &[]));
    let check = |line: &str, status: u16| {
        let answer = ask(&desk, line, BROWSER);
        assert_eq!(answer.status, status, "{line}: {}", answer.body);
        assert!(answer.header("content-type").unwrap().starts_with("text/html"), "{line}");
        assert!(answer.body.contains("role=\"alert\""), "{line}: {}", answer.body);
        assert!(answer.body.contains("<nav class=\"site\""), "{line}");
        assert!(!answer.body.contains("/v1/"), "{line}: {}", answer.body);
    };
    check("GET /nothing", 404);
    check("GET /stories/s1/nothing", 404);
    check("GET /stories/s1", 404);
    check("GET /articles/%FF", 400);
    check("GET /stories/%FF/corrections", 400);
    check("GET /?show=a&show=b", 400);
    check("POST /sources", 415);
    check("POST /search", 405);
    assert_eq!(ask(&desk, "POST /search", BROWSER).header("allow"), Some("GET,HEAD"));
}

#[test]
fn a_program_is_told_by_the_table_of_errors() {
    let data = folder();
    let desk = TestDesk::open(settings(data.path(), &[]));
    let check = |line: &str, accepts: &str, status: u16| {
        let answer = ask(&desk, line, accepts);
        assert_eq!(answer.status, status, "{line}: {}", answer.body);
        let told = answer.json();
        for field in ["code", "message", "hint"] {
            assert!(told[field].is_string(), "{line}: {}", answer.body);
        }
    };
    for accepts in [PROGRAM, BROWSER] {
        check("GET /v1", accepts, 404);
        check("GET /v1/nothing", accepts, 404);
        check("GET /v1/articles/%FF", accepts, 400);
        check("GET /v1/stories?limit=many", accepts, 400);
        check("GET /v1/events?after=now", accepts, 400);
        check("DELETE /v1/overrides/first", accepts, 400);
        check("POST /v1/check", accepts, 415);
        check("POST /v1/articles", accepts, 415);
        check("PUT /v1/stories", accepts, 405);
        check("POST /metrics", accepts, 405);
    }
    check("GET /nothing", PROGRAM, 404);
    check("GET /articles/%FF", PROGRAM, 400);
}

#[test]
fn whoever_is_signed_in_finds_the_way_out() {
    let data = folder();
    let desk = TestDesk::open(settings(data.path(), &[]));
    let article =
        serde_json::json!({ "id": "a", "text": "The ferry caught fire off Port Ansley." });
    assert_eq!(desk.post("/v1/articles", &article).status, 200);
    let story = format!("/stories/{}", desk.story_of("a"));
    wait_for("its trace", || (desk.get(&format!("/v1{story}")).status == 200).then_some(()));
    for path in ["/", "/corrections", "/nothing", &story] {
        let reading = desk.send(&["GET", path], &[BROWSER], "");
        assert!(!reading.body.contains("/sign-out"), "{path}");
        let signed_in = ask(&desk, &format!("GET {path}"), BROWSER);
        assert!(signed_in.body.contains("<a href=\"/sign-out\""), "{path}: {}", signed_in.body);
    }
    let form = ask(&desk, "GET /sign-out", BROWSER);
    assert!(form.body.contains("<form action=\"/sign-out\" method=\"post\""), "{}", form.body);
    let left = ask(&desk, "POST /sign-out", BROWSER);
    assert!(left.header("set-cookie").unwrap().contains("Max-Age=0"), "{left:?}");
}

#[test]
fn every_page_has_its_icon() {
    let data = folder();
    let desk = TestDesk::open(settings(data.path(), &[]));
    let page = desk.send(&["GET", "/"], &[BROWSER], "");
    assert!(page.body.contains("<link rel=\"icon\" href=\"/assets/icon.svg\"/>"), "{}", page.body);
    assert!(page.header("content-security-policy").unwrap().contains("img-src 'self'"));
    for path in ["/assets/icon.svg", "/favicon.ico"] {
        let icon = desk.send(&["GET", path], &[PROGRAM], "");
        assert_eq!((icon.status, icon.header("content-type")), (200, Some("image/svg+xml")));
    }
}
