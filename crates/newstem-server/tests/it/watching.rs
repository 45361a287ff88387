//! Feeds and sitemaps as they become articles.

use newstem_server::Settings;

use crate::desk::{TestDesk, folder, settings, wait_for};
use crate::site::{Page, Site, article, feed};

/// Settings of a desk that watches one source of a site.
fn watching(data: &std::path::Path, site: &Site, path: &str) -> Settings {
    let mut settings = settings(data, &[site.port]);
    settings.sources = vec![site.url(path).parse().unwrap()];
    settings
}

#[test]
fn items_of_a_feed_become_articles_from_their_pages() {
    let (data, site) = (folder(), Site::start());
    site.put("/rss", Page::of(feed(&site, &[("/1", "One", "Teaser."), ("/2", "Two", "Teaser.")])));
    site.put("/1", Page::of(article("Crane falls", "First")));
    site.put("/2", Page::of(article("Quay closed", "Second")));
    let desk = TestDesk::open(watching(data.path(), &site, "/rss"));
    let first = desk.version(&site.url("/1"), 1);
    assert!(first["body"].as_str().unwrap().starts_with("First 1: the harbour"), "{first}");
    assert_eq!(first["title"], "Crane falls");
    assert_eq!(first["author"], "Ann Ode");
    assert_eq!(first["published"], "2026-03-04T05:06:07Z");
    assert_eq!(first["source"], site.url("/rss"));
    let second = desk.version(&site.url("/2"), 1);
    assert!(second["body"].as_str().unwrap().starts_with("Second 1:"), "{second}");
    let source = desk.source(&site.url("/rss"), |source| source["articles"] == 2);
    assert_eq!((&source["kind"], &source["failures"]), (&"feed".into(), &0.into()));
    assert!(source["last_error"].is_null(), "{source}");
    assert_eq!(site.seen("/robots.txt").len(), 1);
}

#[test]
fn what_robots_forbid_is_not_fetched_and_the_text_of_the_feed_is_kept() {
    let (data, site) = (folder(), Site::start());
    site.put("/robots.txt", Page::of("User-agent: newstem\nDisallow: /closed/\n"));
    let items = [("/closed/1", "One", "Only this is told."), ("/open/2", "Two", "Teaser.")];
    site.put("/rss", Page::of(feed(&site, &items)));
    site.put("/closed/1", Page::of(article("Crane falls", "First")));
    site.put("/open/2", Page::of(article("Quay closed", "Second")));
    let desk = TestDesk::open(watching(data.path(), &site, "/rss"));
    let first = desk.version(&site.url("/closed/1"), 1);
    assert_eq!(first["body"], "Only this is told.");
    let second = desk.version(&site.url("/open/2"), 1);
    assert!(second["body"].as_str().unwrap().starts_with("Second 1:"), "{second}");
    let source = desk.source(&site.url("/rss"), |source| source["articles"] == 2);
    let told = "robots.txt of `127.0.0.1` forbids pages";
    assert_eq!(source["last_error"], told, "{source}");
    assert!(!source["last_success"].is_null(), "{source}");
    let page = desk.get("/sources").body;
    assert!(page.contains("forbids the page"), "{page}");
    assert!(site.seen("/closed/1").is_empty());
}

#[test]
fn a_feed_that_has_not_changed_costs_nothing_and_adds_nothing() {
    let (data, site) = (folder(), Site::start());
    let text = feed(&site, &[("/1", "One", "Teaser.")]);
    site.put("/rss", Page::of(text).with_header("ETag: \"a\""));
    site.put("/1", Page::of(article("Crane falls", "First")));
    let desk = TestDesk::open(watching(data.path(), &site, "/rss"));
    desk.version(&site.url("/1"), 1);
    let asked_for_news =
        |site: &Site| site.seen("/rss").iter().filter(|seen| seen.status == 304).count();
    wait_for("the third look", || (asked_for_news(&site) >= 3).then_some(()));
    assert_eq!(site.seen("/1").len(), 1);
    assert_eq!(desk.versions(&site.url("/1")).len(), 1);
    drop(desk);
    // What was seen is remembered by the next desk too.
    let before = asked_for_news(&site);
    let desk = TestDesk::open(watching(data.path(), &site, "/rss"));
    wait_for("another look", || (asked_for_news(&site) > before).then_some(()));
    assert_eq!(site.seen("/1").len(), 1);
    assert_eq!(desk.versions(&site.url("/1")).len(), 1);
}

#[test]
fn a_feed_that_asks_for_rest_is_left_alone() {
    let (data, site) = (folder(), Site::start());
    let text = feed(&site, &[("/1", "One", "Teaser.")]);
    let text = text.replace("<title>Harbour Post", "<ttl>60</ttl><title>Harbour Post");
    site.put("/rss", Page::of(text));
    let desk = TestDesk::open(watching(data.path(), &site, "/rss"));
    let source = desk.source(&site.url("/rss"), |source| !source["next_at"].is_null());
    let minute_of_day = |name: &str| {
        let time = source[name].as_str().unwrap();
        time[11..13].parse::<i64>().unwrap() * 60 + time[14..16].parse::<i64>().unwrap()
    };
    let rest = (minute_of_day("next_at") - minute_of_day("last_success")).rem_euclid(24 * 60);
    assert!((59..=67).contains(&rest), "{source}");
    assert_eq!(site.seen("/rss").len(), 1);
}

#[test]
fn an_item_whose_text_changes_comes_in_a_new_version() {
    let (data, site) = (folder(), Site::start());
    site.put(
        "/rss",
        Page::of(feed(&site, &[("/1", "One", "Three were hurt."), ("/2", "Two", "Calm.")])),
    );
    site.put("/2", Page::of(article("Quay closed", "Second")));
    let desk = TestDesk::open(watching(data.path(), &site, "/rss"));
    assert_eq!(desk.version(&site.url("/1"), 1)["body"], "Three were hurt.");
    desk.version(&site.url("/2"), 1);
    site.put(
        "/rss",
        Page::of(feed(&site, &[("/1", "One", "Four were hurt."), ("/2", "Two", "Calmer.")])),
    );
    site.put("/2", Page::of(article("Quay closed", "Corrected")));
    assert_eq!(desk.version(&site.url("/1"), 2)["body"], "Four were hurt.");
    let second = desk.version(&site.url("/2"), 2);
    assert!(second["body"].as_str().unwrap().starts_with("Corrected 1:"), "{second}");
    assert_eq!(desk.versions(&site.url("/1")), ["Three were hurt.", "Four were hurt."]);
}

#[test]
fn a_sitemap_leads_to_its_pages() {
    let (data, site) = (folder(), Site::start());
    let map = |entries: &[&str]| {
        let entry = |path: &&str| format!("<url><loc>{}</loc></url>", site.url(path));
        Page::of(format!("<urlset>{}</urlset>", entries.iter().map(entry).collect::<String>()))
    };
    let index = format!(
        "<sitemapindex><sitemap><loc>{}</loc></sitemap></sitemapindex>",
        site.url("/news.xml")
    );
    site.put("/sitemap.xml", Page::of(index));
    site.put("/news.xml", map(&["/1", "/missing"]));
    site.put("/1", Page::of(article("Crane falls", "First")));
    let desk = TestDesk::open(watching(data.path(), &site, "/sitemap.xml"));
    assert_eq!(desk.version(&site.url("/1"), 1)["title"], "Crane falls");
    site.put("/2", Page::of(article("Quay closed", "Second")));
    site.put("/news.xml", map(&["/2", "/1", "/missing"]));
    assert_eq!(desk.version(&site.url("/2"), 1)["title"], "Quay closed");
    let looks = site.seen("/sitemap.xml").len();
    wait_for("more looks", || (site.seen("/sitemap.xml").len() > looks + 4).then_some(()));
    assert_eq!(site.seen("/1").len(), 1);
    assert_eq!(site.seen("/missing").len(), 3);
}

#[test]
fn a_source_that_fails_is_told_of_and_recovers() {
    let (data, site) = (folder(), Site::start());
    site.put("/rss", Page::of("<!doctype html><html><body>Closed for repairs</body></html>"));
    let desk = TestDesk::open(watching(data.path(), &site, "/rss"));
    let is_failing = |source: &serde_json::Value| source["failures"].as_u64() > Some(0);
    let source = desk.source(&site.url("/rss"), is_failing);
    assert_eq!(source["last_error"], "the feed holds no entries");
    site.put("/moved", Page::of(feed(&site, &[("/1", "One", "It rained.")])));
    let moved = Page::status(301).with_header(format!("Location: {}", site.url("/moved")));
    site.put("/rss", moved);
    desk.version(&site.url("/1"), 1);
    let asked = site.seen("/rss").len();
    wait_for("looks at the new place", || (site.seen("/moved").len() > 2).then_some(()));
    assert_eq!(site.seen("/rss").len(), asked);
    let source = desk.source(&site.url("/rss"), |source| source["failures"] == 0);
    assert_eq!(source["articles"], 1);
}
