//! Why one parent was preferred to another, in words.

use newstem::lineage::{Evidence, Margins, Value};

use crate::words;

/// A smaller lead would be shown as none.
const LEAD_MIN: f64 = 0.05;

/// By how much a link explains the articles better than its alternatives.
pub(crate) fn margins_in_words(margins: &Margins) -> String {
    let mut told = vec![format!("{:.1} over having no parent here", margins.over_none)];
    told.extend(margins.over_rejected.map(|over| format!("{over:.1} over the next best")));
    told.push(format!("{:.1} over the link turned round", margins.over_turned_round));
    format!("log-odds: {}", words::list(&told))
}

/// What spoke against a parent, the weightiest first; without what rounds to nothing.
pub(crate) fn reasons(against: &Evidence) -> Vec<String> {
    let tells = |value: &Value| !matches!(value, Value::Number(lead) if lead.abs() < LEAD_MIN);
    let mut reasons: Vec<(f64, String)> = against
        .iter()
        .filter(|(_, value)| tells(value))
        .map(|(name, value)| reason(name, value))
        .collect();
    reasons.sort_by(|a, b| b.0.total_cmp(&a.0));
    reasons.into_iter().map(|(_, told)| told).collect()
}

/// One reason with its weight; what is said in words weighs most.
fn reason(name: &str, value: &Value) -> (f64, String) {
    match (name, value) {
        (_, Value::Number(lead)) => (*lead, number_reason(name, *lead)),
        ("derives_from", _) => (f64::MAX, "it derives from this article itself".to_owned()),
        ("credit", Value::Text(text)) => {
            (f64::MAX, format!("the article names another source (“{}”)", words::plain(text)))
        }
        ("same_source", Value::Text(label)) => {
            (f64::MAX, format!("both go back to {}", words::plain(label)))
        }
        (name, _) => (0.0, words::plain(&name.replace('_', " "))),
    }
}

fn number_reason(name: &str, lead: f64) -> String {
    let (behind, ahead) = match name {
        "coverage" => ("covers less of it", "covers more of it"),
        "details" => ("has fewer of its details", "has more of its details"),
        "facts" => ("has fewer of its facts", "has more of its facts"),
        "drift" => ("its words are plainer no less often", "its words are the plainer ones"),
        "quotations" => {
            ("its quotations are the shorter ones", "its quotations are the longer ones")
        }
        "own_outlet" => ("is of another outlet", "is of the same outlet"),
        "times" => ("its time fits worse", "its time fits better"),
        "credits" => ("is credited less", "is credited more"),
        "elsewhere" => ("explains its credits worse", "explains its credits better"),
        _ => return format!("{}: {lead:.1}", words::plain(&name.replace('_', " "))),
    };
    let told = if lead > 0.0 { behind } else { ahead };
    format!("{told} ({:+.1})", -lead)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(against: &[(&str, Value)], expected: &[&str]) {
        let against = against.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        assert_eq!(reasons(&against.collect()), expected);
    }

    #[test]
    fn the_weightiest_reason_comes_first() {
        check(
            &[("coverage", Value::Number(3.25)), ("times", Value::Number(-2.4))],
            &["covers less of it (-3.2)", "its time fits better (+2.4)"],
        );
        check(
            &[("coverage", Value::Number(1.0)), ("derives_from", Value::Text("a".to_owned()))],
            &["it derives from this article itself", "covers less of it (-1.0)"],
        );
        check(&[("warmth", Value::Number(0.5))], &["warmth: 0.5"]);
    }
}
