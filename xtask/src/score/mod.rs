//! Scores a trace against the truth: one module a room of the program, one figure a question.
//!
//! Only what the pile could tell is asked for. A finding that is true but beyond the evidence is
//! neither required nor held against the trace; each module says where that happens.

mod claims;
mod count;
mod furniture;
mod quotes;
mod roots;
mod stories;
mod tree;
mod unseen;

use newstem::Trace;

use crate::figures::{Agreement, Figures};
use crate::gold::Family;
use crate::said::Said;

/// How much of the words of unseen ancestors a trace gives, and how right they are: a figure of our
/// own beside those that every scorer of traces has.
pub fn recovered(trace: &Trace, families: &[Family]) -> Agreement {
    unseen::score(&Said::new(trace), families).recovered.agreement()
}

/// Measures a trace of the pile that `families` make. Score a part of the families to see how the
/// trace of the whole pile does on them.
pub fn score(trace: &Trace, families: &[Family]) -> Figures {
    let said = Said::new(trace);
    let tree = tree::score(&said, families);
    let unseen = unseen::score(&said, families);
    let sources = roots::sources(&said, families);
    let quotes = quotes::score(&said, families);
    let claims = claims::score(&said, families);
    Figures {
        stories: stories::score(&said, families),
        furniture: furniture::score(&said, families),
        derived: tree.derived.agreement(),
        same_root: roots::same_root(&said, families),
        parents: tree.parents.agreement(),
        unseen: unseen.found.agreement(),
        unseen_label: unseen.label.share(),
        kind: tree.kind.share(),
        kind_coarse: tree.kind_coarse.share(),
        sources_exact: sources.exact.share(),
        sources_mae: sources.mean_distance(),
        quotes_found: quotes.found.share(),
        speaker: quotes.speaker.share(),
        quotes_grouped: quotes.grouped.agreement(),
        quotes_altered: quotes.altered.agreement(),
        claims_found: claims.found.share(),
        claim_sources: claims.sources.share(),
        claim_conflicts: claims.conflicts.agreement(),
    }
}
