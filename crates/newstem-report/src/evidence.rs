//! What speaks for a link or an unseen ancestor, in words.
//!
//! Evidence is an open map, so that the engine may add to it; the pieces known here are worded,
//! any other is shown by its name. A piece that is shown plainly beats one that is left out.

use newstem::lineage::{Evidence, Link, Unseen, Value};
use newstem::{Article, Story};

use crate::family::Member;
use crate::names::Names;
use crate::words;

/// Below this share of words a link stands on little text.
const FEW_WORDS_BELOW: f64 = 0.3;

/// Known pieces, the most telling first.
const ORDER: [&str; 4] = ["credit", "shared_words", "aligned_sentences", "order"];

/// Shown of a list before "and n more".
const LIST_LIMIT: usize = 4;

/// Every piece in words, the most telling first.
pub(crate) fn phrases(evidence: &Evidence) -> Vec<String> {
    let known = ORDER.iter().filter_map(|&name| evidence.get_key_value(name));
    let others = evidence.iter().filter(|(name, _)| !ORDER.contains(&name.as_str()));
    known.chain(others).map(|(name, value)| phrase(name, value)).collect()
}

fn phrase(name: &str, value: &Value) -> String {
    match (name, value) {
        ("credit", Value::Text(text)) => format!("credit “{}”", words::plain(text)),
        ("shared_words", Value::Number(share)) => {
            format!("{} of words shared", words::percent(*share))
        }
        ("aligned_sentences", Value::Count(count)) => {
            let count = usize::try_from(*count).unwrap_or(usize::MAX);
            format!("{} aligned", words::count(count, "sentence", "sentences"))
        }
        ("order", Value::Number(order)) => format!("sentence order {order:.2}"),
        _ => format!("{}: {}", spaced(name), shown(value)),
    }
}

fn spaced(name: &str) -> String {
    words::plain(&name.replace('_', " "))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Count(count) => count.to_string(),
        Value::Number(number) => format!("{number:.2}"),
        Value::Text(text) => words::plain(text),
        Value::List(items) => shown_list(items),
    }
}

fn shown_list(items: &[String]) -> String {
    let mut shown: Vec<String> =
        items.iter().take(LIST_LIMIT).map(|item| words::plain(&item.replace("->", "→"))).collect();
    if items.len() > LIST_LIMIT {
        shown.push(format!("{} more", items.len() - LIST_LIMIT));
    }
    words::list(&shown)
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
    told.extend(others.map(|(name, value)| phrase(name, value)));
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
    use super::*;

    #[test]
    fn known_pieces_come_first_and_in_words() {
        let check = |name: &str, value, expected: &str| {
            let evidence = Evidence::from([(name.to_owned(), value)]);
            assert_eq!(phrases(&evidence), [expected]);
        };
        check("shared_words", Value::Number(0.98), "98% of words shared");
        check("aligned_sentences", Value::Count(1), "1 sentence aligned");
        check("order", Value::Number(0.5), "sentence order 0.50");
        check("credit", Value::Text("BBC\nreported".into()), "credit “BBC reported”");
        check("rare_words_kept", Value::Count(7), "rare words kept: 7");
        let swaps = ["a -> b", "c -> d", "e -> f", "g -> h", "i -> j"];
        let swaps = Value::List(swaps.map(str::to_owned).into());
        check("swapped", swaps, "swapped: a → b, c → d, e → f, g → h and 1 more");
    }

    #[test]
    fn the_most_telling_piece_comes_first() {
        let evidence = Evidence::from([
            ("aligned_sentences".to_owned(), Value::Count(3)),
            ("credit".to_owned(), Value::Text("HNA".to_owned())),
        ]);
        assert_eq!(phrases(&evidence), ["credit “HNA”", "3 sentences aligned"]);
    }
}
