//! The family tree of one story: who derives from whom, how, and from what that is not there.

mod arborescence;
pub mod comparison;
mod timing;
mod tree;

pub use tree::{Evidence, Kind, Link, Tree, Unseen, Value};
