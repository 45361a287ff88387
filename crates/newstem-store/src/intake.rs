//! Articles as they come in: known, new, or a new version of one that is there.

use newstem::Article;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::moment::Moment;
use crate::open::{Store, StoreError};
use crate::row::{checksum, rest_of};

/// An article on its way in.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The article.
    pub article: Article,
    /// The SHA-256 of what was sent, by which the same thing sent twice is known.
    pub record_hash: [u8; 32],
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Receipt {
    /// It is kept as a new article.
    New {
        /// Its id.
        id: String,
    },
    /// It is kept as a new version of an article that is there.
    Version {
        /// That article's id.
        id: String,
        /// The number of the version, from 2.
        version: u32,
    },
    /// It is there as it was sent.
    Known {
        /// Its id.
        id: String,
    },
}

/// An article that is there.
struct There {
    article: i64,
    id: String,
    versions: u32,
    last_hash: Vec<u8>,
}

impl Store {
    /// Keeps articles; once this returns they outlast a loss of power. All of them are kept or none.
    ///
    /// # Errors
    ///
    /// Where the disk refuses; then the store is as it was.
    pub fn take_in(
        &mut self,
        incoming: &[Incoming],
        now: &Moment,
    ) -> Result<Vec<Receipt>, StoreError> {
        let transaction = self.connection.transaction()?;
        let taken: Result<Vec<Receipt>, StoreError> =
            incoming.iter().map(|one| take_one(&transaction, one, now)).collect();
        let taken = taken?;
        transaction.commit()?;
        Ok(taken)
    }
}

fn take_one(store: &Connection, one: &Incoming, now: &Moment) -> Result<Receipt, StoreError> {
    match there(store, &one.article)? {
        Some(there) if there.last_hash == one.record_hash => Ok(Receipt::Known { id: there.id }),
        Some(there) => {
            let version = there.versions + 1;
            store
                .prepare_cached("UPDATE articles SET versions = ?2 WHERE article = ?1")?
                .execute(params![there.article, version])?;
            write_version(store, there.article, &there.id, version, one, now)?;
            Ok(Receipt::Version { id: there.id, version })
        }
        None => {
            let id = one.article.id.clone();
            store
                .prepare_cached("INSERT INTO articles (id, url, versions) VALUES (?1, ?2, 1)")?
                .execute(params![id, own_address(&one.article)])?;
            write_version(store, store.last_insert_rowid(), &id, 1, one, now)?;
            Ok(Receipt::New { id })
        }
    }
}

/// The article of this id, else that of this address.
fn there(store: &Connection, article: &Article) -> Result<Option<There>, StoreError> {
    let look = "SELECT a.article, a.id, a.versions, v.record_hash FROM articles a \
                JOIN versions v ON v.article = a.article AND v.version = a.versions ";
    let there = |row: &rusqlite::Row<'_>| {
        let (article, id) = (row.get(0)?, row.get(1)?);
        Ok(There { article, id, versions: row.get(2)?, last_hash: row.get(3)? })
    };
    let mut by_id = store.prepare_cached(&format!("{look} WHERE a.id = ?1"))?;
    let found = by_id.query_row([&article.id], there).optional()?;
    match (found, own_address(article)) {
        (None, Some(address)) => {
            let by_url = format!("{look} WHERE a.url = ?1 ORDER BY a.article LIMIT 1");
            Ok(store.prepare_cached(&by_url)?.query_row([address], there).optional()?)
        }
        (found, _) => Ok(found),
    }
}

/// An article's address, unless it may be that of a whole site.
fn own_address(article: &Article) -> Option<&str> {
    let url = article.url.as_deref()?;
    let (_, place) = url.split_once("://")?;
    let (_, path) = place.split_once('/')?;
    (!path.is_empty()).then_some(url)
}

fn write_version(
    store: &Connection,
    article: i64,
    id: &str,
    version: u32,
    Incoming { article: text, record_hash }: &Incoming,
    now: &Moment,
) -> Result<(), StoreError> {
    let rest = rest_of(text);
    let [outlet, author, published] = [&text.outlet, &text.author, &text.published];
    let given = |field: &Option<String>| field.clone().unwrap_or_default();
    let sum = checksum(
        id,
        &[
            &text.source,
            &given(outlet),
            &text.title,
            &given(author),
            &given(published),
            &text.language,
            &text.body,
            &rest,
        ],
    );
    let insert = "INSERT INTO versions (article, version, received, record_hash, source, outlet, \
                  title, author, published, language, body, rest, checksum) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    store.prepare_cached(insert)?.execute(params![
        article,
        version,
        now.as_str(),
        record_hash,
        text.source,
        outlet,
        text.title,
        author,
        published,
        text.language,
        text.body,
        rest,
        sum
    ])?;
    Ok(())
}
