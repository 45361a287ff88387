//! One story as a view: its answers in short, its tree, its quotes and claims, what is missing.

use super::markup::Markup;
use super::view::View;
use super::{ancestors, drawing, left_out, tables, tree};
use crate::brief::{self, Line, Topic};
use crate::{overview, words};

/// Lines and sources shown of one question before the rest is counted.
const LINES_MAX: usize = 6;
const SOURCES_MAX: usize = 6;

/// Writes a story of more than one article.
pub(super) fn write(page: &mut Markup, view: &View) {
    let is_only_one = overview::told(view.trace).nth(1).is_none();
    let class = if is_only_one { "view story shown" } else { "view story" };
    page.element("section", &[("class", class), ("id", &view.story.id)], |page| {
        page.element("p", &[("class", "back")], |page| {
            page.leaf("a", &[("href", view.home)], "all stories");
        });
        let headline = words::plain(&view.story.headline);
        page.leaf("h2", &[("dir", "auto"), ("tabindex", "-1")], &headline);
        page.leaf("p", &[("class", "measure")], &overview::measure(view.trace, view.story));
        for circle in overview::circles(view.story) {
            page.leaf("p", &[("class", "how bad")], &circle);
        }
        write_brief(page, view);
        write_tree(page, view);
        ancestors::write(page, view);
        tables::write_quotes(page, view);
        tables::write_claims(page, view);
        left_out::write(page, view);
    });
}

fn write_brief(page: &mut Markup, view: &View) {
    page.element("div", &[("class", "brief")], |page| {
        let mut sources = brief::sources(view.story, &view.family, &view.names, &view.ancestry);
        let count = words::count(sources.len(), "independent source", "independent sources");
        let unshown = sources.len().saturating_sub(SOURCES_MAX);
        sources.truncate(SOURCES_MAX);
        write_answers(page, view, &count, &sources, unshown);
        if let Some(line) = brief::of_several(view.story, &view.names, &view.ancestry) {
            page.element("p", &[("class", "how")], |page| write_answer(page, view, &line));
        }
        let quotes = brief::changed_quotes(view.story, &view.names, &view.ancestry);
        write_answers(page, view, "Quotes that were changed", &quotes, 0);
        let changed = brief::changed_values(view.story, &view.names, &view.ancestry);
        write_answers(page, view, "Values that changed on the way", &changed, 0);
        let disputes = brief::disputes(view.story, &view.names, &view.ancestry);
        write_answers(page, view, "What the articles disagree about", &disputes, 0);
    });
}

fn write_answers(page: &mut Markup, view: &View, question: &str, lines: &[Line], unshown: usize) {
    if lines.is_empty() {
        return;
    }
    page.leaf("h3", &[], question);
    page.element("ul", &[], |page| {
        for line in lines.iter().take(LINES_MAX) {
            page.element("li", &[("dir", "auto")], |page| {
                write_answer(page, view, line);
            });
        }
        let more = unshown + lines.len().saturating_sub(LINES_MAX);
        if more > 0 {
            page.leaf("li", &[], &format!("and {more} more, below"));
        }
    });
}

fn write_answer(page: &mut Markup, view: &View, line: &Line) {
    page.text(&line.text);
    page.text(" ");
    let target = format!("#{}", target(view, line));
    let name = format!("show: {}", words::clip(&line.text, 60));
    page.leaf("a", &[("href", &target), ("aria-label", &name)], "show");
}

fn target(view: &View, line: &Line) -> String {
    match line.topic {
        Topic::Source(id) => view.place_of(id),
        Topic::Quote(id) | Topic::Claim(id) => view.place(id),
    }
}

fn write_tree(page: &mut Markup, view: &View) {
    let place = view.place("tree");
    page.leaf("h3", &[("id", &place), ("tabindex", "-1")], "Who derives from whom");
    write_controls(page);
    let narrow = "The picture of the tree needs a wider screen; the list says the same.";
    page.leaf("p", &[("class", "measure narrow")], narrow);
    drawing::write(page, view);
    write_legend(page);
    page.element("details", &[("class", "listing"), ("open", "open")], |page| {
        page.leaf("summary", &[], "The same as a list, with the evidence for every link");
        tree::write(page, view);
    });
}

/// What the script works with; without it these are not shown.
fn write_controls(page: &mut Markup) {
    page.element("div", &[("class", "controls scripted")], |page| {
        page.element("label", &[], |page| {
            page.text("Find ");
            page.void(
                "input",
                &[("type", "search"), ("data-filter", "find"), ("placeholder", "outlet or title")],
            );
        });
        page.element("label", &[], |page| {
            page.text("Kind ");
            page.element("select", &[("data-filter", "kind")], |page| {
                page.leaf("option", &[("value", "")], "all");
                for kind in [
                    "copy",
                    "spun",
                    "paraphrase",
                    "condensed",
                    "expanded",
                    "merged",
                    "update",
                    "translation",
                ] {
                    page.leaf("option", &[("value", kind)], kind);
                }
            });
        });
        page.element("label", &[], |page| {
            page.text("At least this sure ");
            let range = [
                ("type", "range"),
                ("data-filter", "sure"),
                ("min", "0"),
                ("max", "0.99"),
                ("step", "0.01"),
                ("value", "0"),
            ];
            page.void("input", &range);
            page.leaf("output", &[], "0");
        });
        for (action, label, name) in
            [("in", "+", "Larger"), ("out", "−", "Smaller"), ("fit", "Fit", "Fit to the page")]
        {
            page.leaf(
                "button",
                &[("type", "button"), ("data-zoom", action), ("aria-label", name)],
                label,
            );
        }
    });
}

fn write_legend(page: &mut Markup) {
    let legend = "Choose a name or a line to see why it hangs there. Time runs to the right, not to scale; what has no known time stands behind its parent. \
        A hollow ring, named α, β and so on, is an ancestor that is not in the pile, which is what the program was given to read. The sign on a line tells the kind. A line is as wide as the share that was taken over, \
        dashed where the link is uncertain, and has the colour of the source that it leads to; curves are further parents.";
    page.leaf("p", &[("class", "measure")], legend);
}
