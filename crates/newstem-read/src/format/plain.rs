//! Plain text and Markdown. Neither carries metadata, and none is made up: only a first line that
//! has the looks of a headline becomes the title. Of Markdown only the marks that stand in the way
//! of the words are taken off (headings, emphasis, links); a full parser would buy little here.

use regex::Regex;
use std::sync::LazyLock;

use super::wrapping;
use crate::document::Document;
use crate::input::{Fault, NotText, Source, decode};
use crate::sink::Sink;

const ONE_ARTICLE: &str = "give one article of plain text a file";
const TITLE_WORDS_MAX: usize = 25;
const TITLE_CHARACTERS_MAX: usize = 200;

/// Reads a text file as one article.
pub(super) fn read_text(source: Source<'_>, sink: &mut dyn Sink) {
    read(source, wrapping::paragraphs, sink);
}

/// Reads a Markdown file as one article.
pub(super) fn read_markdown(source: Source<'_>, sink: &mut dyn Sink) {
    read(source, bare, sink);
}

fn read(mut source: Source<'_>, bare: fn(&str) -> String, sink: &mut dyn Sink) {
    match text_of(&mut source).and_then(|text| with_words(bare(&text))) {
        Ok(text) => sink.document(article(&source.name, &text)),
        Err(fault) => sink.problem(fault.in_file(&source.name)),
    }
}

/// The text, if the marks taken off it were not all there was.
fn with_words(text: String) -> Result<String, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::new("the file holds marks and no words", ONE_ARTICLE));
    }
    Ok(text)
}

fn text_of(source: &mut Source<'_>) -> Result<String, Fault> {
    let bytes = source.whole(source.options.article_bytes_max)?;
    let reason = match decode(&bytes, None) {
        Ok(text) => return Ok(text),
        Err(NotText::Empty) => "the file is empty",
        Err(NotText::Binary) => "the file is not text",
    };
    Err(Fault::new(reason, ONE_ARTICLE))
}

/// The article that `text` is, called `name`, its broken lines put together.
pub(super) fn document(name: &str, text: &str) -> Document {
    article(name, &wrapping::paragraphs(text))
}

fn article(name: &str, text: &str) -> Document {
    let (title, text) = split_title(text);
    Document {
        id: name.to_owned(),
        source: name.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        ..Document::default()
    }
}

/// The headline and what follows it; an empty headline where the first line has not the looks of
/// one: short, without the end of a sentence, and followed by something longer.
fn split_title(text: &str) -> (&str, &str) {
    let text = text.trim();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim();
    let longest_below = rest.lines().map(|line| line.trim().len()).max().unwrap_or(0);
    let short = first.split_whitespace().count() <= TITLE_WORDS_MAX
        && first.chars().count() <= TITLE_CHARACTERS_MAX;
    let ends = first.ends_with(['.', '!', '"', '”', ':', ';', ',']);
    if short && !ends && longest_below > first.len() { (first, rest) } else { ("", text) }
}

/// The text without the marks of Markdown. Lines are put together first, since marks tell lists.
fn bare(text: &str) -> String {
    let text = wrapping::paragraphs(text);
    text.lines().map(without_marks).collect::<Vec<_>>().join("\n")
}

static LINK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"!?\[([^\]]*)\]\([^)]*\)").ok());

fn without_marks(line: &str) -> String {
    let line = line.trim_start();
    let line = line.trim_start_matches('#').trim_start_matches("> ").trim();
    let unlinked = match LINK.as_ref() {
        Some(link) => link.replace_all(line, "$1").into_owned(),
        None => line.to_owned(),
    };
    unlinked.replace("**", "").replace("__", "").replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::ReadOptions;
    use crate::sink::Gathered;

    #[test]
    fn a_first_line_that_looks_like_a_headline_is_the_title() {
        let check = |text: &str, expected: &str| assert_eq!(split_title(text).0, expected);
        check("Rain stops play\nIt rained all day in the valley.", "Rain stops play");
        check("\n  Will it rain?\n\nNobody could say so on Monday.", "Will it rain?");
        check("It rained all day.\nThen it stopped, said the warden.", "");
        check("Rain stops play", "");
        check("A long first line of a poem about rain\nand a short one", "");
    }

    #[test]
    fn a_text_of_broken_lines_has_the_headline_of_its_own() {
        let text = "Rain stops play\n\nIt rained all day in the valley, and the wardens closed the\nbridge before dusk, said the mayor.\n";
        let read = document("a.txt", text);
        assert_eq!(read.title, "Rain stops play");
        assert_eq!(
            read.text,
            "It rained all day in the valley, and the wardens closed the bridge before dusk, said the mayor."
        );
    }

    #[test]
    fn marks_alone_are_no_article() {
        let options = ReadOptions::default();
        let mut found = Gathered::default();
        read_markdown(Source::of_bytes("a.md", b"#\n> **\n", &options), &mut found);
        let told: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["a.md: the file holds marks and no words"]);
        assert!(found.documents.is_empty());
    }

    #[test]
    fn marks_of_markdown_are_taken_off() {
        let check = |line: &str, expected: &str| assert_eq!(without_marks(line), expected);
        check("## Rain stops play", "Rain stops play");
        check("He said **no** to [the Post](https://post.example).", "He said no to the Post.");
        check("> A quotation", "A quotation");
    }
}
