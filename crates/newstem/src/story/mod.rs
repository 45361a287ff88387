//! Stories: which articles tell the same event.
//!
//! Articles are alike by words, names, numbers, pairs of words and times, weighed together, which
//! measured better than words alone or any embedding (look-alike events of one topic differ in
//! names, numbers and dates). Groups are joined by average linkage over the pairs worth comparing,
//! held against the likeness within them, so that one bridge between two crowds joins nothing.
//! Rejected: connected components, which chain into blobs.
//!
//! `terms` reads an article with what `lexis` knows of words, `facts` holds its values, `vocabulary`
//! numbers what was read, `archive` keeps it, `features` weighs it, `similarity` compares with one that
//! is `opened`, `index` finds whom to compare with, `grouping` joins, `second_look` mends what shows
//! only once groups stand, `credited` follows credits from group to group, `stories` places one
//! article after another, `ledger` names the stories, and `grouper` is the whole. `shelf` compares the articles of a pile that many machines share.

mod archive;
mod central;
mod credited;
mod facts;
mod features;
mod follows;
mod grouper;
mod grouping;
mod index;
mod ledger;
mod lexis;
mod meaning;
mod naming;
mod opened;
mod second_look;
mod shelf;
mod similarity;
mod stories;
mod terms;
mod vocabulary;
mod weights;

pub use archive::{Archive, Known};
pub use facts::Facts;
pub use features::{Lengths, Scale};
pub use grouper::{AddError, Grouper, StoryChange};
pub use index::{Found, Index, Search, Standing};
pub use ledger::{Ledger, Merge, Rearranged, Split, StoryId};
pub use lexis::{Lexis, Said};
pub use meaning::{Meaning, Middle};
pub use naming::Naming;
pub use opened::Opened;
pub use shelf::{Asked, Likeness, Measure, Weighed};
pub use similarity::Side;
pub use terms::{NewWord, Terms, Traits, Word};
pub use vocabulary::{Counts, Vocabulary};
pub use weights::Weights;
