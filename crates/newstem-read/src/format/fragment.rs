//! Pieces of HTML without a page around them, as feeds and mails hold them, to lines of text: one
//! a block. There is no furniture to tell from the article here, so nothing is extracted.
//!
//! The tokens of `html5ever` are read without making a tree of them: no nesting costs anything
//! then, and no end tag need match.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::html::is_block;

/// Elements whose content is no text of the article.
const SILENT: [&str; 6] = ["iframe", "noscript", "script", "style", "template", "textarea"];

/// What a piece of HTML says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fragment {
    /// A line for each block.
    pub(super) text: String,
    /// The words under pictures, which are no part of `text`.
    pub(super) captions: Vec<String>,
}

/// Reads a piece of HTML. Where it has no tags at all, blank lines separate its blocks.
pub(super) fn read(html: &str) -> Fragment {
    let tokenizer = Tokenizer::new(Lines::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    let is_bare = !html.contains('<');
    for block in html.split_inclusive("\n\n") {
        input.push_back(StrTendril::from_slice(block));
        let _ = tokenizer.feed(&input);
        if is_bare {
            tokenizer.sink.found.borrow_mut().push_break();
        }
    }
    tokenizer.end();
    tokenizer.sink.found.into_inner().fragment()
}

/// One line of text out of a piece of HTML.
pub(super) fn line(html: &str) -> String {
    read(html).text.replace('\n', " ")
}

#[derive(Default)]
struct Lines {
    found: RefCell<Found>,
}

#[derive(Default)]
struct Found {
    text: String,
    caption: String,
    captions: Vec<String>,
    in_caption: bool,
    /// The element whose content is passed over.
    silent: Option<String>,
}

impl Found {
    fn current(&mut self) -> &mut String {
        if self.in_caption { &mut self.caption } else { &mut self.text }
    }

    fn push_break(&mut self) {
        self.current().push('\n');
    }

    /// Adds words with their white space drawn together, as a browser shows them.
    fn push_words(&mut self, words: &str) {
        if self.silent.is_some() {
            return;
        }
        let text = self.current();
        for character in words.chars() {
            if !character.is_whitespace() {
                text.push(character);
            } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
                text.push(' ');
            }
        }
    }

    fn open(&mut self, name: &str) {
        if SILENT.contains(&name) {
            self.silent = Some(name.to_owned());
        } else if name == "figcaption" {
            self.end_caption();
            self.in_caption = true;
        } else {
            self.pass(name);
        }
    }

    fn close(&mut self, name: &str) {
        if self.silent.as_deref() == Some(name) {
            self.silent = None;
        } else if matches!(name, "figcaption" | "figure") {
            self.end_caption();
        }
        self.pass(name);
    }

    /// Puts between words what a tag puts there.
    fn pass(&mut self, name: &str) {
        if matches!(name, "td" | "th") {
            self.push_words(" ");
        } else if is_block(name) {
            self.push_break();
        }
    }

    fn end_caption(&mut self) {
        self.in_caption = false;
        let caption = std::mem::take(&mut self.caption);
        let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
        if !caption.is_empty() {
            self.captions.push(caption);
        }
    }

    fn fragment(mut self) -> Fragment {
        self.end_caption();
        let lines = self.text.lines().map(str::trim).filter(|line| !line.is_empty());
        Fragment { text: lines.collect::<Vec<_>>().join("\n"), captions: self.captions }
    }
}

impl TokenSink for Lines {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut found = self.found.borrow_mut();
        match token {
            Token::CharacterTokens(words) => found.push_words(&words),
            Token::TagToken(Tag { kind: TagKind::StartTag, name, .. }) => {
                found.open(&name);
                if found.silent.as_deref() == Some(&*name) {
                    return TokenSinkResult::RawData(RawKind::Rawtext);
                }
            }
            Token::TagToken(tag) => found.close(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(read(html).text, expected, "{html}");
    }

    #[test]
    fn blocks_become_lines() {
        check("<p>It\n  <b>rained</b>.</p><p>Then not.</p>", "It rained.\nThen not.");
        check("One<br/>two<ul><li>three</li><li>four</ul>", "One\ntwo\nthree\nfour");
        check("<tr><td>1<td>2</tr>", "1 2");
        check("caf&eacute; &amp; bar", "café & bar");
        check("a < b", "a < b");
        check("", "");
    }

    #[test]
    fn without_tags_blank_lines_separate_blocks() {
        check("It rained\nall day.\n\nThen not.", "It rained all day.\nThen not.");
        check("<i>It</i> rained.\n\nThen not.", "It rained. Then not.");
    }

    #[test]
    fn scripts_and_styles_are_no_text() {
        check("a<script>if (1 < 2) '<p>b'</script>c<style>d</style>", "ac");
        check("a<script>b", "a");
    }

    #[test]
    fn captions_are_kept_apart() {
        let found = read("<figure><img><figcaption>A <b>bridge</b></figcaption></figure><p>Rain.");
        assert_eq!((found.text.as_str(), found.captions), ("Rain.", vec!["A bridge".to_owned()]));
        assert_eq!(read("<figcaption>A<figcaption>B").captions, ["A", "B"]);
    }

    #[test]
    fn nesting_and_stray_tags_cost_nothing() {
        check(&format!("{}rain{}", "<ul><li>".repeat(50_000), "</b>".repeat(9)), "rain");
    }
}
