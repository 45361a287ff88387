//! Texts and piles to try the laws on: any text at all, and small articles that share sentences,
//! so that there is something to trace.

use newstem::{Article, Credit};
use proptest::prelude::*;

/// Scraps that are hard on a reader of text: marks of all kinds, clitics, abbreviations, numbers,
/// scripts, accents in both normal forms, characters without width.
const SCRAPS: &[&str] = &[
    " ",
    " ",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{202f}",
    "\u{2028}",
    "\u{85}",
    ".",
    ". ",
    "! ",
    "…",
    "...",
    "? ",
    ",",
    ":",
    ";",
    "-",
    "—",
    "\"",
    "'",
    "’",
    "‘",
    "“",
    "”",
    "„",
    "«",
    "»",
    "`",
    "(",
    ")",
    "[",
    "「",
    "」",
    "。",
    "word",
    "Name",
    "U.S.",
    "a.m.",
    "Dr. ",
    "No. ",
    "d'",
    "l’",
    "qu’",
    "O'Neil",
    "don't",
    "1,400",
    "1",
    "400",
    "06:52",
    "café",
    "cafe\u{301}",
    "İ",
    "ß",
    "Łódź",
    "東京",
    "น้ำ",
    "か\u{3099}",
    "한국",
    "हिन्दी",
    "العَرَبِيَّة",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{301}",
    "👩\u{200d}🚀",
    "ﬁ",
    "½",
    "x@y.zz",
    "1. ",
    "- ",
    "\0",
];

/// Any text: mostly scraps put together, sometimes characters at random.
pub fn any_text() -> impl Strategy<Value = String> {
    let scraps = prop::collection::vec(prop::sample::select(SCRAPS), 0..60);
    prop_oneof![3 => scraps.prop_map(|scraps| scraps.concat()), 1 => any::<String>()]
}

/// Any BCP 47 tag that makes a difference, and some that make none.
pub fn any_language() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["en", "en-GB", "fr", "it", "de", "ja", "ar", "und", "", "xx"][..])
}

const SENTENCES: &[&str] = &[
    "A barge broke its mooring at Hollin Quay at 06:52 on Monday.",
    "Nine people were taken off the barge by a tug.",
    "More than a dozen people were on board, the harbour office said.",
    "“We heard the chain go and then we were moving,” said Tamsin Orlo, the mate.",
    "Harbour master Piet Varga said: \"Nobody was hurt.\"",
    "The cargo of 1,400 tonnes of grain stayed dry.",
    "‘It was the storm,’ Mr Varga told the Quay Courier.",
    "The county has asked for a report by Friday.",
    "The Lisk bridge was shut for two hours.",
    "A spokeswoman for the U.S. owner said the mooring was inspected in May.",
    "« Personne n’a été blessé », a dit l’armateur.",
    "Schools in Torvald open late today because of ice.",
    "",
];

const TIMES: &[Option<&str>] =
    &[None, Some("2026-03-02"), Some("2026-03-02T08:10:00Z"), Some("2026-03-02T11:40:00+01:00")];

/// Whom articles name as their sources: some of their own outlets, and some that no pile holds.
const NAMED: &[&str] = &["Outlet 0", "Outlet 1", "Outlet 2", "Skelly Wire", "Radio Sorn"];

/// How they name them, before and after the name.
const CUES: &[(&str, &str)] = &[
    ("HOLLIN (", ") - "),
    ("Nobody was hurt, ", " reported."),
    ("The mate told ", "."),
    ("It was the third this year, according to ", "."),
    ("The firm was sorry, ", " said in a statement."),
    ("First published by ", "."),
];

/// Most of the sentences in their order, sometimes with text of any kind behind them, and up to
/// two sources named.
fn any_article() -> impl Strategy<Value = Article> {
    let lines = prop::sample::subsequence(SENTENCES, 0..SENTENCES.len());
    let odd = prop::option::weighted(0.2, any_text());
    let language = prop_oneof![4 => Just("en"), 1 => any_language()];
    let credit = (prop::sample::select(NAMED), prop::sample::select(CUES));
    let credits = prop::collection::vec(credit, 0..3);
    (lines, odd, prop::sample::select(TIMES), language, credits).prop_map(
        |(mut lines, odd, published, language, credits)| {
            lines.extend(odd.as_deref());
            let mut article = Article {
                title: lines.first().copied().unwrap_or_default().to_owned(),
                published: published.map(str::to_owned),
                language: language.to_owned(),
                ..Article::default()
            };
            for (outlet, (before, after)) in credits {
                let (start, text) = (article.body.len(), format!("{before}{outlet}{after}"));
                let end = start + text.len();
                article.body += &text;
                article.body.push('\n');
                article.credits.push(Credit { outlet: outlet.to_owned(), text, start, end });
            }
            article.body += &lines.join("\n");
            article
        },
    )
}

/// A few articles with distinct ids and outlets.
pub fn any_pile() -> impl Strategy<Value = Vec<Article>> {
    prop::collection::vec(any_article(), 0..6).prop_map(|mut articles| {
        for (number, article) in articles.iter_mut().enumerate() {
            article.id = format!("a{number}");
            article.source = format!("pile.jsonl#{number}");
            article.outlet = Some(format!("Outlet {number}"));
        }
        articles
    })
}

/// The text of one article.
pub fn any_body() -> impl Strategy<Value = String> {
    any_article().prop_map(|article| article.body)
}
