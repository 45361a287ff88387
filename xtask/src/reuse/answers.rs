//! Short answers, each with the encyclopedia article that it may have been made from, which is dated first.

use std::fmt::Write;
use std::path::Path;

use newstem::lineage::{Kind, Value};
use newstem::{Article, Options, Story, Tracer, trace};
use newstem_read::{Input, ReadOptions, read_pile};

use super::{Reuse, ReuseError, as_one_story, read};

/// How an answer was made, as the collection has it.
const CLASSES: [&str; 4] = ["cut", "light", "heavy", "non"];
/// Of the words of its matched sentences, a lightly revised answer kept at least this share.
const LIGHT_KEPT: f64 = 0.5;

/// An answer and how it was made.
struct Answer {
    name: String,
    class: usize,
    source: Article,
    article: Article,
}

/// The figures as text.
pub fn measured(folder: &Path, arguments: &Reuse, tracer: &Tracer) -> Result<String, ReuseError> {
    let answers = answers(folder)?;
    let mut text = format!("{} short answers\n", answers.len());
    for (title, tracing) in [
        ("as a pile of two", in_pile as fn(&Answer, &Tracer) -> Result<Told, ReuseError>),
        ("as one story", given),
    ] {
        let told = answers.iter().map(|answer| tracing(answer, tracer));
        let told = told.collect::<Result<Vec<Told>, ReuseError>>()?;
        text += &figures(title, &answers, &told);
        if arguments.by_text {
            text += &listed(&answers, &told);
        }
    }
    Ok(text)
}

/// What the program says of an answer.
struct Told {
    class: usize,
    said: String,
}

fn in_pile(answer: &Answer, _: &Tracer) -> Result<Told, ReuseError> {
    let pile = vec![answer.source.clone(), answer.article.clone()];
    let trace = trace(pile, &Options::default())?;
    let apart = || Told { class: 3, said: "apart".to_owned() };
    Ok(trace.stories.iter().find(|story| story.articles.len() == 2).map_or_else(apart, told))
}

fn given(answer: &Answer, tracer: &Tracer) -> Result<Told, ReuseError> {
    Ok(told(&as_one_story(&[&answer.article, &answer.source], tracer)))
}

fn told(story: &Story) -> Told {
    // An ancestor of both is descent from a common text, which the answers do not have.
    let links = story.tree.links.iter();
    let Some(link) = links.clone().find(|link| story.articles.contains(&link.parent)) else {
        let said = if story.tree.links.is_empty() { "no link" } else { "unseen" };
        return Told { class: 3, said: said.to_owned() };
    };
    let kept = match link.evidence.get("kept_words") {
        Some(Value::Number(kept)) => *kept,
        _ => 0.0,
    };
    let class = match link.kind {
        Kind::Copy | Kind::Update => 0,
        _ if kept >= LIGHT_KEPT => 1,
        _ => 2,
    };
    let said = format!("{}, {kept:.2} kept", link.kind.name());
    Told { class, said }
}

fn figures(title: &str, answers: &[Answer], told: &[Told]) -> String {
    let share = |is_right: &dyn Fn(&Answer, &Told) -> bool| {
        let right = answers.iter().zip(told).filter(|(answer, told)| is_right(answer, told));
        right.count() as f64 / answers.len().max(1) as f64
    };
    let derived = share(&|answer, told| (answer.class == 3) == (told.class == 3));
    let exact = share(&|answer, told| answer.class == told.class);
    let mut text = format!("\n{title}: derived or not {derived:.3}, four classes {exact:.3}\n");
    let _ = writeln!(text, "  {:8}{}", "", CLASSES.map(|class| format!("{class:>8}")).concat());
    for (class, name) in CLASSES.iter().enumerate() {
        let own = answers.iter().zip(told).filter(|(answer, _)| answer.class == class);
        let own: Vec<usize> = own.map(|(_, told)| told.class).collect();
        let count = |said: usize| own.iter().filter(|&&told| told == said).count();
        let row: String = (0..CLASSES.len()).map(|said| format!("{:>8}", count(said))).collect();
        let _ = writeln!(text, "  {name:8}{row}");
    }
    text
}

fn listed(answers: &[Answer], told: &[Told]) -> String {
    let line = |(answer, told): (&Answer, &Told)| {
        format!("  {} {} {}\n", answer.name, CLASSES[answer.class], told.said)
    };
    answers.iter().zip(told).map(line).collect()
}

/// The answers that a table lists, by file, task and class.
fn answers(folder: &Path) -> Result<Vec<Answer>, ReuseError> {
    let table = read(&folder.join("file_information.csv"))?;
    let table = String::from_utf8_lossy(&table).into_owned();
    let mut answers = Vec::new();
    for line in table.lines() {
        let fields: Vec<&str> = line.trim().split(',').collect();
        let &[name, task, class] = fields.as_slice() else { continue };
        let Some(class) = CLASSES.iter().position(|known| *known == class) else { continue };
        let source = article(folder, &format!("orig_task{task}.txt"), "2001-01-01")?;
        let article = article(folder, name, "2001-01-02")?;
        answers.extend(source.zip(article).map(|(source, article)| Answer {
            name: name.to_owned(),
            class,
            source,
            article,
        }));
    }
    Ok(answers)
}

fn article(folder: &Path, name: &str, published: &str) -> Result<Option<Article>, ReuseError> {
    let input = Input::Bytes { name: name.to_owned(), bytes: read(&folder.join(name))? };
    let articles = read_pile(&[input], &ReadOptions::default()).articles.into_iter();
    let dated = articles.map(|article| Article {
        id: name.to_owned(),
        published: Some(published.to_owned()),
        language: "en".to_owned(),
        ..article
    });
    Ok(dated.take(1).next())
}
