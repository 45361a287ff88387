//! Hostile input: files made to crash, stall or mislead a reader, and what Newstem must say of
//! each.
//!
//! A case is data ([`case`]): a few files, written down line by line or as a recipe ([`recipe`])
//! where they are large, and the exact documents and problems that reading them gives. They stand
//! in `xtask/hostile`, one file a format. [`place`] lays a case's files down, [`outcome`] says what
//! was read. The same cases are read twice: inside the tests, where recipes may be told to make
//! less, and by the finished command at full size, under limits of time and memory.
//!
//! Rejected: the files themselves in the repository. A bomb of a gigabyte is one line here, and the
//! line shows what is wrong with it.

pub mod case;
mod literal;
pub mod outcome;
mod pack;
pub mod place;
mod recipe;

pub use case::{Case, CaseError, read_cases, rewritten};
pub use recipe::Size;
