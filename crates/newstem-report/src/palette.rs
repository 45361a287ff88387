//! Which of a few colours belongs to which root.
//!
//! Roots with descendants come first, since only their colour is needed more than once; beyond the
//! last colour all are grey. A colour never says anything that words beside it do not.

use std::collections::BTreeMap;

use crate::family::Family;

/// How many colours there are besides grey, which is 0.
pub(crate) const COLOURS: usize = 8;

/// The colours of a story's roots.
pub(crate) struct Palette<'a> {
    by_root: BTreeMap<&'a str, usize>,
}

impl<'a> Palette<'a> {
    /// Gives each root its colour; the largest trees come first.
    pub(crate) fn of(family: &Family<'a>) -> Self {
        let roots = family.roots.iter().map(|root| root.member.id());
        Self { by_root: roots.zip(1..=COLOURS).collect() }
    }

    /// The colour of a root: 1 to [`COLOURS`], or 0 for grey.
    pub(crate) fn colour(&self, root: &str) -> usize {
        self.by_root.get(root).copied().unwrap_or(0)
    }
}
