//! A wall around libraries that panic on files made wrong.
//!
//! Decoders of binary formats index and slice by what a file declares, so a hostile file makes
//! them panic sooner or later. Behind this wall a panic is one more way to say that a file is
//! broken. It is for such libraries alone: Newstem's own code does not panic, and where it does
//! the report of a bug is wanted. Rejected: a process or a thread for each file, which cost more
//! and hide no less. A library that overflows the stack or asks for more memory than there is
//! still ends the process; what could make it do so is checked before it is called.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// True while a panic of this thread would be taken for a broken file. The panic hook of a
/// program that uses this library should then say nothing and return.
pub fn panic_is_caught() -> bool {
    IS_CAUGHT.get()
}

/// A library panicked; what it was working on is not to be used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Panicked;

/// What `work` gives, unless it panics.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    let was_caught = IS_CAUGHT.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    IS_CAUGHT.set(was_caught);
    result.map_err(|_| Panicked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_value() {
        assert_eq!(caught(|| 7), Ok(7));
        let read = caught(|| {
            assert!(panic_is_caught());
            Vec::<u8>::new()[1]
        });
        assert_eq!(read, Err(Panicked));
        assert!(!panic_is_caught());
    }
}
