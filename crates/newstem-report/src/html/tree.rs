//! The family tree as a nested list.

use newstem::lineage::{Link, Unseen};
use newstem::{Article, Story};

use super::markup::Markup;
use super::{article, language, origin};
use crate::evidence;
use crate::family::{Family, Member, Node};
use crate::names::{self, Names};
use crate::words;

/// What every node needs to be written.
struct Listing<'a> {
    story: &'a Story,
    names: &'a Names,
}

/// Writes the trees of a story as one list of roots.
pub(super) fn write(page: &mut Markup, story: &Story, family: &Family, names: &Names) {
    let listing = Listing { story, names };
    page.element("ul", &[("class", "tree")], |page| {
        for root in &family.roots {
            listing.node(page, root, None);
        }
    });
}

impl Listing<'_> {
    fn node(&self, page: &mut Markup, node: &Node, parent: Option<Member>) {
        let is_uncertain = node.link.is_some_and(is_uncertain);
        let class = if is_uncertain { "uncertain" } else { "sure" };
        page.element("li", &[("class", class)], |page| {
            page.element("div", &[("class", "node")], |page| {
                self.member(page, node, parent);
            });
            if node.children.is_empty() {
                return;
            }
            page.element("ul", &[("class", "branch")], |page| {
                for child in &node.children {
                    self.node(page, child, Some(node.member));
                }
            });
        });
    }

    fn member(&self, page: &mut Markup, node: &Node, parent: Option<Member>) {
        match node.member {
            Member::Article(article) => write_article_heading(page, article),
            Member::Unseen(unseen) => self.unseen(page, unseen),
        }
        if let Some(link) = node.link {
            self.link(page, link, node.member, parent);
        }
        for link in &node.also_from {
            self.link(page, link, node.member, None);
        }
        if let Member::Article(found) = node.member {
            article::write(page, found, &article::findings(found, self.story));
        }
    }

    fn unseen(&self, page: &mut Markup, unseen: &Unseen) {
        page.element("p", &[], |page| {
            page.leaf("span", &[("class", "title")], &unseen_title(unseen));
            page.text(" not in the pile");
        });
        let told = evidence::of_unseen(unseen, self.story, self.names);
        page.leaf("p", &[("class", "how")], &told.join("; "));
    }

    fn link(&self, page: &mut Markup, link: &Link, child: Member, parent: Option<Member>) {
        page.element("details", &[("class", "evidence")], |page| {
            page.element("summary", &[], |page| self.link_summary(page, link));
            page.element("ul", &[], |page| {
                for phrase in evidence::phrases(link, self.names) {
                    page.leaf("li", &[], &phrase);
                }
                if is_uncertain(link) {
                    write_doubts(page, &evidence::doubts(link, child, parent));
                }
            });
        });
    }

    fn link_summary(&self, page: &mut Markup, link: &Link) {
        let parent = self.names.of_id(&link.parent);
        page.text(&format!("{} {parent}, ", words::came_from(link.kind)));
        let class = if is_uncertain(link) { "doubt" } else { "good" };
        page.leaf("span", &[("class", class)], &words::confidence(link.confidence));
    }
}

fn write_doubts(page: &mut Markup, doubts: &[String]) {
    if doubts.is_empty() {
        return;
    }
    let text = format!("uncertain because {}", words::list(doubts));
    page.leaf("li", &[("class", "doubt")], &text);
}

fn is_uncertain(link: &Link) -> bool {
    link.confidence < words::UNCERTAIN_BELOW
}

fn unseen_title(unseen: &Unseen) -> String {
    let label = unseen.label.as_deref().unwrap_or("an unnamed source");
    format!("{} {},", unseen.id, words::plain(label))
}

/// Writes who published an article, when, and its title.
pub(super) fn write_article_heading(page: &mut Markup, article: &Article) {
    page.element("p", &[("class", "origin")], |page| {
        page.text(&origin(article));
        page.text(" ");
        page.leaf("span", &[("class", "tag")], &names::tag(&article.id));
    });
    let attributes = [("class", "title"), ("lang", language(article)), ("dir", "auto")];
    page.leaf("p", &attributes, &names::title(article));
}
