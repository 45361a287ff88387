//! What a pile knows of a question, as text: each claim that matches, how many sources stand behind it
//! and since when, who says it and who says otherwise.

use std::collections::BTreeMap;

use newstem::check::Answer;
use newstem::claim::Assertion;
use newstem::{Article, Story, Trace};

use super::TextOptions;
use super::page::{Margin, Page, Style, span};
use crate::names::Names;
use crate::words;

/// Characters shown of a statement or sentence.
const SENTENCE_CHARACTERS: usize = 200;

/// Writes the answers to a question.
pub fn render(trace: &Trace, question: &str, answers: &[Answer], options: &TextOptions) -> String {
    let articles: BTreeMap<&str, &Article> =
        trace.articles.iter().map(|article| (article.id.as_str(), article)).collect();
    let mut page = Page::new(options);
    let asked = format!("“{}”", words::plain(question));
    page.paragraph(&Margin::even(""), &[span(Style::Bold, &asked)]);
    if answers.is_empty() {
        let nothing = "Nothing in the pile matches. Fewer or other words may.";
        page.paragraph(&Margin::even(""), &[span(Style::Doubtful, nothing)]);
    }
    for answer in answers {
        let Some(story) = trace.stories.iter().find(|story| story.id == answer.story) else {
            continue;
        };
        page.gap();
        write_answer(&mut page, answer, story, &Names::of(story, &articles));
    }
    page.finish()
}

fn write_answer(page: &mut Page, answer: &Answer, story: &Story, names: &Names) {
    let statement = words::clip(&answer.statement, SENTENCE_CHARACTERS);
    page.paragraph(&Margin::hanging("", 2), &[span(Style::Plain, &statement)]);
    let place = match &answer.claim {
        Some(claim) => format!("claim {claim} of “{}” ({})", story.headline, story.id),
        None => format!("in no claim of “{}” ({})", story.headline, story.id),
    };
    page.paragraph(&Margin::hanging("  ", 2), &[span(Style::Dim, &words::plain(&place))]);
    page.paragraph(&Margin::hanging("  ", 2), &[span(Style::Good, &standing(answer))]);
    write_side(page, "says so:", &answer.says, names);
    write_side(page, "says otherwise:", &answer.differs, names);
}

/// `2 independent sources, in the words of Zdena Krall, since 2 March 2026, 23:40 UTC`.
fn standing(answer: &Answer) -> String {
    if answer.says.is_empty() {
        return "No article says so.".to_owned();
    }
    let sources =
        words::count(answer.independent_sources, "independent source", "independent sources");
    let speaker =
        answer.speaker.as_ref().map(|name| format!("in the words of {}", words::plain(name)));
    let since = answer.since.as_ref().map(|time| format!("since {}", words::moment(Some(time))));
    let parts = [Some(sources), speaker, since];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The values given, each with its articles; where none is read, the articles alone.
fn write_side(page: &mut Page, label: &str, side: &[Assertion], names: &Names) {
    let mut given: Vec<(&str, Vec<&str>)> = Vec::new();
    for assertion in side {
        match given.iter_mut().find(|(value, _)| *value == assertion.value) {
            Some((_, articles)) => articles.push(&assertion.article),
            None => given.push((&assertion.value, vec![&assertion.article])),
        }
    }
    for (value, articles) in given {
        let label = match value {
            "" => label.to_owned(),
            value => format!("{label} {}:", words::plain(value)),
        };
        let line = [span(Style::Bold, &label), span(Style::Dim, &names.list(articles))];
        page.paragraph(&Margin::hanging("  ", 2), &line);
    }
}
