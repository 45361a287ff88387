//! What speaks for a link or an unseen ancestor, in words.
//!
//! Evidence is an open map, so that the engine may add to it; the pieces known here are worded,
//! any other is shown by its name. A piece that is shown plainly beats one that is left out.

use newstem::lineage::{Evidence, Kind, Link, Unseen, Value};
use newstem::{Article, Story};

use crate::family::Member;
use crate::names::Names;
use crate::words;

/// Below this share of words a link stands on little text.
const FEW_WORDS_BELOW: f64 = 0.3;

/// Known pieces, the most telling first.
const ORDER: [&str; 12] = [
    "credit",
    "sibling",
    "shared_words",
    "aligned_sentences",
    "order",
    "quotations",
    "time",
    "covered",
    "shared_phrases",
    "kept_words",
    "substitutions",
    "synonyms",
];
/// Those that are shares.
const SHARES: [&str; 6] =
    ["shared_words", "order", "covered", "shared_phrases", "kept_words", "synonyms"];
/// What tells that an article was spun; told first of one that was.
const SPINNING: &str = "substitutions";

/// From this share on, sentences stand in the same order.
const SAME_ORDER_FROM: f64 = 0.95;
/// From this share on, they do so but for a few.
const NEARLY_SAME_ORDER_FROM: f64 = 0.7;

/// Shown of a list before "and n more".
const LIST_LIMIT: usize = 4;

/// Every piece that speaks for a link in words, the most telling first.
pub(crate) fn phrases(link: &Link, names: &Names) -> Vec<String> {
    let pieces = in_order(&link.evidence, link.kind).into_iter();
    pieces.map(|(name, value)| phrase(name, value, names)).collect()
}

/// The same with lists in full.
pub(crate) fn phrases_in_full(evidence: &Evidence, kind: Kind, names: &Names) -> Vec<String> {
    let pieces = in_order(evidence, kind).into_iter();
    let in_full = |name: &str, value: &Value| match value {
        Value::List(items) => items_phrase(name, &shown_items(items)),
        value => phrase(name, value, names),
    };
    pieces.map(|(name, value)| in_full(name, value)).collect()
}

fn in_order(evidence: &Evidence, kind: Kind) -> Vec<(&String, &Value)> {
    let mut pieces: Vec<(&String, &Value)> = evidence.iter().collect();
    pieces.sort_by_key(|(name, _)| rank(name, kind));
    pieces
}

fn rank(name: &str, kind: Kind) -> usize {
    if kind == Kind::Spun && name == SPINNING {
        return 0;
    }
    1 + ORDER.iter().position(|&known| known == name).unwrap_or(ORDER.len())
}

fn phrase(name: &str, value: &Value, names: &Names) -> String {
    match value {
        // A whole share may have lost its point on the way through another program.
        Value::Count(count @ (0 | 1)) if SHARES.contains(&name) => {
            number_phrase(name, *count as f64)
        }
        Value::Count(count) => count_phrase(name, *count),
        Value::Number(number) => number_phrase(name, *number),
        Value::Text(text) => text_phrase(name, text, names),
        Value::List(items) => list_phrase(name, items),
    }
}

fn count_phrase(name: &str, count: u64) -> String {
    let many = usize::try_from(count).unwrap_or(usize::MAX);
    match name {
        "aligned_sentences" => {
            format!("{} aligned", words::count(many, "sentence", "sentences"))
        }
        "quotations" => {
            format!("{} the same", words::count(many, "quotation", "quotations"))
        }
        _ => format!("{}: {count}", spaced(name)),
    }
}

fn number_phrase(name: &str, number: f64) -> String {
    let share = words::percent(number);
    match name {
        "shared_words" => format!("{share} of its words shared"),
        "shared_phrases" => format!("{share} of its four-word phrases shared"),
        "covered" => format!("{share} of its text in aligned sentences"),
        "kept_words" => format!("{share} of the words of aligned sentences kept"),
        "order" => order_phrase(number),
        "synonyms" => format!("{share} of the swaps are dictionary synonyms"),
        _ => format!("{}: {number:.2}", spaced(name)),
    }
}

fn order_phrase(order: f64) -> String {
    match order {
        order if order >= SAME_ORDER_FROM => "in the same order".to_owned(),
        order if order >= NEARLY_SAME_ORDER_FROM => "in nearly the same order".to_owned(),
        order => format!("{} of them in the same order", words::percent(order)),
    }
}

fn text_phrase(name: &str, text: &str, names: &Names) -> String {
    match (name, text) {
        ("credit", text) => format!("credit “{}”", words::plain(text)),
        ("sibling", id) => format!("judged by {}, which has the same source", names.of_id(id)),
        ("credit_of_relative", text) => format!("a relative credits it ({})", words::plain(text)),
        ("time", "parent earlier") => "published later".to_owned(),
        _ => format!("{}: {}", spaced(name), words::plain(text)),
    }
}

fn list_phrase(name: &str, items: &[String]) -> String {
    let mut shown = shown_items(&items[..items.len().min(LIST_LIMIT)]);
    if items.len() > LIST_LIMIT {
        shown.push(format!("{} more", items.len() - LIST_LIMIT));
    }
    items_phrase(name, &shown)
}

fn items_phrase(name: &str, shown: &[String]) -> String {
    match name {
        "substitutions" => format!("words swapped ({})", words::list(shown)),
        _ => format!("{}: {}", spaced(name), words::list(shown)),
    }
}

fn spaced(name: &str) -> String {
    words::plain(&name.replace('_', " "))
}

fn shown_items(items: &[String]) -> Vec<String> {
    items.iter().map(|item| words::plain(&item.replace("->", "→"))).collect()
}

/// Why a link is uncertain, from what can be said against it; empty where nothing stands out.
pub(crate) fn doubts(link: &Link, child: Member, parent: Option<Member>) -> Vec<String> {
    let mut doubts = Vec::new();
    if let Some(Value::Number(share)) = link.evidence.get("shared_words")
        && *share < FEW_WORDS_BELOW
    {
        doubts.push("few words are shared".to_owned());
    }
    if !link.evidence.contains_key("credit") {
        doubts.push("no credit is given".to_owned());
    }
    if let Some(Member::Article(parent)) = parent {
        doubts.extend(time_doubt(child, parent));
    }
    doubts
}

fn time_doubt(child: Member, parent: &Article) -> Option<String> {
    let Member::Article(child) = child else {
        return None;
    };
    match (&child.published, &parent.published) {
        (Some(_), Some(_)) => None,
        (None, None) => Some("neither time is known".to_owned()),
        (Some(_), None) => Some("the parent’s time is unknown".to_owned()),
        (None, Some(_)) => Some("its own time is unknown".to_owned()),
    }
}

/// What tells that an unseen ancestor existed.
pub(crate) fn of_unseen(unseen: &Unseen, story: &Story, names: &Names) -> Vec<String> {
    let children: Vec<&Link> =
        story.tree.links.iter().filter(|link| link.parent == unseen.id).collect();
    let mut told = credited_by(&children, names);
    let derive = if children.len() == 1 { "derives" } else { "derive" };
    let articles = words::count(children.len(), "article", "articles");
    told.push(format!("{articles} {derive} from it"));
    let has_credit = told.len() > 1;
    let others =
        unseen.evidence.iter().filter(|(name, _)| !(has_credit && name.starts_with("credit")));
    told.extend(others.map(|(name, value)| phrase(name, value, names)));
    told
}

fn credited_by(children: &[&Link], names: &Names) -> Vec<String> {
    let credits: Vec<String> = children
        .iter()
        .filter_map(|link| match link.evidence.get("credit") {
            Some(Value::Text(text)) => {
                let name = names.of_id(&link.child);
                Some(format!("{name} (“{}”)", words::plain(text)))
            }
            _ => None,
        })
        .collect();
    if credits.is_empty() {
        return Vec::new();
    }
    vec![format!("credited by {}", words::list(&credits))]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use newstem::lineage::Tree;

    use super::*;

    fn no_names() -> Names {
        let story = Story {
            id: String::new(),
            headline: String::new(),
            started: None,
            follows: None,
            articles: Vec::new(),
            tree: Tree::default(),
            independent_sources: 0,
            circular: Vec::new(),
            quotes: Vec::new(),
            claims: Vec::new(),
        };
        Names::of(&story, &BTreeMap::new())
    }

    fn link<const N: usize>(kind: Kind, evidence: [(&str, Value); N]) -> Link {
        let evidence = evidence.map(|(name, value)| (name.to_owned(), value));
        Link {
            child: "b".to_owned(),
            parent: "a".to_owned(),
            kind,
            confidence: 1.0,
            evidence: Evidence::from(evidence),
            log_odds: None,
            sentences: Vec::new(),
            rejected: None,
        }
    }

    fn check(name: &str, value: Value, expected: &str) {
        assert_eq!(phrases(&link(Kind::Copy, [(name, value)]), &no_names()), [expected]);
    }

    #[test]
    fn known_pieces_are_put_in_words() {
        check("shared_words", Value::Number(0.98), "98% of its words shared");
        check("aligned_sentences", Value::Count(1), "1 sentence aligned");
        check("quotations", Value::Count(2), "2 quotations the same");
        check("order", Value::Number(1.0), "in the same order");
        check("order", Value::Count(1), "in the same order");
        check("order", Value::Number(0.86), "in nearly the same order");
        check("order", Value::Number(0.5), "50% of them in the same order");
        check("covered", Value::Number(0.464), "46% of its text in aligned sentences");
        check("credit", Value::Text("BBC\nreported".into()), "credit “BBC reported”");
        check("time", Value::Text("parent earlier".into()), "published later");
        check("sibling", Value::Text("c".into()), "judged by [c], which has the same source");
        let swaps = ["a -> b", "c -> d", "e -> f", "g -> h", "i -> j"];
        let swaps = Value::List(swaps.map(str::to_owned).into());
        check("substitutions", swaps, "words swapped (a → b, c → d, e → f, g → h and 1 more)");
    }

    #[test]
    fn unknown_pieces_are_shown_by_their_names() {
        check("rare_words_kept", Value::Count(7), "rare words kept: 7");
        check("warmth", Value::Number(0.5), "warmth: 0.50");
        check("seen_in", Value::List(vec!["a".to_owned(), "b".to_owned()]), "seen in: a and b");
    }

    #[test]
    fn the_most_telling_piece_comes_first() {
        let pieces = || {
            [
                ("aligned_sentences", Value::Count(3)),
                ("substitutions", Value::List(vec!["a -> b".to_owned()])),
                ("credit", Value::Text("HNA".to_owned())),
            ]
        };
        let first = |kind| phrases(&link(kind, pieces()), &no_names()).remove(0);
        assert_eq!(first(Kind::Copy), "credit “HNA”");
        assert_eq!(first(Kind::Spun), "words swapped (a → b)");
    }
}
