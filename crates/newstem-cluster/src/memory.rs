//! What a process holds, in one account: what queries hold, and what functions hold beside them.
//!
//! The query engine asks a pool before it holds more, and writes to the disk where the pool refuses. What
//! functions hold it does not see: the words of the pile, shelves, the story that is traced. So they note
//! it in the same pool, and queries are left the rest. How much something takes is reckoned from the bytes
//! that it is made of, by factors that were measured. A function is not refused, since it cannot do with
//! less; but it never leaves queries without any room, which could not even sort then. So a limit holds but
//! for a single story or file that is larger than functions have room for.

use std::env;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use datafusion::execution::memory_pool::{
    FairSpillPool, MemoryConsumer, MemoryPool, MemoryReservation, UnboundedMemoryPool,
};

/// What the program and its models take from the first task on.
const PROGRAM_BYTES: usize = 192 << 20;

/// From so many free bytes on, the allocator of GNU systems gives them back; it reads this when a program
/// starts. Left to itself it keeps most: of what an executor held, two fifths were free.
const GIVES_BACK: (&str, &str) = ("MALLOC_TRIM_THRESHOLD_", "1000000");

/// Starts the program anew, with the same arguments in the same process, so that the allocator gives back
/// what is freed. Where it was told anything already, or there is another allocator, all stays as it is.
pub fn have_freed_memory_given_back() {
    let (variable, value) = GIVES_BACK;
    if cfg!(target_env = "gnu")
        && env::var_os(variable).is_none()
        && let Ok(program) = env::current_exe()
    {
        // It only comes back where it fails, and then the memory is kept.
        let _ = replace(Command::new(program).args(env::args_os().skip(1)).env(variable, value));
    }
}

#[cfg(unix)]
fn replace(command: &mut Command) -> std::io::Error {
    std::os::unix::process::CommandExt::exec(command)
}

#[cfg(not(unix))]
fn replace(_command: &mut Command) -> std::io::Error {
    std::io::ErrorKind::Unsupported.into()
}

/// The account of this process.
struct Account {
    pool: Arc<dyn MemoryPool>,
    /// Functions note no more than this, all together.
    functions_max: usize,
    /// What they have noted.
    functions: AtomicUsize,
}

static ACCOUNT: OnceLock<Account> = OnceLock::new();

/// The pool of a process that may take so much; the first limit that is told counts.
pub fn pool_within(limit_bytes: usize) -> Arc<dyn MemoryPool> {
    ACCOUNT.get_or_init(|| Account::within(limit_bytes)).pool.clone()
}

/// Notes that a function holds something, until what is given is dropped.
pub fn hold(what: &str, bytes: usize) -> Held {
    ACCOUNT.get_or_init(Account::without_limit).hold(what, bytes)
}

/// How much functions may keep for later calls.
pub fn to_keep_bytes() -> usize {
    ACCOUNT.get_or_init(Account::without_limit).functions_max / 2
}

/// What a function holds.
pub struct Held {
    reservation: MemoryReservation,
    functions: &'static AtomicUsize,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.functions.fetch_sub(self.reservation.size(), Ordering::Relaxed);
    }
}

impl Account {
    fn within(limit_bytes: usize) -> Self {
        // Below some size a limit cannot be kept, since the program alone takes more.
        let pool_bytes = limit_bytes.saturating_sub(PROGRAM_BYTES).max(limit_bytes / 2);
        Self {
            pool: Arc::new(FairSpillPool::new(pool_bytes)),
            functions_max: pool_bytes / 2,
            functions: AtomicUsize::new(0),
        }
    }

    fn without_limit() -> Self {
        Self {
            pool: Arc::new(UnboundedMemoryPool::default()),
            functions_max: 1 << 30,
            functions: AtomicUsize::new(0),
        }
    }

    fn hold(&'static self, what: &str, bytes: usize) -> Held {
        let granted = self.granted(bytes);
        let reservation = MemoryConsumer::new(what).register(&self.pool);
        reservation.grow(granted);
        Held { reservation, functions: &self.functions }
    }

    /// So much of what is asked for as functions have room for.
    fn granted(&self, bytes: usize) -> usize {
        let more = |noted: usize| bytes.min(self.functions_max.saturating_sub(noted));
        let before = self
            .functions
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |noted| Some(noted + more(noted)));
        before.map_or(0, more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_have_what_functions_do_not_hold_but_never_nothing() {
        let account: &'static Account = Box::leak(Box::new(Account::within(1024 << 20)));
        let whole = (1024 << 20) - PROGRAM_BYTES;
        let query = MemoryConsumer::new("sort").with_can_spill(true).register(&account.pool);
        let words = account.hold("words", 100 << 20);
        assert!(query.try_resize(whole).is_err());
        query.try_resize(whole - (100 << 20)).unwrap();
        query.free();
        let story = account.hold("story", 10 << 30);
        query.try_resize(whole / 2).unwrap();
        drop((words, story));
        query.try_resize(whole).unwrap();
        assert_eq!(account.functions.load(Ordering::Relaxed), 0);
    }
}
