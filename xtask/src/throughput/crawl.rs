//! Made-up crawls of news pages, the shape of real ones: every page stands behind its request, and
//! most of a page is no article but menus and teasers. 181 pages of news sites had a median of
//! 115 kB and packed to a fifth of their size with gzip; these pages have 50 to 150 kB and pack to
//! about a fifth too, since unpacking takes longer the less there is to repeat.

use super::articles::{Article, Articles, Teaser};

/// A page has at least so many bytes, and at most three times as many.
const PAGE_BYTES_MIN: u64 = 50_000;

/// The records that a crawler writes of one visit: what it asked for and what it was given.
pub(super) fn records_of_visit(articles: &mut Articles) -> [String; 2] {
    let article = articles.make();
    let page = page(&article, articles);
    let address = &article.url;
    let asked = format!(
        "GET {address} HTTP/1.1\r\nUser-Agent: made-up/1.0\r\nAccept: text/html\r\n\
         Accept-Encoding: br,gzip\r\nConnection: Keep-Alive\r\n\r\n"
    );
    let given = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\
         Content-Length: {}\r\n\r\n{page}",
        page.len()
    );
    [record(&article, "request", &asked), record(&article, "response", &given)]
}

fn record(article: &Article, kind: &str, body: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {}\r\nWARC-Date: {}\r\n\
         WARC-Record-ID: <urn:uuid:{}-{kind}>\r\nContent-Type: application/http; msgtype={kind}\r\n\
         Content-Length: {}\r\n\r\n{body}\r\n\r\n",
        article.url,
        article.published_text(),
        article.id,
        body.len()
    )
}

fn page(article: &Article, articles: &mut Articles) -> String {
    let Article { title, outlet, .. } = article;
    let length = PAGE_BYTES_MIN + articles.draw(2 * PAGE_BYTES_MIN);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><title>{title} | {outlet}</title></head>\n<body>\n\
         <nav><a href=\"/\">Home</a> <a href=\"/weather\">Weather</a></nav>\n\
         <article><h1>{title}</h1>\n{}</article>\n<aside>\n",
        paragraphs(&article.text)
    );
    while (page.len() as u64) < length {
        page.push_str(&teaser(&articles.make_teaser()));
    }
    page + &format!("</aside>\n<footer>Copyright {outlet}</footer>\n</body></html>\n")
}

fn paragraphs(text: &str) -> String {
    text.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>\n")).collect()
}

fn teaser(teaser: &Teaser) -> String {
    let Teaser { number, title, summary } = teaser;
    format!(
        "<div class=\"teaser teaser--wide\" data-story=\"{number:09}\">\n  \
         <a class=\"teaser__link\" href=\"https://news.example/2023/05/story-{number:09}\">\n    \
         <picture><source media=\"(min-width: 600px)\" \
         srcset=\"https://pictures.example/{number:09}/large.jpg 2x\">\
         <img class=\"teaser__picture\" loading=\"lazy\" alt=\"\" \
         src=\"https://pictures.example/{number:09}/small.jpg\"></picture>\n    \
         <h3 class=\"teaser__title\">{title}</h3>\n  </a>\n  \
         <p class=\"teaser__summary\">{summary}</p>\n</div>\n"
    )
}
