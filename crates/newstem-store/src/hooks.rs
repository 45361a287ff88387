//! Addresses that are told of events, each with the last event that it was told of.

use rusqlite::params;
use serde::Serialize;

use crate::moment::Moment;
use crate::open::{Reader, Store, StoreError};

/// An address that is told of events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Webhook {
    /// Its number.
    pub webhook: i64,
    /// Where events are sent.
    pub url: String,
    /// What they are signed with.
    #[serde(skip)]
    pub secret: String,
    /// When it was added.
    pub created: Moment,
    /// The last event that it took.
    pub delivered: i64,
    /// How often in a row it refused.
    pub failures: u32,
    /// Why, the last time.
    pub last_error: Option<String>,
}

impl Store {
    /// Adds an address, which is told of what happens from now on; gives its number.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn add_webhook(
        &mut self,
        url: &str,
        secret: &str,
        now: &Moment,
    ) -> Result<i64, StoreError> {
        let sql = "INSERT INTO webhooks (url, secret, created, delivered) \
                   VALUES (?1, ?2, ?3, (SELECT coalesce(max(event), 0) FROM events))";
        self.connection.prepare_cached(sql)?.execute(params![url, secret, now.as_str()])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Removes an address; whether there was one.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn drop_webhook(&mut self, webhook: i64) -> Result<bool, StoreError> {
        let sql = "DELETE FROM webhooks WHERE webhook = ?1";
        Ok(self.connection.prepare_cached(sql)?.execute([webhook])? > 0)
    }

    /// Notes how an address took what it was sent: all up to an event, or not.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn note_delivery(
        &mut self,
        webhook: i64,
        outcome: Result<i64, &str>,
    ) -> Result<(), StoreError> {
        match outcome {
            Ok(event) => {
                let sql = "UPDATE webhooks SET delivered = ?2, failures = 0, last_error = NULL \
                           WHERE webhook = ?1";
                self.connection.prepare_cached(sql)?.execute(params![webhook, event])?;
            }
            Err(error) => {
                let sql = "UPDATE webhooks SET failures = failures + 1, last_error = ?2 \
                           WHERE webhook = ?1";
                self.connection.prepare_cached(sql)?.execute(params![webhook, error])?;
            }
        }
        Ok(())
    }
}

impl Reader {
    /// All addresses, in the order in which they were added.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn webhooks(&self) -> Result<Vec<Webhook>, StoreError> {
        let sql = "SELECT webhook, url, secret, created, delivered, failures, last_error \
                   FROM webhooks ORDER BY webhook";
        let mut statement = self.connection.prepare_cached(sql)?;
        let webhooks = statement.query_map([], |row| {
            Ok(Webhook {
                webhook: row.get(0)?,
                url: row.get(1)?,
                secret: row.get(2)?,
                created: Moment::of_text(row.get(3)?),
                delivered: row.get(4)?,
                failures: row.get(5)?,
                last_error: row.get(6)?,
            })
        })?;
        Ok(webhooks.collect::<Result<_, _>>()?)
    }
}
