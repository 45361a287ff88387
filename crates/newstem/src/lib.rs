//! Newstem's engine: articles in, findings out.
//!
//! The modules stand in the order in which an article passes through them; each may use those
//! above it and none below. Nothing here reads files, asks the clock or the environment, prints,
//! or keeps global state, and no unordered map is ever iterated over.

pub mod align;
pub mod article;
mod buckets;
pub mod check;
pub mod claim;
pub mod lineage;
mod outlet;
mod parallel;
pub mod published;
pub mod quote;
pub mod sketch;
pub mod story;
pub mod text;
pub mod trace;

pub use article::{Article, Credit, Furniture};
pub use story::{AddError, Grouper, Merge, Rearranged, Split, StoryChange, StoryId};
pub use trace::{
    Agreement, Compared, Joined, Options, Outline, Outlines, Placement, Placements, Quotation,
    Shared, Statistics, Story, StoryParts, Trace, TraceError, Tracer, find_quotations,
    find_stories, group_compared, trace,
};
