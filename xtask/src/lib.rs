//! How well Newstem does, measured on families of articles whose descent is known.
//!
//! A gold family ([`gold`]) holds fictional articles and the truth about them; [`pile`] turns
//! families into what a user would hand in; [`score::score`] compares a trace with the truth and
//! gives [`figures::Figures`]. The scoring knows the trace only through its public form, so a
//! trace of another program can be scored just as well.

pub mod family;
pub mod figures;
pub mod gold;
pub mod hostile;
pub mod pages;
pub mod perfect;
pub mod pile;
pub mod said;
pub mod score;
pub mod shingles;
pub mod sign_similarity;
pub mod table;
pub mod words;
