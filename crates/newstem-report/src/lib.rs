//! A trace for a person to read: text for a terminal, or one HTML page that needs nothing else.
//!
//! Both views say the same things in the same words, so what they say is worked out once, in the
//! private modules here (the tree laid out, names, evidence in words, the variants of a quote,
//! the values of a claim), and the two renderers only place it. The alternative, one template
//! per format, lets the two drift apart.
//!
//! Everything is pure: a `&Trace` in, a `String` out. Text from articles is hostile: control
//! characters never reach a terminal, markup never reaches a page.

mod ancestry;
mod beside;
mod brief;
mod changes;
mod claims;
mod dropped;
mod evidence;
mod family;
pub mod html;
mod layout;
mod names;
mod overview;
mod palette;
pub mod provenance;
pub mod quotations;
mod quotes;
mod reasons;
mod sentences;
pub mod stories;
pub mod text;
mod vocabulary;
mod words;

use newstem::Story;

/// How many claims of a story its articles surely disagree about.
pub fn disputes(story: &Story) -> usize {
    story.claims.iter().filter(|claim| brief::is_surely_disputed(claim)).count()
}
