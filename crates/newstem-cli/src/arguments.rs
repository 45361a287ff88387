//! What can be typed after `newstem`. Help, completions and the manual page all come from here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::exit;

const TEMPLATE: &str = "\
{about}

{before-help}{usage-heading} {usage}

{all-args}{after-help}
";

/// What is shown first: most people want to see one line like theirs.
pub const EXAMPLES: &str = "\
Examples:
  newstem trace samples/council-house-drone                 a folder, shown here
  newstem trace samples/council-house-drone -o report.html  a page for a browser
  newstem trace one.html two.txt --format json              for another program
  newstem trace - < pile.jsonl                              standard input";

/// Traces the news to its sources: who copied whom, what was said, how many sources stand behind
/// it.
#[derive(Debug, Parser)]
#[command(
    name = "newstem",
    version,
    propagate_version = true,
    help_template = TEMPLATE,
    before_help = EXAMPLES,
    after_help = exit::HELP,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Trace(TraceArguments),
    /// Write the completions of a shell to standard output.
    Completions {
        /// The shell to complete in.
        shell: Shell,
    },
    /// Write the manual page to standard output.
    Man {
        /// A command, for its own page.
        command: Option<String>,
    },
}

/// Trace a pile of articles.
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXAMPLES, after_help = exit::HELP)]
pub struct TraceArguments {
    /// Files, folders of files, or - for standard input.
    ///
    /// Read are JSON lines (.jsonl), plain text (.txt), Markdown (.md) and web pages (.html,
    /// .htm). Standard input is JSON lines: one article a line, with its text and, where they are
    /// known, id, title, published, outlet, author, url and language.
    #[arg(value_name = "PILE", required = true)]
    pub pile: Vec<PathBuf>,

    /// How to show the findings [default: by the ending of FILE, else text].
    #[arg(long, value_enum)]
    pub format: Option<Format>,

    /// Write to FILE, which is replaced once everything is written.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// When to colour the text.
    ///
    /// With auto, where standard output is a terminal and NO_COLOR is not set.
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: ColorChoice,
}

impl TraceArguments {
    /// The form asked for, or the one that the output's name ends in.
    pub fn format(&self) -> Format {
        let ending = self.output.as_deref().and_then(|path| path.extension());
        match (self.format, ending.and_then(|ending| ending.to_str())) {
            (Some(format), _) => format,
            (None, Some("json")) => Format::Json,
            (None, Some("html" | "htm")) => Format::Html,
            (None, _) => Format::Text,
        }
    }
}

/// A form of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person at a terminal.
    Text,
    /// Everything, for another program.
    Json,
    /// One page that needs no network.
    Html,
}

/// When to colour the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// Where it makes sense.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_output_name_chooses_the_format_unless_one_is_given() {
        let check = |line: &str, expected: Format| {
            let arguments = Arguments::try_parse_from(line.split(' ')).unwrap();
            let Command::Trace(trace) = arguments.command else {
                panic!("{line} is not a trace");
            };
            assert_eq!(trace.format(), expected, "{line}");
        };
        check("newstem trace a", Format::Text);
        check("newstem trace a -o b.json", Format::Json);
        check("newstem trace a -o b.html", Format::Html);
        check("newstem trace a -o b.out", Format::Text);
        check("newstem trace a -o b.html --format json", Format::Json);
    }
}
