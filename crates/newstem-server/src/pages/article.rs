//! One article: where it stands, and what was changed in it since it came in.

use axum::extract::State;
use axum::response::Response;
use newstem::Article;
use newstem::align::align_words;
use newstem::text::tokenize;
use newstem_report::html::markup::Markup;
use newstem_store::{StoryKey, Version};

use super::answer::{ids_of_kin, write_kin};
use super::looker::Looker;
use super::names::{Names, headline};
use super::shell::{self, short_time};
use crate::api::error::ApiError;
use crate::api::{App, Kin, Named, read};

/// The page.
pub async fn article(State(app): State<App>, looker: Looker, Named(id): Named<String>) -> Response {
    let name = id.clone();
    let found = read(&app, move |reader| {
        let story = reader.story_of(&name)?;
        let trace = match &story {
            Some(story) => reader.trace(story)?,
            None => None,
        };
        let kin = trace.map(|trace| crate::api::kin_of(&trace.tree, &name)).unwrap_or_default();
        let names = Names::read(reader, &ids_of_kin(&kin))?;
        Ok((reader.versions(&name)?, story, kin, names))
    });
    match found.await {
        Err(error) => shell::failure(looker, &error),
        Ok((versions, story, kin, names)) => match versions.last() {
            None => shell::failure(looker, &missing(&id)),
            Some(last) => shell::page(looker, headline(&last.article.title), |page| {
                write(page, &versions, story.as_ref(), &kin, &names);
            }),
        },
    }
}

fn missing(id: &str) -> ApiError {
    ApiError::NotFound(format!("there is no article {id:?}"))
}

fn write(
    page: &mut Markup,
    versions: &[Version],
    story: Option<&StoryKey>,
    kin: &Kin,
    names: &Names,
) {
    let Some(last) = versions.last() else { return };
    let article = &last.article;
    page.element("p", &[("class", "measure")], |page| {
        page.text(article.outlet.as_deref().unwrap_or("unknown outlet"));
        page.text(" · ");
        page.text(article.published.as_deref().unwrap_or("no date"));
        page.text(&format!(" · came in {} UTC", short_time(last.received.as_str())));
    });
    if let Some(story) = story {
        page.element("p", &[], |page| {
            page.leaf("a", &[("href", &format!("/stories/{story}"))], "The story that it is in");
        });
    }
    page.leaf("h2", &[], "Where it comes from");
    write_kin(page, kin, names);
    write_versions(page, versions);
    page.leaf("h2", &[], "What it says");
    page.element("div", &[("class", "excerpt"), ("dir", "auto")], |page| {
        article.body.lines().for_each(|line| page.leaf("p", &[], line));
    });
}

fn write_versions(page: &mut Markup, versions: &[Version]) {
    if versions.len() < 2 {
        return;
    }
    page.leaf("h2", &[], "What was changed after it came in");
    for pair in versions.windows(2) {
        let (old, new) = (&pair[0], &pair[1]);
        page.leaf(
            "h3",
            &[],
            &format!("Version {}, {} UTC", new.version, short_time(new.received.as_str())),
        );
        if old.article.title != new.article.title {
            write_change(page, &old.article.title, &new.article.title);
        }
        write_lines(page, &old.article, &new.article);
    }
}

/// Paragraphs that are not in both, each old one beside the new one in its place.
fn write_lines(page: &mut Markup, old: &Article, new: &Article) {
    let (gone, come) = (lines_missing(old, new), lines_missing(new, old));
    for at in 0..gone.len().max(come.len()) {
        write_change(page, gone.get(at).unwrap_or(&""), come.get(at).unwrap_or(&""));
    }
}

/// The lines of an article that another version of it lacks. One that was set aside there is not
/// missing: the desk learned meanwhile that the outlet prints it under others, too.
fn lines_missing<'a>(article: &'a Article, other: &Article) -> Vec<&'a str> {
    let is_set_aside = |line: &str| other.furniture.iter().any(|set| set.text == line);
    let is_there = |line: &str| other.body.lines().any(|one| one == line) || is_set_aside(line);
    article.body.lines().filter(|line| !is_there(line)).collect()
}

/// One text as it became another, word by word.
fn write_change(page: &mut Markup, old: &str, new: &str) {
    let cut = |text: &str| -> Vec<String> {
        tokenize(text).iter().map(|token| text[token.start..token.end].to_owned()).collect()
    };
    let (old, new) = (cut(old), cut(new));
    let aligned = align_words(&old, &new);
    page.element("p", &[("class", "excerpt"), ("dir", "auto")], |page| {
        let (mut left, mut right) = (0, 0);
        for &(in_old, in_new) in aligned.kept.iter().chain([&(old.len(), new.len())]) {
            write_marked(page, "del", &old[left..in_old]);
            write_marked(page, "ins", &new[right..in_new]);
            new.get(in_new).iter().for_each(|kept| page.text(kept));
            (left, right) = (in_old + 1, in_new + 1);
        }
    });
}

fn write_marked(page: &mut Markup, element: &'static str, words: &[String]) {
    if !words.is_empty() {
        page.leaf(element, &[], &words.concat());
    }
}
