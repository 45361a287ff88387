//! `newstem verify --data DIR`: whether a store is as it was written.

use newstem_store::{Reader, verify};

use crate::arguments::StoreArguments;
use crate::exit::{Failure, Outcome};
use crate::output;

/// Looks through the store and says what is wrong.
pub fn run(arguments: &StoreArguments) -> Result<Outcome, Failure> {
    let reader = Reader::open(&arguments.data)?;
    let counts = reader.counts()?;
    let findings = verify(&arguments.data, &reader)?;
    output::write(None, |out| {
        for finding in &findings {
            let hint =
                if finding.is_mended_by_reindex { " (`newstem reindex` mends it)" } else { "" };
            writeln!(out, "{}{hint}", finding.what)?;
        }
        if findings.is_empty() {
            writeln!(
                out,
                "{} articles in {} stories, all as they were written",
                counts.articles, counts.stories
            )?;
        }
        Ok(())
    })?;
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Damaged })
}
