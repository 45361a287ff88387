//! A trace for other programs: tables for a data frame or a database, graphs for tools that draw
//! and measure them, clusters of reused passages as passim writes them.
//!
//! Each form is written from one definition: the columns of [`table`] serve CSV, JSON Lines and
//! Parquet, the nodes and edges of `graph` serve GraphML and DOT. The alternative, one writer that
//! walks the trace per format, lets the formats drift apart.
//!
//! Everything is pure: a `&Trace` in, bytes or a `String` out. Tables and passages carry text as it
//! stands, since offsets point into it; a spreadsheet must not run it (`formula`), and graphs, which
//! are looked at, show it on one line without what steers a screen (`plain`).

mod csv;
mod formula;
mod graph;
mod jsonl;
mod parquet;
mod passim;
mod plain;
pub mod table;

pub use graph::dot::write as dot;
pub use graph::graphml::write as graphml;
pub use passim::write as passim;
