//! The format of the file and how older ones become it.
//!
//! `user_version` counts formats. Each step is a script that is never changed once it was released;
//! opening an older file runs the steps that it lacks in one transaction. `application_id` tells a
//! store from any other SQLite file.

use rusqlite::Connection;

/// The formats that a program knows, as the scripts that lead from each to the next, from nothing.
#[derive(Clone, Copy, Debug)]
pub struct Schema(pub &'static [&'static str]);

/// Those of this program.
pub const SCHEMA: Schema = Schema(&[include_str!("schema/1.sql")]);

/// `Nstm` in ASCII.
const APPLICATION_ID: i32 = 0x4e73_746d;

/// What a file says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Nothing was ever written.
    Empty,
    /// A store of this version.
    Version(u32),
    /// A file of another program.
    Foreign,
}

/// Reads the format.
pub fn format_of(connection: &Connection) -> rusqlite::Result<Format> {
    let pragma = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0));
    let (application, version): (i32, u32) = (pragma("application_id")?, {
        connection.query_row("PRAGMA user_version", [], |row| row.get(0))?
    });
    let tables: u32 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match (application, tables) {
        (APPLICATION_ID, _) => Format::Version(version),
        (0, 0) => Format::Empty,
        _ => Format::Foreign,
    })
}

impl Schema {
    /// The version that is written.
    pub const fn newest(self) -> u32 {
        self.0.len() as u32
    }

    /// Runs the steps after `version`, all or none.
    pub fn upgrade(self, connection: &mut Connection, version: u32) -> rusqlite::Result<()> {
        let transaction = connection.transaction()?;
        for step in self.0.iter().skip(version as usize) {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", self.newest())?;
        transaction.commit()
    }
}
