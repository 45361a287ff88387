//! The front of the page: every story in a line, and the articles that stand alone.

use newstem::{Article, Story, Trace};

use super::markup::Markup;
use super::view::Articles;
use super::{language, origin};
use crate::{names, overview, words};

/// Writes the list of stories.
pub(super) fn write(page: &mut Markup, trace: &Trace, articles: &Articles) {
    let is_front = overview::told(trace).count() != 1 && overview::lone(trace).is_none();
    let class = if is_front { "view stories shown" } else { "view stories" };
    page.element("section", &[("class", class), ("id", "stories")], |page| {
        page.leaf("h2", &[("tabindex", "-1")], "Stories");
        write_search(page);
        page.element("ol", &[("class", "found")], |page| {
            for story in overview::told(trace) {
                write_story(page, trace, story, articles);
            }
        });
        write_alone(page, trace);
        let more = [("type", "button"), ("data-more", "stories"), ("hidden", "hidden")];
        page.element("p", &[("class", "controls scripted")], |page| {
            page.leaf("button", &more, "Show more");
        });
    });
}

fn write_search(page: &mut Markup) {
    page.element("div", &[("class", "controls scripted")], |page| {
        page.element("label", &[], |page| {
            page.text("Find ");
            page.void(
                "input",
                &[
                    ("type", "search"),
                    ("data-search", "stories"),
                    ("placeholder", "headline or outlet"),
                ],
            );
        });
        page.element("label", &[], |page| {
            page.void("input", &[("type", "checkbox"), ("data-search", "trouble")]);
            page.text(" only with disagreement or circular sourcing");
        });
        page.leaf("output", &[("class", "measure"), ("aria-live", "polite")], "");
    });
}

fn write_story(page: &mut Markup, trace: &Trace, story: &Story, articles: &Articles) {
    let disputes = crate::disputes(story);
    let is_trouble = disputes > 0 || !story.circular.is_empty();
    let outlets = outlets(story, articles);
    let trouble = if is_trouble { "yes" } else { "no" };
    page.element("li", &[("data-outlets", &outlets), ("data-trouble", trouble)], |page| {
        let target = format!("#{}", story.id);
        page.leaf("a", &[("href", &target), ("dir", "auto")], &words::plain(&story.headline));
        page.text(" ");
        page.leaf("span", &[("class", "measure")], &overview::measure(trace, story));
        if !story.circular.is_empty() {
            page.leaf("span", &[("class", "badge bad")], "circular sourcing");
        }
        if disputes > 0 {
            let told = words::count(disputes, "disagreement", "disagreements");
            page.leaf("span", &[("class", "badge bad")], &told);
        }
    });
}

/// The names of a story's outlets, for the search.
fn outlets(story: &Story, articles: &Articles) -> String {
    let mut outlets: Vec<String> = Vec::new();
    for article in story.articles.iter().filter_map(|id| articles.get(id.as_str())) {
        let outlet = article.outlet.as_deref().map(words::plain).unwrap_or_default();
        if !outlet.is_empty() && !outlets.contains(&outlet) {
            outlets.push(outlet);
        }
    }
    outlets.join(", ")
}

fn write_alone(page: &mut Markup, trace: &Trace) {
    let alone = trace.stories.iter().filter(|story| story.articles.len() == 1);
    let by_id = |story: &Story| {
        let id = story.articles.first()?;
        trace.articles.iter().position(|article| article.id == *id)
    };
    let alone: Vec<(&Story, &Article)> =
        alone.filter_map(|story| Some((story, &trace.articles[by_id(story)?]))).collect();
    if alone.is_empty() {
        return;
    }
    let count = words::count(alone.len(), "article", "articles");
    page.leaf("h3", &[], &format!("On their own: {count}"));
    page.element("ul", &[("class", "found")], |page| {
        for (story, article) in alone {
            write_one_alone(page, story, article);
        }
    });
}

fn write_one_alone(page: &mut Markup, story: &Story, article: &Article) {
    let outlet = article.outlet.as_deref().map(words::plain).unwrap_or_default();
    page.element("li", &[("data-outlets", &outlet), ("data-trouble", "no")], |page| {
        let target = format!("#{}-a1", story.id);
        let attributes = [("href", target.as_str()), ("lang", language(article)), ("dir", "auto")];
        page.leaf("a", &attributes, &names::title(article));
        page.text(" ");
        page.leaf("span", &[("class", "measure")], &origin(article));
    });
}
