//! What is said when newstem itself fails: what to report, and that it is not the user's fault.

use std::backtrace::Backtrace;
use std::io::Write;
use std::panic::PanicHookInfo;

use crate::exit;

/// Makes every panic end the process with a report instead of a bare trace, but for those that
/// the reader takes for a broken file.
pub fn install_report() {
    std::panic::set_hook(Box::new(|panic| {
        if newstem_read::panic_is_caught() {
            return;
        }
        let mut stderr = std::io::stderr().lock();
        let _ = stderr.write_all(report(panic).as_bytes());
        std::process::exit(exit::BUG.into());
    }));
}

fn report(panic: &PanicHookInfo) -> String {
    let command: Vec<String> =
        std::env::args_os().map(|argument| format!("{argument:?}")).collect();
    format!(
        "\n\
         newstem stopped because of a bug in newstem, not because of anything you did.\n\
         Please report it to the project, with everything below this line and, where you may\n\
         share it, the smallest pile that brings it about.\n\
         ----\n\
         version: newstem {} ({} {})\n\
         command: {}\n\
         {panic}\n\
         {}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        command.join(" "),
        Backtrace::force_capture()
    )
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    /// Set in the process that is to die.
    const DYING: &str = "NEWSTEM_TEST_DIES";

    #[test]
    fn a_panic_is_reported() {
        if std::env::var_os(DYING).is_some() {
            super::install_report();
            panic!("the trouble");
        }
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "bug::tests::a_panic_is_reported", "--nocapture"])
            .env(DYING, "yes")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(255));
        let stderr = String::from_utf8_lossy(&output.stderr);
        for told in ["a bug in newstem", "version: newstem", "command: ", "the trouble"] {
            assert!(stderr.contains(told), "{told:?} is not in: {stderr}");
        }
    }
}
