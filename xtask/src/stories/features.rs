//! What the weights of likeness are fitted on (`xtask/fit-stories.py`): of each article the words as
//! the engine reads them, its vectors and values, a line of JSON each, so that the fit weighs what the engine
//! will weigh and reads no text of its own.

use std::io::{self, Write};

use newstem::Article;
use newstem::text::vector::{Embedder, Embedders, Vector};
use newstem::text::{Reading, find_anchors, read_values};
use serde::Serialize;

use super::labelled::Labelled;

/// A word as it is printed, as it is folded, its stem, whether it is part of a name or a number, and
/// its log-probability in running text.
type Word<'a> = (&'a str, &'a str, &'a str, bool, f64);

#[derive(Serialize)]
struct Features<'a> {
    id: &'a str,
    story: Option<&'a str>,
    published: Option<&'a str>,
    lang: &'a str,
    title: Vec<Vec<Word<'a>>>,
    body: Vec<Vec<Word<'a>>>,
    en_vec: Vec<f32>,
    ml_vec: Vec<f32>,
    facts: Vec<(String, f64)>,
}

/// Writes the features of a pile.
pub(super) fn write(pile: &Labelled, models: &Embedders, out: &mut impl Write) -> io::Result<()> {
    for article in &pile.articles {
        let story = pile.stories.get(&article.id).map(String::as_str);
        let line = line(article, story, models)?;
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn line(article: &Article, story: Option<&str>, models: &Embedders) -> serde_json::Result<String> {
    let title = Reading::new(&article.title, &article.language);
    let body = Reading::new(&article.body, &article.language);
    let text = format!("{}\n{}", article.title, article.body);
    serde_json::to_string(&Features {
        id: &article.id,
        story,
        published: article.published.as_deref(),
        lang: &article.language,
        title: sentences(&title, models),
        body: sentences(&body, models),
        en_vec: rounded(&models.english.embed(&text)),
        ml_vec: rounded(&models.multilingual.embed(&text)),
        facts: [&title, &body].into_iter().flat_map(facts).collect(),
    })
}

fn sentences<'a>(reading: &'a Reading, models: &Embedders) -> Vec<Vec<Word<'a>>> {
    let is_anchor = find_anchors(reading);
    let word = |token: usize| {
        let folded = reading.folded[token].as_str();
        let log_probability = models.multilingual.log_probability(folded);
        let printed = reading.token_text(token);
        let log_probability = (log_probability * 100.0).round() / 100.0;
        (printed, folded, reading.stems[token].as_str(), is_anchor[token], log_probability)
    };
    let sentences = 0..reading.sentences.len();
    sentences.map(|sentence| reading.sentence_words(sentence).map(word).collect()).collect()
}

/// The values of a text, each with what it tells.
fn facts(reading: &Reading) -> impl Iterator<Item = (String, f64)> {
    let facts = read_values(reading, &reading.language).into_iter();
    facts.map(|mention| mention.value.fact()).map(|fact| (fact.name, fact.telling))
}

fn rounded(vector: &Vector) -> Vec<f32> {
    vector.values().iter().map(|value| (value * 1e4).round() / 1e4).collect()
}
