//! Events as webhooks receive them.

use std::time::{SystemTime, UNIX_EPOCH};

use newstem_fetch::{SIGNATURE_HEADER, verify_signature};
use serde_json::{Value, json};

use crate::desk::{TestDesk, folder, settings, wait_for};
use crate::site::{Page, Seen, Site};

const SECRET: &str = "a secret of sixteen bytes";

/// The numbers of the events in a request, which is signed.
fn numbers(seen: &Seen) -> Vec<i64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let signature = seen.header(SIGNATURE_HEADER).unwrap();
    assert_eq!(verify_signature(SECRET.as_bytes(), signature, &seen.body, now, 300), Ok(()));
    let message: Value = serde_json::from_slice(&seen.body).unwrap();
    let events = message["events"].as_array().unwrap();
    assert!(!events.is_empty() && events.len() <= 100);
    events.iter().map(|event| event["event"].as_i64().unwrap()).collect()
}

/// The numbers of all events that were taken.
fn taken(site: &Site) -> Vec<i64> {
    let seen = site.seen("/hook");
    seen.iter().filter(|seen| seen.status == 200).flat_map(numbers).collect()
}

fn send(desk: &TestDesk, id: &str, text: &str) {
    let answer = desk.post("/v1/articles", &json!([{ "id": id, "title": text, "text": text }]));
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[test]
fn events_come_signed_in_order_and_again_after_failures() {
    let (data, site) = (folder(), Site::start());
    site.put("/hook", Page::of(""));
    site.put_first(vec![Page::status(500), Page::status(503).with_header("Retry-After: 0")]);
    let desk = TestDesk::open(settings(data.path(), &[site.port]));
    let hook = json!({ "url": site.url("/hook"), "secret": SECRET });
    assert_eq!(desk.post("/v1/webhooks", &hook).status, 201);
    send(&desk, "a", "A crane fell across the northern quay of Nordhafen on Tuesday.");
    wait_for("the first event", || (!taken(&site).is_empty()).then_some(()));
    let attempts = site.seen("/hook");
    let refused: Vec<u16> = attempts.iter().take(3).map(|seen| seen.status).collect();
    assert_eq!(refused, [500, 503, 200]);
    assert_eq!(numbers(&attempts[0])[0], numbers(&attempts[2])[0]);
    send(&desk, "b", "The parliament of Sudland voted for a new budget after long debates.");
    wait_for("the event of the second story", || (taken(&site).len() >= 2).then_some(()));
    wait_for("all events", || {
        let told = desk.get("/v1/webhooks").json()["webhooks"][0].clone();
        (told["failures"] == 0 && told["delivered"].as_i64() >= Some(2)).then_some(())
    });
    let taken = taken(&site);
    assert_eq!(taken[0], 1);
    assert!(taken.windows(2).all(|pair| pair[1] == pair[0] + 1), "{taken:?}");
}

#[test]
fn a_receiver_that_fails_holds_up_no_other() {
    let (data, bad, good) = (folder(), Site::start(), Site::start());
    bad.put("/hook", Page::status(500).with_header("Retry-After: 3600"));
    good.put("/hook", Page::of(""));
    let desk = TestDesk::open(settings(data.path(), &[bad.port, good.port]));
    for site in [&bad, &good] {
        let hook = json!({ "url": site.url("/hook"), "secret": SECRET });
        assert_eq!(desk.post("/v1/webhooks", &hook).status, 201);
    }
    send(&desk, "a", "A crane fell across the northern quay of Nordhafen on Tuesday.");
    wait_for("the event", || (!taken(&good).is_empty()).then_some(()));
    send(&desk, "b", "The parliament of Sudland voted for a new budget after long debates.");
    wait_for("the next event", || (taken(&good).len() > 1).then_some(()));
    let told = wait_for("the failure", || {
        let told = desk.get("/v1/webhooks").json()["webhooks"][0].clone();
        (told["failures"] == 1).then_some(told)
    });
    assert_eq!(told["last_error"], "the receiver answered with status 500");
    assert_eq!(bad.seen("/hook").len(), 1);
}

#[test]
fn only_whoever_may_write_sees_where_events_go() {
    let (data, site) = (folder(), Site::start());
    let desk = TestDesk::open(settings(data.path(), &[site.port]));
    let hook = json!({ "url": site.url("/T0/abc123"), "secret": SECRET });
    assert_eq!(desk.post("/v1/webhooks", &hook).status, 201);
    assert!(desk.get("/v1/webhooks").body.contains("abc123"));
    let shown = desk.send(&["GET", "/v1/webhooks"], &["Accept: */*"], "").json();
    assert_eq!(shown["webhooks"][0]["url"], "http://127.0.0.1/…");
}
