//! What the articles of a story assert, where they agree, and how many sources stand behind it.
//!
//! A claim is grown from a seed, one value or one sentence of one article: its likeness spreads
//! along the family tree, where a sentence descends from a sentence, and more warily between
//! articles that share no line, where names and values must meet. Spreading from a founder keeps
//! a sentence free to belong to several claims, as a condensed article demands; clustering by
//! connected components was rejected because it chains unlike sentences together. Two numbers
//! are only held against each other where they count the same thing.
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
mod rivals;
mod spread;
mod support;
mod theme;

use crate::article::Article;
use crate::lineage::Tree;
use crate::quote::Quote;
use crate::text::Rarity;
use crate::text::Reading;
use crate::text::vector::Embedders;

pub use model::{Assertion, Claim, ClaimKind, Status};

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
    let ledger = ledger::Ledger::new(articles, readings, quotes);
    let descent = support::Descent::of(articles, tree);
    let kinship = kinship::Kinship::between(&ledger, readings, &descent, rarity);
    let bonds = bonds::Bonds::new(&ledger, &kinship);
    let drafts = choose::choose(draft::drafts(&ledger, &kinship, &bonds, &descent), &ledger);
    let compared = ledger.slots_of(&kinship.met);
    let meaning = meaning::Meaning::new(&ledger, &compared, articles, readings, embedders);
    let rivalry = rivals::Rivalry::new(&ledger, &bonds, &meaning, &compared);
    let drafts = rivals::disputed(drafts, &rivalry, &bonds, &descent);
    choose::ranked(drafts, &ledger)
        .iter()
        .enumerate()
        .map(|(index, draft)| draft.to_claim(index + 1, &ledger, articles, readings))
        .collect()
}

#[cfg(test)]
mod tests;
