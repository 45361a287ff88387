//! Whom an article is by, and whom it names as its sources.

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::outlet::OutletName;

/// The outlet of an article, and those that it credits.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Naming {
    outlet: Option<OutletName>,
    credited: Box<[OutletName]>,
}

impl Naming {
    /// Takes the names of one article apart.
    pub fn of(article: &Article) -> Self {
        let credited = article.credits.iter().map(|credit| OutletName::new(&credit.outlet));
        let mut credited: Vec<OutletName> = credited.collect();
        credited.sort();
        credited.dedup();
        let outlet = article.outlet.as_deref().map(OutletName::new);
        Self { outlet, credited: credited.into_boxed_slice() }
    }

    /// Whether there is a credit at all.
    pub(super) fn credits_any(&self) -> bool {
        !self.credited.is_empty()
    }

    /// The place of the credit to the outlet of an article of those names.
    pub(super) fn credit_to(&self, other: &Self) -> Option<usize> {
        let outlet = other.outlet.as_ref()?;
        self.credited.iter().position(|named| named.may_be(outlet))
    }
}
