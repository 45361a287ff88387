//! Who makes a statement, as its sentence says it: `the council said in a statement`.
//!
//! The subject of the cue is looked for on both sides of it, as far as a verb of saying: a body by its kind (`the council`,
//! `Fenwater police`), or `it` and `they`. A body called so may be named elsewhere, by a name that ends in the same
//! word or in another for the same kind; else its kind is the name it has. Rejected: any capitalised words, since nobody
//! can tell by them whether they are a firm or a person.

use std::ops::Range;

use newstem::text::fold;

use super::names::ends_name_of_body;

/// Folded words for kinds of bodies that tell which is meant, a row for each kind; every word of a row may stand for the others.
const KINDS: [&str; 20] = [
    "police constabulary force officers policia polizia polizei",
    "sheriff deputies",
    "council ayuntamiento comune mairie camara",
    "county",
    "city",
    "town",
    "borough",
    "ministry department ministerio ministero ministere ministerium",
    "embassy consulate embajada ambassade ambasciata",
    "university college universidad universite universita universitat",
    "institute laboratory observatory",
    "court tribunal",
    "government cabinet",
    "prosecutors prosecutor procura parquet staatsanwaltschaft",
    "prefecture",
    "hospital clinic infirmary",
    "commission committee",
    "brigade firefighters feuerwehr",
    "authority inspectorate regulator office",
    "coastguard command",
];
/// Those of which every story has some.
const VAGUE_KINDS: &str = "company firm carrier operator maker manufacturer club party group charity foundation association agency \
    union society trust service church bank airline retailer insurer developer federation league organisers organizers school \
    board compania empresa partido asociacion entreprise societe groupe parti association exploitant unternehmen firma \
    hersteller betreiber verein azienda societa partito associazione associacao";
/// Between a body and whose it is: `Polizei der Tessenmark`.
const OF: [&str; 8] = ["of", "der", "des", "von", "de", "di", "da", "do"];
/// Words that begin a sentence and no name.
const LEADING: [&str; 5] = ["The", "A", "An", "Its", "Their"];
const PRONOUNS: [&str; 2] = ["it", "they"];
const SAYS: &str = "said says announced announces confirmed confirms admitted added wrote apologised apologized blamed denied \
    insisted dijo informo anuncio confirmo annonce indique affirme explique annunciato detto anunciou informou disse";
const AUXILIARIES: &str = "has have had also later since ha a";
/// So many words may stand between the cue and the verb, or the cue and the subject behind it.
const WAY_BEFORE: usize = 3;
const WAY_BEHIND: usize = 6;

/// The subject of words that tell of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A body, called by its kind.
    Body {
        /// The folded word for it.
        kind: String,
        /// What it is called: `Fenwater police`, `county council`, `council`.
        called: String,
    },
    /// `It` or `they`.
    Pronoun,
}

/// The subject of the cue at this place of a sentence.
pub(super) fn subject(sentence: &str, cue: Range<usize>) -> Option<Subject> {
    let within = || within(&sentence[cue.clone()]);
    before(&sentence[..cue.start]).or_else(|| behind(&sentence[cue.end..])).or_else(within)
}

/// `teilte die Polizei … mit`, `the embassy’s statement`: what the cue itself names.
fn within(cue: &str) -> Option<Subject> {
    let words = cue.split_whitespace().map(|word| word.split(['’', '\'']).next().unwrap_or(word));
    let words: Vec<&str> = words.collect();
    let mut found = (1..=words.len()).filter_map(|end| subject_ending(&words[..end]));
    found.find(|subject| *subject != Subject::Pronoun)
}

/// Whether names ending in `word` may be those of a body of this kind.
pub(super) fn is_of_kind(kind: &str, word: &str) -> bool {
    kind == word || KINDS.iter().any(|row| holds(row, kind) && holds(row, word))
}

/// Whether a folded word says which body is meant where no name does.
pub(super) fn is_telling_kind(word: &str) -> bool {
    KINDS.iter().any(|row| holds(row, word))
}

/// `… the council said on Monday `: backwards to the verb, then what stands before it; or `… said the council `.
fn before(text: &str) -> Option<Subject> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let inverted = subject_ending(&words).filter(|subject| *subject != Subject::Pronoun);
    if inverted.is_some() {
        return inverted;
    }
    let said =
        words.iter().rev().take(WAY_BEFORE + 1).position(|word| holds(SAYS, &plain(word)))?;
    let mut end = words.len() - 1 - said;
    while end > 0 && holds(AUXILIARIES, &plain(words[end - 1])) {
        end -= 1;
    }
    subject_ending(&words[..end])
}

/// ` this afternoon the council said …`: on to the verb.
fn behind(text: &str) -> Option<Subject> {
    let words: Vec<&str> = text.split_whitespace().take(WAY_BEHIND).collect();
    let verb = words.iter().position(|word| holds(SAYS, &plain(word)))?;
    subject_ending(&words[..verb])
}

fn subject_ending(words: &[&str]) -> Option<Subject> {
    let (last, before) = words.split_last()?;
    let last = last.trim_start_matches("l'").trim_start_matches("l’");
    let kind = plain(last);
    if PRONOUNS.contains(&kind.as_str()) {
        return Some(Subject::Pronoun);
    }
    let is_named = last.starts_with(char::is_uppercase) && ends_name_of_body(&kind);
    let is_body = is_named || is_telling_kind(&kind) || holds(VAGUE_KINDS, &kind);
    is_body.then(|| Subject::Body { called: called(before, last), kind })
}

/// A kind with the capitalised words before it: `Fenwater police`.
fn called(before: &[&str], kind: &str) -> String {
    let is_name = |word: &&&str| word.starts_with(char::is_uppercase) && ends_in_letter(word);
    let length = before.iter().rev().take_while(is_name).count();
    let mut words = before[before.len() - length..].to_vec();
    if words.first().is_some_and(|first| LEADING.contains(first)) {
        words.remove(0);
    }
    words.push(kind);
    words.join(" ")
}

/// A description of the kind that says more, `county council` or `Polizei der Tessenmark`, where a text has it anywhere.
pub(super) fn fuller_description(body: &str, kind: &str) -> Option<String> {
    let words: Vec<&str> = body.split_whitespace().collect();
    let places = (0..words.len()).filter(|&at| plain(words[at]) == kind);
    let is_small = |word: &str| word.chars().all(char::is_lowercase);
    let mut fuller = places.filter_map(|at| {
        let of = words.get(at + 1).filter(|of| OF.contains(of) && ends_in_letter(words[at]));
        let whose = words.get(at + 2).filter(|name| name.starts_with(char::is_uppercase));
        if let (Some(of), Some(whose)) = (of, whose) {
            let whose = whose.trim_end_matches(|c: char| !c.is_alphanumeric());
            return Some(format!("{} {of} {whose}", words[at]));
        }
        let before = at.checked_sub(2).map(|the| (plain(words[the]), words[at - 1]));
        let (_, what) = before.filter(|(the, what)| the == "the" && is_small(what))?;
        is_small(&plain(words[at])).then(|| format!("{what} {kind}"))
    });
    fuller.next()
}

fn ends_in_letter(word: &str) -> bool {
    word.ends_with(char::is_alphanumeric)
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

    fn check(sentence: &str, expected: Option<&str>) {
        let start = sentence.find("in a statement").or(sentence.find("In a statement"));
        let start = start.expect("a cue");
        let found = subject(sentence, start..start + "in a statement".len());
        let found = found.map(|subject| match subject {
            Subject::Body { called, .. } => called,
            Subject::Pronoun => "(it)".to_owned(),
        });
        assert_eq!(found.as_deref(), expected, "{sentence}");
    }

    #[test]
    fn a_body_says_so_before_or_behind() {
        check("Within weeks, the force said in a statement, it fell.", Some("force"));
        check("Fenwater police said on Monday in a statement.", Some("Fenwater police"));
        check("In a statement this afternoon the council said it fell.", Some("council"));
        check("An Indian navy said in a statement.", None);
        check("The Indian police said in a statement.", Some("Indian police"));
        check("In a statement, the Harle Town Council said it fell.", Some("Harle Town Council"));
        check("It fell, it had said in a statement.", Some("(it)"));
        check("In a statement overnight they said five were home.", Some("(it)"));
    }

    #[test]
    fn a_person_is_no_body() {
        check("“I know,” said Petra Hallam in a statement to the council.", None);
        check("Petra Hallam said in a statement the council had known.", None);
        check("In a statement, Petra Hallam said the council had known.", None);
        check("She met the press in a statement of two minutes.", None);
    }

    #[test]
    fn kinds_have_several_words() {
        assert!(is_of_kind("force", "police") && is_of_kind("police", "constabulary"));
        assert!(is_of_kind("company", "company") && !is_of_kind("company", "police"));
        assert!(is_of_kind("polizei", "police") && !is_of_kind("council", "city"));
        assert_eq!(
            fuller_description("As the county council believes.", "council").as_deref(),
            Some("county council")
        );
        assert_eq!(fuller_description("The County Council. A council.", "council"), None);
    }
}
