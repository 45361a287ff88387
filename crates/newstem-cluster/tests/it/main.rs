//! Runs of the command, on this machine and on a cluster of its own processes, held against what the
//! engine finds by itself.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod findings;
mod made_up;
mod processes;

use findings::{check_same_findings, count_of, traces_of};
use made_up::{events, one_template};
use processes::{Cluster, check, trace_here, trace_listed, trace_on};

/// Shelves of a few articles, so that a small pile has several.
const SMALL_SHELVES: [&str; 2] = ["--shelf-articles", "16"];

#[test]
fn a_run_on_this_machine_finds_what_the_engine_finds() {
    let room = tempfile::tempdir().unwrap();
    let pile = events(room.path());
    let run = room.path().join("run");
    check(trace_here(&pile, &run).args(SMALL_SHELVES), 0);
    check_same_findings(&pile, &run);
    assert!(count_of(&run, "near_duplicates") > 0);
}

#[test]
fn the_sample_is_traced_as_the_engine_traces_it() {
    let room = tempfile::tempdir().unwrap();
    let pile = findings::sample();
    check(&mut trace_here(&pile, &room.path().join("run")), 0);
    check_same_findings(&pile, &room.path().join("run"));
}

#[test]
fn a_run_survives_an_executor_that_is_killed() {
    let room = tempfile::tempdir().unwrap();
    let pile = events(room.path());
    let run = room.path().join("run");
    let cluster = Cluster::start(room.path());
    let (_survivor, mut victim) = (cluster.executor(), cluster.executor());
    let mut tracing = trace_on(&cluster, &pile, &run).args(SMALL_SHELVES).spawn().unwrap();
    let lines = processes::wait_for_stage(&mut tracing, "articles");
    victim.kill();
    processes::check_end(tracing, &lines, 0);
    check_same_findings(&pile, &run);
}

#[test]
fn a_run_whose_last_executor_is_lost_says_so_and_goes_on_with_another() {
    let room = tempfile::tempdir().unwrap();
    let (pile, run) = (events(room.path()), room.path().join("run"));
    let cluster = Cluster::start(room.path());
    let mut last = cluster.executor();
    let mut tracing = trace_on(&cluster, &pile, &run).args(SMALL_SHELVES).spawn().unwrap();
    let lines = processes::wait_for_stage(&mut tracing, "articles");
    last.kill();
    let told = processes::check_end(tracing, &lines, 4);
    assert!(told.contains("the scheduler has no executor"), "{told}");
    let _another = cluster.executor();
    check(trace_on(&cluster, &pile, &run).args(SMALL_SHELVES).arg("--resume"), 0);
    check_same_findings(&pile, &run);
}

#[test]
fn what_a_listing_names_is_read_by_path_and_by_address() {
    let room = tempfile::tempdir().unwrap();
    let pile = events(room.path());
    let listing = room.path().join("all.paths");
    for (place, entry) in
        ["pile.jsonl".to_owned(), format!("file://{}", pile.display())].iter().enumerate()
    {
        std::fs::write(&listing, format!("{entry}\n\n")).unwrap();
        let run = room.path().join(format!("run-{place}"));
        check(trace_listed(&listing, &run).args(SMALL_SHELVES), 0);
        let found = traces_of(&run);
        let articles = |trace: &newstem::Trace| trace.articles.len();
        assert_eq!(found.iter().map(articles).sum::<usize>(), 61);
    }
    std::fs::write(&listing, format!("pile.jsonl\nfile://{}-gone\n", pile.display())).unwrap();
    let told = check(&mut trace_listed(&listing, &room.path().join("run")), 3);
    assert!(told.contains("there is no such object"), "{told}");
}

#[test]
fn a_run_goes_on_after_the_last_stage_that_finished() {
    let room = tempfile::tempdir().unwrap();
    let (pile, run) = (events(room.path()), room.path().join("run"));
    check(trace_here(&pile, &run).args(SMALL_SHELVES).args(["--until", "stems"]), 0);
    let refused = check(trace_here(&pile, &run).args(SMALL_SHELVES), 4);
    assert!(refused.contains("--resume"), "{refused}");
    let other = check(trace_here(&pile, &run).args(["--resume", "--shelf-articles", "17"]), 4);
    assert!(other.contains("other parameters"), "{other}");
    let told = check(trace_here(&pile, &run).args(SMALL_SHELVES).arg("--resume"), 0);
    assert!(!told.contains("stems:") && told.contains("weighed:"), "{told}");
    check_same_findings(&pile, &run);
}

#[test]
fn an_executor_of_another_build_is_told_of() {
    let room = tempfile::tempdir().unwrap();
    let cluster = Cluster::start(room.path());
    let _other = cluster.executor_of_build("0.0.0+other");
    let told = check(&mut trace_on(&cluster, &findings::sample(), &room.path().join("run")), 4);
    assert!(told.contains("is not of build"), "{told}");
    assert!(told.contains("run the same newstem-cluster everywhere"), "{told}");
}

#[test]
fn terms_of_a_template_that_very_many_have_are_counted() {
    let room = tempfile::tempdir().unwrap();
    let (pile, run) = (one_template(room.path()), room.path().join("run"));
    check(trace_here(&pile, &run).args(["--shelf-articles", "200", "--until", "homes"]), 0);
    assert_eq!(count_of(&run, "capped_terms"), findings::capped_terms(&pile));
    assert!(count_of(&run, "capped_terms") > 0);
    assert_eq!(traces_of(&run).len(), 0);
}
