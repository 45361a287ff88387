//! What the text of one block looks like by itself: how long, whether it runs on as sentences do,
//! how much of it is links, which words of furniture it says.

use super::block::Block;
use super::part::{PARTS, parts_of_word};

/// A paragraph of running text has at least so many words.
const PARAGRAPH_WORDS_MIN: usize = 12;
/// And less than this part of it in links.
const PARAGRAPH_LINKS_MAX: f32 = 0.4;
/// Words of furniture stand at the head of a block; a long text says any word sooner or later.
const HEAD_WORDS: usize = 40;

/// What one block looks like.
#[derive(Debug, Default, Clone)]
pub(super) struct Looks {
    pub(super) words: usize,
    /// Ends of sentences, wherever they stand.
    pub(super) sentences: usize,
    pub(super) commas: usize,
    pub(super) digits: usize,
    /// Capital letters, and words that begin with one.
    pub(super) capitals: usize,
    pub(super) capitalised: usize,
    /// Letters and digits.
    pub(super) letters: usize,
    /// How many words of the head name each part of a page.
    pub(super) said: [u8; PARTS],
    pub(super) ends_sentence: bool,
    /// The part of the text that is links.
    pub(super) links: f32,
    /// True of running text.
    pub(super) is_paragraph: bool,
}

impl Looks {
    /// Looks at a block.
    pub(super) fn of(block: &Block) -> Self {
        let mut looks =
            Self { links: block.link_size as f32 / block.size.max(1) as f32, ..Self::default() };
        let (mut word, mut wide) = (String::new(), 0_usize);
        let mut in_word = false;
        for character in block.text.chars() {
            if character.is_alphanumeric() {
                looks.letter(character, !in_word);
                wide += usize::from(is_wide(character));
                if looks.words <= HEAD_WORDS {
                    word.extend(character.to_lowercase());
                }
                in_word = true;
            } else {
                looks.finish_word(&mut word);
                looks.mark(character);
                in_word = false;
            }
        }
        looks.finish_word(&mut word);
        // Scripts without spaces: two characters make a word, roughly.
        looks.words += wide / 2;
        looks.is_paragraph = looks.words >= PARAGRAPH_WORDS_MIN
            && looks.sentences > 0
            && looks.links < PARAGRAPH_LINKS_MAX;
        looks
    }

    fn letter(&mut self, character: char, begins_word: bool) {
        let upper = usize::from(character.is_uppercase());
        self.letters += 1;
        self.capitals += upper;
        self.digits += usize::from(character.is_numeric());
        self.ends_sentence = false;
        if begins_word {
            self.words += 1;
            self.capitalised += upper;
        }
    }

    fn mark(&mut self, character: char) {
        self.commas += usize::from(matches!(character, ',' | '،' | '，' | '、' | ';'));
        if matches!(character, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟') {
            self.sentences += usize::from(!self.ends_sentence);
            self.ends_sentence = true;
        }
    }

    fn finish_word(&mut self, word: &mut String) {
        let mut parts = if self.words <= HEAD_WORDS { parts_of_word(word) } else { 0 };
        while parts != 0 {
            let count = &mut self.said[parts.trailing_zeros() as usize];
            *count = count.saturating_add(1);
            parts &= parts - 1;
        }
        word.clear();
    }
}

fn is_wide(character: char) -> bool {
    matches!(character, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::{Block, Looks};

    fn check(text: &str, words: usize, sentences: usize, is_paragraph: bool) {
        let block = Block { text: text.to_owned(), size: text.len(), ..Block::default() };
        let looks = Looks::of(&block);
        assert_eq!(
            (looks.words, looks.sentences, looks.is_paragraph),
            (words, sentences, is_paragraph)
        );
    }

    #[test]
    fn words_and_sentences_are_counted() {
        check("Home", 1, 0, false);
        check("It rained... Then not.", 4, 2, false);
        check(
            "The river rose for three days and then it fell again within one night.",
            14,
            1,
            true,
        );
    }

    #[test]
    fn scripts_without_spaces_have_words_too() {
        check("昨日、谷で川が氾濫し、古い橋が閉鎖されたと当局が発表した。", 16, 1, true);
    }
}
