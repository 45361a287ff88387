//! Everything that the parts of a story's page look things up in, and where each part stands.

use std::collections::BTreeMap;

use newstem::lineage::Link;
use newstem::{Article, Story, Trace};

use super::markup::Markup;
use super::{language, origin};
use crate::ancestry::Ancestry;
use crate::family::Family;
use crate::names::{self, Names};
use crate::palette::Palette;
use crate::sentences::Sentences;
use crate::vocabulary::Vocabulary;
use crate::words;

/// The articles of a trace by their ids.
pub(super) type Articles<'a> = BTreeMap<&'a str, &'a Article>;

/// One story, prepared.
pub(super) struct View<'a> {
    pub(super) trace: &'a Trace,
    pub(super) story: &'a Story,
    /// Where the list of stories stands.
    pub(super) home: &'a str,
    articles: &'a Articles<'a>,
    pub(super) names: Names,
    pub(super) ancestry: Ancestry<'a>,
    pub(super) family: Family<'a>,
    pub(super) sentences: Sentences<'a>,
    pub(super) palette: Palette<'a>,
    pub(super) vocabulary: Vocabulary<'a>,
    /// The place of each article and unseen ancestor in the story, from 1.
    numbers: BTreeMap<&'a str, usize>,
}

impl<'a> View<'a> {
    pub(super) fn of(trace: &'a Trace, story: &'a Story, articles: &'a Articles<'a>) -> Self {
        let unseen = story.tree.unseen.iter().map(|unseen| unseen.id.as_str());
        let members = story.articles.iter().map(String::as_str).zip(1..);
        let of_story = story.articles.iter().filter_map(|id| articles.get(id.as_str()).copied());
        let family = Family::of(story, articles);
        let palette = Palette::of(&family);
        Self {
            trace,
            story,
            home: "#stories",
            articles,
            names: Names::of(story, articles),
            ancestry: Ancestry::of(&story.tree),
            family,
            sentences: Sentences::of(story, articles),
            palette,
            vocabulary: Vocabulary::of(of_story),
            numbers: members.chain(unseen.zip(1..)).collect(),
        }
    }

    /// An article of this story.
    pub(super) fn article(&self, id: &str) -> Option<&'a Article> {
        self.articles.get(id).copied()
    }

    /// The articles of this story, in its order.
    pub(super) fn members(&self) -> impl Iterator<Item = &'a Article> + '_ {
        self.story.articles.iter().filter_map(|id| self.article(id))
    }

    /// The links to an article.
    pub(super) fn links_to<'b>(&'b self, child: &'b str) -> impl Iterator<Item = &'a Link> + 'b {
        self.story.tree.links.iter().filter(move |link| link.child == child)
    }

    /// The id in the page of an article or unseen ancestor: `s1-a3`, `s1-u1`.
    pub(super) fn place_of(&self, id: &str) -> String {
        let kind = if self.article(id).is_some() { 'a' } else { 'u' };
        let number = self.numbers.get(id).copied().unwrap_or_default();
        format!("{}-{kind}{number}", self.story.id)
    }

    /// The id in the page of what speaks for a link: `s1-l5`.
    pub(super) fn place_of_link(&self, link: &Link) -> String {
        let links = &self.story.tree.links;
        let number = links.iter().position(|other| std::ptr::eq(other, link));
        format!("{}-l{}", self.story.id, number.map_or(0, |at| at + 1))
    }

    /// The id in the page of a part of the story: `s1-q1`, `s1-claims`.
    pub(super) fn place(&self, part: &str) -> String {
        format!("{}-{part}", self.story.id)
    }

    /// Writes a name that leads to where its bearer stands.
    pub(super) fn name(&self, page: &mut Markup, id: &str) {
        let target = format!("#{}", self.place_of(id));
        page.leaf("a", &[("href", &target)], &self.names.of_id(id));
    }

    /// Writes several names with commas between.
    pub(super) fn names(&self, page: &mut Markup, ids: &[&str]) {
        for (at, id) in ids.iter().enumerate() {
            if at > 0 {
                page.text(", ");
            }
            self.name(page, id);
        }
    }
}

/// Writes who published an article, when, and its title.
pub(super) fn write_heading(page: &mut Markup, article: &Article, place: &str) {
    page.element("p", &[("class", "origin")], |page| {
        page.text(&origin(article));
        page.text(" ");
        page.leaf("span", &[("class", "tag")], &names::tag(&article.id));
    });
    let target = format!("#{place}");
    page.element("p", &[("class", "title")], |page| {
        let attributes = [("href", target.as_str()), ("lang", language(article)), ("dir", "auto")];
        page.leaf("a", &attributes, &names::title(article));
    });
}

/// Whether a link is too weak to stand without a reserve.
pub(super) fn is_uncertain(link: &Link) -> bool {
    link.confidence < words::UNCERTAIN_BELOW
}
