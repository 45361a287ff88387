//! One story at a time: its articles in, all that is found of them out.
//!
//! A pile knows all its stories and traces each once. Where articles keep coming, only the story
//! that one of them touched is traced again, by the same steps. The models are read once and kept.

use super::Story;
use crate::article::Article;
use crate::claim::find_claims;
use crate::lineage::{self, Member, Tree, Weights};
use crate::published::interval;
use crate::quote::find_quotes;
use crate::quote::tagging::SpeechModels;
use crate::text::lexicon::Lexicon;
use crate::text::vector::{Embedder, Embedders};
use crate::text::{Rarity, Reading};
use crate::trace::TraceError;

/// What stories are traced with.
pub struct Tracer {
    embedders: Embedders,
    lexicon: Lexicon,
    speech: SpeechModels,
    weights: Weights,
}

/// A story before anything is known but which articles tell it.
#[derive(Clone, Copy, Debug)]
pub struct StoryParts<'a> {
    /// Its id.
    pub id: &'a str,
    /// The title of its most central article.
    pub headline: &'a str,
    /// The story that it is a later development of.
    pub follows: Option<&'a str>,
    /// Its articles, in the order of their ids.
    pub articles: &'a [&'a Article],
    /// How rare words are where the articles come from.
    pub rarity: &'a Rarity,
    /// Descent that is ruled out, as the ids of an article and of another that it does not go back
    /// to, however many lie between.
    pub refused: &'a [(String, String)],
}

impl Tracer {
    /// Reads the embedded models.
    ///
    /// # Errors
    ///
    /// Where they are broken, which the tests rule out.
    pub fn new(weights: Weights) -> Result<Self, TraceError> {
        let (embedders, speech) = (Embedders::new()?, SpeechModels::embedded()?);
        Ok(Self { embedders, lexicon: Lexicon::new(), speech, weights })
    }

    /// The models that compare meanings.
    pub fn embedders(&self) -> &Embedders {
        &self.embedders
    }

    /// Traces a story.
    pub fn story(&self, parts: StoryParts<'_>) -> Story {
        let articles = parts.articles;
        let readings = readings(articles);
        let readings: Vec<&Reading> = readings.iter().collect();
        let tree = self.tree_of(&parts, &readings);
        let quotes = find_quotes(articles, &readings, &tree, &self.speech);
        let claims =
            find_claims(articles, &readings, &tree, &quotes, parts.rarity, &self.embedders);
        let ids: Vec<String> = articles.iter().map(|article| article.id.clone()).collect();
        Story {
            id: parts.id.to_owned(),
            headline: parts.headline.to_owned(),
            started: earliest(articles),
            follows: parts.follows.map(str::to_owned),
            independent_sources: tree.roots_of(ids.iter().map(String::as_str)).len(),
            circular: lineage::rings(articles, &tree),
            articles: ids,
            tree,
            quotes,
            claims,
        }
    }

    /// The family tree of a story, without what it quotes and claims, which takes most of the time.
    pub fn tree(&self, parts: StoryParts<'_>) -> Tree {
        let readings = readings(parts.articles);
        self.tree_of(&parts, &readings.iter().collect::<Vec<_>>())
    }

    fn tree_of(&self, parts: &StoryParts<'_>, readings: &[&Reading]) -> Tree {
        lineage::infer(&self.members(parts, readings), &self.lexicon, self.weights)
    }

    fn members<'a>(&self, parts: &StoryParts<'a>, readings: &[&'a Reading]) -> Vec<Member<'a>> {
        let several = tells_in_several_languages(parts.articles);
        let embedder = several.then_some(&self.embedders.multilingual as &dyn Embedder);
        let read = parts.articles.iter().zip(readings);
        let mut members: Vec<Member<'a>> = read
            .map(|(article, reading)| Member::new(article, reading, parts.rarity, embedder))
            .collect();
        for (descendant, ancestor) in parts.refused {
            let of_id = |id: &String| parts.articles.iter().position(|article| article.id == *id);
            if let (Some(descendant), Some(ancestor)) = (of_id(descendant), of_id(ancestor)) {
                members[descendant].refused.insert(ancestor);
            }
        }
        members
    }
}

fn readings(articles: &[&Article]) -> Vec<Reading> {
    articles.iter().map(|article| Reading::new(&article.body, &article.language)).collect()
}

fn tells_in_several_languages(articles: &[&Article]) -> bool {
    articles.iter().any(|article| article.language != articles[0].language)
}

/// The publication time that may be the earliest.
fn earliest(articles: &[&Article]) -> Option<String> {
    let times = articles.iter().filter_map(|article| article.published.as_deref());
    let known = times.filter_map(|time| Some((interval(time)?.earliest, time)));
    known.min().map(|(_, time)| time.to_owned())
}
