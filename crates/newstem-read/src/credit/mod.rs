//! Credits: where an article names another outlet as its source.
//!
//! Two ways lead to one: a cue (`according to …`, `… reported`, a dateline's parenthesis) beside a
//! capitalised name, from the table `data/credit-cues.tsv`, and the full name of another outlet of
//! the pile anywhere. The cue says how much the name must look like an outlet's, for `according
//! to the Interior Ministry` is no credit. Lines of furniture are searched too, since agencies
//! stand there as often as in the text. Rejected: a list of all outlets, which no list is.
//!
//! Where it fails: an outlet with a one-word name that no list knows (`told Lantern`), and an
//! outlet named as the actor of an event and not as its source.

mod names;

use std::sync::LazyLock;

use newstem::Credit;
use newstem::text::{fold, tokenize};
use regex::{Captures, Regex};

use crate::clean::Cleaned;
use crate::context::Context;
use crate::outlet::copyright_holder;
use names::{Names, Strength, key};

/// A capitalised name: `Valley Observer`, `El Eco de Ayer`, `KPB`, `Sleeper & Signal`.
const NAME: &str = r"(?P<name>(?-i:(?:The |El |La |Le |Les |Los |O |A )?\p{Lu}[\p{L}\p{N}’'-]*(?: (?:(?:of|de|del|da|do|dos|das|du|des|di|della|and|&|y|et|und) (?:la |las |los |the )?)?(?:\p{Lu}[\p{L}\p{N}’'-]*|\d{1,3}))*))";
/// Reasons of furniture in which a name is no credit for the text.
const SILENT: [&str; 6] = [
    "photo-credit",
    "related-link",
    "trailing-link",
    "navigation",
    "advertisement",
    "tags",
];

struct Cue {
    strength: Strength,
    pattern: Regex,
}

static CUES: LazyLock<Vec<Cue>> = LazyLock::new(|| rows().filter_map(cue).collect());

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../data/credit-cues.tsv").lines();
    rows.filter(|row| !row.starts_with('#'))
        .filter_map(|row| row.split_once('\t'))
}

fn cue((strength, pattern): (&str, &str)) -> Option<Cue> {
    let strength = match strength {
        "outlet" => Strength::Outlet,
        "named" => Strength::Named,
        "any" => Strength::Any,
        _ => return None,
    };
    let pattern = Regex::new(&format!("(?i){}", pattern.replace("NAME", NAME))).ok()?;
    Some(Cue { strength, pattern })
}

/// A credit with the place of the name within it, which tells two findings of one name apart.
struct Found {
    credit: Credit,
    name_start: usize,
    name_end: usize,
}

/// The credits of an article of the outlet `own`: those of its body in their order, then those of
/// its furniture, whose offsets are 0.
pub(crate) fn credits(own: Option<&str>, cleaned: &Cleaned, context: &Context) -> Vec<Credit> {
    let mut names = Names::new(own, context.outlets());
    let mut credits = Vec::new();
    let mut offset = 0;
    for line in cleaned.body.split('\n') {
        let found = line_credits(line, &mut names);
        credits.extend(found.into_iter().map(|credit| moved(credit, offset)));
        offset += line.len() + 1;
    }
    credits.extend(furniture_credits(cleaned, &mut names));
    credits
}

fn moved(mut credit: Credit, offset: usize) -> Credit {
    credit.start += offset;
    credit.end += offset;
    credit
}

fn line_credits(line: &str, names: &mut Names) -> Vec<Credit> {
    let mut found = telling_names(line, names);
    for cue in CUES.iter() {
        for captures in cue.pattern.captures_iter(line) {
            found.extend(cued_name(line, cue.strength, &captures, names));
        }
    }
    without_overlaps(found)
}

fn cued_name(
    line: &str,
    strength: Strength,
    captures: &Captures<'_>,
    names: &mut Names,
) -> Option<Found> {
    let (whole, name) = (captures.get(0)?, captures.name("name")?);
    let name_end = captures.name("office").unwrap_or(name).end();
    let outlet = names.resolve(&line[name.start()..name_end], strength)?;
    names.remember(&outlet);
    let span = (whole.start(), whole.end());
    Some(found_at(line, outlet, span, (name.start(), name_end)))
}

fn found_at(
    line: &str,
    outlet: String,
    (start, end): (usize, usize),
    name: (usize, usize),
) -> Found {
    let lead = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '"' | '”' | '’' | '\'');
    let text = line[start..end].trim_start_matches(lead);
    let start = end - text.len();
    let text = text.trim_end();
    Found {
        credit: Credit {
            outlet,
            text: text.to_owned(),
            start,
            end: start + text.len(),
        },
        name_start: name.0,
        name_end: name.1,
    }
}

/// The longest finding of each name, in the order of the line.
fn without_overlaps(mut found: Vec<Found>) -> Vec<Credit> {
    found.sort_by_key(|one| (one.credit.start, std::cmp::Reverse(one.credit.end)));
    found.sort_by_key(|one| std::cmp::Reverse(one.credit.text.len()));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        let overlaps =
            |other: &Found| one.name_start < other.name_end && other.name_start < one.name_end;
        if !kept.iter().any(overlaps) {
            kept.push(one);
        }
    }
    kept.sort_by_key(|one| one.credit.start);
    kept.into_iter().map(|one| one.credit).collect()
}

/// Full names of the pile's other outlets, wherever they stand.
fn telling_names(line: &str, names: &Names) -> Vec<Found> {
    let tokens = tokenize(line);
    let words: Vec<_> = tokens.iter().filter(|token| token.is_word()).collect();
    let folded: Vec<String> = words
        .iter()
        .map(|token| fold(&line[token.start..token.end]))
        .collect();
    let mut found = Vec::new();
    for (name, outlet) in names.telling() {
        for (index, run) in folded.windows(name.len()).enumerate() {
            let span = (words.get(index), words.get(index + name.len() - 1));
            if let (true, (Some(first), Some(last))) = (run == name, span) {
                let span = (first.start, last.end);
                if line[span.0..].starts_with(char::is_uppercase) {
                    found.push(found_at(line, outlet.to_owned(), span, span));
                }
            }
        }
    }
    found
}

fn furniture_credits(cleaned: &Cleaned, names: &mut Names) -> Vec<Credit> {
    let mut credits: Vec<Credit> = Vec::new();
    for line in &cleaned.furniture {
        if SILENT.contains(&line.reason.as_str()) {
            continue;
        }
        let mut found = line_credits(&line.text, names);
        found.extend(holder_credit(&line.text, names));
        for credit in found {
            if !credits.iter().any(|other| other.outlet == credit.outlet) {
                credits.push(Credit {
                    start: 0,
                    end: 0,
                    ..credit
                });
            }
        }
    }
    credits
}

/// The holder of a copyright line, where that is a known outlet and not merely the owner of this.
fn holder_credit(line: &str, names: &Names) -> Option<Credit> {
    let holder = copyright_holder(line)?;
    let outlet = names.resolve(&holder, Strength::Known)?;
    let text = line.to_owned();
    (!key(&outlet).is_empty()).then_some(Credit {
        outlet,
        text,
        start: 0,
        end: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_of_the_table_compiles() {
        for row in rows() {
            assert!(cue(row).is_some(), "{row:?}");
        }
    }
}
