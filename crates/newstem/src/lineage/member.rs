//! One article of a story, prepared for comparison with the others.

use super::comparison::Subject;
use crate::align::{Profile, Rarity};
use crate::article::Article;
use crate::published::{Interval, interval};
use crate::text::Reading;
use crate::text::vector::Embedder;

/// An article, what of it is compared, and when it appeared.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its body, read.
    pub reading: &'a Reading,
    /// Its text, prepared.
    pub subject: Subject,
    /// When it was published, where that is known.
    pub published: Option<Interval>,
}

impl<'a> Member<'a> {
    /// Prepares one article. `rarity` is that of the pile's words; an `embedder` is of use where
    /// the story is told in several languages.
    pub fn new(
        article: &'a Article,
        reading: &'a Reading,
        rarity: &Rarity,
        embedder: Option<&dyn Embedder>,
    ) -> Self {
        let profile = match embedder {
            Some(embedder) => Profile::with_vectors(reading, rarity, embedder),
            None => Profile::new(reading, rarity),
        };
        let published = article.published.as_deref().and_then(interval);
        Self { article, reading, subject: Subject::new(reading, profile, rarity), published }
    }

    /// Whether both name the same outlet.
    pub fn same_outlet(&self, other: &Self) -> bool {
        let outlet = |member: &Self| member.article.outlet.as_deref().map(outlet_key);
        outlet(self).is_some_and(|mine| Some(mine) == outlet(other))
    }

    /// The words with which it names `other`'s outlet as its source.
    pub fn credit_to(&self, other: &Self) -> Option<&str> {
        let outlet = outlet_key(other.article.outlet.as_deref()?);
        let credits = self.article.credits.iter();
        let mut matching = credits.filter(|credit| outlet_key(&credit.outlet) == outlet);
        matching.next().map(|credit| credit.text.as_str())
    }
}

/// The form under which outlets' names are compared: case, an article in front and punctuation
/// are no difference.
pub fn outlet_key(outlet: &str) -> String {
    let words = outlet.split(|character: char| !character.is_alphanumeric());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let named = match words.first().map(String::as_str) {
        Some("the") if words.len() > 1 => &words[1..],
        _ => &words[..],
    };
    named.join(" ")
}
