//! The trace as one HTML page that needs nothing else: no font, no picture, no network.
//!
//! The page may be opened years later, printed, or sent to somebody who distrusts it. Everything that
//! it says is in its markup, written here; the script only chooses what is seen, and its content policy
//! allows that script and that style sheet, by their hashes, and nothing else. Without the script all
//! views stand one below the other and every link still leads to its place. Rejected: data and a program
//! that draws it, which shows nothing where scripts are off and cannot be tested without a browser.
//!
//! The tree is a picture of links and a nested list that says the same. Nothing is folded away for good:
//! what the terminal leaves out stands in `<details>`.

mod ancestors;
mod article;
mod candidates;
mod compared;
mod drawing;
mod frame;
mod left_out;
pub mod markup;
mod matrix;
mod method;
mod stories;
mod story;
mod tables;
mod tree;
mod view;
mod why;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use newstem::{Article, Trace};
use sha2::{Digest, Sha256};

use crate::names;
use crate::provenance::Provenance;
use crate::{overview, words};
pub use frame::Frame;
use markup::Markup;
use view::{Articles, View};

/// The style sheet of every page.
pub const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// Runs before anything is laid out, so that what the script will hide is never shown.
const EARLY_SCRIPT: &str = "document.documentElement.classList.add(\"js\");\n";

/// Articles up to which every view stands in the page from the start.
const UNFOLDED_MAX: usize = 1000;

/// Writes a trace as one page.
pub fn render(trace: &Trace, provenance: &Provenance) -> String {
    render_in(trace, provenance, &Frame::default())
}

/// Writes a trace as a page of a site.
pub fn render_in(trace: &Trace, provenance: &Provenance, frame: &Frame) -> String {
    let mut page = Markup::document();
    page.element("html", &[("lang", "en")], |page| {
        write_head(page, trace, frame);
        page.element("body", &frame.attributes(), |page| {
            frame.write_navigation(page);
            write_body(page, trace, provenance, frame);
        });
    });
    page.finish() + "\n"
}

/// Nothing may be loaded or sent but by the site that the page is of; only this style and this script
/// work.
fn policy(frame: &Frame) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let [style, early, script] = [STYLE, EARLY_SCRIPT, SCRIPT].map(|text| hash(&markup::raw(text)));
    let (own, sends) = frame.allowances();
    format!(
        "default-src 'none'; style-src {style}{own}; script-src {early} {script}{own}; \
         base-uri 'none'; {sends}"
    )
}

fn write_head(page: &mut Markup, trace: &Trace, frame: &Frame) {
    page.element("head", &[], |page| {
        page.void("meta", &[("charset", "utf-8")]);
        page.void(
            "meta",
            &[("http-equiv", "Content-Security-Policy"), ("content", &policy(frame))],
        );
        let viewport = "width=device-width, initial-scale=1";
        page.void("meta", &[("name", "viewport"), ("content", viewport)]);
        page.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
        let generator = ("content", trace.generator.as_str());
        page.void("meta", &[("name", "generator"), generator]);
        page.leaf("title", &[], &page_title(trace));
        page.raw("style", STYLE);
        page.raw("script", EARLY_SCRIPT);
        frame.write_loading(page);
    });
}

fn page_title(trace: &Trace) -> String {
    match overview::told(trace).next().or_else(|| overview::lone(trace)) {
        Some(story) => format!("{} – traced to its sources", words::plain(&story.headline)),
        None => "News traced to its sources".to_owned(),
    }
}

fn write_body(page: &mut Markup, trace: &Trace, provenance: &Provenance, frame: &Frame) {
    let articles: Articles =
        trace.articles.iter().map(|article| (article.id.as_str(), article)).collect();
    page.element("header", &[], |page| {
        page.leaf("h1", &[], "News traced to its sources");
        page.leaf("p", &[("class", "measure")], &overview::summary(trace));
        if let Some(left_out) = overview::left_out(&trace.statistics) {
            page.leaf("p", &[("class", "measure")], &left_out);
        }
        if trace.articles.len() > UNFOLDED_MAX {
            let told = "This report is too large to be shown without scripts: only the list of stories is.";
            page.leaf("noscript", &[], told);
        }
    });
    page.element("main", &[], |page| {
        stories::write(page, trace, &articles);
        for story in &trace.stories {
            let mut view = View::of(trace, story, &articles);
            view.home = frame.home();
            if trace.articles.len() > UNFOLDED_MAX {
                write_inert(page, &view);
            } else {
                write_views(page, &view);
            }
        }
    });
    write_drawer(page);
    method::write(page, trace, provenance);
    page.raw("script", SCRIPT);
}

fn write_views(page: &mut Markup, view: &View) {
    if view.story.articles.len() > 1 {
        story::write(page, view);
    }
    view.members().for_each(|article| article::write(page, view, article));
}

/// The views of a story as text, which the script puts in the page when they are asked for: a browser
/// takes minutes to read a hundred megabytes of elements, and a second to pass over as much text.
fn write_inert(page: &mut Markup, view: &View) {
    let place = format!("inert-{}", view.story.id);
    let attributes = [("type", "text/plain"), ("class", "inert"), ("id", place.as_str())];
    page.element("script", &attributes, |page| write_views(page, view));
}

/// Where the script shows what speaks for a link.
fn write_drawer(page: &mut Markup) {
    let drawer = [("id", "drawer"), ("aria-label", "Why?"), ("hidden", "hidden")];
    page.element("aside", &drawer, |page| {
        page.leaf("button", &[("type", "button"), ("aria-label", "Close")], "×");
        page.leaf("h2", &[("tabindex", "-1")], "Why?");
        page.leaf("div", &[], "");
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
