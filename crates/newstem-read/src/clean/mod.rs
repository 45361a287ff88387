//! Furniture in text: lines of the page that are not the article, marked with the reason.
//!
//! Three kinds of evidence, cheapest first: how a line is worded (a table of patterns), what shape
//! it has and where it stands (menus, lists of links after the last paragraph, the outlet speaking
//! of itself), and whether its outlet repeats it under other articles. Measured, word list and
//! repeats together lose a fifth of a percent of real articles, where rules on punctuation alone
//! lose 5 % and density rules 11 %. Sub-headings, bylines, datelines and source lines are body.
//!
//! Where it fails: a pitch worded like a sentence of the article and printed only once, and a
//! link that is itself a full sentence. Of a text longer than any article, only the first lines
//! are judged.

mod features;
mod line;
mod place;
mod trees;
mod wording;

use newstem::Furniture;

use crate::context::Context;
use crate::document::{Document, Extent};
use crate::input::is_stray_control;
use features::Page;
use line::Line;

pub use features::Feature;

/// If more than this part of a text's characters would go, all of it is kept.
const REMOVED_SHARE_MAX: f64 = 0.6;
/// The headline is looked for in so many first lines.
const TITLE_LINES: usize = 6;
/// Lines that are judged; those that follow are kept as they are. A thick book has as many.
const LINES_JUDGED_MAX: usize = 10_000;
/// A whole sentence that an outlet repeats is furniture only so near to either end.
const EDGE_LINES: usize = 4;

/// How likely furniture a line must be to go, by what speaks against it beside the trees.
struct Least {
    /// Its wording, its outlet or that it repeats.
    wording: f64,
    /// Its shape or place.
    place: f64,
    /// Nothing, while it ends as sentences do.
    sentence: f64,
    /// Nothing.
    unlike: f64,
}

/// Chosen on pages and families left out in fitting. Short paragraphs at the end of an article look like
/// furniture, so more is asked of a sentence.
const LEAST: Least = Least { wording: 0.2, place: 0.5, sentence: 0.9, unlike: 0.8 };
/// Blocks that were chosen as the main text of a page have been judged by what the page shows of
/// them, which tells more than their looks: only what a rule knows by its words goes.
const LEAST_OF_MAIN_TEXT: Least =
    Least { wording: 0.5, place: 0.95, sentence: f64::INFINITY, unlike: f64::INFINITY };
/// The reason of a line that no rule knows.
const UNLIKE_ARTICLE: &str = "unlike-article";

/// A text taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cleaned {
    /// The article's paragraphs, separated by `\n`.
    pub(crate) body: String,
    /// The lines taken away, in their order.
    pub(crate) furniture: Vec<Furniture>,
    /// True where so much looked like furniture that nothing was taken away.
    pub(crate) kept_whole: bool,
}

/// Takes the furniture out of a document's text.
pub(crate) fn clean(document: &Document, context: &Context) -> Cleaned {
    let text = normalised(&document.text);
    let lines = lines_of(&text, &document.title);
    let mut cleaned = cleaned(&lines, &reasons(&lines, document, context));
    for line in trimmed(&text).skip(LINES_JUDGED_MAX) {
        cleaned.body.push('\n');
        cleaned.body.push_str(line);
    }
    cleaned
}

fn cleaned(lines: &[Line<'_>], reasons: &[Option<&'static str>]) -> Cleaned {
    if is_too_much(lines, reasons) {
        return whole(lines);
    }
    let mut cleaned = Cleaned::default();
    let mut kept = Vec::new();
    for (line, reason) in lines.iter().zip(reasons) {
        match reason {
            Some(reason) => cleaned
                .furniture
                .push(Furniture { text: line.text.to_owned(), reason: (*reason).to_owned() }),
            None => kept.push(line.text),
        }
    }
    cleaned.body = kept.join("\n");
    cleaned
}

fn whole(lines: &[Line<'_>]) -> Cleaned {
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    Cleaned { body: texts.join("\n"), furniture: Vec::new(), kept_whole: true }
}

/// One kind of line end, and none of the characters that no reader sees.
fn normalised(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let one_end = text.replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let unseen = |c: char| is_stray_control(c) || matches!(c, '\u{feff}' | '\u{200b}' | '\u{ad}');
    one_end.replace(unseen, "")
}

fn trimmed(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

/// The lines that are judged.
fn lines_of<'a>(text: &'a str, title: &str) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = trimmed(text).take(LINES_JUDGED_MAX).map(Line::new).collect();
    let title = Line::new(title);
    let is_title = |line: &Line<'_>| {
        title.word_count() > 0
            && line.word_count() == title.word_count()
            && line.words() == title.words()
    };
    if let Some(at) = lines.iter().take(TITLE_LINES).position(is_title) {
        lines.remove(at);
    }
    lines
}

/// What each rule makes of each line.
struct Verdicts {
    wording: Vec<Option<&'static str>>,
    shape: Vec<Option<&'static str>>,
    outlet: Vec<Option<&'static str>>,
    repeat: Vec<Option<&'static str>>,
    place: Vec<Option<&'static str>>,
}

impl Verdicts {
    fn of(lines: &[Line<'_>], document: &Document, context: &Context) -> Self {
        let mut verdicts = Self {
            wording: lines.iter().map(wording::reason).collect(),
            shape: lines.iter().map(Line::shape_reason).collect(),
            outlet: place::outlet_lines(lines, document.outlet.as_deref()),
            repeat: repeats(lines, document, context),
            place: vec![None; lines.len()],
        };
        if document.extent == Extent::WholePage {
            let marked: Vec<_> = (0..lines.len()).map(|index| verdicts.reason(index)).collect();
            verdicts.place = place::list_lines(lines, &marked);
        }
        verdicts
    }

    /// The first reason that a rule gives for the line at `index`.
    fn reason(&self, index: usize) -> Option<&'static str> {
        let rules = [&self.wording, &self.shape, &self.outlet, &self.repeat, &self.place];
        rules.iter().find_map(|rule| rule[index])
    }
}

fn reasons(
    lines: &[Line<'_>],
    document: &Document,
    context: &Context,
) -> Vec<Option<&'static str>> {
    let verdicts = Verdicts::of(lines, document, context);
    let title = Line::new(&document.title);
    let page = Page::new(lines, &title, &verdicts);
    let least = if document.extent == Extent::MainText { LEAST_OF_MAIN_TEXT } else { LEAST };
    let goes = |index| {
        let is_known = verdicts.reason(index).is_some();
        if !is_known && place::names_a_source(&lines[index]) {
            return false;
        }
        let least = least_likelihood(index, &verdicts, &page, &least);
        // Of most lines of a page no likelihood would do, and the trees need not be asked.
        least <= 0.0 || least <= 1.0 && trees::likelihood(&page.features(index)) >= least
    };
    let reason = |index| verdicts.reason(index).unwrap_or(UNLIKE_ARTICLE);
    let reason = |index| goes(index).then(|| reason(index));
    (0..lines.len()).map(reason).collect()
}

/// How likely furniture the line at `index` must be to go.
fn least_likelihood(index: usize, verdicts: &Verdicts, page: &Page<'_>, least: &Least) -> f64 {
    let strong = [&verdicts.wording, &verdicts.outlet, &verdicts.repeat];
    if verdicts.shape[index] == Some(line::SYMBOL_ONLY) {
        0.0
    } else if strong.iter().any(|rule| rule[index].is_some()) {
        least.wording
    } else if verdicts.reason(index).is_some() && !page.is_on_topic(index) {
        least.place
    } else if page.ends_sentence(index) {
        least.sentence
    } else {
        least.unlike
    }
}

fn repeats(
    lines: &[Line<'_>],
    document: &Document,
    context: &Context,
) -> Vec<Option<&'static str>> {
    let edge = |index: usize| index < EDGE_LINES || index + EDGE_LINES >= lines.len();
    let repeated = |(index, line): (usize, &Line<'_>)| {
        let may_be = line.word_count() > 1 && (edge(index) || !line.is_paragraph());
        let may_be = may_be && !place::is_byline(line.text);
        (may_be && context.is_repeated(document, line.text)).then_some("repeated-line")
    };
    lines.iter().enumerate().map(repeated).collect()
}

/// A line of a document with what the classifier is told of it, to be fitted on.
#[derive(Clone, Debug, PartialEq)]
pub struct LineLooks {
    /// The line, trimmed.
    pub text: String,
    /// The reason that a rule gives for taking it away.
    pub reason: Option<&'static str>,
    /// What the classifier is told.
    pub features: Vec<Feature>,
}

/// What the lines of a document look like, its headline left out.
pub fn line_looks(document: &Document, context: &Context) -> Vec<LineLooks> {
    let text = normalised(&document.text);
    let title = Line::new(&document.title);
    let lines = lines_of(&text, &document.title);
    let verdicts = Verdicts::of(&lines, document, context);
    let page = Page::new(&lines, &title, &verdicts);
    let looks = |(index, line): (usize, &Line<'_>)| LineLooks {
        text: line.text.to_owned(),
        reason: verdicts.reason(index),
        features: page.features(index),
    };
    lines.iter().enumerate().map(looks).collect()
}

fn is_too_much(lines: &[Line<'_>], reasons: &[Option<&'static str>]) -> bool {
    let size = |line: &Line<'_>| line.text.chars().count();
    let all: usize = lines.iter().map(size).sum();
    let removed = lines.iter().zip(reasons).filter(|(_, reason)| reason.is_some());
    let removed: usize = removed.map(|(line, _)| size(line)).sum();
    removed as f64 > REMOVED_SHARE_MAX * all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAGRAPH: &str = "The harbour board said on Monday that the bridge would stay closed until the spring tides had passed.";

    /// Cleans an article of four paragraphs with `line` after the second; the reason is expected.
    fn check_inside(line: &str, expected: Option<&str>) {
        let text = format!(
            "{PARAGRAPH}\nA second one: {PARAGRAPH}\n{line}\nA third: {PARAGRAPH}\nA fourth: {PARAGRAPH}"
        );
        check_line(&text, line, expected);
    }

    /// The same with `line` and another before the first paragraph.
    fn check_at_head(line: &str, other: &str, expected: Option<&str>) {
        let text = format!(
            "{line}\n{other}\n{PARAGRAPH}\nA second one: {PARAGRAPH}\nA third: {PARAGRAPH}"
        );
        check_line(&text, line, expected);
    }

    /// The same with `line` after the last paragraph.
    fn check_at_end(line: &str, expected: Option<&str>) {
        let text = format!("{PARAGRAPH}\nA second one: {PARAGRAPH}\nA third: {PARAGRAPH}\n{line}");
        check_line(&text, line, expected);
    }

    /// The same with `line` among the furniture behind the last paragraph.
    fn check_in_furniture(line: &str, expected: Option<&str>) {
        let text = format!(
            "{PARAGRAPH}\nA second one: {PARAGRAPH}\nA third: {PARAGRAPH}\nSubscribe now\n{line}\nShare this"
        );
        check_line(&text, line, expected);
    }

    fn check_line(text: &str, line: &str, expected: Option<&str>) {
        let document = Document {
            outlet: Some("Valley Observer".to_owned()),
            text: text.to_owned(),
            ..Document::default()
        };
        let cleaned = clean(&document, &Context::default());
        let reason = cleaned.furniture.iter().find(|furniture| furniture.text == line);
        assert_eq!(reason.map(|furniture| furniture.reason.as_str()), expected, "{line}");
        assert_eq!(cleaned.body.split('\n').any(|kept| kept == line), expected.is_none(), "{line}");
    }

    #[test]
    fn a_byline_stays_whatever_it_looks_like() {
        check_at_head("By Ada Bee and Carl Dee", "Updated 4.25pm", None);
        check_at_head("By Ada Bee", "YOUR PAPER SINCE 1874, Thursdays, 95p", None);
        check_inside("By Ada Bee and Carl Dee", None);
        check_at_head("Redacción / Agencia Norte", "Sociedad", None);
        check_at_head("Sociedad", "Redacción / Agencia Norte", Some("navigation"));
    }

    #[test]
    fn furniture_is_told_by_its_wording() {
        check_inside("Advertisement - story continues below", Some("advertisement"));
        check_inside("Read more: How the bridge was built", Some("related-link"));
        check_inside("Photo: A reader", Some("photo-credit"));
        check_inside("We use cookies to improve this site. Accept all", Some("cookie-notice"));
        check_inside("Sign up to our newsletter, every morning", Some("newsletter-pitch"));
        check_inside("Publicidad", Some("advertisement"));
        check_inside("Lire aussi : le pont restera fermé", Some("related-link"));
        check_at_end("Comments are closed.", Some("comment-prompt"));
        check_at_end("© 2026 Valley Observer. All rights reserved.", Some("copyright"));
        check_at_end("Tags: bridges, tides", Some("tags"));
        check_at_end("38 comments", Some("share-count"));
        check_at_end("3 min read", Some("read-time"));
        check_at_end("Got a story? Ring the newsdesk.", Some("reader-call"));
        check_inside("Article continues after the map", Some("advertisement"));
        check_inside("Listen to this article (3 min)", Some("read-time"));
        check_inside("Beitrag hören (6:42 Min.)", Some("read-time"));
        check_inside("You have 2 free articles left this month", Some("newsletter-pitch"));
        check_inside("Slideshow: the bridge in twelve pictures", Some("related-link"));
        check_at_end("This document is subject to copyright.", Some("copyright"));
        check_at_end("This page does not give medical advice.", Some("disclaimer"));
        check_at_end("Shared 2.1K times", Some("share-count"));
        check_at_end("Page 1 of 2", Some("navigation"));
        check_inside("Watch Ada Bee's live report in the video player above", Some("related-link"));
        check_inside("Keep reading with a free account", Some("newsletter-pitch"));
        check_inside("Tribune subscribers get the Saturday magazine", Some("newsletter-pitch"));
        check_inside("Published: May 12, 2026, 7:10 a.m.", Some("update-notice"));
        check_inside("Actualizado a las 09:10", Some("update-notice"));
        check_inside(
            "An earlier version of this story, relying on a clerk, misstated the time.",
            None,
        );
    }

    #[test]
    fn what_an_outlet_repeats_is_furniture_but_for_bylines() {
        let page = |thing: &str| {
            let told =
                |n| format!("The {thing} was shut on day {n}, said the {thing} board of it.");
            let own: Vec<String> = (1..9).map(told).collect();
            let text = format!("By Mara Ellison in Adrin\n{}\nTides and Trams", own.join("\n"));
            let outlet = Some("Valley Observer".to_owned());
            Document { outlet, title: format!("About a {thing}"), text, ..Document::default() }
        };
        let pages = ["bridge", "harbour"].map(page);
        let cleaned = clean(&pages[0], &Context::of(&pages));
        let removed: Vec<&str> = cleaned.furniture.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(removed, ["Tides and Trams"]);
    }

    #[test]
    fn sources_and_faint_sentences_stay_among_furniture() {
        check_in_furniture("Source: Union Newswire", None);
        check_in_furniture("Tickets cost nine crowns.", None);
    }

    #[test]
    fn furniture_is_told_by_its_shape() {
        check_inside("×", Some("symbol-only"));
        check_inside("Home > News > Coast", Some("navigation"));
        check_inside("World   Business   Sport", Some("navigation"));
        check_inside(">> Ten Bridges You Will Love", Some("related-link"));
        check_inside("9 Bridges Nobody Dares To Cross", Some("related-link"));
        check_inside("FREE INSIDE: a map of the tides", Some("related-link"));
    }

    #[test]
    fn furniture_is_told_by_its_place() {
        check_at_end("Lighthouse cat: the verdict of the vet", Some("trailing-link"));
        check_at_end("Valley Observer: the valley as it is", Some("about-outlet"));
        check_at_end("The Valley Observer is published on Tuesdays.", Some("about-outlet"));
    }

    #[test]
    fn what_belongs_to_the_article_stays() {
        check_inside("What the board knew", None);
        check_inside("17 Mara Ellison Valley Rowers 846 4 11", None);
        check_inside("“We had no choice,” she said.", None);
        check_inside("The Observer has asked the board for its minutes.", None);
        check_inside("According to the report, cookies were found in the control room.", None);
        check_at_end("Union Newswire", None);
        check_at_end("By Mara Ellison", None);
        check_at_end("It was the third closure of the year. (Union Newswire)", None);
        check_at_end("Source: Union Newswire", None);
        check_at_end("He shared it with 38 others.", None);
        check_at_end("“We had no choice. ”", None);
        check_inside("The motion passed by a simple majority of 151 votes.", None);
        check_inside("Mr Aldan declined to tell reporters more.", None);
        check_inside("The lifeboat is funded by donations.", None);
        check_inside("Comments by the minister drew anger.", None);
        check_inside("Like this one, the earlier closure came in spring.", None);
        check_inside("Published on Monday, the report names three engineers.", None);
        check_inside(
            "The ministry does not give legal advice to the families, its lawyer said.",
            None,
        );
        check_inside("Two free places were left on the bus, and nobody took them.", None);
        check_inside("Download of the plans took the engineers a week.", None);
        check_inside("Now playing for the Rovers, he trained on the bridge every Monday.", None);
        check_inside("The ferry museum has no advertising budget and relies on its members.", None);
        check_inside("The story continues after the trial, her lawyers told the board.", None);
    }

    #[test]
    fn the_title_at_the_head_of_the_text_is_neither_body_nor_furniture() {
        let document = Document {
            title: "Bridge stays closed".to_owned(),
            text: format!("BRIDGE STAYS CLOSED\r\n\r\n{PARAGRAPH}"),
            ..Document::default()
        };
        let cleaned = clean(&document, &Context::default());
        assert_eq!(cleaned.body, PARAGRAPH);
        assert!(cleaned.furniture.is_empty());
    }

    #[test]
    fn a_text_that_is_nearly_all_furniture_is_kept_whole() {
        let document = Document {
            text: "Home > News\nAdvertisement\nRead more: bridges\nRain fell.".to_owned(),
            ..Document::default()
        };
        let cleaned = clean(&document, &Context::default());
        assert!(cleaned.kept_whole);
        assert_eq!(cleaned.body.lines().count(), 4);
    }

    #[test]
    fn only_the_first_lines_of_a_text_without_end_are_judged() {
        let text = format!("{}Advertisement", format!("{PARAGRAPH}\n").repeat(LINES_JUDGED_MAX));
        let document = Document { text, ..Document::default() };
        let cleaned = clean(&document, &Context::default());
        assert!(cleaned.furniture.is_empty());
        assert!(cleaned.body.ends_with(&format!("{PARAGRAPH}\nAdvertisement")));
        assert_eq!(cleaned.body.lines().count(), LINES_JUDGED_MAX + 1);
    }
}
