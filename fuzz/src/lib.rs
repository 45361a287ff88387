//! What must hold of whatever bytes a reader is given.
//!
//! The targets feed bytes under a name that tells their kind; here the laws are held against what
//! comes out. Where memory or time run out, the fuzzer itself tells.

use std::panic;
use std::sync::Once;

use newstem_read::{
    Document, Gathered, Input, Problem, ReadOptions, panic_is_caught, read_documents,
};

static HOOK: Once = Once::new();

/// Reads `bytes` as a file called `name`.
///
/// # Panics
/// If a law is broken.
pub fn check(name: &str, bytes: &[u8]) {
    HOOK.call_once(pass_over_caught_panics);
    let found = read(name, bytes);
    found.documents.iter().for_each(|document| check_document(name, document));
    found.problems.iter().for_each(check_problem);
    let again = read(name, bytes);
    assert_eq!(found.documents, again.documents, "two readings differ");
    assert_eq!(found.problems, again.problems, "two readings differ");
}

/// The fuzzer ends at any panic; those that readers catch are what they are meant to do.
fn pass_over_caught_panics() {
    let fatal = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !panic_is_caught() {
            fatal(panic);
        }
    }));
}

fn read(name: &str, bytes: &[u8]) -> Gathered {
    let input = Input::Bytes { name: name.to_owned(), bytes: bytes.to_vec() };
    // Small limits, so that the fuzzer meets them.
    let options = ReadOptions {
        article_bytes_max: 64 << 10,
        feed_bytes_max: 128 << 10,
        spool_bytes_max: 1 << 20,
        threads: 1,
        ..ReadOptions::default()
    };
    let mut gathered = Gathered::default();
    read_documents(&[input], &options, &mut gathered);
    gathered
}

fn check_document(name: &str, document: &Document) {
    assert!(document.source.starts_with(name), "{:?} does not lie in {name}", document.source);
    assert!(!document.id.is_empty(), "a document without an id");
    let has_words = !document.text.trim().is_empty() || !document.title.trim().is_empty();
    assert!(has_words, "a document without words");
}

fn check_problem(problem: &Problem) {
    for text in [&problem.reason, &problem.hint] {
        assert!(!text.is_empty(), "{problem:?} says nothing");
        assert!(!text.contains(char::is_control), "{problem:?} gives orders to a terminal");
    }
}
