//! Web pages: main text by our own second pass over what `dom_smoothie` takes for the article
//! (`main_text`), and metadata by our own reading, because no extractor's dates know the hour.
//!
//! A page is made lean, parsed once, and read twice, for its text and for its metadata. The parsers
//! beneath were not made for hostile pages, so a page passes four guards: its size, its depth, a
//! count of the steps and nodes that its tree takes, and a boundary that no panic crosses. What
//! survives as furniture in the extracted text is left to the cleaning that all documents go
//! through.

mod basis;
mod block;
mod byline;
mod calm;
mod dump;
mod feature;
mod headline;
mod json_ld;
mod lean;
mod likelihood;
mod looks;
mod main_text;
mod mend;
mod metadata;
mod page;
mod part;
mod published;
mod survey;
mod tree;
mod walk;

pub use dump::{PageRows, page_rows};
pub(crate) use page::is_block;

use std::panic::catch_unwind;

use crate::document::{Document, Extent};
use crate::input::{Fault, NotText, ReadOptions, Source, decode};
use crate::sink::Sink;

use lean::lean;
use page::Page;
use tree::{Cut, NODES_MAX, Unparsed, parse};

/// A page declares its encoding within so many first bytes.
const DECLARATION_BYTES: usize = 2048;
const GIVE_TEXT: &str = "give the text of the article as a .txt file";

/// So many characters tell their language better than the page does.
const TELLING_CHARACTERS: usize = 200;

/// Reads a web page as one article.
pub(crate) fn read(mut source: Source<'_>, sink: &mut dyn Sink) {
    let (name, options) = (source.name.clone(), source.options.clone());
    let bytes = source.whole(options.article_bytes_max);
    sink.work(Box::new(move |found| {
        let mut faults = Vec::new();
        match bytes.and_then(|bytes| document(&bytes, None, &options, &mut faults)) {
            Ok(document) => {
                faults.into_iter().for_each(|fault| found.problem(fault.in_file(&name)));
                found.document(Document { id: name.clone(), source: name, ..document });
            }
            Err(fault) => found.problem(fault.in_file(&name)),
        }
    }));
}

/// The article of a page, without id and source. `declared` is the encoding that whoever sent
/// the page gave for it; `faults` take what of it was left out.
pub(crate) fn document(
    bytes: &[u8],
    declared: Option<&str>,
    options: &ReadOptions,
    faults: &mut Vec<Fault>,
) -> Result<Document, Fault> {
    let html = admitted(bytes, declared, options)?;
    // The extractor is not ours and its input is anybody's: a page that makes it panic costs that
    // page and not the pile. Nothing is shared with the closure that a panic could leave broken.
    let found = catch_unwind(|| described(&html, options));
    let broken = |_| Fault::new("the page could not be taken apart", GIVE_TEXT);
    let (document, cut) = found.map_err(broken)??;
    if document.text.trim().is_empty() {
        return Err(Fault::new("no article was found on the page", GIVE_TEXT));
    }
    faults.extend(cut);
    Ok(document)
}

/// The text of a page that a parser may be let loose on.
fn admitted(bytes: &[u8], declared: Option<&str>, options: &ReadOptions) -> Result<String, Fault> {
    if bytes.len() > options.article_bytes_max {
        let reason = format!("the page is larger than {} bytes", options.article_bytes_max);
        return Err(Fault::new(reason, "save the page without its embedded pictures"));
    }
    let own = declared_encoding(bytes);
    decode(bytes, declared.or(own.as_deref())).map_err(not_text)
}

fn not_text(why: NotText) -> Fault {
    let reason = match why {
        NotText::Empty => "the file is empty",
        NotText::Binary => "the file is not text",
    };
    Fault::new(reason, "save the page as HTML")
}

/// The article of a page, and what to tell where the page was not read to its end.
fn described(html: &str, options: &ReadOptions) -> Result<(Document, Option<Fault>), Fault> {
    let lean = lean(html);
    let depth_max = options.html_depth_max;
    let parsed = parse(&lean, depth_max).map_err(|why| unparsed(why, depth_max))?;
    let page = Page::of(&parsed.tree);
    let metadata = metadata::read(&page);
    let found = main_text::read(parsed.tree, &page);
    // What a page calls its language is often wrong, so a text long enough to tell is believed.
    let too_short = found.text.chars().take(TELLING_CHARACTERS).count() < TELLING_CHARACTERS;
    let document = Document {
        outlet: metadata.outlet,
        url: metadata.url,
        title: metadata.title,
        author: metadata.author,
        published: metadata.published,
        modified: metadata.modified,
        language: metadata.language.filter(|_| too_short),
        section: metadata.section,
        extra: metadata.extra,
        text: found.text,
        extent: Extent::MainText,
        captions: found.captions,
        credit_lines: joined(metadata.credit_lines, found.credit_lines),
        ..Document::default()
    };
    let unjudged = (found.dear_texts > 0).then(|| unjudged(found.dear_texts));
    Ok((document, parsed.cut.map(left_out).or(unjudged)))
}

fn unjudged(texts: usize) -> Fault {
    let what = "texts of the page hold too many marks to be judged";
    let reason = format!("{what} ({texts}); they may be left out");
    Fault::new(reason, GIVE_TEXT)
}

fn left_out(why: Cut) -> Fault {
    let what = match why {
        Cut::TooLarge => format!("the page holds more than {NODES_MAX} elements and texts"),
        Cut::TooTangled => "the page is too tangled to be taken apart as a whole".to_owned(),
    };
    Fault::new(format!("{what}; what follows is left out"), GIVE_TEXT)
}

/// Both lists, each line once.
fn joined(mut lines: Vec<String>, others: Vec<String>) -> Vec<String> {
    for line in others {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn unparsed(why: Unparsed, depth_max: usize) -> Fault {
    let reason = match why {
        Unparsed::TooDeep => format!("the page nests more than {depth_max} elements"),
    };
    Fault::new(reason, GIVE_TEXT)
}

/// The document of one page, without id and source; nothing where it holds no article.
pub fn document_of_page(bytes: &[u8], options: &ReadOptions) -> Option<Document> {
    document(bytes, None, options, &mut Vec::new()).ok()
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
    use crate::sink::Gathered;

    fn check_problem(html: &str, expected: &str) {
        let options = ReadOptions::default();
        let mut gathered = Gathered::default();
        read(Source::of_bytes("p.html", html.as_bytes(), &options), &mut gathered);
        let problems: Vec<String> = gathered.problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems, [expected]);
    }

    #[test]
    fn hostile_pages_are_told_and_left_out() {
        check_problem("", "p.html: the file is empty");
        check_problem("a\0b", "p.html: the file is not text");
        check_problem("<html><body></body></html>", "p.html: no article was found on the page");
        check_problem(&"<ul><li>".repeat(60_000), "p.html: the page nests more than 512 elements");
        check_problem(&"<b>x".repeat(3_000_000), "p.html: the file is larger than 8388608 bytes");
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
