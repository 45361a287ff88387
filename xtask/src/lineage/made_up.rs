//! A made-up story whose descent is known, the same at every run: rewrites of rewrites of one
//! text, and near-copies of each. Its words are those of the gold families drawn by lot, so that
//! they repeat and run beyond ASCII as in news; it has no grammar, which no comparison looks at.

use newstem::Article;
use xtask::gold::Family;

use crate::throughput::articles::Articles;

const SENTENCES: usize = 18;
const SENTENCE_WORDS: usize = 22;
/// Of a rewrite: one sentence in so many is left out, one word in so many is another, and so many
/// sentences are new.
const DROPPED_EVERY: u64 = 10;
const REWORDED_EVERY: u64 = 4;
const ADDED_SENTENCES: usize = 2;
/// Of a near-copy: one word in so many is another.
const CHANGED_EVERY: u64 = 80;

/// An article, and which earlier one it was made from.
pub(super) struct MadeUp {
    pub(super) article: Article,
    /// The number of the text of which it is one of the near-copies.
    pub(super) text: usize,
    /// The number of the text from which that was rewritten; none of the first.
    pub(super) rewritten_from: Option<usize>,
}

/// Makes `count` articles: `texts` different texts, each a rewrite of an earlier one, and
/// near-copies of each.
pub(super) fn make(families: &[Family], count: usize, texts: usize) -> Vec<MadeUp> {
    let mut source = Articles::of(families);
    let mut first: Vec<(Vec<String>, Option<usize>)> = Vec::new();
    for text in 0..texts {
        let parent = text.checked_sub(1).map(|_| below(&mut source, text));
        let sentences = match parent {
            Some(parent) => rewrite(&first[parent].0, &mut source),
            None => sentences(SENTENCES, &mut source),
        };
        first.push((sentences, parent));
    }
    (0..count).map(|number| one(number, number % texts, texts, &first, &mut source)).collect()
}

fn one(
    number: usize,
    text: usize,
    texts: usize,
    first: &[(Vec<String>, Option<usize>)],
    source: &mut Articles,
) -> MadeUp {
    let (sentences, rewritten_from) = &first[text];
    let body = match number < texts {
        true => sentences.concat(),
        false => reworded(&sentences.concat(), CHANGED_EVERY, source),
    };
    let article = Article {
        id: format!("article-{number:05}"),
        outlet: Some(format!("Outlet {number:05}")),
        title: format!("Article {number}"),
        published: Some(published(number)),
        language: "en".to_owned(),
        body,
        ..Article::default()
    };
    MadeUp { article, text, rewritten_from: *rewritten_from }
}

/// A minute after the one before.
fn published(minutes: usize) -> String {
    let (day, hour) = (1 + minutes / 1440, minutes / 60 % 24);
    format!("2023-05-{day:02}T{hour:02}:{:02}:00Z", minutes % 60)
}

fn rewrite(parent: &[String], source: &mut Articles) -> Vec<String> {
    let kept: Vec<&String> = parent.iter().filter(|_| source.draw(DROPPED_EVERY) > 0).collect();
    let mut text: Vec<String> =
        kept.into_iter().map(|sentence| reworded(sentence, REWORDED_EVERY, source)).collect();
    for sentence in sentences(ADDED_SENTENCES, source) {
        text.insert(below(source, text.len() + 1), sentence);
    }
    text
}

fn sentences(count: usize, source: &mut Articles) -> Vec<String> {
    (0..count).map(|_| sentence(&source.draw_words(SENTENCE_WORDS))).collect()
}

/// The words as one sentence, whatever marks they brought along.
fn sentence(words: &str) -> String {
    let bare = words.replace(['.', '!', '?', '"', '“', '”'], "");
    format!("The {}.\n", bare.trim())
}

fn reworded(text: &str, every: u64, source: &mut Articles) -> String {
    let words = text.split_inclusive(' ');
    let reworded = words.map(|word| match source.draw(every) {
        0 if !word.contains('\n') => source.draw_words(1),
        _ => word.to_owned(),
    });
    reworded.collect()
}

fn below(source: &mut Articles, end: usize) -> usize {
    usize::try_from(source.draw(end as u64)).unwrap_or(0)
}
