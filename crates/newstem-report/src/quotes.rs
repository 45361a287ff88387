//! One quote across its articles: the wording at the top, and what became of it.
//!
//! The top is the fullest unchanged wording nearest a root; everything else is a variant, grouped
//! by what happened to the words, so that ten articles with one error are one line. Two roots
//! that heard the speech differently are both unchanged: the second is "worded differently".

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use newstem::Story;
use newstem::quote::{Fidelity, Form, Occurrence, Quote};

use crate::ancestry::Ancestry;
use crate::names::Names;
use crate::words;

/// One wording of a quote and who has it.
pub(crate) struct Variant<'a> {
    /// What became of the words: `altered`, `given to Bob Hale`.
    pub(crate) manner: String,
    /// The words; nothing where they are those at the top.
    pub(crate) text: Option<&'a str>,
    /// How they are given.
    pub(crate) form: Form,
    /// What became of them.
    pub(crate) fidelity: Fidelity,
    /// Ids of the articles that have them, those nearest a root first.
    pub(crate) articles: Vec<&'a str>,
}

/// A quote with its variants.
pub(crate) struct Told<'a> {
    /// The wording at the top.
    pub(crate) top: &'a Occurrence,
    /// What the articles made of it: first what is no change, then by how near a root it stands.
    pub(crate) variants: Vec<Variant<'a>>,
}

/// The quotes of a story, those that most articles carry first.
pub(crate) fn by_reach(story: &Story) -> Vec<&Quote> {
    let mut quotes: Vec<&Quote> = story.quotes.iter().collect();
    quotes.sort_by_key(|quote| Reverse(reach(quote)));
    quotes
}

/// How many articles carry a quote.
pub(crate) fn reach(quote: &Quote) -> usize {
    let articles = quote.occurrences.iter().map(|o| o.article.as_str());
    articles.collect::<BTreeSet<_>>().len()
}

/// Works out the top and the variants; nothing for a quote without occurrences.
pub(crate) fn told<'a>(quote: &'a Quote, ancestry: &Ancestry) -> Option<Told<'a>> {
    let lines = lines_of_descent(quote, ancestry);
    let top =
        quote.occurrences.iter().min_by_key(|occurrence| rank(occurrence, &lines, ancestry))?;
    let mut variants: Vec<Variant> = Vec::new();
    for occurrence in &quote.occurrences {
        add(&mut variants, variant(occurrence, top));
    }
    let depth = |article: &&str| ancestry.ancestors(article);
    for variant in &mut variants {
        variant.articles.sort_by_key(depth);
    }
    variants.sort_by_key(|variant| {
        let is_elsewhere = variant.fidelity == Fidelity::Verbatim && variant.text.is_some();
        (variant.text.is_some(), is_elsewhere, variant.articles.iter().map(depth).min())
    });
    Some(Told { top, variants })
}

/// How many occurrences each root has below it.
fn lines_of_descent(quote: &Quote, ancestry: &Ancestry) -> BTreeMap<String, usize> {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for occurrence in &quote.occurrences {
        for root in ancestry.roots(&occurrence.article) {
            *lines.entry(root.to_owned()).or_default() += 1;
        }
    }
    lines
}

/// The least stands at the top: unchanged, in quotation marks, in the longest line of descent,
/// nearest its root, the fullest.
fn rank(
    occurrence: &Occurrence,
    lines: &BTreeMap<String, usize>,
    ancestry: &Ancestry,
) -> (bool, u8, Reverse<usize>, usize, Reverse<usize>) {
    let form = match occurrence.form {
        Form::Direct => 0,
        Form::Mixed => 1,
        Form::Indirect => 2,
    };
    let roots = ancestry.roots(&occurrence.article);
    let line = roots.iter().filter_map(|root| lines.get(*root)).max();
    (
        occurrence.fidelity != Fidelity::Verbatim,
        form,
        Reverse(line.copied().unwrap_or(0)),
        ancestry.ancestors(&occurrence.article),
        Reverse(occurrence.text.len()),
    )
}

fn add<'a>(variants: &mut Vec<Variant<'a>>, new: Variant<'a>) {
    let same = variants.iter_mut().find(|old| old.manner == new.manner && old.text == new.text);
    match same {
        Some(old) => old.articles.extend(new.articles),
        None => variants.push(new),
    }
}

fn variant<'a>(occurrence: &'a Occurrence, top: &Occurrence) -> Variant<'a> {
    let is_same = is_same(&occurrence.text, &top.text);
    Variant {
        manner: manner(occurrence, is_same),
        text: (!is_same).then_some(occurrence.text.as_str()),
        form: occurrence.form,
        fidelity: occurrence.fidelity,
        articles: vec![&occurrence.article],
    }
}

fn manner(occurrence: &Occurrence, is_same: bool) -> String {
    match (occurrence.fidelity, occurrence.form) {
        (Fidelity::Misattributed, _) => given_to(occurrence),
        (Fidelity::Truncated, _) => "cut".to_owned(),
        (Fidelity::Altered, _) => "altered".to_owned(),
        (Fidelity::Verbatim, Form::Indirect) => "reported".to_owned(),
        (Fidelity::Verbatim, _) if is_same => "word for word".to_owned(),
        (Fidelity::Verbatim, _) => "worded differently".to_owned(),
    }
}

fn given_to(occurrence: &Occurrence) -> String {
    let speaker = occurrence.speaker.as_ref().or(occurrence.speaker_text.as_ref());
    match speaker {
        Some(speaker) => format!("given to {}", words::plain(speaker)),
        None => "given to somebody else".to_owned(),
    }
}

/// Whether two printings of a quote have the same words.
pub(crate) fn is_same(text: &str, other: &str) -> bool {
    bare(text) == bare(other)
}

/// The words alone: how a quote is closed differs between house styles.
fn bare(text: &str) -> String {
    let straight: String = text.chars().map(|c| if c == '’' { '\'' } else { c }).collect();
    words::plain(straight.trim_end_matches([',', '.', ' ']))
}

/// The words with marks where they were printed with marks. The comma that parts them from their
/// cue is no part of what was said.
pub(crate) fn marked(text: &str, form: Form) -> String {
    match form {
        Form::Direct | Form::Mixed => format!("“{}”", text.trim_end_matches([',', ' '])),
        Form::Indirect => text.to_owned(),
    }
}

/// `Ines Halloran, harbour master; 2 independent sources`.
pub(crate) fn attribution(quote: &Quote) -> String {
    let speaker = match &quote.speaker {
        Some(speaker) => words::plain(speaker),
        None => "speaker unknown".to_owned(),
    };
    let role = quote.role.as_deref().map(words::plain);
    let who = match role {
        Some(role) if !role.is_empty() => format!("{speaker}, {role}"),
        _ => speaker,
    };
    let sources =
        words::count(quote.independent_sources, "independent source", "independent sources");
    format!("{who}; {sources}")
}

/// `altered in NewsHopper24 and The Bollard`.
pub(crate) fn whereabouts(variant: &Variant, names: &Names) -> String {
    let names = names.list(variant.articles.iter().copied());
    format!("{} in {names}", variant.manner)
}
