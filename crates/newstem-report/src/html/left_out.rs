//! What the roots of a story say that those who made their articles from them left out.

use newstem::Article;

use super::language;
use super::markup::Markup;
use super::view::View;
use crate::dropped::{self, Dropped};
use crate::family::Member;

/// Sentences shown of one root before the rest is folded.
const SHOWN: usize = 8;

/// Writes what was left out of every root.
pub(super) fn write(page: &mut Markup, view: &View) {
    let roots = view.family.roots.iter().filter_map(|root| match root.member {
        Member::Article(article) => Some(article),
        Member::Unseen(_) => None,
    });
    let mut has_heading = false;
    for root in roots {
        let dropped = dropped::of_root(root, view.story, &view.sentences);
        if dropped.is_empty() {
            continue;
        }
        if !has_heading {
            let place = view.place("dropped");
            page.leaf("h3", &[("id", &place), ("tabindex", "-1")], "What was dropped on the way");
            has_heading = true;
        }
        write_root(page, view, root, &dropped);
    }
}

fn write_root(page: &mut Markup, view: &View, root: &Article, dropped: &[Dropped]) {
    page.element("p", &[("class", "how")], |page| {
        page.text("In ");
        view.name(page, &root.id);
        page.text(", and no sentence like it found in most of what was made from it:");
    });
    let (shown, folded) = dropped.split_at(dropped.len().min(SHOWN));
    write_sentences(page, view, root, shown);
    if folded.is_empty() {
        return;
    }
    page.element("details", &[], |page| {
        page.leaf("summary", &[], &format!("{} more", folded.len()));
        write_sentences(page, view, root, folded);
    });
}

fn write_sentences(page: &mut Markup, view: &View, root: &Article, dropped: &[Dropped]) {
    page.element("ul", &[("class", "dropped")], |page| {
        for found in dropped {
            page.element("li", &[], |page| {
                let attributes = [("lang", language(root)), ("dir", "auto")];
                page.leaf("span", &attributes, found.span.of(&root.body));
                page.element("span", &[("class", "how")], |page| {
                    write_whereabouts(page, view, found);
                });
            });
        }
    });
}

fn write_whereabouts(page: &mut Markup, view: &View, found: &Dropped) {
    page.text(" None like it in ");
    view.names(page, &found.missing_in);
    if !found.kept_by.is_empty() {
        page.text("; kept by ");
        view.names(page, &found.kept_by);
    }
    page.text(".");
}
