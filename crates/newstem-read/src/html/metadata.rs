//! What a page says of itself, put together: the site first, since a title is told from the name
//! that hangs on it by that name; then the headline, near which bylines and dates stand; then these.
//!
//! A canonical link to another domain is taken for what it is, a sign that the story came from
//! there: the page keeps its own address, and the other is told beside the lines that name sources.

use serde_json::{Map, Value};

use super::byline::{authors, without_lead};
use super::headline::{Headline, headline};
use super::json_ld::{self, Description, LinkedData};
use super::page::{Mark, Page};
use super::published::{Times, times};
use crate::credit::{agency_in, is_agency};
use crate::date::{DayOrder, find};
use crate::language;
use crate::outlet::{Site, beside_heading, copyright_holder, domain, title_tail};

/// Meta elements that name the site, the most reliable first.
const SITE_NAMES: [&str; 8] = [
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "dc.source",
    "sourceorganization",
];
/// Meta elements with the address of the page itself.
const ADDRESSES: [&str; 3] = ["og:url", "twitter:url", "al:web:url"];
/// Meta elements that name the section.
const SECTIONS: [&str; 6] = [
    "article:section",
    "og:article:section",
    "article.section",
    "articlesection",
    "parsely-section",
    "section",
];
/// Lines within this distance of the headline may name the source of the story.
const CREDIT_LINES_BEFORE: usize = 4;
const CREDIT_LINES_BEHIND: usize = 12;
/// A longer line tells the story and not who wrote it.
const CREDIT_CHARACTERS_MAX: usize = 100;
/// A line that is an agency's name has at most so many more words: `Source: Reuters`.
const WORDS_BESIDE_AGENCY_MAX: usize = 1;
/// A longer name of a section is none.
const SECTION_CHARACTERS_MAX: usize = 60;

/// Metadata of a page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Metadata {
    pub(super) outlet: Option<String>,
    pub(super) url: Option<String>,
    pub(super) title: String,
    pub(super) author: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) section: Option<String>,
    /// What the page calls its language, which is often wrong.
    pub(super) language: Option<String>,
    pub(super) credit_lines: Vec<String>,
    pub(super) extra: Map<String, Value>,
}

/// Reads the metadata of a page.
pub(super) fn read(page: &Page) -> Metadata {
    let linked = json_ld::read(&page.linked_data);
    let address = address(page, &linked);
    let site = site(page, &linked, address.own.as_deref());
    let first = linked.articles.first();
    let headline = headline(page, first.and_then(|article| article.headline.as_deref()), &site);
    let article = described(&linked, &headline).or(first);
    let said = article.map(|article| article.authors.as_slice()).unwrap_or_default();
    let authors = authors(page, said, &headline, site.name.as_deref());
    let Times { published, modified } = times(page, article, &headline, address.own.as_deref());
    Metadata {
        section: section(page, &linked, article),
        language: page.language.as_deref().and_then(language::normalise),
        credit_lines: credit_lines(page, article, &headline, &authors, &address),
        extra: extra(&address),
        outlet: site.name,
        url: address.own,
        title: headline.text,
        author: (!authors.is_empty()).then(|| authors.join(", ")),
        published: published.map(|moment| moment.written()),
        modified: modified.map(|moment| moment.written()),
    }
}

/// The article of the linked data whose headline is the page's, where there are several.
fn described<'a>(linked: &'a LinkedData, headline: &Headline) -> Option<&'a Description> {
    let same = |article: &&Description| {
        article.headline.as_deref().is_some_and(|text| text.eq_ignore_ascii_case(&headline.text))
    };
    linked.articles.iter().find(same)
}

/// Where a page is, and where it says the story is from.
#[derive(Debug, Default, PartialEq, Eq)]
struct Address {
    own: Option<String>,
    /// The canonical address, where that is another site's.
    foreign: Option<String>,
}

fn address(page: &Page, linked: &LinkedData) -> Address {
    let web = |address: &str| address.starts_with("http").then(|| address.to_owned());
    let canonical = page.canonical.as_deref().and_then(web);
    let linked = linked.articles.first().and_then(|article| article.url.clone());
    let said = page.metas(&ADDRESSES).find_map(web).or_else(|| web(&linked?));
    match (canonical, said) {
        (Some(canonical), Some(said)) if domain(&canonical) != domain(&said) => {
            Address { own: Some(said), foreign: Some(canonical) }
        }
        (canonical, said) => Address { own: canonical.or(said), foreign: None },
    }
}

fn extra(address: &Address) -> Map<String, Value> {
    let foreign = address.foreign.clone().map(Value::String);
    foreign.map(|foreign| ("canonical".to_owned(), foreign)).into_iter().collect()
}

fn site(page: &Page, linked: &LinkedData, address: Option<&str>) -> Site {
    let mut named = page.metas(&SITE_NAMES);
    let first = named.next().map(str::to_owned);
    let publisher = linked.articles.iter().find_map(|article| article.publisher.clone());
    // An agency that supplied the story is no name of the site that prints it.
    let publisher = publisher.filter(|name| first.is_none() || !is_agency(name));
    let microdata = page.properties("publisher").filter_map(|marked| marked.value.clone());
    let headings = page.marked.iter().filter(|marked| matches!(marked.kind, Mark::Heading(_)));
    let beside = headings.filter_map(|heading| beside_heading(&page.title, &heading.text)).next();
    let beside = beside.map(str::to_owned);
    let holders =
        (0..page.line_count()).rev().filter_map(|index| copyright_holder(page.line(index)));
    let names = first.into_iter().chain(publisher).chain(named.map(str::to_owned));
    let tail = title_tail(&page.title).map(str::to_owned);
    Site::new(
        address,
        names.chain(microdata).chain(beside),
        tail.into_iter().chain(holders.take(2)),
    )
}

fn section(page: &Page, linked: &LinkedData, article: Option<&Description>) -> Option<String> {
    let said = page.metas(&SECTIONS).next().map(str::to_owned);
    let linked_section = || article.and_then(|article| article.section.clone());
    // The last step of a trail is the page itself, the first the front page.
    let step = || {
        let before_last = linked.trail.len().checked_sub(2).filter(|&at| at > 0);
        before_last.and_then(|at| linked.trail.get(at).cloned())
    };
    let found = said.or_else(linked_section).or_else(step)?;
    let first = found.split([',', ';']).next().unwrap_or_default().trim();
    let plausible = !first.is_empty() && first.chars().count() <= SECTION_CHARACTERS_MAX;
    plausible.then(|| first.to_owned())
}

/// Short lines outside the main text in which the source of the story is named.
fn credit_lines(
    page: &Page,
    article: Option<&Description>,
    headline: &Headline,
    authors: &[String],
    address: &Address,
) -> Vec<String> {
    let said = article.iter().flat_map(|article| article.authors.iter().chain(&article.publisher));
    let said = said.chain(authors).filter(|name| agency_in(name).is_some()).cloned();
    let marked = page.of_kind(Mark::Byline).filter(|byline| !byline.aside);
    let marked =
        marked.map(|byline| byline.text.as_str()).filter(|text| names_source(text, authors));
    let at = headline.line.unwrap_or_default();
    let near = at.saturating_sub(CREDIT_LINES_BEFORE)..=at + CREDIT_LINES_BEHIND;
    let near = near.filter(|&index| headline.line.is_some_and(|at| at != index));
    let near = near.filter(|&index| !page.is_aside(index)).map(|index| page.line(index));
    let near = near.filter(|line| names_source(line, authors));
    let mut lines: Vec<String> = Vec::new();
    let printed = near.chain(marked).map(str::to_owned);
    for line in printed.chain(said).chain(address.foreign.clone()) {
        if !lines.iter().any(|other| other.contains(&line)) {
            lines.push(line);
        }
    }
    lines
}

/// True where a short line names an agency as the source of the story: beside an author, after a
/// cue, or alone. `Ada Bee, Associated Press` may otherwise be who took the picture.
fn names_source(line: &str, authors: &[String]) -> bool {
    if line.chars().count() > CREDIT_CHARACTERS_MAX {
        return false;
    }
    let Some(agency) = agency_in(line) else {
        return false;
    };
    let is_letters = |word: &&str| word.chars().any(char::is_alphabetic);
    let words = line.split_whitespace().filter(is_letters).count();
    let dated = find(line, DayOrder::DayFirst).into_iter().map(|date| &line[date.start..date.end]);
    let dated = dated.flat_map(str::split_whitespace).filter(is_letters).count();
    let own = agency.split_whitespace().count();
    let alone = words <= own + dated + WORDS_BESIDE_AGENCY_MAX;
    alone || without_lead(line).is_some() || authors.iter().any(|author| line.contains(author))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::tree::Tree;

    fn read(html: &str) -> Metadata {
        super::read(&Page::of(&Tree::of(html)))
    }

    #[test]
    fn the_title_goes_without_the_name_of_the_outlet() {
        let head = "<meta property='og:site_name' content='Valley Post'><title>Rain stops play | Valley Post</title>";
        let found = read(head);
        assert_eq!(found.title, "Rain stops play");
        assert_eq!(found.outlet.as_deref(), Some("Valley Post"));
    }

    #[test]
    fn the_address_is_the_canonical_one() {
        let head = "<meta property='og:url' content='https://valley.example/b'><link rel='canonical' href='https://valley.example/a'>";
        assert_eq!(read(head).url.as_deref(), Some("https://valley.example/a"));
    }

    #[test]
    fn a_canonical_address_elsewhere_is_a_credit() {
        let head = "<meta property='og:url' content='https://valley.example/b'><link rel='canonical' href='https://hill.example/a'>";
        let found = read(head);
        assert_eq!(found.url.as_deref(), Some("https://valley.example/b"));
        assert_eq!(found.credit_lines, ["https://hill.example/a"]);
        assert_eq!(found.extra.get("canonical"), Some(&"https://hill.example/a".into()));
    }

    #[test]
    fn an_address_is_no_author() {
        let head = "<meta name='article:author' content='https://social.example/x'><meta name='author' content='A. Bee'>";
        assert_eq!(read(head).author.as_deref(), Some("A. Bee"));
    }

    #[test]
    fn what_is_shown_to_readers_names_the_authors() {
        let check = |body: &str, expected: Option<&str>| {
            let linked = "<script type='application/ld+json'>{\"@type\": \"Article\", \"author\": {\"name\": \"Valley Post\"}}</script>";
            let page = format!(
                "{linked}<meta property='og:site_name' content='Valley Post'><h1>Rain</h1>{body}"
            );
            assert_eq!(read(&page).author.as_deref(), expected, "{body}");
        };
        check("<p>By Ada Bee and Carl Dee</p>", Some("Ada Bee, Carl Dee"));
        check("<p>By</p><p>Ada Bee,</p><p>Carl Dee</p>", Some("Ada Bee, Carl Dee"));
        check("<p class='post-author'>Ada Bee</p>", Some("Ada Bee"));
        check("<p>It rained.</p>", Some("Valley Post"));
    }

    #[test]
    fn an_agency_near_the_headline_is_a_credit() {
        let found = read(
            "<h1>Rain</h1><p>By Ada Bee, Associated Press</p><p>It rained, Reuters reported, and it rained on for so long that no line of a credit could be longer than this.</p>",
        );
        assert_eq!(found.author.as_deref(), Some("Ada Bee"));
        assert_eq!(found.credit_lines, ["By Ada Bee, Associated Press"]);
    }

    #[test]
    fn the_section_is_the_one_above_the_page() {
        let check = |head: &str, expected: Option<&str>| {
            assert_eq!(read(head).section.as_deref(), expected, "{head}");
        };
        check("<meta property='article:section' content='World, Weather'>", Some("World"));
        check(
            "<script type='application/ld+json'>{\"@type\": \"BreadcrumbList\", \"itemListElement\": [{\"name\": \"Home\"}, {\"name\": \"World\"}, {\"name\": \"Rain\"}]}</script>",
            Some("World"),
        );
        check("<p>It rained.</p>", None);
    }
}
