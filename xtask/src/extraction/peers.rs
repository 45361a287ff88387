//! The extractors that are compared, each from the bytes of a page to its article.

use dom_smoothie::{Config, Readability};
use newstem_read::{Context, ReadOptions, article_from, document_of_page};
use trafilatura::{ExtractionFocus, Options};

/// A name, and from a page to its main text.
pub type Extractor = (&'static str, fn(&str) -> String);

/// All of them, ours first.
pub const PEERS: &[Extractor] = &[
    ("newstem", newstem),
    ("newstem-uncleaned", newstem_uncleaned),
    ("trafilatura-precision", trafilatura_precision),
    ("trafilatura-balanced", trafilatura_balanced),
    ("dom_smoothie", dom_smoothie),
];

/// The body as users get it: title, date and all else are read, too, and lines cleaned.
fn newstem(html: &str) -> String {
    let document = document_of_page(html.as_bytes(), &ReadOptions::default()).unwrap_or_default();
    article_from(&document, &Context::default()).body
}

/// The main text before lines are cleaned; title, date and all else are read, too.
fn newstem_uncleaned(html: &str) -> String {
    document_of_page(html.as_bytes(), &ReadOptions::default()).unwrap_or_default().text
}

fn trafilatura_precision(html: &str) -> String {
    by_trafilatura(html, ExtractionFocus::FavorPrecision)
}

fn trafilatura_balanced(html: &str) -> String {
    by_trafilatura(html, ExtractionFocus::Balanced)
}

fn by_trafilatura(html: &str, focus: ExtractionFocus) -> String {
    let options = Options::default().with_fallback(true).with_focus(focus);
    trafilatura::extract(html, &options).map_or_else(|_| String::new(), |found| found.content_text)
}

fn dom_smoothie(html: &str) -> String {
    let reader = Readability::new(html, None, Some(Config::default()));
    let article = reader.and_then(|mut reader| reader.parse());
    article.map_or_else(|_| String::new(), |article| article.text_content.to_string())
}
