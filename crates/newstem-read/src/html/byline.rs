//! Bylines: who a page says wrote it.
//!
//! What a reader sees near the headline (`By A. Bee and C. Dee`) comes before what the page says
//! to programs, which often names the account that filed the story; where both agree on someone,
//! the longer list is taken. A byline is cut at marks and dates, parted into names, and rid of jobs
//! (`AP Auto Writer`). Where it fails: names printed without a cue and without a telling class.

use std::sync::LazyLock;

use super::headline::Headline;
use super::page::{Mark, Marked, Page};
use crate::date::{DayOrder, find};

/// A byline stands at most so many lines before the headline.
const LINES_BEFORE: usize = 5;
/// A byline stands at most so many lines behind the headline.
const LINES_BEHIND: usize = 14;
/// A longer line is no byline.
const BYLINE_CHARACTERS_MAX: usize = 160;
/// A longer name is no name.
const NAME_WORDS_MAX: usize = 6;
/// A byline that is broken over lines has at most so many.
const LINES_OF_BYLINE_MAX: usize = 6;
/// So many names at most stand in a byline.
const NAMES_MAX: usize = 12;
/// Marks behind which a byline goes on with something else than names.
const CUTS: [&str; 12] = ["|", "•", "·", "—", " – ", " - ", "@", "(", "\u{2022}", "…", "[", "»"];
/// Small words within names.
const PARTICLES: &str = "de del della di da do dos das du des la le el al bin ibn van von der den ter ten zu zur of the for at and y e i";

/// Meta elements that name authors, the most reliable first.
const METAS: [&str; 14] = [
    "author",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
    "article_author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "byline",
    "author.name",
    "citation_author",
    "dcsext.author",
];

struct Words {
    lead: Vec<&'static str>,
    join: Vec<&'static str>,
    job: Vec<&'static str>,
    nobody: Vec<&'static str>,
    stop: Vec<&'static str>,
    sentence: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    lead: words("lead"),
    join: words("join"),
    job: words("job"),
    nobody: words("nobody"),
    stop: words("stop"),
    sentence: words("sentence"),
});

fn words(kind: &str) -> Vec<&'static str> {
    let rows = include_str!("../../data/bylines.tsv").lines();
    let mut rows = rows.filter_map(|row| row.split_once('\t'));
    let row = rows.find(|(name, _)| *name == kind).map_or("", |(_, words)| words);
    row.split(';').collect()
}

/// The authors of a page of the outlet called `outlet`, as it names them.
pub(super) fn authors(
    page: &Page,
    linked: &[String],
    headline: &Headline,
    outlet: Option<&str>,
) -> Vec<String> {
    let shown = shown(page, headline);
    let linked: Vec<String> = linked.iter().flat_map(|author| names(author)).collect();
    let said = if linked.iter().all(|name| is_outlet(name, outlet)) { &[] } else { &linked[..] };
    if !shown.is_empty() && !said.is_empty() {
        return agreed(shown, said);
    }
    let told = [shown, said.to_vec(), of_metas(page, outlet), of_microdata(page)];
    let weak = [of_classes(page, headline), linked];
    told.into_iter().chain(weak).find(|names| !names.is_empty()).unwrap_or_default()
}

/// True where `name` is the outlet's, or the longer or shorter form of it.
fn is_outlet(name: &str, outlet: Option<&str>) -> bool {
    let Some(outlet) = outlet.map(folded) else {
        return false;
    };
    let name = folded(name);
    outlet.starts_with(&name) || name.starts_with(&outlet) || outlet.ends_with(&name)
}

/// Of two lists that share a name the longer, and what is said to programs where both are as long;
/// otherwise what is shown. A name that is shown may have its bearer's job printed against it.
fn agreed(shown: Vec<String>, said: &[String]) -> Vec<String> {
    let known: Vec<String> = said.iter().map(|name| folded(name)).collect();
    let holds = |name: &String| known.iter().any(|known| folded(name).starts_with(known.as_str()));
    if shown.iter().any(holds) && shown.len() <= said.len() { said.to_vec() } else { shown }
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The names of a line with a cue near the headline.
fn shown(page: &Page, headline: &Headline) -> Vec<String> {
    let Some(at) = headline.line else {
        return Vec::new();
    };
    let behind = at..=at + LINES_BEHIND;
    let before = at.saturating_sub(LINES_BEFORE)..at;
    let mut lines = behind.chain(before).filter(|&index| !page.is_aside(index));
    lines.find_map(|index| cued(page, index)).unwrap_or_default()
}

/// The names behind a cue: on its line, or where that holds the cue alone, on the next ones.
fn cued(page: &Page, index: usize) -> Option<Vec<String>> {
    let rest = behind_cue(page.line(index))?;
    let mut byline = rest.to_owned();
    let mut next = index + 1;
    while goes_on(&byline) && next < index + LINES_OF_BYLINE_MAX {
        byline.push(' ');
        byline.push_str(page.line(next));
        next += 1;
    }
    Some(names(&byline)).filter(|names| !names.is_empty())
}

/// True where a byline is not whole yet.
fn goes_on(byline: &str) -> bool {
    let last = byline.split_whitespace().next_back().unwrap_or_default();
    byline.is_empty() || byline.ends_with(',') || WORDS.join.contains(&last)
}

/// What follows the cue of a line, or of a part of it: `4 May 2023 | By Ada Bee`.
fn behind_cue(line: &str) -> Option<&str> {
    if line.len() > BYLINE_CHARACTERS_MAX {
        return None;
    }
    let part = || {
        let cuts = CUTS.iter().filter_map(|mark| Some(line.find(mark)? + mark.len()));
        cuts.filter_map(|at| without_lead(&line[at..])).next()
    };
    without_lead(line).or_else(part)
}

/// What follows a byline's first words; nothing where it has none.
pub(super) fn without_lead(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut found: Option<&str> = None;
    for lead in &WORDS.lead {
        let Some(rest) = strip_words(line, lead) else {
            continue;
        };
        if found.is_none_or(|found| rest.len() < found.len()) {
            found = Some(rest);
        }
    }
    found.map(|rest| rest.trim_start_matches([':', ' ', '\u{a0}']))
}

/// What follows `words` at the beginning of `line`, case ignored.
fn strip_words<'a>(line: &'a str, words: &str) -> Option<&'a str> {
    let head = line.get(..words.len())?;
    let rest = &line[words.len()..];
    let whole = !rest.starts_with(char::is_alphanumeric);
    // In small letters a cue of two letters is any word: `di` and `por` begin sentences as well.
    let cased = head.starts_with(char::is_uppercase) || head == "by";
    let cased = cased || rest.trim().is_empty() || rest.starts_with(':');
    (whole && cased && head.to_lowercase() == words).then_some(rest)
}

/// The names in a byline.
pub(super) fn names(byline: &str) -> Vec<String> {
    let byline = without_label(without_lead(byline).unwrap_or(byline));
    let lower = byline.to_lowercase();
    let mut words = lower.split_whitespace();
    if words.any(|word| WORDS.sentence.contains(&word)) || byline.contains("://") {
        return Vec::new();
    }
    let parts = parts(cut(byline));
    let mut names: Vec<String> = parts.iter().filter(|part| !is_job(part)).cloned().collect();
    if names.is_empty() {
        names = parts;
    }
    names.retain(|name| is_name(name));
    names.dedup_by(|one, other| folded(one) == folded(other));
    names.truncate(NAMES_MAX);
    names
}

/// A byline without a label in any language: `Texte : Ada Bee`.
fn without_label(byline: &str) -> &str {
    match byline.split_once(':') {
        Some((label, names)) if label.split_whitespace().count() <= 2 => names.trim_start(),
        _ => byline,
    }
}

/// A byline up to the first mark or date behind its names.
fn cut(byline: &str) -> &str {
    let marks = CUTS.iter().filter_map(|mark| byline.find(mark));
    let dates = find(byline, DayOrder::DayFirst).into_iter().map(|date| date.start);
    let digit = byline.find(|c: char| c.is_ascii_digit());
    let end = marks.chain(dates).chain(digit).filter(|&at| at > 0).min();
    &byline[..end.unwrap_or(byline.len())]
}

fn parts(byline: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for piece in byline.split([',', ';', '/']) {
        let mut name: Vec<&str> = Vec::new();
        for word in piece.split_whitespace() {
            if WORDS.join.contains(&word) {
                parts.push(name.join(" "));
                name.clear();
            } else {
                name.push(word);
            }
        }
        parts.push(name.join(" "));
    }
    let trimmed = |part: String| {
        let part = up_to_stop(without_lead(&part).unwrap_or(&part));
        part.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_owned()
    };
    parts.into_iter().map(trimmed).filter(|part| !part.is_empty()).collect()
}

/// A name up to a word that no name holds: `Ada Bee on Monday`.
fn up_to_stop(part: &str) -> String {
    let words: Vec<&str> = part.split_whitespace().collect();
    let stops = |word: &&str| !is_cased(word) || WORDS.stop.contains(&word.to_lowercase().as_str());
    let end = words.iter().skip(1).position(stops).map_or(words.len(), |at| at + 1);
    words[..end].join(" ")
}

/// True where a word may be part of a name as it is printed.
fn is_cased(word: &str) -> bool {
    let first = word.chars().find(|c| c.is_alphabetic());
    first.is_none_or(|c| !c.is_lowercase()) || PARTICLES.split(' ').any(|small| small == word)
}

/// True where a part of a byline tells a job, a degree or an address and no name.
fn is_job(part: &str) -> bool {
    let lower = part.to_lowercase();
    let job = lower.split([' ', '-']).any(|word| WORDS.job.contains(&word));
    let degree = part.chars().count() <= 4 && part.chars().all(|c| c.is_uppercase() || c == '.');
    job || degree || part.contains('@') || crate::credit::is_agency(part)
}

fn is_name(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let upper = |word: &&str| !word.starts_with(char::is_lowercase);
    let lower = part.to_lowercase();
    let address = part.contains('@') || (words.len() == 1 && part.contains('.'));
    (1..=NAME_WORDS_MAX).contains(&words.len())
        && part.chars().filter(|c| c.is_alphabetic()).count() > 1
        && words.iter().any(upper)
        && words.iter().all(|word| is_cased(word))
        && !address
        && !WORDS.nobody.contains(&lower.as_str())
}

fn of_metas(page: &Page, outlet: Option<&str>) -> Vec<String> {
    let mut lists = page.metas(&METAS).map(names);
    let good = |names: &Vec<String>| !names.iter().all(|name| is_outlet(name, outlet));
    lists.find(good).unwrap_or_default()
}

fn of_microdata(page: &Page) -> Vec<String> {
    let said = |marked: &Marked| names(marked.value.as_deref().unwrap_or(&marked.text));
    let mut lists = page.properties("author").chain(page.properties("creator")).map(said);
    lists.find(|names| !names.is_empty()).unwrap_or_default()
}

/// The names of an element whose class tells that it is a byline.
fn of_classes(page: &Page, headline: &Headline) -> Vec<String> {
    let at = headline.line.unwrap_or(0);
    let near = |marked: &&Marked| marked.line + LINES_BEFORE >= at && !marked.aside;
    let mut lists = page.of_kind(Mark::Byline).filter(near).map(|marked| names(&marked.text));
    lists.find(|names| !names.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(byline: &str, expected: &[&str]) {
        assert_eq!(names(byline), expected, "{byline}");
    }

    #[test]
    fn a_byline_is_names() {
        check("By Ada Bee", &["Ada Bee"]);
        check("by Ada Bee and Carl van der Dee", &["Ada Bee", "Carl van der Dee"]);
        check("ADA BEE, CARL DEE & Eve Eff", &["ADA BEE", "CARL DEE", "Eve Eff"]);
        check("Von Ada Bee und Carl Dee", &["Ada Bee", "Carl Dee"]);
        check("Por Ada Bee y Carl Dee", &["Ada Bee", "Carl Dee"]);
        check("Text: Ada Bee·24 May 2018", &["Ada Bee"]);
        check("Reuters", &["Reuters"]);
    }

    #[test]
    fn jobs_dates_and_outlets_are_cut_off() {
        check("By ADA BEE, AP Auto Writer", &["ADA BEE"]);
        check("Ada Bee | Special to the Valley Post", &["Ada Bee"]);
        check("Ada Bee, Associated Press", &["Ada Bee"]);
        check("by Ada Bee May 4, 2018", &["Ada Bee"]);
        check("Ada Bee on Monday", &["Ada Bee"]);
        check("Von Ada Bee publiziert am", &["Ada Bee"]);
        check("By Ada Bee Updated", &["Ada Bee"]);
        check("By Ada Bee @adabee", &["Ada Bee"]);
        check("Ada Bee, MS, RD", &["Ada Bee"]);
        check("By Staff Reports", &["Staff Reports"]);
    }

    #[test]
    fn what_nobody_is_called_is_no_name() {
        check("admin", &[]);
        check("By clicking subscribe you agree to our terms", &[]);
        check("https://social.example/ada", &[]);
        check("by the time the rain had stopped", &[]);
        check("", &[]);
    }
}
