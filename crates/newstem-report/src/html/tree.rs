//! The family tree as a nested list, with what speaks for each link.

use newstem::lineage::Unseen;

use super::markup::Markup;
use super::view::{View, is_uncertain, write_heading};
use super::why;
use crate::evidence;
use crate::family::{Member, Node};
use crate::words;

/// Writes the trees of a story as one list of roots.
pub(super) fn write(page: &mut Markup, view: &View) {
    page.element("ul", &[("class", "tree")], |page| {
        for root in &view.family.roots {
            write_node(page, view, root);
        }
    });
}

fn write_node(page: &mut Markup, view: &View, node: &Node) {
    let class = if node.link.is_some_and(is_uncertain) { "uncertain" } else { "sure" };
    page.element("li", &[("class", class)], |page| {
        page.element("div", &[("class", "node")], |page| write_member(page, view, node));
        if node.children.is_empty() {
            return;
        }
        page.element("ul", &[("class", "branch")], |page| {
            for child in &node.children {
                write_node(page, view, child);
            }
        });
    });
}

fn write_member(page: &mut Markup, view: &View, node: &Node) {
    match node.member {
        Member::Article(article) => write_heading(page, article, &view.place_of(&article.id)),
        Member::Unseen(unseen) => write_unseen(page, view, unseen),
    }
    for link in node.link.iter().chain(&node.also_from) {
        why::write(page, view, link);
    }
}

fn write_unseen(page: &mut Markup, view: &View, unseen: &Unseen) {
    let target = format!("#{}", view.place_of(&unseen.id));
    page.element("p", &[], |page| {
        page.element("span", &[("class", "title")], |page| {
            page.leaf("a", &[("href", &target)], &title(unseen));
        });
        page.text(" not in the pile");
    });
    let told = evidence::of_unseen(unseen, view.story, &view.names);
    page.leaf("p", &[("class", "how")], &told.join("; "));
}

/// `α, HNA`.
pub(super) fn title(unseen: &Unseen) -> String {
    let label = unseen.label.as_deref().unwrap_or("an unnamed source");
    format!("{}, {}", words::plain(&unseen.id), words::plain(label))
}
