//! Stories: which articles tell the same event.
//!
//! Articles are alike by their words times their names and numbers, which measured better than
//! words alone or any embedding (look-alike events of one topic differ in names, numbers and
//! dates). Groups are joined by average linkage over candidate pairs, so that one bridge between
//! two crowds joins nothing. Rejected: connected components, which chain into blobs.

mod features;
mod grouping;
mod similarity;

pub use features::Features;
pub use grouping::group;
pub use similarity::similarity;
