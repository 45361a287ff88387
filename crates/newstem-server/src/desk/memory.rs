//! What a desk that starts again remembers of its outlets: the last articles in the store are looked
//! at as if they came in again. Where their furniture stood is not known any more, so half of it is put
//! before the body and half behind, where furniture mostly stands.
//!
//! Fails on: articles that were taken in and not placed yet when the desk stopped, which are not looked at.

use newstem::Article;
use newstem_read::Document;

use super::Desk;
use crate::writer::with_sources;

/// So many of the last articles are looked at.
const REMEMBERED: u32 = 20_000;

/// Looks at them.
pub fn remember(desk: &Desk) {
    let articles = desk.readers.with(|reader| reader.placed_last(REMEMBERED));
    match articles {
        Ok(articles) => {
            articles.iter().for_each(|(_, article, _)| desk.observe(&as_it_came(article)));
        }
        Err(error) => {
            tracing::error!(error = with_sources(&error), "what outlets repeat is not remembered");
        }
    }
}

fn as_it_came(article: &Article) -> Document {
    let furniture: Vec<&str> = article.furniture.iter().map(|line| line.text.as_str()).collect();
    let (before, behind) = furniture.split_at(furniture.len() / 2);
    let lines: Vec<&str> = before.iter().copied().chain(article.body.lines()).collect();
    let lines: Vec<&str> = lines.into_iter().chain(behind.iter().copied()).collect();
    Document {
        title: article.title.clone(),
        outlet: article.outlet.clone(),
        url: article.url.clone(),
        text: lines.join("\n"),
        ..Document::default()
    }
}
