//! The stage `marks`: which articles are looked up in a round, and without which terms. In the first
//! round that is all of them, later those of which the terms have changed since the round before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::arrow::array::UInt32Array;
use newstem::story::Asked;

use super::{Driver, RunError};
use crate::functions::packed;
use crate::kept::asked_file;
use crate::rows::{Rows, batch_of};
use crate::table::Size;

/// The place of an article in the order of time, its number, and a term that does not find it others.
type LeftOut = (u32, u32, u32);

/// The place of an article and its number.
type Marked = (u32, u32);

impl Driver {
    pub(super) async fn mark_articles(&mut self) -> Result<Size, RunError> {
        let round = self.manifest.round;
        let now = self.left_out(round).await?;
        let marked: Vec<Marked> = match round.checked_sub(1) {
            None => self.all_marked().await?,
            Some(before) => changed(&self.left_out(before).await?, &now),
        };
        self.write_asked(&marked, &now).await?;
        let shelf_articles = self.manifest.parameters.shelf_articles as u32;
        let numbers: UInt32Array = marked.iter().map(|&(_, number)| Some(number)).collect();
        let shelves: UInt32Array =
            marked.iter().map(|&(place, _)| Some(place / shelf_articles)).collect();
        let batch = batch_of([("number", Arc::new(numbers)), ("shelf", Arc::new(shelves))])?;
        Ok(self.write("marks", batch).await?)
    }

    /// What is left out in a round, in the order of time.
    async fn left_out(&self, round: u32) -> Result<Vec<LeftOut>, RunError> {
        let mut left_out: Vec<LeftOut> = Vec::new();
        self.each_batch_of_round(("too_common", round), &["number", "place", "term"], |batch| {
            let rows = Rows(batch);
            let (numbers, places, terms) =
                (rows.numbers("number")?, rows.numbers("place")?, rows.numbers("term")?);
            let row = |row| (places.value(row), numbers.value(row), terms.value(row));
            left_out.extend((0..rows.len()).map(row));
            Ok(())
        })
        .await?;
        left_out.sort_unstable();
        Ok(left_out)
    }

    async fn all_marked(&self) -> Result<Vec<Marked>, RunError> {
        let mut marked: Vec<Marked> = Vec::new();
        self.each_batch("places", &["place", "number"], |batch| {
            let (places, numbers) = (Rows(batch).numbers("place")?, Rows(batch).numbers("number")?);
            marked.extend(places.values().iter().copied().zip(numbers.values().iter().copied()));
            Ok(())
        })
        .await?;
        Ok(marked)
    }

    /// Writes what each shelf is asked, in a file that is read where it is compared.
    async fn write_asked(&self, marked: &[Marked], left_out: &[LeftOut]) -> Result<(), RunError> {
        let shelf_articles = self.manifest.parameters.shelf_articles as u32;
        let mut shelves: BTreeMap<u32, Asked> = BTreeMap::new();
        for (place, _) in marked {
            let asked = shelves.entry(place / shelf_articles).or_default();
            asked.places.push((place % shelf_articles) as usize);
        }
        for &(place, number, term) in left_out {
            if let Some(asked) = shelves.get_mut(&(place / shelf_articles)) {
                asked.too_common.insert((number, term));
            }
        }
        let round = self.manifest.round.to_string();
        for (shelf, asked) in shelves {
            self.folder.put(&asked_file(&round, shelf), packed(&asked)?).await?;
        }
        Ok(())
    }
}

/// The articles of which other terms are left out than before, in order.
fn changed(before: &[LeftOut], now: &[LeftOut]) -> Vec<Marked> {
    let (before, now): (BTreeSet<_>, BTreeSet<_>) = (before.iter().collect(), now.iter().collect());
    let changes = before.symmetric_difference(&now).map(|&&(place, number, _)| (place, number));
    changes.collect::<BTreeSet<Marked>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_looked_up_again_when_other_terms_are_left_out() {
        let before = [(0, 7, 1), (2, 5, 1), (2, 5, 2), (3, 4, 1)];
        let now = [(0, 7, 1), (2, 5, 1), (3, 4, 2), (4, 1, 9)];
        assert_eq!(changed(&before, &now), [(2, 5), (3, 4), (4, 1)]);
        assert!(changed(&now, &now).is_empty());
    }
}
