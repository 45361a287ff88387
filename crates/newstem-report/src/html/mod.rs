//! The trace as one HTML page that needs nothing else: no script, no font, no picture, no network.
//!
//! The page may be opened years later, printed, or sent to somebody who distrusts it, so its
//! content policy forbids everything but its own style sheet. The tree is a nested list, which a
//! screen reader can walk; the drawing above it repeats the list for the eye and is hidden from
//! the reader. Nothing is folded away for good: what the terminal leaves out stands in
//! `<details>`.

mod article;
mod drawing;
mod markup;
mod tables;
mod tree;

use std::collections::BTreeMap;

use newstem::{Article, Story, Trace};

use crate::ancestry::Ancestry;
use crate::family::Family;
use crate::names::{self, Names};
use crate::{overview, words};
use markup::Markup;

/// Nothing may be loaded or sent; styles may only stand in the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'";

/// Writes a trace as one page.
pub fn render(trace: &Trace) -> String {
    let mut page = Markup::document();
    page.element("html", &[("lang", "en")], |page| {
        write_head(page, trace);
        page.element("body", &[], |page| write_body(page, trace));
    });
    page.finish() + "\n"
}

fn write_head(page: &mut Markup, trace: &Trace) {
    page.element("head", &[], |page| {
        page.void("meta", &[("charset", "utf-8")]);
        page.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
        let viewport = "width=device-width, initial-scale=1";
        page.void("meta", &[("name", "viewport"), ("content", viewport)]);
        page.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
        let generator = ("content", trace.generator.as_str());
        page.void("meta", &[("name", "generator"), generator]);
        page.leaf("title", &[], &page_title(trace));
        page.style(include_str!("style.css"));
    });
}

fn page_title(trace: &Trace) -> String {
    match overview::told(trace).next() {
        Some(story) => format!("{} – traced to its sources", words::plain(&story.headline)),
        None => "News traced to its sources".to_owned(),
    }
}

fn write_body(page: &mut Markup, trace: &Trace) {
    let articles: BTreeMap<&str, &Article> =
        trace.articles.iter().map(|article| (article.id.as_str(), article)).collect();
    page.element("header", &[], |page| write_header(page, trace));
    page.element("main", &[], |page| {
        for story in overview::told(trace) {
            write_story(page, trace, story, &articles);
        }
        write_alone(page, trace);
    });
    page.element("footer", &[], |page| {
        page.leaf("p", &[], &format!("Written by {}.", trace.generator));
        page.leaf(
            "p",
            &[],
            "Confidence is how often such a finding is right: at 0.80, four times in five. \
             Independent sources share no ancestor, as far as this pile shows.",
        );
    });
}

fn write_header(page: &mut Markup, trace: &Trace) {
    page.leaf("h1", &[], "News traced to its sources");
    page.leaf("p", &[("class", "measure")], &overview::summary(trace));
    if let Some(left_out) = overview::left_out(&trace.statistics) {
        page.leaf("p", &[("class", "measure")], &left_out);
    }
    if overview::told(trace).nth(1).is_none() {
        return;
    }
    page.element("nav", &[("aria-label", "Stories")], |page| {
        page.element("ol", &[], |page| {
            for story in overview::told(trace) {
                page.element("li", &[], |page| write_entry(page, trace, story));
            }
        });
    });
}

fn write_entry(page: &mut Markup, trace: &Trace, story: &Story) {
    let target = format!("#{}", story.id);
    page.leaf("a", &[("href", &target)], &story.headline);
    let measure = overview::measure(trace, story);
    page.leaf("span", &[("class", "measure")], &measure);
}

fn write_story(
    page: &mut Markup,
    trace: &Trace,
    story: &Story,
    articles: &BTreeMap<&str, &Article>,
) {
    let names = Names::of(story, articles);
    let ancestry = Ancestry::of(&story.tree);
    let family = Family::of(story, articles);
    page.element("section", &[("id", &story.id)], |page| {
        page.leaf("h2", &[("dir", "auto")], &words::plain(&story.headline));
        page.leaf("p", &[("class", "measure")], &overview::measure(trace, story));
        for circle in overview::circles(story) {
            page.leaf("p", &[("class", "how bad")], &circle);
        }
        page.leaf("h3", &[], "Who derives from whom");
        drawing::write(page, &family);
        tree::write(page, story, &family, &names);
        tables::write_quotes(page, story, &names, &ancestry);
        tables::write_claims(page, story, &names, &ancestry);
    });
}

fn write_alone(page: &mut Markup, trace: &Trace) {
    let alone = overview::alone(trace);
    if alone.is_empty() {
        return;
    }
    page.element("section", &[], |page| {
        let count = words::count(alone.len(), "article", "articles");
        page.leaf("h2", &[], &format!("On their own: {count}"));
        page.element("ul", &[("class", "tree")], |page| {
            for article in alone {
                page.element("li", &[], |page| {
                    tree::write_article_heading(page, article);
                    article::write(page, article, &[]);
                });
            }
        });
    });
}

/// The language of an article's words where it is known, as an attribute; text of unknown
/// language gets the empty tag, which undoes that of the page.
fn language(article: &Article) -> &str {
    let tag = article.language.as_str();
    let is_tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if tag == "und" || tag.len() > 35 || !tag.chars().all(is_tag) {
        return "";
    }
    tag
}

/// `Vale and Shore Courier · 4 March 2026`.
fn origin(article: &Article) -> String {
    let moment = words::moment(article.published.as_deref());
    format!("{} · {moment}", names::outlet(article))
}
