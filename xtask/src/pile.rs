//! Families as a user would hand them in: one pile of JSONL records, through the front door.

use newstem::Article;
use serde::{Deserialize, Serialize};

use crate::gold::{Family, GoldArticle};

/// One line of the pile. The language is left for the program to find out.
#[derive(Serialize, Deserialize)]
struct Record {
    id: String,
    outlet: Option<String>,
    url: Option<String>,
    published: Option<String>,
    title: Option<String>,
    text: String,
}

/// The pile of all families together, one JSON record a line.
pub fn jsonl(families: &[Family]) -> serde_json::Result<Vec<u8>> {
    let mut pile = Vec::new();
    for article in families.iter().flat_map(Family::shown) {
        serde_json::to_writer(&mut pile, &record(article))?;
        pile.push(b'\n');
    }
    Ok(pile)
}

fn record(gold: &GoldArticle) -> Record {
    Record {
        id: gold.id.clone(),
        outlet: gold.outlet.clone(),
        url: gold.url.clone(),
        published: gold.published.clone(),
        title: gold.title.clone(),
        text: gold.text.clone(),
    }
}

/// Reads a pile of JSONL records, each text taken for a body as it stands.
pub fn read(pile: &[u8]) -> serde_json::Result<Vec<Article>> {
    let records = serde_json::Deserializer::from_slice(pile).into_iter::<Record>();
    records.map(|record| record.map(article)).collect()
}

fn article(record: Record) -> Article {
    Article {
        source: record.id.clone(),
        id: record.id,
        outlet: record.outlet,
        url: record.url,
        title: record.title.unwrap_or_default(),
        published: record.published,
        language: "und".to_owned(),
        body: record.text,
        ..Article::default()
    }
}
