//! The main text of a page as lines, with captions and credits apart.
//!
//! `dom_smoothie` has the first word: it is the quickest of the extractors measured and loses
//! little, but lets captions, teasers and sign-up boxes through (F1 0.95 on the article-extraction
//! benchmark). So the page is taken apart into blocks, and trees judge each by what it looks like,
//! what it stands in, what its neighbours are, and whether `dom_smoothie` keeps it. Rejected: the
//! trees alone, which take the wrong part of a page for the article where the right one is short
//! (0.93), and the `trafilatura` crate as the first opinion, no better and four times as slow. `docs/main-text.md` has the figures.

use super::basis;
use super::block::{Block, Blocks, Kind, blocks};
use super::feature::row;
use super::likelihood::likelihood;
use super::page::Page;
use super::part::part_bit;
use super::survey::{Survey, Told};
use super::tree::Tree;

/// A block is article from this probability on. Above even, as what is lost by it is short.
const ARTICLE_MIN: f64 = 0.75;
/// What the first opinion leaves out is article only this near to what it keeps, on both sides.
const HOLE_BLOCKS: usize = 2;
/// Where less than this part of the first opinion is left, the trees have not understood the page,
/// and the first opinion stands.
const KEPT_SHARE_MIN: f64 = 0.35;
/// A caption is no longer than this, in bytes.
const CAPTION_BYTES_MAX: usize = 1000;
/// Captions and credits stand within so many blocks of the article.
const REACH_BLOCKS: usize = 12;
/// A credit is a short line, in bytes.
const CREDIT_BYTES_MAX: usize = 200;

/// What a page holds of its article.
#[derive(Debug, Default, PartialEq)]
pub(super) struct MainText {
    /// The article, a line a block.
    pub(super) text: String,
    /// What stands under its pictures.
    pub(super) captions: Vec<String>,
    /// Short lines beside it that may name a source.
    pub(super) credit_lines: Vec<String>,
    /// How many texts of the page could not be judged.
    pub(super) dear_texts: usize,
}

/// The main text of a page, which says of itself what is in `said`.
pub(super) fn read(tree: Tree, said: &Page) -> MainText {
    let (page, told) = taken_apart(tree, said);
    let dear_texts = told.dear_texts;
    let is_article = judge(&page, told);
    let chosen: Vec<&str> = lines(&page.blocks, &is_article);
    MainText {
        dear_texts,
        text: chosen.join("\n"),
        captions: beside(&page, &is_article, is_caption),
        credit_lines: beside(&page, &is_article, is_credit),
    }
}

/// The blocks of a page, and what it and the first opinion say of them.
pub(super) fn taken_apart(tree: Tree, said: &Page) -> (Blocks, Told) {
    let page = blocks(&tree);
    let opinion = basis::opinion(tree);
    let kept = basis::kept(&page.blocks, &opinion.text);
    let mut texts = said.linked_data.iter().map(|script| linked_text(script));
    let text = texts.find(|text| !text.is_empty()).unwrap_or_default();
    (page, Told { title: said.title.clone(), text, kept, dear_texts: opinion.dear_texts })
}

fn judge(page: &Blocks, told: Told) -> Vec<bool> {
    let survey = Survey::of(page, told);
    let may_be = |index: usize| {
        let kind = page.groups[page.blocks[index].group].kind;
        kind != Kind::Caption
            && !survey.is_outside(index)
            && survey.is_kept_near(index, HOLE_BLOCKS)
    };
    let likely = |index: usize| likelihood(&row(&survey, index)) >= ARTICLE_MIN;
    let all = 0..page.blocks.len();
    let judged: Vec<bool> = all.map(|index| may_be(index) && likely(index)).collect();
    let judged = without_loose_ends(page, judged);
    if (size(page, &judged) as f64) < KEPT_SHARE_MIN * survey.kept_size as f64 {
        return (0..judged.len()).map(|index| survey.is_kept(index)).collect();
    }
    judged
}

fn size(page: &Blocks, chosen: &[bool]) -> usize {
    let chosen = page.blocks.iter().zip(chosen).filter(|(_, chosen)| **chosen);
    chosen.map(|(block, _)| block.size).sum()
}

/// Takes away headings that head nothing.
fn without_loose_ends(page: &Blocks, mut judged: Vec<bool>) -> Vec<bool> {
    let is_heading = |index: usize| {
        let group = page.blocks[index].group;
        matches!(page.groups[group].kind, Kind::Heading(_))
    };
    for index in (0..judged.len()).rev().skip_while(|index| !judged[*index]).collect::<Vec<_>>() {
        if judged[index] && !is_heading(index) {
            break;
        }
        judged[index] = false;
    }
    judged
}

fn lines<'a>(blocks: &'a [Block], is_article: &[bool]) -> Vec<&'a str> {
    let chosen = blocks.iter().zip(is_article).filter(|(_, article)| **article);
    chosen.map(|(block, _)| block.text.as_str()).collect()
}

/// The blocks near the article that are of a kind and not in it, each text once.
fn beside(page: &Blocks, is_article: &[bool], of_kind: fn(&Blocks, &Block) -> bool) -> Vec<String> {
    let first = is_article.iter().position(|article| *article);
    let last = is_article.iter().rposition(|article| *article);
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let near = first.saturating_sub(REACH_BLOCKS)..(last + REACH_BLOCKS + 1).min(is_article.len());
    let mut found: Vec<String> = Vec::new();
    for index in near.filter(|index| !is_article[*index]) {
        let block = &page.blocks[index];
        if of_kind(page, block) && !found.contains(&block.text) {
            found.push(block.text.clone());
        }
    }
    found
}

fn is_caption(page: &Blocks, block: &Block) -> bool {
    let group = &page.groups[block.group];
    let around = page.groups[group.parent].parts | group.parts | block.parts;
    let named = around & part_bit("caption") != 0 && around & part_bit("navigation") == 0;
    let captioned = group.kind == Kind::Caption || page.groups[group.parent].kind == Kind::Caption;
    block.text.len() <= CAPTION_BYTES_MAX && (captioned || named)
}

fn is_credit(page: &Blocks, block: &Block) -> bool {
    let group = &page.groups[block.group];
    let parts = page.groups[group.parent].parts | group.parts | block.parts;
    let short = block.text.len() <= CREDIT_BYTES_MAX && !block.is_time;
    short && (parts & part_bit("byline") != 0 || begins_as_credit(&block.text))
}

/// `By`, `Source:`, `Additional reporting by`.
fn begins_as_credit(text: &str) -> bool {
    let head: String = text.chars().take(24).collect();
    let head = head.trim_start_matches(['(', '[', '—', '–', '-', ' ']).to_lowercase();
    let openings = [
        "by ",
        "source",
        "reporting",
        "additional reporting",
        "editing by",
        "written by",
        "with ",
        "from ",
        "via ",
        "fuente",
        "con información",
        "agence",
        "avec ",
        "quelle",
        "mit material",
        "fonte",
        "com ",
        "por ",
        "par ",
        "von ",
        "di ",
    ];
    openings.iter().any(|opening| head.starts_with(opening))
}

/// The text of the article as linked data gives it.
fn linked_text(script: &str) -> String {
    let Some((_, behind)) = script.split_once("\"articleBody\"") else {
        return String::new();
    };
    let behind = behind.trim_start().trim_start_matches(':');
    let mut values = serde_json::Deserializer::from_str(behind).into_iter::<String>();
    values.next().and_then(Result::ok).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{MainText, Page, read};
    use crate::html::lean::lean;
    use crate::html::tree::parse;

    const PAGE: &str = include_str!("../../tests/pages/valley-flood.html");

    fn read_page(html: &str) -> MainText {
        let lean = lean(html);
        let parsed = parse(&lean, 512).expect("the page is not too deep");
        let said = Page::of(&parsed.tree);
        read(parsed.tree, &said)
    }

    #[test]
    fn a_page_is_read_without_its_furniture() {
        let expected = include_str!("../../tests/pages/valley-flood.txt");
        assert_eq!(read_page(PAGE).text, expected.trim_end());
    }

    #[test]
    fn captions_and_credits_are_kept_apart() {
        let found = read_page(PAGE);
        assert_eq!(found.captions, ["Wardens carry sandbags to the old bridge on Monday."]);
        assert!(found.credit_lines.contains(&"By Ada Rowe, Valley Newswire".to_owned()));
    }

    #[test]
    fn a_page_without_text_has_none() {
        assert_eq!(read_page("<html><body></body></html>"), MainText::default());
        assert_eq!(read_page(""), MainText::default());
    }
}
