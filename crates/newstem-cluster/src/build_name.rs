//! Which build of the functions a process has.
//!
//! Plans carry functions by name only, so that an executor of another build would run its own
//! function of that name, and half of the findings would be another version's. Therefore the name of
//! the build is part of every function's name: who lacks it cannot run the plan, and says so.
//! Rejected: a question to each executor before a job, which one that joins later never hears.

/// What the functions of this build are made of, as a number.
const SOURCES: &str = env!("NEWSTEM_SOURCES");

/// The name of this build: its version and sources.
pub fn this_build() -> String {
    format!("{}+{SOURCES}", env!("CARGO_PKG_VERSION"))
}

/// The name under which a function of a build is known to planners and executors.
pub fn full_name(function: &str, build: &str) -> String {
    format!("{PREFIX}{function}@{build}")
}

/// Whether a function is one of these, of whatever build.
pub fn is_ours(full_name: &str) -> bool {
    full_name.starts_with(PREFIX) && full_name.contains('@')
}

const PREFIX: &str = "newstem_";
/// What an executor says of a function that it lacks.
const REFUSED: &str = "lacks the function newstem_";
/// What a planner says.
const UNKNOWN: &str = "There is no UDF named \"newstem_";

/// What an executor of a build answers when it is asked for a function of another.
pub fn refusal(full_name: &str, build: &str) -> String {
    format!("an executor of build {build} lacks the function {full_name}")
}

/// Whether a message of the engine says that a process is of another build.
pub fn tells_of_another_build(message: &str) -> bool {
    message.contains(REFUSED) || message.contains(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_of_another_build_has_another_name() {
        assert_ne!(full_name("sketch", "0.1.0+aa"), full_name("sketch", "0.1.0+ab"));
        assert!(tells_of_another_build(&refusal(&full_name("sketch", "0.1.0+aa"), "0.1.0+ab")));
        assert!(is_ours(&full_name("sketch", "0.1.0+aa")) && !is_ours("array_agg"));
        assert!(this_build().starts_with(env!("CARGO_PKG_VERSION")));
    }
}
