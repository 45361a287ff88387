//! The words of `--help`, reviewed like code.

use crate::command::{Place, stdout};

#[test]
fn help_of_newstem() {
    insta::assert_snapshot!(stdout(&Place::new().run("--help")));
}

#[test]
fn help_of_trace() {
    insta::assert_snapshot!(stdout(&Place::new().run("trace --help")));
}

#[test]
fn help_of_read() {
    insta::assert_snapshot!(stdout(&Place::new().run("read --help")));
}

#[test]
fn help_of_stories() {
    insta::assert_snapshot!(stdout(&Place::new().run("stories --help")));
}

#[test]
fn help_of_quotes() {
    insta::assert_snapshot!(stdout(&Place::new().run("quotes --help")));
}

#[test]
fn help_of_check() {
    insta::assert_snapshot!(stdout(&Place::new().run("check --help")));
}

#[test]
fn help_of_report() {
    insta::assert_snapshot!(stdout(&Place::new().run("report --help")));
}

#[test]
fn help_of_explain() {
    insta::assert_snapshot!(stdout(&Place::new().run("explain --help")));
}

#[test]
fn the_manual_has_the_examples_and_the_exit_codes() {
    let page = stdout(&Place::new().run("man trace"));
    assert!(page.contains(".SH EXAMPLES"));
    assert!(page.contains("council\\-house\\-drone \\-o report.html"));
    assert!(page.contains("nothing to do"));
    let page = stdout(&Place::new().run("man stories"));
    assert!(page.contains("crawl.warc.gz \\-o stories.jsonl"));
}

#[test]
fn completions_know_the_options() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&Place::new().run(&format!("completions {shell}")));
        assert!(script.contains("format") && script.contains("stories"), "{shell}");
    }
}

#[test]
fn help_of_serve() {
    insta::assert_snapshot!(stdout(&Place::new().run("serve --help")));
}

#[test]
fn help_of_ingest() {
    insta::assert_snapshot!(stdout(&Place::new().run("ingest --help")));
}

#[test]
fn help_of_backup() {
    insta::assert_snapshot!(stdout(&Place::new().run("backup --help")));
}

#[test]
fn help_of_verify() {
    insta::assert_snapshot!(stdout(&Place::new().run("verify --help")));
}

#[test]
fn help_of_reindex() {
    insta::assert_snapshot!(stdout(&Place::new().run("reindex --help")));
}
