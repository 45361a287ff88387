//! Which words tell that a text was made from one article and not from another.
//!
//! What a child shares with its parent and not with the parent that it almost had speaks for the
//! link in a way that needs no figure: a misprint or a spinner's odd word above all. The words that
//! fewest articles of the story have come first. Shown as they are compared, in small letters.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use newstem::Article;
use newstem::text::{fold, iter_tokens};

/// Shorter words tell nothing.
const LETTERS_MIN: usize = 4;
/// Words shown.
const SHOWN: usize = 8;

/// The words of a story's articles.
pub(crate) struct Vocabulary<'a> {
    words: BTreeMap<&'a str, BTreeSet<String>>,
}

impl<'a> Vocabulary<'a> {
    /// Reads the articles of a story.
    pub(crate) fn of(articles: impl Iterator<Item = &'a Article>) -> Self {
        Self { words: articles.map(|article| (article.id.as_str(), words_of(article))).collect() }
    }

    /// Words that a child has in common with its parent and not with another article.
    pub(crate) fn telling(&self, child: &str, parent: &str, other: &str) -> Vec<&str> {
        let of = |id: &str| self.words.get(id);
        let (Some(child), Some(parent), Some(other)) = (of(child), of(parent), of(other)) else {
            return Vec::new();
        };
        let mut shared: Vec<&str> = child
            .intersection(parent)
            .filter(|word| !other.contains(*word))
            .map(String::as_str)
            .collect();
        let having = |word: &str| self.words.values().filter(|words| words.contains(word)).count();
        shared.sort_by_key(|word| (having(word), Reverse(word.chars().count())));
        shared.truncate(SHOWN);
        shared
    }
}

fn words_of(article: &Article) -> BTreeSet<String> {
    let tokens = iter_tokens(&article.body).filter(|token| token.is_word());
    let folded = tokens.map(|token| fold(&article.body[token.start..token.end]));
    folded.filter(|word| word.chars().count() >= LETTERS_MIN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_oddities_come_first() {
        let article = |id: &str, body: &str| Article {
            id: id.to_owned(),
            body: body.to_owned(),
            ..Article::default()
        };
        let articles = [
            article("child", "The wanderer plaything crossed Monday’s square."),
            article("parent", "A wanderer plaything crossed the square on Monday."),
            article("other", "A stray toy crossed the square."),
            article("far", "On Monday it rained."),
        ];
        let vocabulary = Vocabulary::of(articles.iter());
        let telling = vocabulary.telling("child", "parent", "other");
        assert_eq!(telling, ["plaything", "wanderer", "monday"]);
        assert_eq!(vocabulary.telling("child", "unseen", "other"), Vec::<&str>::new());
    }
}
