//! Credits: where an article names another outlet as its source.
//!
//! Two ways lead to one: a cue (`according to …`, `… reported`, a dateline's parenthesis) beside a
//! capitalised name, from the table `data/credit-cues.tsv`, and the full name of another outlet of
//! the pile anywhere. The cue says how much the name must look like an outlet's, for `according to
//! the Interior Ministry` is no credit. Lines of furniture are searched too, since agencies stand
//! there as often as in the text. A statement whose author is named elsewhere is looked for by
//! `statement`. Rejected: a list of all outlets, which no list is.
//!
//! Where it fails: an outlet with a one-word name that no list knows (`told Lantern`), and an
//! outlet named as the actor of an event and not as its source.

mod names;
mod outlets;
mod statement;
mod subject;

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use newstem::Credit;
use newstem::text::{Token, fold, tokenize};
use regex::Captures;

use crate::clean::Cleaned;
use crate::context::Context;
use crate::outlet::{copyright_holder, domain, without_domain_ending};
use crate::pieces::Pieces;
use crate::plain::{Pattern, Plain};
use names::{Names, Strength, key, may_be_person};
pub(crate) use names::{agency_in, is_agency};
pub(crate) use outlets::Outlets;
use statement::statement_credits;

/// A capitalised name: `Valley Observer`, `El Eco de Ayer`, `KPB`, `Sleeper & Signal`.
const NAME: &str = r"(?P<name>(?-i:(?:The |El |La |Le |Les |Los |O |A )?\p{Lu}[\p{L}\p{N}’'-]*(?: (?:(?:of|de|del|da|do|dos|das|du|des|di|della|and|&|y|et|und) (?:la |las |los |the )?)?(?:\p{Lu}[\p{L}\p{N}’'-]*|\d{1,3})){0,7}))";
/// An article before a name, in small letters: a capital one may belong to the name.
const DETERMINER: &str =
    r"(?-i:(?:(?:the|a|an|el|la|le|les|los|las|o|os|as|il|lo|der|die|das|den|dem) |l[’']))?";
/// Of a line longer than any paragraph only so many first bytes are searched: the patterns take
/// time that grows faster than the line.
const SEARCHED_BYTES_MAX: usize = 32 << 10;
/// So many first bytes of a text are searched; no article is as long, and each line of it costs.
const BODY_BYTES_MAX: usize = 1 << 20;
/// Reasons of furniture in which a name is no credit for the text.
const SILENT: [&str; 6] =
    ["photo-credit", "related-link", "trailing-link", "navigation", "advertisement", "tags"];

/// Words that stand alone in brackets behind a text and are nobody's name.
const REMARKS: [&str; 12] = [
    "ends",
    "end",
    "more",
    "continued",
    "updated",
    "corrected",
    "photo",
    "file",
    "applause",
    "laughter",
    "fin",
    "ende",
];

struct Cue {
    strength: Strength,
    pattern: Pattern,
}

/// The cues, with the pieces of text that their patterns need.
struct Cues {
    cues: Vec<Cue>,
    pieces: Pieces,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let cues: Vec<Cue> = rows().filter_map(cue).collect();
    let bare: Vec<Pattern> = rows().map(|(_, pattern)| without_name(pattern)).collect();
    Cues { cues, pieces: Pieces::of(bare.iter().map(Pattern::source)) }
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../data/credit-cues.tsv").lines();
    rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

fn cue((strength, pattern): (&str, &'static str)) -> Option<Cue> {
    let strength = match strength {
        "known" => Strength::KnownWhole,
        "outlet" => Strength::Outlet,
        "named" => Strength::Named,
        "body" => Strength::Body,
        "any" => Strength::Any,
        _ => return None,
    };
    let pattern = pattern.replace("DET", DETERMINER).replace("NAME", NAME);
    Some(Cue { strength, pattern: Pattern::new(&format!("(?i){pattern}")) })
}

/// The pattern with anything in place of the name.
fn without_name(pattern: &str) -> Pattern {
    Pattern::new(&pattern.replace("DET", ".*").replace("NAME", ".+"))
}

/// A credit with the place of the name within it, which tells two findings of one name apart.
struct Found {
    credit: Credit,
    name: Range<usize>,
}

/// Where the names of sources stand outside the text of an article.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Beside<'a> {
    /// The headline.
    pub(crate) title: &'a str,
    /// The byline.
    pub(crate) author: Option<&'a str>,
    /// Short lines and addresses that came with the article.
    pub(crate) lines: &'a [String],
}

/// The credits of an article of the outlet `own`: those of its body in their order, then those of
/// its furniture and of what stands `beside` it, whose offsets are 0.
pub(crate) fn credits(
    own: Option<&str>,
    beside: Beside<'_>,
    cleaned: &Cleaned,
    context: &Context,
) -> Vec<Credit> {
    let mut names = Names::new(own, context.outlets());
    let mut credits = Vec::new();
    let mut offset = 0;
    for line in cleaned.body.split('\n') {
        if offset > BODY_BYTES_MAX {
            break;
        }
        let found = line_credits(line, &mut names);
        credits.extend(found.into_iter().map(|credit| moved(credit, offset)));
        offset += line.len() + 1;
    }
    let searched = &cleaned.body[..cleaned.body.floor_char_boundary(BODY_BYTES_MAX)];
    let statements = statement_credits(beside.title, searched, &names, &credits);
    credits.extend(statements);
    credits.sort_by_key(|credit| credit.start);
    credits.extend(sign_off(searched, &names).filter(|last| {
        !credits.iter().any(|credit| credit.start < last.end && last.start < credit.end)
    }));
    let mut outside = furniture_credits(cleaned, &mut names);
    outside.extend(beside.author.and_then(|author| agency_byline(author, &names)));
    outside.extend(beside.lines.iter().flat_map(|line| beside_credits(line, &mut names)));
    for credit in outside {
        let said = |other: &Credit| other.end == 0 && other.outlet == credit.outlet;
        if !credits.iter().any(said) {
            credits.push(credit);
        }
    }
    credits
}

/// The credits of a line that came beside the text: an address, words with a cue, or names alone.
fn beside_credits(line: &str, names: &mut Names<'_>) -> Vec<Credit> {
    let credit = |outlet| Credit { outlet, text: line.to_owned(), start: 0, end: 0 };
    if let Some(domain) = domain(line) {
        // Abbreviations are known in capitals.
        let label = without_domain_ending(&domain).to_uppercase();
        let known = names.resolve(&label, Strength::Known);
        return vec![credit(known.unwrap_or(domain))];
    }
    let cued =
        line_credits(line, names).into_iter().map(|cued| Credit { start: 0, end: 0, ..cued });
    let mut found: Vec<Credit> = cued.collect();
    for outlet in names.known_in(line) {
        if !found.iter().any(|other| other.outlet == outlet) {
            found.push(credit(outlet));
        }
    }
    found
}

/// A byline that is an agency's or another outlet's.
fn agency_byline(author: &str, names: &Names<'_>) -> Option<Credit> {
    let mut parts = author.split(", ").filter(|name| !may_be_person(name));
    let outlet = parts.find_map(|name| names.resolve(name, Strength::Known))?;
    let text = author.to_owned();
    Some(Credit { outlet, text, start: 0, end: 0 })
}

fn moved(mut credit: Credit, offset: usize) -> Credit {
    credit.start += offset;
    credit.end += offset;
    credit
}

fn line_credits(line: &str, names: &mut Names<'_>) -> Vec<Credit> {
    let line = &line[..line.floor_char_boundary(SEARCHED_BYTES_MAX)];
    let mut found = telling_names(line, names);
    let mut may_name = names.may_be_in(line) || titles(line).next().is_some();
    let plain = Plain::of(line);
    for index in CUES.pieces.woken_by(&plain.text.to_lowercase()) {
        let cue = &CUES.cues[index];
        if matches!(cue.strength, Strength::KnownWhole | Strength::Outlet) && !may_name {
            continue;
        }
        let pattern = cue.pattern.for_text(&plain.text);
        for captures in pattern.into_iter().flat_map(|one| one.captures_iter(&plain.text)) {
            let name = cued_name(&plain, cue.strength, &captures, names);
            // What is credited here is known from here on, by a part of its name, too.
            may_name |= name.is_some();
            found.extend(name);
        }
    }
    without_overlaps(found)
}

/// Where names begin whose article has a capital within a sentence: `according to The Argosy`.
fn titles(line: &str) -> impl Iterator<Item = usize> {
    let within = |at: &usize| {
        let before = line[..*at].chars().next_back();
        before.is_some_and(|before| before.is_lowercase() || before == ',')
    };
    line.match_indices(" The ").map(|(at, _)| at).filter(within).map(|at| at + 1)
}

fn cued_name(
    plain: &Plain<'_>,
    strength: Strength,
    captures: &Captures<'_>,
    names: &mut Names<'_>,
) -> Option<Found> {
    let whole = captures.name("said").or_else(|| captures.get(0))?;
    let name = captures.name("name")?;
    let name_end = captures.name("office").unwrap_or(name).end();
    let (whole, name) = (plain.printed(whole.range()), plain.printed(name.start()..name_end));
    // So printed, whatever is said to tell something is a paper.
    let is_title = strength == Strength::Outlet && titles(plain.line).any(|at| at == name.start);
    let strength = if is_title { Strength::Body } else { strength };
    let printed = &plain.line[name.clone()];
    if is_byline(&plain.line[whole.clone()]) && may_be_person(printed) {
        return None;
    }
    let owner =
        ["’s ", "'s "].iter().find_map(|mark| printed.split_once(mark)).filter(|_| is_title);
    let outlet = names.resolve(owner.map_or(printed, |(owner, _)| owner), strength)?;
    names.remember(&outlet);
    Some(found_at(plain.line, outlet, whole, name))
}

/// Whether the words of a cue begin as bylines do.
fn is_byline(words: &str) -> bool {
    words.get(..3).is_some_and(|lead| lead.eq_ignore_ascii_case("by "))
}

fn found_at(
    line: &str,
    outlet: String,
    Range { start, end }: Range<usize>,
    name: Range<usize>,
) -> Found {
    let lead = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '"' | '”' | '’' | '\'');
    let text = line[start..end].trim_start_matches(lead);
    let start = end - text.len();
    let text = text.trim_end();
    Found { credit: Credit { outlet, text: text.to_owned(), start, end: start + text.len() }, name }
}

/// The longest finding of each name, in the order of the line.
fn without_overlaps(mut found: Vec<Found>) -> Vec<Credit> {
    found.sort_by_key(|one| (one.credit.start, std::cmp::Reverse(one.credit.end)));
    found.sort_by_key(|one| std::cmp::Reverse(one.credit.text.len()));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        let overlaps =
            |other: &Found| one.name.start < other.name.end && other.name.start < one.name.end;
        if !kept.iter().any(overlaps) {
            kept.push(one);
        }
    }
    kept.sort_by_key(|one| one.credit.start);
    kept.into_iter().map(|one| one.credit).collect()
}

/// Full names of the pile's other outlets, wherever they stand.
fn telling_names(line: &str, names: &Names<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    if names.are_all_unknown() {
        return found;
    }
    let tokens = tokenize(line);
    let words: Vec<_> = tokens.iter().filter(|token| token.is_word()).collect();
    let fold = |token: &&Token| fold(&line[token.start..token.end]);
    let folded = OnceCell::new();
    for (at, word) in words.iter().enumerate() {
        let capital = line[word.start..].starts_with(char::is_uppercase);
        if !capital || !names.may_begin(&fold(word)) {
            continue;
        }
        let folded: &Vec<String> = folded.get_or_init(|| words.iter().map(fold).collect());
        for (name, outlet) in names.telling(&folded[at..]) {
            let span = word.start..words[at + name.len() - 1].end;
            found.push(found_at(line, outlet.to_owned(), span.clone(), span));
        }
    }
    found
}

fn furniture_credits(cleaned: &Cleaned, names: &mut Names<'_>) -> Vec<Credit> {
    let mut credits: Vec<Credit> = Vec::new();
    for line in &cleaned.furniture {
        if SILENT.contains(&line.reason.as_str()) {
            continue;
        }
        let mut found = line_credits(&line.text, names);
        found.extend(holder_credit(&line.text, names));
        for credit in found {
            if !credits.iter().any(|other| other.outlet == credit.outlet) {
                credits.push(Credit { start: 0, end: 0, ..credit });
            }
        }
    }
    credits
}

/// The agency of which nothing stands in a text but one word behind its last sentence: `… said. (Ebbline)`.
fn sign_off(body: &str, names: &Names<'_>) -> Option<Credit> {
    let text = body.trim_end().trim_end_matches('.');
    let start = text.rfind('(')?;
    let name = text[start + 1..].strip_suffix(')')?;
    let before = text[..start].trim_end_matches(' ');
    let ends_sentence = before.ends_with(['.', '!', '?', '”', '"', '’', '»']);
    let is_word = name.chars().all(char::is_alphabetic) && name.starts_with(char::is_uppercase);
    if !ends_sentence || !is_word || REMARKS.contains(&name.to_lowercase().as_str()) {
        return None;
    }
    let outlet = names.resolve(name, Strength::Body)?;
    Some(Credit { outlet, text: text[start..].to_owned(), start, end: text.len() })
}

/// The holder of a copyright line, where that is a known outlet and not merely the owner of this.
fn holder_credit(line: &str, names: &Names<'_>) -> Option<Credit> {
    let holder = copyright_holder(line)?;
    let outlet = names.resolve(&holder, Strength::Known)?;
    let text = line.to_owned();
    (!key(&outlet).is_empty()).then_some(Credit { outlet, text, start: 0, end: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use newstem::Furniture;

    /// Outlets and words of the credits in `body`, for an article of the Adler Post in a pile with
    /// the Valley Observer and The Lantern.
    fn check(body: &str, expected: &[(&str, &str)]) {
        check_with_furniture(body, &[], expected);
    }

    fn check_with_furniture(body: &str, furniture: &[(&str, &str)], expected: &[(&str, &str)]) {
        let document =
            |outlet: &str| Document { outlet: Some(outlet.to_owned()), ..Document::default() };
        let pile = ["Adler Post", "Valley Observer", "The Lantern"].map(document);
        let furniture = furniture.iter().map(|(text, reason)| Furniture {
            text: (*text).to_owned(),
            reason: (*reason).to_owned(),
        });
        let cleaned =
            Cleaned { body: body.to_owned(), furniture: furniture.collect(), kept_whole: false };
        let found = credits(Some("Adler Post"), Beside::default(), &cleaned, &Context::of(&pile));
        let told: Vec<(&str, &str)> =
            found.iter().map(|c| (c.outlet.as_str(), c.text.as_str())).collect();
        assert_eq!(told, expected, "{body}");
        for credit in found.iter().filter(|credit| credit.end > 0) {
            assert_eq!(&body[credit.start..credit.end], credit.text);
        }
    }

    #[test]
    fn cues_asleep_would_not_have_matched() {
        let lines = [
            "ADRIN (KPB) - It rained, according to the Valley Post.",
            "The bridge is shut, the Valley Post REPORTED on Monday.",
            "Según El Eco, llovió. D’après Le Matin, il a plu.",
            "It rained all day.",
            "",
        ];
        for line in lines {
            let plain = Plain::of(line);
            let woken = CUES.pieces.woken_by(&plain.text.to_lowercase());
            for (index, cue) in CUES.cues.iter().enumerate() {
                let pattern = cue.pattern.for_text(&plain.text);
                let matches = pattern.is_some_and(|pattern| pattern.is_match(&plain.text));
                assert!(!matches || woken.contains(&index), "{line}: {}", cue.pattern.source());
            }
        }
    }

    /// The promise of [`Names::may_be_in`].
    #[test]
    fn a_line_that_can_hold_no_outlet_s_name_holds_none() {
        let outlets = Outlets::of(["Voz y", "Port-Louis Wire", "O’Neil"].into_iter());
        let mut names = Names::new(None, &outlets);
        names.remember("Hill Party press office");
        let printed = [
            "The Valley Post",
            "AP",
            "Agence France-Presse",
            "Rhein-zeitung",
            "Diario de Ayer",
            "Associated Press of Pakistan",
            "Port-Louis Wire",
            "O'Neil",
            "Voz y",
            "the press office",
            "Ada Bee of the Valley Echo",
            "’Le Journal’",
        ];
        for name in printed {
            let line = format!("“It fell,” she told {name} on Monday.");
            let resolved = names.resolve(name, Strength::Outlet);
            assert!(names.may_be_in(&line) || resolved.is_none(), "{name}: {resolved:?}");
        }
        assert!(!names.may_be_in("“It fell,” she told Mr Aldan on Monday."));
        assert!(!names.may_be_in("Read the news in the post — it’s today’s."));
    }

    #[test]
    fn datelines_and_source_lines_credit_agencies() {
        check(
            "PORT ANSEL (Union Newswire) - A ferry burned.",
            &[("Union Newswire", "PORT ANSEL (Union Newswire) -")],
        );
        check(
            "ADRIN, April 13 /SEVPRESS/ - It fell.",
            &[("SEVPRESS", "ADRIN, April 13 /SEVPRESS/ -")],
        );
        check(
            "Trassenbach (Interpress Nord) – Bei dem Einsatz fiel er um.",
            &[("Interpress Nord", "Trassenbach (Interpress Nord) –")],
        );
        check("Ada Bee (Hill Party) - She fell.", &[]);
        check("It fell.\nReuters", &[("Reuters", "Reuters")]);
        check("It fell. (Beacon Newswire)", &[("Beacon Newswire", "(Beacon Newswire)")]);
        check(
            "By Prairie Wire Service\nADRIN — It fell.",
            &[("Prairie Wire Service", "By Prairie Wire Service")],
        );
        check(
            "By Allied Newswire in Port Ansel\nIt fell.",
            &[("Allied Newswire", "By Allied Newswire in Port Ansel")],
        );
        check("By Ada Bee in Port Ansel\nIt fell.", &[]);
        check(
            "From the Hill County Sheriff’s Office:\nIt fell.",
            &[("Hill County Sheriff’s Office", "From the Hill County Sheriff’s Office:")],
        );
        check("From Adrin to Sorn, nothing fell: not a drop.", &[]);
    }

    #[test]
    fn cues_credit_what_is_known_or_looks_like_an_outlet() {
        check("It fell, BBC News reported.", &[("BBC News", "BBC News reported")]);
        check(
            "It fell, according to the Frontier Dispatch.",
            &[("Frontier Dispatch", "according to the Frontier Dispatch")],
        );
        check("“No,” she told AFP on Monday.", &[("Agence France-Presse", "told AFP")]);
        check("Cayó, según La Voz de Ayer.", &[("La Voz de Ayer", "según La Voz de Ayer")]);
        check(
            "Additional reporting by AFP",
            &[("Agence France-Presse", "Additional reporting by AFP")],
        );
        check(
            "It came in a statement issued by the Hill Party press office.",
            &[("Hill Party press office", "statement issued by the Hill Party press office")],
        );
        check(
            "Caiu. (Comunicado da Fundação Sarmento)",
            &[("Fundação Sarmento", "Comunicado da Fundação Sarmento")],
        );
    }

    #[test]
    fn german_cues_and_declined_names_are_credits() {
        check("Adrin (kpb). Ein Kran fiel um.", &[("kpb", "Adrin (kpb).")]);
        check(
            "Wie der Inseldienst meldet, fiel er um.",
            &[("Inseldienst", "Wie der Inseldienst meldet")],
        );
        check("Er fiel um, so das Mittagsblatt.", &[("Mittagsblatt", "so das Mittagsblatt")]);
        check("Er fiel um, sagte sie Radio Adrin.", &[("Radio Adrin", "sagte sie Radio Adrin")]);
        check("Wie die Feuerwehr meldet, fiel er um.", &[]);
        check("Wie das Innenministerium berichtet, fiel er um.", &[]);
        check("Anna Bee (links). Ein Kran fiel um.", &[]);
    }

    #[test]
    fn an_agency_is_told_by_its_byline_or_by_what_was_asked_of_others() {
        check("By Ada Bee, Sportsline\nIt fell.", &[("Sportsline", "By Ada Bee, Sportsline")]);
        check("By Ada Bee, Staff Writer\nIt fell.", &[]);
        check(
            "By Ada Bee, Three-Bridges News Service\nIt fell.",
            &[("Three-Bridges News Service", "By Ada Bee, Three-Bridges News Service")],
        );
        check(
            "By Ada Bee, Hill Counties Agency\nIt fell.",
            &[("Hill Counties Agency", "By Ada Bee, Hill Counties Agency")],
        );
        check("By WFA\nIt fell.", &[("WFA", "By WFA")]);
        check("By AB\nIt fell.", &[]);
        check(
            "It fell, the Korean Central News Agency has it.",
            &[("KCNA", "Korean Central News Agency has it")],
        );
        check("By Petra\nIt fell.", &[("Petra", "By Petra")]);
        check("By Petra Hallam and Ada Bee\nIt fell.", &[]);
        check(
            "Corvoss did not respond to a request for comment from Corvane.",
            &[("Corvane", "request for comment from Corvane")],
        );
        check("She had a request from Ada Bee.", &[]);
        check(
            "A volunteer, according to the Daily Comet, fell.",
            &[("Daily Comet", "according to the Daily Comet")],
        );
        check("We have the Lowmark Live report.\nLive reporting: Ada Bee", &[]);
    }

    #[test]
    fn colleagues_work_for_outlets() {
        check(
            "Interrogée par nos confrères de Lisle Vallée, elle a nié.",
            &[("Lisle Vallée", "nos confrères de Lisle Vallée")],
        );
        check(
            "She told our sister station, Radio Adrin, so.",
            &[("Radio Adrin", "our sister station, Radio Adrin")],
        );
        check(
            "Lo contó a nuestros compañeros de Radio Adrin.",
            &[("Radio Adrin", "nuestros compañeros de Radio Adrin")],
        );
        check(
            "Er nannte es den Kollegen vom Mittagsblatt.",
            &[("Mittagsblatt", "Kollegen vom Mittagsblatt")],
        );
        check("Il a remercié ses collègues de Lisle.", &[]);
        check("She told our colleagues at Carding Hospital.", &[]);
    }

    #[test]
    fn what_stands_before_a_name_says_that_it_is_an_outlet() {
        check(
            "It fell, the court news agency Courtline reports.",
            &[("Courtline", "agency Courtline reports")],
        );
        check(
            "She says on farming forum The Parlour Board that it fell.",
            &[("The Parlour Board", "says on farming forum The Parlour Board")],
        );
        check("He bought the magazine Orbit in May.", &[]);
        check(
            "In an open letter on the website of IG Adrin he asked why.",
            &[("IG Adrin", "letter on the website of IG Adrin")],
        );
    }

    #[test]
    fn outlets_of_the_pile_are_known_by_their_short_forms() {
        check("She told the Observer so.", &[("Valley Observer", "told the Observer")]);
        check(
            "A reader of the Valley Observer was there.",
            &[("Valley Observer", "Valley Observer")],
        );
        check("It fell, The Lantern reports.", &[("The Lantern", "The Lantern reports")]);
    }

    #[test]
    fn what_is_no_other_outlet_is_no_credit() {
        check("It fell, according to the Interior Ministry.", &[]);
        check("It fell, according to Colonel Krall.", &[]);
        check("She told the Post that it fell.", &[]);
        check(
            "“Ask the Continental Sunday newspaper.” She was told no on Sunday.",
            &[("Continental Sunday", "Continental Sunday newspaper")],
        );
        check("“No,” Mr Aldan told reporters.", &[]);
        check("The lantern fell on Monday, Pesk said.", &[]);
        check("There is an app (App) for it.", &[]);
        check("Home News", &[]);
        check("It fell, according to local news.", &[]);
        check("The newspaper said so, and a French newspaper too.", &[]);
    }

    #[test]
    fn furniture_is_searched_before_it_is_forgotten() {
        let line = "This story was first published by Union Newswire.";
        let credit = ("Union Newswire", "first published by Union Newswire");
        check_with_furniture("It fell.", &[(line, "update-notice")], &[credit]);
        check_with_furniture("It fell.", &[("Photo: Union Newswire", "photo-credit")], &[]);
        let pitch = ("THE MERCURY IS FREE TO READ TODAY", "newsletter-pitch");
        check_with_furniture("It fell.", &[pitch], &[]);
    }

    #[test]
    fn a_byline_credits_an_agency() {
        let byline = |author| {
            let beside = Beside { author: Some(author), ..Beside::default() };
            let found = credits(None, beside, &Cleaned::default(), &Context::default());
            found.into_iter().map(|credit| credit.outlet).collect::<Vec<String>>()
        };
        assert_eq!(byline("A. Bee, Reuters"), ["Reuters"]);
        assert!(byline("A. Bee").is_empty());
    }

    #[test]
    fn lines_beside_the_text_are_credits() {
        let check = |line: &str, expected: &[&str]| {
            let lines = [line.to_owned()];
            let beside = Beside { lines: &lines, ..Beside::default() };
            let found =
                credits(Some("Adler Post"), beside, &Cleaned::default(), &Context::default());
            let told: Vec<&str> = found.iter().map(|credit| credit.outlet.as_str()).collect();
            assert_eq!(told, expected, "{line}");
            assert!(found.iter().all(|credit| credit.end == 0));
        };
        check("Reuters November 18, 2019 11:03 PM", &["Reuters"]);
        check("By Ada Bee, Associated Press", &["Associated Press"]);
        check("By Ada Bee, Adler Post", &[]);
        check("https://www.cnn.com/2019/11/18/rain", &["CNN"]);
        check("https://www.hill.example/rain", &["hill.example"]);
    }

    #[test]
    fn a_credit_begins_with_its_cue() {
        check(
            "“Show us,” she was quoted as saying by Lomvia Today.",
            &[("Lomvia Today", "was quoted as saying by Lomvia Today")],
        );
        check("It fell, Bee said via USA Today, twice.", &[("USA Today", "via USA Today")]);
        check("She said so in an interview with CNN.", &[("CNN", "in an interview with CNN")]);
        check(
            "According to a report in Le Monde, it fell.",
            &[("Le Monde", "According to a report in Le Monde")],
        );
    }

    #[test]
    fn a_person_is_credited_under_the_outlet() {
        check(
            "It fell, according to Ada Bee of the New York Times.",
            &[("The New York Times", "according to Ada Bee of the New York Times")],
        );
        check("(Reporting by Ada Bee; editing by Carl Dee)", &[]);
        check("“It fell,” Ada Bee wrote.", &[]);
        check("Ada Bloomberg said it fell.", &[]);
        check("On Monday Reuters said it fell.", &[("Reuters", "On Monday Reuters said")]);
    }

    #[test]
    fn places_teams_and_sites_are_no_outlets() {
        check("Cases first appeared in West Michigan in May.", &[]);
        check("Astronaut (NR): seven saves.", &[]);
        check("Tickets are sold on the official site of the fair.", &[]);
    }

    #[test]
    fn an_outlet_s_news_is_its_own() {
        check("Adler Post News", &[]);
        check("It fell, Adler Post Online reports.", &[]);
        check("It fell, Valley News reports.", &[("Valley News", "Valley News reports")]);
    }

    #[test]
    fn an_outlet_known_by_its_domain_is_not_credited_by_itself() {
        let cleaned = Cleaned { body: "She told The Hill so.".to_owned(), ..Cleaned::default() };
        let found = credits(Some("thehill.com"), Beside::default(), &cleaned, &Context::default());
        assert!(found.is_empty());
    }

    #[test]
    fn a_part_of_the_own_name_is_no_other_outlet_s() {
        let context = Context::default();
        let own = |outlet| {
            let names = Names::new(Some(outlet), context.outlets());
            holder_credit("© Standard Titles", &names).map(|credit| credit.outlet)
        };
        assert_eq!(own("Westmark Standard"), None);
        assert_eq!(own("Adler Post"), Some("Der Standard".to_owned()));
    }

    #[test]
    fn who_reports_at_the_end_of_a_sentence_is_an_outlet_of_whatever_name() {
        check("At six, Kestrel reported, it fell.", &[("Kestrel", "Kestrel reported")]);
        check("At six, Mr Kestrel reported, it fell.", &[]);
        check("At six, Kestrel reported a fall.", &[]);
        check(
            "The minister resigned on Monday, Meridian reports.",
            &[("Meridian", "Meridian reports")],
        );
        check("“It fell,” Bee reported.", &[]);
        check("She must hand in her accounts, reports. Nothing else.", &[]);
        check("“It fell,” Bee reports investments in it.", &[]);
    }

    #[test]
    fn what_was_received_is_its_sender_s() {
        check(
            "We have received the following notice from the Port Authority.",
            &[("Port Authority", "received the following notice from the Port Authority")],
        );
        check(
            "We have been sent the following by the Town Clerk’s office.",
            &[("Town Clerk office", "been sent the following by the Town Clerk’s office")],
        );
        check("He received the following day from Ada Bee a letter.", &[]);
    }

    #[test]
    fn a_word_behind_the_last_sentence_is_the_agency_s() {
        check("It fell.\n“It did,” she said. (Ebbline)", &[("Ebbline", "(Ebbline)")]);
        check("It fell on the square (Adrin).", &[]);
        check("“It fell.” (Laughter)", &[]);
        check("It fell. (Ebbline)\nIt was mended.", &[]);
    }

    #[test]
    fn what_is_called_an_agency_or_paper_is_one_in_other_languages_too() {
        check(
            "Il est tombé, rapporte l’agence Trident.",
            &[("Trident", "rapporte l’agence Trident")],
        );
        check("Elle l’a dit à l’agence Trident.", &[("Trident", "dit à l’agence Trident")]);
        check("L’agence Nova a fermé. Elle travaille à l’agence Nova.", &[]);
        check(
            "Das Magazin „Die Laterne“ beruft sich auf elf Leute.",
            &[("Die Laterne", "Magazin „Die Laterne“")],
        );
        check("Cayó, según la agencia Norte.", &[("Norte", "según la agencia Norte")]);
        check("Caiu, segundo o jornal Margem.", &[("Margem", "segundo o jornal Margem")]);
        check("È caduta, riferisce l’agenzia Vela.", &[("Vela", "riferisce l’agenzia Vela")]);
        check("Hij viel, meldt persbureau Noord.", &[("Noord", "meldt persbureau Noord")]);
        check("Er fiel, so die Nachrichtenagentur Nord.", &[("Nord", "Nachrichtenagentur Nord")]);
    }

    #[test]
    fn bylines_and_notes_lend_no_word_to_a_name() {
        check(
            "(Updates Lodestar Newswire report of 0705 GMT with damage)",
            &[("Lodestar Newswire", "Updates Lodestar Newswire report")],
        );
        check("(Updates Adler Post report of 0705 GMT with damage)", &[]);
        check(
            "By Post Reporter and Crosswind Agency\nIt fell.",
            &[("Crosswind Agency", "By Post Reporter and Crosswind Agency")],
        );
        check("She told a German-language newspaper.", &[]);
    }

    #[test]
    fn who_says_so_behind_a_comma_is_an_outlet_if_known() {
        check(
            "It fell in four towns, says The Lantern, and broke.",
            &[("The Lantern", "says The Lantern")],
        );
        check("It fell in four towns, says Ada Bee.", &[]);
        check("“It fell,” said Petra Hallam.", &[]);
    }

    #[test]
    fn an_article_with_a_capital_within_a_sentence_is_a_paper_s() {
        check(
            "According to The Argosy, which has seen them, it fell.",
            &[("The Argosy", "The Argosy, which has seen")],
        );
        check(
            "It fell, The Argosy’s Ada Bee reports.",
            &[("The Argosy", "The Argosy’s Ada Bee reports")],
        );
        check("It fell. The Argosy says that it broke.", &[]);
        check("According to The Ministry of Works it fell.", &[]);
    }

    #[test]
    fn agencies_are_told_by_compounds_and_by_being_called_so() {
        check("“It fell,” a boy told Pressline.", &[("Pressline", "told Pressline")]);
        check("“It fell,” a boy told Airline.", &[]);
        check("It fell, the HPA agency reported.", &[("HPA", "the HPA agency reported")]);
        check("It fell, the space agency reported.", &[]);
    }

    #[test]
    fn staff_is_called_by_a_part_of_the_own_name() {
        check("By Adler Reporter\nIt fell.", &[]);
        check("By Observer Reporter\nIt fell.", &[("Observer Reporter", "By Observer Reporter")]);
    }

    #[test]
    fn a_word_for_a_body_is_no_short_form() {
        let outlets = Outlets::of(["The Counting House"].into_iter());
        let names = Names::new(None, &outlets);
        assert_eq!(names.resolve("House", Strength::Outlet), None);
        assert!(names.resolve("Counting House", Strength::Outlet).is_some());
    }

    #[test]
    fn what_is_handed_out_is_its_sender_s() {
        check(
            "She will deny it, according to remarks circulated in advance by the Ministry of Waters.",
            &[("Ministry of Waters", "remarks circulated in advance by the Ministry of Waters")],
        );
        check(
            "They share it, the Aurelin competition’s press office said.",
            &[("Aurelin competition press office", "Aurelin competition’s press office")],
        );
    }

    #[test]
    fn every_cue_of_the_table_compiles() {
        for row in rows() {
            assert!(cue(row).is_some(), "{row:?}");
        }
    }
}
