//! Literate families: a few short articles, a sentence on why they are told, and the whole tree
//! that is expected of them, in one Markdown file of `families/`.
//!
//! ```text
//! # Title, then the sentence on why
//! ## id of an article
//! - outlet: …          (also published, language, title, and any number of `credit: outlet | words`)
//!
//! The body, a paragraph a line, blank lines between.
//! ## Tree
//!     story a b          (its articles in order)
//!     b <- a copy        (its links)
//!     c <- α(Label) spun
//!     roots 1
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use newstem::lineage::{Link, Tree};
use newstem::{Article, Credit, Options, Story, trace};

/// A family of which a file tells.
struct Family {
    articles: Vec<Article>,
    expected: String,
}

#[test]
fn families_are_traced() {
    let files = files();
    assert!(!files.is_empty());
    let wrong: Vec<String> = files.iter().filter_map(|file| mismatch(file)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/families");
    let entries = fs::read_dir(folder).expect("the folder of families");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files
}

/// What was expected of a file and what was found, where they differ.
fn mismatch(file: &Path) -> Option<String> {
    let family = parse(&fs::read_to_string(file).expect("a text"));
    let trace = trace(family.articles, &Options::default()).expect("the models can be read");
    let stories: Vec<String> = trace.stories.iter().map(render).collect();
    let found = stories.join("\n\n");
    let name = file.file_name().unwrap_or_default().display();
    let expected = family.expected;
    (found != expected).then(|| format!("{name}\n-- expected\n{expected}\n-- found\n{found}"))
}

fn parse(text: &str) -> Family {
    let mut family = Family { articles: Vec::new(), expected: String::new() };
    for section in text.split("\n## ").skip(1) {
        let (heading, content) = section.split_once('\n').expect("a heading with content");
        match heading {
            "Tree" => family.expected = unindented(content),
            id => family.articles.push(article(id, content)),
        }
    }
    assert!(!family.expected.is_empty(), "no tree is expected");
    family
}

fn unindented(content: &str) -> String {
    let lines: Vec<&str> = content.trim().lines().map(str::trim).collect();
    lines.join("\n")
}

fn article(id: &str, content: &str) -> Article {
    let mut article = Article {
        id: id.to_owned(),
        source: id.to_owned(),
        language: "en".to_owned(),
        ..Article::default()
    };
    let lines = content.lines().filter(|line| !line.is_empty());
    let (fields, paragraphs): (Vec<&str>, Vec<&str>) = lines.partition(|l| l.starts_with("- "));
    article.body = paragraphs.join("\n");
    for field in fields {
        let (name, value) = field[2..].split_once(": ").expect("a name and a value");
        set(&mut article, name, value);
    }
    article
}

fn set(article: &mut Article, name: &str, value: &str) {
    match name {
        "outlet" => article.outlet = Some(value.to_owned()),
        "published" => article.published = Some(value.to_owned()),
        "language" => article.language = value.to_owned(),
        "title" => article.title = value.to_owned(),
        "credit" => article.credits.push(credit(&article.body, value)),
        _ => panic!("no article has a {name}"),
    }
}

fn credit(body: &str, value: &str) -> Credit {
    let (outlet, words) = value.split_once(" | ").expect("an outlet and its words");
    let start = body.find(words).expect("the words stand in the body");
    let (outlet, text) = (outlet.to_owned(), words.to_owned());
    Credit { outlet, text, start, end: start + words.len() }
}

fn render(story: &Story) -> String {
    let mut lines = vec![format!("story {}", story.articles.join(" "))];
    let link_line = |link: &Link| {
        let (child, parent) = (named(&story.tree, &link.child), named(&story.tree, &link.parent));
        let kind = format!("{:?}", link.kind).to_lowercase();
        format!("{child} <- {parent} {kind}")
    };
    lines.extend(story.tree.links.iter().map(link_line));
    lines.push(format!("roots {}", story.independent_sources));
    lines.join("\n")
}

/// An article's id, or an unseen ancestor's with its label.
fn named(tree: &Tree, id: &str) -> String {
    let ancestor = tree.unseen.iter().find(|ancestor| ancestor.id == id);
    match ancestor {
        Some(ancestor) => format!("{id}({})", ancestor.label.as_deref().unwrap_or("?")),
        None => id.to_owned(),
    }
}
