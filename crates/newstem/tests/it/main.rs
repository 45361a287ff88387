//! The engine's laws, held against made-up texts and piles, and the families it must get right.

mod aligning;
mod families;
mod growing;
mod placing;
mod reading;
mod tracing;
mod written;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// A runner that tries the same `cases` every time and writes nothing down.
fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}
