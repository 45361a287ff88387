//! One article and where it came from: each of its links with all that speaks for it, sentence
//! beside sentence, and the parent that it almost had.
//!
//! The report shows the pieces of evidence that tell most; this shows every one, for whoever
//! wants to check a link before relying on it.

use std::collections::BTreeMap;

use newstem::lineage::{Link, Match, Rejected};
use newstem::{Article, Story, Trace};

use super::TextOptions;
use super::page::{Margin, Page, Style, span};
use crate::evidence;
use crate::names::{self, Names};
use crate::reasons::{margins_in_words, reasons};
use crate::words;

/// Pairs of sentences shown of one link.
const SENTENCES_SHOWN: usize = 6;
/// Characters shown of a sentence.
const SENTENCE_CHARACTERS: usize = 150;

/// Writes how an article came to be; nothing where no story of the trace has an article of this
/// id.
pub fn render(trace: &Trace, id: &str, options: &TextOptions) -> Option<String> {
    let articles: BTreeMap<&str, &Article> =
        trace.articles.iter().map(|article| (article.id.as_str(), article)).collect();
    let article = *articles.get(id)?;
    let story = trace.stories.iter().find(|story| story.articles.iter().any(|own| own == id))?;
    let names = Names::of(story, &articles);
    let mut explanation = Explanation { page: Page::new(options), articles, names };
    explanation.heading(article);
    explanation.origins(article, story);
    explanation.credits(article);
    Some(explanation.page.finish())
}

struct Explanation<'a> {
    page: Page,
    articles: BTreeMap<&'a str, &'a Article>,
    names: Names,
}

impl Explanation<'_> {
    fn line(&mut self, margin: &str, style: Style, text: &str) {
        self.page.paragraph(&Margin::hanging(margin, 2), &[span(style, text)]);
    }

    fn heading(&mut self, article: &Article) {
        let origin = format!(
            "{} · {} {}",
            names::outlet(article),
            words::moment(article.published.as_deref()),
            names::tag(&article.id)
        );
        self.line("", Style::Bold, &origin);
        self.line("", Style::Plain, &names::title(article));
    }

    fn origins(&mut self, article: &Article, story: &Story) {
        let links: Vec<&Link> =
            story.tree.links.iter().filter(|link| link.child == article.id).collect();
        if links.is_empty() {
            self.page.gap();
            self.line(
                "",
                Style::Plain,
                "No article of the pile explains it: it is taken for a root.",
            );
        }
        for link in links {
            self.link(article, link);
        }
    }

    fn link(&mut self, child: &Article, link: &Link) {
        self.page.gap();
        let parent = self.names.of_id(&link.parent);
        let confidence = words::confidence(link.confidence);
        let told = format!("{} {parent}, {confidence}", words::came_from(link.kind));
        self.line("", Style::Bold, &told);
        for phrase in evidence::phrases_in_full(&link.evidence, link.kind, &self.names) {
            self.line("  ", Style::Plain, &phrase);
        }
        if let Some(margins) = &link.log_odds {
            self.line("  ", Style::Dim, &margins_in_words(margins));
        }
        if let Some(parent) = self.articles.get(link.parent.as_str()).copied() {
            self.sentences(child, parent, &link.sentences);
        }
        if let Some(rejected) = &link.rejected {
            self.rejected(link, rejected);
        }
    }

    fn sentences(&mut self, child: &Article, parent: &Article, matches: &[Match]) {
        let shown = matches.len().min(SENTENCES_SHOWN);
        if shown == 0 {
            return;
        }
        self.page.gap();
        let title = format!("  Sentences side by side, {shown} of {}:", matches.len());
        self.line("", Style::Dim, &title);
        for pair in &matches[..shown] {
            let alike = format!("{} alike", words::percent(pair.likeness));
            self.sentence("its own", child, pair.start, pair.end, &alike);
            self.sentence("parent’s", parent, pair.parent_start, pair.parent_end, "");
        }
    }

    /// A sentence with its place in bytes; nothing where the trace gives none that exists.
    fn sentence(&mut self, whose: &str, article: &Article, start: usize, end: usize, after: &str) {
        let Some(text) = article.body.get(start..end) else { return };
        let place = format!("{whose} ({start}–{end})");
        let line = [
            span(Style::Dim, &place),
            span(Style::Plain, &words::clip(text, SENTENCE_CHARACTERS)),
            span(Style::Dim, after),
        ];
        self.page.paragraph(&Margin::hanging("    ", 2), &line);
    }

    fn rejected(&mut self, link: &Link, rejected: &Rejected) {
        self.page.gap();
        let other = self.names.of_id(&rejected.parent);
        let alone = words::confidence(rejected.confidence);
        let told = format!("Next best: {other}, by itself {alone}");
        self.line("  ", Style::Doubtful, &told);
        let phrases = evidence::phrases_in_full(&rejected.evidence, link.kind, &self.names);
        self.line("    ", Style::Plain, &phrases.join("; "));
        let reasons = reasons(&rejected.against);
        if !reasons.is_empty() {
            let told = format!("rejected: {}", reasons.join("; "));
            self.line("    ", Style::Plain, &told);
        }
    }

    fn credits(&mut self, article: &Article) {
        if article.credits.is_empty() {
            return;
        }
        self.page.gap();
        self.line("", Style::Bold, "It names as its sources");
        for credit in &article.credits {
            let text = words::plain(&credit.text);
            let place = match credit.end {
                0 => "outside its body".to_owned(),
                end => format!("bytes {}–{end}", credit.start),
            };
            let told = format!("{}: “{text}” ({place})", words::plain(&credit.outlet));
            self.line("  ", Style::Plain, &told);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_that_is_not_in_the_trace_is_not_explained() {
        let trace = Trace {
            schema: 1,
            generator: String::new(),
            articles: Vec::new(),
            stories: Vec::new(),
            statistics: newstem::Statistics::default(),
        };
        assert_eq!(render(&trace, "a", &TextOptions::default()), None);
    }
}
