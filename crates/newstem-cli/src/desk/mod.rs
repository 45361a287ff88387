//! How a desk is run from a command line: its settings, its token, its demonstration.

pub mod demo;
mod file;
pub mod settings;
pub mod token;
