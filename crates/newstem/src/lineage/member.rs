//! One article of a story, prepared for comparison with the others.

use std::collections::BTreeSet;

use super::comparison::Subject;
use super::fact::read_facts;
use super::quotation::{quotations, quoted_pairs};
use crate::align::{Profile, Term};
use crate::article::{Article, Credit};
use crate::outlet::OutletName;
use crate::published::{Interval, interval};
use crate::text::vector::Embedder;
use crate::text::{Rarity, Reading};

/// An article, what of it is compared, and when it appeared.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its body, read.
    pub reading: &'a Reading,
    /// Its text, prepared.
    pub subject: Subject,
    /// The values that it reports, sorted, each once, with what they tell.
    pub facts: Vec<(Term, f64)>,
    /// Of each of its quotations each two words, as hashes.
    pub quotations: Vec<Vec<u64>>,
    /// Each two words of all of them, sorted, each once.
    pub quoted: Vec<u64>,
    /// When it was published, where that is known.
    pub published: Option<Interval>,
    /// Its outlet, where that is known.
    pub outlet: Option<OutletName>,
    /// The places among the members of those that it does not go back to, whatever speaks for it.
    pub refused: BTreeSet<usize>,
    /// The outlets of its credits, in their order.
    credited: Vec<OutletName>,
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
        let subject = Subject::new(reading, profile, rarity);
        let outlet = article.outlet.as_deref().map(OutletName::new);
        let quotations = quotations(reading);
        let credited = article.credits.iter().map(|credit| OutletName::new(&credit.outlet));
        Self {
            article,
            reading,
            subject,
            facts: read_facts(reading),
            quoted: quoted_pairs(&quotations),
            quotations,
            published,
            outlet,
            refused: BTreeSet::new(),
            credited: credited.collect(),
        }
    }

    /// Its credits, each with the outlet's name.
    pub fn credits(&self) -> impl Iterator<Item = (&'a Credit, &OutletName)> {
        self.article.credits.iter().zip(&self.credited)
    }

    /// Whether an outlet of this name may be its own.
    pub fn may_be_of(&self, outlet: &OutletName) -> bool {
        self.outlet.as_ref().is_some_and(|own| own.may_be(outlet))
    }

    /// Whether both name the same outlet.
    pub fn same_outlet(&self, other: &Self) -> bool {
        let own = self.outlet.as_ref().filter(|outlet| outlet.is_named());
        own.is_some() && own == other.outlet.as_ref()
    }

    /// The words with which it names `other`'s outlet as its source.
    pub fn credit_to(&self, other: &Self) -> Option<&str> {
        let mut matching = self.credits().filter(|(_, named)| other.may_be_of(named));
        matching.next().map(|(credit, _)| credit.text.as_str())
    }
}
