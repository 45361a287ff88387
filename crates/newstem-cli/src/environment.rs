//! What the terminal and the environment ask for.

use std::io::IsTerminal;

use newstem_report::text::{Color, TextOptions};

use crate::arguments::ColorChoice;

/// Cells of a line where there is no terminal to ask.
const WIDTH_CELLS_DEFAULT: usize = 80;
/// Cells of a line at most: longer ones are hard to read.
const WIDTH_CELLS_MAX: usize = 100;

/// Where the text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To standard output.
    Standard,
    /// To a file.
    File,
}

/// As many threads as the machine runs at once.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// What was typed, the program first.
pub fn arguments() -> impl Iterator<Item = std::ffi::OsString> {
    std::env::args_os()
}

/// The variables of the environment that can be read as text.
pub fn variables() -> Vec<(String, String)> {
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    std::env::vars_os().filter_map(text).collect()
}

/// How to write text there.
pub fn text_options(choice: ColorChoice, target: Target) -> TextOptions {
    let is_terminal = target == Target::Standard && std::io::stdout().is_terminal();
    TextOptions { color: color(choice, is_terminal.then(asks_for_no_color)), width: width(target) }
}

fn width(target: Target) -> usize {
    match terminal_size::terminal_size_of(std::io::stdout()) {
        Some((width, _)) if target == Target::Standard => usize::from(width.0).min(WIDTH_CELLS_MAX),
        _ => WIDTH_CELLS_DEFAULT,
    }
}

/// `refusal` is whether the user asks for no colour; nothing where there is no terminal.
fn color(choice: ColorChoice, refusal: Option<bool>) -> Color {
    match (choice, refusal) {
        (ColorChoice::Always, _) | (ColorChoice::Auto, Some(false)) => Color::On,
        (ColorChoice::Never, _) | (ColorChoice::Auto, _) => Color::Off,
    }
}

/// The convention of no-color: any value but an empty one; and terminals that know no colour.
fn asks_for_no_color() -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    no_color || std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_a_choice_before_it_is_a_guess() {
        use ColorChoice::{Always, Auto, Never};
        let check = |choice, refusal, expected| assert_eq!(color(choice, refusal), expected);
        check(Auto, Some(false), Color::On);
        check(Auto, Some(true), Color::Off);
        check(Auto, None, Color::Off);
        check(Always, Some(true), Color::On);
        check(Always, None, Color::On);
        check(Never, Some(false), Color::Off);
    }
}
