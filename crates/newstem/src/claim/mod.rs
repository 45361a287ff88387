//! What the articles of a story assert, where they agree, and how many sources stand behind it.
//!
//! A claim is grown from a seed, one value or one sentence of one article: its likeness spreads
//! along the family tree, where a sentence descends from a sentence, and more warily between
//! articles that share no line, where names and values must meet. Spreading from a founder keeps
//! a sentence free to belong to several claims, as a condensed article demands; clustering by
//! connected components was rejected because it chains unlike sentences together. Values that
//! differ are held against a claim last, with all its articles in view, and so are values that bear it
//! out in articles that nothing ties to it.
//!
//! Fails on: claims that share no word and no value (a rewritten cause, a negation), values given
//! by reference ("tomorrow"), and articles of different languages beyond their names and numbers.

mod bonds;
mod chance;
mod choose;
mod draft;
mod kinship;
mod ledger;
mod meaning;
mod model;
mod origins;
mod rivals;
mod seconds;
mod spread;
mod support;
mod theme;

use std::collections::BTreeSet;

use crate::article::Article;
use crate::lineage::Tree;
use crate::quote::Quote;
use crate::text::Rarity;
use crate::text::Reading;
use crate::text::vector::Embedders;

use bonds::Bonds;
use draft::Draft;
use kinship::Kinship;
use ledger::Ledger;
use meaning::Meaning;
use rivals::Rivalry;
use support::Descent;

pub use model::{Assertion, Claim, ClaimKind, SURELY_DISPUTED, Status};
pub use rivals::GROUNDS;
pub use seconds::SECOND_GROUNDS;

/// How many distinct roots the articles of a story that carry something have it from. `articles` are
/// the ids of all its articles.
pub fn independent_sources(articles: &[String], tree: &Tree, carriers: &BTreeSet<&str>) -> usize {
    let ids: Vec<&str> = articles.iter().map(String::as_str).collect();
    let descent = Descent::of(&ids, tree);
    let places = ids.iter().enumerate().filter(|(_, id)| carriers.contains(*id));
    descent.sources(&places.map(|(place, _)| place).collect())
}

/// Finds the claims of one story, those an editor should check first at the head. `readings` are
/// those of the bodies of `articles`; `rarity` is that of the pile's words.
pub fn find_claims(
    articles: &[&Article],
    readings: &[&Reading],
    tree: &Tree,
    quotes: &[Quote],
    rarity: &Rarity,
    embedders: &Embedders,
) -> Vec<Claim> {
    let found = Found::new(articles, readings, tree, quotes, rarity, embedders);
    let rivalry = found.rivalry();
    let seconds = seconds::chosen(&found.drafts, &rivalry);
    let disputed = rivals::disputed(found.drafts.clone(), &rivalry, &found.bonds, &found.descent);
    let drafts = seconds::joined(disputed, &seconds, &found.ledger, &found.descent);
    found.claims(&choose::ranked(drafts, &found.ledger))
}

/// A claim, and every value that may second or contradict it.
#[derive(Clone, Debug)]
pub struct Considered {
    /// The claim as its own articles make it.
    pub claim: Claim,
    /// The values that differ, each with its [`GROUNDS`].
    pub rivals: Vec<(Assertion, [f64; GROUNDS.len()])>,
    /// The values that agree in articles that lack the claim, each with its [`SECOND_GROUNDS`].
    pub seconds: Vec<(Assertion, [f64; SECOND_GROUNDS.len()])>,
}

/// What the weights of rivals and seconds are fitted on. The arguments are those of [`find_claims`].
pub fn considered_rivals(
    articles: &[&Article],
    readings: &[&Reading],
    tree: &Tree,
    quotes: &[Quote],
    rarity: &Rarity,
    embedders: &Embedders,
) -> Vec<Considered> {
    let found = Found::new(articles, readings, tree, quotes, rarity, embedders);
    let rivalry = found.rivalry();
    let claims = found.claims(&found.drafts).into_iter().zip(&found.drafts);
    let considered = claims.map(|(claim, draft)| {
        let rivals = rivalry.of(draft).into_iter();
        let told = |rival: rivals::Rival| (found.assertion_of(rival.slot), rival.grounds);
        let seconds = seconds::seconds(draft, &rivalry).into_iter();
        let agreed = |second: seconds::Second| (found.assertion_of(second.slot), second.grounds);
        Considered {
            claim,
            rivals: rivals.map(told).collect(),
            seconds: seconds.map(agreed).collect(),
        }
    });
    considered.collect()
}

/// What the claims of a story are made from.
struct Found<'a> {
    articles: &'a [&'a Article],
    readings: &'a [&'a Reading],
    ledger: Ledger,
    descent: Descent,
    bonds: Bonds,
    /// The values that are held against claims.
    compared: Vec<usize>,
    meaning: Meaning,
    /// The claims chosen, without what contradicts them.
    drafts: Vec<Draft>,
}

impl<'a> Found<'a> {
    fn new(
        articles: &'a [&'a Article],
        readings: &'a [&'a Reading],
        tree: &Tree,
        quotes: &[Quote],
        rarity: &Rarity,
        embedders: &Embedders,
    ) -> Self {
        let ledger = Ledger::new(articles, readings, quotes);
        let ids: Vec<&str> = articles.iter().map(|article| article.id.as_str()).collect();
        let descent = Descent::of(&ids, tree);
        let kinship = Kinship::between(&ledger, readings, &descent, rarity);
        let bonds = Bonds::new(&ledger, &kinship);
        let drafts = choose::choose(draft::drafts(&ledger, &kinship, &bonds, &descent), &ledger);
        let compared = ledger.slots_of(&kinship.met);
        let meaning = Meaning::new(&ledger, &compared, articles, readings, embedders);
        Self { articles, readings, ledger, descent, bonds, compared, meaning, drafts }
    }

    fn rivalry(&self) -> Rivalry<'_> {
        Rivalry::new(&self.ledger, &self.bonds, &self.meaning, &self.compared)
    }

    fn claims(&self, drafts: &[Draft]) -> Vec<Claim> {
        let claim = |(index, draft): (usize, &Draft)| {
            draft.to_claim(index + 1, &self.ledger, self.articles, self.readings, &self.descent)
        };
        drafts.iter().enumerate().map(claim).collect()
    }

    fn assertion_of(&self, slot: usize) -> Assertion {
        let member =
            draft::Member { line: self.ledger.slots[slot].line, slot: Some(slot), strength: 1.0 };
        let value = self.ledger.slots[slot].value.to_string();
        draft::assertion(&member, value, &self.ledger, self.articles, self.readings)
    }
}

#[cfg(test)]
mod tests;
