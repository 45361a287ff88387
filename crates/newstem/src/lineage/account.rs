//! Bodies whose account an article gives without a word of how it has it: `the council says … the council added`.
//!
//! Who is told of at the head of an article as saying something, and again further down, put out what the article was
//! made from, more often than not: reporters on the spot have several to quote. So an article for which nothing else at
//! hand speaks goes back to that body's text, and so does an agency's text with the same account. Only bodies called by
//! their kind count, since nobody can tell a firm's name from a person's. In English. Rejected: one mention at the head,
//! which reports of one's own have as well.
//!
//! Fails on: two reporters who both heard one body, and nobody else.

use std::ops::Range;

use super::credit::{NamedBy, Naming};
use super::forest::Forest;
use super::unseen::{Ancestor, archetype};
use super::writing::Findings;
use crate::article::Article;
use crate::outlet::OutletName;
use crate::text::fold;

/// Paragraphs at the head of an article, beside the headline.
const HEAD: usize = 2;
/// A body speaks so often in an article that gives its account.
const TIMES_MIN: usize = 2;
/// So many words of its name may stand between a body and the verb before it.
const NAME_WORDS_MAX: usize = 7;
const SENTENCE_ENDS: [char; 8] = ['.', '!', '?', '”', '"', '’', '»', '…'];

/// Words for kinds of bodies, a row for each kind.
const KINDS: [&str; 17] = [
    "police constabulary force officers",
    "council",
    "ministry department",
    "embassy consulate",
    "university college",
    "institute laboratory observatory",
    "court tribunal",
    "prosecutors prosecutor",
    "hospital clinic infirmary",
    "commission committee",
    "brigade firefighters",
    "authority inspectorate regulator office board",
    "coastguard",
    "service",
    "union",
    "federation association league society",
    "trust charity",
];
/// Verbs behind a body, and before one.
const SAYS: &str = "said says say announced announces confirmed confirms warned warns adds added believes believe wants want \
    asks ask asked thinks insists insisted advises advised urges urged appealed stresses stressed";
const SAYS_BEFORE: [&str; 3] = ["said", "says", "announced"];
const ASKED_BY: [&str; 6] = ["asked", "told", "ordered", "warned", "urged", "advised"];
const AUXILIARIES: &str = "has have had also is are was were being since later now";

/// Where a body speaks.
struct Attribution {
    /// The row of its kind.
    kind: usize,
    called: String,
    place: Range<usize>,
    is_head: bool,
}

/// A body whose account an article gives, and the words with which it first speaks.
#[derive(Debug, PartialEq)]
struct Account {
    called: String,
    text: String,
}

/// Hangs articles from bodies whose account they give, where nothing else is known of their source.
pub fn join(forest: &mut Forest, ancestors: &mut Vec<Ancestor>, findings: &Findings) {
    let accounts: Vec<Option<Account>> =
        findings.members.iter().map(|member| account(member.article)).collect();
    for (member, account) in accounts.iter().enumerate() {
        let Some(account) = account else { continue };
        let copy = match forest.parents[member][..] {
            [] => None,
            [wire] => match copy_with_account(wire, member, &accounts, forest, ancestors, findings)
            {
                Some(copy) => Some((wire, copy)),
                None => continue,
            },
            _ => continue,
        };
        let body = body_of(account, forest, ancestors);
        let node = ancestors[body].node;
        if !forest.may_adopt(node, member) {
            continue;
        }
        forest.parents[member] = vec![node];
        ancestors[body].naming.add(named_by(member, account));
        let copy = copy.filter(|&(wire, _)| forest.may_adopt(node, wire));
        if let Some((wire, (copy, account))) = copy {
            forest.parents[wire] = vec![node];
            ancestors[body].naming.add(named_by(copy, account));
        }
    }
}

/// The copy of an agency's text that gives the same account as an article which hangs from that text only because it
/// is like this copy.
fn copy_with_account<'a>(
    wire: usize,
    member: usize,
    accounts: &'a [Option<Account>],
    forest: &Forest,
    ancestors: &[Ancestor],
    findings: &Findings,
) -> Option<(usize, &'a Account)> {
    let ancestor = ancestors.iter().find(|ancestor| ancestor.node == wire)?;
    if ancestor.naming.by_member(member).is_some() || !forest.parents[wire].is_empty() {
        return None;
    }
    let copy = archetype(forest, ancestor, findings).filter(|&copy| copy != member)?;
    let (own, other) = (accounts[member].as_ref()?, accounts[copy].as_ref()?);
    may_be(&own.called, &other.called).then_some((copy, other))
}

fn may_be(one: &str, other: &str) -> bool {
    OutletName::new(one).may_be(&OutletName::new(other))
}

/// The place of the ancestor that is the body's text, which another article may have named.
fn body_of(account: &Account, forest: &mut Forest, ancestors: &mut Vec<Ancestor>) -> usize {
    let name = OutletName::new(&account.called);
    let known = ancestors.iter().position(|ancestor| ancestor.naming.may_be(&name));
    known.unwrap_or_else(|| {
        let naming = Naming::of(&account.called);
        ancestors.push(Ancestor { node: forest.add_node(), naming });
        ancestors.len() - 1
    })
}

fn named_by(member: usize, account: &Account) -> NamedBy {
    let text = account.text.clone();
    NamedBy { member, text, is_dateline: false, is_in_passing: false, is_lead: true }
}

/// The body that speaks at the head of an article and again.
fn account(article: &Article) -> Option<Account> {
    if article.language != "en" {
        return None;
    }
    let in_title = attributions(&article.title, 0, true);
    let in_body = attributions_of(&article.body);
    let mut kinds: Vec<usize> =
        in_title.iter().chain(&in_body).filter(|one| one.is_head).map(|one| one.kind).collect();
    kinds.dedup();
    let told = |kind: usize| in_body.iter().filter(move |one| one.kind == kind);
    let times =
        |kind: usize| told(kind).count() + in_title.iter().filter(|one| one.kind == kind).count();
    let kind = kinds
        .into_iter()
        .filter(|&kind| times(kind) >= TIMES_MIN)
        .max_by_key(|&kind| times(kind))?;
    let fullest = told(kind).max_by_key(|one| one.called.len())?;
    let first = told(kind).next()?;
    Some(Account {
        called: fullest.called.clone(),
        text: article.body[first.place.clone()].to_owned(),
    })
}

fn attributions_of(body: &str) -> Vec<Attribution> {
    let (mut offset, mut paragraphs, mut found) = (0, 0, Vec::new());
    for line in body.split('\n') {
        found.extend(attributions(line, offset, paragraphs < HEAD));
        offset += line.len() + 1;
        paragraphs += usize::from(line.trim_end().ends_with(SENTENCE_ENDS));
    }
    found
}

fn attributions(line: &str, offset: usize, is_head: bool) -> Vec<Attribution> {
    let words: Vec<(usize, &str)> = words(line).collect();
    let at = |place: usize| attribution(&words, place, offset, is_head);
    (0..words.len()).filter_map(at).collect()
}

/// The words of a line with their places.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let place = move |word: &str| word.as_ptr() as usize - line.as_ptr() as usize;
    line.split_whitespace().map(move |word| (place(word), word))
}

fn attribution(
    words: &[(usize, &str)],
    at: usize,
    offset: usize,
    is_head: bool,
) -> Option<Attribution> {
    let word = plain(words[at].1);
    let kind = KINDS.iter().position(|row| holds(row, &word))?;
    let first = name_start(words, at);
    let behind = spoken_behind(words, at).map(|verb| first..verb);
    let place = behind.or_else(|| spoken_before(words, first).map(|verb| verb..at))?;
    let (last, word) = words[place.end];
    let end = last + trimmed_end(word).len();
    let called: Vec<&str> = words[first..=at].iter().map(|(_, word)| *word).collect();
    let called = trimmed_end(&called.join(" ")).to_owned();
    Some(Attribution { kind, called, place: offset + words[place.start].0..offset + end, is_head })
}

/// Where the capitalised name begins that ends in the kind at this place.
fn name_start(words: &[(usize, &str)], at: usize) -> usize {
    let is_part = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.ends_with(char::is_alphanumeric)
            && !is_article(word)
    };
    let mut first = at;
    while first > 0 && at - first < NAME_WORDS_MAX {
        let joins = matches!(words[first - 1].1, "of" | "and" | "&")
            && first > 1
            && is_part(words[first - 2].1);
        if !joins && !is_part(words[first - 1].1) {
            break;
        }
        first -= 1;
    }
    first
}

fn is_article(word: &str) -> bool {
    matches!(word, "The" | "A" | "An" | "Its" | "Their")
}

/// The place of the verb behind a body.
fn spoken_behind(words: &[(usize, &str)], at: usize) -> Option<usize> {
    if !words[at].1.ends_with(char::is_alphanumeric) {
        return None;
    }
    let is_auxiliary = |(_, word): &&(usize, &str)| holds(AUXILIARIES, &plain(word));
    let verb = at + 1 + words[at + 1..].iter().take_while(is_auxiliary).count();
    words.get(verb).filter(|(_, word)| holds(SAYS, &plain(word))).map(|_| verb)
}

/// The place of the verb before a name that begins here: `said the`, `according to the`, `asked by the`.
fn spoken_before(words: &[(usize, &str)], first: usize) -> Option<usize> {
    let is_determiner = |(_, word): &(usize, &str)| matches!(*word, "the" | "a" | "an");
    let before = words[..first].iter().rposition(|word| !is_determiner(word))?;
    let (verb, word) = (before.checked_sub(1), plain(words[before].1));
    let is_verb = |list: &[&str], at: usize| list.contains(&plain(words[at].1).as_str());
    match word.as_str() {
        "to" => verb.filter(|&verb| is_verb(&["according"], verb)),
        "by" => verb.filter(|&verb| is_verb(&ASKED_BY, verb)),
        _ => is_verb(&SAYS_BEFORE, before).then_some(before),
    }
}

fn trimmed_end(word: &str) -> &str {
    word.trim_end_matches(|c: char| !c.is_alphanumeric())
}

fn plain(word: &str) -> String {
    fold(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn holds(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|entry| entry == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, body: &str, expected: Option<(&str, &str)>) {
        let article = Article {
            title: title.to_owned(),
            body: body.to_owned(),
            language: "en".to_owned(),
            ..Article::default()
        };
        let found = account(&article);
        let told = found.as_ref().map(|one| (one.called.as_str(), one.text.as_str()));
        assert_eq!(told, expected, "{body}");
    }

    #[test]
    fn who_speaks_at_the_head_and_again_gives_the_account() {
        let head = "Guests are asked by the Hollin Health Board not to eat it.";
        let first = "asked by the Hollin Health Board";
        check(
            "",
            &format!("{head}\nIt rained.\nThe Board adds that it blew."),
            Some(("Hollin Health Board", first)),
        );
        check("", &format!("{head}\nIt rained."), None);
        check(
            "Police ask for films",
            "A gate fell.\nIt rained.\nThe force says so.",
            Some(("force", "force says")),
        );
        check("", "It rained.\nIt blew.\nThe Board says so. The Board added that.", None);
        check("", "The Board says so.\nIt blew.\nThe force adds that.", None);
    }

    #[test]
    fn a_body_speaks_by_a_verb_beside_it() {
        let twice = |line: &str, called: &str, text: &str| {
            check("", &format!("{line}\n{line}"), Some((called, text)));
        };
        twice(
            "So says the Quay and Yard Staff Union.",
            "Quay and Yard Staff Union",
            "says the Quay and Yard Staff Union",
        );
        twice(
            "It fell, according to Fenwater Police.",
            "Fenwater Police",
            "according to Fenwater Police",
        );
        twice("The council has also said so.", "council", "council has also said");
        let none = [
            "The council met.",
            "The council’s gate said so.",
            "It was built by the council.",
            "A council, says Ada Bee.",
        ];
        for line in none {
            check("", &format!("{line}\n{line}"), None);
        }
    }

    #[test]
    fn a_byline_is_no_paragraph() {
        let lines = "By Ada Bee\nOn the quay\nPicture: Piet Varga\nThe council says so.\nThe council adds that.";
        check("", lines, Some(("council", "council says")));
    }
}
