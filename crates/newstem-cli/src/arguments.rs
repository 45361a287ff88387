//! What can be typed after `newstem`. Help, completions and the manual page all come from here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use newstem_read::{Field, UnknownField};

use crate::exit;

const TEMPLATE: &str = "\
{about}

{before-help}{usage-heading} {usage}

{all-args}{after-help}
";

/// What is shown first: most people want to see one line like theirs.
const EXAMPLES: &str = "\
Examples:
  newstem trace samples/council-house-drone                 a folder, shown here
  newstem trace samples/council-house-drone -o report.html  a page for a browser
  newstem trace one.html two.txt --format json              for another program
  newstem trace - < pile.jsonl                              standard input";

/// What is shown first of `read`.
const READ_EXAMPLES: &str = "\
Examples:
  newstem read crawl.warc.gz > articles.jsonl               a crawl
  newstem read feeds/ pages.zip -o articles.jsonl           whatever is in them
  newstem read table.csv --map text=story --map id=key      columns with other names
  newstem read page.html --format text                      only the words";

/// What is shown first of `stories`.
const STORIES_EXAMPLES: &str = "\
Examples:
  newstem stories samples/council-house-drone               a line an article
  newstem stories samples/council-house-drone --format text the same to look at
  newstem stories crawl.warc.gz -o stories.jsonl            a crawl";

/// What is shown first of `quotes`.
const QUOTES_EXAMPLES: &str = "\
Examples:
  newstem quotes samples/council-house-drone                a line a quotation
  newstem quotes samples/council-house-drone --format text  the same to look at
  newstem quotes crawl.warc.gz -o quotes.jsonl              a crawl";

/// What is shown first of `check`.
const CHECK_EXAMPLES: &str = "\
Examples:
  newstem check samples/council-house-drone \"the drone has a wingspan of 1.8 metres\"
  newstem trace samples/council-house-drone -o trace.json   first keep a trace
  newstem check trace.json \"23:40\"                         then ask as often as you like";

/// What is shown first of `report`.
const REPORT_EXAMPLES: &str = "\
Examples:
  newstem trace samples/council-house-drone -o trace.json   first keep a trace
  newstem report trace.json -o report.html                  then show it in any form
  newstem report trace.json --format parquet -o tables      as tables, in a folder
  newstem report trace.json -o trace.graphml                as a graph";

/// What is shown first of `explain`.
const EXPLAIN_EXAMPLES: &str = "\
Examples:
  newstem trace samples/council-house-drone -o trace.json   first keep a trace
  newstem explain trace.json frontier-dispatch              then ask about one article";

/// What is shown first of `serve`.
const SERVE_EXAMPLES: &str = "\
Examples:
  newstem serve --demo                                      made-up stories that grow
  newstem serve --data desk                                 a desk at http://127.0.0.1:7420/
  newstem serve --data desk --sources https://x.example/rss feeds, sitemaps, folders
  newstem serve --data desk --config desk.toml              settings in a file
  NEWSTEM_LISTEN=127.0.0.1:8000 newstem serve --data desk   or in the environment";

/// What is shown first of `ingest`.
const INGEST_EXAMPLES: &str = "\
Examples:
  newstem ingest archive.jsonl --data desk                  before or while a desk runs
  newstem ingest crawl.warc.gz feeds/ --data desk           whatever trace can read";

/// What is shown first of `backup`.
const BACKUP_EXAMPLES: &str = "\
Examples:
  newstem backup desk-2026-03-04 --data desk                also while the desk runs";

/// What is shown first of `verify` and `reindex`.
const STORE_EXAMPLES: &str = "\
Examples:
  newstem verify --data desk                                every checksum and index
  newstem reindex --data desk                               search, made again";

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
    Read(ReadArguments),
    Stories(StoriesArguments),
    Quotes(QuotesArguments),
    Check(CheckArguments),
    Report(ReportArguments),
    Explain(ExplainArguments),
    Serve(Box<ServeArguments>),
    Ingest(IngestArguments),
    Backup(BackupArguments),
    /// Look through a store: every checksum, every count, the index of search.
    Verify(StoreArguments),
    /// Make the index of search of a store again, while no desk runs on it.
    Reindex(StoreArguments),
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
    #[command(flatten)]
    pub pile: PileArguments,

    #[command(flatten)]
    pub showing: ShowArguments,
}

/// Show a trace that was made before in another form.
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = REPORT_EXAMPLES, after_help = exit::HELP)]
pub struct ReportArguments {
    /// A trace that `newstem trace --format json` wrote.
    #[arg(value_name = "TRACE")]
    pub trace: PathBuf,

    #[command(flatten)]
    pub showing: ShowArguments,
}

/// How to show a trace.
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// How to show the findings [default: by the ending of FILE, else text].
    #[arg(long, value_enum)]
    pub format: Option<Format>,

    /// Write to FILE, which is replaced once everything is written.
    ///
    /// For the tables (parquet, csv, jsonl) FILE is a folder, which is made; each table is a file in
    /// it, other files are left alone.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// When to colour the text.
    ///
    /// With auto, where standard output is a terminal and NO_COLOR is not set.
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: ColorChoice,
}

/// Read a pile and write its articles: main text without furniture, metadata, credits.
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = READ_EXAMPLES, after_help = exit::HELP)]
pub struct ReadArguments {
    #[command(flatten)]
    pub pile: PileArguments,

    /// How to write the articles.
    #[arg(long, value_enum, default_value = "jsonl")]
    pub format: ReadFormat,

    /// Write to FILE, which is replaced once everything is written.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Group a pile into stories and write which article is in which, and why.
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = STORIES_EXAMPLES, after_help = exit::HELP)]
pub struct StoriesArguments {
    #[command(flatten)]
    pub pile: PileArguments,

    /// How to write the articles' places.
    #[arg(long, value_enum, default_value = "jsonl")]
    pub format: StoriesFormat,

    /// Write to FILE, which is replaced once everything is written.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Write what each article of a pile gives to a speaker: quotations and reported speech.
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = QUOTES_EXAMPLES, after_help = exit::HELP)]
pub struct QuotesArguments {
    #[command(flatten)]
    pub pile: PileArguments,

    /// How to write the quotations.
    #[arg(long, value_enum, default_value = "jsonl")]
    pub format: QuotesFormat,

    /// Write to FILE, which is replaced once everything is written.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Say what a pile knows of a sentence or a number: who says it, who says otherwise, since when, and
/// from how many independent sources.
///
/// A question that gives a value is answered by who gives it, however it is written, and by who
/// gives another value of the same thing.
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = CHECK_EXAMPLES, after_help = exit::HELP)]
pub struct CheckArguments {
    #[command(flatten)]
    pub pile: PileArguments,

    /// The sentence or number; instead of a pile, one trace (.json) may stand before it.
    #[arg(value_name = "QUESTION", required = true)]
    pub question: String,

    /// How to write the answers.
    #[arg(long, value_enum, default_value = "text")]
    pub format: CheckFormat,

    /// When to colour the text.
    ///
    /// With auto, where standard output is a terminal and NO_COLOR is not set.
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: ColorChoice,
}

/// Say where one article of a trace came from, and what speaks for it.
///
/// Shown are its parents with all the evidence, the sentences side by side, how sure each link is
/// and why, the parent that it almost had, and the sources that it names.
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = EXPLAIN_EXAMPLES, after_help = exit::HELP)]
pub struct ExplainArguments {
    /// A trace that `newstem trace --format json` wrote.
    #[arg(value_name = "TRACE")]
    pub trace: PathBuf,

    /// The id of the article, as the trace has it.
    #[arg(value_name = "ARTICLE")]
    pub article: String,

    /// When to colour the text.
    ///
    /// With auto, where standard output is a terminal and NO_COLOR is not set.
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: ColorChoice,
}

/// Serve a desk that watches stories grow: an API, pages for a browser, full-text search.
///
/// Each setting may also stand in the environment (NEWSTEM_LISTEN) or in the file of --config
/// (listen = "127.0.0.1:8000"); what is typed wins.
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = SERVE_EXAMPLES, after_help = exit::HELP)]
pub struct ServeArguments {
    /// Where the store is; it is made if it does not exist [default: newstem-data].
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// A file of settings, in TOML.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Show made-up stories as they grow; keeps nothing unless --data is given.
    #[arg(long)]
    pub demo: bool,

    /// Where to listen [default: 127.0.0.1:7420].
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,

    /// What whoever writes must show [default: made once, in the file token of DIR].
    #[arg(long, value_name = "TEXT")]
    token: Option<String>,

    /// Whether reading needs the token too; beyond this machine it always does.
    #[arg(long, value_name = "true|false")]
    reading_needs_token: Option<String>,

    /// A name of this machine that browsers may use; may be given more than once.
    #[arg(long, value_name = "NAME")]
    hosts: Vec<String>,

    /// How many articles new ones may join [default: 100000].
    #[arg(long, value_name = "COUNT")]
    window_articles: Option<String>,

    /// How many threads trace stories [default: one less than there are cores].
    #[arg(long, value_name = "COUNT")]
    tracing_threads: Option<String>,

    /// Largest request [default: 33554432].
    #[arg(long, value_name = "BYTES")]
    request_bytes_max: Option<String>,

    /// So much may wait to be written before senders are asked to wait [default: 67108864].
    #[arg(long, value_name = "BYTES")]
    waiting_bytes_max: Option<String>,

    /// A port that may be fetched from; may be given more than once [default: 80 and 443].
    #[arg(long, value_name = "PORT")]
    fetch_ports: Vec<String>,

    /// A private network or host that may be fetched from; may be given more than once.
    #[arg(long, value_name = "NETWORK|HOST")]
    fetch_private: Vec<String>,

    /// A feed, sitemap or folder to watch; may be given more than once.
    ///
    /// The address of a feed or sitemap, or the path of a folder; feed:, sitemap: or folder: before it
    /// says which it is where that cannot be seen.
    #[arg(long, value_name = "ADDRESS|PATH")]
    sources: Vec<String>,

    /// A folder below which folders may be watched through the API; may be given more than once.
    #[arg(long, value_name = "PATH")]
    folders_allowed: Vec<String>,

    /// Seconds between looks at a feed [default: 600].
    #[arg(long, value_name = "SECONDS")]
    poll_feeds_s: Option<String>,

    /// Seconds between looks at a sitemap [default: 1800].
    #[arg(long, value_name = "SECONDS")]
    poll_sitemaps_s: Option<String>,

    /// Seconds between looks at a folder [default: 2].
    #[arg(long, value_name = "SECONDS")]
    poll_folders_s: Option<String>,

    /// How many threads fetch [default: 4].
    #[arg(long, value_name = "COUNT")]
    fetch_threads: Option<String>,

    /// Seconds between two requests to one host [default: 1].
    #[arg(long, value_name = "SECONDS")]
    host_delay_s: Option<String>,

    /// How the desk calls itself to other machines.
    #[arg(long, value_name = "TEXT")]
    user_agent: Option<String>,

    /// How much is logged to standard error.
    #[arg(long, value_name = "LEVEL", default_value = "info", value_parser = ["error", "warn", "info", "debug"])]
    pub log: String,

    /// How it is logged.
    #[arg(long, value_enum, default_value = "text")]
    pub log_format: LogFormat,
}

impl ServeArguments {
    /// The settings that were typed, by their names.
    pub fn typed(&self) -> Vec<(&'static str, Vec<String>)> {
        let single = [
            ("listen", &self.listen),
            ("token", &self.token),
            ("reading-needs-token", &self.reading_needs_token),
            ("window-articles", &self.window_articles),
            ("tracing-threads", &self.tracing_threads),
            ("request-bytes-max", &self.request_bytes_max),
            ("waiting-bytes-max", &self.waiting_bytes_max),
            ("poll-feeds-s", &self.poll_feeds_s),
            ("poll-sitemaps-s", &self.poll_sitemaps_s),
            ("poll-folders-s", &self.poll_folders_s),
            ("fetch-threads", &self.fetch_threads),
            ("host-delay-s", &self.host_delay_s),
            ("user-agent", &self.user_agent),
        ];
        let single =
            single.into_iter().filter_map(|(name, value)| Some((name, vec![value.clone()?])));
        let lists = [
            ("hosts", &self.hosts),
            ("fetch-ports", &self.fetch_ports),
            ("fetch-private", &self.fetch_private),
            ("sources", &self.sources),
            ("folders-allowed", &self.folders_allowed),
        ];
        let lists = lists.into_iter().filter(|(_, values)| !values.is_empty());
        single.chain(lists.map(|(name, values)| (name, values.clone()))).collect()
    }
}

/// A form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// A line each, to be read.
    Text,
    /// A JSON object a line.
    Json,
}

/// Keep the articles of a pile in a store; a desk that runs on it places and traces them.
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = INGEST_EXAMPLES, after_help = exit::HELP)]
pub struct IngestArguments {
    #[command(flatten)]
    pub pile: PileArguments,

    /// Where the store is; it is made if it does not exist.
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
}

/// Copy a store, also while a desk runs on it.
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = BACKUP_EXAMPLES, after_help = exit::HELP)]
pub struct BackupArguments {
    /// The folder that the copy goes to; it may hold no store.
    #[arg(value_name = "FOLDER")]
    pub target: PathBuf,

    /// Where the store is.
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
}

/// Look through a store, or make its index of search again.
#[derive(Debug, Args)]
#[command(help_template = TEMPLATE, before_help = STORE_EXAMPLES, after_help = exit::HELP)]
pub struct StoreArguments {
    /// Where the store is.
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
}

/// What to read.
#[derive(Debug, Args)]
pub struct PileArguments {
    /// Files, folders of files, or - for standard input.
    ///
    /// Read are JSON (.jsonl, .json), tables (.csv, .tsv, .parquet), web pages (.html), crawls
    /// (.warc), feeds (.rss, .atom, .xml), mail (.eml), plain text (.txt) and Markdown (.md), all
    /// of them also packed (.gz, .zst, .bz2) and in archives (.zip, .tar). What has no such ending,
    /// standard input too, is told by its first bytes.
    #[arg(value_name = "PILE", required = true)]
    pub pile: Vec<PathBuf>,

    /// What the pile's records call a field; may be given more than once.
    ///
    /// FIELD is one of id, title, text, html, published, modified, outlet, author, url, language
    /// and section. The names of the common tools are known without it.
    #[arg(long, value_name = "FIELD=NAME", value_parser = field_name)]
    pub map: Vec<(Field, String)>,

    /// How many threads to work with [default: as many as there are cores].
    ///
    /// What comes out does not depend on it.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=512))]
    threads: Option<u16>,
}

impl PileArguments {
    /// The number of threads that was asked for.
    pub fn threads(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }
}

fn field_name(given: &str) -> Result<(Field, String), String> {
    let Some((field, name)) = given.split_once('=') else {
        return Err("write it as FIELD=NAME, such as text=body".to_owned());
    };
    let field = field.parse().map_err(|error: UnknownField| error.to_string())?;
    Ok((field, name.to_owned()))
}

impl ShowArguments {
    /// The form asked for, or the one that the output's name ends in.
    pub fn format(&self) -> Format {
        let ending = self.output.as_deref().and_then(|path| path.extension());
        match (self.format, ending.and_then(|ending| ending.to_str())) {
            (Some(format), _) => format,
            (None, Some("json")) => Format::Json,
            (None, Some("html" | "htm")) => Format::Html,
            (None, Some("graphml")) => Format::Graphml,
            (None, Some("dot" | "gv")) => Format::Dot,
            (None, _) => Format::Text,
        }
    }
}

/// A form of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// One JSON object a line, as in the articles of a trace.
    Jsonl,
    /// Headline and body, with an empty line between articles.
    Text,
}

/// A form of the articles' places among the stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StoriesFormat {
    /// One JSON object a line: id, story, and the evidence for it.
    Jsonl,
    /// The same in words, with tabs between the three.
    Text,
}

/// A form of the quotations of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum QuotesFormat {
    /// One JSON object a line: article, words and where they stand, speaker, cue.
    Jsonl,
    /// Article, form, speaker and words, with tabs between the four.
    Text,
}

/// A form of the answers to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For a person at a terminal.
    Text,
    /// One JSON object a line: story, claim, statement, sources, who says so and who says otherwise.
    Jsonl,
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
    /// Tables as Parquet, in a folder.
    Parquet,
    /// Tables as CSV, in a folder, safe to open in a spreadsheet.
    Csv,
    /// Tables as JSON Lines, in a folder.
    Jsonl,
    /// The family trees as a graph for networkx, Gephi and others.
    Graphml,
    /// The family trees as a graph for Graphviz to draw.
    Dot,
    /// Clusters of reused passages, one JSON object a line, as passim writes them.
    Passim,
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
            assert_eq!(trace.showing.format(), expected, "{line}");
        };
        check("newstem trace a", Format::Text);
        check("newstem trace a -o b.json", Format::Json);
        check("newstem trace a -o b.html", Format::Html);
        check("newstem trace a -o b.graphml", Format::Graphml);
        check("newstem trace a -o b.dot", Format::Dot);
        check("newstem trace a -o b.gv", Format::Dot);
        check("newstem trace a -o b.out", Format::Text);
        // A table is no file of its own.
        check("newstem trace a -o b.csv", Format::Text);
        check("newstem trace a -o b.html --format json", Format::Json);
    }
}
