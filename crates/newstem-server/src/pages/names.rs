//! What articles are called on pages: outlet and headline, since an id says little to a person.

use std::collections::BTreeMap;

use newstem::Article;
use newstem_store::{Reader, StoreError};

/// Names by id.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Those of articles that were read already.
    pub fn of(articles: &[Article]) -> Self {
        Self(articles.iter().map(|article| (article.id.clone(), name(article))).collect())
    }

    /// Those of articles that stand in the store.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn read(reader: &Reader, ids: &[String]) -> Result<Self, StoreError> {
        let mut names = BTreeMap::new();
        for id in ids {
            if let Some(version) = reader.versions(id)?.pop() {
                names.insert(id.clone(), name(&version.article));
            }
        }
        Ok(Self(names))
    }

    /// What an article is called; by its id where nothing is known of it.
    pub fn get<'a>(&'a self, id: &'a str) -> &'a str {
        self.0.get(id).map_or(id, String::as_str)
    }
}

/// A headline, also where there is none.
pub fn headline(title: &str) -> &str {
    match title.trim() {
        "" => "(no headline)",
        title => title,
    }
}

fn name(article: &Article) -> String {
    let headline = headline(&article.title);
    match &article.outlet {
        Some(outlet) => format!("{outlet}: {headline}"),
        None => headline.to_owned(),
    }
}
