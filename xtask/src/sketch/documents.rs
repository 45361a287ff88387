//! Made-up documents, the same at every run: words of the gold families drawn by lot, so that they
//! are as long and as often beyond ASCII as in news. Real pairs of news share more by chance, which
//! costs more time where buckets fill; that is measured on real piles only.

use xtask::gold::Family;

use crate::throughput::articles::Articles;

/// One document in so many is a near-duplicate of the one before it.
const COPY_EVERY: usize = 4;
/// One word in so many of a near-duplicate is another.
const CHANGED_EVERY: u64 = 50;

/// Makes `count` documents of `words` words out of the words of `families`.
pub(super) fn make(families: &[Family], count: usize, words: usize) -> Vec<String> {
    let mut source = Articles::of(families);
    let mut documents: Vec<String> = Vec::with_capacity(count);
    for number in 0..count {
        let document = match documents.last() {
            Some(before) if number % COPY_EVERY == 1 => copy(before, &mut source),
            _ => source.draw_words(words),
        };
        documents.push(document);
    }
    documents
}

fn copy(document: &str, source: &mut Articles) -> String {
    let mut copy = String::with_capacity(document.len());
    for word in document.split_inclusive(' ') {
        match source.draw(CHANGED_EVERY) {
            0 => copy.push_str(&source.draw_words(1)),
            _ => copy.push_str(word),
        }
    }
    copy
}
