//! Reasons that a line has by where it stands: under the heading of a list of links, behind the
//! last paragraph, or where the outlet speaks of itself.

use super::line::{Line, STOPS_AND_QUOTES};

/// So many lines at either end of a page may be the outlet speaking of itself.
const EDGE_LINES: usize = 5;
/// A link in a list has no more words than this.
const LINK_WORDS_MAX: usize = 22;
/// A slogan or banner of an outlet has no more words than this.
const SLOGAN_WORDS_MAX: usize = 25;
/// From so many paragraphs on, a text is an article whatever follows it.
const PARAGRAPHS_BEFORE_TAIL: usize = 4;
/// A name standing alone has no more words than this.
const NAME_WORDS_MAX: usize = 5;
/// Folded verbs with which a publication describes itself.
const COPULAS: &str = "is goes depends relies are comes appears publishes costs reaches reach es est e ist sale aparece parait \
    erscheint esce";
/// Folded words with which it does so.
const TRADE_WORDS: &str = "published subscription listener listeners supported publication written compiled edited owned run funded readers members \
    subscribers donations volunteers newspaper paper magazine weekly daily monthly \
    newsletter website station charity free supporters independent editor out days sent \
    part member publicado editado diario periodico publie edite journal jornal \
    herausgegeben zeitung giornale pubblicato briefs";
/// Folded articles before the name of a publication.
const ARTICLES: &str = "the el la le o a il der die das";
/// Folded first words of a source line.
const SOURCE_WORDS: &str =
    "source sources via agencies agency fuente fuentes fonte quelle agencias agences";
/// Words with which a byline begins.
const BYLINE_WORDS: &str = "by por par von di redacción redação redazione redaktion rédaction";
/// A byline has no more words than this.
const BYLINE_WORDS_MAX: usize = 9;

type Reasons = [Option<&'static str>];

/// The reasons that lists of links and what stands behind the last paragraph give to lines
/// without one. `known` are the reasons of all lines so far.
pub(super) fn list_lines(lines: &[Line<'_>], known: &Reasons) -> Vec<Option<&'static str>> {
    let mut reasons = known.to_vec();
    mark_lists(lines, &mut reasons);
    mark_tail(lines, &mut reasons);
    let fresh = |(reason, known): (_, &Option<_>)| if known.is_none() { reason } else { None };
    reasons.into_iter().zip(known).map(fresh).collect()
}

/// Marks the lines under a heading such as `Most read`, up to the next paragraph.
fn mark_lists(lines: &[Line<'_>], reasons: &mut Reasons) {
    let mut in_list = false;
    for (line, reason) in lines.iter().zip(reasons.iter_mut()) {
        match *reason {
            Some("related-link") => in_list = line.word_count() <= 6 && !line.ends_sentence(),
            Some(_) => {}
            None if in_list && looks_like_link(line) => *reason = Some("related-link"),
            None => in_list = false,
        }
    }
}

fn looks_like_link(line: &Line<'_>) -> bool {
    let ends_with_stop = line.text.ends_with(STOPS_AND_QUOTES);
    line.word_count() <= LINK_WORDS_MAX && (!ends_with_stop || line.word_count() < NAME_WORDS_MAX)
}

/// Marks what stands behind the last paragraph and is no sentence: links, slogans, buttons. A
/// name alone may be the source line of the article and stays. A tail longer than the few
/// paragraphs before it is no tail but a text without sentences: a list, a poem, a table.
fn mark_tail(lines: &[Line<'_>], reasons: &mut Reasons) {
    let is_last = |index: &usize| reasons[*index].is_none() && lines[*index].is_paragraph();
    let Some(last) = (0..lines.len()).rev().find(is_last) else {
        return;
    };
    let paragraphs = lines[..=last].iter().filter(|line| line.is_paragraph());
    if paragraphs.count() < PARAGRAPHS_BEFORE_TAIL && is_longer(lines, last + 1) {
        return;
    }
    for index in last + 1..lines.len() {
        let line = &lines[index];
        let link = line.word_count() <= LINK_WORDS_MAX;
        if reasons[index].is_none() && link && !line.ends_sentence() && !is_name(line) {
            reasons[index] = Some("trailing-link");
        }
    }
}

/// True where the lines from `middle` on hold more text than those before.
fn is_longer(lines: &[Line<'_>], middle: usize) -> bool {
    let size = |lines: &[Line<'_>]| lines.iter().map(|line| line.text.len()).sum::<usize>();
    size(&lines[middle..]) > size(&lines[..middle])
}

/// A byline or a source line: a few words, all with capitals, or named as what it is.
fn is_name(line: &Line<'_>) -> bool {
    let about_reporting = line.words().iter().take(2).any(|word| word == "reporting");
    if begins_as_source_line(line) || about_reporting {
        return true;
    }
    line.word_count() <= NAME_WORDS_MAX && line.is_capitalised() && !line.text.contains(':')
}

/// `By Mara Ellison in Adrin`, `Redacción / Agencia Norte`: of the article, whichever of its reporter's articles it is.
pub(super) fn is_byline(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().is_some_and(|word| holds(BYLINE_WORDS, &word.to_lowercase()));
    let mut words = words.filter(|word| !matches!(*word, "/" | "|" | "-" | "–"));
    let second = words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
    first && second && words.count() + 2 <= BYLINE_WORDS_MAX
}

/// A byline, or a short line that begins with a word for a source: `Source: Union Newswire`.
pub(super) fn names_a_source(line: &Line<'_>) -> bool {
    let is_short = line.word_count() <= BYLINE_WORDS_MAX;
    is_byline(line.text) || (is_short && begins_as_source_line(line))
}

fn begins_as_source_line(line: &Line<'_>) -> bool {
    line.words().first().is_some_and(|word| holds(SOURCE_WORDS, word))
}

/// The reason of lines near the ends of the page in which the outlet names itself: a banner, a
/// slogan, an imprint. `outlet` is the name it goes by.
pub(super) fn outlet_lines(lines: &[Line<'_>], outlet: Option<&str>) -> Vec<Option<&'static str>> {
    let Some(name) = outlet.map(Line::new).filter(|name| name.word_count() > 0) else {
        return vec![None; lines.len()];
    };
    let first = lines.iter().position(Line::is_paragraph).unwrap_or(0);
    let reason = |(index, line): (usize, &Line<'_>)| {
        let at_edge = index < first || index + EDGE_LINES >= lines.len();
        (at_edge && speaks_of_itself(line, name.words())).then_some("about-outlet")
    };
    lines.iter().enumerate().map(reason).collect()
}

fn speaks_of_itself(line: &Line<'_>, name: &[String]) -> bool {
    let Some(after) = after_name(line.words(), name) else {
        return false;
    };
    let rest: Vec<&str> = line.words()[after..].iter().map(String::as_str).collect();
    let quotes = line.text.contains(['“', '"', '«', '„']);
    let slogan = line.word_count() <= SLOGAN_WORDS_MAX
        && (!line.ends_sentence() || has_separator(line, after));
    !quotes && (slogan || describes(&rest))
}

/// Index of the word behind the outlet's name, where the line begins with it or with its last
/// words.
fn after_name(words: &[String], name: &[String]) -> Option<usize> {
    let is_article = |word: &String| holds(ARTICLES, word);
    let skip = usize::from(words.first().is_some_and(is_article));
    let name = if name.first().is_some_and(is_article) { &name[1..] } else { name };
    let words = &words[skip..];
    let longest = (0..name.len()).find(|&from| words.starts_with(&name[from..]))?;
    let matched = name.len() - longest;
    let long_enough = name[longest..].iter().any(|word| word.chars().count() > 3);
    long_enough.then_some(skip + matched)
}

/// True where a mark such as a dash or colon stands within the first words, behind the name.
fn has_separator(line: &Line<'_>, after: usize) -> bool {
    let head: Vec<&str> = line.text.split_whitespace().take(after + 2).collect();
    let marks = ["|", "-", "–", "—", "*", "•", "›", "»", ">", "/"];
    head.iter().any(|word| marks.contains(word)) || head.iter().any(|word| word.ends_with(':'))
}

/// Verbs and words by which a publication describes itself, in its imprint.
fn describes(rest: &[&str]) -> bool {
    let copula = rest.iter().take(2).any(|word| holds(COPULAS, word));
    copula && rest.iter().take(16).any(|word| holds(TRADE_WORDS, word))
}

fn holds(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|entry| entry == word)
}
