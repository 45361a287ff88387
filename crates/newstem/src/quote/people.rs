//! The people of one article: mentions that name the same person, and what the article says they
//! are. A surname or first name alone joins the fullest name that shares it; two full names with
//! different first names stay two people. Roles are the noun phrase beside a name: `the harbour
//! master, Ines Halloran`, `Tiber Aldan, the ministry's spokesman`.

use std::ops::Range;

use super::known::Known;
use super::lexicon::{Gender, Lexicon, gender_of_noun, is_title};
use super::mention::{Kind, Mention};
use crate::text::{Reading, TokenKind};

/// Somebody who is named in the article.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The fullest name printed, without titles.
    pub name: String,
    /// Its folded words.
    pub words: Vec<String>,
    /// What the article calls them.
    pub role: Option<String>,
    /// The sex that a title, role or pronoun shows.
    pub gender: Option<Gender>,
    /// At least one mention may be a person's.
    pub is_human: bool,
    /// The text treats them as a person: a title, a verb of speech, an age, the surname alone.
    pub is_surely_human: bool,
}

/// The people of an article, and for each mention the person it names.
pub(super) struct People {
    pub list: Vec<Person>,
    pub of_mention: Vec<Option<usize>>,
}

/// Gathers the people that `mentions` name, with what other articles of the story know of them.
pub(super) fn people(
    reading: &Reading,
    mentions: &[Mention],
    lexicon: &Lexicon,
    known: &Known,
) -> People {
    let mut list: Vec<Person> = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.name.len() >= 2) {
        if mention.kind == Kind::Person && find_full(&list, &mention.name).is_none() {
            list.push(person_of(mention));
        }
    }
    let mut of_mention = Vec::new();
    for mention in mentions {
        of_mention.push(assign(&mut list, mention));
    }
    let mut people = People { list, of_mention };
    weigh_evidence(reading, mentions, lexicon, &mut people);
    for person in &mut people.list {
        known.tell(person);
    }
    add_roles(reading, mentions, lexicon, &mut people);
    people
}

/// The name without a comma or point behind it, unless the point is one of several: `U.S.`.
fn bare(printed: &str) -> &str {
    let name = printed.trim_end_matches(['.', ',']);
    let last_word = name.rsplit(' ').next().unwrap_or_default();
    if last_word.contains('.') { printed.trim_end_matches(',') } else { name }
}

fn person_of(mention: &Mention) -> Person {
    Person {
        name: bare(&mention.printed).to_owned(),
        words: mention.name.clone(),
        role: None,
        gender: None,
        is_human: false,
        is_surely_human: false,
    }
}

/// The same full name, or one that only differs by middle names.
fn find_full(list: &[Person], name: &[String]) -> Option<usize> {
    list.iter().position(|person| {
        person.words.last() == name.last() && person.words.first() == name.first()
    })
}

fn assign(list: &mut Vec<Person>, mention: &Mention) -> Option<usize> {
    if matches!(mention.kind, Kind::Pronoun(_)) || mention.name.is_empty() {
        return None;
    }
    let known = find_full(list, &mention.name).or_else(|| find_partial(list, &mention.name));
    let index = known.unwrap_or_else(|| {
        list.push(person_of(mention));
        list.len() - 1
    });
    let person = &mut list[index];
    person.is_human |= mention.kind == Kind::Person;
    person.gender = person.gender.or(mention.gender);
    Some(index)
}

fn find_partial(list: &[Person], name: &[String]) -> Option<usize> {
    let alone = match name {
        [alone] => alone,
        _ => return list.iter().position(|person| person.words.ends_with(name)),
    };
    let by_last = list.iter().position(|person| person.words.last() == Some(alone));
    by_last.or_else(|| list.iter().position(|person| person.words.first() == Some(alone)))
}

/// Two capitalised words may be a street; what people do makes them people.
fn weigh_evidence(reading: &Reading, mentions: &[Mention], lexicon: &Lexicon, people: &mut People) {
    for (mention, index) in mentions.iter().zip(&people.of_mention) {
        let Some(index) = *index else { continue };
        let person = &mut people.list[index];
        let titled = mention.kind == Kind::Person && is_titled(reading, mention);
        let is_kin = follows_office(reading, mention) || follows_kin(reading, mention);
        person.is_human |= is_kin;
        person.is_surely_human |= person.is_human
            && (titled
                || is_kin
                || has_age(reading, mention)
                || speaks(reading, mention, lexicon)
                || has_relative_clause(reading, mention));
    }
}

/// `his sister Theda`, `spokesman John Kirby`.
fn follows_office(reading: &Reading, mention: &Mention) -> bool {
    let before = mention.tokens.start.checked_sub(2);
    let word = before.and_then(|before| reading.folded.get(before));
    let adjacent = mention.tokens.start > 0
        && reading.tokens[mention.tokens.start - 1].kind == TokenKind::Space;
    adjacent
        && mention.kind != Kind::Body
        && word.is_some_and(|word| is_title(word) || gender_of_noun(word).is_some())
}

/// `her mother, Joanne`: a first name in apposition.
fn follows_kin(reading: &Reading, mention: &Mention) -> bool {
    let Some(noun) = mention.tokens.start.checked_sub(3) else { return false };
    let owner = noun.checked_sub(2).map(|owner| reading.folded[owner].as_str());
    mention.kind == Kind::Name
        && is_comma(reading, noun + 1)
        && matches!(owner, Some("her" | "his" | "their"))
        && gender_of_noun(&reading.folded[noun]).is_some()
}

fn is_titled(reading: &Reading, mention: &Mention) -> bool {
    let words = mention.tokens.clone();
    words.filter(|&token| reading.tokens[token].is_word()).count() > mention.name.len()
}

/// `Josué Teles, 47,`
fn has_age(reading: &Reading, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    let age = reading.tokens.get(end + 2);
    age.is_some_and(|age| age.kind == TokenKind::Number && age.end - age.start <= 2)
        && reading.token_text(end) == ","
}

/// A verb of speech right behind the name, perhaps after a comma, or right before it.
fn speaks(reading: &Reading, mention: &Mention, lexicon: &Lexicon) -> bool {
    let is_cue = |token: usize| {
        let folded = reading.folded.get(token);
        folded.is_some_and(|folded| lexicon.is_cue(folded))
    };
    let end = mention.tokens.end;
    let before = mention.tokens.start.checked_sub(2);
    let behind = is_cue(end + 1) || (is_comma(reading, end) && is_cue(end + 2));
    mention.subject && (behind || before.is_some_and(is_cue))
}

fn is_comma(reading: &Reading, token: usize) -> bool {
    token < reading.tokens.len() && reading.token_text(token) == ","
}

/// `Lucía Barrondo, who runs …`
fn has_relative_clause(reading: &Reading, mention: &Mention) -> bool {
    const RELATIVES: &[&str] = &["who", "whose", "quien", "quem", "cuyo", "cuya"];
    let word = reading.folded.get(mention.tokens.end + 2);
    is_comma(reading, mention.tokens.end)
        && word.is_some_and(|word| RELATIVES.contains(&word.as_str()))
}

fn add_roles(reading: &Reading, mentions: &[Mention], lexicon: &Lexicon, people: &mut People) {
    for (mention, index) in mentions.iter().zip(&people.of_mention) {
        let Some(index) = index.filter(|&index| people.list[index].is_human) else {
            continue;
        };
        let role = title_before(reading, mention)
            .or_else(|| phrase_before(reading, mention.tokens.start, lexicon))
            .or_else(|| phrase_after(reading, mention.tokens.end, lexicon));
        let Some(role) = role else { continue };
        let person = &mut people.list[index];
        person.gender = person.gender.or_else(|| gender_of_phrase(reading, &role));
        person.is_surely_human |= names_an_office(reading, &role);
        let text =
            &reading.text[reading.tokens[role.start].start..reading.tokens[role.end - 1].end];
        let longer = person.role.as_ref().is_none_or(|known| known.len() < text.len());
        if longer {
            person.role = Some(text.to_owned());
        }
    }
}

fn names_an_office(reading: &Reading, phrase: &Range<usize>) -> bool {
    let mut words = phrase.clone().map(|token| reading.folded[token].as_str());
    words.any(|word| is_title(word) || gender_of_noun(word).is_some())
}

fn gender_of_phrase(reading: &Reading, phrase: &Range<usize>) -> Option<Gender> {
    let mut words = phrase.clone().map(|token| reading.folded[token].as_str());
    if let Some(gender) = words.find_map(gender_of_noun) {
        return Some(gender);
    }
    match reading.folded[phrase.start].as_str() {
        "la" | "una" | "une" | "uma" | "die" => Some(Gender::Female),
        "el" | "le" | "un" | "il" | "um" | "der" => Some(Gender::Male),
        _ => None,
    }
}

/// `Interior Minister` in `Interior Minister Matej Orlun`; a bare `Mr` says nothing.
fn title_before(reading: &Reading, mention: &Mention) -> Option<Range<usize>> {
    let words: Vec<usize> =
        mention.tokens.clone().filter(|&token| reading.tokens[token].is_word()).collect();
    let titles = words.len().checked_sub(mention.name.len())?;
    let last = *words[..titles].last()?;
    let long = reading.tokens[last].end - reading.tokens[words[0]].start > 4;
    long.then_some(words[0]..last + 1)
}

const ROLE_WORDS_MAX: usize = 9;

/// `the harbour master,` or `Foreign Ministry spokeswoman` before a name.
fn phrase_before(reading: &Reading, first: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let end = first.checked_sub(1)?;
    if end > 0 && reading.token_text(end - 1) == "," {
        apposition_before(reading, end - 1, lexicon)
    } else {
        noun_before(reading, end, lexicon)
    }
}

/// `the head of civil protection for the province,`: back to the nearest article that no preposition
/// makes part of something before it. A phrase that opens with a preposition is a place.
fn apposition_before(reading: &Reading, end: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let words = words_back(reading, end, lexicon);
    let folded = |word: usize| reading.folded[word].as_str();
    let is_article =
        |at: usize| lexicon.is_determiner(folded(words[at])) && folded(words[at]) != "that";
    let is_governed =
        |at: usize| words.get(at + 1).is_some_and(|&before| lexicon.is_preposition(folded(before)));
    let opener = (0..words.len()).find(|&at| is_article(at) && !is_governed(at))?;
    let closed = !lexicon.is_preposition(folded(words[0]));
    closed.then_some(words[opener]..end)
}

/// `Foreign Ministry spokeswoman`: an office right before the name, with what qualifies it.
fn noun_before(reading: &Reading, end: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let words = words_back(reading, end, lexicon);
    let folded = |word: usize| reading.folded[word].as_str();
    let office = *words.first()?;
    if !is_title(folded(office)) && gender_of_noun(folded(office)).is_none() {
        return None;
    }
    let qualifies = |&&word: &&usize| !lexicon.is_function_word(folded(word));
    let start = *words.iter().take_while(qualifies).last()?;
    Some(start..end)
}

/// Words before `end`, last first, up to a mark or a verb of speech.
fn words_back(reading: &Reading, end: usize, lexicon: &Lexicon) -> Vec<usize> {
    let mut words = Vec::new();
    for token in (0..end).rev() {
        match reading.tokens[token].kind {
            TokenKind::Space if !reading.token_text(token).contains('\n') => continue,
            TokenKind::Word if words.len() < ROLE_WORDS_MAX => {
                if lexicon.is_cue(&reading.folded[token]) {
                    break;
                }
                words.push(token);
            }
            _ => break,
        }
    }
    words
}

/// `, the ministry's spokesman,` after a name.
fn phrase_after(reading: &Reading, end: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let first = end + 2;
    if first >= reading.tokens.len() || reading.token_text(end) != "," {
        return None;
    }
    let folded = reading.folded[first].as_str();
    let opens = lexicon.is_determiner(folded)
        || (reading.token_text(first).starts_with(char::is_lowercase)
            && !lexicon.is_function_word(folded)
            && !lexicon.is_cue(folded));
    if !opens {
        return None;
    }
    let stop =
        (first..reading.tokens.len()).find(|&token| closes_phrase(reading, token, lexicon))?;
    let words = (first..stop).filter(|&token| reading.tokens[token].is_word()).count();
    let closed = matches!(reading.token_text(stop), "," | "." | ";" | ")");
    // What follows a possessive is more often a thing: `…, its proof there and nowhere else`.
    let is_owned = matches!(folded, "its" | "their" | "his" | "her");
    let tells = !is_owned || names_an_office(reading, &(first..stop));
    (closed && tells && words <= ROLE_WORDS_MAX && words > 0).then_some(first..stop)
}

fn closes_phrase(reading: &Reading, token: usize, lexicon: &Lexicon) -> bool {
    let text = reading.token_text(token);
    let mark = reading.tokens[token].kind == TokenKind::Mark && !matches!(text, "-" | "'" | "’");
    mark || text.contains('\n') || lexicon.is_cue(&reading.folded[token])
}
