//! The ancestors that are not in the pile: what tells of them, and what is left of their words.

use newstem::lineage::{Stretch, Unseen};

use super::markup::Markup;
use super::tree;
use super::view::View;
use crate::evidence;
use crate::words;

/// Writes every unseen ancestor of a story.
pub(super) fn write(page: &mut Markup, view: &View) {
    if view.story.tree.unseen.is_empty() {
        return;
    }
    page.leaf("h3", &[("id", &view.place("unseen")), ("tabindex", "-1")], "Not in the pile");
    for unseen in &view.story.tree.unseen {
        write_one(page, view, unseen);
    }
}

fn write_one(page: &mut Markup, view: &View, unseen: &Unseen) {
    let place = view.place_of(&unseen.id);
    page.element("div", &[("class", "entry"), ("id", &place), ("tabindex", "-1")], |page| {
        page.leaf("h4", &[], &tree::title(unseen));
        let told = evidence::of_unseen(unseen, view.story, &view.names);
        page.leaf("p", &[("class", "how")], &told.join("; "));
        if let Some(by) = &unseen.existed_by {
            let by = words::moment(Some(by));
            page.leaf(
                "p",
                &[("class", "how")],
                &format!("existed by {by}, when the first known descendant was published"),
            );
        }
        match unseen.recovered.as_slice() {
            [] => page.leaf("p", &[("class", "how")], nothing_left(view, unseen)),
            stretches => write_words(page, view, stretches),
        }
    });
}

/// Why none of an ancestor's words can be told.
fn nothing_left(view: &View, unseen: &Unseen) -> &'static str {
    let links = view.story.tree.links.iter();
    match links.filter(|link| link.parent == unseen.id).count() {
        0 | 1 => "none of its words is certain: only one article was made from it",
        _ => "none of its words is certain: no two of those made from it share any",
    }
}

/// The words that children agree on, with gaps between, in the order of the child that has them.
fn write_words(page: &mut Markup, view: &View, stretches: &[Stretch]) {
    page.element("p", &[("class", "how")], |page| {
        page.text("What its children agree on, in the order of ");
        if let Some(first) = stretches.first() {
            view.name(page, &first.article);
        }
        page.text(":");
    });
    page.element("blockquote", &[("class", "recovered"), ("dir", "auto")], |page| {
        page.element("p", &[], |page| {
            for stretch in stretches {
                page.leaf("span", &[("class", "gap")], "[…] ");
                let also: Vec<&str> = stretch.also_in.iter().map(String::as_str).collect();
                let title = format!("also in {}", view.names.list(also));
                page.leaf("span", &[("title", &title)], &stretch.text);
                page.text(" ");
            }
            page.leaf("span", &[("class", "gap")], "[…]");
        });
    });
}
