//! Furniture, by the characters of the lines that were taken away and kept.
//!
//! The body may join or split lines, so a line counts as kept where its words stand anywhere in
//! the body; short lines only where they are a line of the body, since their words may stand in a
//! sentence by chance. A line that repeats the title may go or stay.

use std::collections::BTreeSet;

use super::count::Counts;
use crate::figures::Agreement;
use crate::gold::{Family, GoldArticle};
use crate::said::Said;
use crate::words::{joined, words};

/// Lines of fewer words are looked for as whole lines of the body.
const WORDS_THAT_IDENTIFY_A_LINE: usize = 5;

pub fn score(said: &Said, families: &[Family]) -> Agreement {
    let mut counts = Counts::default();
    for article in families.iter().flat_map(Family::shown) {
        count_lines(article, said.body(&article.id), &mut counts);
    }
    counts.agreement()
}

fn count_lines(article: &GoldArticle, body: &str, counts: &mut Counts) {
    let body = Body::new(body);
    let title = words(article.title.as_deref().unwrap_or_default());
    let lines: BTreeSet<&str> = article.text.split('\n').collect();
    for line in lines {
        let line_words = words(line);
        if line_words.is_empty() {
            continue;
        }
        let length = line.chars().count();
        let is_furniture = article.furniture.iter().any(|text| text == line);
        match (is_furniture, body.holds(&line_words)) {
            (true, false) => counts.hits += length,
            (true, true) => counts.misses += length,
            (false, false) if line_words != title => counts.false_alarms += length,
            (false, _) => {}
        }
    }
}

struct Body {
    text: String,
    lines: BTreeSet<String>,
}

impl Body {
    fn new(body: &str) -> Self {
        Self { text: joined(body), lines: body.split('\n').map(joined).collect() }
    }

    fn holds(&self, line: &[String]) -> bool {
        let told = line.join(" ");
        let may_stand_anywhere = line.len() >= WORDS_THAT_IDENTIFY_A_LINE;
        self.lines.contains(&told) || may_stand_anywhere && self.text.contains(&told)
    }
}
