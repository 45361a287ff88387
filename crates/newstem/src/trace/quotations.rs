//! What each article gives to a speaker, article by article, without stories: for whoever wants the
//! quotes and no more.
//!
//! They are those of a trace, but that names known from other articles of a story do not help, and
//! that nobody says what became of the words.

use serde::{Deserialize, Serialize};

use super::{Options, TraceError, in_order};
use crate::article::Article;
use crate::lineage::Tree;
use crate::parallel;
use crate::quote::tagging::SpeechModels;
use crate::quote::{Form, Quote, find_quotes};
use crate::text::Reading;

/// Words that an article gives to a speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quotation {
    /// The article's id.
    pub article: String,
    /// Byte offset into the body of the first word, without its mark.
    pub start: usize,
    /// Byte offset just past the last word, without its mark.
    pub end: usize,
    /// The words.
    pub text: String,
    /// How they are given.
    pub form: Form,
    /// Who speaks, as resolved within the article.
    pub speaker: Option<String>,
    /// What the article calls the speaker.
    pub role: Option<String>,
    /// Who speaks, as printed beside the words.
    pub speaker_text: Option<String>,
    /// The cue verb.
    pub cue: Option<String>,
}

/// Finds the quotations of each article; by the ids of the articles, then in the order of the text.
///
/// # Errors
///
/// See [`TraceError`].
pub fn find_quotations(
    articles: Vec<Article>,
    options: &Options,
) -> Result<Vec<Quotation>, TraceError> {
    let articles = in_order(articles);
    let speech = SpeechModels::embedded()?;
    let found = parallel::map(articles.len(), options.threads, |place| {
        quotations(&articles[place], &speech)
    });
    Ok(found.into_iter().flatten().collect())
}

fn quotations(article: &Article, speech: &SpeechModels) -> Vec<Quotation> {
    let reading = Reading::new(&article.body, &article.language);
    let quotes = find_quotes(&[article], &[&reading], &Tree::default(), speech);
    let mut found: Vec<Quotation> = quotes.into_iter().flat_map(of_quote).collect();
    found.sort_by_key(|quotation| (quotation.start, quotation.end));
    found
}

fn of_quote(quote: Quote) -> impl Iterator<Item = Quotation> {
    let role = quote.role;
    quote.occurrences.into_iter().map(move |occurrence| Quotation {
        article: occurrence.article,
        start: occurrence.start,
        end: occurrence.end,
        text: occurrence.text,
        form: occurrence.form,
        speaker: occurrence.speaker,
        role: role.clone(),
        speaker_text: occurrence.speaker_text,
        cue: occurrence.cue,
    })
}
