//! The first opinion on what is the article: `dom_smoothie`, a port of Mozilla's Readability, which
//! is quick and loses little of an article, but keeps captions, teasers and bylines with it.

use dom_smoothie::{Config, Readability};

use super::block::{Block, hash};
use super::calm::calm;
use super::tree::Tree;

/// Words are compared in runs of so many, so that a common word is no match.
const RUN_WORDS: usize = 4;

/// What the first opinion is.
pub(super) struct Opinion {
    /// The text that it takes for the article, empty where it finds none.
    pub(super) text: String,
    /// How many texts of the page it was not asked about.
    pub(super) dear_texts: usize,
}

/// The first opinion of a page. It cuts the tree into what it takes for the article, so nothing is
/// left to read after it.
pub(super) fn opinion(tree: Tree) -> Opinion {
    let document = tree.into_document();
    let dear_texts = calm(&document);
    let config = Config { disable_json_ld: true, ..Config::default() };
    let reader = Readability::with_document(document, None, Some(config));
    let article = reader.and_then(|mut reader| reader.parse());
    let text = article.map_or_else(|_| String::new(), |article| article.text_content.to_string());
    Opinion { text, dear_texts }
}

/// The part of each block that is in `text`, from 0 to 1.
pub(super) fn kept(blocks: &[Block], text: &str) -> Vec<f32> {
    let mut runs = runs(&words(text));
    runs.sort_unstable();
    let (mut page, mut ends) = (Vec::new(), Vec::with_capacity(blocks.len()));
    for block in blocks {
        page.extend(words(&block.text));
        ends.push(page.len());
    }
    let covered = covered(&page, &runs);
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let share = |(start, end): (usize, &usize)| {
        let words = &covered[start..*end];
        words.iter().filter(|word| **word).count() as f32 / words.len().max(1) as f32
    };
    starts.zip(&ends).map(share).collect()
}

/// Which words of a page stand in a run that `runs` holds.
fn covered(page: &[u64], runs: &[u64]) -> Vec<bool> {
    let mut covered = vec![false; page.len()];
    for (start, window) in page.windows(RUN_WORDS).enumerate() {
        if runs.binary_search(&run(window)).is_ok() {
            covered[start..start + RUN_WORDS].fill(true);
        }
    }
    covered
}

fn words(text: &str) -> Vec<u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| hash(0, word)).collect()
}

fn runs(words: &[u64]) -> Vec<u64> {
    words.windows(RUN_WORDS).map(run).collect()
}

fn run(words: &[u64]) -> u64 {
    words.iter().fold(0, |run, word| run.rotate_left(7) ^ word)
}

#[cfg(test)]
mod tests {
    use super::kept;
    use crate::html::block::Block;

    #[test]
    fn a_block_is_kept_as_far_as_its_words_are_in_the_text() {
        let blocks = ["one two three four", "Menu", "five six seven eight nine ten"];
        let blocks = blocks.map(|text| Block { text: text.to_owned(), ..Block::default() });
        let check = |text: &str, expected: [f32; 3]| assert_eq!(kept(&blocks, text), expected);
        check("one two three four", [1.0, 0.0, 0.0]);
        check("five six seven eight nine", [0.0, 0.0, 5.0 / 6.0]);
        check("", [0.0, 0.0, 0.0]);
    }
}
