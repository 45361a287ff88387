//! Sources added and removed while a desk runs.

use serde_json::json;

use crate::client::encoded;
use crate::desk::{TestDesk, folder, settings};
use crate::site::{Page, Site, feed};

#[test]
fn a_source_is_added_watched_and_removed() {
    let (data, site) = (folder(), Site::start());
    site.put("/rss", Page::of(feed(&site, &[("/1", "One", "It rained.")])));
    let desk = TestDesk::open(settings(data.path(), &[site.port]));
    let url = site.url("/rss");
    let added = desk.post("/v1/sources", &json!({ "source": url }));
    assert_eq!((added.status, &added.json()["kind"]), (201, &"feed".into()), "{added:?}");
    assert_eq!(desk.post("/v1/sources", &json!({ "source": url })).status, 201);
    desk.version(&site.url("/1"), 1);
    assert!(desk.get("/sources").body.contains("name=\"source\""));
    let which = format!("/v1/sources?source={}", encoded(&url));
    assert_eq!(desk.delete(&which).status, 204);
    assert_eq!(desk.delete(&which).status, 404);
    assert_eq!(desk.get("/v1/sources").json()["sources"], json!([]));
    assert_eq!(desk.versions(&site.url("/1")).len(), 1);
}

#[test]
fn only_whoever_may_write_sees_the_keys_of_addresses() {
    let (data, site) = (folder(), Site::start());
    site.put("/rss?key=abc123", Page::of(feed(&site, &[("/1", "One", "It rained.")])));
    let desk = TestDesk::open(settings(data.path(), &[site.port]));
    let url = site.url("/rss?key=abc123");
    assert_eq!(desk.post("/v1/sources", &json!({ "source": url })).status, 201);
    let article = desk.version(&site.url("/1"), 1);
    assert_eq!(article["source"], site.url("/rss?key=…"));
    desk.source(&url, |source| source["articles"] == 1);
    let skipped = desk.get("/sources").body;
    assert!(skipped.contains("abc123") && skipped.contains("What was skipped"), "{skipped}");
    for path in ["/v1/sources", "/sources"] {
        let shown = desk.send(&["GET", path], &["Accept: */*"], "");
        assert_eq!(shown.status, 200, "{}", shown.body);
        assert!(shown.body.contains("/rss?key=…"), "{}", shown.body);
        assert!(!shown.body.contains("abc123"), "{}", shown.body);
    }
}

#[test]
fn what_may_not_be_watched_is_refused() {
    let (data, opened) = (folder(), folder());
    let mut settings = settings(data.path(), &[80, 443]);
    settings.folders_allowed = vec![opened.path().to_owned()];
    let desk = TestDesk::open(settings);
    let check = |source: &str, status: u16| {
        let answer = desk.post("/v1/sources", &json!({ "source": source }));
        assert_eq!(answer.status, status, "{source}: {}", answer.body);
    };
    check("", 422);
    check("ftp://news.example/rss", 422);
    check("http://169.254.169.254/rss", 422);
    check("http://127.0.0.1:6379/rss", 422);
    check(&data.path().to_string_lossy(), 422);
    check(&format!("{}/..", opened.path().display()), 422);
    check(&opened.path().to_string_lossy(), 201);
}
