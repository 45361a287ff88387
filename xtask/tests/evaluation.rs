//! The scorer on damaged traces whose figures are known: `evaluation/fixtures` holds each trace
//! with the figures that another implementation of the same measure printed for it.

#![allow(clippy::unwrap_used, reason = "a test may stop where a fixture is broken")]

use std::fs;
use std::path::{Path, PathBuf};

use newstem::Trace;
use xtask::figures::{Figure, Figures};
use xtask::gold::{self, Family, GoldError};
use xtask::perfect::perfect;
use xtask::score::score;
use xtask::{pile, table};

fn evaluation(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../evaluation").join(name)
}

fn fixture(name: &str) -> PathBuf {
    evaluation("fixtures").join(name)
}

fn small_families() -> Vec<Family> {
    ["mill.json", "pier.json"].map(|name| gold::load(&fixture(name)).unwrap()).into()
}

fn check(case: &str) {
    let trace = fs::read(fixture(&format!("{case}.trace.json"))).unwrap();
    let trace: Trace = serde_json::from_slice(&trace).unwrap();
    let expected = fs::read_to_string(fixture(&format!("{case}.figures.txt"))).unwrap();
    let printed = table::in_full(&score(&trace, &small_families()));
    assert_eq!(printed, expected, "figures of {case}.trace.json");
}

/// Says little: links, quotes, claims and an unseen ancestor are missing, furniture was left in.
#[test]
fn a_timid_trace_is_precise_and_incomplete() {
    check("timid");
}

/// Says too much: both families and a decoy in one story, invented ancestors, wrong kinds,
/// utterances thrown together, lines of articles taken for furniture.
#[test]
fn a_bold_trace_is_complete_and_imprecise() {
    check("bold");
}

/// Breaks the contract: cycles, a parent that does not exist, an article in no list, stories
/// with one tree between them, the same claim twice.
#[test]
fn a_broken_trace_is_scored_all_the_same() {
    check("broken");
}

/// Leaves the scorer a choice: two ancestors with the same descendants, stories of one size, two
/// claims with the same spans (the first counts), speakers right in one field of three.
#[test]
fn a_trace_with_ties_is_taken_at_its_first_word() {
    check("tied");
}

fn assert_all_right(name: &str, figures: &Figures) {
    for (line, figure) in figures.rows() {
        let is_right = match figure {
            Figure::Agreement(agreement) => agreement.f1 == 1.0,
            Figure::Share(share) => share.accuracy == 1.0,
            Figure::Distance(distance) => distance == 0.0,
        };
        assert!(is_right, "{name}: {line} is {figure:?}");
    }
}

/// Also holds the families to account: a quote or parent that contradicts its family shows here.
#[test]
fn a_perfect_trace_scores_perfectly_on_every_family() {
    let mut families = small_families();
    for entry in fs::read_dir(evaluation("families")).unwrap() {
        families.push(gold::load(&entry.unwrap().path()).unwrap());
    }
    let trace = perfect(&families);
    assert_all_right("all", &score(&trace, &families));
    for family in families.chunks(1) {
        assert_all_right(&family[0].name, &score(&trace, family));
    }
}

#[test]
fn the_pile_holds_what_is_shown_and_no_more() {
    let pile = pile::jsonl(&small_families(), &[]).unwrap();
    let pile = String::from_utf8(pile).unwrap();
    let ids: Vec<String> = pile.lines().map(id_of).collect();
    let expected = [
        "mill/a", "mill/b", "mill/c", "mill/d", "mill/e", "pier/a", "pier/b", "pier/c", "pier/d",
        "pier/e", "pier/f", "pier/x1", "pier/x2",
    ];
    assert_eq!(ids, expected);
    assert!(!pile.contains("parents"));
}

fn id_of(record: &str) -> String {
    let record: serde_json::Value = serde_json::from_str(record).unwrap();
    record["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_trace_is_no_family() {
    let error = gold::load(&fixture("bold.trace.json")).unwrap_err();
    assert!(matches!(error, GoldError::Parse { .. }), "{error}");
}
