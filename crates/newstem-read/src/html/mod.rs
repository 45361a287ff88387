//! Web pages: the main text by `trafilatura`, which measured best of the extractors tried (F1
//! 0.969 on the article-extraction benchmark), and metadata by our own reading, because its dates
//! prefer the time of change and know no hour.
//!
//! The parsers beneath were not made for hostile pages, so a page passes three guards: its size,
//! its depth, and a boundary that no panic crosses. What survives as furniture in the extracted
//! text is left to the cleaning that all documents go through.

mod guard;
mod json_ld;
mod main_text;
mod metadata;

use std::panic::catch_unwind;

use crate::decode::{NotText, decode};
use crate::document::{Document, Extent};
use crate::files::{Gathered, Source};
use crate::problem::Problem;

/// A page declares its encoding within so many first bytes.
const DECLARATION_BYTES: usize = 2048;

/// Reads a web page as one article.
pub(crate) fn read(source: &Source<'_>, gathered: &mut Gathered) {
    match page(source) {
        Ok(document) => gathered.documents.push(document),
        Err((reason, hint)) => {
            let problem = Problem::of_file(source.name, reason, hint);
            gathered.problems.push(problem);
        }
    }
}

/// What is wrong with a page, and what to do about it.
type Fault = (String, &'static str);

const GIVE_TEXT: &str = "give the text of the article as a .txt file";

fn page(source: &Source<'_>) -> Result<Document, Fault> {
    let html = admitted(source)?;
    // The extractor is not ours and its input is anybody's: a page that makes it panic costs that
    // page and not the pile. Nothing is shared with the closure that a panic could leave broken.
    let found = catch_unwind(|| document(source.name, &html));
    let broken = |_| ("the page could not be taken apart".to_owned(), GIVE_TEXT);
    let document = found.map_err(broken)?;
    if document.text.trim().is_empty() {
        return Err(("no article was found on the page".to_owned(), GIVE_TEXT));
    }
    Ok(document)
}

/// The text of a page that a parser may be let loose on.
fn admitted(source: &Source<'_>) -> Result<String, Fault> {
    let bytes_max = source.options.article_bytes_max;
    if source.bytes.len() > bytes_max {
        let reason = format!("the page is larger than {bytes_max} bytes");
        return Err((reason, "save the page without its embedded pictures"));
    }
    let declared = declared_encoding(source.bytes);
    let html = decode(source.bytes, declared.as_deref()).map_err(not_text)?;
    let depth_max = source.options.html_depth_max;
    if guard::is_too_deep(&html, depth_max) {
        let reason = format!("the page nests more than {depth_max} elements");
        return Err((reason, GIVE_TEXT));
    }
    Ok(html)
}

fn not_text(why: NotText) -> Fault {
    let reason = match why {
        NotText::Empty => "the file is empty",
        NotText::Binary => "the file is not text",
    };
    (reason.to_owned(), "save the page as HTML")
}

fn document(name: &str, html: &str) -> Document {
    let metadata = metadata::read(html);
    Document {
        id: name.to_owned(),
        source: name.to_owned(),
        outlet: metadata.outlet,
        url: metadata.url,
        title: metadata.title,
        author: metadata.author,
        published: metadata.published,
        text: main_text::read(html),
        extent: Extent::MainText,
        ..Document::default()
    }
}

/// The name behind `charset=` in the head of a page.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, behind) = head.split_once("charset=")?;
    let behind = behind.trim_start_matches(['"', '\'', ' ']);
    let name = behind.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c));
    Some(name.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ReadOptions;

    fn check_problem(html: &str, expected: &str) {
        let options = ReadOptions::default();
        let mut gathered = Gathered::default();
        let source = Source { name: "p.html", bytes: html.as_bytes(), options: &options };
        read(&source, &mut gathered);
        let problems: Vec<String> = gathered.problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems, [expected]);
    }

    #[test]
    fn hostile_pages_are_told_and_left_out() {
        check_problem("", "p.html: the file is empty");
        check_problem("a\0b", "p.html: the file is not text");
        check_problem("<html><body></body></html>", "p.html: no article was found on the page");
        check_problem(&"<ul><li>".repeat(60_000), "p.html: the page nests more than 512 elements");
        check_problem(&"<b>x".repeat(3_000_000), "p.html: the page is larger than 8388608 bytes");
    }

    #[test]
    fn the_declared_encoding_is_found() {
        let check = |head: &str, expected: Option<&str>| {
            assert_eq!(declared_encoding(head.as_bytes()).as_deref(), expected);
        };
        check("<meta charset=\"ISO-8859-1\">", Some("iso-8859-1"));
        check("<meta content='text/html; charset=windows-1251'>", Some("windows-1251"));
        check("<html>", None);
    }
}
