//! Statements whose author is named elsewhere: `the club said in a statement`.
//!
//! Where a name stands beside it, the cues of other credits find it. Here the author must be looked
//! for: the subject (`the Ministry of Works said in a statement`), the first name of the sentence
//! (`Corvoss Home is buying its rival, it said in a statement`), a name that ends in the word used
//! (`the institute said`), one that says or does something at the beginning, or whoever the article
//! names most; a person, whose last name stands alone elsewhere, only as the subject or where there is no other. What
//! the subject is called goes before all that (`subject`). Many articles mention a statement in
//! passing, and a person's may be spoken: one mentioned once, beyond the beginning, must be a body's.
//! A wrong author costs a label, not the finding that there was a text.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use newstem::Credit;
use newstem::text::fold;
use regex::Regex;

use super::NAME;
use super::names::{LEADS, Names, Strength, ends_name_of_body, is_office, key};
use super::subject::{Subject, fuller_description, is_of_kind, is_telling_kind, subject};
use crate::pieces::Pieces;
use crate::plain::{Pattern, Plain};

/// A statement mentioned in these first paragraphs is what the article is made from.
const OPENING_PARAGRAPHS: usize = 3;
/// What a paragraph ends in, and a byline does not.
const SENTENCE_ENDS: [char; 8] = ['.', '!', '?', '”', '"', '’', '»', '…'];
/// Or one mentioned so often anywhere.
const MENTIONS_MIN: usize = 2;
/// What being the subject of the cue, standing first in its sentence and before it, saying or doing
/// something at the beginning of the article, and ending in the word used for the author are worth
/// beside the share of all mentions of names.
const SUBJECT: f64 = 3.0;
const FIRST_IN_SENTENCE: f64 = 1.5;
const SAYS_OR_DOES: f64 = 1.0;
const ENDS_IN_WORD: f64 = 2.0;
/// So many words may stand between the author and the cue.
const WORDS_TO_CUE: usize = 4;

/// Each cue has one of these words, which most lines lack.
const WORDS: [&str; 12] = [
    "statement",
    "announcement",
    "notice",
    "bulletin",
    "release",
    "comunicado",
    "comunicato",
    "communiqu",
    "nota",
    "teilung",
    "teilt",
    "klärung",
];

/// Articles before a body's name.
const ARTICLES: [&str; 14] =
    ["the", "el", "la", "los", "las", "le", "les", "l", "il", "o", "a", "der", "die", "das"];

/// With which bylines begin.
const BYLINES: [&str; 4] = ["By", "Von", "Par", "Por"];
/// Words before a place.
const PLACING: [&str; 9] = ["at", "in", "on", "near", "outside", "en", "à", "bei", "presso"];

/// The cues, with the pieces of text that their patterns need.
struct Cues {
    patterns: Vec<Pattern>,
    pieces: Pieces,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let rows = include_str!("../../data/statement-cues.tsv").lines();
    let rows = rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    let pattern = |(_, pattern)| Pattern::new(&format!("(?i){pattern}"));
    let bare = |(_, pattern)| Pattern::new(pattern);
    let pieces: Vec<Pattern> = rows.clone().map(bare).collect();
    Cues {
        patterns: rows.map(pattern).collect(),
        pieces: Pieces::of(pieces.iter().map(Pattern::source)),
    }
});

impl Cues {
    /// Where a line has cues.
    fn find_in(&self, line: &str) -> Vec<Range<usize>> {
        let plain = Plain::of(line);
        let woken = self.pieces.woken_by(&plain.text.to_lowercase());
        let patterns = woken.into_iter().filter_map(|cue| self.patterns[cue].for_text(&plain.text));
        let found = patterns.flat_map(|pattern| pattern.find_iter(&plain.text));
        found.map(|cue| plain.printed(cue.range())).collect()
    }
}

static NAMES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(NAME).ok());
/// A verb of saying behind a name.
static SAYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^ (?:(?:has|have|had|ha|hat|habe|a|avait|tem) )?(?:said|says|announced|confirmed|dijo|dicho|anunció|anunciado|informó|informado|comunicó|annonce|annoncé|déclaré|indiqué|sagte|teilte|erklärte|mitgeteilt|annunciato|comunicato|detto|disse|anunciou|informou)\b",
    )
    .ok()
});
/// A description in place of a name: `the club`, `its maker`.
static DESCRIPTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?i:the|its|el|la|le|der|die|das|il|o|a) (?P<noun>\p{Ll}{3,})").ok()
});

/// Where a statement is mentioned.
struct Mention {
    start: usize,
    end: usize,
    is_opening: bool,
}

/// The credits to the author of a statement that the article has something from, one for each time that it is mentioned;
/// nothing where there is none, or where `credits` name the author already.
pub(super) fn statement_credits(
    title: &str,
    body: &str,
    names: &Names<'_>,
    credits: &[Credit],
) -> Vec<Credit> {
    let mentions = mentions(body);
    let Some(first) = mentions.first() else { return Vec::new() };
    let overlaps =
        |start: usize, end: usize| credits.iter().any(|by| by.start < end && start < by.end);
    if overlaps(first.start, first.end) {
        return Vec::new();
    }
    let sentence = sentence_around(body, first);
    let start = sentence.start;
    let subject = subject(&body[sentence.clone()], first.start - start..first.end - start);
    let is_source = mentions.len() >= MENTIONS_MIN || first.is_opening || subject.is_some();
    if !is_source {
        return Vec::new();
    }
    let Some(outlet) = author(title, body, sentence, first.start..first.end, names, subject) else {
        return Vec::new();
    };
    let unknown = mentions.iter().filter(|mention| !overlaps(mention.start, mention.end));
    let credit = |mention: &Mention| {
        let start = if mention.start == first.start { start } else { mention.start };
        let text = body[start..mention.end].trim_end().to_owned();
        Credit { outlet: outlet.clone(), end: start + text.len(), start, text }
    };
    unknown.map(credit).collect()
}

fn mentions(body: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let is_telling = |text: &str| WORDS.iter().any(|word| text.contains(word));
    if !is_telling(body) {
        return found;
    }
    let (mut offset, mut paragraphs) = (0, 0);
    for line in body.split('\n') {
        let cues = if is_telling(line) { CUES.find_in(line) } else { Vec::new() };
        found.extend(cues.into_iter().map(|cue| Mention {
            start: offset + cue.start,
            end: offset + cue.end,
            is_opening: paragraphs < OPENING_PARAGRAPHS,
        }));
        offset += line.len() + 1;
        paragraphs += usize::from(line.trim_end().ends_with(SENTENCE_ENDS));
    }
    found.sort_by_key(|mention| (mention.start, Reverse(mention.end)));
    found.dedup_by(|later, earlier| {
        let is_same = later.start < earlier.end;
        earlier.end = if is_same { earlier.end.max(later.end) } else { earlier.end };
        is_same
    });
    found
}

/// From the end of the sentence before a mention to the end of its own, as far as full stops tell.
fn sentence_around(body: &str, mention: &Mention) -> Range<usize> {
    let ends = |text: &str| text.find(". ").into_iter().chain(text.find('\n')).min();
    let before = &body[..mention.start];
    let start = before.rfind(". ").map(|at| at + 2).max(before.rfind('\n').map(|at| at + 1));
    let end = ends(&body[mention.end..]).map_or(body.len(), |at| mention.end + at);
    start.unwrap_or(0)..end
}

/// Whoever most likely made a statement that is mentioned at `cue` in a sentence.
fn author(
    title: &str,
    body: &str,
    sentence: Range<usize>,
    cue: Range<usize>,
    names: &Names<'_>,
    subject: Option<Subject>,
) -> Option<String> {
    let found: Vec<Found> = named(title, body, names).collect();
    let is_named = found.iter().any(|name| (sentence.start..cue.start).contains(&name.start));
    match subject {
        Some(Subject::Body { kind, called }) => {
            let known = body_called(body, &found, &kind, called);
            if known.is_some() {
                return known;
            }
        }
        Some(Subject::Pronoun) if !is_named => {
            let before = body_before(&body[..sentence.start], &found);
            if before.is_some() {
                return before;
            }
        }
        _ => {}
    }
    let words = described(&body[sentence.clone()]);
    let opening =
        body.match_indices('\n').nth(OPENING_PARAGRAPHS - 1).map_or(body.len(), |(at, _)| at);
    let mut before = found.iter().filter(|name| (sentence.start..cue.start).contains(&name.start));
    let first = before.find(|name| !is_place(body, name));
    let signs = |name: &Found| {
        let after = &body[name.end..];
        let says = SAYS.iter().any(|says| says.is_match(after));
        let is_subject = (name.end <= cue.start && is_short_way(&body[name.end..cue.start]))
            || cue.contains(&name.start)
            || (says && sentence.contains(&name.start));
        let is_first =
            first.is_some_and(|first| std::ptr::eq(first, name)) && !is_attribute(body, name);
        let is_agent = body[..name.start].ends_with("by ");
        SUBJECT * weight(is_subject)
            + FIRST_IN_SENTENCE * weight(is_first)
            + SAYS_OR_DOES * weight(name.start < opening && (says || is_agent))
    };
    let mut told: BTreeMap<&[String], Told> = BTreeMap::new();
    for name in &found {
        let entry = Told { mentions: 0, signs: 0.0, printed: &name.printed, first: name.start };
        let told = told.entry(&name.key).or_insert(entry);
        told.mentions += usize::from(!is_place(body, name));
        told.signs = told.signs.max(signs(name));
    }
    best(&found, told, &words)
}

/// The body that is called by its kind: by a name that has a word for it, or as it is called.
fn body_called(body: &str, found: &[Found], kind: &str, called: String) -> Option<String> {
    let printed = |name: &Found| name.printed.clone();
    if called.contains(' ') {
        let whole = found.iter().find(|name| name.printed.ends_with(&called));
        return whole.map(printed).or(Some(called));
    }
    let is_of =
        |name: &&Found| name.key.len() > 1 && name.key.iter().any(|word| is_of_kind(kind, word));
    let described = || fuller_description(body, kind).or(Some(called));
    let named = found.iter().find(is_of).map(printed);
    named.or_else(|| if is_telling_kind(kind) { described() } else { None })
}

/// The body that the sentence before speaks of (`The mill denies it.`), by its name.
fn body_begun_with(before: &str, found: &[Found]) -> Option<String> {
    let before = before.trim_end().trim_end_matches('.');
    let start = [". ", "\n"].iter().filter_map(|end| Some(before.rfind(end)? + end.len())).max();
    let word = before[start.unwrap_or(0)..].strip_prefix("The ")?.split(' ').next()?;
    let kind = fold(word);
    let is_called = |name: &&Found| name.key.len() > 1 && name.key.last() == Some(&kind);
    found.iter().find(is_called).map(|name| name.printed.clone())
}

/// The body that was last mentioned, by its name or kind.
fn body_before(before: &str, found: &[Found]) -> Option<String> {
    let begun_with = body_begun_with(before, found);
    if begun_with.is_some() {
        return begun_with;
    }
    let is_body = |name: &&Found| {
        name.end <= before.len() && name.key.last().is_some_and(|last| ends_name_of_body(last))
    };
    let named = found.iter().rev().find(is_body);
    let words =
        before.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let kind = words.rev().find(|word| is_telling_kind(&fold(word)));
    let place = kind.and_then(|kind| before.rfind(kind));
    match (named, kind) {
        (Some(name), _) if place.is_none_or(|place| place <= name.end) => {
            Some(name.printed.clone())
        }
        (_, kind) => kind.map(str::to_owned),
    }
}

/// What a text tells of a name.
struct Told<'a> {
    mentions: usize,
    /// The most that speaks for it at one of them.
    signs: f64,
    printed: &'a str,
    /// Where it first stands.
    first: usize,
}

/// The name with the highest score, of equals the first; a person's only where there is no other.
fn best(found: &[Found], told: BTreeMap<&[String], Told>, words: &[String]) -> Option<String> {
    let surnames: Vec<&Found> = found.iter().filter(|name| name.may_be_surname).collect();
    let of_person = |key: &[String]| {
        let is_surname = surnames.iter().any(|name| name.key == key)
            && found.iter().any(|name| is_surname_of(key, &name.key));
        is_surname || surnames.iter().any(|name| is_surname_of(&name.key, key))
    };
    let score = |(key, told): (&[String], Told)| {
        let is_described = key.last().is_some_and(|last| words.contains(last));
        let share = told.mentions as f64 / found.len() as f64;
        let score = share + told.signs + ENDS_IN_WORD * weight(is_described);
        (
            (!of_person(key) || told.signs >= SUBJECT, score, Reverse(told.first)),
            told.printed.to_owned(),
        )
    };
    let scored = told.into_iter().map(score);
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, printed)| printed)
}

fn weight(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// `Varga` of `Piet Varga`: the last word of a longer name, and one that no body's name ends in.
fn is_surname_of(short: &[String], long: &[String]) -> bool {
    let [surname] = short else { return false };
    matches!(long.len(), 2 | 3) && long.last() == Some(surname) && !ends_name_of_body(surname)
}

/// Whether only a verb or so stands between a name and a cue: `Corvoss said on Monday in`.
fn is_short_way(between: &str) -> bool {
    let is_plain = |c: char| c.is_alphabetic() || c == ' ';
    between.chars().all(is_plain) && between.split_whitespace().count() <= WORDS_TO_CUE
}

/// `a works at Skerrow`, `on the Anner estuary`: what stands behind such a word says nothing in the sentence.
fn is_place(body: &str, name: &Found) -> bool {
    let mut before = body[..name.start].rsplit([' ', '\n']).filter(|word| !word.is_empty());
    let last = before.find(|word| !ARTICLES.contains(&fold(word).as_str()));
    last.is_some_and(|last| PLACING.contains(&fold(last).as_str()))
}

/// `an Iskaran cutter`: the name only tells what kind of thing it is.
fn is_attribute(body: &str, name: &Found) -> bool {
    let before = body[..name.start].trim_end();
    [" a", " an", " un", " une", " una", " ein", " eine", " einen", " um", " uma"]
        .iter()
        .any(|article| before.ends_with(article))
}

/// A name where it stands.
struct Found {
    start: usize,
    end: usize,
    /// Its folded words.
    key: Vec<String>,
    printed: String,
    /// Whether no article stands before it: `the Union` is nobody's last name.
    may_be_surname: bool,
}

/// The names of a text that may be a body's.
fn named<'a>(
    title: &'a str,
    text: &'a str,
    names: &'a Names<'a>,
) -> impl Iterator<Item = Found> + 'a {
    let found = NAMES.iter().flat_map(|name| name.find_iter(text));
    let telling = found.filter(|name| {
        let is_name = !opens_sentence(text, name.start(), name.as_str())
            || is_always_capital(name.as_str(), title, text);
        is_name && !is_in_byline(text, name.start())
    });
    telling.filter_map(|name| {
        let printed = names.resolve(name.as_str(), Strength::Any)?;
        let key = key(&printed);
        let is_number = key.last().is_none_or(|word| is_digits(word));
        let names_nobody = is_number
            || is_office(&key)
            || name.as_str() == "I"
            || LEADS.contains(&printed.as_str());
        let may_be_surname =
            !ends_in_article(&text[..name.start()]) && !begins_with_article(name.as_str());
        let found = Found { start: name.start(), end: name.end(), key, printed, may_be_surname };
        (!names_nobody).then_some(found)
    })
}

/// `By Hattie Pell`: who writes is not written about.
fn is_in_byline(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default().trim_end();
    let by = line.split(' ').next().unwrap_or_default();
    BYLINES.contains(&by) && !line.ends_with(SENTENCE_ENDS)
}

fn is_digits(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

fn ends_in_article(before: &str) -> bool {
    let last = before.trim_end().rsplit([' ', '\n', '“', '"']).next().unwrap_or_default();
    ARTICLES.contains(&fold(last).as_str())
}

/// `The Trust` is no more anybody's last name than `the Trust` is.
fn begins_with_article(name: &str) -> bool {
    name.split_once(' ').is_some_and(|(first, _)| ARTICLES.contains(&fold(first).as_str()))
}

/// Whether a capital says nothing: that of a single word which begins a sentence.
fn opens_sentence(text: &str, start: usize, name: &str) -> bool {
    let before = text[..start].trim_end_matches(['“', '"', '‘', '«', ' ']);
    !name.contains(' ') && (before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':']))
}

/// Whether a word that begins a sentence stands in the title, too, and never in small letters.
fn is_always_capital(word: &str, title: &str, text: &str) -> bool {
    let mut in_title = title.split(|c: char| !c.is_alphanumeric());
    let small = word.to_lowercase();
    in_title.any(|other| other == word)
        && !text.split(|c: char| !c.is_alphanumeric()).any(|other| other == small)
}

fn described(sentence: &str) -> Vec<String> {
    let nouns = DESCRIPTION.iter().flat_map(|description| description.captures_iter(sentence));
    nouns.filter_map(|captures| Some(fold(captures.name("noun")?.as_str()))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Outlets;
    use super::*;

    fn check(body: &str, expected: Option<&str>) {
        let outlets = Outlets::default();
        let names = Names::new(None, &outlets);
        let credit = statement_credits("", body, &names, &[]).into_iter().next();
        if let Some(credit) = &credit {
            assert_eq!(&body[credit.start..credit.end], credit.text);
        }
        assert_eq!(credit.map(|credit| credit.outlet).as_deref(), expected, "{body}");
    }

    #[test]
    fn where_something_stands_is_not_who_states_it() {
        check(
            "Bottle maker Harrowmere is to take its plant off gas.\nA furnace at Skerrow, on the Anner estuary, should be lit \
             in 2028, the company said in a statement.\nHarrowmere will hire.",
            Some("Harrowmere"),
        );
    }

    #[test]
    fn a_name_that_begins_sentences_is_told_by_the_title() {
        let body = "Orbel has put back the end of Minder Two.\nThe pumps will run, the company \
                    said in a statement.\nBuyers of Minder Two were glad.";
        let (outlets, title) = (Outlets::default(), "Orbel blinks");
        let names = Names::new(None, &outlets);
        let author = |title: &str| {
            statement_credits(title, body, &names, &[])
                .into_iter()
                .next()
                .map(|credit| credit.outlet)
        };
        assert_eq!(author("").as_deref(), Some("Minder Two"));
        assert_eq!(author(title).as_deref(), Some("Orbel"));
    }

    #[test]
    fn the_author_is_looked_for_in_the_sentence_and_in_the_article() {
        check(
            "Corvoss Home is buying the Ansty works, it said in a statement on Wednesday.",
            Some("Corvoss Home"),
        );
        check(
            "Doctors at the Ostrey Institute found a pill.\nNobody has tried it before, the \
             institute said in a statement.",
            Some("Ostrey Institute"),
        );
        check(
            "Shelves are being cleared of a bottle made by Mossbeck Works.\nIn all 200 are \
             involved, the maker said in a statement.\nMossbeck Works was founded in 1889.",
            Some("Mossbeck Works"),
        );
        check(
            "She was hit by a Lomvian cutter in the strait, the Ministry of the Interior said in a \
             statement. Lomvian radio was silent.",
            Some("Ministry of the Interior"),
        );
        check(
            "No trains run to Merrin Sound, Vale & Border has said.\nIn a statement the operator \
             spoke of the line to Merrin Sound. At Merrin Sound it rained.",
            Some("Vale & Border"),
        );
        check(
            "The two-litre Dormouse bottle is being recalled by Mossbeck Works.\nIn all 200 are \
             involved, the manufacturer said in a statement. A Dormouse is warm.",
            Some("Mossbeck Works"),
        );
        check(
            "They tore up the contract of Tobin Rask.\nIn its statement the club, the Aldmoor \
             Harriers, offered money to Rask. But Rask wants none, and Rask is right.",
            Some("Aldmoor Harriers"),
        );
        check(
            "The Valley Union goes to court over 38 votes, it said in a statement.\nThe seal was \
             broken, as the Union saw. So the Governor said. The 38 were his.",
            Some("The Valley Union"),
        );
        check(
            "Orbel Care offers a month free.\nIn a press release the company told people to unplug \
             it. Its founder, Anneke Dalgarno, spoke of mothers.",
            Some("Orbel Care"),
        );
        check(
            "In a statement the Ellerby Marathon Trust said it had been traced.\n“I am sorry,” said \
             Frew. “I looked up,” she said. “I was there.” The Trust asked for more.",
            Some("Ellerby Marathon Trust"),
        );
        check(
            "Bettie Quill, the Dark Duchess of film, has died, her agent Mark Hallam said in a statement. \
             The Dark Duchess was 85. They saw Hallam weep.",
            Some("Mark Hallam"),
        );
        check(
            "La Alianza del Norte deja el gobierno, anunció en un comunicado.",
            Some("La Alianza del Norte"),
        );
        check(
            "Le Parti des Dunes quitte la coalition, a-t-il annoncé dans un communiqué.",
            Some("Le Parti des Dunes"),
        );
    }

    #[test]
    fn a_body_is_told_by_what_it_is_called() {
        let far = "By Hattie Pell\nA roof fell in Harle.\nNobody was hurt.\nSnow lay on it.\n";
        let check = |rest: &str, expected| check(&format!("{far}{rest}"), expected);
        check("In a statement this afternoon the council said it was old.", Some("council"));
        check(
            "The county council met. In a statement the council said so.",
            Some("county council"),
        );
        check(
            "It was seen by Averley Police. The force said in a statement it fell.",
            Some("Averley Police"),
        );
        check("Harle police said in a statement that it fell.", Some("Harle police"));
        check("Police had looked for nine. In a statement they said it was two.", Some("Police"));
        check(
            "It came from the Office of the Public Prosecutor, the prosecutors said in a statement.",
            Some("Office of the Public Prosecutor"),
        );
        check("Das teilte die Polizei der Tessenmark mit.", Some("Polizei der Tessenmark"));
        check("It fell, the Border Guard said in a communiqué.", Some("Border Guard"));
        check(
            "“We saw it,” she says in the notice that Harle Bridge Laboratory put out.",
            Some("Harle Bridge Laboratory"),
        );
        check("“I am sorry,” Petra Hallam said in a statement.", None);
        check("She met the press in a short statement.", None);
    }

    #[test]
    fn it_is_the_body_that_the_sentence_before_begins_with() {
        check(
            "Skelding Mill ground it. Officers had called.\nThe mill denies it. In a statement it said no.",
            Some("Skelding Mill"),
        );
    }

    #[test]
    fn a_statement_may_be_from_a_body_called_by_its_kind() {
        check(
            "The games committee met.\nAll is void, a statement from the committee says.",
            Some("games committee"),
        );
        check("All is void, a statement from the heart.", None);
        check(
            "Fenwater Police came.\nUpdated at six with police statement",
            Some("Fenwater Police"),
        );
    }

    #[test]
    fn who_writes_and_where_it_was_is_not_who_states_it() {
        check(
            "By Hattie Pell\nTaps were shut, as Wend Water told people at six. In a statement the \
             company said so.",
            Some("Wend Water"),
        );
        check(
            "Diesel was found in a tank at Foxlow and in a shed near Foxlow.\nPeople heard it from \
             Wend Water. In a statement the company said so.",
            Some("Wend Water"),
        );
    }

    #[test]
    fn lines_that_end_no_sentence_are_no_paragraphs() {
        check(
            "By Ada Bee\nUpdated at six\nOn the quay\nIt fell, Noordzand said in a statement.",
            Some("Noordzand"),
        );
        check("It fell.\nIt broke.\nIt rained.\nIt blew, Noordzand said in a statement.", None);
    }

    #[test]
    fn each_mention_of_a_statement_is_a_credit() {
        let outlets = Outlets::default();
        let names = Names::new(None, &outlets);
        let body = "It fell, the Harle Council said in a statement. The statement said no more.";
        let credits = statement_credits("", body, &names, &[]);
        let texts: Vec<&str> = credits.iter().map(|credit| credit.text.as_str()).collect();
        assert_eq!(texts, ["It fell, the Harle Council said in a statement", "The statement said"]);
    }

    #[test]
    fn a_statement_in_passing_is_no_source() {
        let opening = "It rained.\nIt went on raining.\nIt stopped.\n";
        let late = "The Harbour Board thanked everybody in a statement.";
        check(&format!("{opening}{late}"), None);
        check(&format!("{opening}{late}\nThe statement said no more."), Some("The Harbour Board"));
        check("The board gave a statement of its accounts to the Harbour Board.", None);
        check("It fell, they said in a statement.", None);
    }
}
