//! What a root says that those who derive from it left out.
//!
//! Only direct descendants are asked: what a copy of a copy lacks, its own parent may have lacked.
//! Sentences that fewer than half of them have are told, the least kept first; those with a number or
//! a quotation before others, since they are what a reader would miss.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use newstem::lineage::Kind;
use newstem::{Article, Story};

use crate::sentences::{LIKENESS_MIN, Sentences, Span};

/// A sentence of a root that most descendants lack.
pub(crate) struct Dropped<'a> {
    /// Where it stands.
    pub(crate) span: Span,
    /// Ids of the children that have it.
    pub(crate) kept_by: Vec<&'a str>,
    /// Ids of those that do not.
    pub(crate) missing_in: Vec<&'a str>,
}

/// The sentences of a root that its children left out; nothing where it has no child.
pub(crate) fn of_root<'a>(
    root: &Article,
    story: &'a Story,
    sentences: &Sentences,
) -> Vec<Dropped<'a>> {
    let kept = kept_by_children(root, story);
    if kept.is_empty() {
        return Vec::new();
    }
    let spans = sentences.in_article(&root.id).iter();
    let mut dropped: Vec<Dropped> = spans.map(|&span| dropped(span, &kept)).collect();
    dropped.retain(|found| found.missing_in.len() > found.kept_by.len());
    dropped.sort_by_key(|found| (found.kept_by.len(), Reverse(is_telling(found, root))));
    dropped
}

/// For each child made from the root the starts of the root's sentences that it has. An update
/// is left out: its outlet cut its own text; so is a link that tells of no sentence.
fn kept_by_children<'a>(root: &Article, story: &'a Story) -> BTreeMap<&'a str, BTreeSet<usize>> {
    let links = story.tree.links.iter();
    let made_from = links.filter(|link| {
        link.parent == root.id && link.kind != Kind::Update && !link.sentences.is_empty()
    });
    let kept = made_from.map(|link| {
        let alike = link.sentences.iter().filter(|pair| pair.likeness >= LIKENESS_MIN);
        (link.child.as_str(), alike.map(|pair| pair.parent_start).collect())
    });
    kept.collect()
}

fn dropped<'a>(span: Span, kept: &BTreeMap<&'a str, BTreeSet<usize>>) -> Dropped<'a> {
    let (kept_by, missing_in) = kept.keys().partition(|child| kept[*child].contains(&span.start));
    Dropped { span, kept_by, missing_in }
}

fn is_telling(found: &Dropped, root: &Article) -> bool {
    let text = found.span.of(&root.body);
    text.contains(|c: char| c.is_ascii_digit() || matches!(c, '“' | '"' | '«' | '„'))
}
