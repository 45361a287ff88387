//! What kind of thing a stream is: by its first bytes where they are a signature, else by the
//! ending of its name, else by what its first bytes look like.
//!
//! Signatures win over names, since files are renamed more often than rewritten. Looks come last
//! and decide only for names that say nothing: a picture must not be read as a poem.

use super::compression::inner_name;
use crate::format::Format;

/// What to do with a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Zip,
    Tar,
    Holding(Format),
}

/// Where the word of a tar header stands that tells it from anything else.
const TAR_MAGIC_AT: usize = 257;

/// The kind of a stream called `name` that begins with `head`; nothing where it is none that is
/// read.
pub(super) fn kind_of(name: &str, head: &[u8]) -> Option<Kind> {
    by_signature(head).or_else(|| by_name(inner_name(name), head)).or_else(|| by_looks(name, head))
}

fn by_signature(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(Kind::Zip);
    }
    if head.get(TAR_MAGIC_AT..TAR_MAGIC_AT + 5) == Some(b"ustar") {
        return Some(Kind::Tar);
    }
    if head.starts_with(b"PAR1") {
        return Some(Kind::Holding(Format::Parquet));
    }
    head.starts_with(b"WARC/").then_some(Kind::Holding(Format::Warc))
}

fn by_name(name: &str, head: &[u8]) -> Option<Kind> {
    let (_, ending) = name.rsplit_once('.')?;
    let format = match ending.to_ascii_lowercase().as_str() {
        "jsonl" | "ndjson" | "jsonlines" => Format::JsonLines,
        "json" => json_format(head),
        "csv" => Format::Csv,
        "tsv" | "tab" => Format::Tsv,
        "parquet" | "pq" => Format::Parquet,
        "warc" => Format::Warc,
        "rss" | "atom" | "rdf" => Format::Feed,
        "xml" => xml_format(head)?,
        "eml" => Format::Mail,
        "mbox" => Format::Mailbox,
        "html" | "htm" | "xhtml" | "shtml" => Format::Html,
        "txt" | "text" => Format::Text,
        "md" | "markdown" => Format::Markdown,
        "tar" | "tgz" => return Some(Kind::Tar),
        "zip" => return Some(Kind::Zip),
        _ => return None,
    };
    Some(Kind::Holding(format))
}

/// The kind of a stream whose name has no ending, such as standard input.
fn by_looks(name: &str, head: &[u8]) -> Option<Kind> {
    let file = name.rsplit('/').next().unwrap_or(name);
    if inner_name(file).contains('.') {
        return None;
    }
    let start = start_of(head);
    let format = match start.chars().next() {
        Some('{' | '[') => json_format(head),
        Some('<') => xml_format(head).unwrap_or(Format::Html),
        _ if is_mail(&start) => Format::Mail,
        _ if is_mailbox(&start) => Format::Mailbox,
        _ if holds_records(&start) => Format::JsonLines,
        _ => Format::Text,
    };
    Some(Kind::Holding(format))
}

/// The first characters of a text, whatever marks stand before them.
fn start_of(head: &[u8]) -> String {
    let text = String::from_utf8_lossy(&head[..head.len().min(4096)]);
    text.trim_start_matches('\u{feff}').trim_start().to_owned()
}

/// A list or an object that does not end with its line is one value; else each line is one.
fn json_format(head: &[u8]) -> Format {
    let start = start_of(head);
    let first_line = start.lines().next().unwrap_or_default().trim_end();
    let is_open = !first_line.ends_with('}') && start.trim_end().contains('\n');
    if start.starts_with('[') || first_line == "{" || (is_open && start.starts_with('{')) {
        return Format::Json;
    }
    if start.contains("jsonfeed.org/version") { Format::Json } else { Format::JsonLines }
}

/// A feed by its root element, or a page; nothing where the XML is neither.
fn xml_format(head: &[u8]) -> Option<Format> {
    let start = start_of(head).to_ascii_lowercase();
    let holds = |element: &str| {
        let after = start.find(element).map(|at| &start[at + element.len()..]);
        after.is_some_and(|rest| rest.starts_with([' ', '>', '\n', '\r', '\t', '/']))
    };
    if ["<rss", "<feed", "<rdf:rdf"].iter().any(|element| holds(element)) {
        return Some(Format::Feed);
    }
    let is_page = holds("<html") || start.starts_with("<!doctype html");
    is_page.then_some(Format::Html)
}

/// True where the first lines are headers of a mail.
fn is_mail(start: &str) -> bool {
    const HEADERS: [&str; 8] = [
        "from",
        "to",
        "received",
        "return-path",
        "mime-version",
        "message-id",
        "delivered-to",
        "subject",
    ];
    let mut names = start.lines().take(2).filter(|line| !line.starts_with([' ', '\t']));
    let is_header = |line: &str| {
        let name = line.split_once(':').map(|(name, _)| name.to_ascii_lowercase());
        name.is_some_and(|name| HEADERS.contains(&name.as_str()))
    };
    start.lines().count() > 2 && names.all(is_header)
}

/// True where the first line is one that stands above each mail of a mailbox.
fn is_mailbox(start: &str) -> bool {
    let mails = start.strip_prefix("From ").and_then(|rest| rest.split_once('\n'));
    mails.is_some_and(|(_, mail)| is_mail(mail))
}

/// True where some line begins like a record: lines of JSON whose first is broken.
fn holds_records(start: &str) -> bool {
    start.lines().any(|line| line.starts_with("{\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, head: &str, expected: Option<Kind>) {
        assert_eq!(kind_of(name, head.as_bytes()), expected, "{name}: {head:.40}");
    }

    fn holding(format: Format) -> Option<Kind> {
        Some(Kind::Holding(format))
    }

    #[test]
    fn signatures_win_over_names() {
        check("a.txt", "PK\x03\x04...", Some(Kind::Zip));
        check("a.html", "WARC/1.0\r\n", holding(Format::Warc));
        check("a.jsonl", "PAR1...", holding(Format::Parquet));
        check("a", &format!("{:257}ustar\0", ""), Some(Kind::Tar));
    }

    #[test]
    fn endings_tell_the_rest() {
        check("a.JSONL.gz", "", holding(Format::JsonLines));
        check("a.csv.bz2", "a,b\n", holding(Format::Csv));
        check("b/a.htm", "plain", holding(Format::Html));
        check("a.xml", "<?xml version='1.0'?>\n<rss version='2.0'>", holding(Format::Feed));
        check("a.xml", "<?xml version='1.0'?><note/>", None);
        check("a.gif", "GIF89a", None);
        check("a.gif", "{\"text\": 1}", None);
    }

    #[test]
    fn json_is_lines_a_list_or_one_value() {
        check("a.json", "{\"a\": 1}\n{\"a\": 2}\n", holding(Format::JsonLines));
        check("a.json", "{\"a\": 1}", holding(Format::JsonLines));
        check("a.json", " [{\"a\": 1}]", holding(Format::Json));
        check("a.json", "{\n  \"a\": 1\n}", holding(Format::Json));
        check("a.json", "{\"a\": [\n1]}", holding(Format::Json));
        let feed = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}";
        check("a.json", feed, holding(Format::Json));
    }

    #[test]
    fn what_has_no_ending_is_told_by_its_looks() {
        check("-", "{\"text\": \"A.\"}\n", holding(Format::JsonLines));
        check("-", "oops\n{\"text\": \"A.\"}\n", holding(Format::JsonLines));
        check("-", "<!DOCTYPE html><p>A.", holding(Format::Html));
        check("-", "<feed xmlns='x'>", holding(Format::Feed));
        check("-", "From: a@b.example\nSubject: Rain\n\nIt rained.", holding(Format::Mail));
        check(
            "-",
            "From a@b.example x\nFrom: a@b.example\nSubject: Rain\n\nA.",
            holding(Format::Mailbox),
        );
        check("-", "From the valley: it\nrained.\nAll day.", holding(Format::Text));
        check("-", "From: the valley\nIt rained.\nAll day.", holding(Format::Text));
        check("-", "It rained.", holding(Format::Text));
        check("dump.d/README", "It rained.", holding(Format::Text));
    }
}
