//! `newstem explain`: where one article of a trace came from.

use crate::command::{Place, sample, stderr, stdout};

/// A folder with the sample's trace in it.
fn traced() -> Place {
    let place = Place::new();
    let output = place.command("trace -o trace.json").arg(sample()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    place
}

/// A change that moves a link, its confidence or its evidence shows here, and must be meant.
#[test]
fn articles_of_the_sample_are_explained_as_they_were() {
    let place = traced();
    let explain = |id: &str| stdout(&place.run(&format!("explain trace.json {id}")));
    let spun = explain("globe-bulletin-365.html");
    let merged = explain("world-ledger");
    let credited = explain("westhaven-times.html");
    insta::assert_snapshot!([spun, merged, credited].join("\n----\n\n"));
}

#[test]
fn what_is_no_trace_or_not_in_it_is_wrong_usage() {
    let place = traced();
    let check = |arguments: &str, expected: &str| {
        let output = place.run(&format!("explain {arguments}"));
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    };
    check("trace.json nobody", "no article with the id \"nobody\"");
    check("nothing.json one", "failed to read a trace");
    check("pile.jsonl one", "failed to read a trace");
}
